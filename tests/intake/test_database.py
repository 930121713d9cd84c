"""What is asked of a database, of whatever kind, and what is said where its driver is missing."""

import sqlite3
import sys

import pytest
import sqlalchemy
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.mssql import mssqlpython
from support.habits import SSD

from careboard import intake
from careboard.errors import Problem
from careboard.intake import database_address
from careboard.intake.database import query_of
from careboard.intake.database_failures import failure

SERVERS = {"sqlserver": mssqlpython.dialect(), "postgres": postgresql.dialect(), "sqlite": sqlite.dialect()}


def asked(kind, schema, *names):
    columns = [{"name": name, "type": sqlalchemy.String()} for name in names]
    return " ".join(str(query_of("ssd_person", schema, columns).compile(dialect=SERVERS[kind])).split())


@pytest.mark.parametrize("kind", SERVERS)
def test_a_table_is_asked_for_in_words_that_every_server_understands(kind):
    assert (
        asked(kind, None, "pers_person_id", "pers_dob") == "SELECT pers_person_id, pers_dob FROM ssd_person"
    )
    assert asked(kind, "ssd", "pers_dob") == "SELECT pers_dob FROM ssd.ssd_person"


@pytest.mark.parametrize(
    ("kind", "quoted"),
    [("sqlserver", "[{}]"), ("postgres", '"{}"'), ("sqlite", '"{}"')],
)
def test_names_that_need_it_are_quoted(kind, quoted):
    names = [quoted.format(name) for name in ("from", "PERS_DOB", "a b", "Social Care")]
    assert asked(kind, "Social Care", "from", "PERS_DOB", "a b") == (
        "SELECT {}, {}, {} FROM {}.ssd_person".format(*names)
    )


def test_nothing_else_is_asked_of_the_tables(tmp_path):
    """Every statement that reaches an SQLite file, those about its columns left out."""
    with sqlite3.connect(tmp_path / "small.sqlite") as database:
        for name, text in SSD.items():
            database.execute(f"create table {name} ({text.splitlines()[0]})")
        database.execute("insert into ssd_person values ('01', 'F', 'WBRI', '2008-02-01')")
    heard = []

    def listen(connection, cursor, statement, *others):
        heard.append(" ".join(statement.split()))

    sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", listen)
    try:
        intake.read(str(tmp_path / "small.sqlite"))
    finally:
        sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", listen)
    own = [line for line in heard if "sqlite_" not in line and not line.startswith("PRAGMA")]
    assert len(own) == len(SSD) and all(line.startswith("SELECT ") and " FROM " in line for line in own)
    assert "SELECT pers_person_id, pers_sex, pers_ethnicity, pers_dob FROM ssd_person" in own


@pytest.mark.parametrize(
    ("address", "module", "package"),
    [
        ("postgresql://someone@host/name", "psycopg", "careboard[postgres]"),
        ("postgres://someone@host/name", "psycopg", "careboard[postgres]"),
        ("mssql+mssqlpython://someone@host/name", "mssql_python", "careboard[sqlserver]"),
        ("mssql://someone@host/name", "mssql_python", "careboard[sqlserver]"),
        ("mysql+pymysql://someone@host/name", "pymysql", "pymysql"),
    ],
)
def test_a_driver_that_is_missing_is_told_with_what_installs_it(address, module, package, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setenv("CAREBOARD_PASSWORD", "secret")
    with pytest.raises(Problem) as told:
        intake.read(address)
    assert str(told.value) == (
        f'the driver for that kind of database is not installed. Run: pip install "{package}"'
    )


@pytest.mark.parametrize("address", ["nonsense://host/name", "://", "postgresql://host:port/name"])
def test_what_is_no_address_of_a_database_is_refused(address):
    with pytest.raises(Problem, match=r"driver|no database address"):
        intake.read(address)


def test_plain_addresses_of_postgresql_take_the_driver_that_the_extra_installs():
    engine, name = database_address.engine_of("postgresql://host/council")
    assert (engine.driver, name) == ("psycopg", "council")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Cannot open database 'x' requested by the login. The login failed for 'y'.", "no database of that"),
        ("Login failed for user 'locked'.", "refused the user or the password"),
        ("Lock request time out period exceeded.", "locked by another program"),
        ("The SELECT permission was denied on the object 'ssd_person'", "may not read it"),
        ("Login timeout expired", "did not answer in time"),
        ('no pg_hba.conf entry for host "10.0.0.1", user "role"', "lets nobody in from this machine"),
        ("server closed the connection unexpectedly", "broke off"),
    ],
)
def test_what_servers_say_is_told_apart_without_their_names(said, expected):
    told = str(failure(Exception(said), "council"))
    assert told.startswith("council: ") and expected in told
    assert not any(name in told for name in ("'x'", "'y'", "10.0.0.1"))
