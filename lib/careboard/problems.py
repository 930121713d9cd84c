"""The one family of errors, and how a list of them is told.

A problem is something that the reader of the message can put right. It says where, what was found, what
was expected and what to do next, and it never quotes a value from a record.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class Problem(Exception):
    """Something that stops a stage, told in one line. `exit_code` is 1 for data, 2 for wrong use."""

    exit_code = 1


class WrongUse(Problem):
    """The command or a notebook's parameter asked for something that does not exist."""

    exit_code = 2


class Problems(Problem):
    """All of a stage's problems together, a line each."""

    def __init__(self, lines: Iterable[str]):
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the nearest right one, or the whole list when it is short."""
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f" Did you mean '{close[0]}'?"
    return f" Known: {', '.join(known)}." if len(known) <= 20 else ""


def unknown(where: str, what: str, word: str, known: Iterable[str]) -> str:
    """One line for a name that does not exist: `params/x.yml, line 3: there is no area 'nort'. Did you mean 'north'?`."""
    lead = f"{where}: " if where else ""
    return f"{lead}there is no {what} '{word}'.{nearest(word, known)}"


def listed(problems: list[str]) -> None:
    """Raise the problems found, all together; do nothing when there are none."""
    if problems:
        raise Problems(problems)
