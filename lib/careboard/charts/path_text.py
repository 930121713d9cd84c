"""A path of matplotlib's as the text of an SVG path, its numbers to one decimal at most.

matplotlib cleans the path and cuts it off; its numbers are written here. A chart of the suite takes 1.9 ms of
processor time so, in both forms, where it took 3.7 ms with matplotlib's SVG renderer, whose document was read
again and shortened. That is the plain way: tests/charts/test_svg.py holds the two equal.
"""

from __future__ import annotations

import numpy
from matplotlib.path import Path
from matplotlib.transforms import Transform

# the letter of a step, and its points; a line after a line has none
STEPS = {Path.MOVETO: ("M", 1), Path.LINETO: ("L", 1), Path.CURVE3: ("Q", 2), Path.CURVE4: ("C", 3)}
CLOSED = "  z"


def path_text(path: Path, transform: Transform, edge: tuple[float, float, float, float] | None) -> str:
    """A path as it stands in an SVG.

    Args:
        path: the path; points that are no numbers leave gaps.
        transform: to the SVG's own pixels.
        edge: what a line is cut off at, left, top, right and foot; None for an area, which would get a line
            there.
    """
    cleaned = path.cleaned(transform, remove_nans=True, clip=edge, curves=True)
    codes = numpy.asarray(cleaned.codes).tolist()
    curved = Path.CURVE3 in codes or Path.CURVE4 in codes
    parts, more = list[str](), 0
    for code, (x, y) in zip(codes, numpy.asarray(cleaned.vertices).tolist(), strict=True):
        if code == Path.STOP:
            break
        if code == Path.CLOSEPOLY:
            parts.append(CLOSED)
            continue
        letter, points = (" ", more) if more else STEPS[code]
        more = points - 1
        parts.append(" " if code == Path.LINETO and not curved else letter)
        parts.append(f"{_rounded(x)} {_rounded(y)}")
    return "".join(parts)


def _rounded(number: float) -> str:
    """A number to one decimal at most, rounded from the six to which matplotlib writes it."""
    return f"{round(number, 6):.1f}".removesuffix(".0")
