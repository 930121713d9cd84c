"""params/*.yml: the numbers and names that people agree, read into shapes.

Importing this module costs no pandas: a build in which nothing changed needs only settings and fingerprints.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field

from careboard.agreed import Bands, Board, Corrections, Disclosure
from careboard.lined import Shape, line_of, load, place, shaped, told
from careboard.problems import Problems, WrongUse, unknown


class Source(Shape):
    """Where case records come from, and which authority they are of."""

    path: str
    title: str = ""
    authority: int | None = None
    population: str | None = None
    extract_date: date | None = None
    history_from: date | None = None


class Standards(Shape):
    """Local standards that definitions refer to."""

    protection_visit_working_days: int = Field(default=15, ge=1, description="A child on a protection plan is seen at least this often, in working days.")
    need_visit_working_days: int = Field(default=20, ge=1, description="A child on a child in need plan is seen at least this often, in working days.")
    days_to_next_board: int = Field(default=61, ge=1, description="What falls due in so many days is told before it is late.")


class Event(Shape):
    """Something that happened on a day and is marked on the trends of some indicators; with `rebase` their limits begin afresh."""

    on: date
    words: str
    indicators: list[str]
    rebase: bool = False


class Look(Shape):
    """The council's own colour, in light and in dark, and its mark: a small file in params/."""

    accent: str = Field(default="#1d70b8", pattern="^#[0-9a-f]{6}$")
    accent_dark: str = Field(default="#76b7f2", pattern="^#[0-9a-f]{6}$")
    logo: str = ""


class Suite(Shape):
    name: str
    contact: str
    source: str
    sources: dict[str, Source]
    standards: Standards = Standards()
    publication: dict[str, date] = {}
    events: list[Event] = []
    look: Look = Look()


class Parent(Shape):
    area: str
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class Area(Shape):
    name: str
    level: Literal["authority", "area", "district", "unallocated"]
    parents: list[Parent] = []


class Areas(Shape):
    """The areas in drawing order, and which belongs to which at a date."""

    areas: dict[str, Area]

    @property
    def whole(self) -> str:
        """The id of the whole authority."""
        return next(id for id, area in self.areas.items() if area.level == "authority")

    @property
    def unallocated(self) -> str:
        """The id of the area of cases that belong nowhere; the whole authority where there is no other."""
        return next((id for id, area in self.areas.items() if area.level == "unallocated"), self.whole)

    @property
    def leaves(self) -> list[str]:
        """The areas that cases are placed in: those that no other names as its parent."""
        parents = {parent.area for area in self.areas.values() for parent in area.parents}
        return [id for id in self.areas if id not in parents]

    def parent(self, id: str, on: date) -> str | None:
        """The area that an area belongs to on a date."""
        for parent in self.areas[id].parents:
            if (parent.from_ is None or parent.from_ <= on) and (parent.to is None or on <= parent.to):
                return parent.area
        return None

    def line(self, id: str, on: date) -> list[str]:
        """An area, its parent, and so on up to the whole authority."""
        line = [id]
        while (above := self.parent(line[-1], on)) is not None and above not in line:
            line.append(above)
        return line

    def whole_only(self, named: bool) -> Areas:
        """The whole authority alone, for an extract that has no areas, by its name where it is known."""
        return Areas(areas={self.whole: Area(name=self.areas[self.whole].name if named else "Whole authority", level="authority")})


class Params(BaseModel):
    """All of params/, read and found well-formed."""

    folder: Path
    suite: Suite
    areas: Areas
    bands: Bands
    disclosure: Disclosure
    board: Board
    corrections: Corrections = Corrections()

    def where(self, file: str, *keys: str) -> str:
        """The place of a setting for a message: 'params/bands.yml, line 12'."""
        path = self.folder / file
        return place(path, line_of(load(path), keys))


FILES: dict[str, type[Shape]] = {"suite": Suite, "areas": Areas, "bands": Bands, "disclosure": Disclosure, "board": Board, "corrections": Corrections}
MAY_BE_ABSENT = ("corrections",)
AREA_ID = re.compile(r"[A-Za-z0-9_-]+")
NOT_AREAS = ("manual", "notebooks")  # what a period holds in folders beside those of its areas


def read(folder: Path) -> Params:
    """Read params/ whole.

    Raises WrongUse where the folder or a file is not there, and Problems with every fault of every file:
    a line that is not YAML, an unknown key (with the nearest right one), a missing key, a value of the wrong kind.
    """
    if not folder.is_dir():
        raise WrongUse(f"{folder}: there is no such folder. Name the folder of parameters with --params.")
    shapes: dict[str, Any] = {}
    faults: list[str] = []
    for name, shape in FILES.items():
        path = folder / f"{name}.yml"
        if not path.is_file() and name in MAY_BE_ABSENT:
            continue
        if not path.is_file():
            faults.append(f"{told(path)}: the file is missing. Copy it from the suite's own params/ and change it.")
            continue
        try:
            shapes[name] = shaped(path, shape)
        except Problems as found:
            faults += found.lines
    if not faults:
        faults = _area_faults(folder / "areas.yml", shapes["areas"])
    if faults:
        raise Problems(faults)
    return Params(folder=folder, **shapes)


def _area_faults(path: Path, areas: Areas) -> list[str]:
    lines, faults = load(path), []
    for id, area in areas.areas.items():
        where = place(path, line_of(lines, ("areas", id)))
        if not AREA_ID.fullmatch(id):
            faults.append(f"{where}: an area's id is a folder of its pages and part of links. Use letters a to z, figures, _ and -; its name may hold any sign.")
        elif id.lower() in NOT_AREAS:
            faults.append(f"{where}: '{id}' is a folder that lies beside the areas' own. Give the area another id.")
        for number, parent in enumerate(area.parents):
            if parent.area not in areas.areas:
                where = place(path, line_of(lines, ("areas", id, "parents", number)))
                faults.append(unknown(where, "area", parent.area, areas.areas))
    whole = [id for id, area in areas.areas.items() if area.level == "authority"]
    if len(whole) != 1:
        faults.append(f"{told(path)}: {len(whole)} areas are of the level 'authority', exactly one is wanted.")
    loose = [id for id, area in areas.areas.items() if area.level == "unallocated"]
    if len(loose) != 1 and len(areas.areas) > 1:
        faults.append(f"{told(path)}: {len(loose)} areas are of the level 'unallocated', exactly one is wanted, for cases that belong nowhere.")
    return faults
