"""Turns a page of the live site into a page of the copy: relative links, live ones said to be so, nothing to post."""

from html import escape
from html.parser import HTMLParser

from django.conf import settings
from django.utils.translation import gettext as _

from microacquisition.reports.static_site.places import Led, Places

Attributes = dict[str, str | None]
# Attributes that hold an address: those of HTML, and those that our scripts read.
ADDRESSES = ("href", "src", "cite", "poster", "data-check", "data-index")
# Stays the live address of the page that it names; its words say so themselves.
STAYS = "data-live"


class RewrittenPage(HTMLParser):
    """One page being rewritten. Whatever needs no change is passed on as it was written."""

    def __init__(self, html: str, page: str, places: Places) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.places = page, places
        self.pieces: list[str] = []
        self.leading: set[str] = set()  # where links lead within the copy, relative to the page
        self.statics: set[str] = set()
        self.in_live_link = self.in_posting_form = False
        self.feed(html)
        self.close()

    def write(self) -> str:
        """Return the page of the copy."""
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.in_posting_form = True
        if self.in_posting_form:
            return
        changed = self._change(tag, given)
        self.pieces.append(_write_tag(tag, changed) if changed != given else self.get_starttag_text() or "")
        if tag == "meta" and "charset" in given:
            self.pieces.append(
                f'\n<meta http-equiv="Content-Security-Policy" content="{self._write_policy()}">'
            )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.in_posting_form:
            self.in_posting_form = False
            self._say_where_to_do_it()
            return
        if tag == "a" and self.in_live_link:
            self.in_live_link = False
            self._pass(f'<span class="vh"> {escape(_("(live site)"))}</span>')
        self._pass(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._pass(data)

    def handle_entityref(self, name: str) -> None:
        self._pass(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._pass(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._pass(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._pass(f"<!{decl}>")

    def _pass(self, text: str) -> None:
        if not self.in_posting_form:
            self.pieces.append(text)

    def _change(self, tag: str, given: Attributes) -> Attributes:
        """Return the attributes as they stand in the copy, in the same order."""
        if tag == "link" and ("hreflang" in given or given.get("rel") == "canonical"):
            return {**given, "href": self.places.public_address(given.get("href") or "", self.page)}
        if tag == "meta" and given.get("property") == "og:url":
            return {**given, "content": self.places.public_address(given.get("content") or "", self.page)}
        changed = dict(given)
        if tag == "form":
            changed["action"] = self.places.live_address(given.get("action") or "", self.page)
        for name in ADDRESSES:
            value = given.get(name)
            if value is None:
                continue
            led = self._lead(value, stays=STAYS in given)
            changed[name] = led.address
            if tag == "a" and led.opens_live:
                self.in_live_link = STAYS not in given
                changed["class"] = f"{given.get('class') or ''} live".strip()
        changed.pop(STAYS, None)
        return changed

    def _lead(self, value: str, *, stays: bool) -> Led:
        if stays:
            return Led(self.places.live_address(value, self.page), opens_live=True)
        led = self.places.lead(value, self.page)
        if led.static:
            self.statics.add(led.static)
        elif not led.opens_live:
            self.leading.add(led.address)
        return led

    def _say_where_to_do_it(self) -> None:
        address = escape(self.places.live_address("", self.page))
        words, mark = escape(_("Do this on the live site")), escape(_("(live site)"))
        self.pieces.append(
            f'<p><a class="btn second live" href="{address}">{words}<span class="vh"> {mark}</span></a></p>'
        )

    def _write_policy(self) -> str:
        """Return the site's own policy, which a host of files would not send; a search may go to the live site."""
        directives = {
            **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
            "form-action": [self.places.live],
        }
        # A page itself cannot say who may frame it.
        directives.pop("frame-ancestors", None)
        return escape("; ".join(f"{name} {' '.join(values)}" for name, values in directives.items()))


def _write_tag(tag: str, attributes: Attributes) -> str:
    written = [
        f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attributes.items()
    ]
    return f"<{tag}{''.join(written)}>"
