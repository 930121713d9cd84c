"""What the young people's edition says of each of its figures, and how to have a say (young_people.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from careboard.params.words import Words
from careboard.params.yaml_lines import Shape
from careboard.periods import Window

MOST_FIGURES = 10
# what a picture is made of: little drawings of one kind, of which so many are filled
Picture = Literal["people", "houses", "bags", "calendars", "bubbles", "checklists", "books", "keys"]


class PlainFigure(Shape):
    """One figure of the young people's edition, in words that a child of nine can read.

    Attributes:
        indicator: the indicator's id: a share in per cent, or a count.
        window: over which of its windows; the one that leads where none is named.
        question: what a young person would ask, the heading.
        says: how the sentence goes on that begins with the figure: 'of us live with foster carers.'
        means: what that means for us, a sentence or two.
        doing: what is being done, a sentence.
        picture: what the picture is made of.
        invented: whether it is the sample's, and may stand beside no council's own figures.
    """

    indicator: str
    window: Window | Literal[""] = ""
    question: Words
    says: Words
    means: Words
    doing: Words
    picture: Picture
    invented: bool = False


class Say(Shape):
    """One way to say something about it.

    Attributes:
        who: whom to go to, a role and never a name.
        how: what they do, and how to reach them.
        invented: whether it is the sample's.
    """

    who: Words
    how: Words
    invented: bool = False


class YoungPeople(Shape):
    """The young people's edition: young_people.yml.

    Attributes:
        figures: its figures in their order, ten at most.
        have_your_say: the ways to say something.
    """

    figures: list[PlainFigure] = Field(default=[], max_length=MOST_FIGURES)
    have_your_say: list[Say] = []

    @model_validator(mode="after")
    def check_once(self) -> YoungPeople:
        """Refuse an indicator that is told twice.

        Raises:
            ValueError: naming it.
        """
        idents = [figure.indicator for figure in self.figures]
        twice = sorted({ident for ident in idents if idents.count(ident) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} is told twice")
        return self
