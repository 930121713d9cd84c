"""The options that several verbs share, and how a user's mistakes are told.

Importing this module costs no pandas.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

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
