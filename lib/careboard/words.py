"""The analysts' words of a period, every file rendered with the figures of its edition.

Importing this module costs no pandas: where one commentary changed, a build starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from careboard import commentary, wording
from careboard.problems import Problem, Problems, unknown
from careboard.slicing import Whole


def rendered(folder: Path, whole: Whole, areas: Iterable[str]) -> dict[str, dict[str, str]]:
    """'<area>/<page>' -> html and the head's keys, for each commentary file of a period's folder.

    areas: the ids that params/areas.yml knows. Where an edition is of the whole authority alone, words for its areas are read by nobody and left out, and where
    its authority has no name all are. Raises Problems with all that is wrong in any file.
    """
    words: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    about = whole.told["about"]
    for path in sorted(folder.rglob("*.md")):
        area, page = path.parent.name, path.stem
        try:
            _known(path, "area", area, areas)
            _known(path, "page", page, [told["name"] for told in about["pages"]])
            if area in whole.told["areas"] and about["authority"]:
                found = commentary.read(path)
                words[f"{area}/{page}"] = {"html": commentary.rendered(found, _quoting(whole), _names(whole), area), **dict.fromkeys(commentary.HEAD, ""), **found.head}
        except Problems as problem:
            faults += problem.lines
        except Problem as problem:
            faults.append(str(problem))
    if faults:
        raise Problems(faults)
    return words


def _known(path: Path, what: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise Problem(unknown("/".join(path.parts[-4:]), what, name, known))


def _quoting(whole: Whole) -> Callable[[str, str | None, str], str]:
    """How words quote a figure: as published, a hidden one as 'a small number'."""

    def quote(id: str, window: str | None, area: str) -> str:
        told = whole.told["indicators"][id]
        found = whole.figure(id, window or told["windows"][0], area)
        if found["state"] == "hidden":
            return commentary.SMALL
        value = float(found["value"]) if found["value"] else float("nan")
        return wording.figure(value, found["state"], told["unit"], whole=told["kind"] in wording.WHOLE)

    return quote


def _names(whole: Whole) -> dict[str, list[str]]:
    told = whole.told
    return {"indicator": list(told["indicators"]), "area": list(told["areas"]), **{id: known["windows"] for id, known in told["indicators"].items()}}
