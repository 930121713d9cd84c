"""An edition made: an extract counted, hidden, and held against bands and others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas

from careboard import __version__
from careboard.disclosure import publication
from careboard.disclosure.ledger import Ledger
from careboard.disclosure.publication import Publication, published
from careboard.edition.edition import Edition
from careboard.edition.measures import described
from careboard.edition.provenance import tables_read
from careboard.edition.text_tables import TextTable
from careboard.edition.verdict import published_ranges
from careboard.figures import corrections
from careboard.figures.columns import COMPARATORS, POSITIONS, TOTAL, Comparator, Figure, Position, Standing
from careboard.figures.comparators import PublishedComparators
from careboard.figures.counting import Counting
from careboard.figures.population import Population
from careboard.figures.positions import positions
from careboard.figures.standing import standing
from careboard.indicators import catalogue
from careboard.intake.corrections import correct_records
from careboard.intake.extract import Extract, fault_summary
from careboard.intake.source import ChosenSource
from careboard.notebook_source import page_names, page_title
from careboard.params.areas import Areas
from careboard.params.branding import branding
from careboard.params.disclosure import SUBJECTS
from careboard.params.models import Params
from careboard.paths import DATA
from careboard.periods import Period, within
from careboard.records.tables import Tables

INVENTED = (
    "Invented: no real child or council is in these figures. They are arranged to match a published board "
    "paper."
)
PLACED_BY = ("teams", "home_districts")  # the local tables that say in which area a case is
WITHOUT_NAME = "Whole authority"


class Composer:
    """Makes editions of one extract, for any number of periods, counting once.

    Args:
        params: all of params/.
        chosen: the extract's source.
        extract: its checked tables. They are left as they are.
        audience: 'board' or 'internal'.
        fingerprint: the editions' name.
        ledger: what was published to the audience before; nothing where it is not given.

    Attributes:
        definitions: the indicators that are counted, by id.
        areas: the areas that they are counted for.
        failed: indicator -> why it could not be counted, once `compose` has run.
        wanting: indicator -> the table or column that the extract lacks for it, likewise.
        publication: what is published of the figures, once `compose` has run.
        uncorrected: period -> the figures that an agreed correction moved, as they would have been without
            it.

    Raises:
        Problems: where an agreed correction of a record finds nothing to correct.
    """

    def __init__(
        self,
        params: Params,
        chosen: ChosenSource,
        extract: Extract,
        audience: str,
        fingerprint: str,
        ledger: Ledger | None = None,
    ):
        self.params, self.chosen, self.audience, self.fingerprint = params, chosen, audience, fingerprint
        self.definitions, self.ledger = catalogue(), ledger or Ledger.empty()
        self.failed: dict[str, str] = {}
        self.wanting: dict[str, str] = {}
        self.uncorrected: dict[str, pandas.DataFrame] = {}
        source = params.suite.sources.get(extract.source, chosen.settings)
        self.settings = chosen.settings if chosen.name else source
        named = self.settings.authority is not None
        # else every other area would show a false nought
        placed = any(extract.tables.has(name) for name in PLACED_BY)
        by_area = placed and bool(self.settings.authority)
        self.areas = params.areas if by_area else params.areas.whole_only(named)
        groups = extract.tables.frames.get("population_groups")
        population = self.settings.population if self.settings.authority else None
        self.population = Population.read(DATA / "population.csv", population, groups)
        districts = frozenset(self.areas.leaves) - {self.areas.unallocated}
        self._as_read = extract.tables.with_settings(params.suite.standards, districts)
        notes = [*extract.notes, *(_unknown_areas(extract, self.areas) if by_area else [])]
        tables = correct_records(self._as_read, params, chosen.name)
        self.extract = replace(extract, tables=tables, notes=notes)

    def compose(
        self, wanted: Sequence[Period], tell: Callable[[str], None] = lambda ident: None, processes: int = 1
    ) -> dict[str, Edition]:
        """One edition for each period, counted at once.

        Args:
            wanted: the periods.
            tell: hears the id of each indicator as it is counted.
            processes: how many may count side by side.

        Returns:
            period, as typed -> its edition.

        Raises:
            WrongUse: for a period that ends after the extract was drawn.
            Problems: where an agreed correction of a figure finds nothing to correct.
        """
        within(wanted, self.extract.extract_date)
        counting = self.counting()
        counted = counting.count(self.definitions.values(), wanted, tell, processes)
        self.failed, self.wanting = counting.failed, counting.wanting
        results = corrections.correct_figures(counted, self.params, self.definitions, self.chosen.name)
        self.publication = self._publish(results, processes)
        figures = self.publication.figures
        if self.extract.tables is not self._as_read:
            as_read = self._counting(self._as_read)
            counted = as_read.count(self.definitions.values(), wanted, processes=processes)
        moved = figures.iloc[:0]
        if counted is not results:
            moved = corrections.figures_moved(figures, self._as_hidden(counted, figures))
        points = {period.text: [point.text for point in period.points()] for period in wanted}
        self.uncorrected = {text: moved[moved.period.isin(before)] for text, before in points.items()}
        return {period.text: self._edition(period, figures) for period in wanted}

    def issue_of(self, period: Period) -> bytes:
        """What the ledger of what was published will hold of a period's edition, once `compose` has run."""
        issue, points = self.publication.issue, [point.text for point in period.points()]
        mine = issue.period.isin(points) & ((issue.breakdown == TOTAL) | (issue.period == period.text))
        return self.ledger.entry_of(issue[mine])

    def counting(self) -> Counting:
        """What counts this extract, agreed corrections made."""
        return self._counting(self.extract.tables)

    def _counting(self, tables: Tables) -> Counting:
        history_from = self.settings.history_from or self.extract.history_from
        return Counting(tables, self.areas, self.population, history_from)

    def _publish(self, results: pandas.DataFrame, processes: int) -> Publication:
        """What is published of what was counted, against what was published before."""
        rule, areas = self.params.disclosure, self.areas
        return published(
            results, self.definitions, rule, areas, self.audience, self._source_name, self.ledger, processes
        )

    def _as_hidden(self, results: pandas.DataFrame, figures: pandas.DataFrame) -> pandas.DataFrame:
        """Figures as they would have been without a correction, hidden as the corrected ones are."""
        return publication.as_hidden(results, figures, self.definitions, self.params.disclosure)

    @property
    def _source_name(self) -> str:
        return f"{self.extract.source} ({'invented' if self.extract.invented else self.extract.kind})"

    def _edition(self, period: Period, figures: pandas.DataFrame) -> Edition:
        points = [point.text for point in period.points()]
        wanted = figures.period.isin(points) & (
            (figures.breakdown == TOTAL) | (figures.period == period.text)
        )
        mine = figures[wanted].reset_index(drop=True)
        issued = self.params.suite.publication.get(period.text) or self.extract.extract_date or period.end
        published = None
        if self.settings.authority:
            published = PublishedComparators(DATA, self.settings.authority, issued)
        stands = standing(mine, self.definitions, self.params, self.areas, period)
        comparators, places = pandas.DataFrame(columns=COMPARATORS), pandas.DataFrame(columns=POSITIONS)
        neighbours = ""
        if published:
            comparators, neighbours = published.rows(self.definitions, period), published.neighbour_names()
            whole, invented = self.areas.whole, self.extract.invented
            places = positions(mine, self.definitions.values(), published, whole, invented)
        of_whole = (mine.area == self.areas.whole) & (mine.breakdown == TOTAL) & (mine.period == period.text)
        ranges = published_ranges(self.extract, self.definitions, mine[of_whole], period)
        return Edition(
            about=self._about(period, issued) | {"ranges": ranges, "neighbours": neighbours},
            areas=self._areas(period),
            indicators={ident: described(definition) for ident, definition in self.definitions.items()},
            figures=TextTable.of_frame(Figure, mine),
            standing=TextTable.of_frame(Standing, stands),
            comparators=TextTable.of_frame(Comparator, comparators),
            positions=TextTable.of_frame(Position, places),
        )

    def _about(self, period: Period, issued: date) -> dict[str, Any]:
        extract, suite, rule = self.extract, self.params.suite, self.params.disclosure
        hides = self.audience == "board"
        marking = self.publication.note(rule.threshold) if hides else publication.INTERNAL_NOTE
        listed = corrections.corrections_listed(
            self.params, self.definitions, self.areas, period, self.chosen.name
        )
        return {
            "period": period.text,
            "period_name": period.name,
            "ends": period.end.isoformat(),
            "name": suite.name if self.settings.authority else WITHOUT_NAME,
            "authority": self.settings.authority or 0,
            "contact": suite.contact,
            "source": self._source_name,
            "invented": extract.invented,
            "audience": self.audience,
            "extract_date": extract.extract_date.isoformat() if extract.extract_date else "",
            "published": issued.isoformat(),
            "records_used": extract.used,
            "records_set_aside": extract.set_aside,
            "notes": [marking, *([INVENTED] if extract.invented else []), *extract.notes],
            "version": __version__,
            "fingerprint": self.fingerprint,
            "look": branding(suite.look, self.params.folder),
            "population": self.population.sentence(self.areas, period.end),
            "threshold": rule.threshold,
            "small_numbers": {name: rule.in_words(name) for name in SUBJECTS} if hides else {},
            "events": [event.model_dump(mode="json") for event in suite.events if event.on <= period.end],
            **self._board(),
            "young_people": self.params.young_people.model_dump(mode="json"),
            "faults": fault_summary(extract.faults).to_dict("records"),
            "account": [[extract.called(name), *told] for name, *told in extract.account.to_numpy().tolist()],
            "touched": self._touched(),
            "wanting": {ident: extract.called(name) for ident, name in sorted(self.wanting.items())},
            "corrections": listed,
            "pages": [{"name": name, "title": page_title(name)} for name in page_names()],
        }

    def _touched(self) -> dict[str, int]:
        """Page -> how many records were set aside in the tables from which its figures are counted."""
        account = self.extract.account.set_index("table").set_aside
        read, pages = tables_read(), dict[str, set[str]]()
        for ident, definition in self.definitions.items():
            pages.setdefault(definition.page, set()).update(read[ident])
        return {
            page: int(account[account.index.isin(tables)].sum()) for page, tables in sorted(pages.items())
        }

    def _areas(self, period: Period) -> dict[str, dict[str, str]]:
        return {
            ident: {
                "name": area.name,
                "parent": self.areas.parent(ident, period.end) or "",
                "level": area.level,
            }
            for ident, area in self.areas.areas.items()
        }

    def _board(self) -> dict[str, list[Any]]:
        """The board's list, with the page of each answer; what it is asked, and what leads its paper."""
        board = self.params.board
        return {
            "requests": [
                request.model_dump(mode="json")
                | {"page": request.page or self.definitions[request.indicator].page}
                for request in board.requests
            ],
            "decisions": [decision.model_dump(mode="json") for decision in board.decisions],
            "next_time": [entry.model_dump(mode="json") for entry in board.next_time],
            "practices": [
                practice.model_dump(mode="json")
                for practice in board.practices
                if practice.indicator in self.definitions and practice.area in self.areas.areas
            ],
            "asks": [ask.what for ask in board.asks],
            "headline": [ident for ident in board.headline if ident in self.definitions],
        }


def _unknown_areas(extract: Extract, areas: Areas) -> list[str]:
    """What to say of teams and homes whose area params/areas.yml does not know.

    Their cases are not allocated.
    """
    notes = []
    for name in PLACED_BY:
        if extract.tables.has(name):
            strange = int((~getattr(extract.tables, name).area.isin(areas.leaves)).sum())
            if strange:
                notes.append(
                    f"{strange:,} records of '{name}' name an area that params/areas.yml does not know, or "
                    "one that others belong to. Their cases are not allocated."
                )
    return notes
