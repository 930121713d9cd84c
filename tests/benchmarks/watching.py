"""A command run to its end: its seconds, and the most memory that it and all it started held at once."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY_SECONDS = 0.1


@dataclass(frozen=True)
class Ran:
    seconds: float
    megabytes: float
    said: str


def build(outputs: Path, *words: str, params: Path | None = None) -> Ran:
    """`careboard build`, watched."""
    where = ["--params", str(params)] if params else []
    return watched([sys.executable, "-m", "careboard", *where, "--outputs", str(outputs), "build", *words])


def watched(command: list[str]) -> Ran:
    """Run a command. What processes share is counted once, by proportional set size, where there is one."""
    began, most = time.perf_counter(), 0.0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        while process.poll() is None:
            most = max(most, _held(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(EVERY_SECONDS)
        seconds, said = time.perf_counter() - began, process.communicate()[0]
    if process.returncode:
        raise RuntimeError(said)
    return Ran(seconds, most / 2**20, said)


def timed(command: list[str]) -> float:
    """Seconds from command to prompt, without anybody looking on."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _held(pid: int) -> float:
    total = 0.0
    with contextlib.suppress(psutil.Error):
        for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            with contextlib.suppress(psutil.Error, OSError):
                memory = process.memory_full_info()
                total += getattr(memory, "pss", memory.uss)
    return total
