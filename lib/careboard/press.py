"""One page drawn: its notebook run by papermill with an area and a period, and made into HTML.

A fork server imports this module before it forks, so that each page's process starts with everything imported.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nbformat
import papermill

import careboard.engine  # noqa: F401  papermill finds the engine by its entry point; imported here so that a fork has it
from careboard import publish
from careboard.edition import open_edition
from careboard.problems import Problem

INJECTED = "injected-parameters"
EXECUTED_METADATA = ("papermill", "execution", "widgets")


@dataclass(frozen=True)
class Sheet:
    """A page to draw: which notebook, for which area and period, from which slice of an edition."""

    notebook: Path
    area: str
    period: str
    edition: Path

    @property
    def page(self) -> str:
        return self.notebook.stem


@dataclass(frozen=True)
class Printed:
    """A page drawn: its HTML, and the notebook as executed, cleaned of paths and environment."""

    html: str
    notebook: str


@lru_cache(maxsize=2)
def _edition(folder: str):
    return open_edition(Path(folder))


def draw(sheet: Sheet) -> Printed:
    """Run and convert one page. Raises Problem where a cell stops, or where another page than the one asked for came out."""
    os.environ["CAREBOARD_EDITION"] = str(sheet.edition)
    try:  # no output path: papermill would write the notebook down after every cell
        book = papermill.execute_notebook(str(sheet.notebook), None, parameters={"period": sheet.period, "area": sheet.area}, engine_name="careboard", kernel_name="python3", progress_bar=False, log_output=False)
    except papermill.exceptions.PapermillExecutionError as error:
        raise Problem(f"stopped at cell '{_cell(sheet.notebook, error.source)}' ({error.ename})") from None
    told = publish.drawn(book)
    if (told["page"], told["area"], told["period"]) != (sheet.page, sheet.area, sheet.period):
        raise Problem(f"drew {told['page']} for {told['area']}, {told['period']} instead")
    html = publish.to_html(book, _edition(str(sheet.edition)))
    return Printed(html, _cleaned(book))


def _cell(notebook: Path, source: str) -> str:
    """The id of the cell that stopped, by its source: papermill numbers cells with those it put in."""
    return next((cell.id for cell in nbformat.read(notebook, as_version=4).cells if cell.source == source), "parameters")


def _cleaned(book: nbformat.NotebookNode) -> str:
    """The executed notebook without what papermill notes down: paths, times and the environment."""
    for part in (book, *book.cells):
        for key in EXECUTED_METADATA:
            part.metadata.pop(key, None)
    for cell in book.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED  # papermill's own would be another each time
    return nbformat.writes(book) + "\n"
