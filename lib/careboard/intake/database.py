"""Tables and views of a database that SQLAlchemy can reach, read as text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas

from careboard.errors import Problem, WrongUse
from careboard.intake.cells.date_forms import ISO
from careboard.intake.database_address import engine_of, hold_to_bounds
from careboard.intake.database_failures import failure
from careboard.intake.postgres_copy import can_copy, copied
from careboard.intake.source_table import SourceTable, folded

if TYPE_CHECKING:
    import sqlalchemy
    from sqlalchemy.engine.interfaces import ReflectedColumn

MOST_ROWS = 20_000_000


def read_database(
    address: str | Path,
    known: Mapping[str, Collection[str]] | None,
    schema: str | None = None,
    prefix: str = "",
) -> tuple[dict[str, SourceTable], str]:
    """The tables and views of some names, of each the columns wanted.

    Args:
        address: an SQLite file, or a database's address as SQLAlchemy writes it.
        known: the table's name -> the columns wanted of it; None for every table, whole.
        schema: where the tables lie, None for the database's own choice.
        prefix: what stands before the name of each table.

    Returns:
        The tables by name, and what the database is called.

    Raises:
        Problem: where it does not answer, or may not be read; the address is not repeated.
    """
    engine, name = engine_of(address)
    import sqlalchemy

    try:
        with engine.connect() as connection:
            hold_to_bounds(connection)
            inspector = sqlalchemy.inspect(connection)
            found = _found(inspector, known, schema, prefix)
            tables = {
                table: _text(connection, inspector, theirs, schema, table, (known or {}).get(table, ()))
                for table, theirs in sorted(found.items())
            }
    except (sqlalchemy.exc.SQLAlchemyError, UnicodeDecodeError) as error:
        raise failure(error, name) from None
    finally:
        engine.dispose()
    return tables, name


def _found(
    inspector: sqlalchemy.Inspector, known: Collection[str] | None, schema: str | None, prefix: str
) -> dict[str, str]:
    """The table's name -> what the database calls it.

    Raises:
        WrongUse: where the schema is not there, or the tables lie in another.
    """
    if schema is not None and schema not in inspector.get_schema_names():
        raise WrongUse(
            f"the database has no schema '{schema}'. Name one with the setting 'schema' of the source."
        )
    by_name = {folded(name): name for name in _names(inspector, schema)}
    if known is None:
        return by_name
    found = {table: by_name[folded(prefix + table)] for table in known if folded(prefix + table) in by_name}
    if "ssd_person" in found or schema is not None:
        return found
    elsewhere = [other for other in inspector.get_schema_names() if _holds_persons(inspector, other, prefix)]
    if elsewhere:
        raise WrongUse(
            f"the tables lie in {_schemas(elsewhere)}. Name it with the setting 'schema' of the source in "
            "params/suite.yml."
        )
    return found


def _holds_persons(inspector: sqlalchemy.Inspector, schema: str, prefix: str) -> bool:
    return folded(f"{prefix}ssd_person") in map(folded, _names(inspector, schema))


def _names(inspector: sqlalchemy.Inspector, schema: str | None) -> list[str]:
    """The tables and views of a schema, whatever the way in which the database keeps them."""
    names = [*inspector.get_table_names(schema=schema), *inspector.get_view_names(schema=schema)]
    if inspector.dialect.name == "postgresql":
        names += inspector.get_materialized_view_names(schema=schema)
        names += inspector.get_foreign_table_names(schema=schema)  # type: ignore[attr-defined]
    return names


def _schemas(names: list[str]) -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return f"the schema {listed}" if len(names) == 1 else f"the schemas {listed}"


def _text(
    connection: sqlalchemy.Connection,
    inspector: sqlalchemy.Inspector,
    name: str,
    schema: str | None,
    table: str,
    columns: Collection[str],
) -> SourceTable:
    """A table as text, NULL as blank; only the columns wanted."""
    import sqlalchemy

    wanted = set(map(folded, columns))
    problems = (sqlalchemy.exc.SQLAlchemyError, connection.dialect.loaded_dbapi.Error, UnicodeDecodeError)
    try:
        there = inspector.get_columns(name, schema=schema)
        # one nearly right is read too, so that it can be asked about
        chosen = [column for column in there if folded(column["name"]) in wanted] or there
        query = query_of(name, schema, chosen)
        if can_copy(connection):
            frame = copied(connection, query, len(chosen), MOST_ROWS + 1)
        else:
            frame = fetched(connection, query, len(chosen), MOST_ROWS + 1)
    except problems as error:
        raise failure(error, table) from None
    except Problem as problem:
        raise Problem(f"{table}: {problem}") from None
    if len(frame) > MOST_ROWS:
        raise Problem(f"{table}: there are more than {MOST_ROWS:,} rows. Is this one table of one council?")
    frame = frame.set_axis([column["name"] for column in chosen], axis=1)
    names = [column["name"] for column in there]
    others = {heading: "" for heading in names if heading not in frame}
    frame = frame.assign(**others) if len(frame) else frame.reindex(columns=names)
    return SourceTable(table, frame, pandas.Series(range(1, len(frame) + 1), dtype="int64"), ISO)


def query_of(name: str, schema: str | None, columns: Collection[ReflectedColumn]) -> sqlalchemy.Select:
    """What is asked of a table, in words that every kind of database understands.

    Args:
        name: what the database calls the table.
        schema: where it lies, None for the database's own choice.
        columns: those wanted, as the database describes them.
    """
    from sqlalchemy import TIMESTAMP, cast, column, select
    from sqlalchemy import table as sql_table

    asked = [
        # the moment as it was here: the database keeps it as it was in Greenwich
        cast(column(known["name"]), TIMESTAMP).label(known["name"])
        if isinstance(known["type"], TIMESTAMP) and known["type"].timezone
        else column(known["name"])
        for known in columns
    ]
    return select(*asked).select_from(sql_table(name, schema=schema))


def fetched(
    connection: sqlalchemy.Connection, query: sqlalchemy.Select, columns: int, most: int
) -> pandas.DataFrame:
    """What a query finds, as text under numbers, NULL as blank.

    Args:
        connection: to any database.
        query: what is asked.
        columns: how many columns it finds.
        most: the rows after which reading ends.
    """
    rows = connection.execution_options(stream_results=True).execute(query).fetchmany(most)
    # column by column: from rows, pandas is four times as slow
    cells = zip(*rows, strict=True) if rows else [()] * columns
    texts = [pandas.Series(cell, dtype="object").fillna("").astype("str") for cell in cells]
    return pandas.DataFrame(dict(enumerate(texts)))
