"""The restricted lists: the cases behind a figure that somebody must see to. Never on a page.

Of a share the cases that are not as they should be, of a count all of them, such as what falls due before the
next board.
"""

from __future__ import annotations

import pandas

from careboard.errors import WrongUse
from careboard.figures.columns import LATENESS
from careboard.figures.counting import Counting
from careboard.indicators import Definition
from careboard.periods import Period

COLUMNS = ["child", "date", "area", "team", "reason"]
LISTED_KINDS = ("share", "count")


def worklist(counting: Counting, definition: Definition, period: Period) -> pandas.DataFrame:
    """The cases of an indicator's first window of a period that somebody must see to.

    Args:
        counting: what counts the extract.
        definition: the indicator.
        period: the period.

    Returns:
        One row a case, by area, team and date: child (the extract's own id), date (ISO), area, team, reason
        (why or how late, where it is known).

    Raises:
        WrongUse: for an indicator that has no such list, or that the extract does not hold for the period.
    """
    if definition.kind not in LISTED_KINDS or (definition.good is None and definition.kind == "share"):
        reason = "it is not a count of cases, or no direction of it is good"
        raise WrongUse(f"'{definition.ident}' has no worklist: {reason}.")
    cases = counting.cases_of(definition, period, definition.windows[0])
    if cases is None:
        reason = "the records do not hold what is needed"
        raise WrongUse(f"'{definition.ident}' is not available for {period.text}: {reason}.")
    if definition.kind == "share":
        cases = cases[cases.met if definition.good == "low" else ~cases.met]
    reasons = [cases[name].fillna("").astype("str") for name in LATENESS if name in cases]
    reason = reasons[0].str.cat(reasons[1:], sep=" ").str.strip() if reasons else ""
    listed = pandas.DataFrame(
        {
            "child": cases.child,
            "date": cases.on.dt.strftime("%Y-%m-%d"),
            "area": cases.area,
            "team": cases.team.fillna(""),
            "reason": reason,
        }
    )
    return listed.sort_values(["area", "team", "date", "child"], kind="stable", ignore_index=True)[COLUMNS]
