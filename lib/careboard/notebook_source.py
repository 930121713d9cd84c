"""A page's notebook as text: what it must be before it is run, and which measures it names.

A notebook's code is read as a syntax tree and never run here. So a build knows what a page can show without
drawing it, and leaves pages alone whose figures did not change: on the sample a changed figure of one
district draws 6 pages again in place of 239. The plain way is to draw every page;
tests/edition/test_page_slice.py holds a page drawn from its slice equal to the page drawn from the whole
edition. Importing this module costs no nbformat: a build in which nothing changed checks notebooks too.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from careboard.errors import unknown
from careboard.paths import NOTEBOOKS

PARAMETERS = {"period", "area"}
EXPLORE = "explore"  # the tag of cells in which an analyst tries things out
OPENS, PAGE = "open_page", "page"  # what a notebook calls to open its page, and the name that it gives it
YOUNG_PEOPLE = "young_people"  # the young people's edition: a page, and the module that its notebook asks
CHART = "chart"  # what puts a chart of one's own on the page
# what shows a page's own measures and no others
OWN = {
    "name",
    "title",
    "place",
    "own",
    "in_short",
    "commentary",
    CHART,
    "definitions",
    "requests",
    "records",
    "since_last",
    "moved",
}
TITLES = {"sdq": "Strengths and Difficulties Questionnaires", YOUNG_PEOPLE: "For young people"}
WHOLE_ALONE = {YOUNG_PEOPLE}  # pages that are drawn for the whole authority and for none of its areas
ORDER = [
    "board_summary",
    "front_door",
    "children_in_need",
    "child_protection",
    "looked_after",
    "placements",
    "health",
    "sdq",
    "education",
    "missing",
    "care_leavers",
    "workforce",
    "heat_map",
    "data_quality",
    YOUNG_PEOPLE,
]


class Question(NamedTuple):
    """A heading of a notebook with the cell below it.

    Attributes:
        heading: the heading's words.
        cell: the first measure that the cell names, or what it calls of the page, such as 'going_well'; of a
            chart of an analyst's own 'chart-1' and so on.
        indicators: the ids of the measures that it names, in its order.
    """

    heading: str
    cell: str
    indicators: list[str]


def notebook_files() -> dict[str, Path]:
    """The file of each of the suite's notebooks, by its page's name."""
    return {book.stem: book for book in sorted(NOTEBOOKS.glob("*.ipynb"))}


def notebooks() -> dict[str, str]:
    """The text of each of the suite's notebooks as a build runs it, by its page's name.

    Cells tagged 'explore' are for whoever opens the notebook: no page runs, shows or depends on them.
    """
    return {
        name: published_source(book.read_text(encoding="utf-8")) for name, book in notebook_files().items()
    }


def published_source(notebook: str) -> str:
    """A notebook's text without the cells that are tagged 'explore'; as it stands where it has none."""
    if f'"{EXPLORE}"' not in notebook:
        return notebook
    try:
        book = json.loads(notebook)
        cells = [cell for cell in book["cells"] if EXPLORE not in cell["metadata"].get("tags", [])]
    except (ValueError, KeyError):  # told by `faults`
        return notebook
    return json.dumps(book | {"cells": cells}, indent=1, ensure_ascii=False) + "\n"


def page_names() -> list[str]:
    """The pages that have a notebook, in the order in which readers meet them.

    Those of a council's own making come last.
    """
    return sorted(notebook_files(), key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


def page_title(name: str) -> str:
    """A page's title from its notebook's name: 'Front door' for 'front_door'."""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def drawn_for(page: str, whole: bool) -> bool:
    """Whether a page is drawn for an area.

    Args:
        page: its name.
        whole: whether the area is the whole authority.
    """
    return whole or page not in WHOLE_ALONE


def faults(notebook: Path) -> list[str]:
    """What is wrong with a notebook before it is run, a line each.

    papermill would draw the default area of a notebook whose cell of parameters lost its tag.

    Args:
        notebook: its file.
    """
    name = f"notebooks/{notebook.name}"
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return [f"{name}: not readable as a notebook. Fetch it again from the suite."]
    tagged = _tagged(cells)
    if len(tagged) != 1:
        return [
            f"{name}: {len(tagged)} cells are tagged 'parameters', exactly one is wanted."
            " Tag the cell that sets period and area."
        ]
    sets = set(assignments("".join(tagged[0]["source"])))
    if sets == PARAMETERS:
        return []
    return [
        f"{name}, cell '{tagged[0].get('id', 'parameters')}': sets {', '.join(sorted(sets)) or 'nothing'},"
        f" and should set exactly {' and '.join(sorted(PARAMETERS))}."
    ]


def parameter_faults(given: Iterable[str], cells: Sequence[Mapping[str, Any]]) -> str:
    """Why a notebook must not be run with parameters of these names; '' where it may.

    papermill would warn of a name that the notebook does not know, and draw the page for the default of the
    name meant.

    Args:
        given: the parameters' names.
        cells: the notebook's cells.
    """
    given = sorted(given)
    tagged = _tagged(cells)
    if given and not tagged:
        return (
            f"the notebook has no cell tagged 'parameters', so it would not take {' and '.join(given)}."
            f" Tag the cell that sets {' and '.join(sorted(PARAMETERS))}."
        )
    # papermill heeds the first
    known = {name for cell in tagged[:1] for name in assignments("".join(cell["source"]))}
    return "\n".join(unknown("", "parameter", name, known) for name in given if name not in known)


def assignments(source: str) -> dict[str, Any]:
    """The names that a cell sets, each with its value where that is written out, else None.

    A cell that is no Python sets nothing.
    """
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return {}
    found: dict[str, Any] = {}
    for line in lines:
        if isinstance(line, ast.Assign | ast.AnnAssign):
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            value = line.value.value if isinstance(line.value, ast.Constant) else None
            found |= {target.id: value for target in targets if isinstance(target, ast.Name)}
    return found


def questions(notebook: str, indicators: Iterable[str]) -> list[Question]:
    """A notebook's headings, each with the cell below it.

    Args:
        notebook: its text.
        indicators: the ids of the measures that there are.
    """
    known, heading, found, charts = set(indicators), "", list[Question](), 0
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            lines = (line.lstrip("# ").strip() for line in source.splitlines() if line.startswith("## "))
            heading = next(lines, "")
        elif heading:
            nodes = list(ast.walk(ast.parse(source)))
            named = [node.value for node in nodes if isinstance(node, ast.Constant) and node.value in known]
            calls = (node.func for node in nodes if isinstance(node, ast.Call))
            called = [function.attr for function in calls if isinstance(function, ast.Attribute)]
            charts += CHART in called
            call = f"{CHART}-{charts}" if CHART in called else named[0] if named else next(iter(called), "")
            found.append(Question(heading, call, named))
    return found


def named_indicators(notebook: str, indicators: Iterable[str]) -> set[str] | None:
    """The measures that a notebook's code names; None where it may show others, or cannot be read.

    Args:
        notebook: its text.
        indicators: the ids of the measures that there are.
    """
    known, named = set(indicators), set[str]()
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "code":
            try:
                code = ast.parse("".join(cell["source"]))
            except SyntaxError:
                return None
            if not _shows_what_it_names(code, known):
                return None
            named |= _strings(code) & known
    return named


def _shows_what_it_names(code: ast.AST, indicators: set[str]) -> bool:
    """Whether a cell uses the page for its own measures alone, or in calls that name the measure."""
    bounded: set[ast.AST] = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and node.attr in OWN:
            bounded.add(node.value)
        if isinstance(node, ast.Call) and any(_strings(word) & indicators for word in node.args):
            bounded |= {node.func.value} if isinstance(node.func, ast.Attribute) else set()
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(f"{YOUNG_PEOPLE}."):
            bounded |= {*node.args}  # its figures are those of its own file
        if isinstance(node, ast.Assign) and _opens(node.value) and ast.unparse(node.targets[0]) != PAGE:
            return False
    return all(node in bounded for node in ast.walk(code) if _reads_page(node))


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == OPENS


def _reads_page(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == PAGE and isinstance(node.ctx, ast.Load)


def _strings(code: ast.AST) -> set[str]:
    return {
        node.value
        for node in ast.walk(code)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _tagged(cells: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [
        cell
        for cell in cells
        if cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", [])
    ]
