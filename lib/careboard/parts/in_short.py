"""A page in short: its measures a sentence each, chosen by rule, and the three lists of a board."""

from __future__ import annotations

from careboard.edition.sentences import rule_sentence, sentence_parts
from careboard.figures.banding import IMPROVE, KNOW, WELL
from careboard.parts.figures import PageFigures
from careboard.pieces import Piece

LISTS = {WELL: "Going well", IMPROVE: "To improve", KNOW: "To know"}


def in_short(figures: PageFigures) -> Piece:
    """At most five sentences, chosen by rule from the page's measures; see Page.in_short."""
    idents = figures.own or [ident for ident in figures.edition.indicators if figures.list_of(ident)]
    sentences = [_sentence(figures, ident) for ident in figures.leading(idents)]
    return Piece("in_short.html", "In short", sentences=sentences, rule=rule_sentence(figures, idents))


def list_items(figures: PageFigures, name: str) -> list[dict[str, str]]:
    """What a list holds for the area, in the edition's order: the parts of a sentence, and its link."""
    idents = [ident for ident in figures.edition.indicators if figures.list_of(ident) == name]
    return [_sentence(figures, ident) for ident in idents]


def _sentence(figures: PageFigures, ident: str) -> dict[str, str]:
    return sentence_parts(figures, ident) | {"link": figures.link(ident)}
