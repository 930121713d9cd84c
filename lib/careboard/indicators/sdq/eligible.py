"""Who should have a Strengths and Difficulties Questionnaire, and who has."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import add_months
from careboard.indicators.looked_after.care import looked_after_a_year
from careboard.tables import Tables

YOUNGEST, OLDEST, MONTHS = 4, 16, 12
REASONS = {"SDQ2": "the carer refused", "SDQ3": "the child's disability", "SDQ4": "another reason", "SDQ5": "the young person refused"}


def eligible(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after for 12 months or more, aged 4 to 16 on the date, with `scored` (a score in the 12 months to it) and `why` (the reason recorded for none)."""
    day = pandas.Timestamp(on)
    children = looked_after_a_year(tables, on)
    children = children[children.age.between(YOUNGEST, OLDEST)]
    recent = tables.sdq[(tables.sdq.completed <= day) & (add_months(tables.sdq.completed, MONTHS) >= day)].sort_values("completed", kind="stable")
    scored = recent[recent.score.notna()]
    reason = recent[recent.reason.isin(list(REASONS))].drop_duplicates("child", keep="last").set_index("child").reason.map(REASONS)
    return children.assign(scored=children.child.isin(scored.child), why=children.child.map(reason).fillna("no reason recorded"))
