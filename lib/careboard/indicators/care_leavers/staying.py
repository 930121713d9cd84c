"""Staying put: living on with the former foster carer after the 18th birthday."""

from __future__ import annotations

import pandas

from careboard.indicators.care_leavers.leavers import GONE
from careboard.indicators.cases import add_months, cases
from careboard.indicators.looked_after.care import ADULT, lasting_episodes
from careboard.records.codes import FOSTER
from careboard.records.spans import Spans
from careboard.records.tables import NotAvailable, Tables

FORMER_CARER = "Z"


def fostered_until_18(tables: Tables, leavers: pandas.DataFrame) -> pandas.DataFrame:
    """Of the care leavers those in foster care on the day before their 18th birthday, when care ends."""
    day_before = add_months(tables.born(leavers.child), 12 * ADULT) - pandas.Timedelta(days=1)
    if tables.reach is not None and (day_before < pandas.Timestamp(tables.reach.stocks)).any():
        raise NotAvailable("no snapshot tells where all of these care leavers lived before they were 18")
    spans = tables.once(
        "lasting spans",
        lambda: Spans(lasting_episodes(tables)[["child", "started", "ended", "placement_type"]], "child"),
    )
    return leavers[spans.at(leavers.child, day_before, ["placement_type"]).placement_type.isin(FOSTER)]


def with_former_carer(tables: Tables, leavers: pandas.DataFrame) -> pandas.DataFrame:
    """Cases: care leavers fostered until 18, dated `on`, met where they live with the former foster carer."""
    fostered = fostered_until_18(tables, leavers)
    fostered = fostered[~fostered.in_touch.isin(GONE)]
    return cases(fostered, on="on", met=fostered.accommodation.str[0] == FORMER_CARER)


PEOPLE = """
    child  born
    A      2000-01-01
    B      2000-01-01
    C      2000-01-01
    D      1998-10-31
    """
CARE = """
    child  started     start_reason  legal_status  placement_type  ended       end_reason
    A      2010-01-01  S             C2            U4              2018-01-01  E7   fostered until 18
    B      2010-01-01  S             C2            U1              2018-01-01  E7\
   fostered by a relative until 18
    C      2010-01-01  S             C2            K2              2018-01-01  E7\
   in a children's home: not counted
    D      2010-01-01  S             C2            U4              2016-10-31  E7\
   fostered until 18, aged 21 now
    """
LEAVERS = """
    child  started     ended  eligibility      in_touch  activity  accommodation
    A      2018-01-01  -      Former relevant  YES       F2        Z1             with the former carer: met
    B      2018-01-01  -      Former relevant  YES       F2        U1             not met
    C      2018-01-01  -      Former relevant  YES       F2        Z1
    D      2016-10-31  -      Former relevant  YES       F2        Z1
    """
