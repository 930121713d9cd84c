"""What an edition was made by, as digests: each definition, the suite's own counting, which areas belong together.

Two builds are told apart by them: whether a figure moved because its definition did. Only what counts is taken:
comments, docstrings, worked examples, owners and review dates change no figure. Importing this module costs no pandas.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from careboard.settings import Areas, Standards

LIBRARY = Path(__file__).parent
INDICATORS = LIBRARY / "indicators"
COUNTING = ("intake/*.py", "tables.py", "codes.py", "lookup.py", "periods.py", "placing.py", "population.py", "corrections.py", "results.py", "disclosure.py", "indicators/__init__.py", "indicators/cases.py")
SHARED = {"careboard.indicators", "careboard.indicators.cases"}  # what every definition uses is the suite's own counting
DECIDES = {"kind", "good", "unit", "windows", "whole_authority_only"}  # the settings of an indicator that change its figures
SHORT = 16


def made_by(standards: Standards, areas: Areas, extract: str | None) -> dict[str, Any]:
    """What two editions are told apart by.

    definitions: id -> digest of its rule, and of the local standards that it names. counting: of all that reads and
    counts. areas: id -> of the areas that belong to it, and when. extract: the extract's fingerprint, '' where it has none.
    """
    return {"definitions": definitions(standards), "counting": counting(), "areas": {id: _short(_below(areas, id)) for id in areas.areas}, "extract": extract or ""}


def definitions(standards: Standards) -> dict[str, str]:
    """Indicator -> digest of its rule: its own file, the modules of its page that it imports, and the local standards that they name."""
    found = {}
    for file in sorted(INDICATORS.glob("*/*.py")):
        parts = _reached(file)
        named = sorted(set(type(standards).model_fields) & {name for part in parts for name in _read(part).asked})
        found[file.stem] = _short([*(_read(part).rule for part in parts), *(f"{name} {getattr(standards, name)}" for name in named)])
    return found


@lru_cache(maxsize=1)
def counting() -> str:
    """A digest of all that reads an extract and counts it, the definitions aside."""
    return _short(_read(file).rule for pattern in COUNTING for file in sorted(LIBRARY.glob(pattern)))


def _below(areas: Areas, id: str) -> list[str]:
    """Each area that belongs to one, with the days between which it does."""
    found = []
    for below, told in areas.areas.items():
        for parent in told.parents:
            if parent.area == id:
                found += [f"{below} {parent.from_} {parent.to}", *_below(areas, below)]
    return found


class Read(NamedTuple):
    """A module read: its rule, written in one way; the modules that it imports; the names that it asks things for."""

    rule: str
    imports: list[str]
    asked: set[str]


@lru_cache(maxsize=512)
def _read(file: Path) -> Read:
    code = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(ast.walk(code))
    imports = [name for node in nodes if isinstance(node, ast.ImportFrom) and node.module for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))]
    asked = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return Read(ast.dump(_Counted().visit(code)), imports, asked)


class _Counted(ast.NodeTransformer):
    """Takes docstrings, worked examples, and the settings that say nothing of the figure, out of a module."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        example = isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "example"
        words = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if example or words else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "indicator":
            node.keywords = [keyword for keyword in node.keywords if keyword.arg in DECIDES or keyword.arg is None]
        return self.generic_visit(node)


def _reached(file: Path) -> list[Path]:
    """A definition's file and the modules of indicators/ that it imports, and those that these import."""
    found, ahead = [file], [file]
    while ahead:
        for part in _imported(ahead.pop()):
            if part not in found:
                found.append(part)
                ahead.append(part)
    return [file, *sorted(found[1:])]


def _imported(file: Path) -> list[Path]:
    wanted = [name for name in _read(file).imports if name.startswith("careboard.indicators.") and name not in SHARED]
    paths = [LIBRARY.joinpath(*name.split(".")[1:]).with_suffix(".py") for name in wanted]
    return [path for path in dict.fromkeys(paths) if path.is_file()]


def _short(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:SHORT]
