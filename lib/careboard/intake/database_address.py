"""How a database is reached: its address, password and driver, and the bounds within which it is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from careboard.intake.database_failures import failure

if TYPE_CHECKING:
    import sqlalchemy

PASSWORD = "CAREBOARD_PASSWORD"  # the variable of the environment; else the keyring's entry of 'careboard'
SECONDS_TO_CONNECT = 15
SECONDS_TO_WAIT = 5  # for a database or table that another program holds locked
SECONDS_TO_ANSWER = 600  # for one statement
# the drivers that the extras install, where an address names none
DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg", "mssql": "mssql+mssqlpython"}
# what is said first, by kind of database: all tables are read as they stood at one moment, and nothing is
# written; a moment with a time zone counts for the day that it was in England
BOUNDS = {
    "postgresql": (
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "SET LOCAL statement_timeout = '{answer}s'",
        "SET LOCAL lock_timeout = '{wait}s'",
        "SET LOCAL client_encoding = 'UTF8'",
        "SET LOCAL datestyle = 'ISO'",
        "SET LOCAL timezone = 'Europe/London'",
    ),
    "mssql": ("SET LOCK_TIMEOUT {wait}000",),
}


def engine_of(address: str | Path) -> tuple[sqlalchemy.Engine, str]:
    """What reaches a database, and what the database is called.

    Args:
        address: an SQLite file, or a database's address as SQLAlchemy writes it.

    Raises:
        Problem: where the address is none, or its driver is not installed.
    """
    import sqlalchemy

    try:
        url = _url(address)
        engine = sqlalchemy.create_engine(url, connect_args=_options(url))
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, ValueError) as error:
        raise failure(error) from None
    if isinstance(address, Path):
        return engine, address.name
    return engine, (engine.url.database or "the database").split("/")[-1]


def hold_to_bounds(connection: sqlalchemy.Connection) -> None:
    """Keep a connection from writing and from waiting for ever.

    Args:
        connection: just opened; nothing has been asked of it.
    """
    for statement in BOUNDS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement.format(answer=SECONDS_TO_ANSWER, wait=SECONDS_TO_WAIT))


def _url(address: str | Path) -> sqlalchemy.URL:
    """The address for SQLAlchemy: an SQLite file is opened to be read alone; passwords come from outside."""
    import sqlalchemy

    if isinstance(address, Path):
        file = quote(address.resolve().as_posix())
        return sqlalchemy.URL.create("sqlite", database=f"file:{file}", query={"mode": "ro", "uri": "true"})
    url = sqlalchemy.make_url(address)
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith((":", "file:")):
        return _url(Path(url.database))
    return url.set(password=_password(url)) if url.username and url.password is None else url


def _password(url: sqlalchemy.URL) -> str | None:
    """The password of the environment, else that of the machine's own store of passwords."""
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    try:
        import keyring
    except ImportError:
        return None
    return keyring.get_password("careboard", f"{url.username}@{url.host}")


def _options(url: sqlalchemy.URL) -> dict[str, Any]:
    """What the driver is told beside the address."""
    if url.get_backend_name() == "sqlite":
        return {"timeout": SECONDS_TO_WAIT}
    if url.drivername == DRIVERS["postgresql"] and "connect_timeout" not in url.query:
        return {"connect_timeout": SECONDS_TO_CONNECT}
    return {}
