"""What may stand on a page: a notebook's outputs as HTML with no script, picture or request."""

from __future__ import annotations

import re
from html import escape

import nbformat
import nh3
from markdown_it import MarkdownIt

from careboard.errors import Problem
from careboard.pages.open import DRAWN

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "details", "desc", "div", "dl", "dt", "em",
    "figcaption", "figure", "g", "h2", "h3", "h4", "li", "ol", "p", "path", "pre", "section", "small", "span",
    "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "text", "tfoot", "th", "thead", "title",
    "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "id", "hidden", "role", "aria-label", "aria-labelledby", "aria-hidden", "aria-current"},
    "a": {"href"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"tabindex"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "svg": {"viewBox"},
    "path": {"d", "style"},
    "text": {"x", "y", "style", "transform"},
}
STYLES = {
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "font-size",
    "font-weight",
    "text-anchor",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
}
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["heading", "emphasis"])
PICTURE = re.compile(r"image/")
WITHIN_THE_SUITE = re.compile(r"[\w./-]*(#[\w.-]+)?")
TURNED = re.compile(r"rotate\([-\d. ]+\)")
SHOWN_TYPES = ("display_data", "execute_result")


def clean(html: str) -> str:
    """HTML with only what may stand on a page: no script, no picture, no address but one within the suite."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_allowed,
        filter_style_properties=STYLES,
        url_schemes={"mailto"},
        link_rel=None,
    )


def _allowed(tag: str, name: str, value: str) -> str | None:
    """A link stays within the suite; words of a chart are turned and no more; a style asks for nothing."""
    if name == "href":
        return value if WITHIN_THE_SUITE.fullmatch(value) and "//" not in value else None
    if name == "transform":
        return value if TURNED.fullmatch(value) else None
    return None if name == "style" and "url" in value.lower() else value


def markdown_html(source: str) -> str:
    """A notebook's own words: headings and paragraphs, no HTML.

    A heading of the first rank is the page's, so it drops to the second.
    """
    return re.sub(r"<(/?)h1>", r"<\1h2>", MARKDOWN.render(source))


def output_html(output: nbformat.NotebookNode, cell: str) -> str:
    """What one output shows, cleaned.

    Args:
        output: the output of a cell.
        cell: the cell's id.

    Raises:
        Problem: for a picture, since it has no alternative text.
    """
    if output.output_type not in SHOWN_TYPES:
        return ""
    data = output.data
    if "text/html" in data:
        return clean(data["text/html"])
    if any(PICTURE.match(kind) for kind in data):
        raise Problem(
            f"cell '{cell}' shows a picture, which cannot be read aloud. Put the chart on the page with"
            " page.chart(axes, data=frame, finding=..., says=...): docs/charts.md."
        )
    return f"<pre>{escape(data['text/plain'])}</pre>" if "text/plain" in data and DRAWN not in data else ""
