"""What is handed to the press, and what it hands back.

A sheet carries all that its page needs, so that it can be drawn on a machine that shares no disk with this one.
Importing this module costs no pandas: who asks for a page need not be able to draw it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A page to draw: its name and notebook, for which area and period, what it shows of an edition, and by which code."""

    page: str
    area: str
    period: str
    notebook: str
    files: dict[str, str]
    code: str = ""

    @property
    def name(self) -> str:
        return f"{self.area}/{self.page}"


@dataclass(frozen=True)
class Printed:
    """A page drawn: its HTML, the notebook as executed, cleaned of paths and environment, and the seconds that it took."""

    html: str
    notebook: str
    seconds: float
