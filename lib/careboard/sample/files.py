"""Writes tables as CSV files and into one SQLite database."""

import sqlite3

import numpy as np

from .cells import text
from .ssd_columns import columns


def size_of(table):
    """The number of rows of a table."""
    return len(next(iter(table.values())))


def as_columns(table, names, iso=False):
    """The table's columns as text, in order, blank where the sample has nothing."""
    blank = np.full(size_of(table), "", object)
    unknown = set(table) - set(names)
    if unknown:
        raise ValueError(f"No such columns: {', '.join(sorted(unknown))}.")
    return [text(table[name], iso) if name in table else blank for name in names]


def write_csv(path, names, table, added=()):
    """One CSV file: a header row, the table's rows, then the rows added as they are."""
    lines = [",".join(names)]
    lines += map(",".join, zip(*(column.tolist() for column in as_columns(table, names)), strict=True))
    lines += [",".join(row) for row in added]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def write_sqlite(path, tables, added):
    """All tables in one database, dates in ISO order, blanks as NULL."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 16384")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for name, table in tables.items():
            _fill(connection, name, table, added.get(name, ()))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _fill(connection, name, table, added):
    """Create and fill one table; columns in which the sample has nothing are left out of the filling."""
    names = columns(name)
    connection.execute(f'CREATE TABLE "{name}" ({_listed(f"{_quoted(column)} TEXT" for column in names)})')
    used = [column for column in names if column in table]
    filled = [_with_null(column).tolist() for column in as_columns(table, used, iso=True)]
    connection.executemany(_insert(name, used), zip(*filled, strict=True))
    connection.executemany(_insert(name, names), [turned(row) for row in added])


def _listed(parts):
    return ", ".join(parts)


def _quoted(name):
    return f'"{name}"'


def _insert(table, names):
    return f"INSERT INTO {_quoted(table)} ({_listed(map(_quoted, names))}) VALUES ({_listed('?' * len(names))})"


def _with_null(column):
    return np.where(column == "", None, column)


def turned(row):
    """A row of the CSV as the database holds it: dates the other way round, blanks as NULL."""
    return [_turned_cell(cell) for cell in row]


def _turned_cell(cell):
    date, gap, clock = cell.partition(" ")
    if len(date) == 10 and date[2] == date[5] == "/":
        return f"{date[6:]}-{date[3:5]}-{date[:2]}{gap}{clock}"
    if len(date) == 10 and date[4] == date[7] == "-":
        return f"{date[8:]}/{date[5:7]}/{date[:4]}{gap}{clock}"
    return cell or None
