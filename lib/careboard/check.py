"""Parameters, words and extract held against each other, before anything is built."""

from __future__ import annotations

from careboard import look
from careboard.indicators import catalogue
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
    for number, request in enumerate(params.board.requests):
        if request.page not in (pages := {"board_summary", *(definition.page for definition in known.values())}):
            faults.append(unknown(params.where("board.yml", "requests", str(number)), "page", request.page, pages))
    for number, event in enumerate(params.suite.events):
        faults += [unknown(params.where("suite.yml", "events", str(number)), "indicator", id, known) for id in event.indicators if id not in known]
    faults += [f"params/suite.yml: {text}" for text in _of_sources(params)]
    faults += [f"{params.where('suite.yml', 'look')}, {text}" for text in look.faults(params.suite.look, params.folder)]
    return faults


def _of_sources(params: Params) -> list[str]:
    if params.suite.source in params.suite.sources:
        return []
    return [unknown("", "source", params.suite.source, params.suite.sources)]
