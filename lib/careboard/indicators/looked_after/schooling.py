"""Looked-after children's last term at school, from the local table of education."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.looked_after.care import looked_after_at
from careboard.records.tables import NotAvailable, Tables


def last_term(tables: Tables, on: date) -> pandas.DataFrame:
    """Children looked after on a date with a record for the last term that had ended by then, and that
    record. Raises NotAvailable before the first.
    """
    terms = tables.education[tables.education.term_ended <= pandas.Timestamp(on)]
    if terms.empty:
        raise NotAvailable("no term had ended by then")
    terms = terms[terms.term_ended == terms.term_ended.max()]
    return looked_after_at(tables, on)[["child"]].merge(terms, on="child")


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
    A      2019-04-23    2019-07-19  2019-06-01     90.0        N          E
    A      2019-09-03    2019-12-20  2019-10-01     80.0        Y          E\
    the term goes on: does not count
    B      2019-04-23    2019-07-19  -              89.9        Y          N
    B      2019-01-07    2019-04-05  2019-02-01     99.0        N          N\
    an earlier term: does not count
    C      2019-04-23    2019-07-19  2019-06-01     95.0        N          N
    """
