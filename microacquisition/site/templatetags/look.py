"""How values look on a page: money, instants, dates, words, texts in two languages, state tags."""

import uuid
from datetime import date as Date
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from django import template
from django.template.defaultfilters import date as django_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import (
    format_clock,
    format_date,
    format_instant,
    format_number,
    format_percent,
    format_utc_beside,
    write_machine_instant,
    zone_name,
)
from microacquisition.common.money import format_money
from microacquisition.common.scores import format_score
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.site.clock import current_instant
from microacquisition.site.fields import DEFAULT_ZONE
from microacquisition.site.form_key import key_of_form
from microacquisition.site.text import render_markdown

register = template.Library()

LAST_HOUR = timedelta(hours=1)
TAG_LOOKS = {"", "open", "soon", "closed", "good", "warn", "bad"}


def _language() -> str:
    return get_language() or "en"


@register.filter
def money(cents: int | None) -> str:
    """`{{ 650000|money }}`: $6,500.00 or 6 500,00 $."""
    return "" if cents is None else format_money(cents, _language())


@register.filter
def number(value: int | Decimal | None) -> str:
    """`{{ 1234|number }}`: 1,234 or 1 234."""
    return "" if value is None else format_number(value, _language())


@register.filter
def score(hundredths: int | None) -> str:
    """`{{ 8750|score }}`: 87.50 or 87,50."""
    return "" if hundredths is None else format_score(hundredths, _language())


@register.filter
def percent(value: int | Decimal | None) -> str:
    """`{{ 50|percent }}`: 50% or 50 %; the value is already in percent."""
    return "" if value is None else format_percent(Decimal(value) / 100, _language())


@register.filter(name="date")
def date(value: Any, pattern: str | None = None) -> str:
    """`{{ day|date }}`: November 30, 2026 or 30 novembre 2026; with a pattern, Django's own filter."""
    if pattern is not None:
        return str(django_date(value, pattern))
    return format_date(value, _language()) if isinstance(value, Date) else ""


@register.simple_tag(name="instant")
def instant_tag(
    value: datetime | None, zone: str = DEFAULT_ZONE, utc: bool = False, weekday: bool = False
) -> str:
    """`{% instant closes_at zone utc=True %}`: a `time` element with the zone, and UTC after it.

    An opportunity has no zone of its own before it is posted; its pages then show the default one.
    """
    if value is None:
        return ""
    zone = zone or DEFAULT_ZONE
    shown = format_html(
        '<time datetime="{}">{}</time>',
        write_machine_instant(value),
        format_instant(value, zone, _language(), weekday=weekday),
    )
    return format_html("{} ({})", shown, format_utc_beside(value, zone, _language())) if utc else shown


@register.inclusion_tag("site/pages/server_time.html")
def server_time(closes_at: datetime | None, zone: str = DEFAULT_ZONE) -> dict[str, Any]:
    """`{% server_time closes_at zone %}`: in the last hour before an instant, what time our server has."""
    now = current_instant()
    if closes_at is None or not timedelta(0) < closes_at - now <= LAST_HOUR:
        return {}
    language = _language()
    return {
        "clocks": [(name, format_clock(now, one, language), _seconds_of_day(now, one)) for one, name in (
            (zone or DEFAULT_ZONE, zone_name(zone or DEFAULT_ZONE).in_language(language)), ("UTC", "UTC"),
        )],
        "seconds_left": ceil((closes_at - now).total_seconds()),
    }  # fmt: skip


def _seconds_of_day(instant: datetime, zone: str) -> int:
    at = local_time(instant, zone)
    return at.hour * 3600 + at.minute * 60 + at.second


@register.filter(name="instant")
def instant(value: datetime | None, zone: str = DEFAULT_ZONE) -> str:
    """`{{ event.at|instant }}`: the same without UTC."""
    return instant_tag(value, zone)


@register.filter
def words(value: Words | str | None) -> str:
    """`{{ role.label|words }}`: the sentence in the page's language."""
    return value.in_language(_language()) if isinstance(value, Words) else str(value or "")


@register.filter
def bilingual(value: Bilingual | None) -> str:
    """`{{ statement.title|bilingual }}`: the text; marked where it exists only in the other language."""
    if value is None:
        return ""
    text, language = value.best_for(_language())
    if language == _language() or not text:
        return text
    return format_html(
        '<span lang="{}">{}</span> <span class="muted small">({})</span>', language, text, _only(language)
    )


def name_in_list(value: Bilingual) -> str:
    """Return the text for an option of a list, which holds no markup: “Titre (available in English only)”."""
    text, language = value.best_for(_language())
    return text if language == _language() or not text else f"{text} ({_only(language)})"


@register.filter
def only_in(language: str) -> str:
    """`{{ document.language|only_in }}`: “(available in English only)” on a page of the other language, else nothing."""
    if not language or language == _language():
        return ""
    return format_html(' <span class="muted small">({})</span>', _only(language))


@register.filter
def markdown(value: Bilingual | str | None, first_heading: int = 2) -> SafeString:
    """`{{ statement.background|markdown:3 }}`: safe HTML; its largest heading becomes h3."""
    if not isinstance(value, Bilingual):
        return render_markdown(value or "", _language(), first_heading)
    text, language = value.best_for(_language())
    html = render_markdown(text, language, first_heading)
    if language == _language() or not text:
        return html
    return format_html(
        '<p class="muted small">({})</p><div lang="{}">{}</div>', _only(language), language, html
    )


@register.simple_tag(name="tag")
def tag(look: str, text: Words | str) -> str:
    """`{% tag "open" status.words %}`: a state tag; looks: open, soon, closed, good, warn, bad or empty."""
    if look not in TAG_LOOKS:
        raise template.TemplateSyntaxError(f"No tag looks {look!r}.")
    return format_html('<span class="{}">{}</span>', f"tag {look}".strip(), words(text))


@register.simple_tag(takes_context=True)
def form_key(context: template.Context) -> str:
    """`{% form_key %}`: a hidden key by which a form that is sent twice works once."""
    kept = key_of_form(context["request"]) if "request" in context else None
    return format_html('<input type="hidden" name="form_key" value="{}">', kept or uuid.uuid4())


@register.simple_tag
def not_applicable() -> SafeString:
    """`{% not_applicable %}`: n/a, which is not 0."""
    return format_html('<span class="na"><abbr title="{}">{}</abbr></span>', _("not applicable"), _("n/a"))


def _only(language: str) -> str:
    return _("available in French only") if language == "fr" else _("available in English only")
