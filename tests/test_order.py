"""Data goes one way: each module imports only from those above it."""

import ast

from running import ROOT

ORDER = ["problems", "periods", "wording", "lined", "agreed", "settings", "look", "keeping", "browsers", "codes", "tables", "intake", "sample", "sources", "lookup", "digests", "indicators", "placing", "population", "forked", "results", "worklists", "corrections", "disclosure", "comparators", "intervals", "variation", "standing", "commentary", "quoting", "typed", "recorded", "formed", "edition", "notebooks", "slicing", "published", "proof", "signing", "words", "drafting", "composing", "check", "charts", "shown", "pieces", "questions", "asked", "page", "shell", "engine", "publish", "front", "manual", "downloads", "workbook", "open_data", "dictionary", "sheets", "press", "warmed", "resetting", "workers", "cluster", "logbook", "progress", "asking", "editions", "pool", "staging", "stale", "shelf", "frozen", "spent", "changes", "moves", "since", "products", "beside", "pack", "batch", "watching", "preview", "explaining", "options", "writing", "cli", "__main__"]
LIBRARY = ROOT / "lib" / "careboard"


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1] for name in names if name.startswith("careboard."))


def rooms():
    return {path: path.relative_to(LIBRARY).parts[0].removesuffix(".py") for path in sorted(LIBRARY.rglob("*.py")) if path != LIBRARY / "__init__.py"}


def test_every_module_has_its_place_in_the_order():
    assert set(rooms().values()) == set(ORDER)


def test_each_module_imports_only_from_those_above_it():
    wrong = {(room, name) for path, room in rooms().items() for name in imported(path) if name in ORDER and ORDER.index(name) > ORDER.index(room)}
    assert wrong == set()
