"""Addresses of the evaluation."""

from microacquisition.opportunities.evaluation import (
    clarifying_views,
    damage_views,
    evaluator_views,
    striking_views,
    views,
)
from microacquisition.site.urls import bilingual_path

FILE_EN, FILE_FR = "files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/"

urlpatterns = [
    bilingual_path(
        FILE_EN + "evaluators/",
        FILE_FR + "personnes-qui-evaluent/",
        views.assign_evaluators,
        name="assign_evaluators",
    ),
    bilingual_path(
        FILE_EN + "open-applications/",
        FILE_FR + "ouvrir-les-candidatures/",
        views.open_applications,
        name="open_applications",
    ),
    bilingual_path(
        FILE_EN + "evaluation/", FILE_FR + "constats/", views.freeze_evaluation, name="freeze_evaluation"
    ),
    bilingual_path(
        FILE_EN + "evaluation/return/",
        FILE_FR + "constats/renvoyer/",
        views.return_evaluation,
        name="return_evaluation",
    ),
    bilingual_path(FILE_EN + "strike/", FILE_FR + "ecarter/", striking_views.strike, name="strike"),
    bilingual_path(
        FILE_EN + "strike/tell/",
        FILE_FR + "ecarter/prevenir/",
        striking_views.tell_supplier,
        name="tell_strike",
    ),
    bilingual_path(
        FILE_EN + "strike/<str:application_id>/drop/",
        FILE_FR + "ecarter/<str:application_id>/maintenir/",
        striking_views.drop_notice,
        name="drop_strike",
    ),
    bilingual_path(
        FILE_EN + "alike/", FILE_FR + "ressemblances/", striking_views.list_doubles, name="doubles"
    ),
    bilingual_path(
        FILE_EN + "alike/<str:first>/<str:second>/",
        FILE_FR + "ressemblances/<str:first>/<str:second>/",
        striking_views.look_at_double,
        name="double",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/notice/",
        "mes-candidatures/<str:application_id>/avis/",
        striking_views.answer_notice,
        name="strike_notice",
    ),
    bilingual_path(
        FILE_EN + "damaged-applications/",
        FILE_FR + "candidatures-endommagees/",
        damage_views.damaged_seals,
        name="damaged_seals",
    ),
    bilingual_path(FILE_EN + "answers/", FILE_FR + "reponses/", views.list_answers, name="answers"),
    bilingual_path(
        FILE_EN + "answers/<int:answer_id>/",
        FILE_FR + "reponses/<int:answer_id>/",
        views.redact,
        name="redact",
    ),
    bilingual_path(FILE_EN + "evaluate/", FILE_FR + "evaluer/", evaluator_views.evaluate, name="evaluate"),
    bilingual_path(
        FILE_EN + "evaluate/declare/", FILE_FR + "evaluer/declarer/", evaluator_views.declare, name="declare"
    ),
    bilingual_path(
        FILE_EN + "evaluate/settle/",
        FILE_FR + "evaluer/trancher/",
        evaluator_views.reconcile,
        name="reconcile",
    ),
    bilingual_path(
        FILE_EN + "evaluate/returned/",
        FILE_FR + "evaluer/renvoi/",
        evaluator_views.answer_return,
        name="answer_return",
    ),
    bilingual_path(
        FILE_EN + "evaluate/<str:label>/question/",
        FILE_FR + "evaluer/<str:label>/question/",
        clarifying_views.propose_question,
        name="propose_question",
    ),
    bilingual_path(
        FILE_EN + "questions-to-suppliers/",
        FILE_FR + "questions-aux-fournisseurs/",
        clarifying_views.list_clarifications,
        name="clarifications",
    ),
    bilingual_path(
        FILE_EN + "questions-to-suppliers/<str:application_id>/decline/",
        FILE_FR + "questions-aux-fournisseurs/<str:application_id>/ne-pas-poser/",
        clarifying_views.decline_question,
        name="decline_question",
    ),
    bilingual_path(
        FILE_EN + "questions-to-suppliers/<str:application_id>/redact/",
        FILE_FR + "questions-aux-fournisseurs/<str:application_id>/caviarder/",
        clarifying_views.redact_explanation,
        name="redact_explanation",
    ),
    bilingual_path(
        "my-applications/<str:application_id>/question/",
        "mes-candidatures/<str:application_id>/question/",
        clarifying_views.answer_question,
        name="clarification",
    ),
    bilingual_path(
        FILE_EN + "evaluate/<str:label>/",
        FILE_FR + "evaluer/<str:label>/",
        evaluator_views.judge,
        name="judge",
    ),
]
