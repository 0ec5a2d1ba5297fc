"""Takes an answer: it is written, and the link is gone."""

from typing import Any

from django.db import transaction

from microacquisition.common.zones import local_time
from microacquisition.content.texts import PageText
from microacquisition.reports.surveys.asking import digest_token
from microacquisition.reports.surveys.models import SurveyAnswer, SurveyLink
from microacquisition.site.clock import current_instant
from microacquisition.site.fields import DEFAULT_ZONE


def find_link(token: str) -> SurveyLink | None:
    """Return the link of `token` while it can be used, or None: used, too late, or never made."""
    today = local_time(current_instant(), DEFAULT_ZONE).date()
    return SurveyLink.objects.filter(token_hash=digest_token(token), last_day__gte=today).first()


def take_answer(token: str, answers: dict[str, Any], notice: PageText) -> bool:
    """Keep the answers apart from the link, which is deleted; False where it can no longer be used."""
    with transaction.atomic():
        link = find_link(token)
        if link is None or not SurveyLink.objects.filter(pk=link.pk).delete()[0]:
            return False
        SurveyAnswer.objects.create(
            kind=link.kind,
            programme_code=link.programme_code,
            month=f"{local_time(current_instant(), DEFAULT_ZONE):%Y-%m}",
            notice=f"{notice.name}/{notice.version.isoformat()}",
            answers={code: answer for code, answer in answers.items() if answer},
        )
    return True
