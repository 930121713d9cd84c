"""How long the stages take, and how much faster a page is here than with a stock kernel. Printed, never asserted."""

import subprocess
import sys
import time

import pytest
from careboard import press
from careboard.workers import Forking, run
from conftest import ROOT
from editions import sheet_of, small_edition, small_edition_in

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return small_edition_in(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def executor():
    with Forking(1, "careboard.warmed") as executor:
        yield executor


def test_sample_is_made(benchmark, tmp_path):
    command = [sys.executable, "-c", "import sys, pathlib, careboard.sample; careboard.sample.write(pathlib.Path(sys.argv[1]))", str(tmp_path)]
    benchmark.pedantic(lambda: subprocess.run(command, check=True), rounds=1)


def test_pages_are_drawn(benchmark, edition, executor, tmp_path, capsys):
    sheets = [sheet_of(small_edition(), book.stem) for book in BOOKS]
    began = time.perf_counter()
    for book in BOOKS:
        command = [sys.executable, "-m", "papermill", str(book), str(tmp_path / book.name), "--no-progress-bar"]
        subprocess.run(command, check=True, env={"CAREBOARD_EDITION": str(edition), "HOME": str(tmp_path), "PATH": ""}, cwd=ROOT, capture_output=True)
    stock = time.perf_counter() - began
    list(run(executor, press.draw, sheets[:1], 1))
    done = benchmark.pedantic(lambda: list(run(executor, press.draw, sheets, 1)), rounds=3)
    assert not [found.failure for found in done if found.failure]
    with capsys.disabled():
        print(f"\n{len(sheets)} pages, one worker: {benchmark.stats['mean']:.1f} s with HTML, {stock:.1f} s by papermill's command line without it: {stock / benchmark.stats['mean']:.1f} times as fast.")
