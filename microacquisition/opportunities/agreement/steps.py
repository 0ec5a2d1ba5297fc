"""The agreement's rows of the engine's table."""

from microacquisition.opportunities.agreement import actions, queries
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import agreement as rules

STEPS = {
    "sign_agreement": StageStep(
        gather=queries.gather_signing,
        rules=(rules.answer_is_in_time, rules.supplier_can_be_named),
        form_rules=(
            rules.text_is_what_was_shown,
            rules.name_is_the_legal_name,
            rules.payment_method_is_whole,
            rules.papers_are_promised,
        ),
        act=actions.sign_agreement,
        signs=queries.digest_terms,
        page="sign_agreement",
    ),
    "countersign": StageStep(
        gather=queries.gather_countersigning,
        rules=(rules.not_countersigned_yet, rules.buyer_is_not_the_supplier),
        form_rules=(rules.text_is_what_was_shown,),
        act=actions.countersign,
        signs=queries.digest_signed,
        outside=queries.give_digest_signed,
        page="countersign",
    ),
}
