"""On which day a child is counted who left care in the window."""

from datetime import date

import pandas
import pytest
from support.counties import tables

from careboard.indicators.missing.spells import looked_after_in

FIRST, LAST = date(2018, 11, 1), date(2019, 10, 31)


@pytest.mark.parametrize(
    ("entered", "left", "day"),
    [
        (
            "2018-01-01",
            "2019-05-02",
            "2019-05-01",
        ),  # eighteen on the day of leaving, seventeen the day before
        ("2018-01-01", "2019-11-01", "2019-10-31"),  # left after the window: its last day
        ("2018-01-01", "", "2019-10-31"),
        ("2019-03-01", "2019-03-01", "2019-03-01"),  # came and left on one day
    ],
)
def test_the_last_day_is_the_one_at_whose_end_the_child_was_looked_after(entered, left, day):
    care = {"child": "A", "started": entered, "start_reason": "S", "legal_status": "C2"}
    held = tables(
        children=[{"child": "A", "born": "2001-05-02"}],
        care=[care | ({"ended": left, "end_reason": "E7"} if left else {})],
    )
    assert looked_after_in(held, FIRST, LAST).seen.tolist() == [pandas.Timestamp(day)]
