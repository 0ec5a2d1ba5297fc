"""The agreement's rows of the engine's table."""

from microacquisition.opportunities.agreement import actions, papers, queries
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
            rules.papers_are_checked,
        ),
        act=actions.sign_agreement,
        signs=queries.digest_terms,
        until=queries.answer_agreed_until,
        page="sign_agreement",
    ),
    "declare_status": StageStep(
        gather=papers.gather_status,
        rules=(rules.offer_still_stands,),
        form_rules=(rules.a_yes_is_new,),
        act=papers.declare_status,
    ),
    "send_papers": StageStep(
        gather=papers.gather_status,
        rules=(rules.offer_still_stands, rules.papers_are_needed),
        act=papers.send_papers,
        since=papers.asked_since,
        until=queries.answer_agreed_until,
        page="send_papers",
    ),
    "check_papers": StageStep(
        gather=papers.gather_status,
        rules=(rules.offer_still_stands, rules.papers_wait, rules.answer_is_not_one_s_own),
        form_rules=(rules.return_says_what_is_missing,),
        act=papers.check_papers,
        since=papers.sent_since,
        page="check_papers",
    ),
    "record_exception": StageStep(
        gather=papers.gather_status,
        rules=(rules.offer_still_stands, rules.exception_is_needed, rules.answer_is_not_one_s_own),
        form_rules=(rules.exception_names_its_authority,),
        act=papers.record_exception,
        since=papers.declared_since,
        page="record_exception",
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
