"""Writes Atom feeds: what a search finds, newest change first; and what became of one opportunity."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, F, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import format_instant_and_utc
from microacquisition.common.money import format_money
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting import public_queries as public
from microacquisition.opportunities.posting.models import Amendment, ClosingChange
from microacquisition.opportunities.posting.public_changes import PublicChange, list_changes
from microacquisition.opportunities.questions.models import PublishedAnswer
from microacquisition.opportunities.questions.public import PublicAnswer, list_answers, say_why
from microacquisition.process.state_words import PUBLIC_LABELS

ENTRIES = 50
# What changes while it is open, and how it belongs to its opportunity.
CHANGING: tuple[tuple[Any, str], ...] = (
    (Amendment, "opportunity"), (ClosingChange, "opportunity"), (PublishedAnswer, "question__opportunity"),
)  # fmt: skip
BEFORE_EVERYTHING = datetime(
    2021, 6, 1, tzinfo=UTC
)  # the pilot began; the change of a feed that is still empty
ENDS = {"completed", "terminated", "no_award"}
POSTED = Words(en="Posted", fr="Affichée")
OPENED = Words(en="Open for applications", fr="Ouverte aux candidatures")
CLOSED = Words(en="Closed", fr="Clôturée")
CANCELLED = Words(en="Cancelled", fr="Annulée")
ANSWERED = Words(en="A question was answered", fr="Une question a reçu sa réponse")
NOT_ANSWERED = Words(en="A question is not answered", fr="Une question reste sans réponse")
ANSWER_EDITED = Words(
    en="What is published about a question was edited", fr="Ce qui est publié sur une question a été modifié"
)
SELECTED = Words(en="Supplier selected: {supplier}", fr="Fournisseur sélectionné\xa0: {supplier}")


@dataclass(frozen=True)
class News:
    """One thing that happened to an opportunity; `code` is never used twice for one."""

    code: str
    at: datetime
    what: Words
    text: SafeString


class ChangedFeed(Atom1Feed):
    """An Atom feed that says when it changed, not when it was asked for."""

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed"]
        return changed


def order_by_change(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return the rows, latest public change first, with its instant as `changed`.

    Only an open opportunity changes without a new state: its amendments, moved closings and answers count.
    """
    latest = [
        Subquery(kind.objects.filter(**{path: OuterRef("pk")}).order_by("-at").values("at")[:1])
        for kind, path in CHANGING
    ]
    changed = Case(When(state="OPEN", then=Greatest(F("state_since"), *latest)), default=F("state_since"))
    return rows.annotate(changed=changed).order_by("-changed", "reference")


def find_last_change(rows: QuerySet[Opportunity]) -> datetime:
    """Return when anything public last changed state among the rows."""
    last: datetime | None = rows.order_by().aggregate(last=Max("state_since"))["last"]
    return last or BEFORE_EVERYTHING


def write_feed(title: str, page: str, own_address: str, changed: datetime, language: str) -> ChangedFeed:
    """Begin a feed of the page at `page`; addresses are paths."""
    return ChangedFeed(
        title=title,
        link=f"{settings.SITE_ADDRESS}{page}",
        description=None,
        language=language,
        feed_url=f"{settings.SITE_ADDRESS}{own_address}",
        feed_guid=f"{settings.SITE_ADDRESS}{own_address}",
        author_name=_("Micro-Acquisition"),
        changed=changed,
    )


def add_opportunity(feed: ChangedFeed, row: public.PublicRow, changed: datetime, language: str) -> None:
    """Add one opportunity as an entry."""
    opportunity = row.opportunity
    with override(language):
        address = reverse("opportunity", kwargs={"reference": opportunity.reference})
    feed.add_item(
        title=opportunity.title.best_for(language)[0],
        link=f"{settings.SITE_ADDRESS}{address}",
        description=summarize(row, language),
        unique_id=write_tag(opportunity, language),
        pubdate=opportunity.posted_at,
        updateddate=changed,
        categories=[row.label.in_language(language)],
    )


def summarize(row: public.PublicRow, language: str) -> SafeString:
    """Return state, price, closing, skills and the short description as HTML."""
    opportunity, zone = row.opportunity, row.opportunity.zone
    said: list[str] = [row.label.in_language(language)]
    said.append(
        _("Fixed price: %(price)s before tax")
        % {"price": format_money(opportunity.price_cents or 0, language)}
    )
    if row.status == "soon" and opportunity.opens_at:
        said.append(_("Opens: %(at)s") % {"at": format_instant_and_utc(opportunity.opens_at, zone, language)})
    if row.status in ("soon", "open") and opportunity.closes_at:
        said.append(
            _("Closes: %(at)s") % {"at": format_instant_and_utc(opportunity.closes_at, zone, language)}
        )
    if row.skills:
        said.append(f"{_('Skills:')} {', '.join(each.in_language(language) for each in row.skills)}")
    lines = format_html_join("", "<li>{}</li>", ((each,) for each in said))
    return format_html("{}<ul>{}</ul>", _paragraph(row.short_description, language), lines)


def write_tag(opportunity: Opportunity, *parts: str) -> str:
    """Return a stable identifier (RFC 4151) of the opportunity, or of a part of it."""
    day = (opportunity.posted_at or BEFORE_EVERYTHING).date().isoformat()
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{day}:{'/'.join((str(opportunity.reference), *parts))}"


def list_news(opportunity: Opportunity, status: str, now: datetime, language: str) -> list[News]:
    """Return what happened in public, newest first: posted, changed, closed, cancelled, selected, ended."""
    found = [
        News(
            "posted",
            opportunity.posted_at or now,
            POSTED,
            _paragraph(opportunity.statement.short_description, language),
        )
    ]
    opens_at, closes_at = opportunity.opens_at or now, opportunity.closes_at or now
    if status != "soon" and found[0].at < opens_at <= now:
        found.append(News("opened", opens_at, OPENED, _line("")))
    changes = list_changes(opportunity)
    for number, change in enumerate(reversed(changes), start=1):
        found.append(News(f"change-{number}", change.at, change.what, _describe_change(change, language)))
    for answer in list_answers(opportunity):
        found += _list_answer_news(answer, language)
    cancellation = getattr(opportunity, "cancellation", None) if status == "cancelled" else None
    if closes_at <= now and (cancellation is None or closes_at <= cancellation.cancelled_at):
        found.append(News("closed", closes_at, CLOSED, _line("")))
    if cancellation is not None:
        reason = _paragraph(Bilingual(cancellation.reason_en, cancellation.reason_fr), language)
        found.append(News("cancelled", cancellation.cancelled_at, CANCELLED, reason))
    stand = [each for each in opportunity.agreements.all() if each.ended_because != "default"]
    agreement = max(stand, key=lambda each: each.signed_at, default=None)
    if agreement is not None:
        price = _("Price, before tax: %(price)s") % {"price": format_money(agreement.price_cents, language)}
        what = SELECTED.filled(supplier=str(agreement.supplier))
        found.append(
            News(f"selected-{opportunity.agreements.count()}", agreement.signed_at, what, _line(price))
        )
    if status in ENDS:
        say = public.write_say(opportunity, status).in_language(language)
        found.append(News(status, opportunity.state_since, PUBLIC_LABELS[status].words, _line(say)))
    return sorted(found, key=lambda news: news.at, reverse=True)


def add_news(feed: ChangedFeed, opportunity: Opportunity, news: News, address: str, language: str) -> None:
    """Add one thing that happened as an entry."""
    feed.add_item(
        title=f"{opportunity.reference}: {news.what.in_language(language)}",
        link=f"{settings.SITE_ADDRESS}{address}",
        description=news.text,
        unique_id=write_tag(opportunity, language, news.code),
        pubdate=news.at,
        updateddate=news.at,
    )


def _describe_change(change: PublicChange, language: str) -> SafeString:
    parts = format_html_join(
        "",
        "<li>{}<br>{} <del>{}</del><br>{} <ins>{}</ins></li>",
        (
            (part.label.in_language(language), _("Before:"), part.before.in_language(language), _("After:"),
             part.after.in_language(language))
            for part in change.changes
        ),
    )  # fmt: skip
    why = change.rule.in_language(language) if change.rule else change.reason.best_for(language)[0]
    return format_html(
        "<ul>{}</ul>{}", parts, _line(f"{_('Reason:')} {why}" if not change.rule and why else why)
    )


def _list_answer_news(answer: PublicAnswer, language: str) -> list[News]:
    """The question with what is said about it, at its first publication; and each edit with its reason."""
    code, first, why = f"answer-{answer.number}", answer.first, say_why(answer.first)
    because = _line(why.in_language(language)) if why else escape("")
    said = _paragraph(first.wording, language) + because + _paragraph(first.answer, language)
    edits = [
        News(f"{code}-edit-{place}", edit.at, ANSWER_EDITED, _paragraph(edit.reason, language))
        for place, edit in enumerate(reversed(answer.edits), start=1)
    ]
    return [News(code, first.at, NOT_ANSWERED if why else ANSWERED, said), *edits]


def _paragraph(text: Bilingual, language: str) -> SafeString:
    return _line(text.best_for(language)[0])


def _line(text: str) -> SafeString:
    return format_html("<p>{}</p>", text) if text else escape("")


def describe_search(narrows: bool) -> str:
    """Return the title of a feed or calendar of the list."""
    return _("Opportunities that match a search") if narrows else _("Opportunities")
