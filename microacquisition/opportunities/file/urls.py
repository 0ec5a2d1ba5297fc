"""Addresses of the file pages."""

from microacquisition.opportunities.file import mail_views, observing, paper_views, views, waiting_views
from microacquisition.site.urls import bilingual_path

urlpatterns = [
    bilingual_path("needs-me/", "a-faire/", views.needs_me, name="needs_me"),
    bilingual_path("files/", "dossiers/", views.list_files, name="file_list"),
    bilingual_path(
        "files/page-<int:number>/", "dossiers/page-<int:number>/", views.list_files, name="file_list_page"
    ),
    bilingual_path("to-observe/", "a-observer/", observing.observe, name="observe"),
    bilingual_path(
        "files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/", views.show_file, name="file"
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/mail/",
        "dossiers/<uuid:opportunity_id>/courriels/",
        mail_views.show_file_mail,
        name="file_mail",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/remind/",
        "dossiers/<uuid:opportunity_id>/rappeler/",
        waiting_views.send_reminder,
        name="send_reminder",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/pass-on/",
        "dossiers/<uuid:opportunity_id>/confier/",
        waiting_views.pass_on,
        name="pass_on",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/still-needed/",
        "dossiers/<uuid:opportunity_id>/toujours-utile/",
        waiting_views.still_needed,
        name="still_needed",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/note-contact/",
        "dossiers/<uuid:opportunity_id>/consigner-un-echange/",
        waiting_views.note,
        name="note_contact",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/documents/<uuid:document_id>/",
        "dossiers/<uuid:opportunity_id>/documents/<uuid:document_id>/",
        views.read_document,
        name="file_document",
    ),
    bilingual_path(
        "files/<uuid:opportunity_id>/signed-on-paper/<slug:step_code>/",
        "dossiers/<uuid:opportunity_id>/signe-sur-papier/<slug:step_code>/",
        paper_views.record_paper,
        name="record_paper",
    ),
]
