"""What the notebook of the young people's edition asks of its page: its figures, and how to have a say."""

from __future__ import annotations

from careboard.pages.page import Page
from careboard.parts import young_people
from careboard.pieces import Piece


def figures(page: Page) -> Piece:
    """The figures of params/young_people.yml in plain words, each with a picture.

    Args:
        page: the page of the whole authority.
    """
    return young_people.figures(page.published)


def have_your_say(page: Page) -> Piece:
    """How to say something about it.

    Args:
        page: the page of the whole authority.
    """
    return young_people.have_your_say(page.published)
