"""Pages of the small edition whose rows stand in the order of their dates, as a build keeps them."""

from __future__ import annotations

import matplotlib
import pytest
from matplotlib import pyplot
from plots.chart_reading import SHARES
from support.small_edition import IN_TIME, PLAN_RATE, PLANS, RE_REFERRED, of_few, small_edition, with_table

from careboard.charts.theme import set_theme
from careboard.pages.page import Page

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def house_style():
    """The suite's style, and no chart left open."""
    with matplotlib.rc_context():
        set_theme()
        yield
    pyplot.close("all")


@pytest.fixture(scope="session")
def small():
    """The small edition in the order of its dates, with the measures that these tests draw."""
    few = of_few(small_edition(), (IN_TIME, RE_REFERRED, PLANS, PLAN_RATE, *SHARES))
    return with_table(few, "figures", lambda frame: frame.sort_values("period", kind="stable"))


@pytest.fixture
def page(small):
    """The front door of the whole county."""
    return Page(small, "front_door", "county")
