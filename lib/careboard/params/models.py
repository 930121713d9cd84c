"""All of params/ in one, and the shape of suite.yml.

Importing this module costs no pandas: a build in which nothing changed needs only settings and fingerprints.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import BaseModel, Field

from careboard.params.areas import Areas
from careboard.params.bands import Bands
from careboard.params.board import Board
from careboard.params.corrections import Corrections
from careboard.params.disclosure import Disclosure
from careboard.params.intake import Intake
from careboard.params.words import Words
from careboard.params.yaml_lines import Shape, line_of, load, place
from careboard.params.young_people import YoungPeople


class Source(Shape):
    """Where case records come from, and which authority they are of.

    Attributes:
        path: a folder or file, from the folder that holds params/, or a database address.
        title: what readers call it.
        authority: the authority's code, None where it has none.
        schema_: where a database's tables lie, `schema` in the file; None for the database's own choice.
        prefix: what stands before the name of each table of a database.
        population: whose numbers of children rates are of, None where there are none.
        extract_date: the day on which it was drawn, where the extract does not say.
        history_from: the first day from which it is complete, where it is not complete from the start.
    """

    path: str
    title: Words = ""
    authority: int | None = None
    schema_: str | None = Field(default=None, alias="schema")
    prefix: str = ""
    population: str | None = None
    extract_date: date | None = None
    history_from: date | None = None


class Standards(Shape):
    """Local standards that definitions refer to.

    Attributes:
        protection_visit_working_days: how often a child on a protection plan is seen, in working days.
        need_visit_working_days: how often a child on a child in need plan is seen, in working days.
        days_to_next_board: how many days ahead what falls due is shown.
    """

    protection_visit_working_days: int = Field(
        default=15,
        ge=1,
        le=366,
        description="A child on a protection plan is seen at least this often, in working days.",
    )
    need_visit_working_days: int = Field(
        default=20,
        ge=1,
        le=366,
        description="A child on a child in need plan is seen at least this often, in working days.",
    )
    days_to_next_board: int = Field(
        default=61, ge=1, le=366, description="What falls due in so many days is told before it is late."
    )


class Event(Shape):
    """Something that happened on a day and is marked on the trends of some indicators.

    Attributes:
        on: the day.
        words: what happened.
        indicators: the ids of the indicators.
        rebase: whether their limits of usual variation begin afresh with it.
        invented: whether it is the sample's, and may stand beside no council's own figures.
    """

    on: date
    words: Words
    indicators: list[str]
    rebase: bool = False
    invented: bool = False


class Look(Shape):
    """The council's own colour and mark.

    Attributes:
        accent, accent_dark: the colour in light and in dark, such as '#1d70b8'.
        logo: the name of a small picture in params/, '' for none.
    """

    accent: str = Field(default="#1d70b8", pattern="^#[0-9a-f]{6}$")
    accent_dark: str = Field(default="#76b7f2", pattern="^#[0-9a-f]{6}$")
    logo: str = ""


class Suite(Shape):
    """The suite's own settings: suite.yml.

    Attributes:
        name: the suite's name, as the head of each page has it.
        contact: whom a reader asks.
        source: the name of the source that a build reads where none is given.
        sources: the source's name -> where its records come from.
        standards: local standards.
        publication: the period as typed -> the day on which its paper went out: no comparator that was
            published later is used.
        events: what is marked on trends.
        look: the council's colour and mark.
    """

    name: Words
    contact: Words
    source: str
    sources: dict[str, Source]
    standards: Standards = Standards()
    publication: dict[str, date] = {}
    events: list[Event] = []
    look: Look = Look()


class Params(BaseModel):
    """All of params/, read and found well-formed.

    Attributes:
        folder: where it was read from.
        suite: the suite's own settings.
        areas: the areas and which belongs to which.
        bands: the agreed bands.
        disclosure: the rule by which small numbers are hidden.
        board: what the board asked for and decided.
        corrections: what is agreed to be wrong in the records or the figures.
        intake: how much of an extract may be set aside.
        young_people: what the young people's edition says, and of which figures.
    """

    folder: Path
    suite: Suite
    areas: Areas
    bands: Bands
    disclosure: Disclosure
    board: Board
    corrections: Corrections = Corrections()
    intake: Intake = Intake()
    young_people: YoungPeople = YoungPeople()

    def where(self, file: str, *keys: str) -> str:
        """The place of a setting, for a message.

        Args:
            file: the file's name in params/.
            keys: the keys that lead to the setting, numbers of a list's entries as text.

        Returns:
            'params/bands.yml, line 12'
        """
        path = self.folder / file
        return place(path, line_of(load(path), keys))
