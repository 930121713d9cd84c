"""What draws pages loads seaborn without scipy; a chart that needs scipy is the same as with it."""

import subprocess
import sys

import pytest
from support.command import ROOT

DENSITY = "seaborn.kdeplot(x=[1.0, 2.0, 2.5, 4.0, 7.5]).lines[0].get_xydata().tolist()"
CLUSTERS = "seaborn.clustermap(pandas.DataFrame([[1, 5, 2], [4, 1, 9], [2, 5, 1]])).data2d.to_csv()"
# one line tells whether scipy was there before the chart was drawn, the next what was drawn
DRAWN = "import sys, pandas, seaborn; print('scipy.stats' in sys.modules); print({chart})"
LATE = "from careboard.execute.late_scipy import load_seaborn; load_seaborn(); "


def told(code):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("chart", [DENSITY, CLUSTERS])
def test_a_chart_that_needs_scipy_is_the_same_as_with_it(chart):
    plain, late = told(DRAWN.format(chart=chart)), told(LATE + DRAWN.format(chart=chart))
    assert (plain[0], late[0]) == ("True", "False")
    assert plain[1:] == late[1:] != []


def test_scipy_itself_is_loaded_as_ever_afterwards():
    assert told(LATE + "from scipy import stats; print(stats.norm.cdf(0.0))") == ["0.5"]


def test_what_draws_pages_has_not_loaded_scipy():
    drawn = "import sys; import careboard.execute.warm_up; print('scipy' in sys.modules)"
    assert told(drawn) == ["False"]
