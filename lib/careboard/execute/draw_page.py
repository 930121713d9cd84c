"""One page drawn: its notebook run by papermill with an area and a period, and made into HTML."""

from __future__ import annotations

import time

import nbformat
import papermill

from careboard.edition.edition import Edition, edition_of_files
from careboard.errors import Problem, Problems, WrongUse
from careboard.execute import engine
from careboard.execute.page_task import DrawnPage, PageTask
from careboard.fingerprints import page_fingerprint
from careboard.pages.session import showing
from careboard.publish.downloads.csv_files import chart_figures_csv
from careboard.publish.html import to_html
from careboard.publish.notebook_run import chart_figures, page_drawn
from careboard.publish.well_formed import require_well_formed

INJECTED = "injected-parameters"
EXECUTED_METADATA = ("papermill", "execution", "widgets")


def draw(task: PageTask) -> DrawnPage:
    """Run and convert one page.

    Args:
        task: the page, with all that it shows.

    Raises:
        Problem: where a cell stops, where another page than the one asked for came out, where what came out
            is not well-formed, and where the suite's code here is not the code that sent the task.
    """
    if task.code and task.code != page_fingerprint():
        raise Problem(
            "the worker has another version of careboard than the machine that sent it the page."
            " Install the same one on both."
        )
    began = time.perf_counter()
    edition = edition_of_files(task.files)
    notebook = _run(task, edition)
    drawn = page_drawn(notebook)
    if (drawn["page"], drawn["area"], drawn["period"]) != (task.page, task.area, task.period):
        raise Problem(f"drew {drawn['page']} for {drawn['area']}, {drawn['period']} instead")
    html = require_well_formed(to_html(notebook, edition), task.name)
    figures = chart_figures_csv(chart_figures(notebook))
    return DrawnPage(html, _cleaned(notebook), figures, time.perf_counter() - began)


def _run(task: PageTask, edition: Edition) -> nbformat.NotebookNode:
    notebook = nbformat.reads(task.notebook, as_version=4)
    try:  # no output path: papermill would write the notebook down after every cell
        with showing(edition):
            return papermill.execute_notebook(
                notebook,
                None,
                parameters={"period": task.period, "area": task.area},
                engine_name=engine.NAME,
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
            )
    except papermill.exceptions.PapermillExecutionError as error:
        raise Problem(f"stopped at cell '{_cell(notebook, error.source)}' ({_reason(error)})") from None


def _reason(error: papermill.exceptions.PapermillExecutionError) -> str:
    """What a page's own refusal says; of any other error its name alone, since it may quote anything."""
    refusals = (Problem, WrongUse, Problems)
    return error.evalue if error.ename in {refusal.__name__ for refusal in refusals} else error.ename


def _cell(notebook: nbformat.NotebookNode, source: str) -> str:
    """The id of the cell that stopped, by its source: papermill numbers cells with those it put in."""
    return next((cell.id for cell in notebook.cells if cell.source == source), "parameters")


def _cleaned(notebook: nbformat.NotebookNode) -> str:
    """The executed notebook without what papermill notes down: paths, times and the environment."""
    for part in (notebook, *notebook.cells):
        for key in EXECUTED_METADATA:
            part.metadata.pop(key, None)
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED  # papermill's own would be another each time
    return nbformat.writes(notebook) + "\n"
