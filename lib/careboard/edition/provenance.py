"""What an edition was made by, as digests: definitions, counting, and which areas belong together.

Two builds are told apart by them: whether a figure moved because its definition did. Only what counts is
taken: import lines, the module in which something stands, comments, docstrings, worked examples, owners and
review dates change no figure. Digests of another SCHEME were taken in another way and say nothing about
these. Importing this module costs no pandas.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from careboard.params.areas import Areas
from careboard.params.models import Standards
from careboard.paths import LIBRARY
from careboard.records.schema import TABLES

# of 1 were the digests that changed with import lines; raise it when a digest is taken in another way
SCHEME = 2
INDICATORS = LIBRARY / "indicators"
# all that reads an extract and counts it, the definitions aside; a test holds the list against what these
# import
COUNTING = (
    "periods.py",
    "disclosure/*.py",
    "records/*.py",
    "intake/*.py",
    "intake/cells/*.py",
    "indicators/*.py",
    "figures/aggregation.py",
    "figures/allocation.py",
    "figures/case_windows.py",
    "figures/columns.py",
    "figures/corrections.py",
    "figures/counting.py",
    "figures/population.py",
    "figures/rounding.py",
)
# what every definition uses is the suite's own counting
SHARED = {"careboard.indicators", "careboard.indicators.cases"}
# settings of an indicator that change its figures
DECIDING = {"kind", "good", "unit", "windows", "whole_authority_only"}
SHORT = 16


def made_by(standards: Standards, areas: Areas, extract: str | None) -> dict[str, Any]:
    """What two editions are told apart by.

    Args:
        standards: the council's own, which definitions refer to.
        areas: which area belongs to which, and when.
        extract: the extract's fingerprint, None where it has none.

    Returns:
        scheme: by which way the digests were taken; those of two ways cannot be compared.
        definitions: id -> digest of its rule, and of the local standards that it names.
        counting: a digest of all that reads and counts.
        areas: id -> digest of the areas that belong to it, and when.
        extract: the extract's fingerprint, '' where it has none.
    """
    return {
        "scheme": SCHEME,
        "definitions": definition_digests(standards),
        "counting": counting_digest(),
        "areas": {ident: _short(_below(areas, ident)) for ident in areas.areas},
        "extract": extract or "",
    }


def definition_digests(standards: Standards) -> dict[str, str]:
    """A digest of each indicator's rule.

    It is of its own file, of the modules of its page that it imports, and of the local standards that they
    name.

    Args:
        standards: the council's own.

    Returns:
        indicator -> digest.
    """
    digests = {}
    for file in sorted(INDICATORS.glob("*/*.py")):
        modules = [_read(part) for part in _with_imports(file)]
        named = sorted(
            set(type(standards).model_fields) & {name for module in modules for name in module.attributes}
        )
        settings = (f"{name} {getattr(standards, name)}" for name in named)
        digests[file.stem] = _short([*sorted(line for module in modules for line in module.rule), *settings])
    return digests


@lru_cache(maxsize=1)
def tables_read() -> dict[str, frozenset[str]]:
    """The tables of records that each definition names, in its own file or in those that it imports.

    Returns:
        indicator -> names of records.schema.TABLES.
    """
    return {
        file.stem: frozenset(TABLES)
        & {name for part in _with_imports(file) for name in _read(part).attributes}
        for file in sorted(INDICATORS.glob("*/*.py"))
    }


@lru_cache(maxsize=1)
def counting_digest() -> str:
    """A digest of all that reads an extract and counts it, the definitions aside."""
    files = {file for pattern in COUNTING for file in LIBRARY.glob(pattern)}
    return _short(sorted(line for file in files for line in _read(file).rule))


def _below(areas: Areas, ident: str) -> list[str]:
    """Each area that belongs to one, with the days between which it does."""
    found = []
    for below, area in areas.areas.items():
        for parent in area.parents:
            if parent.area == ident:
                found += [f"{below} {parent.from_} {parent.to}", *_below(areas, below)]
    return found


class Module(NamedTuple):
    """A module read.

    Attributes:
        rule: its statements, each written in one way, without what changes no figure.
        imports: the names of the modules that it imports.
        attributes: the names that it asks things for.
    """

    rule: list[str]
    imports: list[str]
    attributes: set[str]


@lru_cache(maxsize=512)
def _read(file: Path) -> Module:
    code = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(ast.walk(code))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    imports = [
        name
        for node in froms
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    ]
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    rule = [ast.dump(statement) for statement in _Rule(froms).visit(code).body]
    return Module(rule, [name for name in imports if name], attributes)


class _Rule(ast.NodeTransformer):
    """Takes out of a module what changes no figure: imports, docstrings, examples, settings that are words.

    A name stands by itself, whatever it was imported as and from wherever.
    """

    def __init__(self, imports: Iterable[ast.ImportFrom]):
        ours = [
            alias for node in imports if (node.module or "").startswith("careboard") for alias in node.names
        ]
        self._own_name = {alias.asname or alias.name: alias.name for alias in ours}

    def visit_Import(self, node: ast.Import) -> None:
        return None

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        return None

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._own_name.get(node.id, node.id), node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id in self._own_name and node.value.id.islower():
            # a name of one of our modules: it may be asked for in another way
            return ast.Name(node.attr, node.ctx)
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        call = node.value.func if isinstance(node.value, ast.Call) else None
        example = isinstance(call, ast.Name) and call.id == "example"
        words = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if example or words else self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "indicator":
            node.keywords = [
                keyword for keyword in node.keywords if keyword.arg in DECIDING or keyword.arg is None
            ]
        return self.generic_visit(node)


def _with_imports(file: Path) -> list[Path]:
    """A definition's file and the modules of indicators/ that it imports, and those that these import."""
    found, ahead = [file], [file]
    while ahead:
        for module in _imported(ahead.pop()):
            if module not in found:
                found.append(module)
                ahead.append(module)
    return found


def _imported(file: Path) -> list[Path]:
    ours = (
        name
        for name in _read(file).imports
        if name.startswith("careboard.indicators.") and name not in SHARED
    )
    paths = [LIBRARY.joinpath(*name.split(".")[1:]).with_suffix(".py") for name in ours]
    return [path for path in dict.fromkeys(paths) if path.is_file()]


def _short(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:SHORT]
