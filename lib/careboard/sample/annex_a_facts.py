"""The county's tables as numbers, and what was known of them at the close of a day."""

from dataclasses import dataclass

import numpy as np

from .annex_a_words import ETHNICITY, GENDER, words
from .cells import Days, DaysOrYears, Minutes, Table, text
from .days import OPEN, add_months, age_at
from .missing_spells import DAY
from .staff import SOCIAL_WORKER

KEY = 1_000_000  # an owner's number times this and a day is one number, by which both are found


@dataclass
class Span:
    """Records of owners with a first and a last day, by owner and first day.

    Attributes:
        owner: whose each is, as a number from 0.
        start: its day.
        end: the day on which it ended, OPEN where it goes on.
        row: its place in the table.
    """

    owner: np.ndarray
    start: np.ndarray
    end: np.ndarray
    row: np.ndarray

    def latest(self, owner: np.ndarray, on: np.ndarray | int) -> np.ndarray:
        """The place of each owner's latest record begun by a day, -1 where there is none.

        Args:
            owner: the owners, -1 for nobody.
            on: the day, or one for each.
        """
        if not len(self.owner):
            return np.full(len(owner), -1)
        keys = self.owner * KEY + self.start
        at = np.searchsorted(keys, owner * KEY + on, side="right") - 1
        there = (at >= 0) & (self.owner[np.maximum(at, 0)] == owner)
        return np.where(there, at, -1)

    def day(self, owner: np.ndarray, on: np.ndarray | int) -> np.ndarray:
        """The first day of each owner's latest record, OPEN where there is none."""
        at = self.latest(owner, on)
        return np.where(at >= 0, self.start[np.maximum(at, 0)], OPEN)

    def number(self, owner: np.ndarray, first: np.ndarray | int, last: np.ndarray | int) -> np.ndarray:
        """How many records of each owner began from a first to a last day."""
        keys = self.owner * KEY + self.start
        up_to = np.searchsorted(keys, owner * KEY + last, side="right")
        return up_to - np.searchsorted(keys, owner * KEY + first, side="left")

    def holds(self, owner: np.ndarray, on: int) -> np.ndarray:
        """Whether any record of each owner had begun and not ended by the close of a day."""
        going = self.owner[(self.start <= on) & (self.end > on)]
        return np.isin(owner, going)


class Facts:
    """The county's tables by name, with people as numbers."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables
        self.ids = self.text("ssd_person", "pers_person_id").astype(str)
        self.born = self.days("ssd_person", "pers_dob")
        self.gender = words(self.text("ssd_person", "pers_sex"), GENDER)
        self.ethnicity = words(self.text("ssd_person", "pers_ethnicity"), ETHNICITY)
        self.disabled = np.zeros(len(self.ids), bool)
        self.disabled[self.who("ssd_disability", "disa_person_id")] = True
        roles = self.text("ssd_involvements", "invo_professional_role_id")
        self.holders = self.span(
            "ssd_involvements",
            self.who("ssd_involvements", "invo_person_id"),
            "invo_involvement_start_date",
            "invo_involvement_end_date",
            np.equal(roles, SOCIAL_WORKER),
        )

    def text(self, table: str, column: str) -> np.ndarray:
        """A column of texts."""
        return text(self.tables[table][column])

    def days(self, table: str, column: str) -> np.ndarray:
        """A column of days as numbers, OPEN where blank; of moments their days."""
        held = self.tables[table][column]
        if isinstance(held, Minutes):
            return np.minimum(held.values // DAY, OPEN)
        if isinstance(held, Days | DaysOrYears):
            return np.minimum(held.values, OPEN)
        raise TypeError(f"{column} holds no days.")

    def who(self, table: str, column: str) -> np.ndarray:
        """A column of people as numbers."""
        return np.searchsorted(self.ids, self.text(table, column).astype(str))

    def span(
        self, table: str, owner: np.ndarray, start: str, end: str = "", which: np.ndarray | None = None
    ) -> Span:
        """A table's records by owner and day.

        Args:
            table: its name.
            owner: whose each record is, as numbers.
            start: the column of its day.
            end: the column of the day on which it ended; '' where it has none.
            which: the records that count; None for all of them.
        """
        starts = self.days(table, start)
        ends = self.days(table, end) if end else starts
        rows = np.flatnonzero((starts < OPEN) & (True if which is None else which))
        rows = rows[np.lexsort((starts[rows], owner[rows]))]
        return Span(owner[rows], starts[rows], ends[rows], rows)

    def child(self, who: np.ndarray, on: int) -> dict[str, np.ndarray | Days]:
        """The columns with which most lists begin.

        Args:
            who: the children, as numbers.
            on: the snapshot's day.
        """
        return {
            "Child Unique ID": self.ids[who].astype(object),
            "Gender": self.gender[who],
            "Ethnicity": self.ethnicity[who],
            "Date of Birth": Days(self.born[who]),
            "Age of Child (Years)": np.maximum(age_at(self.born[who], on), 0),
        }

    def disability(self, who: np.ndarray) -> dict[str, np.ndarray]:
        """Whether each child has a disability."""
        told = np.where(self.disabled[who], "a) Yes", "b) No").astype(object)
        return {"Does the Child have a Disability": told}

    def allocated(self, who: np.ndarray, on: int, team: np.ndarray | None = None) -> dict[str, np.ndarray]:
        """The team that last held each child's case, and the worker who holds it, blank where nobody does.

        Args:
            who: the children, as numbers.
            on: the snapshot's day.
            team: the teams, where the record itself names them.
        """
        held = self.holders
        going = np.flatnonzero((held.start <= on) & (held.end > on))
        holder = np.full(len(self.ids), -1)
        holder[held.owner[going]] = held.row[going]  # by first day: the last one holds
        last = held.latest(who, on)
        row = np.where(holder[who] >= 0, holder[who], held.row[np.maximum(last, 0)])
        teams = np.where(last >= 0, self.text("ssd_involvements", "invo_professional_team")[row], "")
        workers = np.where(holder[who] >= 0, self.text("ssd_involvements", "invo_professional_id")[row], "")
        return {
            "Allocated Team": teams.astype(object) if team is None else team,
            "Allocated Worker": workers.astype(object),
        }


def known_by(days: np.ndarray, on: int) -> np.ndarray:
    """Days as they stood in the records on a day: later ones had not come."""
    return np.where(days <= on, days, OPEN)


def months_before(on: int, months: int) -> int:
    """The first day of the months that end on a day."""
    return int(add_months(on, -months)) + 1
