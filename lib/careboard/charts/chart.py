"""A finished chart, as a page and JupyterLab show it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Chart:
    """A finished chart: the finding is its title, the alternative text is inside both forms.

    Attributes:
        finding: what it shows, in words that the published figures bear.
        subtitle: what is measured, where and when, and how to read the signs.
        title: what it is called where it cannot be seen.
        description: its alternative text.
        wide: the SVG for a page, 720 pixels wide.
        narrow: the SVG for a phone, 300 pixels wide; '' where the wide one scrolls by itself there.
    """

    finding: str
    subtitle: str
    title: str
    description: str
    wide: str
    narrow: str

    def _repr_html_(self) -> str:
        """The chart as a page and JupyterLab show it."""
        caption = f"<figcaption>{escape(self.finding)} <span>{escape(self.subtitle)}</span></figcaption>"
        forms = f'<div class="wide">{self.wide}</div><div class="narrow" hidden>{self.narrow}</div>'
        if not self.narrow:
            label = f"Chart: {escape(self.finding)}"
            forms = f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">{self.wide}</div>'
        return f'<figure class="chart">{caption}{forms}</figure>'

    __html__ = _repr_html_

    def __repr__(self) -> str:
        return f"{self.finding}\n{self.description}"
