"""Every address, and stand-ins for pages of stages that are not there yet."""

from uuid import UUID

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse

from config.urls import handler404, handler500  # noqa: F401
from config.urls import urlpatterns as every_address
from microacquisition.site.urls import bilingual_path


def stand_in(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Nothing but an address."""
    return HttpResponse(str(opportunity_id))


urlpatterns = [
    *every_address,
    *i18n_patterns(
        bilingual_path(
            "my-work/<uuid:opportunity_id>/", "mes-travaux/<uuid:opportunity_id>/", stand_in, name="my_work"
        )
    ),
]
