"""Addresses of the published checkpoints, outside the languages: `/checkpoints/`."""

from django.urls import path, re_path

from microacquisition.records import views

urlpatterns = [
    path("checkpoints/", views.list_checkpoints, name="checkpoints"),
    path("checkpoints/page-<int:page>/", views.list_checkpoints, name="checkpoints_page"),
    path("checkpoints/keys.json", views.show_keys, name="checkpoint_keys"),
    re_path(r"^checkpoints/(?P<digest>[0-9a-f]{64})\.json$", views.show_checkpoint, name="checkpoint"),
]
