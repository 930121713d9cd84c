"""How a figure is written, wherever it is written: on a page, in commentary, in a chart, on the command line.

The states of a figure, its bands and its directions are declared here with their words, once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from careboard import nouns
from careboard.periods import Window, day_text

WHOLE = ("count", "highest")  # the kinds of figure that count whole things


class State(StrEnum):
    """Whether there is a figure, or why there is none."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    NOT_PUBLISHED = "not_published"
    NO_CASES = "no_cases"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    FAILED = "failed"


class StateWords(NamedTuple):
    """How a state is told: by a symbol where a figure would stand, in a phrase, and in a sentence."""

    symbol: str
    phrase: str
    meaning: str


STATE_WORDS = {
    State.HIDDEN: StateWords(
        "[c]",
        "hidden",
        "A small number, or one that would reveal a small one. It is hidden so that nobody is recognised.",
    ),
    State.NOT_PUBLISHED: StateWords(
        "[n]",
        "not published here",
        "Not published here: fewer figures are made of small places, so that fewer need be hidden.",
    ),
    State.NO_CASES: StateWords(
        "no cases",
        "no cases to count",
        "There was no case to count, so there is no share, rate or average.",
    ),
    State.NOT_APPLICABLE: StateWords(
        "[z]", "does not apply", "Does not apply: this measure is not made for this area."
    ),
    State.NOT_AVAILABLE: StateWords(
        "[x]", "not available", "Not available: the records do not hold what is needed."
    ),
    State.FAILED: StateWords(
        "[failed]",
        "could not be worked out",
        "A fault kept this figure from being worked out.",
    ),
}
STATES: dict[str, str] = {state: words.phrase for state, words in STATE_WORDS.items()}
# in the order in which lists of symbols have them: the letters of the Government Analysis Function first
LISTED = (
    State.HIDDEN,
    State.NOT_PUBLISHED,
    State.NOT_APPLICABLE,
    State.NOT_AVAILABLE,
    State.NO_CASES,
    State.FAILED,
)
SYMBOLS: dict[str, str] = {state: STATE_WORDS[state].symbol for state in LISTED}
MEANINGS: dict[str, str] = {state: STATE_WORDS[state].meaning for state in LISTED}


class Band(StrEnum):
    """The agreed bands, best first, named like the inspectorate's judgements."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"


BANDS = {  # each in shape and word
    Band.OUTSTANDING: ("▲", "Outstanding"),
    Band.GOOD: ("●", "Good"),
    Band.REQUIRES_IMPROVEMENT: ("◆", "Requires improvement"),
    Band.INADEQUATE: ("▼", "Inadequate"),
}


class Direction(StrEnum):
    """How a figure stands to the same window a year before."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    HIGHER = "higher"
    LOWER = "lower"
    NO_CHANGE = "no change"
    NO_CLEAR_CHANGE = "no clear change"


DIRECTIONS = {
    Direction.IMPROVING: "improving since",
    Direction.WORSENING: "worsening since",
    Direction.HIGHER: "up since then",
    Direction.LOWER: "down since then",
    Direction.NO_CHANGE: "no change since",
    Direction.NO_CLEAR_CHANGE: "no clear change since: chance alone could explain it",
}
# said before 'up from' or 'down from'
JUDGED = (Direction.IMPROVING, Direction.WORSENING)
VARIATION = {  # what usual variation says of a month, in sign and in the words of Making Data Count
    "improving": ("▲", "Special cause of improving nature"),
    "worsening": ("▼", "Special cause of concerning nature"),
    "up": ("△", "Special cause of increasing nature"),
    "down": ("▽", "Special cause of decreasing nature"),
    "": ("○", "Common cause, no significant change"),
}


class Level(StrEnum):
    """Whose published figure stands beside a measure."""

    ENGLAND = "england"
    REGION = "region"
    NEIGHBOURS = "neighbours"


LEVELS: dict[str, str] = {Level.ENGLAND: "England", Level.REGION: "Region", Level.NEIGHBOURS: "Neighbours"}
WINDOWS: dict[str, str] = {
    Window.AT_DATE: "At the date",
    Window.MONTH: "Month",
    Window.SIX_MONTHS: "Six months",
    Window.YEAR: "Year",
    Window.FINANCIAL_YEAR: "From 1 April",
}
NOTHING_BEFORE = "Nothing was published before this edition."
# before or after the groups that begin with the same number
BOUNDS = {"under": -1, "within": -1, "fewer than": -1, "less than": -1, "": 0, "more than": 1, "over": 1}
SPELT = ("one", "two", "three", "four", "five", "six")
LEADING_NUMBER = re.compile(
    rf"(?:(?P<bound>{'|'.join(filter(None, BOUNDS))}) )?(?P<first>\d+|{'|'.join(SPELT)})\b", re.IGNORECASE
)
KILOBYTE, MEGABYTE = 1000, 1_000_000
ROUNDS_TO_MEGABYTE = 999_500
# unit, its days, below how many days it serves
AGES = (("day", 1, 21), ("week", 7, 7 * 13), ("month", 30, math.inf))


def number(value: float, decimals: int) -> str:
    """A number with thousands separated and a real minus: 1,194 or −2.5."""
    return f"{value:,.{decimals}f}".replace("-", "−")


def symbol(state: str) -> str:
    """The sign of why there is no figure, '[c]' for a hidden one; '[x]' for a state that nobody knows."""
    return SYMBOLS.get(state, SYMBOLS[State.NOT_AVAILABLE])


def figure(value: float | None, state: str, unit: str, whole: bool = False) -> str:
    """A published figure with its unit, or the symbol of why there is none.

    A share drops a final .0 (92%, 8.2%); a rate or an average keeps it (85.0 per 10,000).

    Args:
        value: as published, shares from 0 to 100.
        state: a State.
        unit: '%', 'per 10,000', or the noun counted or averaged over, such as 'plans'.
        whole: whether the figure counts whole things.
    """
    if state != State.SHOWN or value is None or math.isnan(value):
        return symbol(state)
    text = number(value, 0 if whole else 1)
    return text.removesuffix(".0") + "%" if unit == "%" else f"{text} {nouns.after(text, unit)}"


def behind(numerator: float | None, denominator: float | None, kind: str = "share") -> str:
    """The numbers behind a figure of a kind; '' where they are hidden or missing.

    Args:
        numerator: the number above.
        denominator: the number below.
        kind: the figure's kind. A count is its own number, and a highest value has none behind it.

    Returns:
        '412 of 453', '1,194 in a population of 247,600' or '8,534 ÷ 502'.
    """
    if numerator is None or denominator is None or math.isnan(numerator) or math.isnan(denominator):
        return ""
    if kind in WHOLE:
        return ""
    between = {"share": "of", "rate": "in a population of"}.get(kind, "÷")
    return f"{plain(numerator)} {between} {plain(denominator)}"


def plain(value: float) -> str:
    """A count or a full-time equivalent: whole where it is whole, else to one decimal."""
    return number(value, 0 if float(value).is_integer() else 1)


def band(name: str) -> str:
    """A band in shape and word: '● Good'; '' for no band."""
    return " ".join(BANDS[Band(name)]) if name in BANDS else ""


def interval(low: float | None, high: float | None, unit: str = "%") -> str:
    """A 95% interval of a share or a rate: '88% to 93%', '44.9 to 51.7'; '' where there is none."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return ""
    if unit != "%":
        return f"{number(low, 1)} to {number(high, 1)}"
    return f"{number(low, 1).removesuffix('.0')}% to {number(high, 1).removesuffix('.0')}%"


def ticks(values: Sequence[float], unit: str) -> list[str]:
    """Round numbers along an axis, all with as many decimals: 75%, 80% or 1,200 or 16.8, 17.0."""
    decimals = 0 if all(float(value).is_integer() for value in values) else 1
    return [number(value, decimals) + ("%" if unit == "%" else "") for value in values]


def short_month(name: str) -> str:
    """A point's name where there is little room: 'Oct 2019' or '18 Oct 2019' for 'October 2019'."""
    return " ".join(word[:3] if word.isalpha() else word for word in name.split())


def at_point(name: str) -> str:
    """A point of a trend after a figure: 'in October 2019', or 'to 18 October 2019' for a fortnight."""
    return f"to {name}" if name[:1].isdigit() else f"in {name}"


def not_met_noun(good: str) -> str:
    """What the cases that are not as they should be are called, by which direction is good."""
    return "cases that count" if good == "low" else "cases not met"


def not_met(numerator: float, denominator: float, good: str) -> str:
    """How many cases are not as they should be: those met where low is good, else those not met."""
    return plain(numerator if good == "low" else denominator - numerator)


def movement(now: float, before: float, direction: str) -> str:
    """How a figure stands to the one before it, up to the words 'from' or 'as': 'improving: up from'.

    Args:
        now: the figure.
        before: the one before it.
        direction: a Direction, '' where none is known.
    """
    if now == before:
        return "the same as"
    if direction == Direction.NO_CLEAR_CHANGE:
        return f"{direction} from"  # to say the way as well would say a change and none in one breath
    way = "up from" if now > before else "down from"
    return f"{direction}: {way}" if direction in JUDGED else way


def day(text: str) -> str:
    """A day as an edition keeps it, 2019-10-31, as pages write it; any other words stay as they are."""
    try:
        return day_text(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def in_order(group: str) -> tuple[int, int, int, str]:
    """A key that puts groups into the order in which readers expect them: 'Under 1', '1 to 4', '10 to 15'.

    Those that begin with no number come last, by their letters.
    """
    found = LEADING_NUMBER.match(group)
    if not found:
        return (1, 0, 0, group)
    bound, first = found["bound"] or "", found["first"].lower()
    return (0, SPELT.index(first) + 1 if first in SPELT else int(first), BOUNDS[bound.lower()], group)


def file_size(size: int) -> str:
    """How large a file is: 640 bytes, 129 KB, 11.4 MB."""
    if size < KILOBYTE:
        return f"{size} bytes"
    return f"{size / KILOBYTE:.0f} KB" if size < ROUNDS_TO_MEGABYTE else f"{size / MEGABYTE:.1f} MB"


def age(days: int) -> str:
    """How long something has been open: 1 day, 12 days, 5 weeks, 4 months."""
    if days < 0:
        return "no time yet"
    unit, length = next((unit, length) for unit, length, below in AGES if days < below)
    count = days // length
    return f"{count:,} {unit}{'' if count == 1 else 's'}"
