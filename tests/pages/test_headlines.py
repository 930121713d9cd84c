"""The board summary's five lines and its table: what stands in them, and in which order."""

import re
from dataclasses import replace
from html import unescape

import pandas
import pytest
from support.command import ROOT
from support.small_edition import (
    DENTAL,
    IN_TIME,
    INTERVIEWED,
    PLAN_RATE,
    PLANS,
    RE_REFERRED,
    VISITED,
    small_edition,
    with_cells,
    with_table,
)

from careboard.indicators import catalogue
from careboard.pages.page import Page
from careboard.params import load
from careboard.parts.headlines import _window

LONGEST_NAME = 44  # letters that a row has room for


def page(area="county", told=None, **about):
    told = told or small_edition()
    return Page(replace(told, about=told.about | about), "board_summary", area)


def words(html: str) -> str:
    plain = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def lines(opened: Page) -> dict[str, str]:
    """The lines for the chair, by what leads them."""
    html = opened.for_the_chair()._repr_html_()
    return {
        words(lead): words(said).replace(" ;", ";").replace(" .", ".")
        for lead, said in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, re.DOTALL)
    }


def rows(opened: Page) -> dict[str, str]:
    """The rows of the table, by the measure's id, in their order."""
    html = opened.headlines()._repr_html_()
    return dict(re.findall(r'<tr role="row" id="([^"]+)">(.*?)</tr>', html, re.DOTALL))


def test_what_is_to_improve_comes_first_lowest_band_first_and_what_has_no_figure_last():
    order = list(rows(page()))
    assert order == [INTERVIEWED, RE_REFERRED, DENTAL, PLANS, PLAN_RATE, "fostering_share", IN_TIME, VISITED]


def test_the_groups_are_the_boards_lists():
    html = page().headlines()._repr_html_()
    assert re.findall(r'scope="rowgroup"[^>]*>(.*?)</th>', html) == [
        "To improve",
        "To know",
        "Going well",
        "No figure for this area",
    ]


def test_a_row_says_figure_numbers_band_and_the_year_before():
    said = words(rows(page())[RE_REFERRED])
    assert said.startswith(
        "Re-referrals within 12 months year 21.3% 2,541 of 11,930 ◆ Requires improvement A year before: "
        "14.3% worsening"
    )
    assert f'href="front_door.html#{RE_REFERRED}"' in rows(page())[RE_REFERRED]


def test_a_row_says_over_which_window_its_figure_is_and_at_a_date_says_nothing():
    said = {ident: words(row) for ident, row in rows(page()).items()}
    assert said[IN_TIME].startswith("Assessments finished within 45 working days month 89%")
    assert said[DENTAL].startswith("Dental checks current 70.3%")
    assert "Figures are at 31 October 2019; those marked month or year are for" in words(
        page().headlines()._repr_html_()
    )


@pytest.mark.parametrize(
    ("window", "told"),
    [("at_date", ""), ("month", "month"), ("six_months", "six months"), ("financial_year", "from 1 April")],
)
def test_windows_are_written_as_words(window, told):
    assert _window(window) == told


def test_comparators_are_told_in_words_and_what_is_not_like_for_like_says_so():
    assert "England 83.1% in 2018/19; Region 84.4% in 2018/19; Neighbours 86.4%" in words(
        rows(page())[IN_TIME]
    )
    assert "England 22.6% in 2018/19, not like for like" in words(rows(page())[RE_REFERRED])


def test_the_areas_are_told_in_words_and_a_count_is_set_beside_no_other_place():
    assert "North 91%; East 86.2%; Central 93.6%" in words(rows(page())[IN_TIME])
    plans = rows(page())[PLANS]
    assert "North" not in words(plans) and plans.count("<svg") == 1  # its own 25 points alone
    row = {"indicator": PLANS, "window": "at_date", "level": "england", "name": "England", "year": "2018/19"}
    row |= {"value": 52_260.0, "like": "yes", "note": ""}
    told = with_table(
        small_edition(), "comparators", lambda frame: pandas.concat([frame, pandas.DataFrame([row])])
    )
    assert "England" not in words(rows(page(told=told))[PLANS])


def test_a_hidden_figure_has_no_band_no_numbers_and_no_dot():
    row = rows(page("lornmere"))[IN_TIME]
    assert "<svg" in row and "stroke-linecap:round" not in row  # others stand on the axis, and no dot
    assert "[c]" in row and "band" not in row and not re.search(r"\d of \d", words(row))


def test_states_without_a_figure_look_different():
    assert "[x]" in rows(page())[VISITED] and "[c]" in rows(page("lornmere"))[IN_TIME]


def test_a_figure_that_an_analyst_moved_says_why():
    moved = with_cells(
        small_edition(),
        "standing",
        lambda frame: (frame.indicator == DENTAL) & (frame.area == "county"),
        list="well",
        list_reason="new dentists began in September",
    )
    opened = page(told=moved)
    assert list(rows(opened)).index(DENTAL) > list(rows(opened)).index(PLANS)
    assert "Dental checks current is listed here: new dentists began in September." in words(
        opened.headlines()._repr_html_()
    )


def test_the_chair_reads_what_changed_what_is_to_improve_and_what_goes_well():
    told = lines(page())
    assert list(told) == ["What changed", "To improve", "Going well", "Beside England", "Asked of the board"]
    assert told["What changed"] == (
        "Of 7 measures, 3 improved and 2 worsened in a year. Worse: Re-referrals within 12 months 21.3%; "
        "Dental checks current 70.3%."
    )
    assert told["To improve"] == (
        "Lowest band first: Return interviews within three days 44.8%; Re-referrals within 12 months 21.3%; "
        "and 1 more."
    )
    assert told["Going well"] == (
        "Assessments finished within 45 working days 89%; Looked-after children in foster care 61.1%."
    )


def test_england_is_named_only_where_it_is_like_for_like():
    assert lines(page())["Beside England"] == "Better on 1 and worse on 0 of those counted in the same way."
    none = lines(page(headline=[RE_REFERRED]))["Beside England"]
    assert none == "No headline measure is counted in the same way and over the same time."


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"asks": ["Note the paper.", "Agree the plan."]}, "Note the paper. Agree the plan."),
        ({"asks": []}, "To note the paper. From earlier meetings, nothing is still open."),
        (
            {"asks": [], "decisions": [{"state": "open"}, {"state": "done"}]},
            "To note the paper. From earlier meetings, 1 request or decision still open.",
        ),
    ],
)
def test_what_is_asked_of_the_board(about, said):
    assert lines(page(**about))["Asked of the board"] == said


def test_a_page_without_headlines_says_that_none_were_chosen():
    assert "No headline measures have been chosen yet." in words(page(headline=[]).headlines()._repr_html_())


def test_other_measures_stand_by_list_and_headlines_do_not_stand_twice():
    html = page().others()._repr_html_()
    assert "Highest reviewing officer caseload 85 children" in words(html) and "Dental" not in html


def test_every_headline_has_a_name_that_fits_its_row():
    known = catalogue()
    names = [known[ident].brief or known[ident].title for ident in load.read(ROOT / "params").board.headline]
    assert [name for name in names if len(name) > LONGEST_NAME] == [] and len({*names}) == len(names)
