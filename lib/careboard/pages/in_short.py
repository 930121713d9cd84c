"""A page in short: its measures a sentence each, chosen by rule, and the three lists of the board summary."""

from __future__ import annotations

from careboard.edition.sentences import rule_sentence, sentence_parts
from careboard.figures.banding import IMPROVE, KNOW, WELL
from careboard.pages.figures import PageFigures
from careboard.pieces import Piece

LISTS = {WELL: "Going well", IMPROVE: "To improve", KNOW: "To know"}  # of the board summary
CELLS = {WELL: "going_well", IMPROVE: "to_improve", KNOW: "to_know"}  # under which heading their words stand


def in_short(figures: PageFigures) -> Piece:
    """At most five sentences, chosen by rule from the page's measures; see Page.in_short."""
    idents = figures.own or [ident for ident in figures.edition.indicators if figures.list_of(ident)]
    sentences = [_sentence(figures, ident) for ident in figures.leading(idents)]
    return Piece("in_short.html", "In short", sentences=sentences, rule=rule_sentence(figures, idents))


def list_piece(figures: PageFigures, name: str) -> Piece:
    """One of the three lists of the board summary, from every page."""
    words = figures.commentary_of(CELLS[name])
    return Piece("listed.html", LISTS[name], words, items=list_items(figures, name), own=True)


def list_items(figures: PageFigures, name: str) -> list[dict[str, str]]:
    """What a list holds for the area, in the edition's order: the parts of a sentence, and its link."""
    idents = [ident for ident in figures.edition.indicators if figures.list_of(ident) == name]
    return [_sentence(figures, ident) for ident in idents]


def _sentence(figures: PageFigures, ident: str) -> dict[str, str]:
    return sentence_parts(figures, ident) | {"link": figures.link(ident)}
