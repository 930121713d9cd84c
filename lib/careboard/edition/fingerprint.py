"""The fingerprint of an edition: of its extract, its parameters, the suite's code and its audience.

Importing this module costs no pandas.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from careboard.files import put
from careboard.fingerprints import COUNTING_PACKAGES, SHORT, code_fingerprint, fingerprint, package_versions
from careboard.intake.source import ChosenSource
from careboard.notebook_source import notebook_files
from careboard.params.mark import mark_file
from careboard.params.models import Params

SETTLED_NS = 2_000_000_000  # a file written again so soon after could keep its time


def edition_fingerprint(
    params: Params,
    chosen: ChosenSource,
    audience: str,
    extract_date: date | None,
    remembered: Path,
    accept: Sequence[str] = (),
) -> str:
    """The name of the edition that a build of these inputs makes.

    Args:
        params: all of params/.
        chosen: the extract to read.
        audience: 'board' or 'internal'.
        extract_date: the day on which the extract was drawn, where it is told.
        remembered: where the fingerprints of extracts are kept; see `extract_fingerprint`.
        accept: what of the extract's faults is accepted.
    """
    parts = [
        extract_fingerprint(chosen, remembered) or os.urandom(16).hex(),
        # an edition names them, as pages lead on
        " ".join(notebook_files()),
        chosen.name,
        chosen.settings.model_dump_json(),
        params_fingerprint(params),
        code_fingerprint(),
        *package_versions(COUNTING_PACKAGES),
        audience,
        str(extract_date),
        *sorted(accept),
    ]
    return fingerprint(parts)[:SHORT]


def extract_fingerprint(chosen: ChosenSource, remembered: Path) -> str | None:
    """A fingerprint of the extract's files; None for a database, which is always read anew.

    Args:
        chosen: the extract.
        remembered: the file in which the fingerprint of an extract is kept with its files' sizes and times.
            It is taken anew when one of these differs, or when a file was written just before it was taken.
    """
    path = chosen.path
    if path is None:
        return None
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    try:
        return _remembered_fingerprint(path, files, remembered)
    except OSError:  # what cannot be opened is told when it is read
        return None


def _remembered_fingerprint(path: Path, files: Sequence[Path], remembered: Path) -> str:
    marks: list[Any] = [[file.name, (stat := file.stat()).st_size, stat.st_mtime_ns] for file in files]
    known = _read_json(remembered)
    before = known.get(str(path.resolve()))
    if before and before["marks"] == marks:
        return before["fingerprint"]
    found = fingerprint([file.name for file in files], files)
    if all(time.time_ns() - mark[2] > SETTLED_NS for mark in marks):
        with contextlib.suppress(OSError):  # it only saves time
            known |= {str(path.resolve()): {"marks": marks, "fingerprint": found}}
            put(remembered, json.dumps(known), restricted=True)
    return found


def params_fingerprint(params: Params) -> str:
    """A fingerprint of every parameter. The analysts' words have one of their own: they change no figure."""
    mark = mark_file(params.suite.look.logo, params.folder)
    files = [*sorted(params.folder.glob("*.yml")), *([mark] if mark else [])]
    return fingerprint([file.name for file in files], files)


def words_fingerprint(folder: Path, notebooks: Mapping[str, str]) -> str:
    """A fingerprint of a period's words and of all that renders them.

    Args:
        folder: the period's commentary, with what was recorded beside it.
        notebooks: page -> text, since words stand under their headings.
    """
    files = sorted(file for kind in ("*.md", "*.json") for file in folder.rglob(kind))
    names = (file.relative_to(folder).as_posix() for file in files)
    return fingerprint([code_fingerprint(), *notebooks.values(), *names], files)


def _read_json(file: Path) -> dict[str, Any]:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
