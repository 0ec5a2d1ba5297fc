"""The pages shown when something cannot be done: each says what happened and where to go next. Programs get problems."""

from collections.abc import Sequence

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _

from microacquisition.site.problems import is_for_programs, write_problem


def draw_error(request: HttpRequest, status: int, title: str, *sentences: str) -> HttpResponse:
    """Return an error page with `title` and one paragraph for each sentence; to a program, the problem alone."""
    if is_for_programs(request):
        return write_problem(request, status)
    values = {"title": title, "sentences": sentences, "status": status}
    return render(request, "site/pages/error.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400; 413 where the text of a form with files exceeds what a form may hold."""
    if isinstance(exception, RequestDataTooBig):
        return body_too_large(request)
    with override(_language_of(request)):
        return draw_error(
            request, 400, _("We could not read this request"),
            _("Something in it is not as expected. Go back, check what you typed and send it again."),
        )  # fmt: skip


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 where the form's own key is missing or old."""
    with override(_language_of(request)):
        return draw_error(
            request, 403, _("This form is no longer valid"),
            _("You may have signed in or out in another tab, or your browser may refuse cookies."),
            _("Nothing was changed. Copy your text, go back, reload the page and send the form again."),
        )  # fmt: skip


def permission_refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    with override(_language_of(request)):
        return draw_error(request, 403, _("You may not do this"), _("Nothing was changed."))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same for what is not there and for what is not yours."""
    with override(_language_of(request)):
        return draw_error(
            request, 404, _("We cannot find this page"),
            _("The address may be mistyped or old, or the page may be for somebody else."),
            _("If you expected to see it, sign in with the account that it is for."),
        )  # fmt: skip


def method_not_offered(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """Answer 405, naming the methods that the page takes."""
    with override(_language_of(request)):
        answer = draw_error(
            request, 405, _("This page does not work that way"),
            _("The request was sent in a way that this page does not take. Nothing was changed."),
            _("Go back and use the page’s own links and buttons."),
        )  # fmt: skip
    answer["Allow"] = ", ".join(methods)
    return answer


def body_too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413."""
    with override(_language_of(request)):
        return draw_error(
            request, 413, _("This is too much to send at once"),
            _("A form may hold 256 kB of text, and a file 10 MB."),
            _("Nothing was saved. Go back, shorten it and send it again."),
        )  # fmt: skip


def body_too_slow(request: HttpRequest) -> HttpResponse:
    """Answer 408."""
    with override(_language_of(request)):
        return draw_error(
            request, 408, _("Your form arrived too slowly"),
            _("After 20 seconds we stop waiting. Nothing was saved. Go back and send it again."),
        )  # fmt: skip


def body_cut_short(request: HttpRequest) -> HttpResponse:
    """Answer 400 where the connection ended before the whole form was here."""
    with override(_language_of(request)):
        return draw_error(
            request, 400, _("Your form did not arrive whole"),
            _("The connection ended too early. Nothing was saved. Go back and send it again."),
        )  # fmt: skip


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429."""
    with override(_language_of(request)):
        return draw_error(
            request, 429, _("Too many tries in a short time"),
            _("Wait a few minutes, then try again. Nothing is lost."),
        )  # fmt: skip


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 in both languages from a page that needs neither database nor context."""
    if is_for_programs(request):
        return write_problem(request, 500)
    try:
        style = static("site/look.css")
    except ValueError:
        # The style may be what is missing; the page must not fail in its turn.
        style = ""
    return HttpResponse(loader.get_template("site/pages/500.html").render({"style": style}), status=500)


def _language_of(request: HttpRequest) -> str:
    return get_language_from_path(request.path_info) or get_language() or "en"
