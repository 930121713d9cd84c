"""Live figures in words: the closed grammar of what may stand in braces.

    {looked_after_rate}                     85.0 per 10,000
    {looked_after_rate area=east}           the same for another area; window=six_months for another window
    {looked_after.change since=2019-09}     up 12 since September 2019
    {protection_plan_rate.behind}           1,194 in a population of 247,600
    {=40}                                   a number of the writer's own, and no figure of the suite

No code can run: a brace holds a measure, a form after a full stop, and words with an equals sign, or it is an
error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careboard.errors import Problem, nearest, unknown
from careboard.formatting import WHOLE
from careboard.params.words import OWN_NUMBER

BRACES = re.compile(r"\{([^{}\n]*)\}")
FORMS = {  # what may stand after the full stop -> what it gives
    "": "the figure with its unit",
    "number": "the figure without its noun",
    "change": "how far it moved since a year before, or since=PERIOD",
    "behind": "the numbers behind it",
    "not_met": "the cases that are not as they should be",
    "reason": "the most frequent reason among these",
    "england": "England's published figure",
    "region": "the region's",
    "neighbours": "the statistical neighbours'",
    "band": "its agreed band",
    "rank": "how the area stands to the others",
}


@dataclass(frozen=True)
class Quote:
    """What one pair of braces quotes.

    Attributes:
        ident: the measure's id.
        form: how it is said; see FORMS.
        window: the window, the measure's leading one where none is written.
        area: the area's id, the page's own where none is written.
        since: for a change alone: the period that it is measured from, '' for a year before.
    """

    ident: str
    form: str
    window: str
    area: str
    since: str = ""


@dataclass(frozen=True)
class Quotable:
    """What braces may name.

    Attributes:
        indicators: measures by id, with what an edition says of each: kind, windows, good ...
        areas: the areas' ids.
        periods: the periods before the edition's own that it has figures of, earliest first.
    """

    indicators: Mapping[str, Mapping[str, Any]]
    areas: Sequence[str]
    periods: Sequence[str]


def own_number(inside: str) -> str | None:
    """The number of a writer's own that braces hold, such as '40' for '=40'; None where they hold none."""
    match = OWN_NUMBER.fullmatch(f"{{{inside.strip()}}}")
    return match.group(1) if match else None


def parse_quote(inside: str, quotable: Quotable, area: str) -> Quote:
    """What the text in a pair of braces quotes on a page of an area.

    Args:
        inside: the text between the braces, such as 'looked_after.change since=2019-09'.
        quotable: what may be named.
        area: the page's area.

    Raises:
        Problem: with what to write instead.
    """
    words = inside.split()
    if not words:
        raise Problem("an empty brace. Write {id}.")
    ident, _, form = words[0].partition(".")
    if ident not in quotable.indicators:
        raise Problem(unknown("", "indicator", ident, quotable.indicators))
    if form not in FORMS or words[0].endswith("."):
        raise Problem(
            f"'{ident}' cannot be told as '{form}'.{nearest(form, filter(None, FORMS))}"
            f" Write for example {{{ident}.change}}."
        )
    indicator = quotable.indicators[ident]
    _refuse_misfit(ident, form, indicator)
    allowed: dict[str, Sequence[str]] = {"window": indicator["windows"], "area": quotable.areas}
    if form == "change":
        allowed["since"] = quotable.periods
    settings = _settings(words, allowed)
    window = settings.get("window", indicator["windows"][0])
    return Quote(ident, form, window, settings.get("area", area), settings.get("since", ""))


def _settings(words: Sequence[str], allowed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The words with an equals sign that follow a measure: key -> value."""
    ident = words[0].partition(".")[0]
    settings: dict[str, str] = {}
    for word in words[1:]:
        key, equals, value = word.partition("=")
        if not equals or key not in allowed:
            raise Problem(
                f"'{key}' is not understood after '{words[0]}'.{nearest(key, allowed)}"
                f" Write for example window={allowed['window'][0]} or area={allowed['area'][0]}."
            )
        if key in settings:
            raise Problem(f"'{key}' stands twice after '{words[0]}'. Keep one.")
        if value not in allowed[key]:
            raise Problem(_unknown_value(ident, key, value, allowed[key]))
        settings[key] = value
    return settings


def _unknown_value(ident: str, key: str, value: str, allowed: Sequence[str]) -> str:
    if key == "since":
        return (
            f"there is no figure of '{ident}' for '{value}' to compare with."
            f" Known: {allowed[0]} to {allowed[-1]}."
        )
    return unknown("", f"{key} for '{ident}'" if key == "window" else key, value, allowed)


def _refuse_misfit(ident: str, form: str, indicator: Mapping[str, Any]) -> None:
    """Refuse a form that a kind of measure does not have."""
    kind = indicator["kind"]
    if form == "behind" and kind in WHOLE:
        raise Problem(f"'{ident}' is a number by itself: there are no numbers behind it. Write {{{ident}}}.")
    if form in ("not_met", "reason") and kind != "share":
        raise Problem(f"'{ident}' is no share, so there is no rest of it. Write {{{ident}}}.")
    if form == "band" and not indicator["good"]:
        raise Problem(
            f"'{ident}' has no band: neither a high nor a low figure is good in itself. Write {{{ident}}}."
        )
