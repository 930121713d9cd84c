"""What is asked of care leavers of every age: accommodation, activity, being in touch."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.care_leavers.leavers import GONE, aged, leavers_in
from careboard.indicators.cases import cases
from careboard.records.tables import Tables, kept

DATED = ["child", "on", "age"]
NOT_COUNTED = ["G", "H", "R"]
HOMES = {"S": "no fixed abode", "V": "emergency accommodation", "W": "bed and breakfast", "X": "in custody"}
REASONS = {
    "G4": "illness or disability",
    "G5": "other reasons",
    "G6": "pregnancy or parenting",
    "0": "not known",
}
TOUCH = {"NO": "not in touch", "REFU": "refused contact", "NREQ": "no longer requires services"}


def in_suitable_accommodation(
    tables: Tables, first: date, last: date, youngest: int, oldest: int
) -> pandas.DataFrame:
    """Cases: care leavers of an age whose residence is known and in this country, met where it is
    suitable.
    """
    leavers = aged(tables, first, last, youngest, oldest, _homes)
    return cases(leavers, on="on", met=leavers.met, not_met=leavers.why)


@kept
def _homes(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    leavers = leavers_in(tables, first, last)
    leavers = leavers[~leavers.in_touch.isin(GONE) & ~leavers.accommodation.str[0].isin(NOT_COUNTED)]
    kind = leavers.accommodation.str[0]
    met = (leavers.accommodation.str[1:] == "1").fillna(False).astype("bool")
    why = kind.map(HOMES).fillna("other accommodation that is not suitable").mask(kind.isna(), "not recorded")
    return leavers[DATED].assign(met=met, why=why.mask(met))


def in_eet(tables: Tables, first: date, last: date, youngest: int, oldest: int) -> pandas.DataFrame:
    """Cases: care leavers of an age, met where in education, employment or training."""
    leavers = aged(tables, first, last, youngest, oldest, _activities)
    return cases(leavers, on="on", met=leavers.met, not_met=leavers.why)


@kept
def _activities(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    leavers = leavers_in(tables, first, last)
    leavers = leavers[~leavers.in_touch.isin(GONE)]
    met = leavers.activity.str[0].isin(["F", "P"])
    return leavers[DATED].assign(met=met, why=leavers.activity.map(REASONS).fillna("not known").mask(met))


def in_touch(tables: Tables, first: date, last: date, youngest: int, oldest: int) -> pandas.DataFrame:
    """Cases: care leavers of an age, met where the council is in touch."""
    leavers = aged(tables, first, last, youngest, oldest, _touch)
    return cases(leavers, on="on", met=leavers.met, not_met=leavers.why)


@kept
def _touch(tables: Tables, first: date, last: date) -> pandas.DataFrame:
    leavers = leavers_in(tables, first, last)
    leavers = leavers[~leavers.in_touch.isin(GONE)]
    met = leavers.in_touch == "YES"
    return leavers[DATED].assign(met=met, why=leavers.in_touch.map(TOUCH).fillna("not recorded").mask(met))


AWAY_PEOPLE = """
    child  born
    A      1999-01-01
    B      1999-01-01
    C      1999-01-01
    D      1999-01-01
    E      1999-01-01
    F      1999-01-01
    """
AWAY = """
    child  started     ended       eligibility      in_touch  activity  accommodation
    A      2018-01-01  -           Former relevant  YES       F2        G1             abroad
    B      2018-01-01  -           Former relevant  NO        0         H1             deported
    C      2018-01-01  -           Former relevant  YES       P4        R1             residence not known
    D      2018-01-01  -           Former relevant  RHOM      F1        B1             returned home
    E      2018-01-01  -           Former relevant  REFU      0         -              nothing known
    F      2018-01-01  -           Former relevant  YES       F5        U1             in an own home
    """
PEOPLE = """
    child  born
    A      2000-10-31
    B      1998-01-01
    C      1999-01-01
    D      1999-01-01
    E      1999-01-01
    F      2000-11-01
    G      1997-10-31
    """
LEAVERS = """
    child  started     ended       eligibility      in_touch  contact     activity  accommodation\
  pathway_plan_review
    A      2018-10-31  -           Former relevant  YES       2019-08-31  F2        B1           \
  2019-04-30           19 on the day; in suitable accommodation
    B      2018-01-01  -           Former relevant  NO        2019-08-30  G5        S2           \
  2019-05-01           21; not in touch stays in; no fixed abode
    C      2018-01-01  -           Former relevant  YES       2019-10-01  G4        R1           \
  2019-10-01           20; residence not known: out of the accommodation figure
    D      2018-01-01  -           Former relevant  RHOM      2019-10-01  F1        B1           \
  2019-10-01           20; returned home: out
    E      2018-01-01  2019-10-31  Former relevant  YES       2019-10-01  P4        U1           \
  2019-10-01           transferred on the day: out
    F      2018-11-01  -           Former relevant  YES       2019-10-01  F1        U1           \
  -                    18; turns 19 the day after
    G      2018-01-01  -           Former relevant  REFU      2019-10-01  F1        U1           \
  2019-10-01           22 on the day; refuses contact
    """
