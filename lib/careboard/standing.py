"""How a published figure stands: its band, its interval, and where it goes from here.

Only published figures come in: a band or an arrow worked out before hiding would give the hidden figure away.
"""

from __future__ import annotations

import math

import pandas

from careboard.indicators import Definition
from careboard.periods import Period, day_text
from careboard.settings import Areas, Band, Params
from careboard.wording import BANDS, WHOLE, figure

COLUMNS = ["indicator", "window", "area", "low", "high", "band", "band_rule", "direction", "change", "since", "list", "list_reason"]
Z_95 = 1.959963984540054  # the normal quantile for 95 %
TO_WELL = ("outstanding", "good")


def standing(figures: pandas.DataFrame, definitions: dict[str, Definition], params: Params, areas: Areas, period: Period) -> pandas.DataFrame:
    """One row for each indicator, window and area of the period (COLUMNS).

    low, high: the Wilson 95 % interval of a share, from 0 to 100. band: by the thresholds of params/bands.yml;
    ties go to the better band. direction and change: against the same window a year before. list: 'well' or
    'improve' by the band alone, 'know' where no direction is good, moved only by params/board.yml with its reason.
    """
    totals = figures[(figures.breakdown == "total") & (figures.period == period.text)]
    before = figures[(figures.breakdown == "total") & (figures.period == period.back(12).text) & (figures.state == "shown")]
    a_year_ago = before.set_index(["indicator", "window", "area"]).value.to_dict()
    rows = [_row(figure, definitions[figure.indicator], params, areas, period, a_year_ago) for figure in totals.itertuples()]
    return pandas.DataFrame(rows, columns=COLUMNS)


def _row(told, definition: Definition, params: Params, areas: Areas, period: Period, a_year_ago: dict) -> tuple:
    shown = told.state == "shown"
    low, high = interval(told.numerator, told.denominator) if shown and definition.kind == "share" else (math.nan, math.nan)
    rule = params.bands.bands.get(definition.id)
    band = words = ""
    if rule is not None and shown and (rule.only is None or told.area == areas.whole):
        band = band_of(told.value, rule, definition.good)
        words = band_rule(rule, band, definition, params)
    before = a_year_ago.get((told.indicator, told.window, told.area), math.nan)
    change = round(told.value - before, 1) if shown else math.nan
    direction = _direction(change, definition.good) if not math.isnan(change) else ""
    on_list, reason = _list(definition, band, params, period) if shown or definition.good is None else ("", "")
    return (told.indicator, told.window, told.area, low, high, band, words, direction, change, period.back(12).text, on_list, reason)


def interval(numerator: float, denominator: float) -> tuple[float, float]:
    """The Wilson 95 % interval of a share, from 0 to 100. 65 of 100 gives 55.3 to 73.6.

    Source: Wilson (1927); Newcombe (1998), method 3. Undefined, and missing, where there is no case.
    """
    if not denominator:
        return math.nan, math.nan
    share, square = numerator / denominator, Z_95**2
    middle = share + square / (2 * denominator)
    reach = Z_95 * math.sqrt(share * (1 - share) / denominator + square / (4 * denominator**2))
    below = 1 + square / denominator
    return 100 * max(0.0, (middle - reach) / below), 100 * min(1.0, (middle + reach) / below)


def band_of(value: float, rule: Band, good: str | None) -> str:
    """The best band whose threshold the published value meets; a tie goes to the better band."""
    for name in list(BANDS)[:3]:
        threshold = getattr(rule, name)
        if value >= threshold if good == "high" else value <= threshold:
            return name
    return "inadequate"


def band_rule(rule: Band, band: str, definition: Definition, params: Params) -> str:
    """Why a figure has its band, who agreed on it and when."""
    agreed = rule.agreed or params.bands.agreed
    better, worse = ("at least", "below") if definition.good == "high" else ("at most", "above")
    threshold = getattr(rule, "requires_improvement" if band == "inadequate" else band)
    words = f"{BANDS[band][1]} is {worse if band == 'inadequate' else better} {figure(threshold, 'shown', definition.unit, whole=definition.kind in WHOLE)}"
    return f"{words}, agreed by {agreed.by}, {day_text(agreed.on)}"


def _direction(change: float, good: str | None) -> str:
    if change == 0:
        return "no change"
    if good is None:
        return "higher" if change > 0 else "lower"
    return "improving" if (change > 0) == (good == "high") else "worsening"


def _list(definition: Definition, band: str, params: Params, period: Period) -> tuple[str, str]:
    for move in params.board.moves:
        if move.indicator == definition.id and (move.from_period is None or move.from_period <= period.text):
            return move.to, move.reason
    if definition.good is None:
        return "know", ""
    return ("well" if band in TO_WELL else "improve", "") if band else ("", "")
