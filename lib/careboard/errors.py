"""The one family of errors, and how several of them are written together.

A problem is something that the reader of the message can put right. It says where, what was found, what
was expected and what to do next, and it never quotes a value from a record.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

CLOSE = 0.6  # how much alike two names are, from 0 to 1, for one to be offered in place of the other
MOST_LISTED = 20  # of the known names, where none is close


class Problem(Exception):
    """Something that stops a stage, in one line. `exit_code` is 1 for data, 2 for wrong use."""

    exit_code = 1


class WrongUse(Problem):
    """The command or a notebook's parameter asked for something that does not exist."""

    exit_code = 2


class Problems(Problem):
    """All of a stage's problems together, a line each.

    Attributes:
        lines: the problems, each a whole sentence or more.
    """

    def __init__(self, lines: Iterable[str]):
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the nearest right one, or the whole list when it is short.

    Args:
        word: the name that was given.
        known: the right names.

    Returns:
        " Did you mean 'north'?", or " Known: east, north.", or '' where neither helps.
    """
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=CLOSE)
    if close:
        return f" Did you mean '{close[0]}'?"
    return f" Known: {', '.join(known)}." if len(known) <= MOST_LISTED else ""


def unknown(where: str, what: str, word: str, known: Iterable[str]) -> str:
    """One line for a name that does not exist.

    Args:
        where: the place of the name, such as 'params/board.yml, line 3'; '' where the reader knows it.
        what: what kind of thing it names.
        word: the name that was given.
        known: the right names.

    Returns:
        "params/board.yml, line 3: there is no area 'nort'. Did you mean 'north'?"
    """
    lead = f"{where}: " if where else ""
    return f"{lead}there is no {what} '{word}'.{nearest(word, known)}"


def raise_all(problems: list[str]) -> None:
    """Raise the problems found, all together; do nothing when there are none.

    Raises:
        Problems: with a line for each.
    """
    if problems:
        raise Problems(problems)
