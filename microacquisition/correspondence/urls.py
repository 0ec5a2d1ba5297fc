"""Addresses of correspondence."""

from microacquisition.correspondence import message_views
from microacquisition.correspondence.views import show_demo_mailbox
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("messages/", "messages/", message_views.list_messages, name="message_list"),
    bilingual_path(
        "messages/<slug:part>/<slug:name>/",
        "messages/<slug:part>/<slug:name>/",
        message_views.show_message,
        name="message",
    ),
    bilingual_path(
        "messages/<slug:part>/<slug:name>/<slug:programme_code>/",
        "messages/<slug:part>/<slug:name>/<slug:programme_code>/",
        message_views.write_own_text,
        name="write_own_text",
    ),
    bilingual_path("demo/mailbox/", "demo/boite-aux-lettres/", show_demo_mailbox, name="demo_mailbox"),
]
