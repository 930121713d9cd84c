"""The agreed rule by which small numbers are hidden (disclosure.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from pydantic import Field

from careboard.params.areas import AreaLevel
from careboard.params.bands import Agreement
from careboard.params.words import Words
from careboard.params.yaml_lines import Shape
from careboard.periods import Window

SUBJECTS = CHILDREN, STAFF = "children", "staff"  # whom a figure tells of


class StaffDisclosure(Shape):
    """The rule for figures that tell of staff alone.

    Attributes:
        threshold: numbers from 1 to this are hidden; 0 hides none.
        reason: why, in words.
        agreed: who agreed on it.
    """

    threshold: int = Field(ge=0)
    reason: Words
    agreed: Agreement


class PublishedLevel(Shape):
    """What is published at all of areas of one level.

    Attributes:
        windows: of which windows all cases together are told.
        breakdown_windows: of which windows breakdowns are told.
        breakdowns: which breakdowns; all where there is no list.
        least_base: out of how many cases a figure must be for its breakdowns to be told.
    """

    windows: list[Window]
    breakdown_windows: list[Window] = []
    breakdowns: list[str] | None = None
    least_base: int = Field(default=0, ge=0)


class Disclosure(Shape):
    """The rule by which small numbers are hidden: disclosure.yml.

    Attributes:
        threshold: numbers from 1 to this are hidden.
        hide_small_remainders: whether a number is hidden as well where what is left of its whole is small.
        reason: why, in words.
        agreed: who agreed on it.
        prove: whether nothing is published before each hidden small number is proved open; it takes minutes.
        publish: level of area -> what is published of it at all; of a level that is not named, everything.
        staff: what holds in place of the threshold for figures that tell of staff alone; where nothing was
            agreed, they are hidden as children's are.
    """

    threshold: int = Field(default=5, ge=0)
    hide_small_remainders: bool = True
    reason: Words
    agreed: Agreement
    prove: bool = False
    publish: dict[AreaLevel, PublishedLevel] = {}
    staff: StaffDisclosure | None = None

    def threshold_for(self, subject: str) -> int:
        """The largest number that a figure hides.

        Args:
            subject: whom the figure tells of, CHILDREN or STAFF.
        """
        return self.staff.threshold if subject == STAFF and self.staff else self.threshold

    def in_words(self, subject: str) -> str:
        """What is hidden of a subject, a sentence for readers."""
        of = "staff alone" if subject == STAFF else "children"
        most = self.threshold_for(subject)
        if not most:
            return f"Of {of}, no small number is hidden."
        hidden = "counts, bases and remainders" if self.hide_small_remainders else "counts and bases"
        return f"Of {of}, {hidden} from 1 to {most} are hidden, with all that would show them."
