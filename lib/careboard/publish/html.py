"""An executed notebook becomes one HTML page, which holds no script and asks nothing of any network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

import nbformat
from nbconvert import HTMLExporter

from careboard.charts.colours import custom_colours
from careboard.edition.edition import Edition
from careboard.edition.sentences import draft_note
from careboard.errors import Problem
from careboard.notebook_source import YOUNG_PEOPLE
from careboard.parts.figures import PageFigures
from careboard.paths import TEMPLATES as FOLDER
from careboard.pieces import TEMPLATES, style
from careboard.publish.notebook_run import page_drawn
from careboard.publish.outputs import SUMMARY
from careboard.publish.sanitizer import markdown_html, output_html
from careboard.publish.well_formed import ID, require_ids_once

HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
LINK_ON_PAGE = re.compile(r'<a href="#([^"]+)">(.*?)</a>', re.DOTALL)
STYLED_MARK = re.compile(r'(<(?:path|text)\b[^>]*?) style="([^"]*)"')


def to_html(notebook: nbformat.NotebookNode, edition: Edition) -> str:
    """One page, from a notebook that has run; its links lead where a build puts the other pages.

    Args:
        notebook: the executed notebook.
        edition: the edition that it was drawn from.

    Raises:
        Problem: where a cell stopped, or where the page drew another area, period or page than it was asked
            for.
    """
    drawn = page_drawn(notebook)
    if drawn["period"] != edition.about["period"]:
        raise Problem(
            f"{drawn['page']}: the notebook drew {drawn['period']}, and the edition is of "
            f"{edition.about['period']}."
        )
    figures, name = PageFigures(edition, drawn["area"], drawn["page"]), f"{drawn['area']}/{drawn['page']}"
    words = edition.words.get(name)
    body, _ = _exporter().from_notebook_node(notebook)
    html = TEMPLATES.get_template("report.html").render(
        about=edition.about,
        suite=edition.suite,
        title=figures.title,
        place=figures.place,
        body=_with_heading_ids(body),
        links=_links(figures),
        style=style(),
        words=words,
        drafted=draft_note(words),
        summary=figures.name == SUMMARY,
        plain=figures.name == YOUNG_PEOPLE,
    )
    return styles_once(_without_dead_links(require_ids_once(html, name)))


class PageExporter(HTMLExporter):
    """nbconvert with our template: it shows outputs and headings, and nothing that it brings along."""

    def __init__(self, **settings: Any):
        folders = [str(FOLDER)]
        super().__init__(
            extra_template_basedirs=folders, template_name="page", default_preprocessors=[], **settings
        )

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Nothing is done to a notebook beforehand: the template chooses what is shown.

        nbconvert would copy it three times to be safe from what might be done.
        """
        return nb, resources

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """The filters of the template: nbconvert's, and our two for outputs and for Markdown."""
        yield from super().default_filters()
        yield "output_html", output_html
        yield "markdown_html", markdown_html

    def from_notebook_node(self, nb: Any, resources: Any = None, **settings: Any) -> Any:
        """The page's body, as every template exporter makes it.

        HTMLExporter would read the finished page again to look for pictures, and there are none.
        """
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **settings)


@lru_cache(maxsize=1)
def _exporter() -> PageExporter:
    """One exporter for all pages of a process, so that its template is read once."""
    return PageExporter()


def _with_heading_ids(body: str) -> str:
    """Headings get an id from their words, so that they can be linked to."""
    used: dict[str, int] = {}

    def with_id(heading: re.Match) -> str:
        text = unescape(re.sub(r"<[^>]+>", "", heading[2])).lower()
        words = re.sub(r"[^a-z0-9]+", "-", text).strip("-") or "part"
        used[words] = used.get(words, 0) + 1
        ident = f"{words}-{used[words]}" if used[words] > 1 else words
        return f'<h{heading[1]} id="{ident}">{heading[2]}</h{heading[1]}>'

    return HEADING.sub(with_id, body)


def _without_dead_links(html: str) -> str:
    """Links to a question that the notebook does not ask become plain words."""
    idents = set(ID.findall(html))
    return LINK_ON_PAGE.sub(lambda link: link[0] if link[1] in idents else link[2], html)


def styles_once(html: str) -> str:
    """Each style that marks of charts share stands once, in the page's head.

    It is a third of a chart's weight.
    """
    classes: dict[str, str] = {}

    def with_class(mark: re.Match) -> str:
        return f'{mark[1]} class="{classes.setdefault(mark[2], f"k{len(classes)}")}"'

    html = STYLED_MARK.sub(with_class, html)
    rules = "".join(f".{name}{{{rule}}}" for rule, name in classes.items())
    rules += custom_colours(rules)
    html = html.replace("</style>", rules + "</style>", 1)
    return html.replace("></path>", "/>")  # as short, for some hundred paths a page


def _links(figures: PageFigures) -> dict[str, Any]:
    """Where a page leads: the index, this area's pages, this page for parents, siblings and children."""
    edition, tree, before = figures.edition, figures.edition.tree, figures.edition.about.get("before")
    own = f"{figures.area}/{figures.name}.html"
    return {
        "index": "../index.html",
        "before": (before["name"], f"../../{before['period']}/{own}") if before else None,
        "pages": [(title, f"{name}.html") for name, title in figures.titles.items()],
        "areas": [
            (tree.name(area), f"../{area}/{figures.name}.html")
            for area in tree.around(figures.area)
            if figures.name in edition.pages_of(area)
        ],
    }
