"""From a commentary file saved to its page on disk, under `careboard watch` as an analyst starts it."""

import os
import shutil
import statistics
import subprocess
import sys
import time

import pytest
from support.command import ROOT, copied_outputs

PERIOD = "2019-10"
TIMES = 10


@pytest.fixture
def suite(built, tmp_path):
    """Parameters and outputs of one's own, so that saving changes nobody else's."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    copied_outputs(built, tmp_path / "outputs")
    return tmp_path


def test_from_save_to_page(benchmark, suite, told):
    words, page = (
        suite / "params" / "commentary" / PERIOD / "county" / "front_door.md",
        suite / "outputs" / PERIOD / "county" / "front_door.html",
    )
    command = [
        sys.executable,
        "-u",
        "-m",
        "careboard",
        "--params",
        suite / "params",
        "--outputs",
        suite / "outputs",
        "watch",
        PERIOD,
    ]
    watching = subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=dict(os.environ),
    )
    for line in watching.stdout:
        if "Ctrl-C ends it." in line:
            break

    def saved(number):
        text = f"Saved for the {number}th time"
        words.write_text(words.read_text(encoding="utf-8") + f"\n{text}.\n", encoding="utf-8")
        began = time.perf_counter()
        while text not in page.read_text(encoding="utf-8"):
            time.sleep(0.005)
        return time.perf_counter() - began

    try:
        saved(1)
        found = benchmark.pedantic(
            lambda: statistics.median(saved(number) for number in range(2, 2 + TIMES)), rounds=1
        )
    finally:
        watching.terminate()
        watching.wait()
    told.add(
        "From a commentary saved to its page on disk, under careboard watch, median of ten",
        found,
        "s",
        0.7,
        digits=2,
    )
