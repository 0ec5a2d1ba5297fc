"""Addresses of the list, its pages, and the skills."""

from microacquisition.opportunities.finding import views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("opportunities/", "occasions/", views.list_opportunities, name="opportunity_list"),
    bilingual_path(
        "opportunities/page-<int:number>/", "occasions/page-<int:number>/", views.list_opportunities,
        name="opportunity_list_page",
    ),
    bilingual_path("practice/", "exercice/", views.list_practice, name="practice"),
    bilingual_path(
        "practice/page-<int:number>/", "exercice/page-<int:number>/", views.list_practice, name="practice_page"
    ),
    bilingual_path("skills/", "competences/", views.show_skills, name="skills"),
]  # fmt: skip
