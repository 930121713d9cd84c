"""A piece of a page: a template filled, shown as HTML on a page and in JupyterLab, in words in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jinja2
from markupsafe import Markup

from careboard import formatting
from careboard.paths import TEMPLATES as FOLDER

# the kind of output in which a notebook keeps the figures of a chart
CHART_FIGURES = "application/vnd.careboard.figures+json"
PIECES = "pieces/"  # in it, what a notebook's cells show; beside it, whole pages and what they share
MARKUP = '"\\<>&\n'  # what would end a string of a style sheet, or begin an element


def css_string(text: str) -> Markup:
    """Words as a string of a style sheet."""
    safe = (f"\\{ord(letter):x} " if letter in MARKUP else letter for letter in text)
    return Markup(f'"{"".join(safe)}"')


def marking(notes: Iterable[str]) -> str:
    """The first sentence of each note."""
    return " ".join(note.split(". ")[0].rstrip(".") + "." for note in notes)


def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(FOLDER)
    made = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {"formatting": formatting, "marking": marking}
    made.filters["css"] = css_string
    return made


TEMPLATES = _environment()


class Piece:
    """One piece of a page.

    Args:
        template: the template's name in pieces/.
        summary: the piece in a few words, for a terminal.
        beside: what the notebook keeps beside the HTML, by kind of output.
        commentary: the analysts' words that belong here, as safe HTML; they stand first.
        parts: what fills the template.
    """

    def __init__(
        self, template: str, summary: str, /, commentary: str = "", beside: Any = None, **parts: Any
    ):
        words = f'<div class="said">\n{commentary}</div>\n' if commentary else ""
        self._html = words + TEMPLATES.get_template(PIECES + template).render(**parts)
        self._summary, self._beside = summary, beside or {}

    def _repr_html_(self) -> str:
        return self._html

    __html__ = _repr_html_

    def __repr__(self) -> str:
        return self._summary

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self._summary, "text/html": self._html, **self._beside}


def style() -> str:
    """The one style that every page carries in its head."""
    return (FOLDER / "style.css").read_text(encoding="utf-8")
