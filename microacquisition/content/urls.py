"""Addresses of the texts, in both languages."""

from microacquisition.content.views import page_of
from microacquisition.site.urls import bilingual_path

# English address, French address, name of the text and of the address, the text above it.
TEXT_PAGES = (
    ("guide/", "guide/", "guide", ""),
    ("how-to-apply/", "presenter-une-candidature/", "how_to_apply", ""),
    ("questions/", "questions/", "questions", ""),
    ("guide/client-teams/", "guide/equipes-clientes/", "guide_for_clients", ""),
    ("other-routes/", "autres-voies/", "other_routes", ""),
    ("privacy/", "confidentialite/", "privacy", ""),
    ("privacy/contracting/", "confidentialite/marches/", "privacy_contracting", "privacy"),
    ("privacy/survey/", "confidentialite/sondage/", "privacy_survey", "privacy"),
    ("privacy/mailing-list/", "confidentialite/liste-de-diffusion/", "privacy_mailing_list", "privacy"),
    ("terms/", "modalites/", "terms", ""),
    ("accessibility/", "accessibilite/", "accessibility", ""),
    ("report-a-problem/", "signaler-un-probleme/", "report_a_problem", ""),
    ("contact/", "contact/", "contact", ""),
)

urlpatterns = [bilingual_path(en, fr, page_of(name, above), name) for en, fr, name, above in TEXT_PAGES]
