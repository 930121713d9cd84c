"""The board's list on a page: what it asked for and what was found, what is open, what it sees next."""

import re

import pytest
from support.small_edition import IN_TIME, PLANS, small_edition

from careboard import notebook_source
from careboard.charts import Mark
from careboard.edition.edition import edition_of_files
from careboard.edition.page_slice import PageSlices
from careboard.pages.page import Page
from careboard.parts.board_requests import _by_size

ASKED = {
    "asked_on": "2019-11-14",
    "asked_by": "the board",
    "page": "front_door",
    "indicator": IN_TIME,
    "breakdown": "",
    "area": "",
    "request": "What lies behind?",
    "done": "",
    "state": "open",
    "due": None,
    "on_summary": False,
}
DECIDED = {
    "decided_on": "2019-12-12",
    "decided_by": "the board",
    "decision": "Hire two assessors.",
    "owner": "the head of service",
    "indicator": IN_TIME,
    "due": "2020-03-30",
    "done": "",
    "state": "open",
}
SUMMARY = notebook_source.notebooks()["board_summary"]


def told(*requests, decisions=(), next_time=(), name="board_summary", area="county", piece="requests"):
    """What a page says, drawn from its slice as a build cuts it."""
    made = small_edition()
    made.about.update(
        requests=[ASKED | request for request in requests],
        decisions=[DECIDED | told for told in decisions],
        next_time=list(next_time),
    )
    book = notebook_source.notebooks()[name]
    page = Page(edition_of_files(PageSlices(made).cut(area, name, book).files), name, area)
    return " ".join(re.sub(r"<[^>]+>", " ", getattr(page, piece)()._repr_html_()).split())


def test_what_was_asked_and_found_is_told_with_the_figure_of_now():
    said = told({"state": "answered", "done": "The page shows it."})
    assert (
        "You asked, we found What lies behind? Asked by the board, 14 November 2019. The page shows it. "
        "Assessments finished within 45 working days, Fellshire: 89% (1,032 of 1,160). See Front door" in said
    )


def test_who_does_what_is_being_done_and_how_it_will_be_known_stand_with_it():
    doing = {"owner": "the head of service", "known_by": "By March all are asked."}
    expected = "With the head of service. How we will know: By March all are asked."
    assert f"The page shows it. {expected}" in told(
        {"state": "answered", "done": "The page shows it."} | doing
    )
    assert expected in told(doing)
    assert expected in told(decisions=[doing | {"state": "done"}])
    assert "How we will know" not in told({}, decisions=[{}])


def test_what_is_open_is_told_with_its_age_when_the_extract_was_drawn():
    assert (
        "Still open What lies behind? The board, 14 November 2019; open for 4 months when the extract was "
        "drawn." in told({})
    )
    assert "open for 12 days when" in told({"asked_on": "2020-03-19"})


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2020-03-30", "Overdue since 30 March 2020."),
        ("2020-03-31", "Due on 31 March 2020."),
        (None, "drawn."),
    ],
)
def test_what_is_overdue_is_so_at_the_extracts_date(due, words):
    assert words in told({"due": due})


def test_open_decisions_stand_on_the_summary_with_who_has_them_the_oldest_first():
    said = told({"asked_on": "2020-01-14"}, decisions=[{}])
    assert "With the head of service. Overdue since 30 March 2020." in said
    assert said.index("Hire two assessors.") < said.index("What lies behind?")
    done = told(decisions=[{"state": "done", "done": "They came."}])
    assert "Decided and done Hire two assessors. Decided by the board, 12 December 2019. They came." in done


def test_another_page_tells_of_its_own_requests_alone():
    other = {"page": "sdq", "indicator": "", "request": "And the questionnaires?"}
    said = told({}, other, decisions=[{}], name="front_door")
    assert "What lies behind?" in said and "questionnaires" not in said and "Hire" not in said
    assert told(name="front_door") == "The board has asked for nothing more here."


def test_what_the_board_agreed_to_see_next_stands_there():
    said = told(next_time=[{"agreed_on": "2019-11-14", "what": "A heat map.", "indicator": ""}])
    assert "What the board agreed to see next time A heat map. Agreed 14 November 2019." in said


def test_a_measure_that_was_asked_for_stands_on_the_summary_by_its_breakdown():
    said = told({"on_summary": True, "breakdown": "age"}, piece="asked_to_see")
    assert "Assessments finished within 45 working days, by age: Fellshire 89% 1,032 of 1,160" in said
    assert "0 to 4 90% 360 of 400" in said and "10 to 15 [c]" in said


def test_a_measure_that_was_asked_for_stands_there_by_area_where_no_breakdown_was_named():
    said = told({"on_summary": True}, piece="asked_to_see")
    assert "by area, as the board asked Area Figure Numbers Fellshire 89% 1,032 of 1,160 North 91%" in said


def test_a_count_that_was_asked_for_has_no_empty_column_beside_it():
    said = told({"on_summary": True, "indicator": PLANS}, piece="asked_to_see")
    assert "by area, as the board asked Area Figure Fellshire 1,194 plans North 252 plans" in said


def test_a_district_that_was_asked_for_stands_on_the_countys_summary_with_its_groups():
    district = told({"on_summary": True, "area": "sandhythe"}, piece="asked_to_see")
    assert "Assessments finished within 45 working days: Sandhythe" in district
    north = told({"on_summary": True, "area": "north", "breakdown": "not_met"}, piece="asked_to_see")
    assert "by not met: North 91% 412 of 453" in north and "1 to 5 days late 41.5% 17 of 41" in north


def test_it_stays_off_other_areas_summaries():
    said = told({"on_summary": True, "area": "sandhythe"}, piece="asked_to_see", area="east")
    assert said == "The board has asked for no measure of its own on this page."


def test_a_breakdown_that_there_is_not_is_told_with_those_that_there_are():
    said = told({"on_summary": True, "breakdown": "shoe_size"}, piece="asked_to_see")
    assert (
        "There is no figure of this measure by shoe size for Fellshire. There is one by not met, age." in said
    )


def test_themes_stand_beside_the_first_split_the_largest_group_first_and_one_that_there_is_not_is_told():
    said = told(
        {"on_summary": True, "breakdown": "age", "themes": ["area", "shoe_size"]}, piece="asked_to_see"
    )
    assert "Area Figure Numbers North 91% 412 of 453 East 86.2%" in said
    assert "There is no figure of this measure by shoe size for Fellshire." in said
    late = told({"on_summary": True, "breakdown": "age", "themes": ["not_met"]}, piece="asked_to_see")
    assert late.index("1 to 5 days late") < late.index("6 to 20 days late") < late.index("more than 20")


def test_groups_stand_by_size_what_is_not_shown_last_and_ages_keep_their_order():
    homes = [
        Mark("home", 22.0, "shown"),
        Mark("adoption", state="hidden"),
        Mark("foster care", 171.0, "shown"),
    ]
    assert [mark.name for mark in _by_size(homes)] == ["foster care", "home", "adoption"]
    ages = [Mark("1 to 4", 44.0, "shown"), Mark("5 to 9", 99.0, "shown")]
    assert _by_size(ages) == ages


def test_a_hidden_figure_stays_hidden_on_the_summary():
    assert "Lornmere [c]" in told({"on_summary": True, "area": "lornmere"}, piece="asked_to_see")
