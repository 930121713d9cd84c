"""Staying put: living on with the former foster carer after the 18th birthday."""

from __future__ import annotations

import pandas

from careboard.indicators.care_leavers.leavers import GONE
from careboard.indicators.cases import add_months, cases
from careboard.indicators.looked_after.care import ADULT, lasting_episodes
from careboard.records.codes import FOSTER
from careboard.records.spans import Spans
from careboard.records.tables import NotAvailable, Tables, kept

FORMER_CARER = "Z"


def fostered_until_18(tables: Tables, leavers: pandas.DataFrame) -> pandas.DataFrame:
    """Of the care leavers those in foster care on the day before their 18th birthday, when care ends."""
    if tables.reach is not None:
        day_before = _day_before_18(tables, leavers.child)
        if (day_before < pandas.Timestamp(tables.reach.stocks)).any():
            raise NotAvailable("no snapshot tells where all of these care leavers lived before they were 18")
    return leavers[leavers.child.isin(_fostered_on_the_day_before(tables))]


@kept
def _fostered_on_the_day_before(tables: Tables) -> pandas.Series:
    """The children who were in foster care on the day before their 18th birthday."""
    lasting = lasting_episodes(tables)[["child", "started", "ended", "placement_type"]]
    child = lasting.child.drop_duplicates()
    place = Spans(lasting, "child").at(child, _day_before_18(tables, child), ["placement_type"])
    return child[place.placement_type.isin(FOSTER)]


def _day_before_18(tables: Tables, child: pandas.Series) -> pandas.Series:
    return add_months(tables.born(child), 12 * ADULT) - pandas.Timedelta(days=1)


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
    E      2000-01-01
    F      2000-01-01
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
    E      2010-01-01  S             C2            U4              2017-07-01  X1
    E      2017-07-01  P             C2            K2              2018-01-01  E7\
   fostered until 17 and a half, then in a children's home: not counted
    F      2010-01-01  S             C2            K2              2017-12-31  X1
    F      2017-12-31  P             C2            U4              2018-01-01  E7\
   fostered on the last day alone: counted
    """
LEAVERS = """
    child  started     ended  eligibility      in_touch  activity  accommodation
    A      2018-01-01  -      Former relevant  YES       F2        Z1             with the former carer: met
    B      2018-01-01  -      Former relevant  YES       F2        U1             not met
    C      2018-01-01  -      Former relevant  YES       F2        Z1
    D      2016-10-31  -      Former relevant  YES       F2        Z1
    E      2018-01-01  -      Former relevant  YES       F2        Z1
    F      2018-01-01  -      Former relevant  YES       F2        U1             not met
    """
