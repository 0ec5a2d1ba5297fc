"""Markdown written to attack whoever reads it, or the server that renders it: nothing active, and an answer in time."""

import re
import time
from html.parser import HTMLParser

import pytest

from microacquisition.site.text import ATTRIBUTES, SCHEMES, TAGS, render_markdown

ATTACKS = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example>", "<iframe src=//evil.example></iframe>", "<img src=x onerror=alert(1)>",
    "<svg><animate onbegin=alert(1)>", "<style>*{display:none}</style>", "<a href='javascript:alert(1)'>x</a>", "<p style='position:fixed'>x", "<base href=//evil.example>",
    "<form action=//evil.example><input name=x></form>", "<math><mi//xlink:href='data:x,y'>", "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<script>]]>", "<?php x ?>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](  javascript:alert(1))", "[x](java\nscript:alert(1))", "[x](java&#10;script:alert(1))", "[x](&#106;avascript:alert(1))", "[x](&#x6A;avascript&colon;alert(1))",
    "[x](\\javascript:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:x)", "[x](file:///etc/passwd)", "[x](blob:x)", "[x](<javascript:alert(1)>)", "[x](//evil.example 'on\"click=alert(1)')",
    "<javascript:alert(1)>", "<data:text/html,x>", "[x][1]\n\n[1]: javascript:alert(1)", "[x]\n\n[x]: data:text/html,y", "![x](https://evil.example/pixel.png)", "![x][1]\n\n[1]: https://evil.example/p.png", "![a](x\"onerror=\"alert(1))",
    '"><script>alert(1)</script>', "`<script>`", "```html\n<script>alert(1)</script>\n```", "    <script>alert(1)</script>", '``` "onclick=alert(1)\nx\n```', "# <img src=x onerror=alert(1)>", "|<script>|\n|-|\n|<img src=x onerror=y>|",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&amp;#60;script&amp;#62;", "[<b>](<b>)", "[a](https://a'onmouseover='alert(1))", "\u202e[x](https://example.org)", "a\x00<script>", "<scr\x00ipt>alert(1)</script>", "[x](https://example.org\x00javascript:)",
)  # fmt: skip
# As long as the longest text that a statement takes, and made to be slow.
SIZE, AT_MOST = 20_000, 3.0  # characters; seconds of computing, of which a quiet machine needs less than one
SLOW = {
    "brackets": "[" * SIZE, "images": "![" * (SIZE // 2), "open links": "[a](" * (SIZE // 4), "links 10,000 deep": "[" * 10_000 + "](b)" * 2_500, "stars": "*a_ " * (SIZE // 4), "strong": "**x*" * (SIZE // 4),
    "struck": "~~a" * (SIZE // 3), "backticks": "".join("e" + "`" * n for n in range(199)), "less than": "<" * SIZE, "addresses": "<http:" * (SIZE // 6), "comments": "<!--" * (SIZE // 4), "declarations": "<![CDATA[" * (SIZE // 9),
    "quotes 10,000 deep": "> " * (SIZE // 2), "lists in lists": "- " * (SIZE // 2), "stairs": "\n".join(" " * n + "- a" for n in range(197)), "long list": "* a\n" * (SIZE // 4),
    "references": "\n".join(f"[a{n}]: /u" for n in range(1_700)), "uses of one reference": "[a]: /" + "u" * 100 + "\n\n" + "[a]" * (SIZE // 3 - 40), "cut references": "[a]:\n" * (SIZE // 5), "titles": "[a]: u '" + "\n'" * (SIZE // 2 - 5),
    "entities": "&amp;" * (SIZE // 5), "numbers": "&#" * (SIZE // 2), "long number": "&#x" + "f" * (SIZE - 4) + ";", "wide table": "|".join("a" * 99) + "\n" + "|".join("-" * 99) + "\n" + "a\n" * 9_800,
    "headings": "# " * (SIZE // 2), "underlined": "a\n=\n" * (SIZE // 4), "rules": "- - " * (SIZE // 4), "fences": "```\n" * (SIZE // 4), "spaces": "a" + " " * SIZE + "b", "backslashes": "\\" * SIZE, "French spaces": "« : » " * (SIZE // 6),
}  # fmt: skip
# A browser takes anything else before a colon for a part of an address of this site.
SCHEME = re.compile(r"[\s\x00-\x1f]*([a-zA-Z][a-zA-Z0-9+.\t\n-]*):")


class Reader(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    handle_startendtag = handle_starttag


def read(html: str) -> Reader:
    """Return what a browser would find in it."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("text", [*ATTACKS, "\n\n".join(ATTACKS)], ids=range(len(ATTACKS) + 1))
def test_nothing_active_is_left_in_either_language(text: str) -> None:
    for language in ("en", "fr"):
        found = read(render_markdown(text, language))
        assert found.tags <= TAGS
        assert found.attributes <= {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {
            ("a", "rel"), ("a", "title"),
        }  # fmt: skip
        for link in found.links:
            scheme = SCHEME.match(link)
            assert scheme is None or scheme[1].lower() in SCHEMES, link


@pytest.mark.parametrize("kind", SLOW)
def test_no_text_keeps_the_server_busy(kind: str) -> None:
    taken = []
    for _try in range(3):
        began = time.thread_time()
        html = render_markdown(SLOW[kind], "fr")
        taken.append(time.thread_time() - began)
        if taken[-1] <= AT_MOST:
            break
    assert min(taken) <= AT_MOST
    assert len(html) <= 100 * SIZE
