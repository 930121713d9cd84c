"""What a notebook is handed: one page, for one area and period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careboard.charts import Chart
from careboard.edition.edition import Edition
from careboard.edition.sentences import commentary_hints, draft_note
from careboard.formatting import NOTHING_BEFORE
from careboard.notebook_source import CHART
from careboard.pages.session import by_hand
from careboard.parts import board_requests, chair, drawings, headlines, in_short, questions
from careboard.parts.figures import PageFigures
from careboard.pieces import Piece

if TYPE_CHECKING:
    import pandas

# a notebook opened by hand shows an edition by itself
NOT_PUBLISHED = "What changed since the last edition is told on the published page."


class Page:
    """One page for one area. Its methods give the pieces of the page; `indicator` is an id from the manual.

    A page knows its edition and nothing else: published figures, how they stand, and the analysts' words.
    """

    def __init__(self, edition: Edition, name: str, area: str):
        self._figures = PageFigures(edition, area, name)
        self._edition, self._charts, self._requested = edition, 0, set[str]()

    def __repr__(self) -> str:
        return f"{self._figures.title}, {self._figures.place}, {self._edition.period.name}"

    @property
    def published(self) -> PageFigures:
        """The published figures of the page, for a module that makes pieces of its own of them."""
        return self._figures

    def in_short(self) -> Piece:
        """At most five sentences, chosen by rule, each with a link to its question: page.in_short()."""
        return in_short.in_short(self._figures)

    def commentary(self) -> Piece:
        """The analysts' words; by hand also their file and what is wrong with them: page.commentary()."""
        area, name = self._figures.area, self._figures.name
        words = self._edition.words.get(f"{area}/{name}")
        hints = commentary_hints(self._edition, area, name) if by_hand() else []
        return Piece("commentary.html", "Commentary", words=words, drafted=draft_note(words), hints=hints)

    def question(self, indicator: str, parts: bool = False, position: bool = False) -> Piece:
        """All that the page says to one question: page.question("turnover").

        `parts` adds the districts, `position` a chart of where the authority lies among all others.
        """
        return questions.question(self._figures, indicator, parts, position)

    def measures(self, indicators: list[str]) -> Piece:
        """Several measures in one table, and by area beneath: page.measures(["turnover", "agency_rate"])."""
        return questions.measures(self._figures, indicators)

    def mix(self, indicators: list[str], names: list[str] | None = None) -> Piece:
        """How a whole is made up by shares: page.mix(["fostering_share"], ["Foster care"])."""
        return questions.mix(self._figures, indicators, names)

    def split(self, indicator: str, breakdown: str) -> Piece:
        """A measure by one of its breakdowns: page.split("looked_after", "age")."""
        return questions.breakdown(self._figures, indicator, breakdown)

    def trend(self, indicator: str) -> Chart | None:
        """The trend over 25 points, None where there is too little to draw: page.trend("turnover")."""
        return drawings.trend(self._figures, indicator)

    def areas(self, indicator: str) -> Chart | None:
        """The areas of this one side by side, None where none has a figure: page.areas("turnover")."""
        return drawings.areas(self._figures, indicator)

    def not_met(self, indicator: str) -> Chart | None:
        """Why cases are not met, or how late; None where neither is known: page.not_met("no_sdq")."""
        return next(iter(drawings.not_met(self._figures, indicator)), None)

    def for_the_chair(self) -> Piece:
        """Five lines on the headline measures, and what is asked of the board: page.for_the_chair()."""
        return chair.for_the_chair(self._figures)

    def headlines(self) -> Piece:
        """The headline measures of board.yml, a row each, what is to improve first: page.headlines()."""
        return headlines.headlines(self._figures)

    def others(self) -> Piece:
        """The measures on the board's lists that are no headlines, from every page: page.others()."""
        return headlines.others(self._figures)

    def requests(self) -> Piece:
        """What the board asked for and what was found, what is open, what comes next: page.requests()."""
        return board_requests.requests(self._figures)

    def asked_to_see(self) -> Piece:
        """The measures that the board asked to see on its summary: page.asked_to_see()."""
        return board_requests.board_measures(self._figures)

    def since_last(self) -> Piece:
        """What changed on this page since the last edition: page.since_last()."""
        about = self._edition.about
        lead = NOTHING_BEFORE if "since" in about else NOT_PUBLISHED
        changes = {"lead": lead, "nothing": False, "summary": "", "rows": ()} | about.get("since", {})
        return Piece("since.html", "What changed since last time", page=self._figures, told=changes)

    def moved(self) -> Piece:
        """Every earlier figure of this area that moved since it was published, and why: page.moved()."""
        changes = self._edition.about.get("since", {}).get("all")
        return Piece("moved.html", "Earlier figures that moved", page=self._figures, told=changes)

    def records(self) -> Piece:
        """What intake found wrong in the records, by file and reason, and what it did: page.records()."""
        told = f"{self._edition.about['records_set_aside']:,} records set aside"
        return Piece("records.html", told, about=self._edition.about, indicators=self._edition.indicators)

    def definitions(self) -> Piece:
        """How each figure of this page is made, and how its symbols are read: page.definitions()."""
        figures, indicators = self._figures, self._edition.indicators
        homeless = [ident for ident, known in indicators.items() if known["page"] not in figures.titles]
        idents = figures.own or homeless
        return Piece("definitions.html", "Definitions", page=figures, idents=idents, indicators=indicators)

    def figures(self, *indicators: str, parts: bool = False, latest: bool = False) -> pandas.DataFrame:
        """The published figures as a tidy frame, one row a figure: page.figures("turnover").

        Args:
            indicators: ids from the manual; all measures where none is named.
            parts: with the districts below the areas of this one.
            latest: the figures of the period itself alone.

        Returns:
            indicator, measure, unit, good; period, date (its last day), window, leads (the measure's first);
            area, area_name, level, relation (own, above, beside or below); breakdown, group; value (shares 0
            to 100), numerator, denominator, written (as on a page), state; stretch (of its line without a
            gap). Of the period, all cases together: band, low and high (95% interval), threshold (of Good),
            change and direction (since a year before), rest (of the authority). Of months: lower_limit, mean,
            upper_limit. england, region, neighbours: like for like. Areas around the page's own have figures
            of all cases together alone. A hidden value is missing.

        Examples:
            The latest month, area by area:
            >>> frame = page.figures("visits_in_time").query("window == 'month' and breakdown == 'total'")
            >>> frame[frame["date"] == frame["date"].max()].set_index("area_name")["value"].to_dict()
            {'County': 84.0, 'North': 84.0, 'East': 84.0}

            Lines that stop where a figure is not shown (without hue, seaborn fails where none is):
            >>> import seaborn
            >>> lines = {"hue": "area_name", "units": "stretch", "estimator": None}
            >>> axes = seaborn.lineplot(frame, x="date", y="value", **lines)

            A breakdown, the largest group first:
            >>> ages = page.figures("visits_in_time").query("breakdown == 'age'")
            >>> ages.sort_values("value", ascending=False)["group"].to_list()
            ['one', 'two', 'three']
        """
        from careboard.plots import figure_frame

        idents = indicators or tuple(self._edition.indicators)
        self._requested |= {*idents}
        return figure_frame(self._figures, idents, parts, latest)

    def chart(self, axes: Any, *, data: pandas.DataFrame, finding: str = "", says: str = "") -> Piece:
        """Put a chart of one's own on the page: page.chart(axes, data=frame, finding="...", says="...").

        Args:
            axes: what seaborn or matplotlib gave back.
            data: the rows of page.figures(...) that it is drawn from: the table below it.
            finding: what it shows, its title; figures in braces as in commentary.
            says: its alternative text, which names the latest figure.

        Raises:
            Problems: with all that keeps it from being published; see docs/charts.md.
        """
        from careboard.pages.plots import chart_piece
        from careboard.plots import plot

        self._charts += 1
        words, cell = {"finding": finding, "says": says}, f"{CHART}-{self._charts}"
        return chart_piece(self._figures, plot(axes, data, self._figures, words, self._requested, cell), cell)
