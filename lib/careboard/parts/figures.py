"""An area's figures as marks of charts and tables, with the words and links that belong to them."""

from __future__ import annotations

from careboard.charts import Comparison, Mark, Measure
from careboard.edition.area_figures import NO_STANDING, AreaFigures
from careboard.edition.edition import Edition
from careboard.errors import WrongUse, unknown
from careboard.figures.columns import Figure, Standing
from careboard.formatting import BANDS, WHOLE, Band, Level, State
from careboard.notebook_source import WHOLE_ALONE


class PageFigures(AreaFigures):
    """The figures of one area for the page of a name. An unknown page is refused as an unknown area is."""

    def __init__(self, edition: Edition, area: str, name: str):
        super().__init__(edition, area)
        self.titles = edition.pages_of(area)
        if name in WHOLE_ALONE and name not in self.titles:
            raise WrongUse(
                f"'{name}' is a page of the whole authority alone. Open it for '{edition.tree.whole}'."
            )
        if name not in self.titles:
            raise WrongUse(unknown("", "page", name, self.titles))
        self.name, self.title, self.own = name, self.titles[name], edition.indicators_of(name)

    def measure(self, ident: str, window: str = "") -> Measure:
        """What is measured, where, and over which window, as charts and tables head it."""
        known, period = self.known(ident), self.edition.period
        words, invented = period.window_name(window or self.lead(ident)), bool(self.edition.about["invented"])
        whole = known["kind"] in WHOLE
        return Measure(ident, known["title"], self.place, words, known["unit"], whole, invented)

    def mark(self, ident: str, name: str = "", window: str = "", period: str = "", area: str = "") -> Mark:
        """One published figure under the name that a reader calls it by. Other arguments as of `figure`."""
        now = not period or period == self.edition.about["period"]
        stands = self.standing(ident, window, area) if now else NO_STANDING
        return self._mark(ident, name, self.figure(ident, window, period, area), stands)

    def marks(self, ident: str, breakdown: str) -> list[Mark]:
        """The published figures of a breakdown, such as age or not_met, in the edition's order."""
        return [self._mark(ident, row.group, row) for row in self.groups(ident).get(breakdown, [])]

    def trend_marks(self, ident: str, window: str = "", area: str = "") -> list[Mark]:
        """The last 25 points of a window, earliest first."""
        points = self.edition.period.points()
        return [self.mark(ident, point.name, window, point.text, area) for point in points]

    def mark_before(self, ident: str) -> Mark:
        """The figure a year before."""
        point, figure = self.year_before(ident)
        return self._mark(ident, point.name, figure)

    def area_marks(self, ident: str) -> list[tuple[Mark, Standing]]:
        """The area's own figure and those of the areas that belong to it, each with how it stands."""
        name = self.edition.tree.name
        places = [self.area, *self.children]
        return [(self.mark(ident, name(area), area=area), self.standing(ident, area=area)) for area in places]

    def references(self, ident: str, window: str = "") -> list[Comparison]:
        """What a chart draws beside a figure: the threshold for Good, and England's where like for like.

        A count is set beside nobody's.
        """
        known, there = self.known(ident), self.comparators(ident, window)
        like = [row for row in there if row.level == Level.ENGLAND and row.like == "yes"]
        england = [Comparison(row.name, row.value, row.year) for row in like[:1]]
        name = f"{BANDS[Band.GOOD][1]} {'from' if known['good'] == 'high' else 'up to'}"
        threshold = Comparison(name, self.standing(ident, window).threshold, agreed=True)
        return [*([threshold] if threshold.known else []), *([] if known["kind"] in WHOLE else england)]

    def link(self, ident: str) -> str:
        """Where an indicator's question is: on this page, on another one, or nowhere yet ('')."""
        home = self.known(ident)["page"]
        if home == self.name:
            return f"#{ident}"
        return f"{home}.html#{ident}" if home in self.titles else ""

    def commentary_of(self, cell: str) -> str:
        """The analysts' words for a cell, as safe HTML: those under its heading."""
        words = self.edition.words.get(f"{self.area}/{self.name}", {})
        return words.get("parts", {}).get(cell, "")

    def _mark(self, ident: str, name: str, figure: Figure, stands: Standing = NO_STANDING) -> Mark:
        if figure.state != State.SHOWN:
            return Mark(name, state=figure.state)
        known = self.known(ident)
        kind = "share" if known["unit"] == "%" else known["kind"]
        numbers = (figure.value, figure.state, figure.numerator, figure.denominator)
        return Mark(name, *numbers, stands.low, stands.high, kind)
