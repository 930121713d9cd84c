"""One page drawn: the right one, and nothing of where it was drawn."""

import dataclasses

import pytest
from support.command import ROOT
from support.small_edition import sheet_of, small_edition

from careboard import notebook_source
from careboard.errors import Problem
from careboard.execute import draw_page
from careboard.execute.workers import Staying, run

FRONT_DOOR = notebook_source.notebooks()["front_door"]


def test_the_page_asked_for_is_drawn():
    drawn = draw_page.draw(sheet_of(small_edition()))
    assert "<h1>Front door" in drawn.html and str(ROOT) not in drawn.html + drawn.notebook
    assert '"papermill"' not in drawn.notebook and "injected-parameters" in drawn.notebook


def test_a_page_and_its_notebook_have_the_same_bytes_each_time():
    first, second = draw_page.draw(sheet_of(small_edition())), draw_page.draw(sheet_of(small_edition()))
    assert (first.html, first.notebook) == (second.html, second.notebook)


def test_a_notebook_that_opens_another_page_is_refused():
    with pytest.raises(Problem, match="drew front_door for county, 2019-10 instead"):
        draw_page.draw(sheet_of(small_edition(), "workforce", notebook=FRONT_DOOR))


def test_a_notebook_that_writes_its_own_area_is_refused():
    with pytest.raises(Problem, match="asked for area lornmere, and the page drew county"):
        draw_page.draw(
            sheet_of(
                small_edition(),
                area="lornmere",
                notebook=FRONT_DOOR.replace("area=area", 'area=\\"county\\"'),
            )
        )


def test_a_cell_that_stops_is_named_without_its_message():
    with pytest.raises(Problem, match=r"stopped at cell 'in-short' \(AttributeError\)"):
        draw_page.draw(
            sheet_of(small_edition(), notebook=FRONT_DOOR.replace("page.in_short()", "page.in_shrot()"))
        )


def test_a_chart_that_may_not_be_published_is_told_with_its_cell_and_its_reason():
    faulty = FRONT_DOOR.replace("says=says", "says=None")
    with pytest.raises(Problem, match=r"stopped at cell 'areas-in-time' \(says is missing\. Give what"):
        draw_page.draw(sheet_of(small_edition(), notebook=faulty))


def test_the_figures_of_a_pages_charts_are_its_download_in_the_columns_of_figures_csv():
    [head, *rows] = draw_page.draw(sheet_of(small_edition())).figures.splitlines()
    assert head == ",".join(["chart", *small_edition().figures.heading.strip().split(",")])
    assert rows and all(row.startswith("areas-in-time,assessments_within_45_working_days,") for row in rows)
    published = set(small_edition().figures.text.splitlines())
    assert len(rows) == len({row.partition(",")[2] for row in rows})
    latest = [row.split(",") for row in rows if ",2019-10," in row]
    assert {row[4] for row in latest} >= {"county", "north"} and len(published) > len(rows)


def test_a_page_leads_to_a_download_of_its_charts_only_where_there_is_one():
    for area in ("county", "unallocated"):
        for page in ("child_protection", "front_door", "board_summary"):
            drawn = draw_page.draw(sheet_of(small_edition(), page, area=area))
            assert (f'href="{page}.csv"' in drawn.html) == bool(drawn.figures), (area, page)


def test_a_page_without_a_chart_of_its_own_has_no_download():
    assert draw_page.draw(sheet_of(small_edition(), "board_summary")).figures == ""


def test_what_an_analyst_tries_out_is_neither_run_nor_shown():
    drawn = draw_page.draw(sheet_of(small_edition()))
    assert "Try things out" not in drawn.html + drawn.notebook and "explore" not in drawn.notebook


def test_a_worker_with_other_code_draws_nothing():
    with pytest.raises(Problem, match="another version of careboard"):
        draw_page.draw(dataclasses.replace(sheet_of(small_edition()), code="of another day"))


def test_pages_drawn_in_a_process_that_stays_are_those_of_a_process_of_their_own():
    tasks = [sheet_of(small_edition(), page) for page in ("front_door", "placements", "front_door")]
    with Staying(1, "careboard.execute.draw_page") as executor:
        stayed = [done.result.html for done in run(executor, draw_page.draw, tasks, 1)]
    assert stayed == [draw_page.draw(task).html for task in tasks]
