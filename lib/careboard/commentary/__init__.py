"""The analysts' words: read, held against the published figures, and rendered for their pages.

What comes in: one Markdown file a page, params/commentary/<period>/<area>/<page>.md, with live figures in
braces such as {looked_after_rate}, and the edition that they are quoted from. What goes out: safe HTML for
each cell of the page's notebook that has words, and what an analyst is to know of them: figures that have
moved since the words were written, numbers and claims that nothing published bears out. What may not be
published stops the build, with its line and what to write instead. Words see published figures only: a hidden
one reads 'a hidden number'.

    parse                a file: its head and its passages (read)
    folder               all files of a period, as an edition keeps their words (render)
    checked_commentary   one file held against the figures of its page (CheckedCommentary)
    quotes               what may stand in braces
    quoted_figures       an edition's figures as words quote them (QuotedFigures)
    number_check         typed numbers held against what is published, with the help of typed_numbers,
                         number_patterns, sentence_scope and candidates
    claims               what words claim beside live figures ('improved', 'the highest') held against these
                         (Claims): claim_words finds them, claim_senses and clauses say of what they are,
                         claimed_figure, claimed_movement and claimed_comparison hold them
    small_counts         words that count so few people that a figure would hide them: plain_text as its
                         reader sees it, in pieces_of_text, with counted_noun, bare_number, no_counts and
                         count_words
    figure_record        what figures said when a passage was written
    draft                a first text by rule, for an analyst to change (Draft); forecasts.py ends it
    sign_off             what keeps a period from being signed off (sign_off_faults), and how the words of
                         each page stand (status)

Each name is loaded when it is first asked for; none of it needs pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.commentary.checked_commentary import CheckedCommentary
    from careboard.commentary.draft import Draft
    from careboard.commentary.folder import render
    from careboard.commentary.parse import read
    from careboard.commentary.quoted_figures import QuotedFigures
    from careboard.commentary.sign_off import sign_off_faults, status

__all__ = [
    "CheckedCommentary",
    "Draft",
    "QuotedFigures",
    "read",
    "render",
    "sign_off_faults",
    "status",
]

# no module here has one of these names: once loaded, it would stand in the name's place
__getattr__ = lazy_names(
    __name__,
    {
        "CheckedCommentary": "checked_commentary",
        "Draft": "draft",
        "QuotedFigures": "quoted_figures",
        "read": "parse",
        "render": "folder",
        "sign_off_faults": "sign_off",
        "status": "sign_off",
    },
)
