"""Live figures in words: the closed grammar of what may stand in braces.

    {looked_after_rate}                                        85.0 per 10,000
    {assessments_within_45_working_days window=six_months area=east}
    {looked_after.change since=2019-09}                        up 12 since September 2019
    {assessments_within_45_working_days.behind}                1,234 of 1,452
    {=40}                                                      a number of the writer's own, and no figure of the suite

No code can run: a brace holds a measure, a form after a full stop, and words with an equals sign, or it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careboard.problems import Problem, nearest, unknown

BRACES = re.compile(r"\{([^{}\n]*)\}")
FORMS = {
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
OWN = re.compile(r"=\s*([0-9][0-9,. ]*%?)$")


@dataclass(frozen=True)
class Quote:
    """What one pair of braces asks for: a measure, in a form, for a window and an area; `since` is a period, for a change alone."""

    id: str
    form: str
    window: str
    area: str
    since: str = ""


@dataclass(frozen=True)
class Known:
    """What may be named: measures with their kind and windows, areas, and the periods that an edition has figures of."""

    indicators: Mapping[str, Mapping]
    areas: Sequence[str]
    periods: Sequence[str]


def own(inside: str) -> str | None:
    """The number of a writer's own that braces hold, or None."""
    found = OWN.match(inside.strip())
    return found.group(1) if found else None


def asked(inside: str, known: Known, area: str) -> Quote:
    """What the text in a pair of braces asks for on a page of an area. Raises Problem, with what to write instead."""
    words = inside.split()
    if not words:
        raise Problem("an empty brace. Write {id}.")
    id, _, form = words[0].partition(".")
    if id not in known.indicators:
        raise Problem(unknown("", "indicator", id, known.indicators))
    if form not in FORMS or words[0].endswith("."):
        raise Problem(f"'{id}' cannot be told as '{form}'.{nearest(form, [form for form in FORMS if form])} Write for example {{{id}.change}}.")
    told = known.indicators[id]
    _fits(id, form, told)
    allowed = {"window": list(told["windows"]), "area": list(known.areas)} | ({"since": list(known.periods)} if form == "change" else {})
    given: dict[str, str] = {}
    for word in words[1:]:
        key, equals, value = word.partition("=")
        if not equals or key not in allowed:
            raise Problem(f"'{key}' is not understood after '{words[0]}'.{nearest(key, allowed)} Write for example window={told['windows'][0]} or area={known.areas[0]}.")
        if key in given:
            raise Problem(f"'{key}' stands twice after '{words[0]}'. Keep one.")
        if value not in allowed[key]:
            raise Problem(_strange(id, key, value, allowed[key]))
        given[key] = value
    return Quote(id, form, given.get("window", told["windows"][0]), given.get("area", area), given.get("since", ""))


def _strange(id: str, key: str, value: str, allowed: list[str]) -> str:
    if key == "since":
        return f"there is no figure of '{id}' for '{value}' to compare with. Known: {allowed[0]} to {allowed[-1]}."
    return unknown("", f"{key} for '{id}'" if key == "window" else key, value, allowed)


def _fits(id: str, form: str, told: Mapping) -> None:
    """Refuse a form that a kind of measure does not have."""
    kind = told["kind"]
    if form == "behind" and kind in ("count", "highest"):
        raise Problem(f"'{id}' is a number by itself: there are no numbers behind it. Write {{{id}}}.")
    if form in ("not_met", "reason") and kind != "share":
        raise Problem(f"'{id}' is no share, so there is no rest of it. Write {{{id}}}.")
    if form == "band" and not told["good"]:
        raise Problem(f"'{id}' has no band: neither a high nor a low figure is good in itself. Write {{{id}}}.")
