"""A claim that a figure lies above or below another, is the highest, or in a band: held against those.

An area's rank is told only where all the figures that it needs are shown. The message says that one is not,
and never where it would lie.
"""

from __future__ import annotations

import math
import re

from careboard import formatting
from careboard.commentary.claim_words import FIGURE, Sense
from careboard.commentary.claimed_figure import NEARLY, ClaimedFigure, Finding, Verdict
from careboard.commentary.sentence_scope import WHOLE_AUTHORITY
from careboard.figures.columns import Figure
from careboard.figures.direction import NOT_APART, beyond_chance
from careboard.formatting import Band, Level, State
from careboard.params.areas import AreaLevel
from careboard.periods import Period

CHANCE = "chance alone could give the difference"
INTERVAL = "the 95% interval of the figure holds it, so the two are not told apart"
NONE_BEYOND = "none of those that it is set beside lies beyond it"
POINTS_OF_SPAN = {"two years": 24, "24 months": 24, "six months": 6, "record": 24, "ever": 24}
A_YEAR = 12
REST = re.compile(r"\b(?:rest|others|other)\b", re.IGNORECASE)
THRESHOLD = re.compile(r"\b(?:threshold|target)\b", re.IGNORECASE)


def comparison_verdict(claimed: ClaimedFigure) -> Verdict | None:
    """Why a comparison is told; None where it is borne out, or is of two measures.

    Args:
        claimed: a figure that is shown, with the claim.
    """
    words = claimed.claim.other
    other = claimed.other
    if other and other.form in formatting.LEVELS:
        return _against_level(claimed, Level(other.form))
    levels = claimed.scope.levels(words)
    if levels:
        return next(filter(None, (_against_level(claimed, level) for level in levels)), None)
    if THRESHOLD.search(words):
        return _against_threshold(claimed)
    if REST.search(words):
        return _against_rest(claimed)
    if FIGURE in words:
        same = other and (other.ident, other.window) == (claimed.quote.ident, claimed.quote.window)
        return _against_area(claimed, other.area) if other and same else None
    tree = claimed.figures.edition.tree
    named = [ident for ident in claimed.figures.edition.areas if tree.name(ident) in words]
    whole = [tree.whole] if WHOLE_AUTHORITY.search(words) else []
    return next((_against_area(claimed, area) for area in (*named, *whole)), None)


def rank_verdict(claimed: ClaimedFigure) -> Verdict | None:
    """Why 'the highest' is told; None where it is borne out, or of figures that are none of the edition's.

    Args:
        claimed: a figure that is shown, with the claim.
    """
    way = claimed.way_claimed()
    if claimed.claim.words.split()[0].lower() in claimed.figures.title(claimed.quote.ident).lower():
        return None  # the measure's own name
    if claimed.scope.levels(claimed.part):
        return None  # among authorities, whose figures are not the edition's
    if not way:
        return claimed.no_good_direction()
    if claimed.claim.other:
        return _rank_in_time(claimed, way)
    level = claimed.figures.edition.tree.level(claimed.quote.area)
    if level in (AreaLevel.AUTHORITY, AreaLevel.UNALLOCATED):
        return None
    return _rank_of_areas(claimed, way)


def band_verdict(claimed: ClaimedFigure) -> Verdict | None:
    """Why a band is told; None where the figure is in it.

    Args:
        claimed: a figure that is shown, with the claim.
    """
    band = claimed.standing.band
    name = formatting.BANDS[Band(band)][1] if band else ""
    if not name:
        return Verdict(Finding.UNKNOWN, f"{claimed.said()}; it has no agreed band")
    so = name.lower() == claimed.claim.other.lower()
    return (
        None if so != claimed.denied else Verdict(Finding.CONTRARY, f"{claimed.said()}, in the band {name}")
    )


def _against_level(claimed: ClaimedFigure, level: Level) -> Verdict | None:
    """Against England's, the region's or the neighbours' figure, as the page shows it."""
    quote, name = claimed.quote, formatting.LEVELS[level]
    row = claimed.figures.comparator(quote.ident, quote.window, level)
    if row is None:
        return Verdict(Finding.UNKNOWN, f"{claimed.said()}; {name}: {formatting.STATES[State.NOT_AVAILABLE]}")
    low, high = claimed.standing.low, claimed.standing.high
    clear = None if math.isnan(low) or math.isnan(high) else not low <= row.value <= high
    found = f"{claimed.said()}; {row.name}, {row.year}: {claimed.write(row.value)}"
    verdict = _verdict(claimed, row.value, clear, found, INTERVAL)
    own_to_it = re.search(rf"\blike for like\b|\{{{quote.ident}\.{level}\b", claimed.sentence)
    if verdict is None and row.like != "yes" and not own_to_it:
        return Verdict(Finding.MORE, f"{found}; not like for like: {row.like}")
    return verdict


def _against_threshold(claimed: ClaimedFigure) -> Verdict | None:
    threshold = claimed.standing.threshold
    if math.isnan(threshold):
        return Verdict(Finding.UNKNOWN, f"{claimed.said()}; no threshold is agreed for it")
    found = f"{claimed.said()}; threshold for Good: {claimed.write(threshold)}"
    meets = claimed.claim.words.lower().split()[0] in ("on", "meet", "meets", "met")
    if meets and claimed.value(claimed.figure()) == threshold:
        return Verdict(Finding.CONTRARY, found) if claimed.denied else None
    return _verdict(claimed, threshold, None, found, "")


def _against_rest(claimed: ClaimedFigure) -> Verdict | None:
    """Against the rest of the authority, which standing tells of shares with chance allowed for."""
    side, way = claimed.standing.rest, claimed.way_claimed()
    if not side:
        return Verdict(Finding.UNKNOWN, f"{claimed.said()}; how it stands to the rest is not published")
    found = f"{claimed.said()}, {side} than the rest"
    if side == NOT_APART:
        found = f"{claimed.said()}; it does not clearly differ from the rest: {CHANCE}"
        held = claimed.denied or claimed.claim.sense == Sense.SAME or claimed.owns_to_chance
        return None if held else Verdict(Finding.MORE, found)
    if claimed.claim.sense == Sense.SAME:
        return None if claimed.denied else Verdict(Finding.CONTRARY, found)
    if not way:
        return claimed.no_good_direction()
    so = way == (1 if side == "higher" else -1)
    return None if so != claimed.denied else Verdict(Finding.CONTRARY, found)


def _against_area(claimed: ClaimedFigure, area: str) -> Verdict | None:
    """Against the same figure of another area."""
    if area == claimed.quote.area:
        return None
    other = claimed.figure(area=area)
    if other.state != State.SHOWN:
        return claimed.not_shown(other.state, area)
    found = f"{claimed.said()}; {claimed.figures.edition.tree.name(area)}: {claimed.write(other.value)}"
    return _verdict(claimed, claimed.value(other), _areas_apart(claimed, other), found, CHANCE)


def _areas_apart(claimed: ClaimedFigure, other: Figure) -> bool | None:
    """Whether two areas differ by more than chance; None where that is not known.

    An area and one that holds it share their cases, and numbers of cases go with an area's size.
    """
    tree, own = claimed.figures.edition.tree, claimed.quote.area
    if claimed.kind not in ("share", "rate"):
        return None
    if other.area in tree.line(own) or own in tree.line(other.area):
        rest = claimed.standing.rest if other.area == tree.whole else ""
        return rest != NOT_APART if rest else None
    return beyond_chance(claimed.figure(), other, claimed.kind)


def _verdict(
    claimed: ClaimedFigure, other: float, clear: bool | None, found: str, unclear: str
) -> Verdict | None:
    """How 'above', 'below' or 'in line with' stands to another value.

    Args:
        claimed: the figure with the claim.
        other: the other value.
        clear: whether the two differ by more than chance, None where that is not known.
        found: what the figures say.
        unclear: what is said where they do not.
    """
    value = claimed.value(claimed.figure())
    difference = round(value - other, 1)
    if claimed.claim.sense == Sense.SAME:
        same = not difference or (abs(difference) <= NEARLY * abs(other) if clear is None else not clear)
        return None if same != claimed.denied else Verdict(Finding.CONTRARY, found)
    way = claimed.way_claimed()
    if not way:
        return claimed.no_good_direction()
    so = difference * way > 0
    if claimed.denied:
        return Verdict(Finding.CONTRARY, found) if so and clear is not False else None
    if not so:
        return Verdict(Finding.CONTRARY, found)
    if clear is False and not claimed.owns_to_chance:
        return Verdict(Finding.MORE, f"{found}; {unclear}")
    return None


def _rank_of_areas(claimed: ClaimedFigure, way: int) -> Verdict | None:
    """Against the areas of the same level, of its parent where the sentence names that."""
    tree, own = claimed.figures.edition.tree, claimed.quote.area
    parent = tree.parent(own)
    within = parent != tree.whole and tree.name(parent) in claimed.sentence
    beside = tree.children(parent) if within else tree.of_level(tree.level(own))
    others = {area: claimed.figure(area=area) for area in beside if area != own}
    value = claimed.value(claimed.figure())
    shown = {area: claimed.value(row) for area, row in others.items() if row.state == State.SHOWN}
    beyond = [area for area, other in shown.items() if (other - value) * way >= 0]
    missing = [row.state for row in others.values() if row.state in (State.HIDDEN, State.NOT_PUBLISHED)]
    if beyond:
        names = "; ".join(f"{tree.name(area)}: {claimed.write(shown[area])}" for area in beyond)
        tie = all(shown[area] == value for area in beyond) and re.search(
            r"\b(?:joint|equal)", claimed.sentence
        )
        return None if claimed.denied or tie else Verdict(Finding.CONTRARY, f"{claimed.said()}; {names}")
    if missing:
        why = f"the figure of an area beside it is {formatting.STATES[missing[0]]}"
        return Verdict(Finding.UNKNOWN, f"{claimed.said()}; {why}")
    if not shown:
        return Verdict(Finding.UNKNOWN, f"{claimed.said()}; no figure of an area beside it is shown")
    if claimed.standing.rest == NOT_APART:
        found = f"{claimed.said()}; it does not clearly differ from the rest: {CHANCE}"
        return None if claimed.denied or claimed.owns_to_chance else Verdict(Finding.MORE, found)
    return Verdict(Finding.CONTRARY, f"{claimed.said()}; {NONE_BEYOND}") if claimed.denied else None


def _rank_in_time(claimed: ClaimedFigure, way: int) -> Verdict | None:
    """Against the figure's own earlier points: 'the highest for two years', 'the lowest since May'."""
    value = claimed.value(claimed.figure())
    rows = [(point, claimed.figure(point.text)) for point in _span(claimed)]
    shown = [(point, row) for point, row in rows if row.state == State.SHOWN]
    beyond = [(point, row) for point, row in shown if (claimed.value(row) - value) * way > 0]
    if beyond:
        point, row = beyond[-1]
        found = f"{claimed.said()}; {point.name}: {claimed.write(row.value)}"
        return None if claimed.denied else Verdict(Finding.CONTRARY, found)
    if len(shown) < len(rows):
        point, row = next((point, row) for point, row in rows if row.state != State.SHOWN)
        return claimed.not_shown(row.state, period=point)
    if re.search(r"\b(?:ever|record)\b", claimed.claim.other, re.IGNORECASE):
        return Verdict(
            Finding.UNKNOWN, f"{claimed.said()}; figures before {rows[0][0].name} are not published here"
        )
    return Verdict(Finding.CONTRARY, f"{claimed.said()}; {NONE_BEYOND}") if claimed.denied else None


def _span(claimed: ClaimedFigure) -> list[Period]:
    """The earlier points that a rank in time reaches back to, earliest first."""
    period, words = claimed.figures.period, claimed.claim.other.lower()
    points = period.points()[:-1]
    if words.startswith("since"):
        named = claimed.scope.points(claimed.claim.other)[1:]
        return [point for point in points if named and point >= min(named)]
    number = next((months for span, months in POINTS_OF_SPAN.items() if span in words), A_YEAR)
    return points[-number:]
