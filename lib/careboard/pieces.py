"""A piece of a page: a template filled, shown as HTML on the page and in JupyterLab, and as its first words in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from careboard import wording

TEMPLATE_FOLDER = Path(__file__).parent / "templates"
PIECES = "pieces/"  # in it, what a notebook's cells show; beside it, whole pages and what they share
TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATE_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
TEMPLATES.globals["wording"] = wording
TEMPLATES.globals["marking"] = lambda notes: " ".join(note.split(". ")[0].rstrip(".") + "." for note in notes)  # the first sentence of each


def css_string(text: str) -> Markup:
    """Words as a string of a style sheet."""
    return Markup('"' + "".join(f"\\{ord(letter):x} " if letter in '"\\<>&\n' else letter for letter in text) + '"')


TEMPLATES.filters["css"] = css_string


class Piece:
    """One piece of a page."""

    def __init__(self, template: str, words: str, /, said: str = "", **told: Any):
        """said: the analysts' words that belong here, as safe HTML; they stand first."""
        self._html = (f'<div class="said">\n{said}</div>\n' if said else "") + TEMPLATES.get_template(PIECES + template).render(**told)
        self._words = words

    def _repr_html_(self) -> str:
        return self._html

    __html__ = _repr_html_

    def __repr__(self) -> str:
        return self._words


def style() -> str:
    """The one style that every page carries in its head."""
    return (TEMPLATE_FOLDER / "style.css").read_text(encoding="utf-8")


def drafted(words: dict[str, Any] | None) -> str:
    """In what state a page's words are, in words; '' where they are signed off and hold."""
    if words is None:
        return "No commentary has been written for this page."
    if words["state"] == "stale":
        return "Draft: figures changed since the commentary was written."
    if words["state"] == "signed":
        return ""
    return "Draft: written by rule, and read by nobody yet." if words["drafted"] else "Draft: the commentary has not been signed off."
