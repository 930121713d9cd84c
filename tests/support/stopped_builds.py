"""What the fault tests share.

Builds that are stopped, and what a folder of outputs must be whenever somebody looks.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from careboard.build.build import build_periods
from careboard.build.request import Build
from careboard.edition.folder import SET_ASIDE
from careboard.execute.pool import Pool
from careboard.intake.findings import FINDINGS
from careboard.params import branding, load
from careboard.periods import parse
from careboard.publish.outputs import Folders
from support.command import ROOT, work_of
from support.small_edition import small_edition
from support.snapshots_by_hand import kept

PERIOD, AREA = "2019-10", "north"


def command(outputs: Path, *words: str, params: Path | None = None) -> list[str]:
    where = ["--params", str(params)] if params else []
    return [sys.executable, "-m", "careboard", *where, "--outputs", str(outputs), "build", PERIOD, *words]


def contents(outputs: Path, period: str = PERIOD) -> dict[str, str]:
    """Every published file of a period by its digest.

    Of the receipt, all but its time and what was asked for.
    """
    folder, found = outputs / period, {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            told = file.read_bytes()
            if file.name == "receipt.json":
                receipt = json.loads(told)
                told = json.dumps(
                    {key: value for key, value in receipt.items() if key != "made"}, sort_keys=True
                ).encode()
            found[file.relative_to(folder).as_posix()] = hashlib.sha256(told).hexdigest()
    return found


def is_whole(outputs: Path) -> bool:
    """Whether what readers see is whole.

    Nothing, or every page that the receipt names as it names it, and one that tells why in the place of each
    not drawn.
    """
    folder = outputs / PERIOD
    if not folder.exists():
        return True
    receipt = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    pages = {
        file.relative_to(folder).as_posix().removesuffix(".html")
        for file in folder.glob("*/*.html")
        if file.parent.name != "manual"
    }
    told = {f"{page['area']}/{page['page']}" for page in receipt["not_drawn"]}
    return (
        pages == set(receipt["pages"]) | told
        and all(
            "This page was not drawn" in (folder / f"{name}.html").read_text(encoding="utf-8")
            for name in told
        )
        and all(
            hashlib.sha256((folder / f"{name}.html").read_bytes()).hexdigest() == told["sha256"]
            for name, told in receipt["pages"].items()
        )
    )


def killed_at(outputs: Path, moment: float, *words: str) -> bool:
    """Run a build and kill it, its helpers aside, after so many seconds; whether it was still running."""
    with subprocess.Popen(
        command(outputs, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=_clean()
    ) as process:
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return True
    return False


def finished(outputs: Path, *words: str, params: Path | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        command(outputs, *words, params=params),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env=_clean(),
    )


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("CAREBOARD_")}


def with_edition(outputs: Path) -> Path:
    """An outputs folder in which nothing is published and an edition stands as if it were counted.

    The hand-made one, of which pages and downloads are small.

    It names no authority, so that the suite's commentary, which quotes other figures, is not read.
    """
    params, told = load.read(ROOT / "params"), small_edition()
    folder = Build(params, Folders.of(outputs)).edition_folder(parse(PERIOD))
    kept(
        replace(
            told,
            about=told.about
            | {
                "authority": 0,
                "corrections": [],
                "look": branding.branding(params.suite.look, params.folder),
            },
        ),
        folder,
    )
    (folder / SET_ASIDE).write_text(",".join(FINDINGS) + "\n", encoding="utf-8")
    return outputs


def with_editions_of(outputs: Path, built: Path) -> Path:
    """The same with the edition of another outputs folder."""
    shutil.copytree(work_of(built) / "editions", work_of(outputs) / "editions")
    return outputs


def survives_kills(
    folder: Path,
    begun: Callable[[Path], Path],
    kills: int,
    seed: int,
    areas: tuple[str, ...],
    pages: tuple[str, ...] = (),
) -> list[str]:
    """Kill builds at random moments, each time in a new state; what went wrong, told.

    begun: makes an outputs folder in which nothing is published yet. After each kill what readers see is
    whole; the next build draws only what is missing, and ends in the bytes of one that was never stopped.
    Builds that are killed run by the command; those that take up again in this process, whose workers stay
    warm.
    """
    told = []
    whole, words = (
        begun(folder / "whole"),
        [
            word
            for kind, names in (("--area", areas), ("--domain", pages))
            for name in names
            for word in (kind, name)
        ],
    )
    began = time.monotonic()
    assert finished(whole, *words).returncode == 0
    lasts, chance = time.monotonic() - began, random.Random(seed)
    with Pool() as pool:
        for number in range(kills):
            outputs = begun(folder / f"kill{number}")
            moment = chance.uniform(0.3, lasts)
            killed_at(outputs, moment, *words)
            told += (
                []
                if is_whole(outputs)
                else [f"kill {number} at {moment:.2f} s: what readers see is not whole"]
            )
            drawn_before = (
                journal.read_text(encoding="utf-8").count("\n")
                if (journal := Folders.of(outputs).drawn("board", PERIOD) / "journal").exists()
                else 0
            )
            [again] = build_periods(
                Build(
                    load.read(ROOT / "params"),
                    Folders.of(outputs),
                    areas=areas,
                    pages=pages,
                    tell=lambda line: None,
                ),
                [parse(PERIOD)],
                pool,
            )
            told += (
                []
                if contents(outputs) == contents(whole)
                else [f"kill {number} at {moment:.2f} s: other bytes than a build that was not stopped"]
            )
            if drawn_before and len(again.resumed) != drawn_before:
                told += [
                    f"kill {number}: {drawn_before} pages were drawn, and the next build took over "
                    f"{again.resumed}"
                ]
            shutil.rmtree(outputs)
            shutil.rmtree(work_of(outputs))
    return told
