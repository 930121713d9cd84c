"""The verbs of figures and their definitions: check, indicators, explain and worklist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careboard import formatting, notebook_source
from careboard.cli.options import echo_error, options_of, request_of, stored_edition, where
from careboard.files import put
from careboard.params import load
from careboard.params.disclosure import SUBJECTS
from careboard.paths import PARAMS
from careboard.periods import Period, parse

if TYPE_CHECKING:
    from careboard.edition.compose import Composer


@click.command("check")
@click.argument("period", required=False)
@where
@click.pass_context
def check(context: click.Context, period: str | None, **given: Any) -> None:
    """Hold parameters, commentary and extract against each other; tell every problem, build nothing.

    Example: careboard check 2019-10
    """
    from careboard.build.checks import parameter_problems
    from careboard.build.edition_store import composer_of
    from careboard.build.invented_texts import invented_texts
    from careboard.cli.explain import fault_lines
    from careboard.commentary import render
    from careboard.edition.verdict import account_lines
    from careboard.errors import Problems, raise_all
    from careboard.intake.tolerance import faults_beyond

    request = request_of(context, given)
    problems, notes, verdict = parameter_problems(request.params), list[str](), list[str]()
    extract = request.extract()
    wanted = parse(period) if period else None
    ends = [wanted.end] if wanted else [extract.extract_date] if extract.extract_date else []
    problems += invented_texts(request.params, request.chosen, extract)
    problems += faults_beyond(extract, request.params.intake, ends, request.accept)
    if wanted and not problems:
        folder, areas = request.params.folder / "commentary" / wanted.text, request.params.areas.areas
        try:
            composer = composer_of(request, extract)
            extract = composer.extract
            edition = composer.compose([wanted])[wanted.text]
            verdict = _verdict_lines(composer, wanted)
            problems += composer.publication.problems(request.accept)
            words = render(folder, edition, areas, notebook_source.notebooks())
            notes = [line for page in words.values() for line in (*page["moved"], *page["told"])]
        except Problems as problem:
            problems += problem.lines
    click.echo(f"{extract.source}: {extract.used:,} records used, {extract.set_aside:,} set aside.")
    for line in (*account_lines(extract), *extract.notes, *fault_lines(extract.faults), *verdict, *notes):
        click.echo(line)
    raise_all(problems)
    click.echo("Parameters and commentary are in order." if period else "Parameters are in order.")


def _verdict_lines(composer: Composer, period: Period) -> list[str]:
    """What the extract is good for, a line a measure."""
    from careboard.cli.explain import verdict_line
    from careboard.edition.verdict import verdicts

    lines = []
    for verdict in verdicts(composer, period):
        known = composer.definitions[verdict.indicator]
        window = period.window_name(verdict.window)
        lines.append(verdict_line(verdict, known.unit, known.kind in formatting.WHOLE, window))
    return lines


@click.command("indicators")
@click.option(
    "--manual",
    "file",
    is_flag=False,
    flag_value="manual.html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all definitions with their worked examples as one page, manual.html unless a file is named.",
)
@click.option(
    "--departures", is_flag=True, help="Say where definitions depart from the official rule, as Markdown."
)
@click.pass_context
def indicators(context: click.Context, file: Path | None, departures: bool) -> None:
    """List every indicator: id, page, windows and title; or write the manual.

    Example: careboard indicators --manual
    """
    from careboard.indicators import catalogue

    if departures:
        from careboard.publish.manual import departures_table

        click.echo(departures_table())
        return
    if file is None:
        for ident, known in catalogue().items():
            click.echo(f"{known.page:<18} {ident:<50} {', '.join(known.windows):<42} {known.title}")
        return
    from careboard.publish.manual import manual_page

    params = load.read(options_of(context, {}).get("params") or PARAMS)
    suite, hiding = params.suite, [params.disclosure.in_words(subject) for subject in SUBJECTS]
    titles = {name: notebook_source.page_title(name) for name in notebook_source.page_names()}
    put(file, manual_page(suite.name, suite.contact, titles, suite.standards, hiding))
    click.echo(f"The manual: {file}")


@click.command("explain")
@click.argument("indicator")
@click.argument("period")
@click.option("--area", help="An area's id. Default: the whole authority.")
@where
@click.pass_context
def explain(context: click.Context, indicator: str, period: str, area: str | None, **given: Any) -> None:
    """Say of one figure: definition, numbers, windows, comparators, and what was left out.

    Example: careboard explain assessments_within_45_working_days 2019-10 --area north
    """
    from careboard.cli.explain import figure_text
    from careboard.indicators import find

    find(indicator)
    request, kept = stored_edition(context, given, parse(period))
    click.echo(figure_text(kept, indicator, area or request.params.areas.whole))


@click.command("worklist")
@click.argument("indicator")
@click.argument("period")
@where
@click.pass_context
def worklist(context: click.Context, indicator: str, period: str, **given: Any) -> None:
    """List the cases behind a figure that somebody must see to: those not met, or those that fall due.

    The list names children by the extract's own ids. It is a workbook in the work folder, for its owner
    alone and not for circulation; the folder's log says who asked for it.

    Example: careboard worklist dental_checks_due 2019-10
    """
    from careboard.build.restricted_lists import put_list
    from careboard.edition.compose import Composer
    from careboard.errors import raise_all
    from careboard.figures import worklists
    from careboard.indicators import find
    from careboard.intake.tolerance import faults_beyond

    definition, wanted = find(indicator), parse(period)
    request = request_of(context, given, tell=echo_error)
    extract = request.extract()
    raise_all(faults_beyond(extract, request.params.intake, [wanted.end], request.accept))
    composer = Composer(request.params, request.chosen, extract, request.audience, request.fingerprint)
    cases = worklists.worklist(composer.counting(), definition, wanted)
    title = f"{definition.title}, {wanted.window_name(definition.windows[0])}"
    file = put_list(request, wanted, definition.ident, title, cases)
    click.echo(f"{len(cases):,} cases, restricted: {file}")
