"""Parameters held against one another and against the definitions, before anything is built."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from careboard.commentary.plain_text import of_words
from careboard.commentary.small_counts import small_count_faults
from careboard.errors import unknown
from careboard.figures.corrections import figure_faults
from careboard.indicators import Definition, catalogue
from careboard.intake.corrections import place_of, record_faults
from careboard.params import branding
from careboard.params.bands import Band
from careboard.params.load import SHAPES
from careboard.params.models import Params
from careboard.params.words import free_texts
from careboard.params.yaml_lines import load
from careboard.paths import DATA

PASSWORD_WITHIN = re.compile(r"://[^/@\s]*:[^/@\s]+@")  # of a database's address
Definitions = Mapping[str, Definition]


def parameter_problems(params: Params) -> list[str]:
    """What does not hold in the parameters, a line each: unknown ids, thresholds out of order and the like.

    Args:
        params: all of params/, each file read and right in itself.
    """
    known, suite = catalogue(), params.suite
    moved = [[move.indicator] for move in params.board.moves]
    problems = [
        *(
            line
            for ident, band in params.bands.bands.items()
            for line in _band_problems(params.where("bands.yml", "bands", ident), ident, band, known)
        ),
        *_unknown_indicators(params, "board.yml", "moves", moved, known),
        *_board_problems(params, known),
        *_unknown_indicators(
            params, "suite.yml", "events", [event.indicators for event in suite.events], known
        ),
        *_young_people_problems(params, known),
        *correction_problems(params, known),
        *_source_problems(params),
    ]
    if suite.source not in suite.sources:
        problems.append(f"params/suite.yml: {unknown('', 'source', suite.source, suite.sources)}")
    problems += _small_count_problems(params)
    where = params.where("suite.yml", "look")
    return problems + [f"{where}, {text}" for text in branding.faults(suite.look, params.folder)]


def _small_count_problems(params: Params) -> Iterator[str]:
    """Words of any file that count so few people or cases that a figure would hide them."""
    for name, shape in SHAPES.items():
        path = params.folder / f"{name}.yml"
        for text in free_texts(shape, load(path)) if path.is_file() else ():
            where = params.where(path.name, *text.keys)
            for _, fault in small_count_faults(of_words(text.text), params.disclosure.threshold):
                yield f"{where}: {fault}"


def _source_problems(params: Params) -> Iterator[str]:
    """Authorities and populations that a source names and nothing is known of."""
    authorities, populations = _column("authorities.csv", "code"), _column("population.csv", "set")
    for name, source in params.suite.sources.items():
        if PASSWORD_WITHIN.search(source.path):
            where = params.where("suite.yml", "sources", name, "path")
            yield (
                f"{where}: a password stands in the address. Take it out; it is read from the variable "
                "CAREBOARD_PASSWORD or from the machine's keyring."
            )
        if source.authority is not None and str(source.authority) not in authorities:
            where = params.where("suite.yml", "sources", name, "authority")
            yield (
                f"{where}: there is no English authority {source.authority}. Its code is in "
                "data/authorities.csv."
            )
        if source.population is not None and source.population not in populations:
            where = params.where("suite.yml", "sources", name, "population")
            yield (
                f"{where}: data/population.csv has no rows of '{source.population}'. Name a set of it, "
                "such as the authority's code."
            )


@lru_cache(maxsize=4)
def _column(file: str, name: str) -> frozenset[str]:
    """The different values of a column of a file of data/."""
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return frozenset(row[name] for row in csv.DictReader(opened))


def correction_problems(params: Params, known: Definitions) -> list[str]:
    """What is wrong with the agreed corrections by themselves, a line each.

    Names may not exist, values be of the wrong kind, settings not go together.

    Args:
        params: all of params/.
        known: the definitions, by id.
    """
    corrections, sources = params.corrections, params.suite.sources
    entries = [
        ("records", number, one.source, record_faults(one)) for number, one in enumerate(corrections.records)
    ]
    entries += [
        ("figures", number, one.source, figure_faults(one, known, params.areas))
        for number, one in enumerate(corrections.figures)
    ]
    problems = []
    for part, number, source, faults in entries:
        wrong = [unknown("", "source", source, sources)] if source and source not in sources else []
        problems += [f"{place_of(params, part, number)}: {text}" for text in (*wrong, *faults)]
    return problems


def _band_problems(where: str, ident: str, band: Band, known: Definitions) -> Iterator[str]:
    if ident not in known:
        yield unknown(where, "indicator", ident, known)
        return
    good = known[ident].good
    if good is None:
        yield f"{where}: '{ident}' has no good direction, so it can have no band. Take the line out."
    thresholds = list(band.thresholds)
    if good and thresholds != sorted(thresholds, reverse=good == "high"):
        side = "below" if good == "high" else "above"
        yield (
            f"{where}: the thresholds of '{ident}' are not in order. Where {good} is good, each band is "
            f"{side} the one before it."
        )


def _board_problems(params: Params, known: Definitions) -> Iterator[str]:
    """What the board's list names that does not exist, and what would stand on its summary twice."""
    board, areas = params.board, params.areas.areas
    pages = {"board_summary", *(definition.page for definition in known.values())}
    on_summary = set[tuple[str, str, str]]()
    for number, request in enumerate(board.requests):
        where = params.where("board.yml", "requests", str(number))
        if request.page and request.page not in pages:
            yield unknown(where, "page", request.page, pages)
        if request.area and request.area not in areas:
            yield unknown(where, "area", request.area, areas)
        if request.on_summary:
            measure = (request.indicator, request.breakdown, request.area)
            if measure in on_summary:
                yield (
                    f"{where}: the summary shows '{request.indicator}' so already. Take one of the two off "
                    "with on_summary: false."
                )
            on_summary.add(measure)
    for number, practice in enumerate(board.practices):
        if practice.area not in areas:
            yield unknown(params.where("board.yml", "practices", str(number)), "area", practice.area, areas)
    yield from _unknown_indicators(
        params, "board.yml", "headline", [[ident] for ident in board.headline], known
    )
    for key, entries in (
        ("requests", board.requests),
        ("decisions", board.decisions),
        ("next_time", board.next_time),
        ("practices", board.practices),
    ):
        yield from _unknown_indicators(
            params, "board.yml", key, [[entry.indicator] for entry in entries], known
        )


def _young_people_problems(params: Params, known: Definitions) -> Iterator[str]:
    """Figures of the young people's edition that do not exist, or that cannot be said in round words."""
    for number, told in enumerate(params.young_people.figures):
        where = params.where("young_people.yml", "figures", str(number))
        if told.indicator not in known:
            yield unknown(where, "indicator", told.indicator, known)
            continue
        definition = known[told.indicator]
        if definition.unit != "%" and definition.kind != "count":
            yield (
                f"{where}: '{told.indicator}' is neither a share nor a count, and has no round words that a "
                "young person would know. Name another."
            )
        if told.window and told.window not in definition.windows:
            yield unknown(where, "window of this indicator", told.window, definition.windows)


def _unknown_indicators(
    params: Params, file: str, key: str, named: Sequence[Sequence[str]], known: Definitions
) -> Iterator[str]:
    """The ids in a list of a file that are no indicator's; '' names none."""
    for number, idents in enumerate(named):
        for ident in idents:
            if ident and ident not in known:
                yield unknown(params.where(file, key, str(number)), "indicator", ident, known)
