"""One page drawn: its notebook run by papermill with an area and a period, and made into HTML."""

from __future__ import annotations

import time

import nbformat
import papermill

import careboard.engine  # noqa: F401  papermill finds the engine by its entry point; imported here so that a fork has it
from careboard import publish, sources
from careboard.edition import Edition, from_files
from careboard.formed import well_formed
from careboard.page import handed
from careboard.problems import Problem
from careboard.sheets import Printed, Sheet

INJECTED = "injected-parameters"
EXECUTED_METADATA = ("papermill", "execution", "widgets")


def draw(sheet: Sheet) -> Printed:
    """Run and convert one page. Raises Problem where a cell stops, where another page than the one asked for came out,
    where what came out is not well-formed, and where the suite's code here is not the code that sent the sheet."""
    if sheet.code and sheet.code != sources.page_fingerprint():
        raise Problem("the worker has another version of careboard than the machine that sent it the page. Install the same one on both.")
    began = time.perf_counter()
    edition = from_files(sheet.files)
    book = _executed(sheet, edition)
    told = publish.drawn(book)
    if (told["page"], told["area"], told["period"]) != (sheet.page, sheet.area, sheet.period):
        raise Problem(f"drew {told['page']} for {told['area']}, {told['period']} instead")
    html = well_formed(publish.to_html(book, edition), sheet.name)
    return Printed(html, _cleaned(book), time.perf_counter() - began)


def _executed(sheet: Sheet, edition: Edition) -> nbformat.NotebookNode:
    book = nbformat.reads(sheet.notebook, as_version=4)
    try:  # no output path: papermill would write the notebook down after every cell
        with handed(edition):
            return papermill.execute_notebook(book, None, parameters={"period": sheet.period, "area": sheet.area}, engine_name="careboard", kernel_name="python3", progress_bar=False, log_output=False)
    except papermill.exceptions.PapermillExecutionError as error:
        raise Problem(f"stopped at cell '{_cell(book, error.source)}' ({error.ename})") from None


def _cell(book: nbformat.NotebookNode, source: str) -> str:
    """The id of the cell that stopped, by its source: papermill numbers cells with those it put in."""
    return next((cell.id for cell in book.cells if cell.source == source), "parameters")


def _cleaned(book: nbformat.NotebookNode) -> str:
    """The executed notebook without what papermill notes down: paths, times and the environment."""
    for part in (book, *book.cells):
        for key in EXECUTED_METADATA:
            part.metadata.pop(key, None)
    for cell in book.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED  # papermill's own would be another each time
    return nbformat.writes(book) + "\n"
