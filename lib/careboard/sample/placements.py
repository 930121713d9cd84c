"""Placements within each period of care: what kind, where, and with whose provision.

A period is cut at its moves into stays, each stay gets a kind of placement, and last come the turns
that are no move: a temporary placement from which the child returns, moves with the same carer, and an
adoption by the foster carers.
"""

from dataclasses import dataclass

import numpy as np

from .care import Periods
from .chance import Weights, choose, dice, draw, draw_by_group
from .days import DATE_SHOWN, EXTRACT, HISTORY_START, age_at
from .moves import WINDOW_START, moves, settle_three_or_more
from .people import Register

KINDS_SHOWN = {"adoption": 105, "supported": 141, "home": 126, "residential": 84, "parents": 337, "other": 26}
FOSTER = "foster"
KINSHIP, KINSHIP_SHOWN = ["U1", "U2", "U3"], 290

KINDS_BY_AGE = [  # under 4, 4 to 9, 10 to 15, 16 and 17
    {FOSTER: 63, "parents": 33, "residential": 4},
    {FOSTER: 61, "parents": 32, "home": 5, "residential": 2},
    {FOSTER: 46, "parents": 26, "home": 19, "residential": 7, "other": 2},
    {FOSTER: 12, "parents": 8, "home": 11, "residential": 6, "supported": 61, "other": 2},
]
BY_CARERS = {"A4": "A3", "A6": "A5"}  # the same kind of placement, with those who foster the child already
BY_CARERS_EVERY = 8  # one in so many
CODES: dict[str, Weights] = {
    FOSTER: {"U1": 6, "U2": 1, "U3": 15.5, "U4": 26, "U5": 3, "U6": 48.5},
    "adoption": {"A4": 20, "A6": 80},
    "supported": {"H5": 74, "P2": 26},
    "home": {"K2": 96, "K1": 4},
    "residential": {"R1": 42, "R2": 6, "R3": 14, "R5": 18, "S1": 20},
    "parents": {"P1": 1},
    "other": {"Z1": 1},
}
PROVIDERS = {
    FOSTER: {"PR1": 66, "PR4": 30, "PR5": 3, "PR2": 1},
    "adoption": {"PR1": 62, "PR2": 18, "PR5": 20},
    "supported": {"PR1": 14, "PR4": 66, "PR5": 20},
    "home": {"PR1": 38, "PR4": 58, "PR5": 4},
    "residential": {"PR4": 52, "PR3": 24, "PR1": 14, "PR5": 10},
    "parents": {"PR0": 1},
    "other": {"": 1},
}


@dataclass
class Stays:
    """Placements, in order of child, period and day."""

    period: np.ndarray
    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray  # foster, parents, ...; "temporary"
    code: np.ndarray
    postcode: np.ndarray
    provider: np.ndarray
    same_carer: np.ndarray

    @property
    def no_move(self) -> np.ndarray:
        """True where the carer stays, those who come to adopt the child they foster included."""
        return self.same_carer | np.isin(self.code, list(BY_CARERS.values()))

    def pick(self, rows: np.ndarray) -> "Stays":
        """Some of the stays."""
        return Stays(*(part[rows] for part in vars(self).values()))


def stays(periods: Periods, register: Register, adoptions: np.ndarray) -> Stays:
    """The placements of every period, with their kinds.

    Args:
        periods: The periods of care.
        register: Everybody.
        adoptions: True for the periods that end in adoption.
    """
    owner, days = settle_three_or_more(periods, *moves(periods, register, adoptions))
    period = np.concatenate([np.arange(len(periods.person)), owner])
    start = np.concatenate([periods.start, days])
    order = np.lexsort((start, period))
    period, start = period[order], start[order]
    end = periods.end[period]
    same = period[1:] == period[:-1]
    end[:-1][same] = start[1:][same]
    code, postcode, provider = (np.full(len(start), "", object) for _ in range(3))
    kind, same_carer = np.full(len(start), FOSTER, object), np.zeros(len(start), bool)
    found = Stays(period, start, end, kind, code, postcode, provider, same_carer)
    found.kind = _kinds(found, periods, register, adoptions)
    _settle_kinds(found, periods, register)
    _short_break_kinds(found, periods)
    return _detail(found, _open_at_date_shown(found, periods))


def _open_at_date_shown(found: Stays, periods: Periods) -> np.ndarray:
    """The placements in which the children looked after at the date shown lived."""
    on_day = (found.start <= DATE_SHOWN) & (found.end > DATE_SHOWN)
    return on_day & periods.open_at(DATE_SHOWN)[found.period]


def _kinds(found: Stays, periods: Periods, register: Register, adoptions: np.ndarray) -> np.ndarray:
    """A kind for each stay, by age; the last stay of an adopted child is with adopters."""
    rng = dice("kinds of placement")
    age = (found.start - register.born[periods.person[found.period]]) / 365.25
    group = np.searchsorted([4, 10, 16], age, side="right")
    kinds = draw_by_group(rng, group, KINDS_BY_AGE)
    lately = (found.end > WINDOW_START) & (found.end <= EXTRACT)
    kinds[lately & (age >= 16) & (rng.random(len(kinds)) < 0.42)] = "supported"
    kinds[lately & (age > 15) & (age < 16) & (kinds == FOSTER) & (rng.random(len(kinds)) < 0.40)] = "home"
    first = found.start == periods.start[found.period]
    kinds[first & (kinds == "parents") & (rng.random(len(kinds)) < 0.6)] = FOSTER
    last = found.end == periods.end[found.period]
    kinds[last & adoptions[found.period] & ~first] = "adoption"
    alone = register.unaccompanied[periods.person[found.period]]
    kinds[alone & (kinds != FOSTER)] = "supported"
    kinds[alone & (age < 16)] = FOSTER
    return kinds


def _settle_kinds(found: Stays, periods: Periods, register: Register) -> None:
    """The exact number of children in each kind of placement at the date shown."""
    rng = dice("kinds at the date shown")
    shown = np.flatnonzero(_open_at_date_shown(found, periods))
    period = found.period[shown]
    person, since = periods.person[period], found.start[shown] - periods.start[period]
    age, alone = age_at(register.born[person], found.start[shown]), register.unaccompanied[person]
    recent = found.start[shown] > DATE_SHOWN - 500
    eligible = {
        "adoption": (age < 8) & (since > 140) & recent,
        "supported": age >= 16,
        "home": (age >= 8) & ~alone,
        "residential": (age >= 8) & ~alone,
        "parents": ~alone & (since > 20),
        "other": (age >= 10) & ~alone,
    }
    natural, settled = found.kind[shown], np.full(len(shown), FOSTER, object)
    for kind, wanted in KINDS_SHOWN.items():
        free = eligible[kind] & (settled == FOSTER)
        preference = np.where(natural == kind, 1e6, np.where(natural == FOSTER, 1.0, 1e-3))
        settled[choose(rng, free * preference, wanted)] = kind
    found.kind[shown] = settled


def _short_break_kinds(found: Stays, periods: Periods) -> None:
    """Short breaks are with foster carers or in a home."""
    rng = dice("short breaks")
    rows = np.flatnonzero(periods.short_break[found.period])
    found.kind[rows] = draw(rng, {FOSTER: 55, "home": 45}, len(rows))


def _detail(found: Stays, shown: np.ndarray) -> Stays:
    """Codes, postcodes and providers; then temporary placements and moves with the same carer."""
    rng = dice("placement details")
    kinds = list(CODES)
    group = np.array([kinds.index(kind) for kind in found.kind])
    found.code = draw_by_group(rng, group, list(CODES.values()))
    found.provider = draw_by_group(rng, group, [PROVIDERS[kind] for kind in kinds])
    _settle_kinship(rng, found.code, shown & (found.kind == FOSTER))
    found.provider[np.isin(found.code, KINSHIP)] = "PR1"
    found.provider[np.isin(found.code, ["R2", "R5"])] = "PR3"
    found.postcode = _postcodes(rng, len(found.code))
    return _adoptions_by_carers(_same_carer_moves(_temporary_stays(found, rng), rng))


def _settle_kinship(rng: np.random.Generator, code: np.ndarray, fostered: np.ndarray) -> None:
    """So many of the children fostered at the date shown are with family or friends."""
    kinship = np.isin(code, KINSHIP) & fostered
    lacking = KINSHIP_SHOWN - kinship.sum()
    turn = choose(rng, fostered & ~kinship if lacking > 0 else kinship, abs(lacking))
    code[turn] = draw(rng, {"U1": 3, "U3": 7}, len(turn)) if lacking > 0 else "U6"


def _postcodes(rng: np.random.Generator, size: int) -> np.ndarray:
    """Postcodes of an area that no post office knows."""
    sector, unit = rng.integers(1, 80, size), rng.integers(0, 10 * 400, size)
    letters = np.array([a + b for a in "ABDEFGHJLNPQRSTUWXYZ" for b in "ABDEFGHJLNPQRSTUWXYZ"], object)
    outward = np.array([f"FX{number} " for number in range(80)], object)
    inward = np.array([str(number) for number in range(10)], object)
    return outward[sector] + inward[unit // 400] + letters[unit % 400]


def _cut(found: Stays, rows: np.ndarray, starts: np.ndarray) -> tuple[Stays, np.ndarray]:
    """Stays cut in two at a day: the first parts stay in place, the second parts come as new rows."""
    later = found.pick(rows)
    later.start = starts
    found.end[rows] = starts
    pairs = zip(vars(found).values(), vars(later).values(), strict=True)
    joined = Stays(*(np.concatenate(pair) for pair in pairs))
    return joined, np.arange(len(joined.start) - len(rows), len(joined.start))


def _temporary_stays(found: Stays, rng: np.random.Generator) -> Stays:
    """Some longer stays are broken by a temporary placement; after it the child returns to the same one."""
    close = np.minimum(found.end, EXTRACT)
    lasting = np.flatnonzero((close - found.start > 90) & np.isin(found.kind, [FOSTER, "home"]))
    rows = lasting[rng.random(len(lasting)) < 0.05]
    begin = found.start[rows] + 30 + ((close - found.start)[rows] - 60) * rng.random(len(rows))
    begin = np.concatenate([begin.astype(int), np.full(9, DATE_SHOWN - 4) - np.arange(9) % 3])
    shown = (found.start < DATE_SHOWN - 120) & (found.end > DATE_SHOWN + 60) & (found.kind == FOSTER)
    shown[rows] = False
    rows = np.concatenate([rows, choose(rng, shown, 9)])
    found, temporary = _cut(found, rows, begin)
    found, _ = _cut(found, temporary, begin + rng.integers(8, 20, len(begin)))
    found.kind[temporary] = "temporary"
    found.code[temporary] = draw(rng, {"T0": 30, "T1": 18, "T3": 22, "T4": 30}, len(temporary))
    found.postcode[temporary] = _postcodes(rng, len(temporary))
    found.provider[temporary] = ""
    return found


def _adoptions_by_carers(found: Stays) -> Stays:
    """Before the year shown, children placed for adoption from a foster home stay with those who foster them.

    Their days are as they were, so that no figure of the year shown is another for it.
    """
    earlier = np.append(False, found.period[1:] == found.period[:-1])
    fostered = np.append(False, (found.kind[:-1] == FOSTER) & np.isin(found.code[:-1], ["U4", "U6"]))
    ended = (found.end > HISTORY_START) & (found.end <= WINDOW_START)
    rows = np.flatnonzero(earlier & fostered & ended & np.isin(found.code, list(BY_CARERS)))[
        ::BY_CARERS_EVERY
    ]
    found.code[rows] = [BY_CARERS[code] for code in found.code[rows]]
    found.postcode[rows], found.provider[rows] = found.postcode[rows - 1], found.provider[rows - 1]
    return found


def _same_carer_moves(found: Stays, rng: np.random.Generator) -> Stays:
    """Some foster placements change their code or their house, and the carer stays."""
    close = np.minimum(found.end, EXTRACT)
    lasting = np.flatnonzero((close - found.start > 240) & (found.kind == FOSTER) & (close > HISTORY_START))
    rows = lasting[rng.random(len(lasting)) < 0.06]
    at = found.start[rows] + 60 + ((close - found.start)[rows] - 120) * rng.random(len(rows))
    found, moved = _cut(found, rows, at.astype(int))
    found.same_carer[moved] = True
    to_long_term = np.isin(found.code[moved], ["U6"])
    found.code[moved[to_long_term]] = "U4"
    found.postcode[moved[~to_long_term]] = _postcodes(rng, (~to_long_term).sum())
    order = np.lexsort((found.start, found.period))
    return found.pick(order)
