"""One page drawn: the right one, and nothing of where it was drawn."""

import dataclasses

import pytest
from careboard import press
from careboard.problems import Problem
from careboard.workers import Staying, run
from editions import NOTEBOOKS, sheet_of, small_edition
from running import ROOT

FRONT_DOOR = (NOTEBOOKS / "front_door.ipynb").read_text(encoding="utf-8")


def test_the_page_asked_for_is_drawn():
    printed = press.draw(sheet_of(small_edition()))
    assert "<h1>Front door" in printed.html and str(ROOT) not in printed.html + printed.notebook
    assert '"papermill"' not in printed.notebook and "injected-parameters" in printed.notebook


def test_a_page_and_its_notebook_have_the_same_bytes_each_time():
    first, second = press.draw(sheet_of(small_edition())), press.draw(sheet_of(small_edition()))
    assert (first.html, first.notebook) == (second.html, second.notebook)


def test_a_notebook_that_opens_another_page_is_refused():
    with pytest.raises(Problem, match="drew front_door for county, 2019-10 instead"):
        press.draw(sheet_of(small_edition(), "workforce", notebook=FRONT_DOOR))


def test_a_notebook_that_writes_its_own_area_is_refused():
    with pytest.raises(Problem, match="asked for area lornmere, and the page drew county"):
        press.draw(sheet_of(small_edition(), area="lornmere", notebook=FRONT_DOOR.replace("area=area", 'area=\\"county\\"')))


def test_a_cell_that_stops_is_named_without_its_message():
    with pytest.raises(Problem, match=r"stopped at cell 'in-short' \(AttributeError\)"):
        press.draw(sheet_of(small_edition(), notebook=FRONT_DOOR.replace("page.in_short()", "page.in_shrot()")))


def test_a_worker_with_other_code_draws_nothing():
    with pytest.raises(Problem, match="another version of careboard"):
        press.draw(dataclasses.replace(sheet_of(small_edition()), code="of another day"))


def test_pages_drawn_in_a_process_that_stays_are_those_of_a_process_of_their_own():
    sheets = [sheet_of(small_edition(), page) for page in ("front_door", "placements", "front_door")]
    with Staying(1, "careboard.press") as executor:
        stayed = [done.result.html for done in run(executor, press.draw, sheets, 1)]
    assert stayed == [press.draw(sheet).html for sheet in sheets]
