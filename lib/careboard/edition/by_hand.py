"""The edition of a notebook that is opened by hand; it is counted where it is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from careboard import periods
from careboard.errors import Problem, WrongUse


def edition_for(period: str, start: Path) -> Path:
    """The edition that a notebook opened by hand shows.

    It is counted now, in a process of its own, where it is not there.

    Args:
        period: as typed.
        start: a folder from which params/suite.yml is looked for upward.

    Raises:
        WrongUse: where there is no params/suite.yml.
        Problem: where the period cannot be counted.
    """
    root = next((at for at in (start, *start.parents) if (at / "params" / "suite.yml").is_file()), None)
    if root is None:
        raise WrongUse(
            "there is no params/suite.yml in this folder or above it. Open the notebook where it lies in the "
            "suite, or set CAREBOARD_EDITION."
        )
    options = ["--params", str(root / "params"), "--outputs", str(root / "outputs")]
    command = [sys.executable, "-m", "careboard", *options, "edition", periods.parse(period).text]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if ran.returncode:
        failure = f"the edition of {period} could not be counted. Run: careboard build {period}"
        raise Problem(ran.stderr.strip() or failure)
    return Path(ran.stdout.strip().splitlines()[-1])
