"""A notebook that has run: with which parameters, and what it says that it drew."""

from __future__ import annotations

from typing import Any

import nbformat

from careboard.errors import Problem
from careboard.notebook_source import assignments
from careboard.pages.open import DRAWN
from careboard.pieces import CHART_FIGURES

# the cells that set them, those put in by papermill last
PARAMETER_TAGS = ("parameters", "injected-parameters")


def parameters(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """The period and area that the notebook was run with."""
    found: dict[str, Any] = {}
    for tag in PARAMETER_TAGS:
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                values = assignments(cell.source)
                found |= {name: value for name, value in values.items() if value is not None}
    return found | dict(notebook.metadata.get("papermill", {}).get("parameters", {}))


def chart_figures(notebook: nbformat.NotebookNode) -> list[list[Any]]:
    """The figures of the charts that the notebook put on its page: of each the cell's id, then its row."""
    return [
        [cell.id, *row]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for row in output.get("data", {}).get(CHART_FIGURES, [])
    ]


def page_drawn(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """What the page says it drew: page, period and area.

    Raises:
        Problem: where a cell stopped, or where that is not what was asked for.
    """
    declared: list[dict[str, str]] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise Problem(f"stopped at cell '{cell.id}': {output.ename}: {output.evalue}")
            if DRAWN in output.get("data", {}):
                declared.append(output.data[DRAWN])
    if len(declared) != 1:
        raise Problem(
            f"a page's notebook calls open_page once; this one was found to call it {len(declared)} times."
        )
    drawn, given = declared[0], parameters(notebook)
    for name in ("period", "area"):
        if name in given and given[name] != drawn[name]:
            raise Problem(
                f"{drawn['page']}: asked for {name} {given[name]}, and the page drew {drawn[name]}."
                " Is the cell with the parameters still tagged 'parameters'?"
            )
    return dict(drawn)
