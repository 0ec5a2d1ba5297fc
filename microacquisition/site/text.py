"""Turns Markdown that people wrote into safe HTML."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "ins", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}
DEEPEST_HEADING = 6
FRENCH_SPACES = re.compile(r"(?<=\S) (?=[:»](?:\s|$|\W))|(?<=«) ")

# Short rows are filled up to the width of the first: a page of text could become a million cells.
MOST_CELLS = 10_000

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def _read_table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read a table, unless it could have too many cells: that is shown as it was typed."""
    head = state.src[state.bMarks[first] : state.eMarks[first]]
    return (head.count("|") + 1) * (end - first) <= MOST_CELLS and table(state, first, end, silent)


_parser.block.ruler.at("table", _read_table, {"alt": ["paragraph", "reference"]})


def render_markdown(text: str, language: str = "en", first_heading: int = 2) -> SafeString:
    """Return `text` (Markdown) as safe HTML; its largest heading becomes `first_heading`.

    HTML and images in it are shown as text; links carry `rel`. In French the spaces before `:` and `»` and
    after `«` do not break.
    """
    tokens = _parser.parse(text)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = first_heading - min(levels, default=1)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(DEEPEST_HEADING, int(token.tag[1]) + shift)}"
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        if language == "fr":
            _tie_french_spaces(token)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener noreferrer"
    )
    return mark_safe(clean)


def _tie_french_spaces(token: Token) -> None:
    for child in token.children or []:
        if child.type == "text":
            child.content = FRENCH_SPACES.sub("\u00a0", child.content)
