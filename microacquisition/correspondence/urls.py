"""Addresses of correspondence."""

from microacquisition.correspondence.views import show_demo_mailbox
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("demo/mailbox/", "demo/boite-aux-lettres/", show_demo_mailbox, name="demo_mailbox"),
]
