"""Children for whom another family is to be permanent: by adoption or by special guardianship.

The order's own date is some months before the match. The care episodes show the legal status E1 only from
shortly before the move to the adopters, so that the order is never later than that, and the match seldom
earlier.
"""

from dataclasses import dataclass

import numpy as np

from .care import Periods
from .chance import dice, draw
from .days import EXTRACT, OPEN, last_working_day
from .episodes import Episodes
from .placements import BY_CARERS, Stays

ADOPTED, GUARDIANSHIP = ["E11", "E12"], ["E45", "E46", "E47", "E48"]
WITH_ADOPTERS = ["A3", "A4", "A5", "A6"]
ADOPTERS = {
    ("2", "MF", "L11"): 66,
    ("2", "MF", "L2"): 8,
    ("2", "MM", "L12"): 5,
    ("2", "MM", "L11"): 4,
    ("2", "FF", "L11"): 4,
    ("2", "FF", "L3"): 2,
    ("1", "F1", "L0"): 10,
    ("1", "M1", "L0"): 1,
}


@dataclass
class Permanence:
    """A record a period of care on the way to another family, OPEN for what has not come.

    The decision, the placement order, the match, the move to the adopters, the order that ended care and its
    kind, who the adopters are, and since when they fostered the child, where they did.
    """

    period: np.ndarray
    decided: np.ndarray
    ordered: np.ndarray
    matched: np.ndarray
    placed: np.ndarray
    made: np.ndarray
    kind: np.ndarray
    adopters: np.ndarray
    fostered: np.ndarray

    def pick(self, rows: np.ndarray) -> "Permanence":
        """Some of the records."""
        return Permanence(*(part[rows] for part in vars(self).values()))


def permanence(periods: Periods, stays: Stays, episodes: Episodes, written: np.ndarray) -> Permanence:
    """All records, by the day of their last date.

    Args:
        periods: The periods of care.
        stays: The placements.
        episodes: The care episodes.
        written: True for the periods that are written out.
    """
    rng = dice("permanence")
    size = len(periods.person)
    status_from = _first_days(size, episodes.period, episodes.start, episodes.status == "E1")
    placed = _first_days(size, stays.period, stays.start, np.isin(stays.code, WITH_ADOPTERS))
    ended = np.full(size, "", object)
    last = np.append(episodes.period[1:] != episodes.period[:-1], True)
    ended[episodes.period[last]] = episodes.ceased[last]
    adopted, guardianship = np.isin(ended, ADOPTED), np.isin(ended, GUARDIANSHIP)
    made = np.where(adopted | guardianship, periods.end, OPEN)
    for_adoption = (status_from < OPEN) | adopted
    until = np.minimum(placed, made)
    before = _decision_order_match(rng, periods.start, until, status_from)
    decided, ordered, matched, placed = (np.where(for_adoption, on, OPEN) for on in (*before, placed))
    kind = np.select([adopted, guardianship], ["Adoption", "SGO"], "").astype(object)
    adopters, fostered = _adopters(rng, size), _fostered_since(size, stays)
    found = Permanence(np.arange(size), decided, ordered, matched, placed, made, kind, adopters, fostered)
    rows = np.flatnonzero(written & (for_adoption | guardianship))
    return found.pick(rows[np.argsort(np.minimum(periods.end[rows], EXTRACT), kind="stable")])


def _first_days(size: int, period: np.ndarray, start: np.ndarray, which: np.ndarray) -> np.ndarray:
    """For each period the first start of those asked for, OPEN where there is none."""
    first = np.full(size, OPEN)
    np.minimum.at(first, period[which], start[which])
    return first


def _fostered_since(size: int, stays: Stays) -> np.ndarray:
    """For each period since when those who adopt the child fostered it, OPEN where they did not."""
    since = np.full(size, OPEN)
    for row in np.flatnonzero(np.isin(stays.code, list(BY_CARERS.values()))).tolist():
        first = row - 1
        while _with_the_same(stays, first):
            first -= 2 if stays.kind[first - 1] == "temporary" else 1
        since[stays.period[row]] = stays.start[first]
    return since


def _with_the_same(stays: Stays, row: int) -> bool:
    """Whether a stay goes on with the carers of the one before it, or of the one before a temporary one."""
    away = stays.kind[row - 1] == "temporary"
    before = row - 2 if away else row - 1
    if before < 0 or stays.period[before] != stays.period[row]:
        return False
    return bool(stays.no_move[row] or (away and stays.postcode[before] == stays.postcode[row]))


def _decision_order_match(
    rng: np.random.Generator, entered: np.ndarray, placed: np.ndarray, status_from: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Decision, placement order and match, worked back from the move, none before the first weeks of care."""
    size = len(entered)
    room = placed - entered
    hasty = room < 120  # adopters had been found when the child came into care
    matched = placed - np.minimum(rng.integers(6, 29, size), room // 4)
    matched = np.where(status_from < placed - 9, np.maximum(matched, status_from + 5), matched)
    least = entered + np.where(hasty, room // 3, rng.integers(45, 75, size))
    ordered = np.maximum(matched - 90 - rng.gamma(2.2, 80, size).astype(int), least)
    ordered = np.where(hasty, ordered, np.minimum(ordered, status_from))
    decided = np.minimum(np.maximum(ordered - rng.integers(14, 60, size), entered + 25), ordered - 4)
    decided, ordered, matched = (np.maximum(on, entered + 1) for on in (decided, ordered, matched))
    return last_working_day(decided), last_working_day(ordered), last_working_day(matched)


def _adopters(rng: np.random.Generator, size: int) -> np.ndarray:
    """How many adopters, of what sex, and how they live together; one tuple a record."""
    places = draw(rng, dict(enumerate(ADOPTERS.values())), size).astype(int)
    kinds = np.empty(len(ADOPTERS), object)
    kinds[:] = list(ADOPTERS)
    return kinds[places]


def brothers_and_sisters(
    found: Permanence, periods: Periods, stays: Stays, siblings: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether each record's child has brothers or sisters in care, and where they lived then.

    Args:
        found: The records.
        periods: The periods of care.
        stays: The placements.
        siblings: The children, and the number of each one's group.

    Returns:
        For each record whether there are any, how many lived in the same home, and how many in another one.
    """
    person, group = siblings
    of_group: dict[int, list[int]] = {}
    for who, number in zip(person.tolist(), group.tolist(), strict=True):
        of_group.setdefault(number, []).append(who)
    members = {who: of_group[number] for who, number in zip(person.tolist(), group.tolist(), strict=True)}
    homes = Homes(periods, stays)
    on = np.minimum(np.where(found.placed < OPEN, found.placed, found.made - 1), EXTRACT)
    counts = []
    for who, then in zip(periods.person[found.period].tolist(), on.tolist(), strict=True):
        own = homes.at(who, then)
        others = [homes.at(other, then) for other in members.get(who, []) if other != who]
        together = sum(home == own for home in others if home)
        counts.append((who in members, together, sum(home is not None for home in others) - together))
    related, in_same, in_other = (np.array(column) for column in zip(*counts, strict=True))
    return related, in_same, in_other


class Homes:
    """Where each child in care lived on a day."""

    def __init__(self, periods: Periods, stays: Stays) -> None:
        own = np.flatnonzero(~periods.short_break[stays.period])
        keys = periods.person[stays.period[own]] * 1_000_000 + stays.start[own]
        order = np.argsort(keys, kind="stable")
        self.keys, self.end, self.post = keys[order], stays.end[own][order], stays.postcode[own][order]

    def at(self, person: int, on: int) -> str | None:
        """The postcode at which a child in care lived on a day.

        Args:
            person: The child's number in the register.
            on: The day, as a number.

        Returns:
            The postcode, None where the child was not in care.
        """
        place = int(np.searchsorted(self.keys, person * 1_000_000 + on, side="right")) - 1
        there = place >= 0 and self.keys[place] // 1_000_000 == person and self.end[place] > on
        return self.post[place] if there else None
