"""Pages a minute, against the two command lines and against papermill and nbconvert as libraries.

And what a page costs beyond its charts and tables.

All draw the county's thirteen notebooks from one edition of the invented county, with as many workers.
"""

import ast
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import nbformat
import pytest
from support.command import ROOT, work_of

from careboard import notebook_source
from careboard.edition.edition import edition_of_files, open_edition
from careboard.edition.page_slice import PageSlices
from careboard.execute import draw_page
from careboard.execute.page_task import PageTask
from careboard.execute.pool import WARM_UP
from careboard.execute.workers import Forking, run
from careboard.pages.session import showing
from careboard.publish import html
from careboard.publish.well_formed import require_well_formed

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WORKERS = os.cpu_count() or 1
FOUR_CHARTS, COUNTY = "care_leavers", "county"
PARAMETERS = {"period": "2019-10", "area": COUNTY}


@pytest.fixture(scope="module")
def edition(built):
    return next((work_of(built) / "editions").glob("*/2019-10/whole"))


def sheets(edition):
    slices = PageSlices(open_edition(edition))
    return [
        PageTask(book.stem, COUNTY, "2019-10", text, slices.cut(COUNTY, book.stem, text).files)
        for book in BOOKS
        for text in (notebook_source.published_source(book.read_text(encoding="utf-8")),)
    ]


def cost(sheet):
    """The processor time of one page in the process that draws it; that process began with the page."""
    began = time.process_time()
    draw_page.draw(sheet)
    return sheet.page, time.process_time() - began


def per_minute(pages, work):
    began = time.perf_counter()
    work()
    return 60 * pages / (time.perf_counter() - began)


def by_command_lines(folder, edition):
    """Pages a minute by `papermill` and then `jupyter nbconvert`, as many at once as there are workers."""
    clean = {"CAREBOARD_EDITION": str(edition), "HOME": str(folder), "PATH": os.environ["PATH"]}

    def one(book):
        out = folder / book.name
        subprocess.run(
            [
                sys.executable,
                "-m",
                "papermill",
                str(book),
                str(out),
                "-p",
                "area",
                COUNTY,
                "--no-progress-bar",
            ],
            check=True,
            env=clean,
            cwd=ROOT,
            capture_output=True,
        )
        subprocess.run(
            [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--no-input", str(out)],
            check=True,
            env=clean,
            cwd=ROOT,
            capture_output=True,
        )

    with ThreadPoolExecutor(WORKERS) as pool:
        return per_minute(len(BOOKS), lambda: list(pool.map(one, BOOKS)))


def as_libraries(words):
    """One page by papermill's and nbconvert's functions."""
    import nbconvert
    import papermill

    book, out, edition = words
    os.environ["CAREBOARD_EDITION"] = edition
    executed = papermill.execute_notebook(book, out, parameters=PARAMETERS, progress_bar=False)
    return len(nbconvert.HTMLExporter(exclude_input=True).from_notebook_node(executed)[0])


def by_libraries(folder, edition):
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(len, [""] * WORKERS))
        return per_minute(
            len(BOOKS),
            lambda: list(
                pool.map(as_libraries, [(str(book), str(folder / book.name), str(edition)) for book in BOOKS])
            ),
        )


def run_cells(cells, names):
    """Run cells and write out what each of them shows, as a notebook does."""
    for cell in cells:
        *before, last = ast.parse(cell.source).body
        shows = isinstance(last, ast.Expr)
        exec(compile(ast.Module(before if shows else [*before, last], []), cell.id, "exec"), names)
        if shows:
            eval(compile(ast.Expression(last.value), cell.id, "eval"), names)._repr_html_()


def floor(sheet):
    """The processor time of a page's figures, charts and tables alone, seaborn's chart among them.

    Its cells one after the other in this warm process, from the slice that a worker is handed.
    """
    cells = [cell for cell in nbformat.reads(sheet.notebook, 4).cells if cell.cell_type == "code"]
    found = []
    for _ in range(6):
        edition = edition_of_files(sheet.files)
        began = time.process_time()
        with showing(edition):
            run_cells(cells, {})
        found.append(time.process_time() - began)
    return statistics.median(found[1:])


def template_and_checks(edition, sheet):
    """The processor time from an executed notebook to a page that was checked."""
    book, whole = nbformat.reads(draw_page.draw(sheet).notebook, as_version=4), open_edition(edition)
    found = []
    for _ in range(6):
        began = time.process_time()
        require_well_formed(html.to_html(book, whole), sheet.name)
        found.append(time.process_time() - began)
    return statistics.median(found[1:])


def test_pages(benchmark, edition, tmp_path, told):
    drawn = sheets(edition)
    with Forking(WORKERS, WARM_UP) as executor:
        list(run(executor, draw_page.draw, drawn[:1], 1))
        done = benchmark.pedantic(lambda: list(run(executor, draw_page.draw, drawn * 3, WORKERS)), rounds=3)
        costs = [one.result for _ in range(3) for one in run(executor, cost, drawn, 1)]
    assert not [one.failure for one in done if one.failure]
    ours = 60 * len(drawn) * 3 / benchmark.stats["min"]
    lines, libraries = by_command_lines(tmp_path, edition), by_libraries(tmp_path, edition)
    told.add("Pages a minute, this suite", ours, "pages", digits=0)
    told.add("Pages a minute, the command lines papermill and jupyter nbconvert", lines, "pages", digits=0)
    told.add("Pages a minute, papermill and nbconvert as libraries", libraries, "pages", digits=0)
    told.add("This suite against the command lines", ours / lines, "times", 30, most=False)
    told.add("This suite against the libraries", ours / libraries, "times", 10, most=False)
    floors = {sheet.page: floor(sheet) for sheet in drawn}
    beyond = {
        page: statistics.median(seconds for name, seconds in costs if name == page) - floors[page]
        for page in floors
    }
    told.add(
        "Figures, charts and tables of a page, seaborn's chart among them, processor time (the floor)",
        floors[FOUR_CHARTS],
        "s",
        0.30,
        digits=2,
    )
    told.add("The same of the heat map, three seaborn charts", floors["heat_map"], "s", digits=2)
    told.add(
        "What a page costs beyond its floor, processor time, mean of the thirteen",
        statistics.mean(beyond.values()),
        "s",
        0.15,
        digits=2,
    )
    told.add(
        "What a page costs beyond its floor, processor time, the dearest of the thirteen",
        max(beyond.values()),
        "s",
        0.15,
        digits=2,
    )
    told.add(
        "Template and checks of a page with four charts, processor time",
        template_and_checks(edition, next(sheet for sheet in drawn if sheet.page == FOUR_CHARTS)),
        "s",
        digits=3,
    )
