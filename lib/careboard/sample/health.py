"""Health and dental checks and strengths and difficulties questionnaires of looked-after children."""

from dataclasses import dataclass

import numpy as np

from . import county
from .care import Periods
from .chance import choose, dice, draw, latest_days, ticks
from .days import DATE_SHOWN, EXTRACT, HISTORY_START, add_months, age_at, birthday, day, last_working_day
from .people import Register

DENTAL_CURRENT = 0.703  # of the children looked after a year or more at the date shown
NO_QUESTIONNAIRE, WITH_REASON, NEVER_SCORED = 312, 187, 80
REASONS = {"SDQ2": 24, "SDQ3": 12, "SDQ4": 34, "SDQ5": 30}
YEAR_BEFORE = int(add_months(DATE_SHOWN, -12))


@dataclass
class Checks:
    """Health or dental checks: the period of care, the day, and whether the child was seen or refused."""

    period: np.ndarray
    on: np.ndarray
    kind: np.ndarray
    status: np.ndarray


@dataclass
class Questionnaires:
    """Questionnaires: a score, or the reason why there is none (score -1)."""

    period: np.ndarray
    on: np.ndarray
    score: np.ndarray
    reason: np.ndarray

    def pick(self, rows: np.ndarray) -> "Questionnaires":
        """Some of the questionnaires."""
        return Questionnaires(*(part[rows] for part in vars(self).values()))


def year_in_care(periods: Periods) -> np.ndarray:
    """Periods of children looked after for twelve months or more at the date shown.

    Returns:
        True or False for each period.
    """
    return periods.open_at(DATE_SHOWN) & (add_months(periods.start - 1, 12) <= DATE_SHOWN)


def _recent_periods(periods: Periods) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = np.flatnonzero(~periods.short_break & (periods.end > HISTORY_START - 400))
    start = np.maximum(periods.start[rows], HISTORY_START - 700)
    return rows, start, np.minimum(periods.end[rows], EXTRACT + 1)


def dental_checks(periods: Periods, register: Register) -> Checks:
    """Dental checks: about once a year, later and later since 2018; a few are refused."""
    rng = dice("dental checks")
    rows, start, end = _recent_periods(periods)
    lateness = county.LATENESS[register.district[periods.person[rows]]] ** 0.6
    since = [day("2016-04-01"), day("2018-03-01"), day("2018-10-01"), day("2019-07-01")]

    def gap(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        count = len(of)
        in_time = np.interp(at, since, [0.46, 0.42, 0.24, 0.24])
        longest = np.interp(at, [day("2017-03-01"), day("2018-06-01"), day("2019-07-01")], [600, 790, 800])
        late = 372 + rng.random(count) * (longest - 372) * lateness[of]
        return np.where(rng.random(count) < in_time, rng.integers(280, 364, count), late).astype(int)

    of, on = ticks(start, end, gap, lambda of, at: rng.integers(25, 150, len(of)))
    refused = rng.random(len(on)) < 0.035
    found = Checks(
        rows[of],
        last_working_day(on),
        np.full(len(on), "Dental check", object),
        np.where(refused, "Refused", "Approved").astype(object),
    )
    return _settle_dental(periods, found, rng)


def _settle_dental(periods: Periods, found: Checks, rng: np.random.Generator) -> Checks:
    """The wanted share with an approved check in the twelve months to the date shown."""
    due = np.flatnonzero(year_in_care(periods))
    approved = found.status == "Approved"
    latest = latest_days(found.period[approved], found.on[approved], len(periods.start), DATE_SHOWN)
    current = latest >= YEAR_BEFORE
    met_count = round(DENTAL_CURRENT * len(due))
    met = due[choose(rng, np.where(current[due], 1e6, 1.0), met_count)]
    is_met = np.zeros(len(periods.start), bool)
    is_met[met] = True
    is_due = np.zeros(len(periods.start), bool)
    is_due[due] = True
    drop = (is_due & ~is_met)[found.period] & (found.on >= YEAR_BEFORE - 6) & (found.on <= DATE_SHOWN)
    found.status[drop & (rng.random(len(drop)) < 0.4)] = "Refused"
    gone = drop & (found.status == "Approved")
    missing = met[~current[met]]
    on = last_working_day(DATE_SHOWN - rng.integers(5, 330, len(missing)))
    period = np.concatenate([found.period[~gone], missing])
    kind = np.concatenate([found.kind[~gone], np.full(len(on), "Dental check", object)])
    status = np.concatenate([found.status[~gone], np.full(len(on), "Approved", object)])
    on = np.concatenate([found.on[~gone], on])
    order = np.lexsort((on, period))
    return Checks(period[order], on[order], kind[order], status[order])


def health_checks(periods: Periods, register: Register) -> Checks:
    """Health assessments: the first soon after entry, every six months under five, then yearly."""
    rng = dice("health checks")
    rows, start, end = _recent_periods(periods)
    born = register.born[periods.person[rows]]

    def gap(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        young = (at - born[of]) / 365.25 < 5
        usual = np.where(young, rng.integers(150, 183, len(of)), rng.integers(310, 365, len(of)))
        return np.where(rng.random(len(of)) < 0.13, usual * 1.3, usual).astype(int)

    def first_gap(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        soon = rng.random(len(of)) < 0.72
        return np.where(soon, rng.integers(12, 28, len(of)), rng.integers(29, 80, len(of)))

    of, on = ticks(start, end, gap, first_gap)
    status = np.where(rng.random(len(on)) < 0.025, "Refused", "Approved").astype(object)
    return Checks(rows[of], last_working_day(on), np.full(len(on), "Health check", object), status)


def questionnaires(periods: Periods, register: Register) -> Questionnaires:
    """Questionnaires: about once a year from 4 to 16, with scores that move with the child."""
    rng = dice("questionnaires")
    rows, start, end = _recent_periods(periods)
    born = register.born[periods.person[rows]]
    start = np.maximum(start, birthday(born, 4))
    end = np.minimum(end, birthday(born, 17))

    def gap(of: np.ndarray, at: np.ndarray) -> np.ndarray:
        late = rng.random(len(of)) < 0.12
        return np.where(late, rng.integers(380, 500, len(of)), rng.integers(325, 364, len(of)))

    of, on = ticks(start, end, gap, lambda of, at: rng.integers(60, 330, len(of)))
    asked = rng.random(len(on))
    kept = asked < 0.93
    of, on, asked = of[kept], on[kept], asked[kept]
    boys = register.sex[periods.person[rows]] == "M"
    usual = rng.normal(13.9, 8.9, len(rows)) + np.where(boys, 1.0, -1.2)
    score = _scores(rng, usual[of])
    reason = np.where(asked > 0.79, draw(rng, REASONS, len(on)), "").astype(object)
    score[reason != ""] = -1
    return _settle(periods, register, Questionnaires(rows[of], last_working_day(on), score, reason), rng)


def _scores(rng: np.random.Generator, usual: np.ndarray) -> np.ndarray:
    """Scores from 0 to 40 around what is usual for the child."""
    return np.clip(np.round(usual + rng.normal(0, 2.6, len(usual))), 0, 40).astype(int)


def eligible_children(periods: Periods, register: Register) -> np.ndarray:
    """Children looked after a year or more and aged 4 to 16 at the date shown.

    Returns:
        True or False for each period.
    """
    age = age_at(register.born[periods.person], DATE_SHOWN)
    return year_in_care(periods) & (age >= 4) & (age <= 16)


def _settle(
    periods: Periods, register: Register, found: Questionnaires, rng: np.random.Generator
) -> Questionnaires:
    """Exactly so many eligible children have no score of the twelve months, so many of them a reason."""
    size = len(periods.start)
    able = np.flatnonzero(eligible_children(periods, register))
    scored = found.score >= 0
    lately = (found.on >= YEAR_BEFORE - 4) & (found.on <= DATE_SHOWN)
    current, never = np.zeros(size, bool), np.ones(size, bool)
    current[found.period[scored & lately & (found.on >= YEAR_BEFORE)]] = True
    never[found.period[scored & (found.on <= DATE_SHOWN)]] = False
    weights = np.where(current[able], 1.0, 1e5) * np.where(never[able], 1e5, 1.0)
    without = able[choose(rng, weights, NO_QUESTIONNAIRE)]
    unscored = without[choose(rng, np.where(never[without], 1e5, 1.0), NEVER_SCORED)]
    is_without, is_unscored = np.zeros(size, bool), np.zeros(size, bool)
    is_without[without], is_unscored[unscored] = True, True
    later_scores = is_unscored | (is_without & never)
    unwanted = later_scores[found.period] & (is_unscored[found.period] | (found.on > DATE_SHOWN))
    drop = is_without[found.period] & scored & (lately | unwanted)
    found = _settle_reasons(found.pick(~drop), without, size, rng)
    found = _settle_never_scored(found, without, unscored, size, rng)
    missing = able[~is_without[able] & ~current[able]]
    return _add_scores(found, missing, DATE_SHOWN - rng.integers(5, 330, len(missing)), rng)


def _settle_reasons(
    found: Questionnaires, without: np.ndarray, size: int, rng: np.random.Generator
) -> Questionnaires:
    """So many of the children without a score have a reason recorded in the twelve months."""
    lately = (found.on >= YEAR_BEFORE - 4) & (found.on <= DATE_SHOWN) & (found.reason != "")
    has = np.zeros(size, bool)
    has[found.period[lately & (found.on >= YEAR_BEFORE)]] = True
    chosen = without[choose(rng, np.where(has[without], 1e6, 1.0), WITH_REASON)]
    is_chosen, is_without = np.zeros(size, bool), np.zeros(size, bool)
    is_chosen[chosen], is_without[without] = True, True
    found = found.pick(~(lately & (is_without & ~is_chosen)[found.period]))
    more = chosen[~has[chosen]]
    on = last_working_day(DATE_SHOWN - rng.integers(8, 330, len(more)))
    return _add(found, more, on, np.full(len(more), -1), draw(rng, REASONS, len(more)))


def _settle_never_scored(
    found: Questionnaires, without: np.ndarray, unscored: np.ndarray, size: int, rng: np.random.Generator
) -> Questionnaires:
    """Children without a current score who are not among the never scored have an older one."""
    scored_ever = np.zeros(size, bool)
    scored_ever[found.period[(found.score >= 0) & (found.on <= DATE_SHOWN)]] = True
    others = without[~np.isin(without, unscored) & ~scored_ever[without]]
    return _add_scores(found, others, YEAR_BEFORE - rng.integers(20, 120, len(others)), rng)


def _add_scores(
    found: Questionnaires, periods: np.ndarray, on: np.ndarray, rng: np.random.Generator
) -> Questionnaires:
    scores = _scores(rng, rng.normal(13.9, 9.0, len(periods)))
    return _add(found, periods, last_working_day(on), scores, np.full(len(periods), "", object))


def _add(
    found: Questionnaires, period: np.ndarray, on: np.ndarray, score: np.ndarray, reason: np.ndarray
) -> Questionnaires:
    pairs = zip(vars(found).values(), (period, on, score, reason), strict=True)
    joined = Questionnaires(*(np.concatenate(pair) for pair in pairs))
    return joined.pick(np.lexsort((joined.on, joined.period)))
