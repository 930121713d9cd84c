"""A period kept up to date while its analysts write.

With the command that they start, and an editor that saves.
"""

import os
import shutil
import subprocess
import sys
import threading
from queue import Queue

import pytest
from support.command import ROOT
from support.returns import written_returns

from careboard.build import watch
from careboard.paths import NOTEBOOKS
from careboard.publish.outputs import Folders

LONGEST_SECONDS = 120


@pytest.fixture
def suite(tmp_path):
    """A small council: returns of its own, one authority, its own words."""
    returns = written_returns(tmp_path / "returns")
    shutil.copytree(ROOT / "params", tmp_path / "params", ignore=shutil.ignore_patterns("commentary"))
    settings = tmp_path / "params" / "suite.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            "sources:\n", f"sources:\n  ours: {{path: '{returns.as_posix()}', authority: 888}}\n"
        ),
        encoding="utf-8",
    )
    (tmp_path / "params" / "commentary").mkdir()
    return tmp_path


class Watched:
    """`careboard watch` as it runs: what it says, line by line."""

    def __init__(self, suite, *words):
        command = [
            sys.executable,
            "-u",
            "-m",
            "careboard",
            "--params",
            suite / "params",
            "--source",
            "ours",
            "--outputs",
            suite / "outputs",
            "watch",
            "2018-03",
            "--domain",
            "looked_after",
            "--domain",
            "placements",
            *words,
        ]
        self.ran = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.lines: Queue = Queue()
        threading.Thread(
            target=lambda: [self.lines.put(line.rstrip()) for line in self.ran.stdout], daemon=True
        ).start()

    def until(self, words):
        said = []
        while not said or words not in said[-1]:
            said.append(self.lines.get(timeout=LONGEST_SECONDS))
        return said

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ran.terminate()
        self.ran.wait(timeout=LONGEST_SECONDS)


def test_what_is_saved_is_drawn_and_what_is_wrong_is_told_in_a_line(suite):
    words = suite / "params" / "commentary" / "2018-03" / "county" / "looked_after.md"
    page = suite / "outputs" / "2018-03" / "county" / "looked_after.html"
    words.parent.mkdir(parents=True)
    with Watched(suite) as watched:
        watched.until("Ctrl-C ends it.")
        assert 'aria-label="Commentary"' not in page.read_text(encoding="utf-8")

        words.write_text("---\nauthor: A\nwritten: 2018-04-11\n---\nNow {looked_after}.\n", encoding="utf-8")
        assert watched.until("drawn in")[-1].startswith("county/looked_after drawn in ")
        html = page.read_text(encoding="utf-8")
        assert "Now 40 children.</p>" in html and "<script" not in html

        words.write_text(
            "---\nauthor: A\nwritten: 2018-04-11\n---\nNow {lokked_after}.\n\n{\n", encoding="utf-8"
        )
        assert watched.until("Nothing was drawn.")[-1] == (
            "Nothing was drawn. 2018-03/county/looked_after.md, line 5: there is no indicator "
            "'lokked_after'. Did you mean 'looked_after'? And 1 more; run: careboard check 2018-03"
        )
        assert page.read_text(encoding="utf-8") == html

        words.write_text(
            "---\nauthor: A\nwritten: 2018-04-11\n---\nNow 41 children are looked after.\n", encoding="utf-8"
        )
        watched.until("county/looked_after drawn in ")
        assert "line 5: 41 equals no published figure" in watched.until("41 equals")[-1]

        bands = suite / "params" / "bands.yml"
        bands.write_text(bands.read_text(encoding="utf-8") + "x: [\n", encoding="utf-8")
        assert "params/bands.yml, line" in watched.until("Nothing was drawn.")[-1]


def test_a_watch_that_polls_sees_what_is_saved(tmp_path):
    folder = tmp_path / "params"
    folder.mkdir()
    saved = watch.saved_files([folder], poll=True)
    next(saved)
    (folder / "areas.yml").write_text("a", encoding="utf-8")
    assert {path for _, path in next(files for files in saved if files)} == {str(folder / "areas.yml")}


def test_what_the_suite_writes_itself_and_what_editors_leave_is_not_seen(tmp_path):
    saved = watch.saved_files([tmp_path], poll=False)
    next(saved)
    for name in ("front_door.figures.json", ".front_door.md.swp", "x.md~", "seen.md"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    assert {path for _, path in next(files for files in saved if files)} == {str(tmp_path / "seen.md")}


def test_notebooks_and_parameters_are_watched(suite):
    from careboard.build.request import Build
    from careboard.params import load

    assert watch.folders(Build(load.read(suite / "params"), Folders.of(suite / "outputs"), "ours")) == [
        (suite / "params").resolve(),
        NOTEBOOKS.resolve(),
    ]
