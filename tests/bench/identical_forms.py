"""One form, a hundred times at once: one answer, one version, one mail."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications import actions
from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.applications.queries import affirmations_of, criteria_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier, SupplierMember, User
from microacquisition.people.queries import supplier_of
from tests.bench.figures import Figure
from tests.bench.rush import Sender, make_senders, send_all
from tests.bench.site import run_site
from tests.opportunities.applications.make import make_open

AT_ONCE = 100


def measure_identical_forms() -> list[Figure]:
    """One form, a hundred times at once: through the site; then without the guards, which must fail."""
    with run_site() as site:
        opportunity, sender = make_open(), make_senders(1, 0, 0, 2)[0]
        senders = [Sender(sender.cookie, 1e9, key=sender.key) for _ in range(AT_ONCE)]
        connection.close()
        send_all(site.port, opportunity, senders)
        answers = {(each.status, each.location) for each in senders}
        found = (len(answers), *_count_kept())
        site.owner_runs(
            "ALTER TABLE opportunities_application DROP CONSTRAINT one_application_a_supplier",
            "ALTER TABLE opportunities_applicationversion DROP CONSTRAINT an_application_form_works_once",
        )
        unguarded = _send_unguarded(make_open("MA-2026-0008"))
    spoken = "{} answer, {} version, {} supplier, {} mail".format(*found)
    return [
        Figure(f"{AT_ONCE} identical forms: 1 answer, 1 version, 1 supplier, 1 mail", spoken, found == (1, 1, 1, 1)),
        Figure("identical forms without the guards must fail", f"{unguarded} applications", unguarded > 1),
    ]  # fmt: skip


def _count_kept() -> tuple[int, int, int]:
    mails = Message.objects.filter(template="applications/received").count()
    return ApplicationVersion.objects.count(), Supplier.objects.count(), mails


def _send_unguarded(opportunity: Opportunity) -> int:
    """Send from several threads as one person whose row nobody locks; return the applications that came of it."""
    person = User.objects.create_user("twice@example.org", name="Sent Twice")
    supplier = Supplier.objects.create(kind="person", owner=person, legal_name=person.name)
    SupplierMember.objects.create(supplier=supplier, user=person, started_at=person.joined_at)
    given = {
        "name": person.name,
        "answers": {each.code: "Words." for each in criteria_of(opportunity)},
        "affirmed": affirmations_of(opportunity.programme),
    }
    locked, actions._lock_supplier = actions._lock_supplier, lambda user: supplier_of(user)  # type: ignore[assignment,return-value]
    start = threading.Barrier(8)

    def send(_number: int) -> None:
        start.wait()
        try:
            take_application_step("submit", opportunity, person, "en", given=given)
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(send, range(8)))
    finally:
        actions._lock_supplier = locked
    return Application.objects.filter(opportunity=opportunity).count()
