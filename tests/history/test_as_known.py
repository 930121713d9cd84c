"""What a period's first edition said of it, beside what is known now."""

from dataclasses import replace

from support.small_edition import IN_TIME, PERIOD, PLANS
from support.snapshots_by_hand import LATER, a_month_later, few, publish, with_figure, with_fingerprint

from careboard.history.as_known import usual_revisions
from careboard.history.report import changes_text
from careboard.periods import parse
from careboard.publish.outputs import Folders

OCTOBER, NOVEMBER = parse(PERIOD), parse("2019-11")


def as_known(outputs, area=None):
    """The section's lines, its table cut into cells."""
    lines = changes_text(Folders.of(outputs), "board", OCTOBER, area).splitlines()
    begins = next((place for place, line in enumerate(lines) if "as known then" in line), len(lines))
    return [[cell.strip() for cell in line.split("  ") if cell] for line in lines[begins:]]


def november(**figures):
    """November's edition, drawn later, in which some of October's figures are others."""
    told = with_fingerprint(a_month_later(few()), "bbb")
    for area, figure in figures.items():
        told = with_figure(told, IN_TIME, "month", area, figure)
    return told


def test_a_later_edition_stands_beside_the_first_with_the_size_of_the_revision(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    publish(tmp_path, november(county=(88.5, 1031, 1165)), "bbb", LATER)
    lead, counted, head, *rows = as_known(tmp_path)
    assert lead == [
        "October 2019 as known then, by the edition of October 2019, records as at 31 December 2019, and as "
        "known now, by the edition of November 2019, records as at 31 January 2020. Figures that are hidden "
        "in either are not told."
    ]
    assert counted[0].startswith("1 figure has been revised since, ")
    assert head == ["Measure", "Window", "First said", "Known now", "Revision", "Usual revision"]
    assert rows == [
        [
            "Assessments finished within 45 working days",
            "October 2019",
            "89% (1,032 of 1,160)",
            "88.5% (1,031 of 1,165)",
            "−0.5",
            "0.5 over 1 period",
        ]
    ]


def test_the_first_edition_of_a_period_built_anew_is_what_was_known_then(tmp_path):
    for edition, plans in (("aaa", 1194), ("bbb", 1190), ("ccc", 1201)):
        told = with_figure(few(fingerprint=edition), PLANS, "at_date", "county", (plans, plans, None))
        publish(tmp_path, told, edition, LATER | {"extract": edition})
    *_, row = as_known(tmp_path)
    assert row[2:5] == ["1,194 plans", "1,201 plans", "+7"]


def test_nothing_is_said_while_no_later_edition_tells_of_the_period(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    assert as_known(tmp_path) == []


def test_a_figure_that_is_hidden_then_or_now_is_not_told(tmp_path):
    hidden = with_figure(few(fingerprint="aaa"), IN_TIME, "month", "county", "hidden")
    publish(tmp_path, hidden, "aaa")
    publish(tmp_path, november(), "bbb", LATER)
    assert not [row for row in as_known(tmp_path) if row[0].startswith("Assessments finished")]


def test_an_area_has_its_own_revisions(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    publish(tmp_path, november(county=(88.5, 1031, 1165)), "bbb", LATER)
    assert as_known(tmp_path, "north")[1][0].startswith("No figure has been revised since, ")


def test_the_usual_revision_is_the_mean_of_the_periods_whatever_its_sign(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    publish(tmp_path, november(county=(88.5, 1031, 1165)), "bbb", LATER)
    october = november(county=(88.0, 1021, 1160))
    later = with_figure(october, IN_TIME, "month", "county", (90.0, 1044, 1160), "2019-11")
    publish(tmp_path, replace(later, about=later.about | {"fingerprint": "ccc"}), "ccc", LATER)
    usual = usual_revisions(Folders.of(tmp_path), "board", NOVEMBER, "county")[IN_TIME, "month"]
    assert (round(usual.size, 1), usual.periods) == (1.0, 2)


def test_an_edition_that_is_still_the_first_counts_for_nothing(tmp_path):
    publish(tmp_path, few(fingerprint="aaa"), "aaa")
    publish(tmp_path, november(county=(88.5, 1031, 1165)), "bbb", LATER)
    assert usual_revisions(Folders.of(tmp_path), "board", NOVEMBER, "county")[IN_TIME, "month"].periods == 1
