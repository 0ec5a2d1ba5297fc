"""Addresses of the statement."""

from microacquisition.opportunities.statement import editing_views, preview_views, review_views
from microacquisition.site.urls import bilingual_path

EN, FR = "files/<uuid:opportunity_id>/", "dossiers/<uuid:opportunity_id>/"

urlpatterns = [
    bilingual_path(f"{EN}statement/", f"{FR}enonce/", editing_views.show_statement, name="statement"),
    bilingual_path(
        f"{EN}statement/submit/", f"{FR}enonce/soumettre/", editing_views.submit_for_review, name="submit_for_review"
    ),
    bilingual_path(f"{EN}statement/copy/", f"{FR}enonce/copier/", editing_views.copy_earlier, name="copy_statement"),
    bilingual_path(
        f"{EN}statement/preview/", f"{FR}enonce/apercu/", preview_views.preview_statement, name="preview_statement"
    ),
    bilingual_path(
        f"{EN}statement/preview/link/", f"{FR}enonce/apercu/lien/", preview_views.make_link, name="make_preview_link"
    ),
    bilingual_path(
        f"{EN}statement/preview/link/<int:link_id>/end/", f"{FR}enonce/apercu/lien/<int:link_id>/desactiver/",
        preview_views.end_link, name="end_preview_link",
    ),
    bilingual_path(
        f"{EN}statement/section/<slug:section>/", f"{FR}enonce/section/<slug:section>/",
        editing_views.edit_section, name="statement_section",
    ),
    bilingual_path(f"{EN}review/", f"{FR}revision/", review_views.review, name="review"),
    bilingual_path(
        f"{EN}review/changes/", f"{FR}revision/modifications/", review_views.request_changes, name="request_changes"
    ),
    bilingual_path(
        f"{EN}review/return/", f"{FR}revision/renvoyer/", review_views.return_to_drafting, name="return_to_drafting"
    ),
    bilingual_path(f"{EN}withdraw/", f"{FR}retirer/", review_views.withdraw_request, name="withdraw_request"),
    bilingual_path(
        "preview/<str:token>/", "apercu/<str:token>/", preview_views.read_shared_preview, name="shared_preview"
    ),
]  # fmt: skip
