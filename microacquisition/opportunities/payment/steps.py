"""Payment's rows of the engine's table."""

from microacquisition.opportunities.payment import actions, dues, paying, queries
from microacquisition.opportunities.payment.certified import digest_invoice
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import payment as rules

STEPS = {
    "submit_invoice": StageStep(
        gather=queries.gather_invoice,
        rules=(rules.something_to_invoice, rules.supplier_is_described),
        form_rules=(rules.number_is_free,),
        act=actions.submit_invoice,
        lock=queries.lock_invoice,
        subjects=dues.invoices_to_begin,
        since=dues.accepted_since,
        page="send_invoice",
    ),
    "return_invoice": StageStep(
        gather=queries.gather_certify,
        act=actions.return_invoice,
        lock=queries.lock_invoice,
        subjects=queries.invoices_in("SUBMITTED"),
        page="return_invoice",
    ),
    "certify": StageStep(
        gather=queries.gather_certify,
        rules=(rules.amounts_equal_the_agreement, rules.certified_within_delegation),
        act=actions.certify_invoice,
        lock=queries.lock_invoice,
        subjects=queries.invoices_in("SUBMITTED"),
        outside=lambda opportunity: {},
        signs_outside=lambda situation: digest_invoice(situation.subject),
        page="certify",
    ),
    "withdraw_certification": StageStep(
        gather=queries.gather_certify,
        rules=(rules.no_live_payment,),
        act=actions.withdraw_certification,
        lock=queries.lock_invoice,
        subjects=queries.invoices_in("CERTIFIED"),
        page="withdraw_certification",
    ),
    "start": StageStep(
        gather=queries.gather_start,
        rules=(rules.no_live_payment, rules.certifier_does_not_pay, rules.countersigned_in_time),
        act=paying.start_payment,
        lock=queries.lock_payment,
        subjects=queries.certified_without_payment,
        since=queries.certified_since,
        page="pay",
    ),
    "confirm": StageStep(
        gather=queries.gather_confirm,
        rules=(rules.certifier_does_not_pay,),
        form_rules=(rules.provider_says_so_itself, rules.paid_outside_with_evidence, rules.paid_as_certified),
        act=paying.confirm_payment,
        lock=queries.lock_payment,
        subjects=queries.payments_under_way,
        page="pay",
    ),
    "settle": StageStep(gather=queries.gather_certify, act=paying.settle_invoice, lock=queries.lock_invoice),
    "hold": StageStep(gather=queries.gather_confirm, act=paying.hold_payment, lock=queries.lock_payment),
    "time_out": StageStep(
        gather=queries.gather_confirm,
        act=paying.time_out_payment,
        lock=queries.lock_payment,
        due=queries.payments_timed_out,
    ),
    "fail": StageStep(
        gather=queries.gather_confirm,
        rules=(rules.provider_says_so_itself,),
        act=paying.fail_payment,
        lock=queries.lock_payment,
        subjects=queries.payments_under_way,
        page="fail_payment",
    ),
    "refund": StageStep(
        gather=queries.gather_confirm,
        rules=(rules.certifier_does_not_pay,),
        form_rules=(rules.refunded_by_now,),
        act=paying.refund_payment,
        lock=queries.lock_payment,
        subjects=queries.payments_in("COMPLETED"),
        page="refund_payment",
    ),
}
