"""The pages of a build in a real browser: wide, at 320 pixels, dark, in forced colours and as printed."""

import csv
import re

import pytest
from support.browser import FORMS, astray, faults, opened, unreached

COUNTY = [
    "board_summary",
    "care_leavers",
    "child_protection",
    "children_in_need",
    "data_quality",
    "education",
    "front_door",
    "health",
    "heat_map",
    "looked_after",
    "missing",
    "placements",
    "sdq",
    "workforce",
    "young_people",
]
HIDES, HIDING = "wexbay", "child_protection"
PAGES = [
    *(f"county/{page}" for page in COUNTY),
    f"{HIDES}/{HIDING}",
    "index",
    "districts",
    "manual",
    "manual/child_protection",
    "../index",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_to_mend_in_any_form(browser, built, name, form):
    with opened(browser, built / "2019-10" / f"{name}.html", form) as seen:
        assert faults(seen, form) == []


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_in_the_place_of_a_page_not_drawn_has_nothing_to_mend(browser, in_its_place, form):
    with opened(browser, in_its_place, form) as seen:
        assert faults(seen, form) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_and_the_keyboard_reaches_all(browser, built, name):
    page = built / "2019-10" / f"{name}.html"
    with opened(browser, page.resolve(), "wide") as seen:
        assert astray(seen, page.resolve()) == []
        assert unreached(seen) == []


def test_a_hidden_figure_is_told_as_hidden_and_never_by_its_number(browser, built):
    with (built / "2019-10" / "figures.csv").open(encoding="utf-8", newline="") as file:
        totals = [row for row in csv.DictReader(file) if (row["area"], row["breakdown"]) == (HIDES, "total")]
    rows = [row for row in totals if (row["period"], row["state"]) == ("2019-10", "hidden")]
    page = (built / "2019-10" / HIDES / f"{HIDING}.html").read_text(encoding="utf-8")
    asked = [row["indicator"] for row in rows if f'<div class="question" id="{row["indicator"]}"' in page]
    assert asked and all(row["value"] == row["numerator"] == "" for row in rows)
    for ident in asked:
        question = rf'<div class="question" id="{ident}">(.*?)(?=<div class="question"|<footer)'
        block = re.search(question, page, re.DOTALL)[1]
        assert "[c]" in block and "small number" in block
