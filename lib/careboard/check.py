"""Parameters, words and extract held against each other, before anything is built."""

from __future__ import annotations

from collections.abc import Mapping

from careboard import corrections, look
from careboard.indicators import Definition, catalogue
from careboard.problems import unknown
from careboard.settings import Params


def of_params(params: Params) -> list[str]:
    """Ids in the parameters that do not exist, bands without a direction, and thresholds out of order."""
    known, faults = catalogue(), []
    for id, band in params.bands.bands.items():
        where = params.where("bands.yml", "bands", id)
        if id not in known:
            faults.append(unknown(where, "indicator", id, known))
            continue
        good = known[id].good
        if good is None:
            faults.append(f"{where}: '{id}' has no good direction, so it can have no band. Take the line out.")
        if band.quartiles and not known[id].comparator:
            faults.append(f"{where}: '{id}' has no published figure to take quartiles of. Give thresholds.")
        best, middle, least = band.thresholds or (0, 0, 0)
        if (good == "high" and not best >= middle >= least) or (good == "low" and not best <= middle <= least):
            faults.append(f"{where}: the thresholds of '{id}' are not in order. Where {good} is good, each band is {'below' if good == 'high' else 'above'} the one before it.")
    for number, move in enumerate(params.board.moves):
        if move.indicator not in known:
            faults.append(unknown(params.where("board.yml", "moves", str(number)), "indicator", move.indicator, known))
    faults += _of_board(params, known)
    for number, event in enumerate(params.suite.events):
        faults += [unknown(params.where("suite.yml", "events", str(number)), "indicator", id, known) for id in event.indicators if id not in known]
    faults += corrections.faults(params, known)
    faults += [f"params/suite.yml: {text}" for text in _of_sources(params)]
    faults += [f"{params.where('suite.yml', 'look')}, {text}" for text in look.faults(params.suite.look, params.folder)]
    return faults


def _of_board(params: Params, known: Mapping[str, Definition]) -> list[str]:
    """What the board's list names that does not exist, and what would stand on its summary twice."""
    faults, shown = [], set[tuple[str, str, str]]()
    pages = {"board_summary", *(definition.page for definition in known.values())}
    for number, request in enumerate(params.board.requests):
        where = params.where("board.yml", "requests", str(number))
        faults += [unknown(where, "page", request.page, pages)] if request.page and request.page not in pages else []
        faults += [unknown(where, "area", request.area, params.areas.areas)] if request.area and request.area not in params.areas.areas else []
        asked = (request.indicator, request.breakdown, request.area)
        if request.on_summary and asked in shown:
            faults.append(f"{where}: the summary shows '{request.indicator}' so already. Take one of the two off with on_summary: false.")
        shown |= {asked} if request.on_summary else set()
    named = {"requests": [told.indicator for told in params.board.requests], "decisions": [told.indicator for told in params.board.decisions], "next_time": [told.indicator for told in params.board.next_time]}
    return faults + [unknown(params.where("board.yml", key, str(number)), "indicator", id, known) for key, ids in named.items() for number, id in enumerate(ids) if id and id not in known]


def _of_sources(params: Params) -> list[str]:
    if params.suite.source in params.suite.sources:
        return []
    return [unknown("", "source", params.suite.source, params.suite.sources)]
