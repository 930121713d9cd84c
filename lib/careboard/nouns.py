"""A noun after a number: '1 child', '2 children', '1 case per worker'."""

from __future__ import annotations

import re

SINGULARS = {"children": "child", "people": "person", "families": "family", "enquiries": "enquiry"}
PER_ONE = re.compile(r" (?:per|for each) ")  # what follows is counted one by one: 'cases per worker'
ONE = ("1", "−1", "+1")


def after(number: str, nouns: str) -> str:
    """The noun that stands after a number.

    Args:
        number: as it is written: '1' is one, '1.0' is an average and takes several.
        nouns: the word for several, such as 'care leavers' or 'children per officer'. What is no word for
            several, such as 'per 10,000', stays as it is.
    """
    return singular(nouns) if number in ONE else nouns


def singular(nouns: str) -> str:
    """The word for one of several: 'care leaver' for 'care leavers'; 'child per worker' keeps its end.

    Args:
        nouns: the word for several.
    """
    apart = PER_ONE.search(nouns)
    counted, rest = (nouns[: apart.start()], nouns[apart.start() :]) if apart else (nouns, "")
    before, gap, last = counted.rpartition(" ")
    return before + gap + SINGULARS.get(last, last.removesuffix("s")) + rest


def without(figure: str) -> str:
    """A figure without the noun or unit that follows it; a share keeps its sign, since it is none without it.

    Args:
        figure: as formatting.figure writes it.
    """
    return figure.split(" ", maxsplit=1)[0]
