"""How a published figure stands: its interval, its band, where it goes from here, and how an area stands to the rest.

Only published figures come in: a band or an arrow worked out before hiding would give the hidden figure away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

import pandas

from careboard import intervals, variation
from careboard.agreed import Band
from careboard.indicators import Definition
from careboard.periods import Period, day_text
from careboard.results import rounded
from careboard.settings import Areas, Event, Params
from careboard.wording import BANDS, WHOLE, figure

COLUMNS = ["indicator", "window", "area", "low", "high", "band", "threshold", "band_rule", "firm", "to_move", "direction", "change", "since", "signal", "rest", "list", "list_reason"]
TO_WELL = ("outstanding", "good")
LEVEL, CHANCE = 0.95, 0.05
NO_CLEAR_CHANGE, NOT_TOLD_APART = "no clear change", "cannot be told apart"
MONTH = "month"


def standing(figures: pandas.DataFrame, definitions: dict[str, Definition], params: Params, areas: Areas, period: Period) -> pandas.DataFrame:
    """One row for each indicator, window and area of the period (COLUMNS).

    low, high: the 95 % interval of a share (Wilson, 0 to 100) or of a rate (exact or Byar's). band: by the thresholds
    of params/bands.yml; ties go to the better band; threshold: what earns Good. firm: 'yes' where the whole interval lies in the band, 'no' where
    it does not; to_move: how few cases more or fewer would move it. direction and change: against the same window a
    year before; a share that chance alone could have moved so far has no clear change. signal: 'above' or 'below'
    where the month lies outside a limit. rest: how an area's share stands to that of the rest of the authority. list:
    'well' or 'improve' by the band alone, 'know' for a nationally published measure of which no direction is good, moved
    only by params/board.yml with its reason.
    """
    totals = figures[(figures.breakdown == "total") & (figures.period == period.text)]
    before = figures[(figures.breakdown == "total") & (figures.period == period.back(12).text) & (figures.state == "shown")]
    a_year_ago = {(row.indicator, row.window, row.area): row for row in before.itertuples()}
    signals = _signals(figures, definitions, params.suite.events, period)
    told = list(totals.itertuples())
    rest = _against_the_rest(told, definitions, areas)
    rows = []
    for row in told:
        key = (row.indicator, row.window, row.area)
        rows.append((*key, *_stands(row, definitions[row.indicator], params, areas, period, a_year_ago.get(key)), signals.get(key, ""), rest.get(key, "")))
    columns = [*COLUMNS[:-4], "list", "list_reason", "signal", "rest"]
    return pandas.DataFrame(rows, columns=columns)[COLUMNS]


def _stands(told, definition: Definition, params: Params, areas: Areas, period: Period, before) -> tuple:
    """Interval, band and direction of one figure, and the list it is on."""
    shown = told.state == "shown"
    low, high = interval(told.numerator, told.denominator, definition.kind) if shown else (math.nan, math.nan)
    rule = params.bands.bands.get(definition.id)
    band = words = firm = to_move = ""
    threshold = math.nan
    if rule is not None and rule.thresholds is not None and shown and (rule.only is None or told.area == areas.whole):
        band = band_of(told.value, rule, definition.good)
        words, threshold = band_rule(rule, band, definition, params), rule.thresholds[1]
        if definition.kind == "share":
            firm = "yes" if {band_of(low, rule, definition.good), band_of(high, rule, definition.good)} == {band} else "no"
            to_move = moving(told.numerator, told.denominator, band, rule, definition.good)
    change = round(told.value - before.value, 1) if shown and before is not None else math.nan
    direction = _direction(told, before, change, definition) if not math.isnan(change) else ""
    on_list, reason = _list(definition, band, params, period) if shown or definition.good is None else ("", "")
    return low, high, band, threshold, words, firm, to_move, direction, change, period.back(12).text, on_list, reason


def interval(numerator: float, denominator: float, kind: str) -> tuple[float, float]:
    """The 95 % interval of a share in per cent (Wilson) or of a rate per 10,000 (exact or Byar's); missing for other kinds. 65 of 100 gives 55.3 to 73.6."""
    if kind == "share":
        low, high = intervals.wilson(numerator, denominator, LEVEL)
        return 100 * low, 100 * high
    if kind == "rate":
        low, high = intervals.rate(numerator, denominator, LEVEL)
        return 10_000 * low, 10_000 * high
    return math.nan, math.nan


def _direction(told, before, change: float, definition: Definition) -> str:
    if change == 0:
        return "no change"
    if definition.kind == "share":
        low, high = intervals.newcombe(told.numerator, told.denominator, before.numerator, before.denominator, LEVEL)
        if not low > 0 and not high < 0:
            return NO_CLEAR_CHANGE
    if definition.good is None:
        return "higher" if change > 0 else "lower"
    return "improving" if (change > 0) == (definition.good == "high") else "worsening"


def rebased(events: Iterable[Event], indicator: str, ends: list[date]) -> list[int]:
    """The points with which an indicator's limits begin afresh."""
    return variation.begun([event.on for event in events if event.rebase and indicator in event.indicators], ends)


def _signals(figures: pandas.DataFrame, definitions: dict[str, Definition], events: list[Event], period: Period) -> dict[tuple[str, str, str], str]:
    """Where the period's month lies outside a limit of its own 25 points."""
    points = period.points()
    place, ends = {point.text: index for index, point in enumerate(points)}, [point.end for point in points]
    limited = {id: definition.variation for id, definition in definitions.items() if definition.variation}
    months = figures[figures.indicator.isin(list(limited)) & (figures.window == MONTH) & (figures.breakdown == "total") & (figures.state == "shown") & figures.period.isin(place)]
    gaps, series = [variation.Point()] * len(points), dict[tuple[str, str], list[variation.Point]]()
    for id, area, text, *told in zip(*(months[name].to_list() for name in ("indicator", "area", "period", "value", "numerator", "denominator")), strict=True):
        series.setdefault((id, area), gaps.copy())[place[text]] = variation.Point(*told)
    found = {}
    for (id, area), drawn in series.items():
        made = variation.limits(limited[id], drawn, definitions[id].kind in WHOLE, rebased(events, id, ends))
        side = variation.outside([point.value for point in drawn], made).get(len(points) - 1) if made else None
        if side:
            found[(id, MONTH, area)] = side
    return found


def _against_the_rest(told: list, definitions: dict[str, Definition], areas: Areas) -> dict[tuple[str, str, str], str]:
    """Each area's share against that of the rest of the authority: Newcombe's interval, corrected by Holm over the areas of one level."""
    shown = {(row.indicator, row.window, row.area): row for row in told if row.state == "shown" and definitions[row.indicator].kind == "share" and row.window == definitions[row.indicator].windows[0]}
    families: dict[tuple[str, str, str], list] = {}
    for (id, window, area), row in shown.items():
        whole = shown.get((id, window, areas.whole))
        if whole is not None and areas.areas[area].level not in ("authority", "unallocated") and 0 < row.denominator < whole.denominator:
            families.setdefault((id, window, areas.areas[area].level), []).append((row, whole))
    found = {}
    for pairs in families.values():
        rests = [(whole.numerator - row.numerator, whole.denominator - row.denominator) for row, whole in pairs]
        ps = intervals.holm([intervals.newcombe_p(row.numerator, row.denominator, *rest) for (row, _), rest in zip(pairs, rests, strict=True)])
        for (row, _), (met, counted), p in zip(pairs, rests, ps, strict=True):
            side = "higher" if row.numerator / row.denominator > met / counted else "lower"
            found[(row.indicator, row.window, row.area)] = side if p < CHANCE else NOT_TOLD_APART
    return found


def moving(met: float, counted: float, band: str, rule: Band, good: str | None) -> str:
    """How few cases would move a share to another band, each way: '3 more would make it Good; 2 fewer, Inadequate'."""
    ways = []
    for step, word in ((1, "more"), (-1, "fewer")):
        room = int(counted - met) if step > 0 else int(met)
        cases = next((cases for cases in range(1, room + 1) if band_of(rounded(100 * (met + step * cases) / counted), rule, good) != band), None)
        if cases is not None:
            ways.append(f"{cases:,} {word} would make it {BANDS[band_of(rounded(100 * (met + step * cases) / counted), rule, good)][1]}")
    return "; ".join(ways)


def band_of(value: float, rule: Band, good: str | None) -> str:
    """The best band whose threshold the published value meets; a tie goes to the better band. Empty where no threshold is known."""
    if rule.thresholds is None:
        return ""
    met = (name for name, threshold in zip(BANDS, rule.thresholds, strict=False) if (value >= threshold if good == "high" else value <= threshold))
    return next(met, "inadequate")


def band_rule(rule: Band, band: str, definition: Definition, params: Params) -> str:
    """Why a figure has its band, who agreed on it and when."""
    agreed = rule.agreed or params.bands.agreed
    said = rule.rule or f"agreed by {agreed.by}, {day_text(agreed.on)}"
    better, worse = ("at least", "below") if definition.good == "high" else ("at most", "above")
    threshold = getattr(rule, "requires_improvement" if band == "inadequate" else band)
    words = f"{BANDS[band][1]} is {worse if band == 'inadequate' else better} {figure(threshold, 'shown', definition.unit, whole=definition.kind in WHOLE)}"
    return f"{words}, {said}"


def _list(definition: Definition, band: str, params: Params, period: Period) -> tuple[str, str]:
    for move in params.board.moves:
        if move.indicator == definition.id and (move.from_period is None or move.from_period <= period.text):
            return move.to, move.reason
    if definition.good is None:
        return ("know" if definition.comparator else ""), ""
    return ("well" if band in TO_WELL else "improve", "") if band else ("", "")
