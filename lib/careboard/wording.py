"""How a figure is written, wherever it is written: on a page, in commentary, in a chart, on the command line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

WHOLE = ("count", "highest")  # the kinds of figure that count whole things
SYMBOLS = {
    "hidden": "[c]",
    "not_applicable": "[z]",
    "not_available": "[x]",
    "no_cases": "no cases",
    "failed": "[failed]",
}
MEANINGS = {
    "hidden": "A small number, hidden so that nobody can be recognised.",
    "not_applicable": "Does not apply: this measure is not made for this area.",
    "not_available": "Not available: the records do not hold what is needed.",
    "no_cases": "There was no case to count, so there is no share, rate or average.",
    "failed": "The figure could not be worked out. The analysts have been told.",
}
BANDS = {
    "outstanding": ("▲", "Outstanding"),
    "good": ("●", "Good"),
    "requires_improvement": ("◆", "Requires improvement"),
    "inadequate": ("▼", "Inadequate"),
}


VARIED = {
    "improving": ("▲", "Improving"),
    "worsening": ("▼", "Worsening"),
    "above": ("△", "Higher than usual"),
    "below": ("▽", "Lower than usual"),
    "": ("○", "No significant change"),
}
ASSURED = {
    "always": ("✓", "Consistently meets the threshold for Good", "usual variation lies wholly on its right side."),
    "sometimes": ("?", "Inconsistently meets the threshold for Good", "it lies within usual variation, so some months meet it and some miss it by chance alone."),
    "never": ("✗", "Consistently misses the threshold for Good", "usual variation does not reach it, so something has to change before it is met."),
}

BOUNDS = {"under": -1, "within": -1, "fewer than": -1, "less than": -1, "": 0, "more than": 1, "over": 1}  # before or after the groups that begin with the same number
IN_WORDS = ("one", "two", "three", "four", "five", "six")
LEADING = re.compile(rf"(?:(?P<bound>{'|'.join(filter(None, BOUNDS))}) )?(?P<first>\d+|{'|'.join(IN_WORDS)})\b", re.IGNORECASE)


def number(value: float, decimals: int) -> str:
    """A number with thousands separated and a real minus: 1,194 or −2.5."""
    return f"{value:,.{decimals}f}".replace("-", "−")


def figure(value: float | None, state: str, unit: str, whole: bool = False) -> str:
    """A published figure with its unit, or the symbol of why there is none.

    value: as published, shares from 0 to 100.
    unit: '%', 'per 10,000', or the noun counted or averaged over, such as 'plans'.
    whole: the figure counts whole things.
    A share drops a final .0 (92%, 8.2%); a rate or an average keeps it (85.0 per 10,000).
    """
    if state != "shown" or value is None or math.isnan(value):
        return SYMBOLS.get(state, SYMBOLS["not_available"])
    text = number(value, 0 if whole else 1)
    if unit == "%":
        return text.removesuffix(".0") + "%"
    return f"{text} {unit}"


def behind(numerator: float | None, denominator: float | None) -> str:
    """The numbers behind a share, rate or average: '412 of 453'; empty where they are hidden or missing."""
    if numerator is None or denominator is None or math.isnan(numerator) or math.isnan(denominator):
        return ""
    return f"{plain(numerator)} of {plain(denominator)}"


def plain(value: float) -> str:
    """A count or a full-time equivalent: whole where it is whole, else to one decimal."""
    return number(value, 0 if float(value).is_integer() else 1)


def band(name: str) -> str:
    """A band in shape and word: '● Good'."""
    return " ".join(BANDS[name]) if name in BANDS else ""


STATES = {
    "hidden": "hidden, a small number",
    "no_cases": "no cases to count",
    "not_applicable": "does not apply",
    "not_available": "not available",
    "failed": "could not be worked out",
}
NOTHING_BEFORE = "Nothing was published before this edition."
WINDOWS = {"at_date": "At the date", "month": "Month", "six_months": "Six months", "year": "Year", "financial_year": "From 1 April"}
LEVELS = {"england": "England", "region": "Region", "neighbours": "Neighbours"}


def ticks(values: Sequence[float], unit: str) -> list[str]:
    """Round numbers along an axis, all with as many decimals: 75%, 80% or 1,200 or 16.8, 17.0."""
    decimals = 0 if all(float(value).is_integer() for value in values) else 1
    return [number(value, decimals) + ("%" if unit == "%" else "") for value in values]


def short_month(name: str) -> str:
    """A point's name where there is little room: 'October 2019' is 'Oct 2019', '18 October 2019' is '18 Oct 2019'."""
    return " ".join(word[:3] if word.isalpha() else word for word in name.split())


def interval(low: float | None, high: float | None, unit: str = "%") -> str:
    """A 95% interval of a share or a rate: '88% to 93%', '44.9 to 51.7'; empty where there is none."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return ""
    if unit != "%":
        return f"{number(low, 1)} to {number(high, 1)}"
    return f"{number(low, 1).removesuffix('.0')}% to {number(high, 1).removesuffix('.0')}%"


def short_of(good: str) -> str:
    """What the cases that are not as they should be are called: those not met where high is good, those met where low is."""
    return "cases that count" if good == "low" else "cases not met"


def short(numerator: float, denominator: float, good: str) -> str:
    """How many cases are not as they should be."""
    return plain(numerator if good == "low" else denominator - numerator)


def changed(now: float, before: float, direction: str) -> str:
    """How a figure stands to the one before it, up to the words 'from' or 'than': 'up from', 'no clear change from'."""
    if now == before:
        return "the same as"
    way = "up from" if now > before else "down from"
    return f"{direction}: {way}" if direction in ("improving", "worsening", "no clear change") else way


DIRECTIONS = {
    "improving": "improving since",
    "worsening": "worsening since",
    "higher": "higher now",
    "lower": "lower now",
    "no change": "no change since",
    "no clear change": "no clear change since: chance alone could explain it",
}


def numbers(numerator: float | None, denominator: float | None, kind: str) -> str:
    """The numbers behind a figure of a kind: '412 of 453', '1,194 in a population of 247,600', '8,534 divided by 502'.

    A count is its own number, and a highest value has none behind it.
    """
    text = behind(numerator, denominator)
    if kind in WHOLE:
        return ""
    if kind == "rate":
        return text.replace(" of ", " in a population of ")
    return text if kind == "share" else text.replace(" of ", " divided by ")


def day(text: str) -> str:
    """A day as an edition keeps it, 2019-10-31, as pages write it; any other words stay as they are."""
    from datetime import date

    from careboard.periods import day_text

    try:
        return day_text(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def at_point(name: str) -> str:
    """A point of a trend after a figure: 'in October 2019', or 'to 18 October 2019' for a fortnight."""
    return f"to {name}" if name[:1].isdigit() else f"in {name}"


def in_order(group: str) -> tuple[int, int, int, str]:
    """A key that puts groups into the order in which readers expect them: 'Under 1', '1 to 4', '10 to 15'. Those that begin with no number come last, by their letters."""
    found = LEADING.match(group)
    if not found:
        return (1, 0, 0, group)
    bound, first = found["bound"] or "", found["first"].lower()
    return (0, IN_WORDS.index(first) + 1 if first in IN_WORDS else int(first), BOUNDS[bound.lower()], group)


def size(size: int) -> str:
    """How large a file is: 640 bytes, 129 KB, 11.4 MB."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def age(days: int) -> str:
    """How long something has been open: 1 day, 12 days, 5 weeks, 4 months."""
    if days < 0:
        return "no time yet"
    number, unit = (days, "day") if days < 21 else (days // 7, "week") if days < 7 * 13 else (days // 30, "month")
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
