"""Which measures lead a page, and which point is a year before."""

from dataclasses import replace

from support.small_edition import DENTAL, IN_TIME, PLAN_RATE, PLANS, RE_REFERRED, small_edition, with_table

from careboard.edition.area_figures import AreaFigures
from careboard.edition.sentences import rule_sentence


def test_the_year_before_is_twelve_months_back_where_no_standing_says_it():
    told = with_table(small_edition(), "standing", lambda frame: frame[frame.indicator != IN_TIME])
    point, figure = AreaFigures(told, "county").year_before(IN_TIME)
    assert (point.text, figure.period) == ("2018-10", "2018-10")


def test_of_four_measures_to_improve_three_lead():
    """Those that go well follow, though there is room for two more."""
    lists = dict.fromkeys([RE_REFERRED, DENTAL, PLANS, PLAN_RATE], "improve")
    lists |= dict.fromkeys([IN_TIME, "fostering_share"], "well")

    def agreed(frame):
        return frame.assign(list=frame.indicator.map(lists).fillna(""))

    figures = AreaFigures(with_table(small_edition(), "standing", agreed), "county")
    assert [lists[ident] for ident in figures.leading(lists)] == ["improve"] * 3 + ["well"] * 2


def test_the_rule_of_a_page_speaks_of_one_measure_and_of_areas_only_where_there_are_some():
    told = small_edition()
    told.indicators[IN_TIME]["variation"] = "p"
    whole = replace(told, areas={"county": told.areas["county"]})
    for edition, over_all in ((told, True), (whole, False)):
        words = rule_sentence(AreaFigures(edition, "county"), [IN_TIME])
        assert "from 1 measure on this page" in words and "1 of them has limits" in words
        assert ("among all" in words) is over_all and "1 areas" not in words
