"""Shows a text in the page's language."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from microacquisition.content.general import BELOW, list_general_answers
from microacquisition.content.texts import TextMissing, find_text
from microacquisition.content.today import find_today
from microacquisition.site.access import ANYONE, access


def page_of(name: str, parent: str = "") -> Callable[..., HttpResponse]:
    """Return the view of the text `name`, below the page of the text `parent` if there is one."""

    @access(get=ANYONE)
    def show_text(request: HttpRequest) -> HttpResponse:
        language, today = get_language() or "en", find_today()
        try:
            text = find_text(name, language, today)
            above = find_text(parent, language, today) if parent else None
        except TextMissing as error:
            raise Http404 from error
        answers = list_general_answers() if name == BELOW else []
        modified = max([text.version, *(each.at.date() for each in answers)])
        values = {"text": text, "above": above, "modified": modified, "answers": answers}
        return render(request, "content/pages/text.html", values)

    return show_text
