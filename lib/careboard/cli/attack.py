"""The verb that attacks what was published: attack."""

from __future__ import annotations

from typing import Any

import click

from careboard.cli.options import FOLDER, OUTPUTS, folders_of, options_of
from careboard.params import load
from careboard.paths import PARAMS
from careboard.periods import parse


@click.command("attack")
@click.argument("period", required=False)
@click.option("--params", type=FOLDER, help="The folder of parameters. Default: the suite's own params/.")
@click.option(
    "--programmes",
    type=click.IntRange(0, 10_000),
    default=0,
    help="How many hidden numbers to try by linear programmes as well; each takes up to some seconds.",
)
@OUTPUTS
@click.pass_context
def attack(context: click.Context, period: str | None, programmes: int, **given: Any) -> None:
    """Say what published files alone tell of the numbers that they hide.

    It reads figures.csv of every period in the outputs folder, or of those up to PERIOD, as a patient reader
    could, and shares no code with the hiding. What can be worked out is named, and the exit code is 1.

    Example: careboard attack 2019-10
    """
    from careboard.attack.published_files import published_tables
    from careboard.attack.report import attack as attacked

    options = options_of(context, given)
    params = load.read(options.get("params") or PARAMS)
    table = published_tables(folders_of(options)[0].outputs)
    if period:
        table = table[table.issue <= parse(period).text]
    on = max((parse(issue).end for issue in table.issue.unique()), default=None)
    areas = params.areas.areas if on else ()
    parents = {ident: up for ident in areas if on and (up := params.areas.parent(ident, on))}
    found = attacked(table, parents, params.disclosure.threshold, programmes)
    for line in found.in_words():
        click.echo(line)
    if found:
        context.exit(1)
