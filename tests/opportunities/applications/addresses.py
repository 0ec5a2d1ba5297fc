"""Every address, and a stand-in for the public page while that stage is not there."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse

from config.urls import handler404, handler500  # noqa: F401
from config.urls import urlpatterns as every_address
from microacquisition.site.urls import bilingual_path


def public_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Nothing but an address."""
    return HttpResponse(reference)


urlpatterns = [
    *every_address,
    *i18n_patterns(
        bilingual_path(
            "opportunities/<str:reference>/", "occasions/<str:reference>/", public_page, name="opportunity"
        )
    ),
]
