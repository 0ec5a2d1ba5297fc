"""How a page does what leaves an event beside the steps: once, saying so, or saying why not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.readers import reader_of
from microacquisition.process.step_words import EVENT_WORDS
from microacquisition.site.refusals import refused_page


def note_from_page(
    request: HttpRequest, code: str, go_on: str, note: Callable[[User, str], None]
) -> HttpResponse:
    """Do what leaves the event `code`, say so and go on; refused, say why."""
    reader, language = reader_of(request), get_language() or "en"
    if reader is None:
        raise Http404
    try:
        note(reader, language)
    except NotYours as error:
        raise Http404 from error
    except Refused as refusal:
        return refused_page(request, refusal.reasons, go_on)
    messages.success(request, EVENT_WORDS[code].in_language(language))
    return HttpResponseRedirect(go_on)
