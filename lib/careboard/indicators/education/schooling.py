"""Looked-after children at school: the terms that are over, the school year, and who is of school age.

A school year begins on 1 September. A child is in school years 1 to 11 who was 5 to 15 on the day before it
began; year 11 is over at the end of June. Source: Education Act 1996, section 8 (compulsory school age).
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas

from careboard.indicators.cases import age_at
from careboard.indicators.looked_after.care import looked_after_a_year, looked_after_at, periods_of_care
from careboard.records.tables import NotAvailable, Tables, kept

YOUNGEST, OLDEST = 5, 15  # on the day before the school year
MARCH, SEPTEMBER = 3, 9  # a school year begins in September
HOLIDAYS = (7, 8)  # months before which year 11 is over


def school_year(on: date) -> date:
    """The first day of the school year that a day lies in."""
    return date(on.year if on.month >= SEPTEMBER else on.year - 1, SEPTEMBER, 1)


def in_years_1_to_11(children: pandas.DataFrame, year: date) -> pandas.DataFrame:
    """Of some children (with `born`), those in school years 1 to 11 in a school year.

    Args:
        children: one row a child.
        year: the school year's first day.
    """
    return children[age_at(children.born, year - timedelta(days=1)).between(YOUNGEST, OLDEST)]


def of_school_age(children: pandas.DataFrame, on: date) -> pandas.DataFrame:
    """Of some children (with `born`), those in school years 1 to 11 on a day; year 11 ends with June."""
    there = in_years_1_to_11(children, school_year(on))
    if on.month in HOLIDAYS:
        there = there[age_at(there.born, school_year(on) - timedelta(days=1)) < OLDEST]
    return there


def ended_terms(terms: pandas.DataFrame, on: date) -> pandas.DataFrame:
    """Of records by child and term, those of terms that had ended by a day. Raises NotAvailable before the
    first.
    """
    ended = terms[terms.term_ended <= pandas.Timestamp(on)]
    if ended.empty:
        raise NotAvailable("no term had ended by then")
    return ended


@kept
def last_term(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after on a date with a record for the last term that had ended by then, and that
    record. Raises NotAvailable before the first.
    """
    terms = _terms_that_ended(tables, ended_terms(tables.education[["term_ended"]], on).term_ended.max())
    return looked_after_at(tables, on)[["child"]].merge(terms, on="child")


@kept
def _terms_that_ended(tables: Tables, day: pandas.Timestamp) -> pandas.DataFrame:
    return tables.education[tables.education.term_ended == day]


def attendance_of_year(tables: Tables, on: date) -> pandas.DataFrame:
    """Sessions of the school year of the last term that had ended by a date, up to that term: child,
    possible and absent (no more than possible). Of children looked after for twelve months or more on the
    date, in years 1 to 11 of that school year, with a session that they could attend. Raises NotAvailable
    before the first term.
    """

    def made() -> pandas.DataFrame:
        last = ended_terms(tables.attendance[["term_ended"]], on).term_ended.max()
        children = in_years_1_to_11(looked_after_a_year(tables, on), school_year(last.date()))
        return children[["child"]].merge(_sessions_up_to(tables, last), left_on="child", right_index=True)

    return tables.once(("attendance of year", on), made)


@kept
def _sessions_up_to(tables: Tables, last: pandas.Timestamp) -> pandas.DataFrame:
    """Each child's sessions of the school year in which a term ended, up to that term; none without one."""
    year = pandas.Timestamp(school_year(last.date()))
    terms = tables.attendance
    terms = terms[(terms.term_ended > year) & (terms.term_ended <= last)]
    absent = terms.authorised.fillna(0) + terms.unauthorised.fillna(0)
    terms = terms.assign(absent=absent.clip(upper=terms.possible))
    sums = terms.groupby("child")[["possible", "absent"]].sum()
    return sums[sums.possible > 0]


def suspensions_in_care(tables: Tables) -> pandas.DataFrame:
    """Suspensions and permanent exclusions (`permanent`) that began while the child was looked after: child,
    started, permanent.
    """

    def made() -> pandas.DataFrame:
        both = tables.suspensions.reset_index(names="row").merge(
            periods_of_care(tables)[["child", "entered", "left"]], on="child"
        )
        in_care = (both.entered <= both.started) & (both.left.isna() | (both.left > both.started))
        return both[in_care].drop_duplicates("row")[["child", "started", "permanent"]]

    return tables.once("suspensions in care", made)


def results_in_care(tables: Tables, stage: str) -> pandas.DataFrame:
    """Results of a key stage, of children who had been looked after for twelve months or more on the 31 March
    before these came out.
    """

    def made() -> pandas.DataFrame:
        results = tables.key_stage_results[tables.key_stage_results.stage == stage]
        years = results.dated.dt.year - (results.dated.dt.month <= MARCH)
        looked_after = {
            year: looked_after_a_year(tables, date(year, MARCH, 31)).child for year in sorted(set(years))
        }
        parts = [results[(years == year) & results.child.isin(who)] for year, who in looked_after.items()]
        return pandas.concat(parts) if parts else results

    return tables.once(("results in care", stage), made)


CHILDREN = """
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    """
CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            2019-10-31  not looked after any more: not counted
    D      2019-09-01  S             V2            -           no record of that term: not counted
    """
TERMS = """
    child  term_started  term_ended  plan_reviewed  attendance  suspended  sen
    A      2019-04-23    2019-07-19  2019-06-01     90.1        N          E
    A      2019-09-03    2019-12-20  2019-10-01     80.0        Y          E\
    the term goes on: does not count
    B      2019-04-23    2019-07-19  -              90.0        Y          K
    B      2019-01-07    2019-04-05  2019-02-01     99.0        N          N\
    an earlier term: does not count
    C      2019-04-23    2019-07-19  2019-06-01     95.0        N          N
    """
# born to be in a school year: 15 on the day before it began, or 16; 5, or 4
AGED = """
    child  born
    A      2010-01-01
    B      2003-09-01  fifteen on the day before the school year began: counted
    C      2003-08-31  sixteen on that day: school is over, not counted
    D      2014-08-31  five on that day: counted
    E      2014-09-01  four on that day: not in year 1 yet, not counted
    F      2010-01-01
    """
RESULTS_CHILDREN = """
    child  born
    A      2008-01-01
    B      2008-01-01
    C      2008-01-01
    D      2008-01-01
    """
RESULTS_CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            2019-04-01  looked after on 31 March: counted
    B      2018-04-01  S             C2            -           twelve months on 31 March to the day: counted
    C      2018-04-02  S             C2            -           a day fewer: not counted
    D      2018-01-01  S             C2            -
    """
SUSPENDED_CHILDREN = """
    child  born
    A      2006-01-01
    B      2006-01-01
    C      2006-01-01
    """
SUSPENDED_CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2019-10-10  S             V2            2019-10-20
    C      2018-01-01  S             C2            -
    """
ATTENDING = """
    child  born
    A      2010-01-01
    B      2002-09-01  fifteen on the day before the school year began: counted
    C      2002-08-31  sixteen on that day: not counted
    D      2012-08-31  six on that day: counted
    E      2013-09-01  four on that day: not in year 1 yet, not counted
    F      2010-01-01
    """
ATTENDANCE = """
    child  term_started  term_ended  possible  authorised  unauthorised
    A      2019-04-23    2019-07-19  120       10          2             20 of 200 missed
    A      2019-01-07    2019-04-05  80        8           0
    A      2019-09-03    2019-12-20  130       60          60            the term goes on: does not count
    A      2018-04-16    2018-07-20  120       60          60            a year before: does not count
    B      2019-04-23    2019-07-19  100       5           4             9 of 100 missed
    C      2019-04-23    2019-07-19  100       50          50
    D      2019-04-23    2019-07-19  0         -           -             no session possible: not counted
    E      2019-04-23    2019-07-19  100       50          50
    F      2019-04-23    2019-07-19  100       50          50
    """
AGED_CARE = """
    child  started     start_reason  legal_status  ended
    A      2018-01-01  S             C2            -
    B      2018-01-01  S             C2            -
    C      2018-01-01  S             C2            -
    D      2018-01-01  S             C2            -
    E      2018-01-01  S             C2            -
    F      2018-11-02  S             V2            -           a day short of twelve months: not counted
    """
