"""Every address of the site with values of one scene, so that whoever may finds something there."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from microacquisition.content.today import find_today
from microacquisition.opportunities.applications.models import OpenedAnswer, OpenedApplication
from microacquisition.opportunities.evaluation.doubles import list_pairs
from microacquisition.opportunities.file.queries import list_documents
from microacquisition.opportunities.my_work.queries import find_work, list_own_documents
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.opportunities.posting.readiness import list_readiness
from microacquisition.opportunities.statement.preview_links import live_links
from microacquisition.people.models import Delegation, RoleHeld
from microacquisition.records.models import Checkpoint
from microacquisition.reports.open_data.contracts import quarter_of
from tests.lifecycle.prepared import Scene
from tests.lifecycle.walking import find_label

NOT_THERE = uuid.UUID(int=0)
NO_ID = "not-there"

# Of one opportunity or of one's own application: what they answer depends on its state.
OF_AN_OPPORTUNITY = frozenset({"opportunity_id", "reference", "application_id"})


def list_routes(patterns: Any = None) -> Iterator[URLPattern]:
    """Yield every address of the site in the present language."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from list_routes(pattern.url_patterns)
        else:
            yield pattern


def depends_on_state(route: URLPattern) -> bool:
    """True where the address names an opportunity, or lists or begins one."""
    return bool(OF_AN_OPPORTUNITY & set(route.pattern.regex.groupindex)) or route.name == "shared_preview"


class Values:
    """The values of addresses in one scene; each is read once."""

    def __init__(self, scene: Scene, token: str = NO_ID) -> None:
        self.scene, self.token = scene, token
        self.opportunity = scene.opportunity if scene.opportunity_id else None
        self.known: dict[str, dict[str, Any]] = {}

    def of(self, route: URLPattern) -> dict[str, Any]:
        """Return what the route's address asks for."""
        name = str(route.name)
        if name not in self.known:
            self.known[name] = {each: self._find(each, name) for each in route.pattern.regex.groupindex}
        return self.known[name]

    def address(self, route: URLPattern, language: str = "en") -> str:
        """Return the route's address."""
        with override(language):
            return reverse(str(route.name), kwargs=self.of(route))

    def _find(self, name: str, route: str) -> Any:
        return FINDERS.get(f"{name} {route}", FINDERS[name])(self)


def _reference(values: Values) -> str:
    return (values.opportunity and values.opportunity.reference) or "MA-1999-0001"


def _label(values: Values) -> str:
    has_labels = values.opportunity is not None and values.opportunity.evaluator_assignments.filter(
        evaluator=values.scene.people["evaluator"], labels__isnull=False
    )
    return find_label(values.scene) if has_labels else "A"


def _application(values: Values) -> str:
    ids = values.scene.application_ids
    if not ids:
        first = values.scene.people["supplier_1"]
        own = OpenedApplication.objects.filter(
            application__opportunity=values.opportunity, supplier__owner=first
        )
        return own.values_list("application", flat=True).first() or NO_ID
    was_offered = values.opportunity is not None and values.opportunity.offers.exists()
    return ids[int(was_offered and values.scene.winner == "supplier_2")]


def _document(values: Values) -> uuid.UUID:
    documents = list_documents(values.opportunity) if values.opportunity else []
    return documents[0][0].pk if documents else NOT_THERE


def _own_document(values: Values) -> uuid.UUID:
    if values.opportunity is None or not values.opportunity.offers.exists():
        return NOT_THERE
    work = find_work(values.scene.person("winner"), values.opportunity.pk)
    documents = list_own_documents(work) if work else []
    return documents[0][0].pk if documents else NOT_THERE


def _answer(values: Values) -> int:
    found = (
        OpenedAnswer.objects.filter(opened__application__opportunity=values.opportunity)
        .order_by("pk")
        .first()
    )
    return found.pk if found else 0


def _pair(values: Values) -> tuple[str, str]:
    """Two applications that look alike, in the order in which their page names them."""
    pairs = list_pairs(values.opportunity) if values.opportunity else []
    return (pairs[0].double.first, pairs[0].double.second) if pairs else (NO_ID, NO_ID)


def _link(values: Values) -> int:
    links = live_links(values.opportunity) if values.opportunity else []
    return links[0].pk if links else 0


def _readiness(values: Values) -> Any:
    cast = values.scene.cast
    return list_readiness(PROGRAMMES.newest(cast.programme_code), [cast.department])[0]


def _of_fund_manager(values: Values) -> Any:
    return values.scene.people["fund_manager"]


FINDERS: dict[str, Callable[[Values], Any]] = {
    "opportunity_id": lambda values: values.scene.opportunity_id or NOT_THERE,
    "reference": _reference,
    "application_id": _application,
    "label": _label,
    "section": lambda values: "work",
    "document_id": _document,
    "document_id my_document": _own_document,
    "step_code": lambda values: "sign_for_funds",
    "link_id": _link,
    "first": lambda values: _pair(values)[0],
    "second": lambda values: _pair(values)[1],
    "answer_id": _answer,
    "digest": lambda values: "0" * 64,
    "digest checkpoint": lambda values: Checkpoint.objects.latest("pk").digest,
    "token": lambda values: NO_ID,
    "token shared_preview": lambda values: values.token,
    "factor_id": lambda values: Authenticator.objects.get(user=_of_fund_manager(values), type="totp").pk,
    "team_id": lambda values: values.scene.cast.team.pk,
    "code": lambda values: values.scene.cast.department.code,
    "delegation_id": lambda values: Delegation.objects.get(user=_of_fund_manager(values)).pk,
    "person_id": lambda values: _of_fund_manager(values).pk,
    "role_id": lambda values: RoleHeld.objects.get(user=values.scene.people["auditor"]).pk,
    "number": lambda values: 1,
    "page": lambda values: 1,
    "part": lambda values: "intake",
    "name": lambda values: "request_received",
    "programme_code": lambda values: values.scene.cast.programme_code,
    "factor": lambda values: _readiness(values).factor.code,
    "scope": lambda values: _readiness(values).scope,
    "ocid": lambda values: f"ocds-000000-{_reference(values)}",
    "period": lambda values: quarter_of(find_today()),
    "year": lambda values: find_today().year,
}  # fmt: skip
