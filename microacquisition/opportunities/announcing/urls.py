"""Addresses of the mailing list and of following one opportunity."""

from microacquisition.opportunities.announcing import interest_views, views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("mailing-list/", "liste-de-diffusion/", views.subscribe_to_list, name="subscribe"),
    bilingual_path(
        "mailing-list/asked/", "liste-de-diffusion/demande/", views.say_asked, name="subscription_asked"
    ),
    bilingual_path(
        "mailing-list/confirm/<str:token>/",
        "liste-de-diffusion/confirmer/<str:token>/",
        views.confirm,
        name="confirm_subscription",
    ),
    bilingual_path(
        "mailing-list/leave/<str:token>/",
        "liste-de-diffusion/quitter/<str:token>/",
        views.leave,
        name="leave_list",
    ),
    bilingual_path(
        "mailing-list/change/<str:token>/",
        "liste-de-diffusion/changer/<str:token>/",
        views.change,
        name="change_subscription",
    ),
    bilingual_path(
        "mailing-list/interest/<str:token>/",
        "liste-de-diffusion/interet/<str:token>/",
        interest_views.ask_interest,
        name="interest",
    ),
    bilingual_path(
        "opportunities/<str:reference>/follow/",
        "occasions/<str:reference>/suivre/",
        views.follow,
        name="follow",
    ),
]
