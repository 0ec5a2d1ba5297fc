"""ESDC's rules from November 2026: the pilot's (spec/pilot.md), with what it taught."""

from datetime import date, time

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import (
    CodedWords,
    CriteriaKind,
    DrawMode,
    Programme,
    Selection,
    Windows,
)
from microacquisition.process.programmes.esdc.readiness_2026_11 import READINESS
from microacquisition.process.windows import BusinessDays, Days

RULES = Programme(
    code="esdc",
    version=date(2026, 11, 1),
    name=Words(en="ESDC Micro-Acquisition", fr="Micro-acquisition d’EDSC"),
    authority=Words(
        en="Employment and Social Development Canada", fr="Emploi et Développement social Canada"
    ),
    address="micro-acquisition@example.gc.ca",
    languages=("en", "fr"),
    zone="America/Toronto",
    closing_time=time(14, 0),
    price_cap_cents=10_000_00,
    cap_includes_tax=True,
    smallest_rate_cents=60_00,
    largest_rate_cents=100_00,
    administrative_hours=10,
    place_of_supply="ON",
    buyer_pays_provincial_tax=False,
    bill_to=Words(
        en="Employment and Social Development Canada\n140 Promenade du Portage\nGatineau, Quebec  K1A 0J9",
        fr="Emploi et Développement social Canada\n140, promenade du Portage\nGatineau (Québec)  K1A 0J9",
    ),
    criteria=CriteriaKind.PASS_FAIL,
    selection=Selection.DRAW,
    draw_mode=DrawMode.PUBLIC,
    windows=Windows(
        questions_until_before_closing=BusinessDays(2),
        answers_before_closing=BusinessDays(1),
        minimum_open=BusinessDays(5),
        selection_target=BusinessDays(2),
        draw_after_freeze=BusinessDays(1),
        offer_answer=BusinessDays(3),
        assessment=BusinessDays(2),
        reserve_validity=Days(90),
        payment_target=Days(7),
        smallest_delivery=BusinessDays(5),
        debrief=BusinessDays(15),
        lapse_warning=BusinessDays(1),
        clarification_answer=BusinessDays(2),
        strike_answer=BusinessDays(2),
    ),
    statement_words=250,
    licences=("MIT", "Apache-2.0", "BSD-3-Clause", "GPL-3.0-or-later", "AGPL-3.0-or-later", "MPL-2.0"),
    eligibility=(
        CodedWords(
            "age",
            Words(
                en="I have reached the age of majority and may enter into a contract.",
                fr="J’ai atteint l’âge de la majorité et j’ai la capacité de conclure un contrat.",
            ),
        ),
        CodedWords(
            "may_work",
            Words(
                en="I am Canadian, First Nations, Métis, Inuit or a permanent resident, or I hold the permits"
                " I need to work in Canada.",
                fr="Je suis de citoyenneté canadienne, membre d’une Première Nation, Métis ou Inuit, j’ai le statut"
                " de résidence permanente, ou je détiens les permis qu’il me faut pour travailler au Canada.",
            ),
        ),
        CodedWords(
            "once",
            Words(
                en="I apply once, for myself or for one firm.",
                fr="Je présente une seule candidature, pour moi ou pour une seule entreprise.",
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
            "payment",
            Words(
                en="to be paid by credit card (Visa) or PayPal, whose receiving fee I pay",
                fr="à être payé ou payée par carte de crédit (Visa) ou par PayPal, dont les frais de réception"
                " sont à ma charge",
            ),
        ),
        CodedWords(
            "code_host",
            Words(
                en="to work with Git, with my own account on a public code host",
                fr="à travailler avec Git, avec mon propre compte chez un hébergeur public de code",
            ),
        ),
    ),
    reasons_to_strike=(
        CodedWords("ineligible", Words(en="not eligible to apply", fr="n’était pas admissible")),
        CodedWords("double", Words(en="applied more than once", fr="a présenté plus d’une candidature")),
        CodedWords(
            "poor_performance",
            Words(en="poor performance on an earlier contract", fr="rendement insatisfaisant lors d’un contrat antérieur"),
        ),
    ),
    signing_acts={
        "sign_for_funds": Words(en="Section 32: funds are available", fr="Article\xa032\xa0: fonds disponibles"),
        "certify": Words(en="Section 34: work received, invoice right", fr="Article\xa034\xa0: travaux reçus, facture exacte"),
        "pay": Words(en="Section 33: payment", fr="Article\xa033\xa0: paiement"),
    },
    countersign_before="payment",
    complaint_body=Words(en="Office of the Procurement Ombud", fr="Bureau de l’ombud de l’approvisionnement"),
    complaint_address="https://opo-boa.gc.ca",
    complaint_window=BusinessDays(30),
    payment_methods=(
        CodedWords("card", Words(en="Credit card (Visa)", fr="Carte de crédit (Visa)")),
        CodedWords("paypal", Words(en="PayPal", fr="PayPal")),
    ),
    catalogue_kinds=(CodedWords("ore", Words(en="Open Resource Exchange", fr="Carrefour des ressources ouvertes")),),
    target_days={
        "draft_answer": 1, "answer_question": 2,
        "accept_request": 1, "submit_for_review": 5, "approve_statement": 2, "prepare_funding_form": 1,
        "confirm_funding_form": 1, "sign_for_funds": 1, "reserve_funds": 1, "approve_translation": 1,
        "submit_translation": 4, "post": 1, "open_applications": 1, "judge": 1, "freeze_evaluation": 1,
        "commit_draw": 1, "offer": 1, "accept": 2, "certify": 1, "start": 1, "countersign": 1, "complete": 10,
        "send_papers": 3, "check_papers": 1, "record_exception": 2, "hand_over_item": 1, "confirm_item": 1,
        "extend_delivery": 2, "decide_on_work": 1, "answer_convenience": 3, "answer_dispute": 5, "resolve_dispute": 5,
        "settle_transfer": 5, "renew_reservation": 1, "assign_evaluators": 1, "declare": 1, "reconcile": 1, "strike": 2, "strike_from_order": 2,
        "extend": 1, "cancel_after_closing": 2, "replace_draw": 1, "insert_entrant": 1, "rank": 1, "end_without_award": 1,
        "submit_invoice": 5, "confirm": 2, "release_funds": 5,
    },
    readiness=READINESS,
    law=Words(en="Ontario", fr="l’Ontario"),
    other_routes=Words(
        en="Your procurement team can advise on a standing offer, a supply arrangement or a request for proposals.",
        fr="Votre équipe d’approvisionnement peut vous conseiller une offre à commandes, un arrangement en matière"
        " d’approvisionnement ou une demande de propositions.",
    ),
)  # fmt: skip
