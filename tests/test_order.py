"""Data goes one way: each package imports from those below it alone, and only what they offer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import ROOT

LIBRARY = ROOT / "lib" / "careboard"
TOP = {
    "errors",
    "paths",
    "periods",
    "formatting",
    "files",
    "fingerprints",
    "notebook_source",
    "nouns",
    "permissions",
    "pieces",
}
BELOW_FIGURES = {"records", "params", "intake", "indicators"}
BELOW_EDITION = {"params", "intake", "indicators", "figures"}  # without the tables of records
# package -> the packages that it imports from, beside the modules at the top
ALLOWED = {
    "records": set(),
    "params": set(),
    "sample": set(),
    "intake": {"records", "params", "sample"},
    "indicators": {"records", "params"},
    "figures": BELOW_FIGURES,
    "attack": set(),
    "disclosure": {"params", "indicators", "figures"},
    "edition": BELOW_FIGURES | {"figures", "disclosure"},
    "charts": {"figures"},
    "commentary": {"params", "figures", "edition"},
    "plots": {"figures", "edition", "charts", "commentary"},
    "parts": {"params", "figures", "edition", "charts"},
    "pages": {"edition", "charts", "plots", "parts"},
    "publish": {"records", "params", "indicators", "figures", "edition", "charts", "parts", "pages"},
    "execute": {"figures", "edition", "pages", "publish"},
    "history": {"figures", "edition", "publish"},
    "build": BELOW_EDITION | {"disclosure", "edition", "commentary", "publish", "execute", "history"},
    "cli": BELOW_EDITION | {"attack", "edition", "commentary", "publish", "execute", "history", "build"},
}
OF_TOP = {
    "errors": set(),
    "paths": set(),
    "permissions": set(),
    "files": {"errors", "permissions"},
    "periods": {"errors"},
    "nouns": set(),
    "formatting": {"periods", "nouns"},
    "fingerprints": {"paths"},
    "notebook_source": {"errors", "paths"},
    "pieces": {"formatting", "paths"},
    "__main__": {"cli"},
    "__init__": {"pages"},  # hands on open_page, when it is asked for
}
MOST_LETTERS, MOST_LINES, MOST_OF_PAGES, MOST_OF_FUNCTION, MOST_METHODS = 110, 300, 700, 40, 20
MODULES = sorted(LIBRARY.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """What a module imports of the library: the package or top module, and the name taken from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "careboard":
            for alias in node.names:
                place = [*node.module.split("."), alias.name][1]
                if place not in ("__version__", "lazy_names"):  # of the package itself
                    yield place, alias.name
        if isinstance(node, ast.Import):
            yield from (
                (name.name.split(".")[1], "") for name in node.names if name.name.startswith("careboard.")
            )


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_there_is_no_package_and_no_module_that_the_table_does_not_know():
    assert {path.name for path in LIBRARY.iterdir() if (path / "__init__.py").is_file()} == set(ALLOWED)
    assert {path.stem for path in LIBRARY.glob("*.py")} == set(OF_TOP)


def test_each_package_imports_from_those_below_it_alone():
    wrong = set()
    for path in MODULES:
        package = path.relative_to(LIBRARY).parts[0].removesuffix(".py")
        allowed = ALLOWED[package] | TOP | {package} if package in ALLOWED else OF_TOP[package]
        wrong |= {(name_of(path), place) for place, _ in imports(path) if place not in allowed}
    assert wrong == set()


def test_nobody_takes_from_another_package_what_that_keeps_to_itself():
    private = {
        (name_of(path), name)
        for path in MODULES
        for place, name in imports(path)
        if name.startswith("_") and place != path.relative_to(LIBRARY).parts[0]
    }
    assert private == set()


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_says_what_comes_in_and_what_goes_out(package):
    face = ast.get_docstring(ast.parse((LIBRARY / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert len(face.split()) > 30
    modules = {path.stem for path in (LIBRARY / package).glob("*.py")} - {"__init__"}
    named = set(re.findall(r"[a-z_0-9]+", face))
    if package not in ("pages", "charts"):  # whose faces list the methods and shapes that are called
        assert len(modules & named) >= min(len(modules), 4)


def test_lines_functions_and_modules_stay_small():
    long_modules = {
        name_of(path): size
        for path in MODULES
        if (size := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    long_lines = {  # ruff lets a line pass whose end is a remark to a checker
        (name_of(path), number)
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > MOST_LETTERS
    }
    long_functions = {
        (name_of(path), node.name): size
        for path in MODULES
        for node in functions(path)
        if (size := node.end_lineno - node.lineno + 1) > MOST_OF_FUNCTION
    }
    assert long_modules == {} and long_functions == {} and long_lines == set()


def test_the_helper_that_notebooks_use_stays_small():
    from careboard.pages.page import Page

    lines = sum(
        len(path.read_text(encoding="utf-8").splitlines()) for path in (LIBRARY / "pages").glob("*.py")
    )
    methods = [name for name, value in vars(Page).items() if callable(value) and not name.startswith("_")]
    assert lines <= MOST_OF_PAGES and len(methods) <= MOST_METHODS
    assert all(f"page.{name}(" in vars(Page)[name].__doc__ for name in methods)  # each with an example
