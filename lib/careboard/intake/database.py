"""Tables and views of a database that SQLAlchemy can reach, read as text."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas

from careboard.errors import Problem, WrongUse
from careboard.intake.cells.date_forms import ISO
from careboard.intake.database_failures import failure
from careboard.intake.source_table import SourceTable, folded

if TYPE_CHECKING:
    import sqlalchemy

MOST_ROWS = 20_000_000
PASSWORD = "CAREBOARD_PASSWORD"  # the variable of the environment; else the keyring's entry of 'careboard'
SECONDS_TO_WAIT = 5  # for a database that another program holds locked


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
    engine, name = _engine(address)
    import sqlalchemy

    try:
        with engine.connect() as connection:
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


def _engine(address: str | Path) -> tuple[sqlalchemy.Engine, str]:
    """What reaches a database, and what the database is called.

    Raises:
        Problem: where the address is none, or its driver is not installed.
    """
    import sqlalchemy

    try:
        engine = sqlalchemy.create_engine(_address(address), **_options(address))
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, ValueError) as error:
        raise failure(error) from None
    if isinstance(address, Path):
        return engine, address.name
    return engine, (engine.url.database or "the database").split("/")[-1]


def _address(address: str | Path) -> sqlalchemy.URL:
    """The address for SQLAlchemy: an SQLite file is opened to be read alone; passwords come from outside."""
    import sqlalchemy

    if isinstance(address, str):
        url = sqlalchemy.make_url(address)
        if (
            url.get_backend_name() == "sqlite"
            and url.database
            and not url.database.startswith((":", "file:"))
        ):
            return _address(Path(url.database))
        return url.set(password=_password(url)) if url.username and url.password is None else url
    file = quote(address.resolve().as_posix())
    return sqlalchemy.URL.create("sqlite", database=f"file:{file}", query={"mode": "ro", "uri": "true"})


def _password(url: sqlalchemy.URL) -> str | None:
    """The password of the environment, else that of the machine's own store of passwords."""
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    try:
        import keyring
    except ImportError:
        return None
    return keyring.get_password("careboard", f"{url.username}@{url.host}")


def _options(address: str | Path) -> dict[str, dict[str, int]]:
    sqlite = isinstance(address, Path) or address.startswith("sqlite")
    return {"connect_args": {"timeout": SECONDS_TO_WAIT}} if sqlite else {}


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
    names = [*inspector.get_table_names(schema=schema), *inspector.get_view_names(schema=schema)]
    by_name = {folded(name): name for name in names}
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
    names = [*inspector.get_table_names(schema=schema), *inspector.get_view_names(schema=schema)]
    return folded(f"{prefix}ssd_person") in map(folded, names)


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
    from sqlalchemy import column, select
    from sqlalchemy import table as sql_table

    wanted = set(map(folded, columns))
    names = [known["name"] for known in inspector.get_columns(name, schema=schema)]
    # one nearly right is read too, so that it can be asked about
    chosen = [known for known in names if folded(known) in wanted] or names
    query: sqlalchemy.Executable = select(*map(column, chosen)).select_from(sql_table(name, schema=schema))
    rows = connection.execution_options(stream_results=True).execute(query).fetchmany(MOST_ROWS + 1)
    if len(rows) > MOST_ROWS:
        raise Problem(f"{table}: there are more than {MOST_ROWS:,} rows. Is this one table of one council?")
    # column by column: from rows, pandas is four times as slow
    cells = zip(*rows, strict=True) if rows else [()] * len(chosen)
    frame = pandas.DataFrame(
        {
            heading: pandas.Series(cell, dtype="object").fillna("").astype("str")
            for heading, cell in zip(chosen, cells, strict=True)
        }
    )
    others = {heading: "" for heading in names if heading not in chosen}
    frame = frame.assign(**others) if len(frame) else frame.reindex(columns=names)
    return SourceTable(table, frame, pandas.Series(range(1, len(frame) + 1), dtype="int64"), ISO)
