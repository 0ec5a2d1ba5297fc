"""Every page says who may see it, and carries no style and no script of its own."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.sources import list_templates, name, read

# Answers for machines: they tell nothing, and must work where no session does.
PLAIN: dict[str, str] = {}

# Mail programs read no style sheet; the mailbox page of the demo never draws this.
MAIL = {"microacquisition/correspondence/pages/mail.html"}

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script of its own": re.compile(r"<script\b(?![^>]*\ssrc=)", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an address that is a script": re.compile(r"javascript:", re.I),
}


def list_routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from list_routes(pattern.url_patterns)
        else:
            yield pattern


def test_every_view_says_who_may_see_it():
    silent = {
        f"{route.name or route.pattern}: {route.callback.__module__}.{route.callback.__qualname__}"
        for route in list_routes(get_resolver().url_patterns)
        if not hasattr(route.callback, "access") and route.name not in PLAIN
    }
    assert not silent, "Decorate these views with @access:\n  " + "\n  ".join(sorted(silent))


def test_no_template_carries_style_or_script():
    found = []
    for path in list_templates():
        if name(path) in MAIL:
            continue
        text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", read(path), flags=re.S)
        text = re.sub(r"{%.*?%}|{{.*?}}", "x", text, flags=re.S)
        found += [f"{name(path)}: {what}" for what, pattern in INLINE.items() if pattern.search(text)]
    assert not found, "The content security policy blocks these:\n  " + "\n  ".join(found)


# Reviewed: their foot needs no way back beside the breadcrumb.
NO_WAY_BACK = {
    "funding/pages/instead.html": "it stands folded on the page that it would lead back to",
    "payment/pages/pay_by_provider.html": "it only asks how the payment stands",
    "intake/pages/request.html": "the request itself, read; what it offers are its steps",
    "file/pages/still_needed.html": "the foot offers the other answer",
    "statement/pages/statement.html": "the page of the sections, read; it is what others lead back to",
    "my_work/pages/my_work.html": "the page of the work, read; it is what others lead back to",
}


def test_every_form_has_a_way_back_in_its_foot():
    lost = []
    for path in list_templates():
        if not name(path).startswith("microacquisition/opportunities/") or "form_key" not in read(path):
            continue
        short = name(path).removeprefix("microacquisition/opportunities/")
        feet = [line for line in read(path).splitlines() if re.search(r'class="(btns|do)".*<button', line)]
        ways = ("<a ", "file/pages/cancel.html", "site/pages/go_back.html")
        if short not in NO_WAY_BACK and any(not any(way in foot for way in ways) for foot in feet):
            lost.append(short)
    assert not lost, "No way back in the foot of:\n  " + "\n  ".join(lost)
