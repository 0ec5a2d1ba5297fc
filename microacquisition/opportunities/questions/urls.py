"""Addresses of asking, and of what staff do with a question."""

from microacquisition.opportunities.questions import asking_views, views
from microacquisition.site.urls import bilingual_path

EN, FR = "files/<uuid:opportunity_id>/questions/", "dossiers/<uuid:opportunity_id>/questions/"
ONE = "<int:number>/"
# What is done with one question: English, French, view; the name is the step's.
STEPS = (
    ("assign/", "confier/", views.assign_question, "assign_question"),
    ("draft/", "projet/", views.draft_answer, "draft_answer"),
    ("answer/", "repondre/", views.answer_question, "answer_question"),
    ("no-answer/", "sans-reponse/", views.refuse_question, "refuse_question"),
    ("edit/", "modifier/", views.edit_answer, "edit_answer"),
)

urlpatterns = [
    bilingual_path(
        "opportunities/<str:reference>/ask/", "occasions/<str:reference>/poser-une-question/", asking_views.ask,
        name="ask_question",
    ),
    bilingual_path(EN, FR, views.list_all, name="file_questions"),
    *(bilingual_path(f"{EN}{ONE}{en}", f"{FR}{ONE}{fr}", view, name=name) for en, fr, view, name in STEPS),
]  # fmt: skip
