"""The agreed rule by which small numbers are hidden (disclosure.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from pydantic import Field

from careboard.params.bands import Agreement
from careboard.params.words import Words
from careboard.params.yaml_lines import Shape

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


class Disclosure(Shape):
    """The rule by which small numbers are hidden: disclosure.yml.

    Attributes:
        threshold: numbers from 1 to this are hidden.
        hide_small_remainders: whether a number is hidden as well where what is left of its whole is small.
        reason: why, in words.
        agreed: who agreed on it.
        staff: what holds in place of the threshold for figures that tell of staff alone; where nothing was
            agreed, they are hidden as children's are.
    """

    threshold: int = Field(default=5, ge=0)
    hide_small_remainders: bool = True
    reason: Words
    agreed: Agreement
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
