"""Which tables a case file holds, what each is, and from when on; a test names every table that is left out."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from microacquisition.common.words import Words
from microacquisition.opportunities import models as office
from microacquisition.reports.case_file.openness import Openness

SEALED, CLOSED, FROZEN, NAMED = Openness


@dataclass(frozen=True)
class CaseTable:
    """One table: its folder, how its rows belong to the opportunity, what stays out, and since when it is open."""

    folder: str
    model: type[models.Model]
    path: str
    since: Openness
    what: Words
    hidden: tuple[str, ...] = ()
    hidden_until_named: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its files, without their ending."""
        return f"{self.folder}/{self.model._meta.model_name}"


def _table(
    folder: str, model: Any, path: str, since: Openness, en: str, fr: str, **more: tuple[str, ...]
) -> CaseTable:
    return CaseTable(folder, model, path, since, Words(en=en, fr=fr), **more)


SECRETS = ("public_key", "wrapped_private_key", "wrapped_draw_secret")
NAMES = ("supplier", "applicant_name", "business_name")
OF_STATEMENT, OF_EVALUATOR = "statement__opportunity", "assignment__opportunity"
OF_APPLICATION, OF_AGREEMENT = "application__opportunity", "agreement__opportunity"
OF_DELIVERABLE = "deliverable__agreement__opportunity"
OF_INVOICE = "invoice__agreement__opportunity"

TABLES = (
    _table("opportunity", office.Opportunity, "pk", SEALED, "The opportunity", "L’occasion", hidden=SECRETS),
    _table("opportunity", office.Signature, "opportunity", SEALED, "Signatures", "Signatures"),
    _table("opportunity", office.SignatureEnd, "signature__opportunity", SEALED,
           "Why signatures no longer count", "Pourquoi des signatures ne comptent plus"),
    _table("request", office.Request, "opportunity", SEALED, "The request", "La demande"),
    _table("request", office.EligibilityAnswer, "request__opportunity", SEALED,
           "Answers to the eligibility questions", "Réponses aux questions d’admissibilité"),
    _table("request", office.IncomingPullRequest, "request__opportunity", SEALED,
           "The pull request that brought its text", "La demande de tirage qui en a apporté le texte"),
    _table("statement", office.Statement, "opportunity", SEALED, "The statement as it stands", "L’énoncé actuel"),
    _table("statement", office.StatementVersion, "opportunity", SEALED,
           "Every version submitted, posted or amended", "Chaque version soumise, affichée ou modifiée"),
    _table("statement", office.StatementAuthor, OF_STATEMENT, SEALED, "Who wrote in it", "Qui y a écrit"),
    _table("statement", office.ApplicationCriterion, OF_STATEMENT, SEALED,
           "Application evaluation criteria", "Critères d’évaluation des candidatures"),
    _table("statement", office.AcceptanceCriterion, OF_STATEMENT, SEALED,
           "Work acceptance criteria", "Critères d’acceptation des travaux"),
    _table("statement", office.ClientItem, OF_STATEMENT, SEALED,
           "What the client team hands over", "Ce que fournit l’équipe cliente"),
    _table("statement", office.RequiredSkill, OF_STATEMENT, SEALED, "Skills", "Compétences"),
    _table("statement", office.ReviewComment, "opportunity", SEALED, "Comments of reviewers", "Commentaires de révision"),
    _table("statement", office.Translation, "opportunity", SEALED, "Translations", "Traductions"),
    _table("statement", office.PreviewLink, "opportunity", SEALED,
           "Preview links made", "Liens d’aperçu créés", hidden=("token_hash",)),
    _table("funds", office.FundingForm, "opportunity", SEALED, "The funding form", "Le formulaire de financement"),
    _table("funds", office.FundsSignature, "opportunity", SEALED,
           "Section 32 signatures", "Signatures en vertu de l’article 32"),
    _table("funds", office.Reservation, "opportunity", SEALED,
           "Funds reserved and released", "Fonds réservés et libérés"),
    _table("posting", office.Posting, "opportunity", SEALED, "The posting", "L’affichage"),
    _table("posting", office.ClosingChange, "opportunity", SEALED, "Closings moved", "Reports de la clôture"),
    _table("posting", office.Amendment, "opportunity", SEALED, "Amendments", "Modifications"),
    _table("posting", office.Question, "opportunity", SEALED, "Questions", "Questions", hidden=("form_key",)),
    _table("posting", office.PublishedAnswer, "question__opportunity", SEALED,
           "Every version of what was published about them", "Chaque version de ce qui a été publié à leur sujet"),
    _table("posting", office.ProposedPost, "opportunity", SEALED,
           "The pull request that proposed it", "La demande de tirage qui l’a proposée"),
    _table("posting", office.Announcement, "opportunity", SEALED,
           "What many were told, and how many", "Ce qui a été annoncé à plusieurs, et à combien"),
    _table("posting", office.Cancellation, "opportunity", SEALED, "The cancellation", "L’annulation"),
    _table("applications", office.Application, "opportunity", CLOSED,
           "Applications sent", "Candidatures présentées", hidden=("applicant_tag", "draft")),
    _table("applications", office.ApplicationVersion, OF_APPLICATION, CLOSED,
           "Signed receipts of every version", "Accusés de réception signés de chaque version"),
    _table("applications", office.OpenedApplication, OF_APPLICATION, CLOSED,
           "Applications opened", "Candidatures ouvertes", hidden_until_named=NAMES),
    _table("applications", office.OpenedAnswer, "opened__application__opportunity", CLOSED,
           "Answers, and what evaluators read instead", "Réponses, et ce que les évaluateurs ont lu à leur place"),
    _table("evaluation", office.EvaluatorAssignment, "opportunity", SEALED,
           "Evaluators", "Évaluatrices et évaluateurs"),
    _table("evaluation", office.Declaration, OF_EVALUATOR, CLOSED,
           "Declarations of interest", "Déclarations d’intérêts"),
    _table("evaluation", office.Label, OF_EVALUATOR, FROZEN, "Labels under which each evaluator read",
           "Étiquettes sous lesquelles chaque personne a lu"),
    _table("evaluation", office.Judgment, OF_EVALUATOR, FROZEN, "Judgments", "Jugements"),
    _table("evaluation", office.Finding, OF_APPLICATION, FROZEN, "Findings, which count", "Constats, qui comptent"),
    _table("evaluation", office.ReturnedEvaluation, "opportunity", FROZEN,
           "Evaluations returned", "Évaluations renvoyées"),
    _table("evaluation", office.Clarification, OF_APPLICATION, NAMED, "Clarifications", "Éclaircissements"),
    _table("evaluation", office.DoubleNote, "first__opportunity", NAMED,
           "Applications that looked alike", "Candidatures qui se ressemblaient"),
    _table("evaluation", office.StrikeNotice, OF_APPLICATION, NAMED,
           "Notices before striking", "Avis préalables à une mise à l’écart"),
    _table("evaluation", office.Strike, OF_APPLICATION, NAMED, "Applications struck", "Candidatures écartées"),
    _table("selection", office.Commitment, "opportunity", FROZEN,
           "Lists published before the draw", "Listes publiées avant le tirage"),
    _table("selection", office.DrawResult, "commitment__opportunity", FROZEN,
           "Results of the draw", "Résultats du tirage"),
    _table("selection", office.Witness, "result__commitment__opportunity", FROZEN, "Witnesses", "Témoins"),
    _table("selection", office.RankedApplication, "opportunity", FROZEN, "The order", "L’ordre"),
    _table("selection", office.Offer, "opportunity", NAMED, "Award offers", "Propositions d’attribution"),
    _table("selection", office.Debrief, OF_APPLICATION, NAMED, "Debriefs", "Comptes rendus"),
    _table("agreement", office.OfferStatus, "offer__opportunity", NAMED,
           "Declarations at the offer", "Déclarations lors de la proposition"),
    _table("agreement", office.Agreement, "opportunity", NAMED, "Agreements", "Ententes"),
    _table("work", office.Deliverable, OF_AGREEMENT, NAMED, "Deliverables", "Livrables"),
    _table("work", office.Delivery, OF_DELIVERABLE, NAMED, "Deliveries", "Livraisons"),
    _table("work", office.Assessment, "delivery__deliverable__agreement__opportunity", NAMED,
           "Assessments of the work", "Évaluations des travaux"),
    _table("work", office.DeliveryNotice, OF_AGREEMENT, NAMED, "Notices on the work", "Avis sur les travaux"),
    _table("work", office.ShareAnswer, "notice__agreement__opportunity", NAMED,
           "Answers to a proposed share", "Réponses à une part proposée"),
    _table("work", office.ItemHandover, OF_AGREEMENT, NAMED, "Items handed over", "Éléments remis"),
    _table("work", office.DeliveryMove, OF_DELIVERABLE, NAMED, "Delivery dates moved", "Reports de la livraison"),
    _table("work", office.ExtensionProposal, OF_DELIVERABLE, NAMED,
           "Extensions proposed", "Prolongations proposées"),
    _table("work", office.Dispute, OF_AGREEMENT, NAMED, "Disputes", "Différends"),
    _table("payment", office.Invoice, OF_AGREEMENT, NAMED, "Invoices", "Factures"),
    _table("payment", office.Payment, OF_INVOICE, NAMED, "Payments", "Paiements"),
    _table("payment", office.PaymentNotice, "payment__invoice__agreement__opportunity", NAMED,
           "Notices of the payment provider", "Avis du fournisseur de paiement"),
    _table("reuse", office.CatalogueEntry, "opportunity", NAMED,
           "The entry for reuse", "La fiche pour la réutilisation"),
)  # fmt: skip
