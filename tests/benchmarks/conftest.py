"""What the benchmarks tell.

One table, printed at the end and kept in docs/benchmarks.md with the machine named.
"""

import os
import platform
from datetime import date

import psutil
import pytest
from support.command import ROOT

KEPT = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

`make bench` measures and writes this page. Nothing here is asserted by a test: a busy machine is slower.
A target is what was agreed; where it is not met, the last column says so.

"""
BY_HAND = "## Faults put in on purpose"  # this section and what follows it are kept


class Told:
    """The lines of the table, in the order in which they were measured."""

    def __init__(self):
        self.lines: list[tuple[str, str, str, str]] = []

    def add(
        self,
        what: str,
        found: float,
        unit: str,
        target: float | None = None,
        most: bool = True,
        digits: int = 1,
    ) -> None:
        """One figure. target: the most that was agreed, or the least where `most` is false."""
        met = "" if target is None else "met" if (found <= target if most else found >= target) else "not met"
        wanted = "" if target is None else f"{'at most' if most else 'at least'} {target:g} {unit}"
        self.lines.append((what, f"{found:,.{digits}f} {unit}", wanted, met))

    def table(self) -> str:
        return "\n".join(
            [
                "| What | Measured | Agreed | |",
                "|---|---:|---:|---|",
                *(f"| {' | '.join(line)} |" for line in self.lines),
                "",
            ]
        )


def machine() -> str:
    """The machine in one sentence."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{date.today():%-d %B %Y}, {os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GB of "
        f"memory, {platform.system()}, Python {platform.python_version()}."
    )


@pytest.fixture(scope="session")
def told(pytestconfig):
    found = Told()
    yield found
    if found.lines:
        with pytestconfig.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
            print(f"\n\n{machine()}\n\n{found.table()}")
        if not pytestconfig.getoption("keyword"):
            _, mark, below = KEPT.read_text(encoding="utf-8").partition(BY_HAND)
            page = f"{HEAD}{machine()}\n\n{found.table()}\n{mark}{below}"
            KEPT.write_text(page, encoding="utf-8", newline="\n")
