"""Rows of little drawings of which so many are filled: '8 in 10' as it is drawn for young people.

All are of one colour, which judges nothing; what is not filled has an outline in the same colour. A drawing
has a large and a small part, so that 'almost all' and 'very few' can be told from all and none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from careboard.charts.svg import ACCENT, Sheet

A_ROW = 10  # drawings side by side
ACROSS, DOWN, EDGE = 36, 46, 2  # from one drawing to the next, and around all, in pixels
OUTLINE = 1.6
Points = Sequence[tuple[float, float]]


class Filled(NamedTuple):
    """How a row is filled.

    Attributes:
        drawings: how many there are.
        whole: how many are filled, from the left.
        large: whether the large part of the next one is filled too: all but a little.
        small: whether its small part is: next to nothing.
    """

    drawings: int
    whole: int
    large: bool = False
    small: bool = False


def _shape(points: Points) -> Path:
    return Path([*points, points[0]], closed=True)


def _box(left: float, foot: float, right: float, top: float) -> Path:
    return _shape([(left, foot), (left, top), (right, top), (right, foot)])


def _people() -> tuple[Path, Path]:
    codes = [Path.MOVETO, Path.LINETO, *[Path.CURVE4] * 6, Path.LINETO, Path.CLOSEPOLY]
    around = [(4, 2), (4, 12), (4, 19), (9, 23), (16, 23), (23, 23), (28, 19), (28, 12), (28, 2), (4, 2)]
    return Path(around, codes), Path.circle((16, 32), 6.5)


def _houses() -> tuple[Path, Path]:
    return _box(6, 2, 26, 20), _shape([(1, 23), (16, 38), (31, 23)])


def _bags() -> tuple[Path, Path]:
    handle = [(10, 29), (10, 37), (22, 37), (22, 29), (19, 29), (19, 34), (13, 34), (13, 29)]
    return _box(2, 4, 30, 26), _shape(handle)


def _calendars() -> tuple[Path, Path]:
    rings = [(8, 35), (8, 38), (11, 38), (11, 35), (21, 35), (21, 38), (24, 38), (24, 35)]
    return _box(4, 3, 28, 26), _shape([(4, 29), (4, 35), *rings, (28, 35), (28, 29)])


def _bubbles() -> tuple[Path, Path]:
    around = [(6, 14), (2, 18), (2, 33), (6, 37), (26, 37), (30, 33), (30, 18), (26, 14)]
    return _shape(around), _shape([(7, 11), (18, 11), (7, 2)])


def _checklists() -> tuple[Path, Path]:
    clip = [(8, 31), (8, 35), (13, 35), (13, 39), (19, 39), (19, 35), (24, 35), (24, 31)]
    return _box(3, 1, 29, 28), _shape(clip)


def _books() -> tuple[Path, Path]:
    return _shape([(1, 8), (1, 35), (18, 31), (18, 4)]), _shape([(21, 4), (21, 31), (31, 35), (31, 8)])


def _keys() -> tuple[Path, Path]:
    shaft = [(13, 20), (19, 20), (19, 13), (26, 13), (26, 8), (19, 8), (19, 2), (13, 2)]
    return _shape(shaft), Path.circle((16, 30), 7.5)


DRAWINGS: dict[str, Callable[[], tuple[Path, Path]]] = {  # of what -> its large and its small part
    "people": _people,
    "houses": _houses,
    "bags": _bags,
    "calendars": _calendars,
    "bubbles": _bubbles,
    "checklists": _checklists,
    "books": _books,
    "keys": _keys,
}


def row_of(kind: str, filled: Filled, ident: str, title: str, description: str) -> str:
    """Little drawings in rows of ten, as an accessible SVG.

    Args:
        kind: of what, a key of DRAWINGS.
        filled: how many there are, and which are filled.
        ident: must be the only one of its kind on a page.
        title: what the picture is called.
        description: its alternative text, which names the figure.
    """
    rows = -(-filled.drawings // A_ROW)
    sheet, parts = Sheet(A_ROW * ACROSS, rows * DOWN), DRAWINGS[kind]()
    for number in range(filled.drawings):
        down, across = divmod(number, A_ROW)
        left, foot = across * ACROSS + EDGE, (rows - 1 - down) * DOWN + EDGE
        following = number == filled.whole
        for part, also in zip(parts, (filled.large, filled.small), strict=True):
            full = number < filled.whole or (following and also)
            moved = part.transformed(Affine2D().translate(left, foot))
            sheet.path(moved, ACCENT, OUTLINE, fill=ACCENT if full else None)
    return sheet.svg(ident, title, description)
