"""Which measures lead a page, and which point is a year before."""

from support.small_edition import DENTAL, IN_TIME, PLAN_RATE, PLANS, RE_REFERRED, small_edition, with_table

from careboard.edition.area_figures import AreaFigures


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
