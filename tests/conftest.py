"""What several tests share: the invented county, written once, and its October 2019, built once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from careboard.keeping import held

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "lib"))  # setup_venv.py is not part of the package


def run(*words, outputs=None, **how):
    """The command line as a user runs it; returns the finished process."""
    where = ["--outputs", str(outputs)] if outputs else []
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CAREBOARD_")}
    return subprocess.run([sys.executable, "-m", "careboard", *where, *map(str, words)], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT, env=clean, **how)


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder that all of pytest's processes share, for what is made once."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def sample_folder(shared):
    """The invented county as `careboard sample` writes it."""
    folder = ROOT / "data" / "sample"
    with held(shared, wait=True):
        done = run("sample", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def extract(sample_folder):
    """The invented county in a database of plain SQL."""
    from plain_sql import good_records

    return good_records(sample_folder)


@pytest.fixture(scope="session")
def built(sample_folder, shared):
    """The outputs folder after `careboard build 2019-10`; to look at, or to copy."""
    outputs = shared / "outputs"
    with held(shared, wait=True):
        if not (outputs / "2019-10").is_dir():
            done = run("build", "2019-10", outputs=outputs)
            assert done.returncode == 0, done.stdout + done.stderr
    return outputs


@pytest.fixture
def own_built(built, tmp_path):
    """A copy of it, in which a test may run commands while others look at the first."""
    return shutil.copytree(built, tmp_path / "outputs")


@pytest.fixture(autouse=True)
def no_edition_from_outside(monkeypatch):
    monkeypatch.delenv("CAREBOARD_EDITION", raising=False)
