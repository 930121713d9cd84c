"""The young people's edition: a few figures in plain words, each with a picture, and how to have a say.

It tells what is published of the whole authority, more roughly than the board's pages do, and nothing else:
no band, no area beside another, no year before.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from careboard.charts.pictures import row_of
from careboard.formatting import State, day
from careboard.notebook_source import YOUNG_PEOPLE
from careboard.parts.figures import PageFigures
from careboard.parts.round_words import RoundWords, round_words
from careboard.periods import Window
from careboard.pieces import Piece

NOT_TOLD = {  # why there is no number, in words for a child
    State.HIDDEN: "We cannot show this number because it is about too few people.",
    State.NOT_PUBLISHED: "We do not share this number.",
    State.NO_CASES: "There was no one to count here.",
}
NOT_KNOWN = "We do not have this number yet."
ONE = {  # a picture's drawings -> one of them
    "people": "person",
    "houses": "house",
    "bags": "bag",
    "calendars": "calendar page",
    "bubbles": "chat bubble",
    "checklists": "list",
    "books": "book",
    "keys": "key",
}


class Told(NamedTuple):
    """One figure as the page tells it.

    Attributes:
        ident: the indicator's id.
        question, means, doing: words of young_people.yml.
        number: the figure as people say it; '' where there is none.
        says: how the sentence goes on.
        when: for what time it is.
        why_not: why there is no number; '' where there is one.
        picture: an SVG, '' where there is no number.
        key: for how many one drawing stands; '' for a share.
    """

    ident: str
    question: str
    means: str
    doing: str
    number: str
    says: str
    when: str
    why_not: str
    picture: str
    key: str


def figures(page: PageFigures) -> Piece:
    """The figures of young_people.yml, each under its question.

    Args:
        page: the published figures of the page.
    """
    about = page.edition.about
    entries = about.get(YOUNG_PEOPLE, {}).get("figures", [])
    hides = bool(about.get("small_numbers"))  # a copy in which nothing is hidden is for staff alone
    told = [_told(page, entry) for entry in entries] if hides else []
    summary = f"{len(told)} figures for young people"
    return Piece("young_people.html", summary, told=told, hides=hides, invented=about["invented"])


def have_your_say(page: PageFigures) -> Piece:
    """How to say something about it, as young_people.yml has it.

    Args:
        page: the published figures of the page.
    """
    ways = page.edition.about.get(YOUNG_PEOPLE, {}).get("have_your_say", [])
    return Piece("have_your_say.html", f"{len(ways)} ways to have a say", ways=ways)


def _told(page: PageFigures, entry: dict[str, Any]) -> Told:
    ident, window = entry["indicator"], entry["window"] or page.lead(entry["indicator"])
    figure, share = page.figure(ident, window), page.known(ident)["unit"] == "%"
    told = {key: entry[key] for key in ("question", "means", "doing", "says")}
    when = _when(page, window)
    if figure.state != State.SHOWN:
        why_not = NOT_TOLD.get(State(figure.state), NOT_KNOWN)
        return Told(ident, number="", when=when, why_not=why_not, picture="", key="", **told)
    round_figure = round_words(figure, share)
    number = round_figure.words[0].upper() + round_figure.words[1:]
    drawn = _description(round_figure, entry["picture"])
    picture = row_of(
        entry["picture"],
        round_figure.filled,
        f"{ident}-picture",
        f"A picture of {entry['picture']}: {round_figure.words}",
        f"{number} {told['says']} {drawn}",
    )
    return Told(
        ident, number=number, when=when, why_not="", picture=picture, key=_key(round_figure, entry), **told
    )


def _when(page: PageFigures, window: str) -> str:
    """The time that a figure is for, as one would tell it to a child."""
    period, last = page.edition.period, day(page.edition.about["ends"])
    if window == Window.AT_DATE:
        return f"This was on {last}."
    if window == Window.MONTH:
        return f"This was in {period.name}."
    if window == Window.FINANCIAL_YEAR:
        return f"This was from April to {last}."
    return f"This was in the {'six months' if window == Window.SIX_MONTHS else 'year'} up to {last}."


def _description(told: RoundWords, picture: str) -> str:
    """What is to be seen in a picture."""
    filled = told.filled
    if told.each:
        return f"The picture has {filled.drawings} {picture if filled.drawings != 1 else ONE[picture]}."
    if filled.large:
        return f"{filled.whole} of {filled.drawings} {picture} are filled in, and most of the last one."
    if filled.small:
        return f"Of {filled.drawings} {picture}, only a small part of one is filled in."
    return f"{filled.whole or 'None'} of {filled.drawings} {picture} are filled in."


def _key(told: RoundWords, entry: dict[str, Any]) -> str:
    if not told.each:
        return ""
    return f"Each {ONE[entry['picture']]} in the picture stands for about {told.each:,}."
