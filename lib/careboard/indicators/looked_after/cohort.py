"""What became of those who entered care a given time ago."""

from __future__ import annotations

import pandas

from careboard.indicators.cases import add_months, cases
from careboard.indicators.looked_after.care import ADOPTED, periods_of_care
from careboard.records.tables import Tables

HOME = ["E4", "E4A", "E4B", "E13"]
LASTING = [*HOME, *ADOPTED, "E41", "E45", "E46", "E47", "E48", "E17"]
STEPS = [(6, "within 6 months"), (12, "7 to 12 months"), (18, "13 to 18 months"), (24, "19 to 24 months")]


def permanence_within(tables: Tables, months: int) -> pandas.DataFrame:
    """Cases: starts of care, dated so many months after; met where by then care had ended in a lasting home.

    A lasting home is a return to parents or relatives, adoption, a special guardianship or residence order.
    Splits: `when` it came, counted in months since entry; `not_met` tells where the others were.
    """
    starts = periods_of_care(tables)
    starts = starts[starts.start_reason == "S"]
    due = add_months(starts.entered, months)
    left = starts.left <= due
    met = left & starts.end_reason.isin(LASTING)
    why = pandas.Series("still looked after", index=starts.index).mask(left, "left care another way")
    when = pandas.Series(pandas.NA, index=starts.index, dtype="str")
    for month, words in reversed(STEPS):
        when = when.mask(met & (starts.left <= add_months(starts.entered, month)), words)
    return cases(starts, on=due, met=met, not_met=why.mask(met), when=when)


CHILDREN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    E      2010-01-01
    """


def worked(entered: str, last_day: str, day_after: str) -> str:
    """Care of a worked example: four entrants of one day and what became of them by the last day of their
    time.
    """
    return f"""
    child  started     start_reason  legal_status  ended       end_reason
    A      {entered}  S             V2            {last_day}  E4A  went home on the last day: met
    B      {entered}  S             V2            {day_after}  E4A  a day later: not met
    C      {entered}  S             V2            {last_day}  E9   left for custody: not met
    D      {entered}  S             V2            -           -    still looked after: not met
    E      2000-01-01  S             V4            -           -    short breaks: not counted
    """
