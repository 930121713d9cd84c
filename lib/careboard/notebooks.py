"""What a page's notebook must be before it is run, and which parameters it may be given.

Importing this module costs no nbformat: a build in which nothing changed checks notebooks too.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from careboard.problems import unknown

PARAMETERS = {"period", "area"}


def faults(notebook: Path) -> list[str]:
    """What is wrong with a notebook before it is run: papermill would draw the default area of one that lost its tag."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return [f"notebooks/{notebook.name}: not readable as a notebook. Fetch it again from the suite."]
    tagged = _tagged(cells)
    if len(tagged) != 1:
        return [f"notebooks/{notebook.name}: {len(tagged)} cells are tagged 'parameters', exactly one is wanted. Tag the cell that sets period and area."]
    named = set(assigned("".join(tagged[0]["source"])))
    if named != PARAMETERS:
        return [f"notebooks/{notebook.name}, cell '{tagged[0].get('id', 'parameters')}': sets {', '.join(sorted(named)) or 'nothing'}, and should set exactly {' and '.join(sorted(PARAMETERS))}."]
    return []


def misgiven(given: Iterable[str], cells: Sequence[Any]) -> str:
    """Why a notebook of these cells must not be run with parameters of these names; '' where it may.

    papermill would warn of a name that the notebook does not know, and draw the page for the default of the name meant.
    """
    given = sorted(given)
    tagged = _tagged(cells)
    if given and not tagged:
        return f"the notebook has no cell tagged 'parameters', so it would not take {' and '.join(given)}. Tag the cell that sets {' and '.join(sorted(PARAMETERS))}."
    known = {name for cell in tagged[:1] for name in assigned("".join(cell["source"]))}  # papermill heeds the first
    return "\n".join(unknown("", "parameter", name, known) for name in given if name not in known)


def assigned(source: str) -> dict[str, Any]:
    """The names that a cell sets, each with its value where that is written out, else None; nothing where it is no Python."""
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return {}
    found: dict[str, Any] = {}
    for line in lines:
        targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
        value = line.value.value if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(line.value, ast.Constant) else None
        found |= {target.id: value for target in targets if isinstance(target, ast.Name)}
    return found


def _tagged(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", [])]


def questions(notebook: str, indicators: Iterable[str]) -> list[tuple[str, str, list[str]]]:
    """A notebook's headings: each with the name of the cell below it, and the measures that this cell names, in its order.

    The cell's name is the first measure that it names, or what it calls of the page, such as 'going_well'.
    """
    known, heading, found = set(indicators), "", list[tuple[str, str, list[str]]]()
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = next((line.lstrip("# ").strip() for line in source.splitlines() if line.startswith("## ")), "")
        elif heading:
            nodes = list(ast.walk(ast.parse(source)))
            ids = [node.value for node in nodes if isinstance(node, ast.Constant) and node.value in known]
            called = next((node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)), "")
            found.append((heading, ids[0] if ids else called, ids))
    return found
