"""What the documents say of the library's shape is what its code has."""

import re
from importlib import import_module
from importlib.util import find_spec

import pytest
from support.command import ROOT
from test_order import ALLOWED, LIBRARY, MODULES, TOP, imports

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PICTURE = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
PATH = re.compile(r"\b(?:lib|tests|params|notebooks|docs)/[\w./<>-]*[\w/>]")
SAID = re.compile(r"`([^`\n]+)`")


def arrows(document: str) -> set[tuple[str, str]]:
    """The arrows of a document's picture: a line `a --> b & c` has two."""
    (picture,) = PICTURE.findall(document)
    lines = (line.split("-->") for line in picture.splitlines() if "-->" in line)
    return {(start.strip(), end.strip()) for start, ends in lines for end in ends.split("&")}


def rows(document: str) -> dict[str, list[str]]:
    """The cells of the table of packages behind the first, by what stands in that."""
    head = "| Package | What comes in, what goes out | Imports from | Open first |\n|---|---|---|---|\n"
    table = document.split(head)[1].split("\n\n")[0]
    cells = ([cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines())
    return {first: rest for first, *rest in cells}


def in_backticks(document: str) -> list[str]:
    """What stands in backticks, pictures and other blocks of code left out."""
    return SAID.findall(re.sub(r"```.*?```", "", document, flags=re.DOTALL))


def names_of_the_library(document: str) -> list[str]:
    """Dotted names in backticks that begin with the library, one of its packages or a module at its top."""
    first = {"careboard", *ALLOWED, *TOP}
    names = (text for text in in_backticks(document) if NAME.fullmatch(text))
    return sorted({name for name in names if "." in name and name.split(".")[0] in first})


def there_is(name: str) -> bool:
    """Whether a dotted name is a module of the library, or stands in one; `careboard.` may be left out."""
    parts = ["careboard", *name.removeprefix("careboard.").split(".")]
    module, place = parts.pop(0), import_module("careboard").__spec__
    while parts and place.submodule_search_locations and (found := find_spec(f"{module}.{parts[0]}")):
        module, place = f"{module}.{parts.pop(0)}", found
    if not parts:
        return True  # and it need not be imported: some modules do much when they are
    thing = import_module(module)
    for part in parts:
        if not hasattr(thing, part):  # a field of a dataclass may stand in its annotations alone
            return part == parts[-1] and part in getattr(thing, "__annotations__", {})
        thing = getattr(thing, part)
    return True


def missing_paths(document: str) -> list[str]:
    """The paths of the repository that a document names and that are not there; `<page>` is any name."""
    named = sorted(set(PATH.findall(document)))
    return [path for path in named if not list(ROOT.glob(re.sub(r"<\w+>", "*", path).rstrip("/")))]


def test_the_picture_has_an_arrow_for_each_pair_of_packages_of_which_one_imports_from_the_other():
    there = {
        (package, place)
        for path in MODULES
        for place, _ in imports(path)
        if (package := path.relative_to(LIBRARY).parts[0]) in ALLOWED and place in ALLOWED
    }
    assert arrows(ARCHITECTURE) == {(package, place) for package, place in there if package != place}


def test_the_table_has_each_package_with_the_imports_that_are_allowed_it():
    table = {package: cells[1] for package, cells in rows(CONTRIBUTING).items()}
    allowed = {package: set(cell.split(", ")) - {"none"} for package, cell in table.items()}
    assert allowed == ALLOWED


def test_the_table_has_the_packages_in_an_order_in_which_data_goes_down():
    order = list(rows(CONTRIBUTING))
    assert all(order.index(below) < order.index(package) for package in order for below in ALLOWED[package])


def test_the_table_says_of_each_package_which_of_its_modules_to_open_first():
    for package, (*_, first) in rows(CONTRIBUTING).items():
        named = SAID.findall(first)
        assert named and all(name.startswith(f"{package}.") for name in named), package


@pytest.mark.parametrize("name", sorted({"errors", *names_of_the_library(ARCHITECTURE + CONTRIBUTING)}))
def test_every_name_in_the_documents_stands_in_the_library(name):
    assert there_is(name)


@pytest.mark.parametrize(
    "name", ["figures.counting.Counting.counts", "figures.count", "edition.edition.Edition.texts", "x.y"]
)
def test_a_name_that_is_not_there_would_be_found(name):
    assert not there_is(name)


def test_the_architecture_has_nothing_in_backticks_but_names_of_the_library_and_paths():
    known = {*names_of_the_library(ARCHITECTURE), *TOP, *ALLOWED, "careboard."}
    other = {text for text in in_backticks(ARCHITECTURE) if text not in known and not PATH.fullmatch(text)}
    assert other == {"count", "Counting"}  # of the sentence that says how names are read


@pytest.mark.parametrize("document", [ARCHITECTURE, CONTRIBUTING], ids=["architecture", "contributing"])
def test_every_path_in_the_documents_is_there(document):
    assert PATH.search(document) and missing_paths(document) == []


def test_a_path_that_is_not_there_would_be_found():
    said = "`lib/careboard/batch.py`, `lib/careboard/indicators/<page>/` and tests/test_order.py."
    assert missing_paths(said) == ["lib/careboard/batch.py"]
