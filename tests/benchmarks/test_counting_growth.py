"""How long all indicators and 25 months take, and how that grows with ten copies of the county."""

import json
import subprocess
import sys

from support.command import ROOT


def counted(number, processes):
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "benchmarks" / "counting.py"), str(number), str(processes)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(ran.stdout.strip().splitlines()[-1])


def test_counting(benchmark, sample_folder, told):
    found = []
    benchmark.pedantic(lambda: found.append(counted(1, 2)), rounds=3)
    best, ten = min(found, key=lambda one: one["seconds"]), counted(10, 2)
    assert ten["looked_after"] == 10 * best["looked_after"]
    told.add("All indicators counted, 25 months, 17 areas, two processes", best["seconds"], "s")
    told.add("The same, memory", best["megabytes"], "MB", digits=0)
    told.add("Ten copies of the county against one, time", ten["seconds"] / best["seconds"], "times", 10)
    told.add(
        "Ten copies of the county against one, memory", ten["megabytes"] / best["megabytes"], "times", 10
    )
