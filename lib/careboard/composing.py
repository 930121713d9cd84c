"""An edition made: an extract counted, hidden, held against bands and others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas

from careboard import __version__, corrections, disclosure, look, standing
from careboard.comparators import COLUMNS as COMPARATORS
from careboard.comparators import Published
from careboard.edition import Edition
from careboard.indicators import Definition, catalogue
from careboard.intake import Extract
from careboard.intake.extract import fault_summary
from careboard.periods import Period, within
from careboard.population import Population
from careboard.results import Counting
from careboard.settings import Areas, Params
from careboard.sources import DATA, NOTEBOOKS, Chosen
from careboard.tables import Tables

INVENTED = "Invented: no real child or council is in these figures. They are arranged to match a published board paper."
TITLES = {"sdq": "Strengths and Difficulties Questionnaires"}
ORDER = ["board_summary", "front_door", "children_in_need", "child_protection", "looked_after", "placements", "health", "sdq", "missing", "care_leavers", "workforce", "data_quality"]


def _without_area(extract: Extract, areas: Areas) -> list[str]:
    """What to say of teams and homes whose area params/areas.yml does not know: their cases are not allocated."""
    notes = []
    for name in ("teams", "home_districts"):
        if extract.tables.has(name):
            strange = ~getattr(extract.tables, name).area.isin(areas.leaves)
            notes += [f"{int(strange.sum()):,} records of '{name}' name an area that params/areas.yml does not know, or one that others belong to. Their cases are not allocated."] if strange.any() else []
    return notes


def page_title(name: str) -> str:
    """A page's title from its notebook's name."""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def page_names() -> list[str]:
    """The pages that have a notebook, in the order in which readers meet them; those of the council's own making come last."""
    names = [book.stem for book in sorted(NOTEBOOKS.glob("*.ipynb"))]
    return sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


class Composer:
    """Makes editions of one extract, for any number of periods, counting once."""

    def __init__(self, params: Params, chosen: Chosen, extract: Extract, audience: str, fingerprint: str):
        self.params, self.chosen, self.extract, self.audience, self.fingerprint = params, chosen, extract, audience, fingerprint
        self.said = chosen.said if chosen.name else params.suite.sources.get(extract.source, chosen.said)
        has_areas = extract.tables.has("teams") or extract.tables.has("home_districts")  # else every other area would show a false nought
        self.areas: Areas = params.areas if self.said.authority and has_areas else params.areas.whole_only(named=self.said.authority is not None)
        extract.notes += _without_area(extract, self.areas) if has_areas and self.said.authority else []
        self.population = Population.read(DATA / "population.csv", self.said.population if self.said.authority else None, extract.tables.frames.get("population_groups"))
        self.definitions = catalogue()
        self.failed: dict[str, str] = {}
        extract.tables.standards, extract.tables.districts = params.suite.standards, frozenset(self.areas.leaves) - {self.areas.unallocated}
        self.as_read = extract.tables
        self.extract = replace(extract, tables=corrections.of_records(extract.tables, params, chosen.name))
        self.uncorrected: dict[str, pandas.DataFrame] = {}

    def compose(self, wanted: list[Period], tell: Callable[[str], None] = lambda id: None, processes: int = 1) -> dict[str, Edition]:
        """One edition for each period, counted by so many processes side by side. Raises WrongUse for a period that ends after the extract was drawn."""
        within(wanted, self.extract.extract_date)
        counting = self.counting()
        counted = counting.count(self.definitions.values(), wanted, tell, processes)
        self.failed = counting.failed
        results = corrections.of_figures(counted, self.params, self.definitions, self.chosen.name)
        figures = self._published(results)
        if self.extract.tables is not self.as_read:
            counted = self._counting(self.as_read).count(self.definitions.values(), wanted, processes=processes)
        moved = corrections.without(figures, self._published(counted)) if counted is not results else figures.iloc[:0]
        self.uncorrected = {period.text: moved[moved.period.isin([point.text for point in period.points()])] for period in wanted}
        return {period.text: self._edition(period, figures) for period in wanted}

    def counting(self) -> Counting:
        """What counts this extract, agreed corrections made."""
        return self._counting(self.extract.tables)

    def _published(self, results: pandas.DataFrame) -> pandas.DataFrame:
        return disclosure.published(results, self.definitions, self.params.disclosure, self.audience, self.source_name)

    def _counting(self, tables: Tables) -> Counting:
        return Counting(tables, self.areas, self.population, self.said.history_from or self.extract.history_from)

    @property
    def source_name(self) -> str:
        return f"{self.extract.source} ({'invented' if self.extract.invented else self.extract.kind})"

    def _edition(self, period: Period, figures: pandas.DataFrame) -> Edition:
        points = [point.text for point in period.points()]
        mine = figures[figures.period.isin(points) & ((figures.breakdown == "total") | (figures.period == period.text))].reset_index(drop=True)
        issued = self.params.suite.publication.get(period.text) or self.extract.extract_date or period.end
        published = Published(DATA, self.said.authority, issued) if self.said.authority else None
        params = self._with_quartiles(published)
        return Edition(
            about=self._about(period, issued), areas=self._areas(period), indicators={id: _told(definition) for id, definition in self.definitions.items()}, figures=mine,
            standing=standing.standing(mine, self.definitions, params, self.areas, period),
            comparators=published.rows(self.definitions, period) if published else pandas.DataFrame(columns=COMPARATORS),
        )

    def _about(self, period: Period, issued: date) -> dict:
        extract, name = self.extract, self.params.suite.name if self.said.authority else "Whole authority"
        notes = [disclosure.NOTE if self.audience == "board" else disclosure.INTERNAL_NOTE, *([INVENTED] if extract.invented else []), *extract.notes]
        return {
            "period": period.text, "period_name": period.name, "ends": period.end.isoformat(), "name": name, "authority": self.said.authority or 0, "contact": self.params.suite.contact, "source": self.source_name,
            "invented": extract.invented, "audience": self.audience, "extract_date": extract.extract_date.isoformat() if extract.extract_date else "", "published": issued.isoformat(),
            "records_used": extract.used, "records_set_aside": extract.set_aside, "notes": notes, "version": __version__, "fingerprint": self.fingerprint, "look": look.told(self.params.suite.look, self.params.folder),
            "population": self.population.sentence(self.areas, period.end), "threshold": self.params.disclosure.threshold,
            "events": [event.model_dump(mode="json") for event in self.params.suite.events if event.on <= period.end],
            **self._board(), "faults": fault_summary(extract.faults).to_dict("records"),
            "corrections": corrections.told(self.params, self.definitions, self.areas, period, self.chosen.name),
            "pages": [{"name": name, "title": page_title(name)} for name in page_names()],
        }

    def _areas(self, period: Period) -> dict[str, dict[str, str]]:
        return {id: {"name": area.name, "parent": self.areas.parent(id, period.end) or "", "level": area.level} for id, area in self.areas.areas.items()}

    def _board(self) -> dict:
        """What the board asked for, decided and agreed to see; each request with the page on which its answer stands."""
        board = self.params.board
        requests = [request.model_dump(mode="json") | {"page": request.page or self.definitions[request.indicator].page} for request in board.requests]
        return {"requests": requests, "decisions": [told.model_dump(mode="json") for told in board.decisions], "next_time": [told.model_dump(mode="json") for told in board.next_time]}

    def _with_quartiles(self, published: Published | None) -> Params:
        """The parameters with thresholds in place of quartiles, worked out from the published figures of English authorities."""
        bands = dict(self.params.bands.bands)
        for id, band in bands.items():
            found = published.quartiles(self.definitions[id]) if published and band.quartiles and id in self.definitions else None
            if found:
                year, number, (low, middle, high) = found
                best = (high, middle, low) if self.definitions[id].good == "high" else (low, middle, high)
                rule = f"by the quartiles of {number} English authorities in {year}"
                bands[id] = band.model_copy(update={"outstanding": best[0], "good": best[1], "requires_improvement": best[2], "rule": rule})
        return self.params.model_copy(update={"bands": self.params.bands.model_copy(update={"bands": bands})})


def _told(definition: Definition) -> dict:
    """What an edition says of a definition."""
    keys = ("title", "kind", "unit", "why", "source", "owner", "reviewed", "next_review", "page", "definition", "departs", "whole_authority_only")
    return {**{key: getattr(definition, key) for key in keys}, "good": definition.good or "", "windows": list(definition.windows), "variation": definition.variation or "", "comparator": definition.comparator or ""}
