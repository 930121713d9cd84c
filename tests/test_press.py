"""One page drawn: the right one, and nothing of where it was drawn."""

import shutil

import pytest
from careboard import press
from careboard.problems import Problem
from conftest import ROOT
from editions import small_edition_in


@pytest.fixture
def edition(tmp_path):
    return small_edition_in(tmp_path / "edition")


def sheet(edition, notebook=ROOT / "notebooks" / "front_door.ipynb", area="county"):
    return press.Sheet(notebook, area, "2019-10", edition)


def test_the_page_asked_for_is_drawn(edition):
    printed = press.draw(sheet(edition))
    assert "<h1>Front door" in printed.html and str(edition) not in printed.html + printed.notebook
    assert '"papermill"' not in printed.notebook and "injected-parameters" in printed.notebook


def test_a_page_and_its_notebook_have_the_same_bytes_each_time(edition):
    assert press.draw(sheet(edition)) == press.draw(sheet(edition))


def test_a_notebook_that_opens_another_page_is_refused(edition, tmp_path):
    book = tmp_path / "workforce.ipynb"
    shutil.copy(ROOT / "notebooks" / "front_door.ipynb", book)
    with pytest.raises(Problem, match="drew front_door for county, 2019-10 instead"):
        press.draw(sheet(edition, book))


def test_a_notebook_that_writes_its_own_area_is_refused(edition, tmp_path):
    book = tmp_path / "front_door.ipynb"
    text = (ROOT / "notebooks" / "front_door.ipynb").read_text(encoding="utf-8")
    book.write_text(text.replace("area=area", 'area=\\"county\\"'), encoding="utf-8")
    with pytest.raises(Problem, match="asked for area lornmere, and the page drew county"):
        press.draw(sheet(edition, book, "lornmere"))


def test_a_cell_that_stops_is_named_without_its_message(edition, tmp_path):
    book = tmp_path / "front_door.ipynb"
    text = (ROOT / "notebooks" / "front_door.ipynb").read_text(encoding="utf-8")
    book.write_text(text.replace("page.in_short()", "page.in_shrot()"), encoding="utf-8")
    with pytest.raises(Problem, match=r"stopped at cell 'in-short' \(AttributeError\)"):
        press.draw(sheet(edition, book))
