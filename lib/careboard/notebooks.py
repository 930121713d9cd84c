"""What a page's notebook must be before it is run.

Importing this module costs no nbformat: a build in which nothing changed checks notebooks too.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

PARAMETERS = {"period", "area"}


def faults(notebook: Path) -> list[str]:
    """What is wrong with a notebook before it is run: papermill would draw the default area of one that lost its tag."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return [f"notebooks/{notebook.name}: not readable as a notebook. Fetch it again from the suite."]
    tagged = [cell for cell in cells if cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        return [f"notebooks/{notebook.name}: {len(tagged)} cells are tagged 'parameters', exactly one is wanted. Tag the cell that sets period and area."]
    try:
        named = {target.id for line in ast.parse("".join(tagged[0]["source"])).body if isinstance(line, ast.Assign) for target in line.targets if isinstance(target, ast.Name)}
    except SyntaxError:
        named = set()
    if named != PARAMETERS:
        return [f"notebooks/{notebook.name}, cell '{tagged[0].get('id', 'parameters')}': sets {', '.join(sorted(named)) or 'nothing'}, and should set exactly {' and '.join(sorted(PARAMETERS))}."]
    return []
