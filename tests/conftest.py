"""What all tests share: the invented county, written once, and its October 2019, built once."""

import os

import pytest
from support.command import ROOT, copied_outputs, run, work_of

from careboard.edition.edition import open_edition
from careboard.files import lock
from careboard.publish import index

# the modules that take longest, first, so that no process of pytest's sits idle while another ends one of
# them
LONGEST = (
    "test_recount_areas",
    "test_stopped_builds",
    "test_canary",
    "test_forms",
    "test_lab",
    "test_analysts_loop",
    "test_late_records",
    "test_cli",
    "test_build",
    "test_watch",
    "test_properties",
    "test_dask_cluster",
    "test_accessibility",
    "test_engine_output",
    "test_end_to_end",
    "test_workers",
    "test_workbook",
    "test_sample",
    "test_edition",
    "test_markup",
    "test_pdf_pack",
    "test_render",
    "test_compose",
    "test_draw_page",
    "test_counting",
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder that all of pytest's processes share, for what is made once."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


def alone(shared, what):
    """Of pytest's processes one makes it, and the others wait; who needs something else need not wait."""
    folder = shared / f"making_{what}"
    folder.mkdir(exist_ok=True)
    return lock(folder, wait=True)


@pytest.fixture(scope="session")
def sample_folder(shared):
    """The invented county as `careboard sample` writes it."""
    folder = ROOT / "data" / "sample"
    with alone(shared, "sample"):
        done = run("sample", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def extract(sample_folder):
    """The invented county in a database of plain SQL."""
    from support.plain_sql import good_records

    return good_records(sample_folder)


@pytest.fixture(scope="session")
def small(sample_folder, shared):
    """Small valid extracts, to spoil copies of: the dataset as CSV and SQLite files, and three returns."""
    from support.small_extract import write_database, write_small_extract, write_small_returns

    folder = shared / "small"
    with alone(shared, "small"):
        if not folder.is_dir():
            write_small_extract(sample_folder / "ssd", folder / "ssd")
            write_database(folder / "ssd", folder / "ssd.sqlite")
            write_small_returns(sample_folder / "ssda903", folder / "903")
    return {"ssd": folder / "ssd", "sqlite": folder / "ssd.sqlite", "903": folder / "903"}


@pytest.fixture(scope="session")
def built(sample_folder, shared):
    """The outputs folder after `careboard build 2019-10`; to look at, or to copy."""
    outputs = shared / "outputs"
    with alone(shared, "outputs"):
        if not (outputs / "2019-10").is_dir():
            done = run("build", "2019-10", outputs=outputs)
            assert done.returncode == 0, done.stdout + done.stderr
    return outputs


@pytest.fixture(scope="session")
def unhidden(sample_folder, shared):
    """The county's figures of October 2019 and the 24 months before it, nothing hidden, as a CSV file."""
    outputs = shared / "unhidden"
    with alone(shared, "unhidden"):
        if not work_of(outputs).is_dir():
            what = ("--audience", "internal", "--area", "unallocated", "--domain", "workforce")
            done = run("build", "2019-10", "--source", sample_folder / "ssd.sqlite", *what, outputs=outputs)
            assert done.returncode == 0, done.stdout + done.stderr
    return work_of(outputs) / "internal" / "2019-10" / "figures.csv"


@pytest.fixture
def own_built(built, tmp_path):
    """A copy of it, in which a test may run commands while others look at the first."""
    return copied_outputs(built, tmp_path / "outputs")


@pytest.fixture
def in_its_place(built, tmp_path):
    """What a build puts in the place of a page that it could not draw."""
    edition = open_edition(next((work_of(built) / "editions").glob("*/2019-10/whole")))
    page = tmp_path / "sdq.html"
    page.write_text(
        index.not_drawn_html(
            edition, {"area": "county", "page": "sdq", "reason": "stopped at cell 'scores' (ValueError)"}
        ),
        encoding="utf-8",
    )
    return page


@pytest.fixture(autouse=True)
def no_edition_from_outside(monkeypatch):
    monkeypatch.delenv("CAREBOARD_EDITION", raising=False)
