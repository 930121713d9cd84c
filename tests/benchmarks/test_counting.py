"""How long all indicators, 25 months, windows, areas and breakdowns take, and how that grows with ten copies of the county. Printed, never asserted."""

import json
import subprocess
import sys

from conftest import ROOT


def counted(number, processes):
    ran = subprocess.run([sys.executable, str(ROOT / "tests" / "benchmarks" / "counting.py"), str(number), str(processes)], check=True, capture_output=True, text=True)
    return json.loads(ran.stdout.strip().splitlines()[-1])


def test_counting(benchmark, sample_folder, capsys):
    told = []
    benchmark.pedantic(lambda: told.append(counted(1, 2)), rounds=3)
    best, ten = min(told, key=lambda one: one["seconds"]), counted(10, 2)
    assert ten["looked_after"] == 10 * best["looked_after"]
    with capsys.disabled():
        print(
            f"\nAll indicators, 25 months, 17 areas, two processes on {best['cores']} cores: {best['seconds']:.1f} s. Ten copies of the county: {ten['seconds']:.1f} s, "
            f"{ten['seconds'] / best['seconds']:.1f} times as long, {ten['megabytes'] / best['megabytes']:.1f} times the memory ({best['megabytes']:.0f} and {ten['megabytes']:.0f} MB)."
        )
