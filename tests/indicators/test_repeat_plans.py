"""How long ago an earlier plan ended, as its split tells it."""

import pandas
import pytest
from support.counties import tables

from careboard.indicators.child_protection.plans import following_within


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ("2019-04-04", "6 months after or less"),  # six months to the day
        ("2019-05-01", "6 months after or less"),
        ("2019-04-03", "more than 6 months after"),
    ],
)
def test_soon_after_is_six_months_or_less(ended, words):
    plans = [
        {"plan": "1", "child": "A", "started": "2018-01-01", "ended": ended},
        {"plan": "2", "child": "A", "started": "2019-10-04"},
    ]
    found = following_within(tables(plans=plans), 12)
    repeat = found[found.on == pandas.Timestamp("2019-10-04")]
    assert repeat.met.tolist() == [True] and repeat.not_met.tolist() == [words]
