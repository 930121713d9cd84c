"""What a user waits for.

A month from a cold start, nothing changed, one commentary changed, more months at once.
"""

import shutil
import statistics
import sys
import time

import pytest
from support.command import ROOT, work_of
from watching import build as watched_build
from watching import timed

from careboard.build.build import build_periods
from careboard.build.request import Build
from careboard.execute.pool import Pool
from careboard.params import load
from careboard.periods import parse
from careboard.publish.outputs import Folders

PERIOD = "2019-10"
MONTHS = {1: [PERIOD], 3: ["2019-08..2019-10"], 12: ["2018-11..2019-10"]}


@pytest.fixture(scope="module")
def suite(built, tmp_path_factory):
    """A copy of the parameters, to be changed, beside the same extract, and its outputs built once."""
    folder = tmp_path_factory.mktemp("suite")
    for name in ("params", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("work"))
    watched_build(folder / "outputs", PERIOD, params=folder / "params")
    return folder


def edit(suite, number):
    words = suite / "params" / "commentary" / PERIOD / "county" / "front_door.md"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text(
        (
            f"---\nauthor: the performance analyst\nwritten: 2019-11-11\n---\n{'More. ' * number}Now "
            "{looked_after}.\n"
        ),
        encoding="utf-8",
    )


def command(suite):
    return [
        sys.executable,
        "-m",
        "careboard",
        "--params",
        str(suite / "params"),
        "--outputs",
        str(suite / "outputs"),
        "build",
        PERIOD,
        "--quiet",
    ]


def test_nothing_changed(benchmark, suite, told):
    benchmark.pedantic(lambda: timed(command(suite)), rounds=7)
    told.add(
        "238 pages of which nothing changed, from command to prompt, median of seven",
        benchmark.stats["median"],
        "s",
        1.0,
        digits=2,
    )


def test_one_commentary_changed(benchmark, suite, told):
    cold = []
    for number in range(5):
        edit(suite, number)
        cold.append(timed(command(suite)))
    numbers = iter(range(10, 40))

    def warm():
        edit(suite, next(numbers))
        began = time.perf_counter()
        [outcome] = build_periods(
            Build(load.read(suite / "params"), Folders.of(suite / "outputs"), tell=lambda line: None),
            [parse(PERIOD)],
            pool,
        )
        assert outcome.drawn == ["county/front_door"]
        return time.perf_counter() - began

    with Pool() as pool:
        warm()
        found = benchmark.pedantic(lambda: statistics.median(warm() for _ in range(10)), rounds=1)
    told.add(
        "One commentary changed, its page in place, from command to prompt, median of five",
        statistics.median(cold),
        "s",
        4,
        digits=2,
    )
    told.add(
        "One commentary changed, its page in place, in a process that is warm, median of ten",
        found,
        "s",
        0.7,
        digits=2,
    )


@pytest.fixture(scope="module")
def cold(sample_folder, tmp_path_factory):
    """Builds months from nothing, each number of them once; gives seconds and memory."""
    found = {}

    def run(months):
        if months not in found:
            outputs = tmp_path_factory.mktemp("cold")
            found[months] = watched_build(outputs, *MONTHS[months], "--quiet")
            shutil.rmtree(outputs)
            shutil.rmtree(work_of(outputs))
        return found[months]

    return run


def test_a_month_from_a_cold_start(benchmark, cold, told, tmp_path):
    """Timed while nobody looks on.

    To ask ten times a second what each process holds makes a build some seconds slower.
    """
    seconds = benchmark.pedantic(
        lambda: timed(
            [sys.executable, "-m", "careboard", "--outputs", str(tmp_path), "build", PERIOD, "--quiet"]
        ),
        rounds=1,
    )
    told.add(
        "238 pages of one month, reading, counting and hiding included, from a cold start", seconds, "s", 60
    )
    told.add(
        "The same, the most memory held at once by all of its processes",
        cold(1).megabytes,
        "MB",
        2000,
        digits=0,
    )


@pytest.mark.parametrize("months", [3, 12])
def test_more_months_at_once(benchmark, cold, told, months):
    benchmark.pedantic(lambda: cold(months), rounds=1)
    told.add(
        f"{months} months at once ({months * 238:,} pages) against one",
        cold(months).seconds / cold(1).seconds,
        "times",
        months,
    )
    told.add(
        "The same, the most memory held at once by all of its processes",
        cold(months).megabytes,
        "MB",
        digits=0,
    )
