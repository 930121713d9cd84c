"""The options that several verbs share, and how a user's mistakes are told.

Importing this module costs no pandas.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from careboard import settings, sources
from careboard.asking import Build
from careboard.problems import Problem

DATE = click.DateTime(formats=["%Y-%m-%d"])
OUTPUTS = click.option("--outputs", type=click.Path(path_type=Path), help="Where pages go. Default: the suite's own outputs/.")
AUDIENCE = click.option("--audience", type=click.Choice(["board", "internal"]), help="'internal' hides no small number and writes to outputs/internal/ only.")
WHERE = [
    click.option("--params", type=click.Path(path_type=Path), help="The folder of parameters. Default: the suite's own params/."),
    click.option("--source", metavar="FILE|FOLDER|URL", help="The extract: a name in suite.yml, a folder, an SQLite file or a database address."),
    OUTPUTS,
    click.option("--extract-date", type=DATE, help="The day on which the extract was drawn, where it does not say so itself."),
    AUDIENCE,
]


class Suite(click.Group):
    """A group that tells the user's mistakes in the house's words, without a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except Problem as problem:
            click.echo(str(problem), err=True)
            sys.exit(problem.exit_code)


def where(command):
    """The options that say what is read and where it goes; they may stand before the verb or after it."""
    for option in reversed(WHERE):
        command = option(command)
    return command


def asked_for(context: click.Context, given: dict[str, Any], **more: Any) -> Build:
    """The request for a build, from the options before and after the verb."""
    asked = {**{name: value for name, value in context.find_root().obj.items() if value is not None}, **{name: value for name, value in given.items() if value is not None}}
    date: datetime | None = asked.get("extract_date")
    params = settings.read(asked.get("params") or sources.ROOT / "params")
    outputs = asked.get("outputs") or sources.ROOT / "outputs"
    return Build(params, outputs.resolve(), asked.get("source"), asked.get("audience", "board"), date.date() if date else None, **more)
