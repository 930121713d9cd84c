"""How many of each thing, month by month: the only place where the arranged totals stand.

Everything else places records so that these numbers come out when the records are counted.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from .chance import spread
from .days import MONTH_SHOWN, YEAR_SHOWN, first_day, last_day, month, working_days_between

HISTORY = np.arange(month("2010-04"), month("2020-04"))
CARE_HISTORY = np.arange(month("2000-01"), month("2020-04"))  # leavers of 25 need histories from long ago

PLANS_OPEN = {
    "2010-03": 905,
    "2012-03": 1_080,
    "2014-03": 1_290,
    "2016-03": 1_460,
    "2017-03": 1_406,
    "2017-10": 1_320,
    "2018-03": 1_245,
    "2019-03": 1_371,
    "2019-09": 1_296,
    "2019-10": 1_194,
    "2020-03": 1_150,
}
LOOKED_AFTER = {
    "1999-12": 1_250,
    "2010-03": 1_380,
    "2013-03": 1_560,
    "2016-03": 1_660,
    "2017-03": 1_842,
    "2017-10": 1_930,
    "2018-03": 1_950,
    "2018-10": 2_030,
    "2019-03": 2_085,
    "2019-09": 2_102,
    "2019-10": 2_105,
    "2020-03": 2_095,
}
USUAL_PLAN_STARTS = {"2010-04": 112, "2014-04": 138, "2016-04": 146, "2018-10": 143, "2020-03": 128}
ANY_EARLIER_PLAN = {"2010-04": 0.12, "2014-04": 0.20, "2019-03": 0.25}
PLAN_STARTS_IN_YEAR_SHOWN = 1_690
REPEAT_PLANS_IN_YEAR_SHOWN, ANY_EARLIER_PLAN_IN_YEAR_SHOWN = 120, 431
USUAL_CARE_STARTS = {
    "2000-01": 38,
    "2010-03": 47,
    "2015-03": 55,
    "2017-03": 64,
    "2018-10": 65,
    "2020-03": 63,
}
REPEAT_CARE = {"2000-01": 0.02, "2005-01": 0.10, "2020-03": 0.105}
CARE_STARTS_IN_YEAR_SHOWN, REPEAT_CARE_IN_YEAR_SHOWN = 784, 80

ASSESSMENTS = {
    2010: 12_900,
    2011: 13_300,
    2012: 13_800,
    2013: 14_300,
    2014: 14_600,
    2015: 15_100,
    2016: 14_700,
    2017: 14_846,
    2018: 14_980,
    2019: 14_720,
}
REFERRALS = {
    2010: 10_600,
    2011: 10_900,
    2012: 11_300,
    2013: 11_700,
    2014: 11_950,
    2015: 12_156,
    2016: 11_338,
    2017: 11_398,
    2018: 12_322,
    2019: 11_900,
}
CONTACTS = {2014: 23_300, 2015: 23_600, 2016: 23_500, 2017: 23_900, 2018: 24_700, 2019: 24_400}
EARLY_HELP = {2014: 3_560, 2015: 3_640, 2016: 3_700, 2017: 3_730, 2018: 3_790, 2019: 3_780}
ASSESSMENTS_IN_TIME = {2010: 0.70, 2011: 0.72, 2012: 0.73, 2013: 0.75, 2014: 0.76, 2015: 0.75, 2016: 0.74}
IN_TIME_2017 = 11_623
IN_TIME_LATER = {
    "2018-04": 0.795,
    "2018-08": 0.805,
    "2019-01": 0.818,
    "2019-04": 0.835,
    "2019-05": 0.832,
    "2019-09": 0.853,
    "2019-10": 0.89,
    "2020-03": 0.872,
}
RE_REFERRALS = {
    2010: 0.185,
    2011: 0.19,
    2012: 0.20,
    2013: 0.205,
    2014: 0.215,
    2015: 0.22,
    2016: 0.205,
    2017: 0.197,
    2018: 0.214,
    2019: 0.213,
}
RE_REFERRED_IN_YEAR_SHOWN = 0.213

# August and December are quiet; so much of a usual month
SEASON = {
    1: 1.02,
    2: 1.0,
    3: 1.04,
    4: 0.97,
    5: 1.02,
    6: 1.05,
    7: 1.07,
    8: 0.93,
    9: 0.98,
    10: 1.03,
    11: 1.03,
    12: 0.90,
}


def monthly_values(points: Mapping[str, float], months: np.ndarray) -> np.ndarray:
    """Values on a line through the given months' values, for each month.

    Args:
        points: The values of some months, given as yyyy-mm.
        months: The months wanted, as numbers.
    """
    places = [month(text) for text in points]
    return np.interp(months, places, list(points.values()))


def financial_year(months: ArrayLike) -> np.ndarray:
    """The year in which the financial year of each month began."""
    return 1970 + (np.asarray(months) - 3) // 12


def season(months: np.ndarray) -> np.ndarray:
    """The weight of each month: its season and its working days."""
    days = working_days_between(first_day(months) - 1, last_day(months))
    return np.array([SEASON[number % 12 + 1] for number in months]) * (0.65 + days / 60)


def _by_financial_year(totals: dict[int, int], months: np.ndarray) -> np.ndarray:
    """Monthly numbers that add up to each financial year's total."""
    numbers = np.zeros(len(months), int)
    for year, total in totals.items():
        within = financial_year(months) == year
        numbers[within] = spread(total, season(months[within]))
    return numbers


def assessments() -> tuple[np.ndarray, np.ndarray]:
    """Assessments authorised in each month of the history, and those in time.

    Returns:
        All of them, and those in time; one number a month.
    """
    numbers = _by_financial_year(ASSESSMENTS, HISTORY)
    shares = np.array([ASSESSMENTS_IN_TIME.get(year, 0) for year in financial_year(HISTORY)])
    later = month("2018-04") <= HISTORY
    shares[later] = monthly_values(IN_TIME_LATER, HISTORY[later])
    in_time = np.round(numbers * shares).astype(int)
    year_2017 = financial_year(HISTORY) == 2017
    in_time[year_2017] = spread(IN_TIME_2017, numbers[year_2017] * np.linspace(0.775, 0.79, 12))
    return numbers, _settle_six_months(numbers, in_time)


def _settle_six_months(numbers: np.ndarray, in_time: np.ndarray) -> np.ndarray:
    """October 2019 at 89.0 per cent and the six months to it at 85.0."""
    shown = np.flatnonzero(HISTORY == MONTH_SHOWN)[0]
    in_time[shown] = round(0.89 * numbers[shown])
    others = slice(shown - 5, shown)
    wanted = round(0.85 * numbers[shown - 5 : shown + 1].sum()) - in_time[shown]
    in_time[others] = spread(wanted, numbers[others] * np.array([0.834, 0.838, 0.842, 0.845, 0.852]))
    return in_time


def referrals() -> tuple[np.ndarray, np.ndarray]:
    """Referrals in each month of the history, and those that are re-referrals within twelve months.

    Returns:
        All of them, and the re-referrals; one number a month.
    """
    numbers = _by_financial_year(REFERRALS, HISTORY)
    wave = 1 + 0.06 * np.sin(HISTORY * 1.7) + 0.02 * np.cos(HISTORY * 0.9)
    again = np.round(numbers * wave * [RE_REFERRALS[year] for year in financial_year(HISTORY)]).astype(int)
    shown = np.isin(HISTORY, YEAR_SHOWN)
    again[shown] = spread(round(RE_REFERRED_IN_YEAR_SHOWN * numbers[shown].sum()), (numbers * wave)[shown])
    return numbers, again


def contacts() -> np.ndarray:
    """Contacts in each month of the history; none before April 2014."""
    return _by_financial_year(CONTACTS, HISTORY)


def early_help() -> np.ndarray:
    """Early help episodes begun in each month of the history; none before April 2014."""
    return _by_financial_year(EARLY_HELP, HISTORY)


def plan_starts() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Protection plans started in each month, and how many of them are repeats.

    Returns:
        All of them, the repeats within a year, and the later repeats; one number a month.
    """
    numbers = np.round(monthly_values(USUAL_PLAN_STARTS, HISTORY) * season(HISTORY)).astype(int)
    within = np.round(numbers * 0.066).astype(int)
    ever = np.round(numbers * monthly_values(ANY_EARLIER_PLAN, HISTORY)).astype(int)
    shown = np.isin(HISTORY, YEAR_SHOWN)
    numbers[shown] = spread(PLAN_STARTS_IN_YEAR_SHOWN, numbers[shown])
    within[shown] = spread(REPEAT_PLANS_IN_YEAR_SHOWN, numbers[shown])
    ever[shown] = spread(ANY_EARLIER_PLAN_IN_YEAR_SHOWN, numbers[shown])
    return numbers, within, ever - within


def care_starts() -> tuple[np.ndarray, np.ndarray]:
    """Periods of care started in each month, and those of children who had been in care before.

    Returns:
        All of them, and those that are not the first; one number a month since 2000.
    """
    months = CARE_HISTORY
    usual = monthly_values(USUAL_CARE_STARTS, months)
    numbers = np.round(usual * season(months)).astype(int)
    again = np.round(numbers * monthly_values(REPEAT_CARE, months)).astype(int)
    shown = np.isin(months, YEAR_SHOWN)
    numbers[shown] = spread(CARE_STARTS_IN_YEAR_SHOWN, numbers[shown])
    again[shown] = spread(REPEAT_CARE_IN_YEAR_SHOWN, numbers[shown])
    return numbers, again


def stock(points: Mapping[str, float], months: np.ndarray) -> np.ndarray:
    """What is open at the end of each month, and before the first.

    Args:
        points: What is open at the end of some months, given as yyyy-mm.
        months: The months wanted, as numbers.

    Returns:
        One number more than there are months.
    """
    return np.round(monthly_values(points, np.concatenate([[months[0] - 1], months]))).astype(int)
