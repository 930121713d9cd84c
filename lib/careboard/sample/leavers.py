"""Care leavers: how they live, what they do, and when someone last spoke with them.

Each of these is a stream of changes; the history that is written has a new row at every change.
"""

from dataclasses import dataclass

import numpy as np

from .care import Periods
from .chance import Weights, choose, dice, draw, latest_days, ticks
from .days import DATE_SHOWN, EXTRACT, HISTORY_START, OPEN, add_months, age_at, birthday, last_working_day
from .people import Register

SUITABLE, IN_WORK_OR_EDUCATION, IN_CONTACT = 0.924, 0.438, 0.722
ACCOMMODATION = {
    "B1": 11,
    "C1": 3,
    "D1": 13,
    "E1": 5,
    "K1": 3,
    "T1": 5,
    "U1": 36,
    "Y1": 4,
    "Z1": 10,
    "S2": 0.8,
    "X2": 2.8,
    "W2": 0.5,
    "V2": 0.7,
    "U2": 1.5,
    "D2": 0.6,
    "Y2": 0.6,
    "R2": 1.6,
    "G1": 0.6,
    "H2": 0.1,
}
NOT_SUITABLE = {"S2": 10, "X2": 38, "W2": 6, "V2": 10, "U2": 22, "D2": 8, "Y2": 6}
ACTIVITY = {
    "F1": 5,
    "F2": 16,
    "P2": 3,
    "F4": 5,
    "P4": 1,
    "F5": 12,
    "P5": 4,
    "G4": 8,
    "G5": 34,
    "G6": 8,
    "0": 3,
}
ACTIVE = {"F1": 8, "F2": 38, "P2": 6, "F4": 12, "F5": 26, "P5": 10}
NOT_ACTIVE = {"G4": 18, "G5": 62, "G6": 14, "0": 6}
IN_TOUCH = {"YES": 900, "NO": 55, "REFU": 28, "NREQ": 17}
OUT_OF_COUNT = ("DIED", "RHOM")


@dataclass
class Leavers:
    """Young people who have left care after 16 and are in the service's care as leavers: from, to."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray


@dataclass
class Stream:
    """Changes of one thing: whose (place in the leavers), when, to what."""

    who: np.ndarray
    on: np.ndarray
    value: np.ndarray

    def at(self, count: int, date: int) -> np.ndarray:
        """The change in force for each leaver on a date.

        Args:
            count: How many leavers there are.
            date: The day, as a number.

        Returns:
            The place of the change, -1 before the first.
        """
        places = np.full(count, -1)
        early = np.flatnonzero(self.on <= date)
        np.maximum.at(places, self.who[early], early)
        return places


def leavers(register: Register, periods: Periods) -> Leavers:
    """Those who left care at 16 or later, after 13 weeks or more of it since 14."""
    rng = dice("leavers")
    own = ~periods.short_break
    born = register.born[periods.person]
    since_14 = np.minimum(periods.end, EXTRACT) - np.maximum(periods.start, birthday(born, 14))
    days = np.bincount(periods.person, np.clip(since_14, 0, None) * own, minlength=register.count)
    latest = np.zeros(register.count, int)
    np.maximum.at(latest, periods.person, periods.start)
    left = own & (periods.end <= EXTRACT) & (periods.end >= birthday(born, 16)) & (days[periods.person] >= 91)
    left &= latest[periods.person] == periods.start
    rows = np.flatnonzero(left)
    born = born[rows]
    until_22 = rng.random(len(rows)) < 0.42
    at_22 = birthday(born, 22)
    to = np.where(until_22, at_22, at_22 + rng.integers(30, 4 * 365 - 20, len(rows)))
    kept = (to > HISTORY_START) & (to > periods.end[rows])
    rows, to = rows[kept], to[kept]
    return Leavers(periods.person[rows], periods.end[rows], np.where(to > EXTRACT, OPEN, to))


def streams(register: Register, found: Leavers) -> dict[str, Stream]:
    """The streams of changes of all leavers, arranged so that the figures of the date shown come out.

    Returns:
        The streams `home`, `activity`, `touch`, `contact` and `review`.
    """
    rng = dice("lives of leavers")
    born = register.born[found.person]
    until = np.minimum(found.end, EXTRACT + 1)
    home = _stream(rng, found.start, until, ACCOMMODATION, 150, 800)
    activity = _stream(rng, found.start, until, ACTIVITY, 80, 420)
    touch = _losses(rng, found, until, _stream(rng, found.start, until, IN_TOUCH, 240, 900))
    contact = _contacts(rng, found, until, touch)
    reviews = ticks(found.start, until, lambda of, at: rng.integers(140, 215, len(of)))
    review = _dated_stream(found.start, *reviews)
    shown = (found.start <= DATE_SHOWN) & (found.end > DATE_SHOWN)
    state = touch.value[touch.at(len(born), DATE_SHOWN)].copy()
    age = age_at(born, DATE_SHOWN)
    counted = shown & (age >= 19) & (age <= 21) & ~np.isin(state, OUT_OF_COUNT)
    counted = _settle_activity(rng, activity, touch, counted)
    _settle_home(rng, home, counted)
    contact = _settle_contact(rng, contact, found, shown & (state != "DIED"), state)
    return {"home": home, "activity": activity, "touch": touch, "contact": contact, "review": review}


def _stream(
    rng: np.random.Generator, start: np.ndarray, end: np.ndarray, codes: Weights, shortest: int, longest: int
) -> Stream:
    who, on = ticks(start, end, lambda of, at: rng.integers(shortest, longest, len(of)))
    who, on = np.concatenate([np.arange(len(start)), who]), np.concatenate([start, on])
    order = np.lexsort((on, who))
    return Stream(who[order], on[order], draw(rng, codes, len(who)))


def _dated_stream(start: np.ndarray, who: np.ndarray, on: np.ndarray) -> Stream:
    """A stream whose value is its own date."""
    who, on = np.concatenate([np.arange(len(start)), who]), np.concatenate([start, last_working_day(on)])
    order = np.lexsort((on, who))
    return Stream(who[order], on[order], on[order].copy())


def _losses(rng: np.random.Generator, found: Leavers, until: np.ndarray, touch: Stream) -> Stream:
    """A few have died or have gone back to the country they came from: nothing changes after that."""
    gone = np.flatnonzero((rng.random(len(until)) < 0.018) & (until - found.start > 500))
    on = found.start[gone] + 100 + ((until - found.start)[gone] * rng.random(len(gone)) * 0.6).astype(int)
    since = np.full(len(until), OPEN)
    since[gone] = on
    kept = touch.on < since[touch.who]
    value = draw(rng, {"DIED": 30, "RHOM": 70}, len(gone))
    who, on = np.concatenate([touch.who[kept], gone]), np.concatenate([touch.on[kept], on])
    value = np.concatenate([touch.value[kept], value])
    order = np.lexsort((on, who))
    return Stream(who[order], on[order], value[order])


def _contacts(rng: np.random.Generator, found: Leavers, until: np.ndarray, touch: Stream) -> Stream:
    """Contacts about every six weeks, fewer with some; none with those not in touch."""
    seldom = rng.random(len(until)) < 0.2

    def gap(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(of)) < np.where(seldom[of], 0.45, 0.10)
        return np.where(late, rng.integers(70, 170, len(of)), rng.integers(20, 58, len(of)))

    contact = _dated_stream(found.start, *ticks(found.start, until, gap))
    keys = touch.who * 1_000_000 + touch.on
    at = np.searchsorted(keys, contact.who * 1_000_000 + contact.on, side="right") - 1
    kept = (touch.value[at] == "YES") | (contact.on == found.start[contact.who])
    return Stream(contact.who[kept], contact.on[kept], contact.value[kept])


def _switch(
    rng: np.random.Generator,
    stream: Stream,
    rows: np.ndarray,
    met: np.ndarray,
    wanted: int,
    new: tuple[Weights, Weights],
) -> None:
    """Change so many values of the rows that exactly `wanted` meet; `new` gives codes for (met, count)."""
    surplus = met.sum() - wanted
    turn = rows[choose(rng, met if surplus > 0 else ~met, abs(surplus))]
    stream.value[turn] = draw(rng, new[int(surplus < 0)], len(turn))


def _misses_share(count: int, share: float) -> bool:
    """Whether no whole number out of `count` comes near enough to the share to print as it."""
    return abs(round(share * count) / count - share) > 0.00042


def _settle_home(rng: np.random.Generator, home: Stream, counted: np.ndarray) -> None:
    """The wanted share is suitably housed; where it must be, one more's residence is not known."""
    rows = home.at(len(counted), DATE_SHOWN)[counted]
    rows = rows[~np.isin(home.value[rows].astype("U1"), ["G", "H", "R"])]
    rng.shuffle(rows)
    while _misses_share(len(rows), SUITABLE):
        home.value[rows[0]] = "R2"
        rows = rows[1:]
    met = np.array([code.endswith("1") for code in home.value[rows]])
    _switch(rng, home, rows, met, round(SUITABLE * len(rows)), (NOT_SUITABLE, {"U1": 1}))


def _settle_activity(
    rng: np.random.Generator, activity: Stream, touch: Stream, counted: np.ndarray
) -> np.ndarray:
    """The wanted share is in education or work; where it must be, one more has gone back abroad."""
    counted = counted.copy()
    while _misses_share(counted.sum(), IN_WORK_OR_EDUCATION):
        gone = rng.choice(np.flatnonzero(counted))
        touch.value[(touch.who == gone) & (touch.on > DATE_SHOWN - 900)] = "RHOM"
        latest = touch.at(len(counted), DATE_SHOWN)[gone]
        touch.value[latest] = "RHOM"
        counted[gone] = False
    rows = activity.at(len(counted), DATE_SHOWN)[counted]
    met = np.isin(activity.value[rows].astype("U1"), ["F", "P"])
    _switch(rng, activity, rows, met, round(IN_WORK_OR_EDUCATION * len(rows)), (NOT_ACTIVE, ACTIVE))
    return counted


def _settle_contact(
    rng: np.random.Generator, contact: Stream, found: Leavers, counted: np.ndarray, state: np.ndarray
) -> Stream:
    """The wanted share of leavers has had a contact in the last two months."""
    size = len(found.person)
    latest = latest_days(contact.who, contact.on, size, DATE_SHOWN)
    recent = int(add_months(DATE_SHOWN, -2))
    met = latest >= recent
    who = np.flatnonzero(counted)
    able = (state[who] == "YES") & (found.start[who] < recent - 10)
    surplus = met[who].sum() - round(IN_CONTACT * len(who))
    if surplus > 0:
        lose = np.zeros(size, bool)
        lose[who[choose(rng, met[who] & able, surplus)]] = True
        kept = ~(lose[contact.who] & (contact.on >= recent - 6) & (contact.on <= DATE_SHOWN))
        return Stream(contact.who[kept], contact.on[kept], contact.value[kept])
    more = who[choose(rng, ~met[who] & able, -surplus)]
    on = last_working_day(DATE_SHOWN - rng.integers(2, 50, len(more)))
    who, on = np.concatenate([contact.who, more]), np.concatenate([contact.on, on])
    order = np.lexsort((on, who))
    return Stream(who[order], on[order], on[order].copy())


def history(register: Register, found: Leavers, parts: dict[str, Stream]) -> dict[str, np.ndarray]:
    """The segments of every leaver's history: a row from each change to the next.

    Args:
        register: Everybody.
        found: The leavers.
        parts: Their streams of changes, as `streams` gives them.

    Returns:
        The columns `who` (place in the leavers), `from`, `to`, `eligibility` and one for each stream.
    """
    names = list(parts)
    who = np.concatenate([parts[name].who for name in names])
    on = np.concatenate([parts[name].on for name in names])
    eighteen = birthday(register.born[found.person], 18)
    turning = np.flatnonzero((eighteen > found.start) & (eighteen < np.minimum(found.end, EXTRACT)))
    keys = np.unique(np.concatenate([who * 1_000_000 + on, turning * 1_000_000 + eighteen[turning]]))
    who, start = keys // 1_000_000, keys % 1_000_000
    end = np.append(start[1:], OPEN)
    last = np.append(who[1:] != who[:-1], True)
    end[last] = found.end[who[last]]
    segments = {"who": who, "from": start, "to": end}
    for name in names:
        of = parts[name].who * 1_000_000 + parts[name].on
        segments[name] = parts[name].value[np.searchsorted(of, keys, side="right") - 1]
    segments["eligibility"] = np.where(start < eighteen[who], "Relevant", "Former relevant").astype(object)
    kept = segments["to"] > HISTORY_START
    return {name: column[kept] for name, column in segments.items()}
