"""What is stored in notebooks/, and what is refused before one is run."""

import ast
import json

import pytest
from support.command import ROOT

from careboard.notebook_source import faults

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def read(book):
    return json.loads(book.read_text(encoding="utf-8"))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_notebook_is_as_the_house_wants_it(book):
    cells = read(book)["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(cells) <= 30 and not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert all(cell["id"].replace("-", "").replace("_", "").isalpha() for cell in cells)
    for cell in code:
        source = "".join(cell["source"])
        assert len(source.strip().splitlines()) <= 5
        banned = (ast.FunctionDef, ast.For, ast.If, ast.Try, ast.While, ast.With)
        assert not any(isinstance(node, banned) for node in ast.walk(ast.parse(source)))
    assert faults(book) == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_opens_the_page_of_its_own_name(book):
    source = "\n".join("".join(cell["source"]) for cell in read(book)["cells"])
    assert f'open_page("{book.stem}", period=period, area=area)' in source


def changed(tmp_path, change):
    book = read(BOOKS[0])
    change(next(cell for cell in book["cells"] if cell.get("metadata", {}).get("tags") == ["parameters"]))
    path = tmp_path / BOOKS[0].name
    path.write_text(json.dumps(book), encoding="utf-8")
    return faults(path)


def test_a_lost_tag_is_told_before_the_default_area_is_drawn(tmp_path):
    assert (
        "0 cells are tagged 'parameters'" in changed(tmp_path, lambda cell: cell["metadata"].pop("tags"))[0]
    )


def test_a_misspelt_parameter_is_told(tmp_path):
    def misspell(cell):
        cell["source"] = "".join(cell["source"]).replace("area", "aera")

    assert "sets aera, period, and should set exactly area and period" in changed(tmp_path, misspell)[0]


def test_a_file_that_is_no_notebook_is_told(tmp_path):
    (tmp_path / "x.ipynb").write_text("{", encoding="utf-8")
    assert "not readable as a notebook" in faults(tmp_path / "x.ipynb")[0]
