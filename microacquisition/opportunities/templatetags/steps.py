"""Steps and turns in the page's language."""

from django import template
from django.utils.translation import get_language

from microacquisition.opportunities.file.pending import list_signable, read_turns
from microacquisition.opportunities.file.sentences import YOUR_BUTTON, YOUR_TURN
from microacquisition.opportunities.file.standing_in import role_to_pass_on
from microacquisition.opportunities.file.waits import read_waits
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.people.readers import reader_of
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.clock import current_instant

register = template.Library()


@register.filter
def step_do(code: str) -> str:
    """`{{ "post"|step_do }}`: what the button of a step says."""
    return STEP_WORDS[code].do.in_language(get_language() or "en")


@register.filter
def your_button(code: str) -> str:
    """`{{ "accept"|your_button }}`: what the button says to whoever must take the step."""
    words = YOUR_BUTTON.get(code, STEP_WORDS[code].do)
    return words.in_language(get_language() or "en")


@register.filter
def your_turn(code: str) -> str:
    """`{{ "post"|your_turn }}`: the sentence for whoever must take the step."""
    return YOUR_TURN[code].in_language(get_language() or "en")


@register.inclusion_tag("opportunities/file/pages/paper_link.html", takes_context=True)
def paper_link(context: template.Context, opportunity: Opportunity, code: str) -> dict[str, object]:
    """`{% paper_link opportunity "certify" %}`: leads an officer to “It was signed on paper”; nothing for others."""
    reader = reader_of(context["request"])
    records = reader is not None and is_officer_of(reader, opportunity)
    return {"opportunity": opportunity, "code": code, "shown": records and code in list_signable(opportunity)}


@register.inclusion_tag("opportunities/file/pages/pass_on_here.html", takes_context=True)
def pass_on_here(context: template.Context, opportunity: Opportunity, code: str) -> dict[str, object]:
    """`{% pass_on_here opportunity "sign_for_funds" %}`: who could act instead, a click each, for who may pass it on."""
    reader, now = reader_of(context["request"]), current_instant()
    waits = read_waits(read_turns(opportunity, now=now).waiting, now) if reader is not None else []
    wait = next((each for each in waits if each.pending.step.code == code), None)
    passes = [
        (owner, owner.others)
        for owner in (wait.owners if wait else [])
        if owner.others and reader is not None and role_to_pass_on(reader, opportunity, owner.role)
    ]
    return {
        "opportunity": opportunity,
        "wait": wait,
        "passes": passes,
        "csrf_token": context.get("csrf_token"),
    }
