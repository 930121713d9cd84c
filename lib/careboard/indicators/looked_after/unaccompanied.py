"""Unaccompanied children seeking asylum."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.records.codes import UNACCOMPANIED
from careboard.records.tables import Tables


def unaccompanied_at(tables: Tables, on: date) -> pandas.Series:
    """The children recorded as unaccompanied and seeking asylum at the end of a day; a status without a start
    holds from the beginning.
    """
    status, day = tables.immigration, pandas.Timestamp(on)
    began = (status.started <= day) | status.started.isna() if "started" in status else True
    return status.child[
        (status.status == UNACCOMPANIED) & began & (status.ended.isna() | (status.ended > day))
    ]
