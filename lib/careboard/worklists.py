"""The restricted lists: the cases behind a figure that somebody must see to. Not for circulation, and never on a page.

Of a share the cases that are not as they should be, of a count all of them, such as what falls due before the next board.
"""

from __future__ import annotations

import pandas

from careboard.indicators import Definition
from careboard.periods import Period
from careboard.problems import WrongUse
from careboard.results import BEHIND, Counting

COLUMNS = ["child", "date", "area", "team", "reason"]
KINDS = ("share", "count")


def worklist(counting: Counting, definition: Definition, period: Period) -> pandas.DataFrame:
    """One row a case (COLUMNS), by area, team and date, for the indicator's first window of a period.

    child: the extract's own id. date: ISO. reason: why or how late, where it is known.
    Raises WrongUse for an indicator that has no such list, or that the extract does not hold for the period.
    """
    if definition.kind not in KINDS or (definition.good is None and definition.kind == "share"):
        raise WrongUse(f"'{definition.id}' has no worklist: it is not a count of cases, or no direction of it is good.")
    cases = counting.cases_of(definition, period, definition.windows[0])
    if cases is None:
        raise WrongUse(f"'{definition.id}' is not available for {period.text}: the records do not hold what is needed.")
    if definition.kind == "share":
        cases = cases[cases.met if definition.good == "low" else ~cases.met]
    reasons = [cases[name].fillna("").astype("str") for name in BEHIND if name in cases]
    reason = reasons[0].str.cat(reasons[1:], sep=" ").str.strip() if reasons else ""
    listed = pandas.DataFrame({"child": cases.child, "date": cases.on.dt.strftime("%Y-%m-%d"), "area": cases.area, "team": cases.team.fillna(""), "reason": reason})
    return listed.sort_values(["area", "team", "date", "child"], kind="stable", ignore_index=True)[COLUMNS]
