"""The areas, and which belongs to which at a date: areas.yml.

Importing this module costs no pandas.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise

from pydantic import Field

from careboard.params.words import Words
from careboard.params.yaml_lines import Shape
from careboard.periods import day_text


class AreaLevel(StrEnum):
    """What kind of area it is."""

    AUTHORITY = "authority"
    AREA = "area"
    DISTRICT = "district"
    UNALLOCATED = "unallocated"


class Parent(Shape):
    """The area that another belongs to, and between which days.

    Attributes:
        area: the parent's id.
        from_: the first day, `from` in the file; None where it always was so.
        to: the last day; None where it still is so.
    """

    area: str
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class Area(Shape):
    """One area.

    Attributes:
        name: as pages write it.
        level: what kind of area it is.
        parents: the areas that it belongs to in turn.
    """

    name: Words
    level: AreaLevel
    parents: list[Parent] = []


class Areas(Shape):
    """The areas in drawing order, and which belongs to which at a date.

    Attributes:
        areas: the area's id -> the area.
    """

    areas: dict[str, Area]

    def of_level(self, level: AreaLevel) -> list[str]:
        """The ids of the areas of a level, in drawing order."""
        return [ident for ident, area in self.areas.items() if area.level == level]

    @property
    def whole(self) -> str:
        """The id of the whole authority."""
        return self.of_level(AreaLevel.AUTHORITY)[0]

    @property
    def unallocated(self) -> str:
        """The id of the area of cases that belong nowhere; the whole authority where there is no other."""
        return next(iter(self.of_level(AreaLevel.UNALLOCATED)), self.whole)

    @property
    def leaves(self) -> list[str]:
        """The ids of the areas that cases are placed in: those that no other names as its parent."""
        parents = {parent.area for area in self.areas.values() for parent in area.parents}
        return [ident for ident in self.areas if ident not in parents]

    def parent(self, ident: str, on: date) -> str | None:
        """The id of the area that an area belongs to on a date, None where it belongs to none.

        Args:
            ident: the area's id.
            on: the date.
        """
        for parent in self.areas[ident].parents:
            if (parent.from_ is None or parent.from_ <= on) and (parent.to is None or on <= parent.to):
                return parent.area
        return None

    def parent_faults(self, ident: str) -> list[str]:
        """What is wrong with the parents of an area: none, itself, two at once, or none for a while.

        Args:
            ident: the area's id.
        """
        area = self.areas[ident]
        if area.level == AreaLevel.AUTHORITY:
            return [f"'{ident}' is the whole authority and belongs to no other area."] if area.parents else []
        if not area.parents:
            return [f"'{ident}' has no parent, so its cases would be in no other area. Give it one."]
        if self._leads_to(ident, ident, set()):
            return [f"'{ident}' belongs to itself, or to an area that belongs to it. Give it another parent."]
        faults = []
        spans = sorted((parent.from_ or date.min, parent.to or date.max) for parent in area.parents)
        for (_, ended), (began, _) in pairwise(spans):
            if began <= ended:
                faults.append(
                    f"'{ident}' has two parents at once, and its cases would count twice. Mend the dates."
                )
            elif (began - ended).days > 1:
                faults.append(
                    f"'{ident}' has no parent between {day_text(ended)} and {day_text(began)}. Mend the "
                    "dates."
                )
        return faults + [
            f"'{ident}' ends before it begins in '{parent.area}'. Mend the dates."
            for parent in area.parents
            if parent.from_ and parent.to and parent.to < parent.from_
        ]

    def _leads_to(self, ident: str, wanted: str, seen: set[str]) -> bool:
        """Whether one of an area's parents, or of theirs, is a certain area."""
        seen.add(ident)
        above = {parent.area for parent in self.areas[ident].parents if parent.area in self.areas}
        return wanted in above or any(self._leads_to(parent, wanted, seen) for parent in above - seen)

    def line(self, ident: str, on: date) -> list[str]:
        """The ids of an area, its parent, and so on up to the whole authority.

        Args:
            ident: the area's id.
            on: the date at which they belong to each other.

        Returns:
            For a district of the sample: ['wyre', 'north', 'county'].
        """
        line = [ident]
        while (above := self.parent(line[-1], on)) is not None and above not in line:
            line.append(above)
        return line

    def whole_only(self, named: bool) -> Areas:
        """The whole authority alone, for an extract that has no areas.

        Args:
            named: whether the authority's name is known to be that of the extract.
        """
        name = self.areas[self.whole].name if named else "Whole authority"
        return Areas(areas={self.whole: Area(name=name, level=AreaLevel.AUTHORITY)})
