"""A page's slice holds all that the page shows, and as little else as can be."""

import json

import pytest
from support.small_edition import sheet_of, small_edition

from careboard import notebook_source
from careboard.edition.edition import edition_files, edition_of_files
from careboard.edition.page_slice import PageSlices
from careboard.execute import draw_page

SLICES = PageSlices(small_edition())
BOOKS = notebook_source.notebooks()


def notebook(*cells):
    return json.dumps(
        {
            "cells": [
                {"cell_type": "code", "source": cell}
                for cell in ("page = open_page('front_door', period, area)", *cells)
            ]
        }
    )


def cut(area="county", page="front_door", text=BOOKS["front_door"], slices=SLICES):
    return edition_of_files(slices.cut(area, page, text).files)


def test_a_slice_holds_its_area_those_above_beside_and_below_and_no_other():
    for area, near in {
        "lornmere": {"county", "north", "lornmere", "sandhythe"},
        "north": {"county", "north", "east", "central", "unallocated", "lornmere", "sandhythe"},
        "county": {"county", "north", "east", "central", "unallocated"},
    }.items():
        shown = set(cut(area, text=BOOKS["front_door"].replace(", parts=True", "")).figures.frame().area)
        assert shown <= near and area in shown


def test_a_page_that_draws_each_district_holds_those_below_the_areas_below_too():
    assert set(cut("county").figures.frame().area) == {
        "county",
        "north",
        "east",
        "central",
        "unallocated",
        "lornmere",
        "sandhythe",
        "rennick_vale",
    }


def test_other_areas_breakdowns_stay_out():
    groups = cut("county").figures.frame()
    assert set(groups[groups.breakdown != "total"].area) == {"county"}


@pytest.mark.parametrize("page", BOOKS)
def test_a_page_drawn_from_its_slice_is_the_page_drawn_from_the_whole(page):
    sheet = sheet_of(small_edition(), page)
    whole = edition_files(small_edition())
    told = json.loads(whole["edition.json"])
    mine = json.loads(sheet.files["edition.json"])
    told["about"] |= {
        key: mine["about"][key] for key in ("fingerprint", "records_used", "records_set_aside", "since")
    }
    everything = draw_page.PageTask(
        page, "county", "2019-10", BOOKS[page], whole | {"edition.json": json.dumps(told)}
    )
    assert draw_page.draw(sheet).html == draw_page.draw(everything).html


def test_a_page_reaches_its_own_measures_and_those_that_it_names():
    reached = SLICES.reach("front_door", notebook("page.in_short()", "page.question('looked_after_rate')"))
    assert (
        "looked_after_rate" in reached
        and "re_referrals_within_12_months" in reached
        and "protection_plans" not in reached
    )


@pytest.mark.parametrize(
    "cell",
    ["page.to_improve()", "page.figures()", "page.edition.figures", "show(page)", "mine = page", "def ("],
)
def test_a_notebook_that_asks_for_more_than_it_names_reaches_all(cell):
    assert SLICES.reach("front_door", notebook(cell)) == list(small_edition().indicators)


def test_what_an_analyst_tries_out_widens_no_slice_and_changes_no_fingerprint():
    book = json.loads((notebook_source.NOTEBOOKS / "front_door.ipynb").read_text(encoding="utf-8"))
    tried = {"cell_type": "code", "id": "x", "metadata": {"tags": ["explore"]}, "source": "page.figures()"}
    wider = json.dumps(book | {"cells": [*book["cells"], tried]})
    assert "page.figures()" in wider
    assert notebook_source.published_source(wider) == BOOKS["front_door"]
    one, other = (
        SLICES.cut("county", "front_door", BOOKS["front_door"]),
        SLICES.cut("county", "front_door", notebook_source.published_source(wider)),
    )
    assert one.figures == other.figures and "protection_plans" not in SLICES.reach(
        "front_door", BOOKS["front_door"]
    )


def test_a_page_under_another_name_reaches_all():
    assert SLICES.reach("front_door", notebook("mine = open_page('front_door', period, area)")) == list(
        small_edition().indicators
    )


def changed(edit):
    files = edition_files(small_edition())
    edit(files)
    return PageSlices(edition_of_files(files))


def digests(slices):
    cuts = {
        (area, page): slices.cut(area, page, text)
        for area in slices.edition.areas
        for page, text in BOOKS.items()
    }
    return {name: (cut.figures, cut.words) for name, cut in cuts.items()}


def test_words_of_one_page_change_the_words_of_that_page_alone():
    def edit(files):
        files["words.json"] = files["words.json"].replace("second duty team", "third duty team")

    before, after = digests(SLICES), digests(changed(edit))
    assert {name for name in before if before[name] != after[name]} == {("county", "front_door")}
    assert before["county", "front_door"][0] == after["county", "front_door"][0]


def test_a_figure_of_one_district_changes_the_pages_that_show_it():
    def edit(files):
        before = "assessments_within_45_working_days,2019-10,month,sandhythe,total,,212.0,234.0,90.6"
        assert before in files["figures.csv"]
        files["figures.csv"] = files["figures.csv"].replace(
            before, "assessments_within_45_working_days,2019-10,month,sandhythe,total,,211.0,234.0,90.2"
        )

    before, after = digests(SLICES), digests(changed(edit))
    assert {name for name in before if before[name] != after[name]} == {
        (area, page)
        for area in ("north", "lornmere", "sandhythe")
        for page in ("front_door", "board_summary", "heat_map")
    } | {("county", "front_door"), ("county", "heat_map")}


def test_what_a_page_does_not_show_of_the_extract_leaves_it_alone():
    def edit(files):
        files["edition.json"] = files["edition.json"].replace('"records_used": 1204', '"records_used": 1205')

    before, after = digests(SLICES), digests(changed(edit))
    assert {page for (_, page) in (name for name in before if before[name] != after[name])} == {
        "data_quality"
    }
