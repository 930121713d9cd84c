"""What councils write where there is nothing: a word for blank, or a day that stands for none.

Example: an end of 'NULL', 'NaN' or 01/01/1900 is no end; the episode is open.
"""

from __future__ import annotations

import re
from itertools import product

import numpy

WORDS = (
    "null", "(null)", "[null]", "<null>", "#null!", "nan", "nat", "<na>", "na", "n/a", "#n/a", "none", "nil",
    "blank", "(blank)", "undefined", "-", "--", "\\n", ".",
)  # fmt: skip
# days that programs write for none; no child was born and no case ended on one of them
NO_DAYS = {
    "0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "2999-12-31", "3000-01-01",
    "9999-01-01", "9999-12-30", "9999-12-31",
}  # fmt: skip
NO_DAY_TEXT = re.compile(r"0{1,2}[/.-]0{1,2}[/.-]0{4}|0{4}[/.-]0{1,2}[/.-]0{1,2}")
WORD_RULE = "a word for blank; read as blank"
DAY_RULE = "a day that stands for none; read as blank"
# every way to write each word in small letters and capitals: to look a text up is faster than to fold it
_WRITTEN = frozenset(
    "".join(signs) for word in WORDS for signs in product(*({sign, sign.upper()} for sign in word))
)


def blank_words(texts: list[str]) -> numpy.ndarray:
    """Which texts are a word for blank.

    Args:
        texts: the different texts of a column.
    """
    if _WRITTEN.isdisjoint(texts):
        return numpy.zeros(len(texts), dtype=bool)
    return numpy.fromiter((text in _WRITTEN for text in texts), dtype=bool, count=len(texts))
