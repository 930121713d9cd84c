"""An executed notebook becomes one HTML page.

A page holds no script and asks nothing of any network. What a cell put out is cleaned by our own list of what may stand.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from html import escape, unescape
from typing import Any

import nbformat
import nh3
from markdown_it import MarkdownIt
from nbconvert import HTMLExporter

from careboard.edition import Edition
from careboard.formed import once
from careboard.page import SAYS, Page
from careboard.pieces import TEMPLATE_FOLDER, TEMPLATES, drafted, style
from careboard.problems import Problem

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "details", "desc", "div", "dl", "dt", "em", "figcaption", "figure", "g", "h2", "h3",
    "h4", "li", "ol", "p", "path", "pre", "section", "small", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "text", "tfoot",
    "th", "thead", "title", "tr", "ul",
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
    "text": {"x", "y", "style"},
}
STYLES = {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "font-size", "font-weight", "text-anchor", "opacity"}
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["heading", "emphasis"])
A_PICTURE = re.compile(r"image/")


def to_html(notebook: nbformat.NotebookNode, edition: Edition, links: dict[str, Any] | None = None) -> str:
    """One page, from a notebook that has run.

    links: 'index' -> address; 'pages' -> {page: address} for this area; 'areas' -> {area: address} for this page.
    What is not given is taken to lie where the batch puts it. Raises Problem where a cell stopped, or where
    the page drew another area, period or page than it was asked for.
    """
    told = drawn(notebook)
    page = Page(edition, told["page"], told["area"])
    if told["period"] != edition.about["period"]:
        raise Problem(f"{told['page']}: the notebook drew {told['period']}, and the edition is of {edition.about['period']}.")
    body, _ = _exporter().from_notebook_node(notebook)
    html = TEMPLATES.get_template("report.html").render(
        about=edition.about, suite=edition.suite(), title=page.title, place=page.place, body=_with_ids(body), links=_links(page, links or {}), style=style(), words=(words := edition.words.get(f"{told['area']}/{told['page']}")), drafted=drafted(words)
    )
    return looks_once(_leading_somewhere(once(html, f"{told['area']}/{told['page']}")))


class PageExporter(HTMLExporter):
    """nbconvert with our template: it shows outputs and headings, and nothing that it brings along."""

    def __init__(self, **how: Any):
        super().__init__(extra_template_basedirs=[str(TEMPLATE_FOLDER)], template_name="page", default_preprocessors=[], **how)

    def _preprocess(self, nb, resources):
        """Nothing is done to a notebook beforehand: the template chooses what is shown. nbconvert would copy it three times to be safe from what might be done."""
        return nb, resources

    def default_filters(self):
        yield from super().default_filters()
        yield "as_shown", as_shown
        yield "as_read", as_read

    def from_notebook_node(self, nb, resources=None, **how: Any):
        """As every template exporter does it: HTMLExporter would read the finished page again to look for pictures, and there are none."""
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **how)


@lru_cache(maxsize=1)
def _exporter() -> PageExporter:
    """One exporter for all pages of a process, so that its template is read once."""
    return PageExporter()


def asked(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """The period and area that the notebook was run with: its parameters, those put in by papermill last."""
    found: dict[str, Any] = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                found |= _assigned(cell.source)
    return found | dict(notebook.metadata.get("papermill", {}).get("parameters", {}))


def _assigned(source: str) -> dict[str, Any]:
    """The names that a cell sets to plain values."""
    lines = [line for line in ast.parse(source).body if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)]
    return {name.id: line.value.value for line in lines if isinstance(line.value, ast.Constant) for name in line.targets if isinstance(name, ast.Name)}


def drawn(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """What the page says it drew. Raises Problem where a cell stopped, or where that is not what was asked for."""
    said: list[dict[str, str]] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise Problem(f"stopped at cell '{cell.id}': {output.ename}: {output.evalue}")
            said += [output.data[SAYS]] if SAYS in output.get("data", {}) else []
    if len(said) != 1:
        raise Problem(f"a page's notebook calls open_page once; this one was found to call it {len(said)} times.")
    parameters = asked(notebook)
    for name in ("period", "area"):
        if name in parameters and parameters[name] != said[0][name]:
            raise Problem(f"{said[0]['page']}: asked for {name} {parameters[name]}, and the page drew {said[0][name]}. Is the cell with the parameters still tagged 'parameters'?")
    return dict(said[0])


def as_read(source: str) -> str:
    """A notebook's own words: headings and paragraphs, no HTML. A heading of the first rank is the page's, so it drops to the second."""
    html = MARKDOWN.render(source)
    return re.sub(r"<(/?)h1>", r"<\1h2>", html)


def as_shown(output: nbformat.NotebookNode, cell: str) -> str:
    """What one output shows, cleaned; a picture is refused, since it has no alternative text."""
    if output.output_type not in ("display_data", "execute_result"):
        return ""
    data = output.data
    if "text/html" in data:
        return clean(data["text/html"])
    if any(A_PICTURE.match(kind) for kind in data):
        raise Problem(f"cell '{cell}' shows a picture, which cannot be read aloud. Use page.trend, page.areas or page.not_met, or show a table.")
    return f"<pre>{escape(data['text/plain'])}</pre>" if "text/plain" in data and SAYS not in data else ""


def clean(html: str) -> str:
    """HTML with only what may stand on a page: no script, no picture, no address but one within the suite."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        filter_style_properties=STYLES,
        url_schemes={"mailto"},
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """A link stays within the suite; a style asks for nothing."""
    if name == "href":
        return value if re.fullmatch(r"[\w./-]*(#[\w.-]+)?", value) and "//" not in value else None
    return None if name == "style" and "url" in value.lower() else value


def _with_ids(body: str) -> str:
    """Headings get an id from their words, so that they can be linked to."""
    used: dict[str, int] = {}

    def named(found: re.Match) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", unescape(re.sub(r"<[^>]+>", "", found[2])).lower()).strip("-") or "part"
        used[words] = used.get(words, 0) + 1
        return f'<h{found[1]} id="{words}{f"-{used[words]}" if used[words] > 1 else ""}">{found[2]}</h{found[1]}>'

    return re.sub(r"<h([23])>(.*?)</h\1>", named, body, flags=re.DOTALL)


def _leading_somewhere(html: str) -> str:
    """Links to a question that the notebook does not ask become plain words."""
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    return re.sub(r'<a href="#([^"]+)">(.*?)</a>', lambda found: found[0] if found[1] in ids else found[2], html, flags=re.DOTALL)


def looks_once(html: str) -> str:
    """Each look that marks of charts share is told once, in the page's head: a third of a chart's weight is its looks."""
    looks: dict[str, str] = {}

    def classed(found: re.Match) -> str:
        return f'{found[1]} class="{looks.setdefault(found[2], f"k{len(looks)}")}"'

    html = re.sub(r'(<(?:path|text)\b[^>]*?) style="([^"]*)"', classed, html)
    html = html.replace("</style>", "".join(f".{name}{{{look}}}" for look, name in looks.items()) + "</style>", 1)
    return html.replace("></path>", "/>")  # as short, for some hundred paths a page


def _links(page: Page, given: dict[str, Any]) -> dict[str, Any]:
    """Where a page leads: the index, this area's pages, this page for parents, siblings and children."""
    areas, parent = page.edition.areas, page.edition.areas[page.area]["parent"]
    near = [ident for ident, told in areas.items() if ident in (page.area, parent) or told["parent"] == page.area or (parent and told["parent"] == parent)]
    pages = given.get("pages", {name: f"{name}.html" for name in page.titles})
    across = given.get("areas", {ident: f"../{ident}/{page.name}.html" for ident in near})
    return {
        "index": given.get("index", "../index.html"),
        "before": (before["name"], f"../../{before['period']}/{page.area}/{page.name}.html") if (before := page.edition.about.get("before")) else None,
        "pages": [(page.titles[name], href) for name, href in pages.items()],
        "areas": [(areas[ident]["name"], href) for ident, href in across.items() if ident in areas],
    }
