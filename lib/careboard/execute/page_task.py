"""What is handed to the process that draws a page, and what it hands back.

A task carries all that its page needs, so that it can be drawn on a machine that shares no disk with this
one. Importing this module costs no pandas: who asks for a page need not be able to draw it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageTask:
    """A page to draw.

    Attributes:
        page: its name.
        area: the area's id.
        period: the period as typed.
        notebook: the text of its notebook.
        files: what it shows of an edition; see edition.FILES.
        code: the fingerprint of the code that asks for it, '' where none is to be compared.
    """

    page: str
    area: str
    period: str
    notebook: str
    files: dict[str, str]
    code: str = ""

    @property
    def name(self) -> str:
        """The page as '<area>/<page>'."""
        return f"{self.area}/{self.page}"


@dataclass(frozen=True)
class DrawnPage:
    """A page drawn.

    Attributes:
        html: the page.
        notebook: the notebook as executed, cleaned of paths and environment.
        figures: the figures of its charts as CSV, '' where its notebook puts none on it.
        seconds: how long it took.
    """

    html: str
    notebook: str
    figures: str
    seconds: float
