"""The folder params/ read whole, with every fault of every file.

Importing this module costs no pandas: a build in which nothing changed needs only settings and fingerprints.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from careboard.errors import Problems, WrongUse, unknown
from careboard.params.areas import AreaLevel, Areas
from careboard.params.bands import Bands
from careboard.params.board import Board
from careboard.params.corrections import Corrections
from careboard.params.disclosure import Disclosure
from careboard.params.intake import Intake
from careboard.params.models import Params, Suite
from careboard.params.yaml_lines import Shape, line_of, load, place, read_shape, short_path
from careboard.params.young_people import YoungPeople

SHAPES: dict[str, type[Shape]] = {  # file of params/, without its ending -> what it must hold
    "suite": Suite,
    "areas": Areas,
    "bands": Bands,
    "disclosure": Disclosure,
    "board": Board,
    "corrections": Corrections,
    "intake": Intake,
    "young_people": YoungPeople,
}
OPTIONAL_FILES = ("corrections", "intake", "young_people")
AREA_IDENT = re.compile(r"[A-Za-z0-9_-]+")
OTHER_FOLDERS = ("manual", "notebooks")  # what a period holds in folders beside those of its areas


def read(folder: Path) -> Params:
    """Read params/ whole.

    Args:
        folder: params/, or another folder with the same files.

    Raises:
        WrongUse: where the folder is not there.
        Problems: with every fault of every file: a file that is missing, a line that is not YAML, an unknown
            key (with the nearest right one), a missing key, a value of the wrong kind.
    """
    if not folder.is_dir():
        raise WrongUse(f"{folder}: there is no such folder. Name the folder of parameters with --params.")
    shapes: dict[str, Any] = {}
    faults: list[str] = []
    for name, shape in SHAPES.items():
        path = folder / f"{name}.yml"
        if not path.is_file():
            if name not in OPTIONAL_FILES:
                faults.append(
                    f"{short_path(path)}: the file is missing. Copy it from the suite's own params/ and "
                    "change it."
                )
            continue
        try:
            shapes[name] = read_shape(path, shape)
        except Problems as problems:
            faults += problems.lines
    faults = faults or _area_faults(folder / "areas.yml", shapes["areas"])
    if faults:
        raise Problems(faults)
    return Params(folder=folder, **shapes)


def _area_faults(path: Path, areas: Areas) -> list[str]:
    """What is wrong with the areas beyond their shape: ids, parents, and how many there are of a level."""
    lines, faults = load(path), []
    for ident, area in areas.areas.items():
        where = place(path, line_of(lines, ("areas", ident)))
        if not AREA_IDENT.fullmatch(ident):
            faults.append(
                f"{where}: an area's id is a folder of its pages and part of links. Use letters a to z, "
                "figures, _ and -; its name may hold any sign."
            )
        elif ident.lower() in OTHER_FOLDERS:
            faults.append(
                f"{where}: '{ident}' is a folder that lies beside the areas' own. Give the area another id."
            )
        for number, parent in enumerate(area.parents):
            if parent.area not in areas.areas:
                where = place(path, line_of(lines, ("areas", ident, "parents", number)))
                faults.append(unknown(where, "area", parent.area, areas.areas))
        faults += [f"{where}: {fault}" for fault in areas.parent_faults(ident)]
    wholes = len(areas.of_level(AreaLevel.AUTHORITY))
    if wholes != 1:
        faults.append(
            f"{short_path(path)}: {wholes} areas are of the level 'authority', exactly one is wanted."
        )
    unallocated = len(areas.of_level(AreaLevel.UNALLOCATED))
    if unallocated != 1 and len(areas.areas) > 1:
        faults.append(
            f"{short_path(path)}: {unallocated} areas are of the level 'unallocated', exactly one is wanted, "
            "for cases that belong nowhere."
        )
    return faults
