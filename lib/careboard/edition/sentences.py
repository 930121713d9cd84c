"""What is said of a measure in words: its figure, how it moved, what usual variation says, by which rule."""

from __future__ import annotations

import math
from typing import Any

from careboard import nouns
from careboard.edition.area_figures import MOST_TO_IMPROVE, MOST_WELL, AreaFigures
from careboard.edition.edition import Edition
from careboard.figures.spc_rules import Signal, assurance, false_signals, has_moved, of_latest
from careboard.formatting import VARIATION, WHOLE, Direction, State, figure, movement, number
from careboard.params.areas import AreaLevel
from careboard.periods import Window

ASSURANCE = {  # whether usual variation meets a threshold, in sign, words and the reason
    "always": ("✓", "Consistently passing the threshold for Good", "usual variation lies on its right side."),
    "sometimes": (
        "?",
        "Inconsistently passing and falling short of the threshold for Good",
        "it lies within usual variation, so some months meet it and some miss it by chance alone.",
    ),
    "moved": (
        "?",
        "Not settled against the threshold for Good",
        "the months moved by more than chance, so their limits do not say whether it will be met.",
    ),
    "never": (
        "✗",
        "Consistently falling short of the threshold for Good",
        "usual variation does not reach it, so something has to change before it is met.",
    ),
}


def sentence_parts(figures: AreaFigures, ident: str) -> dict[str, str]:
    """One measure in the parts of a sentence.

    Returns:
        ident, title, figure, behind (the numbers), window, band, moved (since a year before), beside (the
        first comparator), unlike (why it is not like for like), reason (of its list), signal.
    """
    now, (_, before), stands = figures.figure(ident), figures.year_before(ident), figures.standing(ident)
    shown = now.state == State.SHOWN
    signal = signal_sentence(figures, ident)
    if shown and before.state == State.SHOWN:
        # "no clear change" and "above the upper limit" would contradict each other in one sentence
        unclear = bool(signal) and stands.direction == Direction.NO_CLEAR_CHANGE
        way = movement(now.value, before.value, "" if unclear else stands.direction)
        moved = f"{way} {figures.write(ident, before)} a year before"
    else:
        moved = "no figure for a year before" if shown else figures.in_words(ident, now)
    comparator = next(iter(figures.comparators(ident)), None)
    beside, unlike = "No comparator", ""
    if comparator is not None:
        beside = f"{comparator.name} {figures.write(ident, comparator)} in {comparator.year}"
        unlike = "" if comparator.like == "yes" else comparator.like
    return {
        "ident": ident,
        "title": figures.known(ident)["title"],
        "figure": figures.write(ident, now),
        "behind": figures.numbers(ident, now),
        "window": figures.edition.period.window_name(figures.lead(ident)),
        "band": stands.band if shown else "",
        "moved": moved,
        "beside": beside,
        "unlike": unlike,
        "reason": stands.list_reason,
        "signal": signal,
    }


def signal_sentence(figures: AreaFigures, ident: str) -> str:
    """What is said of a month outside a limit, without a full stop; '' where it lies within."""
    side, name = figures.signal(ident), figures.edition.period.name
    limit = "upper" if side == "above" else "lower"
    return f"{name} lies {side} the {limit} limit of usual variation" if side else ""


def variation_lines(figures: AreaFigures, ident: str) -> list[tuple[str, str, str]]:
    """What usual variation says of the period's month, and whether it meets the threshold for Good.

    Returns:
        A sign, a word and a sentence for each of the ways in which the month is unusual, or for that it is
        not; and for the threshold, where there is one.
    """
    limits, month = figures.limits(ident), figures.figure(ident, Window.MONTH)
    if limits is None or month.state != State.SHOWN or math.isnan(limits.centre[-1]):
        return []
    found = figures.signals(ident)
    latest = of_latest(found, limits)
    known, name, ways = figures.known(ident), figures.edition.period.name, dict[str, list[str]]()
    for signal in latest:
        way = _way(signal.side, known["good"])
        ways.setdefault(way, []).append(_signal_words(signal, name))
    within = f"{name} lies within the limits of usual variation, in no run and no trend"
    ways = ways or {"": [within]}
    sentences = {way: f"{'; '.join(told)}." for way, told in ways.items()}
    lines = [(*VARIATION[way], told[0].upper() + told[1:]) for way, told in sentences.items()]
    threshold = figures.standing(ident, Window.MONTH).threshold
    assured = assurance(limits, threshold, known["good"])
    if assured == "sometimes" and (latest or has_moved(found, limits)):
        assured = "moved"
    if assured:
        sign, word, why = ASSURANCE[assured]
        written = figure(threshold, State.SHOWN, known["unit"], known["kind"] in WHOLE)
        lines.append((sign, word, f"That is {written}: {why}"))
    return lines


def _way(side: str, good: str) -> str:
    """What a signal on a side is, by which direction is good: a key of VARIATION."""
    up = side in ("above", "rising")
    if not good:
        return "up" if up else "down"
    return "improving" if up == (good == "high") else "worsening"


def _signal_words(signal: Signal, name: str) -> str:
    """One signal of which the period's month is the last, without a full stop."""
    limit, months = "upper" if signal.side == "above" else "lower", signal.index - signal.first + 1
    return {
        "outside": f"{name} lies {signal.side} the {limit} limit of usual variation",
        "run": f"a run: {months} months up to {name} lie {signal.side} the mean",
        "trend": f"a trend: {months} months up to {name}, each {_step(signal.side)} than the one before",
        "near": f"two of the three months up to {name} lie close to the {limit} limit of usual variation",
    }[signal.rule]


def _step(side: str) -> str:
    return "higher" if side == "rising" else "lower"


def draft_note(words: dict[str, Any] | None) -> str:
    """In what state a page's words are; '' where they are signed off and hold, and where there are none.

    Args:
        words: the page's entry in the edition's words, None where there is none.
    """
    if words is None or words["state"] == "signed":
        return ""
    if words["state"] == "stale":
        return "Draft: figures changed since the commentary was written."
    if words["drafted"]:
        return "Draft: written by rule, and read by nobody yet."
    return "Draft: the commentary has not been signed off."


def commentary_hints(edition: Edition, area: str, page: str) -> list[str]:
    """What an analyst is told: the words' file, what has moved, what the figures do not bear out.

    Args:
        edition: the edition.
        area: the area's id.
        page: the page's name.
    """
    period, words = edition.about["period"], edition.words.get(f"{area}/{page}")
    file = f"params/commentary/{period}/{area}/{page}.md"
    if words:
        return [f"These words are in {file}.", *words["moved"], *words["told"]]
    draft = f"careboard commentary draft {period} --area {area} --domain {page}"
    return [f"Write them in {file}, or run: {draft}"]


def rule_sentence(figures: AreaFigures, idents: list[str]) -> str:
    """By what rule AreaFigures.leading chooses from some measures, and what chance alone would give."""
    chosen_from = f"{len(idents)} {nouns.after(str(len(idents)), 'measures')}"
    return (
        f"Chosen by rule from {chosen_from} on this page: at most {MOST_TO_IMPROVE} to improve, the"
        f" lowest band first; at most {MOST_WELL} that go well, the highest band first; then the others in "
        "their order. A change counts here only where the month lies outside a limit of usual variation."
        f" {_by_chance(figures, idents)}"
    )


def _by_chance(figures: AreaFigures, idents: list[str]) -> str:
    """How many points outside a limit chance alone would give among the measures that have limits."""
    limited = sum(bool(figures.known(ident)["variation"]) for ident in idents)
    if not limited:
        return "None of these measures has limits."
    areas = len(figures.edition.areas) - len(figures.edition.tree.of_level(AreaLevel.UNALLOCATED))
    over_all = f", and about {number(false_signals(limited * areas), 1)} among all {areas} areas"
    everywhere = over_all if areas > 1 else ""
    return (
        f"{limited} of them {'has' if limited == 1 else 'have'} limits; by chance alone about"
        f" {number(false_signals(limited), 2)} of these would lie outside in a month{everywhere}."
    )
