"""The verb reconcile: two extracts of one council side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from careboard import formatting
from careboard.cli.options import echo_error, request_of, where
from careboard.errors import raise_all
from careboard.formatting import State
from careboard.history.movements import figure_text, signed, table
from careboard.periods import Period, parse

if TYPE_CHECKING:
    import pandas

    from careboard.build.request import Build
    from careboard.edition.compose import Composer
    from careboard.edition.period_figures import PeriodFigure
    from careboard.edition.reconciliation import Pair
    from careboard.indicators import Definition

LIST = "reconcile"  # the name of its file


@click.command("reconcile")
@click.argument("first")
@click.argument("second")
@click.argument("period")
@where
@click.pass_context
def reconcile(context: click.Context, first: str, second: str, period: str, **given: Any) -> None:
    """Set two extracts side by side: figure, figure, difference; and list the cases that differ.

    FIRST and SECOND are sources as for --source. Where params/suite.yml says nothing of one of them, it is
    taken to be of the other's authority. The figures are those of the whole authority, and no small number
    is hidden. The list of cases names children by the extract's own ids, and is not for circulation.

    Example: careboard reconcile data/ssd data/ssda903 2019-10
    """
    from careboard.build.restricted_lists import put_list
    from careboard.edition.reconciliation import reconciliation

    wanted = parse(period)
    requests = [request_of(context, given | {"source": name}, tell=echo_error) for name in (first, second)]
    problems = list[str]()
    one, other = (_composer(request, requests, wanted, problems) for request in requests)
    pairs = reconciliation(one, other, wanted)
    for line in _lines((one, other), pairs, wanted):
        click.echo(line)
    cases = _differing(one, other, pairs, wanted)
    file = put_list(requests[0], wanted, LIST, f"Cases that differ in two extracts, {wanted.name}", cases)
    click.echo(f"{len(cases):,} cases differ, restricted: {file}")
    raise_all(problems)


def _composer(request: Build, requests: Sequence[Build], period: Period, problems: list[str]) -> Composer:
    """What counts one of the extracts; what its records cannot carry is added to the problems."""
    from dataclasses import replace

    from careboard.edition.compose import Composer
    from careboard.intake.tolerance import faults_beyond
    from careboard.periods import within

    chosen, known = request.chosen, [one.chosen.settings for one in requests]
    extract = request.extract()
    within([period], extract.extract_date)
    problems += faults_beyond(extract, request.params.intake, [period.end], request.accept)
    if chosen.settings.authority is None:
        other = next((one for one in known if one.authority is not None), chosen.settings)
        whose = {"authority": other.authority, "population": other.population}
        chosen = replace(chosen, settings=chosen.settings.model_copy(update=whose))
    return Composer(request.params, chosen, extract, request.audience, request.fingerprint)


def _lines(composers: Sequence[Composer], pairs: Sequence[Pair], period: Period) -> Iterator[str]:
    """The sources, the figures of both, and what only one of them can give."""
    for place, composer in zip(("First", "Second"), composers, strict=True):
        drawn = composer.extract.extract_date
        day = f"drawn {formatting.day(drawn.isoformat())}" if drawn else "drawn on an unknown day"
        yield f"{place}: {composer.extract.source}, {composer.extract.kind}, {day}."
    yield ""
    both = [pair for pair in pairs if pair.in_both]
    rows = [_row(composers[0].definitions[pair.indicator], pair, period) for pair in both]
    yield from table([["Measure", "Window", "First", "Second", "Difference"], *rows])
    yield ""
    differ = sum(not pair.same for pair in both)
    yield f"{len(both):,} figures are in both: {len(both) - differ:,} the same, {differ:,} not."
    for name, here in (("first", "second"), ("second", "first")):
        alone = [pair for pair in pairs if pair.alone == name]
        if alone:
            yield f"In the {name} alone, since the {here} does not hold what is needed:"
            yield from dict.fromkeys(f"  {pair.indicator}{_wanting(getattr(pair, here))}" for pair in alone)


def _wanting(figure: PeriodFigure) -> str:
    if figure.wanting:
        return f": {figure.wanting}"
    return ": it could not be counted" if figure.state == State.FAILED else ": not of that day or window"


def _row(definition: Definition, pair: Pair, period: Period) -> list[str]:
    """A measure in one line; its figures with the numbers behind them."""
    known = {"unit": definition.unit, "kind": definition.kind}
    written = [figure_text(figure, known) for figure in (pair.first, pair.second)]
    return [pair.indicator, period.window_name(pair.window), *written, _difference(pair, known)]


def _difference(pair: Pair, known: Mapping[str, Any]) -> str:
    """How much more or less the second says; in words where that is no number."""
    if pair.same:
        return "0"
    if pair.difference != pair.difference:
        return "no cases in one"
    return signed(pair.difference, known) if round(pair.difference, 1) else "other numbers"


def _differing(one: Composer, other: Composer, pairs: Sequence[Pair], period: Period) -> pandas.DataFrame:
    """The cases that differ: behind figures that do, and behind the first window of each measure."""
    import pandas

    from careboard.edition.reconciliation import CASES, differing_cases

    found = [pandas.DataFrame(columns=CASES)]
    for pair in pairs:
        definition = one.definitions[pair.indicator]
        if pair.in_both and (not pair.same or pair.window == definition.windows[0]):
            found.append(differing_cases(one, other, period, definition, pair.window))
    return pandas.concat(found, ignore_index=True)
