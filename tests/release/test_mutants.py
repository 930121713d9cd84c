"""Of the faults put into the counting and hiding of figures, at least nine of ten are noticed.

What no test notices is judged one by one in docs/benchmarks.md, or a test is written.
"""

import json
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import pytest
from mutants import copy_of_project, fails_as_it_is, mutants, noticed_by
from support.command import ROOT

SEED, COUNT, LEAST = 2019, 300, 0.9
JUDGED = ROOT / "docs" / "benchmarks.md"
# what was found of each, to go on after a stop; without the file all is tried anew
KEPT = Path(os.environ.get("CAREBOARD_MUTANTS", Path(__file__).with_name("outcomes.jsonl")))

folder_of_process = None


def set_up(folder):
    """A copy of the project for this process."""
    global folder_of_process
    folder_of_process = copy_of_project(Path(folder) / str(os.getpid()))


def tried(mutant, slow):
    return mutant, noticed_by(mutant, folder_of_process, slow=slow)


@pytest.fixture(scope="module")
def outcomes(sample_folder, tmp_path_factory):
    """What noticed each mutant: the quick tests for all, then the slow ones for those that are left."""
    found, drawn = known(), mutants(SEED, COUNT)
    how = {"initializer": set_up, "initargs": (str(tmp_path_factory.mktemp("copies")),)}
    with ProcessPoolExecutor(os.cpu_count(), **how) as pool, KEPT.open("a", encoding="utf-8") as file:
        for slow in (False, True):
            keys = {mutant: (mutant.name, mutant.digest, slow) for mutant in drawn}
            asked = [mutant for mutant in drawn if not (slow and found[mutant.name, mutant.digest, False])]
            left = [mutant for mutant in asked if keys[mutant] not in found]
            for done in as_completed([pool.submit(tried, mutant, slow) for mutant in left]):
                mutant, noticed = done.result()
                found[keys[mutant]] = noticed
                line = {"name": mutant.name, "digest": mutant.digest, "slow": slow, "noticed": noticed}
                print(json.dumps(line), file=file, flush=True)
    return {
        mutant.name: found[mutant.name, mutant.digest, False] or found[mutant.name, mutant.digest, True]
        for mutant in drawn
    }


def known():
    """What was found before, of modules whose text is the same: a test that is added only notices more."""
    lines = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.is_file() else []
    told = map(json.loads, lines)
    return {(line["name"], line["digest"], line["slow"]): line["noticed"] for line in told if line["noticed"]}


def test_without_a_fault_nothing_fails(sample_folder, tmp_path):
    assert fails_as_it_is(copy_of_project(tmp_path)) == []


def test_nine_of_ten_are_noticed(outcomes):
    survived = sorted(name for name, noticed in outcomes.items() if not noticed)
    print(f"{len(outcomes) - len(survived)} of {len(outcomes)} noticed; not noticed:", *survived, sep="\n")
    assert len(outcomes) - len(survived) >= LEAST * len(outcomes)


def test_each_that_is_not_noticed_is_judged(outcomes):
    judged = JUDGED.read_text(encoding="utf-8")
    assert [name for name, noticed in outcomes.items() if not noticed and f"`{name}`" not in judged] == []
