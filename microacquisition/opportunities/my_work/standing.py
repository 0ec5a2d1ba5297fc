"""Where a purchase stands for its supplier: one sentence, at most one action, and what happens next."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.opportunities.agreement.queries import find_status
from microacquisition.opportunities.delivery.queries import announced_share
from microacquisition.opportunities.my_work.queries import Work
from microacquisition.process.step_words import STEP_WORDS


@dataclass(frozen=True)
class Standing:
    """The status box; `page` is the name of the address where the action is taken."""

    sentence: Words
    page: str = ""
    action: Words | None = None
    other_page: str = ""
    other: Words | None = None
    posts: bool = False  # the action is a button, not a link


@dataclass(frozen=True)
class Mark:
    """One point of the rail: `done`, `now`, or to come (empty)."""

    what: Words
    when: datetime | None = None
    look: str = ""
    detail: Words | None = None


SIGN = Words(
    en="Your application is selected. Read the one-page agreement and sign it by {at}, or decline.",
    fr="Votre candidature est sélectionnée. Lisez l’entente d’une page et signez-la au plus tard le {at}, ou refusez.",
)
SEND_PAPERS = Words(
    en="Your application is selected. You work for the federal government, so two papers are needed before you sign. Send them by {at}.",
    fr="Votre candidature est sélectionnée. Vous travaillez pour le gouvernement fédéral\xa0: deux documents sont requis avant de"
    " signer. Envoyez-les au plus tard le {at}.",
)
PAPERS_READ = Words(
    en="The program checks what your answers need. We write to you; you can sign after that, and you lose no time.",
    fr="Le programme vérifie ce que vos réponses exigent. Nous vous écrirons; vous pourrez signer ensuite, sans perdre de"
    " temps.",
)
TOO_LATE = Words(
    en="The time to sign was over on {at}. The award offer goes to the next in order.",
    fr="Le délai de signature a pris fin le {at}. L’attribution est proposée au fournisseur suivant.",
)
DECLINED = Words(en="You declined this award offer. Thank you for saying so.", fr="Vous avez refusé cette proposition d’attribution. Merci de l’avoir dit.")  # fmt: skip
ENDED = Words(
    en="This agreement was terminated because the work was not delivered. Nothing is paid for it.",
    fr="L’entente a été résiliée parce que les travaux n’ont pas été livrés. Rien n’est payé.",
)
CANCELLED = Words(en="This opportunity was cancelled.", fr="Cette occasion a été annulée.")
DELIVER = Words(
    en="Write the code in the open and deliver it by {at}.",
    fr="Écrivez le code au grand jour et livrez-le au plus tard le {at}.",
)
REVISE = Words(
    en="A revision is asked for: read the reasons below and deliver again by {at}.",
    fr="Une révision est demandée\xa0: lisez les motifs ci-dessous et livrez de nouveau au plus tard le {at}.",
)
OVERDUE = Words(
    en="The work was due on {at}. Deliver it now, or write to the program.",
    fr="Les travaux étaient attendus le {at}. Livrez-les maintenant, ou écrivez au programme.",
)
NOTICE = Words(
    en="A notice of default was given. Deliver by {at}, or the agreement can be ended without payment.",
    fr="Un avis de manquement a été donné. Livrez au plus tard le {at}, sinon l’entente pourra être résiliée sans paiement.",
)
SHARE = Words(
    en="The need has ended, through no fault of yours. Say by {at} what share of the work is done: you are paid for it.",
    fr="Le besoin a pris fin, sans faute de votre part. Dites d’ici le {at} quelle part des travaux est faite\xa0: elle vous"
    " sera payée.",
)
NOTHING_DUE = Words(
    en="The agreement ended for convenience before any work was done. Nothing is paid.",
    fr="L’entente a pris fin pour raisons de commodité avant que des travaux soient faits. Rien n’est payé.",
)
JUDGED = Words(
    en="Your work is being judged. Expect an answer by {at}; your time stands still.",
    fr="Vos travaux sont en cours d’évaluation. Une réponse est attendue au plus tard le {at}; votre délai est suspendu.",
)
INVOICE = Words(
    en="Your work is accepted. Send the invoice: it is filled in for you.",
    fr="Vos travaux sont acceptés. Envoyez la facture\xa0: elle est déjà remplie.",
)
INVOICE_AFTER_END = Words(
    en="This agreement was terminated. The part of your work accepted before is still paid: send the invoice, it is filled in"
    " for you.",
    fr="L’entente a été résiliée. La partie de vos travaux acceptée auparavant reste payable : envoyez la facture, déjà"
    " remplie.",
)
RETURNED = Words(
    en="Your invoice came back with a reason. Send it again.",
    fr="Votre facture vous a été renvoyée avec un motif. Envoyez-la de nouveau.",
)
PAYING = Words(
    en="Your invoice is on its way: expect to be paid by {at}.",
    fr="Votre facture suit son cours\xa0: le paiement est prévu au plus tard le {at}.",
)
PAID = Words(
    en="You were paid. Confirm that the money arrived.",
    fr="Le paiement est fait. Confirmez que l’argent est arrivé.",
)
FINISHED = Words(
    en="Delivered, accepted and paid. Thank you for your work.",
    fr="Travaux livrés, acceptés et payés. Merci de votre travail.",
)
CONFIRM = Words(en="Confirm that the money arrived", fr="Confirmer que l’argent est arrivé")
SEND = Words(en="Send the invoice", fr="Envoyer la facture")
READ = Words(en="Read and sign the agreement", fr="Lire et signer l’entente")


def describe_standing(work: Work, now: datetime) -> Standing:
    """Return the status box of the supplier at `now`."""
    if work.agreement is None:
        return _describe_offer(work, now)
    if work.agreement.ended_because == "default" and not work.is_paid_after_end:
        return Standing(ENDED)
    if work.deliverable is None or work.deliverable.state in ("DUE", "DELIVERED"):
        return _describe_work(work, now)
    if work.deliverable.price_cents == 0:
        return Standing(NOTHING_DUE)
    if work.invoice is None:
        return Standing(INVOICE_AFTER_END if work.is_paid_after_end else INVOICE, "send_invoice", SEND)
    if work.invoice.state == "RETURNED":
        return Standing(RETURNED, "send_invoice", SEND)
    if work.payment is None:
        return Standing(_at(PAYING, work.payment_expected_by, work))
    if work.payment.received_confirmed_at is None:
        return Standing(PAID, "confirm_arrival", CONFIRM, posts=True)
    return Standing(FINISHED)


def _describe_offer(work: Work, now: datetime) -> Standing:
    offer = work.offer
    if offer.answer == "declined":
        return Standing(DECLINED)
    if offer.answer or work.opportunity.state != "OFFERED":
        return Standing(
            CANCELLED if work.opportunity.state == "CANCELLED" else _at(TOO_LATE, offer.answer_by, work)
        )
    if now >= offer.answer_by:
        return Standing(_at(TOO_LATE, offer.answer_by, work))
    decline = STEP_WORDS["decline_offer"].do
    status = find_status(offer)
    if status and status.federal_employee and status.papers_sent_at is None:
        send = STEP_WORDS["send_papers"].do
        return Standing(
            _at(SEND_PAPERS, offer.answer_by, work), "send_papers", send, "decline_offer", decline
        )
    is_federal = status is not None and status.federal_employee
    if status and (
        (is_federal and status.papers_accepted_at is None)
        or (status.former_public_servant and status.exception != "recorded")
    ):
        return Standing(PAPERS_READ, other_page="decline_offer", other=decline)
    return Standing(_at(SIGN, offer.answer_by, work), "sign_agreement", READ, "decline_offer", decline)


def _describe_work(work: Work, now: datetime) -> Standing:
    deliverable = work.deliverable
    if deliverable is not None and deliverable.state == "DELIVERED":
        return Standing(_at(JUDGED, work.answer_expected_by, work))
    share = announced_share(work.agreement) if work.agreement else None
    if share is not None and not hasattr(share, "answer"):
        answer = STEP_WORDS["answer_convenience"].do
        return Standing(_at(SHARE, share.until, work), "answer_convenience", answer)
    due = deliverable.due_at if deliverable else work.offer.delivery_at
    again = deliverable is not None and deliverable.deliveries.exists()
    sentence = OVERDUE if now >= due else REVISE if again else DELIVER
    if work.cure_by is not None:
        sentence, due = NOTICE, work.cure_by
    warn = STEP_WORDS["say_cannot_deliver"].do
    return Standing(_at(sentence, due, work), "deliver", STEP_WORDS["deliver"].do, "say_cannot_deliver", warn)


def mark_rail(work: Work) -> list[Mark]:
    """Return what happened and what happens next, in order, for the supplier."""
    agreement, deliverable, invoice, payment = work.agreement, work.deliverable, work.invoice, work.payment
    marks = [
        Mark(Words(en="Sign the agreement", fr="Signer l’entente"),
             agreement.signed_at if agreement else work.offer.answer_by, "done" if agreement else "now"),
    ]  # fmt: skip
    state = deliverable.state if deliverable else ""
    delivered = state in ("DELIVERED", "ACCEPTED")
    due = deliverable.due_at if deliverable else work.offer.delivery_at
    delivered_at = deliverable.deliveries.order_by("-number").first() if deliverable and delivered else None
    marks.append(
        Mark(Words(en="Deliver the work", fr="Livrer les travaux"),
             delivered_at.delivered_at if delivered_at else due, _look(delivered, agreement is not None))
    )  # fmt: skip
    accepted = deliverable.accepted_at if deliverable else None
    window = work.opportunity.programme.windows
    marks.append(
        Mark(Words(en="The client team judges the work", fr="L’équipe cliente évalue les travaux"),
             accepted or work.answer_expected_by, _look(accepted is not None, state == "DELIVERED"),
             None if accepted else Words(en="Within {span} of the delivery.", fr="Dans un délai de {span} après la livraison.")
             .filled(span=window.assessment.label()))
    )  # fmt: skip
    sent = invoice is not None and invoice.state != "RETURNED"
    marks.append(
        Mark(Words(en="Send the invoice", fr="Envoyer la facture"),
             invoice.submitted_at if invoice and sent else None, _look(sent, accepted is not None))
    )  # fmt: skip
    marks.append(
        Mark(Words(en="Be paid", fr="Recevoir le paiement"),
             payment.confirmed_at if payment else work.payment_expected_by, _look(payment is not None, sent),
             None if payment else Words(en="Within {span} of the invoice.", fr="Dans un délai de {span} après la facture.")
             .filled(span=window.payment_target.label()))
    )  # fmt: skip
    return marks


def _look(done: bool, reached: bool) -> str:
    return "done" if done else "now" if reached else ""


def _at(sentence: Words, instant: datetime | None, work: Work) -> Words:
    return sentence.filled(at=instant_words(instant, work.zone) if instant else "")
