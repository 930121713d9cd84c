"""What readers are told of what changed since the last edition."""

import json
from dataclasses import replace

import pytest
from support.small_edition import DENTAL, IN_TIME, PERIOD, PLAN_RATE, PLANS, with_cells
from support.snapshots_by_hand import (
    LATER,
    MADE_BY,
    a_month_later,
    copied,
    few,
    publish,
    with_figure,
    with_fingerprint,
    with_standing,
)

from careboard.errors import WrongUse
from careboard.history.compare import compare
from careboard.history.edition_news import EditionNews
from careboard.history.report import changes_text, terminal_lines
from careboard.pages.page import Page
from careboard.periods import parse
from careboard.publish.outputs import Folders
from careboard.publish.sanitizer import clean

NOVEMBER = parse("2019-11")
FRONT_DOOR, PROTECTION = [IN_TIME], [PLANS, PLAN_RATE]


@pytest.fixture
def told(tmp_path):
    """What changed between the small edition and another one."""

    def made(later, then=None, made_by=LATER):
        return EditionNews(
            compare(
                copied(then or few(), tmp_path / "then", MADE_BY), copied(later, tmp_path / "now", made_by)
            )
        )

    return made


def recorded_late():
    """November, whose extract holds 4 assessments of October more, and 3 plans fewer in the north."""
    late = with_figure(a_month_later(few()), IN_TIME, "month", "county", (88.9, 1035, 1164))
    return with_figure(late, PLANS, "at_date", "north", (249, 249, None))


def test_the_terminal_shows_each_figure_that_moved_with_its_cause(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    later = with_fingerprint(recorded_late(), "bbb")
    publish(tmp_path, later, "bbb", LATER)
    lines = changes_text(Folders.of(tmp_path), "board", NOVEMBER, None).splitlines()
    assert lines[0] == (
        "November 2019, Fellshire. Compared with the edition of October 2019, drawn from records as at "
        "31 December 2019."
    )
    assert lines[2] == "1 earlier figure has moved since. Causes: late recording 1."
    assert [cell.strip() for cell in lines[5].split("  ") if cell] == [
        "Assessments finished within 45 working days",
        "October 2019",
        "89% (1,032 of 1,160)",
        "88.9% (1,035 of 1,164)",
        "−0.1",
        "late recording (4 cases more)",
    ]
    assert lines[6] == "Figures of other areas that moved: North 1. Name one with --area."
    north = changes_text(Folders.of(tmp_path), "board", NOVEMBER, "north")
    assert (
        "Child protection plans  at 31 October 2019  252 plans  249 plans  −3        records withdrawn or "
        "changed (3 cases fewer)" in north
    )


def test_the_terminal_says_plainly_where_there_is_nothing_to_tell(tmp_path):
    assert (
        changes_text(Folders.of(tmp_path), "board", parse(PERIOD), None)
        == "October 2019 was not published yet, so nothing can be compared. Run: careboard build 2019-10"
    )
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    assert (
        changes_text(Folders.of(tmp_path), "board", parse(PERIOD), None)
        == "Nothing was published before October 2019, so nothing can be compared."
    )
    later = with_fingerprint(a_month_later(few()), "bbb")
    publish(tmp_path, later, "bbb", LATER)
    assert "No earlier figure that is shown has moved since." in changes_text(
        Folders.of(tmp_path), "board", NOVEMBER, None
    )
    with pytest.raises(WrongUse, match=r"there is no area 'nort'\. Did you mean 'north'\?"):
        changes_text(Folders.of(tmp_path), "board", NOVEMBER, "nort")


def test_a_period_built_anew_is_compared_with_its_own_first_edition(tmp_path):
    for edition, plans in (("aaa", 1194), ("bbb", 1190), ("ccc", 1201)):
        publish(
            tmp_path,
            with_figure(few(fingerprint=edition), PLANS, "at_date", "county", (plans, plans, None)),
            edition,
            MADE_BY | {"extract": edition},
        )
    text = changes_text(Folders.of(tmp_path), "board", parse(PERIOD), None)
    assert "October 2019 was published before. This edition is compared with its first one" in text
    assert "1,194 plans  1,201 plans  +7" in text and "1,190" not in text


def test_a_period_built_anew_that_says_the_same_is_compared_with_the_period_before(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    for edition in ("bbb", "ccc"):
        later = with_fingerprint(recorded_late(), edition)
        publish(tmp_path, later, edition, LATER)
    assert "Compared with the edition of October 2019" in changes_text(
        Folders.of(tmp_path), "board", NOVEMBER, None
    )


def test_a_page_tells_its_own_measures_in_its_own_area(told):
    found = told(recorded_late())
    front, north = (
        found.page("county", "front_door", FRONT_DOOR),
        found.page("north", "child_protection", PROTECTION),
    )
    assert (front["lead"], front["summary"]) == (
        "Compared with the edition of October 2019, drawn from records as at 31 December 2019.",
        "1 earlier figure has moved since. Causes: late recording 1.",
    )
    assert front["rows"] == [
        [
            IN_TIME,
            "October 2019",
            "89% (1,032 of 1,160)",
            "88.9% (1,035 of 1,164)",
            "−0.1",
            "late recording (4 cases more)",
            0,
        ]
    ]
    assert [row[:4] for row in north["rows"]] == [[PLANS, "at 31 October 2019", "252 plans", "249 plans"]]
    assert found.page("county", "child_protection", PROTECTION)["figures"] == 0


def test_another_band_is_told_and_none_of_a_figure_that_is_hidden_by_now(told):
    later = with_standing(a_month_later(few()), IN_TIME, "month", "county", band="outstanding")
    assert told(later).page("county", "front_door", FRONT_DOOR)["bands"] == [[IN_TIME, "good", "outstanding"]]
    assert (
        told(with_figure(later, IN_TIME, "month", "county", "hidden", period="2019-11")).page(
            "county", "front_door", FRONT_DOOR
        )["bands"]
        == []
    )
    assert (
        told(with_figure(later, IN_TIME, "month", "county", "hidden", period="2019-10")).page(
            "county", "front_door", FRONT_DOOR
        )["bands"]
        == []
    )


def test_a_month_that_lies_outside_usual_variation_now_or_no_longer_is_told(told):
    inside, outside = (
        with_standing(few(), IN_TIME, "month", "county", signal=signal) for signal in ("", "below")
    )
    now = told(a_month_later(outside), then=inside).page("county", "front_door", FRONT_DOOR)
    assert (now["outside"], now["within"]) == ([[IN_TIME, "below"]], [])
    now = told(a_month_later(inside), then=outside).page("county", "front_door", FRONT_DOOR)
    assert (now["outside"], now["within"]) == ([], [[IN_TIME, "below"]])


def test_what_came_new_and_what_went_are_told(told):
    without = with_figure(few(), DENTAL, "at_date", "county", "not_available")
    assert told(a_month_later(few()), then=without).page("county", "health", [DENTAL])["new"] == [DENTAL]
    gone = told(
        with_figure(a_month_later(few()), DENTAL, "at_date", "county", "not_available", period="2019-11")
    ).page("county", "health", [DENTAL])
    assert gone["gone"] == ["Dental checks current"] and gone["new"] == []


def test_a_hidden_figure_is_counted_and_its_value_is_nowhere(told):
    later = with_figure(a_month_later(few()), PLANS, "at_date", "north", "hidden", period="2019-10")
    page = told(later).page("north", "child_protection", PROTECTION)
    assert (page["figures"], page["rows"]) == (0, []) and "252" not in json.dumps(page)
    assert (
        page["summary"]
        == "No earlier figure that is shown has moved since. 1 figure that is hidden then or now is not told."
    )


def test_several_points_of_a_window_stand_in_one_row_the_latest_first(told):
    later = a_month_later(few())
    for period, value in (("2019-10", 89.1), ("2019-08", 88.3), ("2019-07", 86.5)):
        later = with_figure(later, IN_TIME, "month", "county", (value, 1000, 1160), period)
    page = told(later).page("county", "front_door", FRONT_DOOR)
    [row] = page["rows"]
    assert row[1] == "October 2019" and row[-1] == 2
    assert "<td>October 2019, and 2 more</td>" in drawn(later, "front_door", "county", page)[0]


def test_data_quality_tells_every_figure_of_its_area_and_how_many_of_others(told):
    found = told(recorded_late()).page("county", "data_quality", [], everything=True)["all"]
    assert (
        [row[0] for row in found["rows"]] == [IN_TIME]
        and found["elsewhere"] == [["North", 1]]
        and found["more"] == 0
    )


def drawn(edition, page, area, told):
    """A page's two pieces on the last edition, as HTML."""
    shown = Page(replace(edition, about=edition.about | {"since": told}), page, area)
    return shown.since_last()._repr_html_(), shown.moved()._repr_html_()


def test_the_page_says_it_in_a_few_sentences_with_a_table_under_details(told):
    edition = with_standing(recorded_late(), IN_TIME, "month", "county", band="outstanding")
    html, _ = drawn(edition, "front_door", "county", told(edition).page("county", "front_door", FRONT_DOOR))
    assert '<h2 id="since">What changed since last time?</h2>' in html and html.count("<li>") == 2
    assert (
        f'<a href="#{IN_TIME}">Assessments finished within 45 working days</a>, ▲ Outstanding, was ● '
        "Good.</li>" in html
    )
    assert "<details><summary>Earlier figures that moved</summary>" in html
    assert (
        "<td>89% (1,032 of 1,160)</td><td>88.9% (1,035 of 1,164)</td><td>−0.1</td><td>late recording (4 "
        "cases more)</td>" in html
    )
    assert '<a href="data_quality.html#moved">' in html and clean(html).count("<details>") == 1


def test_data_quality_draws_the_table_with_what_the_causes_mean(told):
    edition = recorded_late()
    _, html = drawn(
        edition, "data_quality", "county", told(edition).page("county", "data_quality", [], everything=True)
    )
    assert (
        "1 earlier figure has moved since. Causes: late recording 1. Of other areas, on their own pages: "
        "North 1." in html
    )
    assert (
        "<td>October 2019</td><td>89% (1,032 of 1,160)</td>" in html
        and (
            "Late recording: the later extract holds more cases of a window that had ended before the "
            "earlier one was drawn."
        )
        in html
    )


def test_a_page_says_plainly_where_nothing_changed_or_nothing_was_published(told):
    edition = a_month_later(few())
    html, _ = drawn(edition, "front_door", "county", told(edition).page("county", "front_door", FRONT_DOOR))
    assert (
        "drawn from records as at 31 December 2019. Nothing changed on this page.</p>" in html
        and "<ul>" not in html
    )
    html, table = drawn(edition, "front_door", "county", {})
    assert (
        "<p>Nothing was published before this edition.</p>" in html
        and "There is no earlier edition to compare with." in table
    )


def test_the_index_tells_the_pages_on_which_something_changed(told):
    later = with_standing(recorded_late(), IN_TIME, "month", "county", band="outstanding")
    assert told(later).index()["lines"] == [
        ["front_door", "1 measure is in another band; 1 earlier figure moved."]
    ]


def test_several_causes_are_told_with_what_each_did(told):
    rate = with_figure(few(), PLAN_RATE, "at_date", "county", (48.0, 1200, 250000))
    [row] = told(rate).page("county", "child_protection", PROTECTION)["rows"]
    assert row[4:6] == ["−0.2", "a renewed population −0.4; late recording +0.2 (6 cases more)"]


def test_a_renewed_comparator_is_told_once_a_measure(told):
    edition = with_cells(
        a_month_later(few()),
        "comparators",
        lambda frame: (frame.indicator == IN_TIME) & (frame.level == "england"),
        year="2019/20",
        value=84.0,
    )
    page = told(edition).page("county", "front_door", FRONT_DOOR)
    assert page["renewed"] == [[IN_TIME, "England 2018/19, 83.1%", "England 2019/20, 84%"]]
    html, _ = drawn(edition, "front_door", "county", page)
    assert (
        "Set beside another year, or a revised one:" in html
        and "England 2019/20, 84%, was England 2018/19, 83.1%.</li>" in html
    )
    assert told(edition).index()["lines"] == [["front_door", "1 measure is set beside a renewed comparator."]]
    assert (
        "  Assessments finished within 45 working days: England 2018/19, 83.1% is now England 2019/20, 84%"
        in "\n".join(terminal_lines(told(edition), "county"))
    )
