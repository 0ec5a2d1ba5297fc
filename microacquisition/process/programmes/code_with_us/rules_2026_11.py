"""British Columbia's Code With Us from November 2026 (spec/code-with-us.md), with a rule for ties it never had."""

from datetime import date, time
from decimal import Decimal

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import (
    CodedWords,
    CriteriaKind,
    DrawMode,
    ExtensionRules,
    Programme,
    ReadinessFactor,
    Selection,
    Windows,
)
from microacquisition.process.windows import BusinessDays, Days

RULES = Programme(
    code="code_with_us",
    version=date(2026, 11, 1),
    name=Words(en="Code With Us", fr="Code With Us"),
    authority=Words(en="Government of British Columbia", fr="Gouvernement de la Colombie-Britannique"),
    address="code-with-us@example.gov.bc.ca",
    languages=("en",),
    zone="America/Vancouver",
    closing_time=time(16, 0),
    price_cap_cents=70_000_00,
    cap_includes_tax=False,
    smallest_rate_cents=60_00,
    largest_rate_cents=150_00,
    administrative_hours=10,
    place_of_supply="BC",
    buyer_pays_provincial_tax=True,
    bill_to=Words(
        en="Government of British Columbia\nVictoria, British Columbia",
        fr="Gouvernement de la Colombie-Britannique\nVictoria (Colombie-Britannique)",
    ),
    criteria=CriteriaKind.SCORED,
    selection=Selection.HIGHEST_SCORE,
    draw_mode=DrawMode.PUBLIC,  # an exact tie is decided by a draw
    windows=Windows(
        questions_until_before_closing=BusinessDays(2),
        answers_before_closing=BusinessDays(1),
        minimum_open=BusinessDays(5),
        selection_target=BusinessDays(5),
        draw_after_freeze=BusinessDays(1),
        offer_answer=BusinessDays(3),
        assessment=BusinessDays(5),
        reserve_validity=Days(90),
        payment_target=Days(30),
        smallest_delivery=BusinessDays(5),
        clarification_answer=BusinessDays(2),
        strike_answer=BusinessDays(2),
    ),
    statement_words=1500,
    licences=("Apache-2.0", "MIT", "BSD-3-Clause", "GPL-3.0-or-later", "AGPL-3.0-or-later", "MPL-2.0"),
    eligibility=(
        CodedWords(
            "may_contract",
            Words(
                en="I may enter into a contract, for myself or for the organization I apply for.",
                fr="J’ai la capacité de conclure un contrat, pour moi ou pour l’organisation que je représente.",
            ),
        ),
        CodedWords(
            "once",
            Words(
                en="I apply once, for myself or for one organization.",
                fr="Je présente une seule candidature, pour moi ou pour une seule organisation.",
            ),
        ),
    ),
    undertakings=(
        CodedWords("date", Words(en="to deliver by {delivery_date}", fr="à livrer au plus tard le {delivery_date}")),
        CodedWords(
            "price",
            Words(
                en="to the fixed price of {price}, plus the tax I am registered to charge",
                fr="au prix fixe de {price}, plus la taxe que je dois percevoir si j’y suis inscrit ou inscrite",
            ),
        ),
        CodedWords(
            "irrevocable",
            Words(
                en="to leave my application unchanged after the closing",
                fr="à ne pas modifier ni retirer ma candidature après la clôture",
            ),
        ),
        CodedWords(
            "terms",
            Words(
                en="to the terms of the process and of the agreement, as shown on this page",
                fr="aux conditions du processus et de l’entente, telles qu’elles figurent sur cette page",
            ),
        ),
    ),
    reasons_to_strike=(
        CodedWords("ineligible", Words(en="not eligible to apply", fr="n’était pas admissible")),
        CodedWords(
            "requirement",
            Words(
                en="did not meet a requirement of the opportunity",
                fr="ne satisfaisait pas à une exigence de l’occasion",
            ),
        ),
        CodedWords("double", Words(en="applied more than once", fr="a présenté plus d’une candidature")),
        CodedWords(
            "other_name",
            Words(en="applied in somebody else’s name", fr="a présenté une candidature au nom d’autrui"),
        ),
    ),
    signing_acts={
        "sign_for_funds": Words(en="Expense authority: funds are available", fr="Autorisation de dépenser\xa0: fonds disponibles"),
        "certify": Words(en="Work received, invoice right", fr="Travaux reçus, facture exacte"),
        "pay": Words(en="Payment", fr="Paiement"),
    },
    countersign_before="work",
    complaint_body=Words(
        en="Vendor Complaint Review Process of British Columbia",
        fr="Processus d’examen des plaintes des fournisseurs de la Colombie-Britannique",
    ),
    complaint_address="https://www2.gov.bc.ca",
    complaint_window=BusinessDays(10),
    payment_methods=(
        CodedWords("direct_deposit", Words(en="Direct deposit", fr="Dépôt direct")),
        CodedWords("cheque", Words(en="Cheque", fr="Chèque")),
    ),
    catalogue_kinds=(CodedWords("repository", Words(en="Public repository", fr="Dépôt public")),),
    target_days={
        "draft_answer": 1, "answer_question": 2,
        "accept_request": 1, "submit_for_review": 5, "approve_statement": 2, "prepare_funding_form": 1,
        "confirm_funding_form": 1, "sign_for_funds": 1, "reserve_funds": 1, "post": 1, "open_applications": 1,
        "judge": 3, "freeze_evaluation": 1, "rank": 1, "commit_draw": 1, "offer": 1, "countersign": 1, "accept": 5,
        "certify": 2, "start": 5, "complete": 10,
        "send_papers": 3, "check_papers": 1, "record_exception": 2, "hand_over_item": 1, "confirm_item": 1,
        "extend_delivery": 2, "decide_on_work": 1, "answer_convenience": 3, "answer_dispute": 5, "resolve_dispute": 5,
        "settle_transfer": 5, "renew_reservation": 1, "submit_translation": 4, "approve_translation": 1, "assign_evaluators": 1, "declare": 1,
        "reconcile": 2, "strike": 2, "strike_from_order": 2, "extend": 1, "cancel_after_closing": 2, "replace_draw": 1,
        "insert_entrant": 1, "end_without_award": 1, "submit_invoice": 10, "confirm": 5, "release_funds": 5,
    },
    readiness=(
        ReadinessFactor(
            "authority",
            Words(en="The ministry’s authority to buy code this way is in writing", fr="Le ministère est autorisé par écrit à acheter du code de cette façon"),
            Words(en="Who decided, on which date, under which reference.", fr="Qui a décidé, à quelle date, sous quelle référence."),
            by_department=True,
        ),
        ReadinessFactor(
            "suppliers",
            Words(en="Suppliers know about it", fr="Des fournisseurs sont au courant"),
            Words(en="Subscribers, channels, and the day of the announcement.", fr="Les abonnements, les canaux et le jour de l’annonce."),
        ),
    ),
    law=Words(en="British Columbia", fr="la Colombie-Britannique"),
    other_routes=Words(
        en="Your procurement team can advise on Sprint With Us, Team With Us or a request for proposals.",
        fr="Votre équipe d’approvisionnement peut vous conseiller Sprint With Us, Team With Us ou une demande de"
        " propositions.",
    ),
    extension=ExtensionRules(),
    highest_tax=Decimal("0.12"),  # British Columbia: GST 5 % and PST 7 %
)  # fmt: skip
