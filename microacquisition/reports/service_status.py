"""How the service is doing: whoever carries the mail, and the worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from microacquisition.common.words import Words
from microacquisition.correspondence.progress import MailStatus, read_mail_status
from microacquisition.opportunities.models import Heartbeat

SILENT_AT_MOST = timedelta(minutes=5)
# Codes of the carriers' failures (integrations/), as the page says them; any other: away.
FAILURES = {
    "authentication": Words(
        en="it refuses our key or password: whoever runs this site must correct it",
        fr="il refuse notre clé ou notre mot de passe\u00a0: la personne qui exploite ce site doit corriger le réglage",
    ),
    "refused_to_us": Words(
        en="it refuses what we were set up with (template, service or trial mode): whoever runs this site must correct it",
        fr="il refuse notre configuration (modèle, service ou mode d’essai)\u00a0: la personne qui exploite ce site doit la corriger",
    ),
    "day_is_full": Words(
        en="the limit of the day is reached: it goes on at midnight UTC",
        fr="la limite quotidienne est atteinte\u00a0: l’envoi reprend à minuit UTC",
    ),
    "too_fast": Words(en="it asks us to send more slowly", fr="il demande d’envoyer plus lentement"),
}
AWAY = Words(
    en="it cannot be reached, or answers with an error", fr="il est inaccessible ou répond par une erreur"
)


@dataclass(frozen=True)
class ServiceStatus:
    """What the status page shows."""

    mail: MailStatus
    why: Words
    worker_at: datetime | None
    is_worker_silent: bool


def read_service_status(now: datetime) -> ServiceStatus:
    """Return how the service is doing now."""
    mail = read_mail_status(now)
    worker_at = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    return ServiceStatus(
        mail=mail,
        why=FAILURES.get(mail.failure, AWAY),
        worker_at=worker_at,
        is_worker_silent=worker_at is None or now - worker_at > SILENT_AT_MOST,
    )
