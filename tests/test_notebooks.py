"""What is stored in notebooks/, and what is refused before one is run."""

import ast
import json
import re

import pytest
from support.command import ROOT

from careboard.notebook_source import faults, published_source

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def is_explore(cell):
    return "explore" in cell["metadata"].get("tags", [])


def read(book):
    return json.loads(book.read_text(encoding="utf-8"))


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_notebook_is_as_the_house_wants_it(book):
    cells = [cell for cell in read(book)["cells"] if not is_explore(cell)]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(cells) <= 30 and not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert all(cell["id"].replace("-", "").replace("_", "").isalpha() for cell in cells)
    for cell in code:
        source = "".join(cell["source"])
        assert len(source.strip().splitlines()) <= 5
        banned = (ast.FunctionDef, ast.For, ast.If, ast.Try, ast.While, ast.With)
        body = ast.parse(source).body
        assert not any(isinstance(node, banned) for node in ast.walk(ast.parse(source)))
        # a cell shows what its last line gives: a piece above it would be on no page
        assert not any(isinstance(node, ast.Expr) for node in body[:-1])
    assert faults(book) == []


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_every_notebook_ends_with_questions_to_try_things_out(book):
    cells = read(book)["cells"]
    explore = [cell for cell in cells if is_explore(cell)]
    assert explore == cells[-len(explore) :]
    headings, code = explore[::2], explore[1::2]
    assert 1 <= len(code) <= 3 and len(headings) == len(code)
    assert "".join(headings[0]["source"]).startswith("# Try things out\n")
    for heading, cell in zip(headings, code, strict=True):
        assert re.search(r"^## .+\?$", "".join(heading["source"]), re.MULTILINE)
        lines = "".join(cell["source"]).strip().splitlines()
        assert cell["cell_type"] == "code" and len(lines) <= 12 and max(map(len, lines)) <= 110
        last = ast.parse("\n".join(lines)).body[-1]
        assert isinstance(last, ast.Expr) and isinstance(last.value, ast.JoinedStr)  # the finding
        assert "page.figures(" in "".join(cell["source"]) and not cell["outputs"]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_what_is_tried_out_is_no_part_of_the_page(book):
    text = book.read_text(encoding="utf-8")
    published = json.loads(published_source(text))["cells"]
    assert published == [cell for cell in json.loads(text)["cells"] if not is_explore(cell)]
    assert published_source(published_source(text)) == published_source(text)


def test_every_page_of_figures_has_a_seaborn_chart_that_an_analyst_can_change():
    # one holds no figures of its own, one is seaborn's throughout, one has pictures in place of charts
    without = {"board_summary", "heat_map", "young_people"}
    for book in BOOKS:
        sources = ["".join(cell["source"]) for cell in read(book)["cells"] if not is_explore(cell)]
        charts = [source for source in sources if "page.chart(" in source and "seaborn." in source]
        assert len(charts) == (book.stem not in without)


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
