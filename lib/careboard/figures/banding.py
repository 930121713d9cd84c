"""The agreed bands: which one a published figure is in, by whose rule, and how few cases would move it."""

from __future__ import annotations

from careboard.figures.rounding import rounded
from careboard.formatting import BANDS, WHOLE, Band, State, figure
from careboard.indicators import Definition
from careboard.params import bands
from careboard.params.models import Params
from careboard.periods import Period, day_text

GOING_WELL = (Band.OUTSTANDING, Band.GOOD)
WELL, IMPROVE, KNOW = "well", "improve", "know"  # the three lists of the board summary


def band_of(value: float, rule: bands.Band, good: str | None) -> str:
    """The best band whose threshold the published value meets; a tie goes to the better band.

    Args:
        value: the figure as published, in its unit.
        rule: the thresholds that earn each band.
        good: 'high' or 'low', the direction that is good.

    Returns:
        The band's id.
    """
    met = (
        name
        for name, threshold in zip(BANDS, rule.thresholds, strict=False)
        if (value >= threshold if good == "high" else value <= threshold)
    )
    return next(met, Band.INADEQUATE)


def band_rule(rule: bands.Band, band: str, definition: Definition, params: Params) -> str:
    """Why a figure has its band, who agreed on it and when.

    Args:
        rule: the thresholds, and where they come from.
        band: the band's id.
        definition: the indicator.
        params: all of params/, with the agreement that holds for all bands.

    Returns:
        'Good is at least 85%, agreed by the board, 14 May 2019'.
    """
    whose = rule.agreed or params.bands.agreed
    source = f"agreed by {whose.by}, {day_text(whose.on)}"
    better, worse = ("at least", "below") if definition.good == "high" else ("at most", "above")
    last = band == Band.INADEQUATE
    threshold = getattr(rule, Band.REQUIRES_IMPROVEMENT if last else band)
    written = figure(threshold, State.SHOWN, definition.unit, whole=definition.kind in WHOLE)
    return f"{BANDS[Band(band)][1]} is {worse if last else better} {written}, {source}"


def cases_to_move(met: float, counted: float, band: str, rule: bands.Band, good: str | None) -> str:
    """How few cases would move a share to another band, each way.

    Args:
        met: the cases that are met.
        counted: the cases that they are out of.
        band: the band that the share is in.
        rule: the thresholds that earn each band.
        good: 'high' or 'low', the direction that is good.

    Returns:
        '3 more would make it Good; 2 fewer would make it Inadequate', '' where no number would.
    """
    ways = []
    for step, word, room in ((1, "more", counted - met), (-1, "fewer", met)):
        for cases in range(1, int(room) + 1):
            other = band_of(rounded(100 * (met + step * cases) / counted), rule, good)
            if other != band:
                ways.append(f"{cases:,} {word} would make it {BANDS[Band(other)][1]}")
                break
    return "; ".join(ways)


def board_list(definition: Definition, band: str, params: Params, period: Period) -> tuple[str, str]:
    """The list of the board summary that a figure is on, and why an analyst moved it there.

    Args:
        definition: the indicator.
        band: the figure's band, '' for none.
        params: all of params/, with the moves that were agreed.
        period: the period of the figure.

    Returns:
        'well' or 'improve' by the band alone, 'know' for a nationally published measure of which no direction
        is good, or the list that params/board.yml names with its reason; '' for no list.
    """
    for move in params.board.moves:
        if move.indicator == definition.ident and (move.from_period or period.text) <= period.text:
            return move.to, move.reason
    if definition.good is None:
        return (KNOW if definition.comparator else ""), ""
    if not band:
        return "", ""
    return (WELL if band in GOING_WELL else IMPROVE), ""
