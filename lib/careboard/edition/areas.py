"""The areas of an edition as a tree: which belong to which, and which lie near one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careboard.params.areas import AreaLevel


class AreaTree:
    """The areas in drawing order, each below its parent at the period's end."""

    def __init__(self, areas: Mapping[str, Mapping[str, Any]]):
        self._areas = areas
        self.whole = next(ident for ident, area in areas.items() if area["level"] == AreaLevel.AUTHORITY)

    def name(self, ident: str) -> str:
        """What readers call an area."""
        return self._areas[ident]["name"]

    def level(self, ident: str) -> str:
        """Its level: the authority, an area, a district, or the cases that belong nowhere; see AreaLevel."""
        return self._areas[ident]["level"]

    def parent(self, ident: str) -> str:
        """The id of the area that it belongs to, '' for the whole authority."""
        return self._areas[ident]["parent"]

    def of_level(self, *levels: str) -> list[str]:
        """The ids of the areas of some levels, in drawing order."""
        return [ident for ident in self._areas if self.level(ident) in levels]

    def children(self, ident: str) -> list[str]:
        """The ids of the areas that belong to one."""
        return [below for below in self._areas if self.parent(below) == ident]

    def line(self, ident: str) -> list[str]:
        """An area, its parent, and so on up to the whole authority."""
        line = [ident]
        while above := self.parent(line[-1]):
            line.append(above)
        return line

    def around(self, ident: str) -> list[str]:
        """An area with its parent, those beside it and those that belong to it, in drawing order."""
        parents = {ident, self.parent(ident)} - {""}
        return [other for other in self._areas if other in parents or self.parent(other) in parents]

    def near(self, ident: str, deep: bool = False) -> list[str]:
        """The areas that a page may show beside its own: those around it and all above it, in drawing order.

        Args:
            ident: the page's area.
            deep: whether those below the ones below it belong to them too.
        """
        near = {*self.around(ident), *self.line(ident)}
        if deep:
            near |= {
                other
                for other in self._areas
                if self.parent(other) and self.parent(self.parent(other)) == ident
            }
        return [other for other in self._areas if other in near]
