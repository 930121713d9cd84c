"""Reviewing officers: who reviews which child, as the number of officers grows step by step."""

import numpy as np

from . import county
from .chance import dice
from .days import EXTRACT, HISTORY_START, OPEN, day
from .staff import Involvements, Workers

OFFICER = "Independent reviewing officer"
# from when there are so many officers, all full-time
OFFICERS = {
    "2010-01-04": 18,
    "2013-04-02": 20,
    "2015-04-01": 22,
    "2016-09-01": 24,
    "2017-09-01": 25,
    "2018-02-01": 27,
    "2018-05-01": 31,
    "2018-09-03": 34,
    "2018-12-03": 37,
    "2019-03-01": 40,
    "2019-07-01": 44,
}
# days on which one of them left
LEAVERS = [
    "2012-06-29",
    "2014-08-29",
    "2015-11-30",
    "2016-07-29",
    "2017-05-31",
    "2018-01-31",
    "2018-03-29",
    "2018-06-29",
    "2018-08-31",
    "2019-02-28",
    "2019-05-31",
]
AGENCY_UNTIL = "2018-12-31"  # no agency officer since
BUSIEST = 1.135  # times the mean at the date shown


def officers() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Officers in post: steps of growth, and a successor for each who leaves.

    Returns:
        The first and last day of each, and whether it is an agency officer.
    """
    rng = dice("reviewing officers")
    start: list[int] = []
    end: list[int] = []
    for text, count in OFFICERS.items():
        while len(start) < count:
            start.append(day(text) if text != "2010-01-04" else HISTORY_START - int(rng.integers(90, 900)))
            end.append(OPEN)
    agency = [place in (21, 23, 24) for place in range(len(start))]
    for place in range(len(start)):
        if agency[place]:
            end[place] = day(AGENCY_UNTIL) - int(rng.integers(0, 120))
            start.append(end[place])
            end.append(OPEN)
            agency.append(False)
    for text in LEAVERS:
        long_here = [began < day(text) - 200 and ends == OPEN for began, ends in zip(start, end, strict=True)]
        leaving = np.flatnonzero(long_here).tolist()
        place = leaving[int(rng.integers(len(leaving)))]
        end[place] = day(text)
        start.append(day(text))
        end.append(OPEN)
        agency.append(False)
    return np.array(start), np.array(end), np.array(agency)


def workers(first_post: int) -> Workers:
    """The officers as workers.

    Args:
        first_post: The number of their first post.
    """
    start, end, agency = officers()
    size = len(start)
    return Workers(
        np.full(size, OFFICER, object),
        np.full(size, county.REVIEWING_TEAM, object),
        start,
        end,
        np.ones(size),
        agency,
        np.ones(size, bool),
        first_post + np.arange(size),
    )


class Desk:
    """Hands out reviews to the officer with most room, and moves them when officers come and go."""

    def __init__(self, start: np.ndarray, end: np.ndarray) -> None:
        self.rng = dice("reviewing desk")
        self.start, self.end = start, end
        self.room = self.rng.uniform(0.90, 1.07, len(start))
        lasting = np.flatnonzero((end > EXTRACT) & (start < day("2018-01-01")))
        self.room[lasting[0]] = BUSIEST
        self.load = np.zeros(len(start))
        self.present = np.zeros(len(start), bool)
        # in the order of giving, not sets, so that the same seed gives the same bytes
        self.holding: list[dict[int, None]] = [{} for _ in start]
        self.since: dict[int, tuple[int, int]] = {}
        self.parts: list[tuple[int, int, int, int]] = []

    def give(self, review: int, on: int, officer: int | None = None) -> None:
        """A review goes to an officer.

        Args:
            review: The number of the plan or period of care.
            on: The day, as a number.
            officer: To whom it goes; where nobody is named, to the one with most room.
        """
        if officer is None:
            fullness = np.where(self.present, self.load / self.room, np.inf)
            officer = int(np.argmin(fullness))
        self.holding[officer][review] = None
        self.load[officer] += 1
        self.since[review] = (officer, on)

    def take(self, review: int, on: int) -> None:
        """A review leaves its officer; its part is kept."""
        officer, began = self.since.pop(review)
        del self.holding[officer][review]
        self.load[officer] -= 1
        if on > began:
            self.parts.append((officer, review, began, on))

    def arrive(self, officer: int, on: int) -> None:
        """A new officer takes over a fair share from the fullest colleagues."""
        self.present[officer] = True
        share = self.room[officer] / self.room[self.present].sum()
        for _ in range(int(share * self.load.sum())):
            fullest = int(np.argmax(np.where(self.present, self.load / self.room, -1)))
            review = next(reversed(self.holding[fullest]))
            self.take(review, on)
            self.give(review, on, officer)

    def leave(self, officer: int, on: int) -> None:
        """The reviews of one who leaves go to the others."""
        self.present[officer] = False
        for review in list(self.holding[officer]):
            self.take(review, on)
            self.give(review, on)


def involvements(
    start: np.ndarray, end: np.ndarray, person: np.ndarray, case: np.ndarray, first_worker: int
) -> Involvements:
    """One officer for every plan and every period of care, from its start to its end.

    Args:
        start: The first day of each.
        end: The last day of each.
        person: Whose it is.
        case: The case to which it belongs.
        first_worker: The place of the first officer in the workers.
    """
    officer_start, officer_end, _ = officers()
    desk = Desk(officer_start, officer_end)
    begins = np.maximum(start, HISTORY_START - 80)
    events = [(on, 0, officer) for officer, on in enumerate(np.minimum(officer_start, OPEN).tolist())]
    events += [(on, 1, officer) for officer, on in enumerate(officer_end.tolist()) if on < OPEN]
    relevant = np.flatnonzero(end > HISTORY_START - 60)
    reviews, began, ended = relevant.tolist(), begins[relevant].tolist(), end[relevant].tolist()
    events += [(on, 3, review) for review, on in zip(reviews, began, strict=True)]
    events += [(on, 2, review) for review, on in zip(reviews, ended, strict=True) if on < OPEN]
    actions = (desk.arrive, desk.leave, desk.take, desk.give)
    for on, action, subject in sorted(events):
        actions[action](subject, on)
    for review in list(desk.since):
        desk.take(review, OPEN)
    place, row, since, until = (np.array(column) for column in zip(*desk.parts, strict=True))
    return Involvements(first_worker + place, person[row], case[row], since, until)
