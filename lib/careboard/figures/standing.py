"""How a published figure stands: its interval, its band, how it moved, and an area against the rest.

Only published figures come in: a band or an arrow worked out before hiding would give the hidden figure away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas

from careboard.figures import intervals, spc
from careboard.figures.banding import band_of, band_rule, board_list, cases_to_move
from careboard.figures.columns import STANDING, TOTAL, Standing
from careboard.figures.direction import CHANCE, LEVEL, NOT_APART, moved
from careboard.figures.rounding import rounded
from careboard.figures.spc_rules import outside
from careboard.formatting import WHOLE, State
from careboard.indicators import Definition
from careboard.params.areas import AreaLevel, Areas
from careboard.params.models import Event, Params
from careboard.periods import Period, Window

PER_CENT = 100

Key = tuple[str, str, str]  # indicator, window, area


def standing(
    figures: pandas.DataFrame,
    definitions: Mapping[str, Definition],
    params: Params,
    areas: Areas,
    period: Period,
) -> pandas.DataFrame:
    """How each figure of a period stands.

    Args:
        figures: the published figures (columns FIGURES) of the period and the 24 points before it.
        definitions: the indicators by id.
        params: all of params/: bands, events, and what was moved between the board's lists.
        areas: the areas, and which is the whole authority.
        period: the period.

    Returns:
        One row for each indicator, window and area, with the columns STANDING; what each means stands with
        columns.Standing. A share, rate or count that chance alone could have moved so far has no clear
        change; of other kinds the movement is told without a judgement.
    """
    totals = figures[figures.breakdown == TOTAL]
    before = totals[(totals.period == period.back(12).text) & (totals.state == State.SHOWN)]
    year_ago = {(row.indicator, row.window, row.area): row for row in before.itertuples()}
    signals = _signals(totals, definitions, params.suite.events, period)
    now = list(totals[totals.period == period.text].itertuples())
    rest = _against_the_rest(now, definitions, areas)
    rows = []
    for row in now:
        key = (row.indicator, row.window, row.area)
        definition = definitions[row.indicator]
        stands = _stands(row, definition, params, areas, period, year_ago.get(key))
        rows.append(stands._replace(signal=signals.get(key, ""), rest=rest.get(key, "")))
    return pandas.DataFrame(rows, columns=STANDING)


def _stands(
    row: Any, definition: Definition, params: Params, areas: Areas, period: Period, before: Any
) -> Standing:
    """Interval, band and direction of one figure, and the list it is on."""
    shown = row.state == State.SHOWN
    low, high = interval(row.numerator, row.denominator, definition.kind) if shown else (math.nan, math.nan)
    band = words = firm = to_move = ""
    threshold = math.nan
    rule = params.bands.bands.get(definition.ident)
    if shown and rule and (rule.only is None or row.area == areas.whole):
        good = definition.good
        band = band_of(row.value, rule, good)
        words, threshold = band_rule(rule, band, definition, params), rule.thresholds[1]
        if definition.kind == "share":
            firm = "yes" if {band_of(low, rule, good), band_of(high, rule, good)} == {band} else "no"
            to_move = cases_to_move(row.numerator, row.denominator, band, rule, good)
    change = round(row.value - before.value, 1) if shown and before is not None else math.nan
    direction = "" if math.isnan(change) else moved(row, before, change, definition.kind, definition.good)
    on_list, reason = "", ""
    if shown or definition.good is None:
        on_list, reason = board_list(definition, band, params, period)
    return Standing(
        row.indicator,
        row.window,
        row.area,
        low,
        high,
        band,
        threshold,
        words,
        firm,
        to_move,
        direction,
        change,
        since=period.back(12).text,
        signal="",
        rest="",
        list=on_list,
        list_reason=reason,
    )


def interval(numerator: float, denominator: float, kind: str) -> tuple[float, float]:
    """The 95 % interval of a figure in its own unit.

    Args:
        numerator: the cases met, or the events.
        denominator: the cases counted, or the children under 18.
        kind: the figure's kind.

    Returns:
        Of a share in per cent (Wilson: 65 of 100 gives 55.3 to 73.6), of a rate per 10,000 (exact or Byar's);
        nan for other kinds.
    """
    if kind == "share":
        low, high = intervals.wilson(numerator, denominator, LEVEL)
        return PER_CENT * low, PER_CENT * high
    if kind == "rate":
        low, high = intervals.rate(numerator, denominator, LEVEL)
        return spc.PER_TEN_THOUSAND * low, spc.PER_TEN_THOUSAND * high
    return math.nan, math.nan


def rebased_points(events: Iterable[Event], indicator: str, ends: list[date]) -> list[int]:
    """The points with which an indicator's limits begin afresh.

    Args:
        events: the named events of params/suite.yml.
        indicator: the indicator's id.
        ends: the last day of each point, earliest first.

    Returns:
        Indexes of points.
    """
    days = [event.on for event in events if event.rebase and indicator in event.indicators]
    return spc.first_points(days, ends)


def _signals(
    totals: pandas.DataFrame, definitions: Mapping[str, Definition], events: list[Event], period: Period
) -> dict[Key, str]:
    """Where the period's month lies outside a limit of its own 25 points: 'above' or 'below'."""
    points = period.points()
    place, ends = {point.text: index for index, point in enumerate(points)}, [point.end for point in points]
    charts = {
        ident: definition.variation for ident, definition in definitions.items() if definition.variation
    }
    months = totals[totals.indicator.isin(list(charts)) & (totals.window == Window.MONTH)]
    months = months[(months.state == State.SHOWN) & months.period.isin(place)]
    gaps, series = [spc.Point()] * len(points), dict[tuple[str, str], list[spc.Point]]()
    names = ("indicator", "area", "period", "value", "numerator", "denominator")
    for ident, area, text, *numbers in zip(*(months[name].to_list() for name in names), strict=True):
        series.setdefault((ident, area), gaps.copy())[place[text]] = spc.Point(*numbers)
    signals = {}
    for (ident, area), values in series.items():
        kind = definitions[ident].kind
        rebase = rebased_points(events, ident, ends)
        limits = spc.limits(charts[ident], values, kind in WHOLE, rebase, spc.per(kind))
        side = outside([point.value for point in values], limits).get(len(points) - 1) if limits else None
        if side:
            signals[(ident, str(Window.MONTH), area)] = side
    return signals


def _against_the_rest(rows: list[Any], definitions: Mapping[str, Definition], areas: Areas) -> dict[Key, str]:
    """Each area's share against that of the rest of the authority.

    It is told by Newcombe's interval of the difference, corrected by Holm over the areas of one level.
    """
    shown = {}
    for row in rows:
        definition = definitions[row.indicator]
        if row.state == State.SHOWN and definition.kind == "share" and row.window == definition.windows[0]:
            shown[row.indicator, row.window, row.area] = row
    families: dict[Key, list[tuple[Any, Any]]] = {}
    for (ident, window, area), row in shown.items():
        whole, level = shown.get((ident, window, areas.whole)), areas.areas[area].level
        apart = level not in (AreaLevel.AUTHORITY, AreaLevel.UNALLOCATED)
        if apart and whole is not None and 0 < row.denominator < whole.denominator:
            families.setdefault((ident, window, level), []).append((row, whole))
    sides = {}
    for pairs in families.values():
        rests = [
            (whole.numerator - row.numerator, whole.denominator - row.denominator) for row, whole in pairs
        ]
        numbers = zip(pairs, rests, strict=True)
        ps = intervals.holm(
            [intervals.newcombe_p(row.numerator, row.denominator, *rest) for (row, _), rest in numbers]
        )
        for (row, _), (met, counted), p in zip(pairs, rests, ps, strict=True):
            share, others = row.numerator / row.denominator, met / counted
            # what reads the same is not told apart, however many cases there are
            apart = p < CHANCE and rounded(PER_CENT * share) != rounded(PER_CENT * others)
            side = "higher" if share > others else "lower"
            sides[row.indicator, row.window, row.area] = side if apart else NOT_APART
    return sides
