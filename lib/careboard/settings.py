"""params/*.yml: the numbers and names that people agree, read into shapes.

Importing this module costs no pandas: a build in which nothing changed needs only settings and fingerprints.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from careboard.lined import line_of, load, place, shaped, told
from careboard.problems import Problems, WrongUse, unknown


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


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


class Agreed(Shape):
    by: str
    on: date


class Band(Shape):
    """The least (or, where low is good, the most) that earns each band; below the last is inadequate.

    quartiles: in place of agreed thresholds, those of all English authorities: the best quartile is outstanding,
    the next good, the third requires improvement. `rule` says where thresholds that were worked out come from.
    """

    outstanding: float | None = None
    good: float | None = None
    requires_improvement: float | None = None
    quartiles: Literal["England"] | None = None
    only: Literal["authority"] | None = None
    agreed: Agreed | None = None
    rule: str = ""

    @property
    def thresholds(self) -> tuple[float, float, float] | None:
        """Of outstanding, good and requires improvement; None where they are not known."""
        if self.outstanding is None or self.good is None or self.requires_improvement is None:
            return None
        return self.outstanding, self.good, self.requires_improvement

    @model_validator(mode="after")
    def one_way(self) -> Band:
        if self.quartiles and not self.rule and self.thresholds:
            raise ValueError("give thresholds or quartiles, not both")
        if not self.quartiles and not self.thresholds:
            raise ValueError("outstanding, good and requires_improvement are all wanted, or quartiles: England")
        return self


class Bands(Shape):
    agreed: Agreed
    bands: dict[str, Band]


class Disclosure(Shape):
    """Numbers from 1 to `threshold` are hidden."""

    threshold: int = Field(default=5, ge=0)
    hide_small_remainders: bool = True
    reason: str
    agreed: Agreed


class Move(Shape):
    """A figure that an analyst moves to another list of the board summary, and why."""

    indicator: str
    to: Literal["well", "improve", "know"]
    reason: str
    from_period: str | None = None


class Request(Shape):
    """What a meeting of the board asked for, and what has been done about it.

    asked_by: a role, never a name.  page: where the answer stands; the measure's own page where none is named.
    indicator, breakdown, area: what it is about.  due: by when an answer is wanted.
    on_summary: whether the measure, by the breakdown and for the area asked for, stands on the board's summary from now on.
    """

    asked_on: date
    asked_by: str
    request: str
    page: str = ""
    indicator: str = ""
    breakdown: str = ""
    area: str = ""
    due: date | None = None
    done: str = ""
    state: Literal["open", "answered"] = "open"
    on_summary: bool = False

    @model_validator(mode="after")
    def about_something(self) -> Request:
        if not self.page and not self.indicator:
            raise ValueError("name the page or the indicator that the request is about")
        if (self.on_summary or self.breakdown) and not self.indicator:
            raise ValueError("name the indicator that is to be shown")
        if self.due and self.due < self.asked_on:
            raise ValueError("it is due before it was asked for")
        return self


class Decision(Shape):
    """What a meeting decided, who has to do it (a role), by when, and what came of it."""

    decided_on: date
    decided_by: str
    decision: str
    owner: str = ""
    indicator: str = ""
    due: date | None = None
    done: str = ""
    state: Literal["open", "done"] = "open"


class NextTime(Shape):
    """What the board agreed to see at a later meeting."""

    agreed_on: date
    what: str
    indicator: str = ""


class Board(Shape):
    moves: list[Move] = []
    requests: list[Request] = []
    decisions: list[Decision] = []
    next_time: list[NextTime] = []


class Corrected(Shape):
    """Who agreed that something is wrong, when and why. source: the source of params/suite.yml that it is of; each where it names none."""

    agreed_by: str = Field(min_length=1)
    agreed_on: date
    why: str = Field(min_length=1)
    source: str = ""


class RecordCorrection(Corrected):
    """One record, found by the values of some columns: another value in a column (null for blank), or the record left out."""

    table: str
    key: dict[str, Any] = Field(min_length=1)
    column: str = ""
    value: Any = None
    leave_out: bool = False


class FigureCorrection(Corrected):
    """One figure of all cases together: its numerator, denominator or both, or, of what counts whole things, its value."""

    indicator: str
    period: str
    window: str
    area: str
    numerator: float | None = Field(default=None, ge=0)
    denominator: float | None = Field(default=None, gt=0)
    value: float | None = Field(default=None, ge=0)


class Corrections(Shape):
    records: list[RecordCorrection] = []
    figures: list[FigureCorrection] = []


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
