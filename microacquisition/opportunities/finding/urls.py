"""Addresses of the list, its pages, feeds and calendars, and of the skills."""

from microacquisition.opportunities.finding import feed_views, views
from microacquisition.site.urls import bilingual_path

# One state alone, at an address without a question: English, French.
BY_STATUS = {
    "open": ("open", "ouvertes"),
    "soon": ("coming-soon", "a-venir"),
    "closed": ("closed", "cloturees"),
}

urlpatterns = [
    bilingual_path("opportunities/", "occasions/", views.list_opportunities, name="opportunity_list"),
    bilingual_path(
        "opportunities/page-<int:number>/", "occasions/page-<int:number>/", views.list_opportunities,
        name="opportunity_list_page",
    ),
    *(
        bilingual_path(
            f"opportunities/{en}/{page}", f"occasions/{fr}/{page}", views.list_of(status), name=f"{status}_list{more}"
        )
        for status, (en, fr) in BY_STATUS.items()
        for page, more in (("", ""), ("page-<int:number>/", "_page"))
    ),
    bilingual_path("opportunities/feed.atom", "occasions/feed.atom", feed_views.show_feed, name="feed"),
    bilingual_path("opportunities/calendar.ics", "occasions/calendar.ics", feed_views.show_calendar, name="calendar"),
    bilingual_path(
        "opportunities/<str:reference>/feed.atom", "occasions/<str:reference>/feed.atom",
        feed_views.show_opportunity_feed, name="opportunity_feed",
    ),
    bilingual_path(
        "opportunities/<str:reference>/calendar.ics", "occasions/<str:reference>/calendar.ics",
        feed_views.show_opportunity_calendar, name="opportunity_calendar",
    ),
    bilingual_path("practice/", "exercice/", views.list_practice, name="practice"),
    bilingual_path(
        "practice/page-<int:number>/", "exercice/page-<int:number>/", views.list_practice, name="practice_page"
    ),
    bilingual_path("skills/", "competences/", views.show_skills, name="skills"),
]  # fmt: skip
