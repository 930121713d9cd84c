"""A table of PostgreSQL taken over as CSV, which the server writes and pandas reads.

It gains more than half: the sample's 41 tables come in 6 s, where rows fetched one by one take 18 s, most of
them to make a Python object of each cell. The plain way is `database.fetched`, and
tests/intake/test_postgres.py holds the two equal.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pandas

from careboard.errors import Problem

if TYPE_CHECKING:
    import sqlalchemy

LARGEST = 2 * 1024**3  # bytes of one table


def can_copy(connection: sqlalchemy.Connection) -> bool:
    """Whether a connection's driver hands over what COPY writes.

    Args:
        connection: to any database.
    """
    return connection.dialect.name == "postgresql" and connection.dialect.driver == "psycopg"


def copied(
    connection: sqlalchemy.Connection, query: sqlalchemy.Select, columns: int, most: int
) -> pandas.DataFrame:
    """What a query finds, as text under numbers, NULL as blank.

    Args:
        connection: one that `can_copy`.
        query: what is asked; it has no parameters.
        columns: how many columns it finds.
        most: the rows after which reading ends.

    Raises:
        Problem: where it is larger than LARGEST.
    """
    from sqlalchemy.dialects.postgresql.base import PGDialect

    asked = query.compile(dialect=PGDialect(paramstyle="named"))  # another would double each percent sign
    written = BytesIO()
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY ({asked}) TO STDOUT (FORMAT csv)") as copy:
        for part in copy:
            if written.tell() > LARGEST:
                raise Problem(f"more than {LARGEST // 1024**3} GB. Is this one table of one council?")
            written.write(part)
    if not written.tell():
        return pandas.DataFrame(columns=range(columns), dtype="str")
    written.seek(0)
    return pandas.read_csv(
        written,
        header=None,
        names=range(columns),
        dtype="str",
        keep_default_na=False,
        na_filter=False,
        encoding="utf-8",
        nrows=most,
        skip_blank_lines=False,
    )
