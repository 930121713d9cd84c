"""The board's list: what it asked for, decided and wants to see (board.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import model_validator

from careboard.params.words import Words
from careboard.params.yaml_lines import Shape


class ListMove(Shape):
    """A figure that an analyst moves to another list of the board summary, and why.

    Attributes:
        indicator: the indicator's id.
        to: the list: what goes well, what is to improve, or what else to know.
        reason: why, in words that readers see.
        from_period: the first period for which it holds, as typed; None for all.
    """

    indicator: str
    to: Literal["well", "improve", "know"]
    reason: Words
    from_period: str | None = None


class Request(Shape):
    """What a meeting of the board asked for, and what has been done about it.

    Attributes:
        asked_on: the day of the meeting.
        asked_by: a role, never a name.
        request: what was asked for.
        page: where the answer stands; the measure's own page where none is named.
        indicator, breakdown, area: what it is about.
        themes: what else it is to be split by on the summary, 'area' among it.
        due: by when an answer is wanted.
        done: what has been done.
        owner: the role that does what is being done.
        known_by: how the board will know that it worked, and by when.
        state: whether it is answered.
        on_summary: whether the measure, by the breakdown and for the area asked for, stands on the board's
            summary from now on.
        invented: whether it is the sample's, and may stand beside no council's own figures.
    """

    asked_on: date
    asked_by: Words
    request: Words
    page: str = ""
    indicator: str = ""
    breakdown: str = ""
    area: str = ""
    themes: list[str] = []
    due: date | None = None
    done: Words = ""
    owner: Words = ""
    known_by: Words = ""
    state: Literal["open", "answered"] = "open"
    on_summary: bool = False
    invented: bool = False

    @model_validator(mode="after")
    def check_subject(self) -> Request:
        """Refuse a request that is about nothing, or is due before it was made.

        Raises:
            ValueError: saying what is wanted.
        """
        if not self.page and not self.indicator:
            raise ValueError("name the page or the indicator that the request is about")
        if (self.on_summary or self.breakdown or self.themes) and not self.indicator:
            raise ValueError("name the indicator that is to be shown")
        if self.due and self.due < self.asked_on:
            raise ValueError("it is due before it was asked for")
        return self


class Decision(Shape):
    """What a meeting decided, who has to do it, by when, and what came of it.

    Attributes:
        decided_on: the day of the meeting.
        decided_by: the meeting.
        decision: what was decided.
        owner: the role that has to do it.
        indicator: the indicator that it is about, '' for none.
        due: by when.
        done: what came of it.
        known_by: how the board will know that it worked, and by when.
        state: whether it is done.
        invented: whether it is the sample's.
    """

    decided_on: date
    decided_by: Words
    decision: Words
    owner: Words = ""
    indicator: str = ""
    due: date | None = None
    done: Words = ""
    known_by: Words = ""
    state: Literal["open", "done"] = "open"
    invented: bool = False


class NextTime(Shape):
    """What the board agreed to see at a later meeting.

    Attributes:
        agreed_on: the day of the meeting.
        what: what it is to see.
        indicator: the indicator that it is about, '' for none.
        invented: whether it is the sample's.
    """

    agreed_on: date
    what: Words
    indicator: str = ""
    invented: bool = False


class Ask(Shape):
    """What the paper asks of the board.

    Attributes:
        what: a sentence that begins with a verb, such as 'Agree the plan for questionnaires.'
        invented: whether it is the sample's.
    """

    what: Words
    invented: bool = False


class Practice(Shape):
    """What an area does that others can learn from, shown where its figure is better by more than chance.

    Attributes:
        area: the area's id.
        indicator: the indicator's id.
        text: what it does, in a sentence or two.
        written_on: when that was written.
        contact: whom to ask: a role, never a name.
        invented: whether it is the sample's.
    """

    area: str
    indicator: str
    text: Words
    written_on: date
    contact: Words
    invented: bool = False


class Board(Shape):
    """What the board asked for, decided and wants to see, and what moves on its summary: board.yml.

    Attributes:
        moves: the figures that an analyst moves to another list.
        requests: what meetings asked for.
        decisions: what meetings decided.
        next_time: what is to be shown at a later meeting.
        asks: what the paper asks of the board.
        practices: what areas do that others can learn from.
        headline: the ids of the measures that the paper leads with; a sudden fall of one stops a build.
    """

    moves: list[ListMove] = []
    requests: list[Request] = []
    decisions: list[Decision] = []
    next_time: list[NextTime] = []
    asks: list[Ask] = []
    practices: list[Practice] = []
    headline: list[str] = []
