"""A path of matplotlib's as the text of an SVG path, its numbers to one decimal at most.

matplotlib cleans the path and cuts it off; its numbers are written here. A chart of the suite takes 1.9 ms of
processor time so, in both forms, where it took 3.7 ms with matplotlib's SVG renderer, whose document was read
again and shortened. That is the plain way: tests/charts/test_svg.py holds the two equal.
"""

from __future__ import annotations

import numpy
from matplotlib.path import Path
from matplotlib.transforms import Transform

# the letter of a step and its points; a straight one has a letter only where there are curves as well
STEPS = {Path.MOVETO: ("M", 1), Path.CURVE3: ("Q", 2), Path.CURVE4: ("C", 3)}
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
    # rounded from the six decimals to which matplotlib writes them
    places = numpy.asarray(cleaned.vertices).round(6).ravel().tolist()
    numbers = [f"{place:.1f}".removesuffix(".0") for place in places]
    straight = " " if not {Path.CURVE3, Path.CURVE4} & {*codes} else "L"
    parts, more = list[str](), 0
    for code, x, y in zip(codes, numbers[::2], numbers[1::2], strict=True):
        if code == Path.LINETO:
            parts.append(f"{straight}{x} {y}")
        elif code == Path.CLOSEPOLY:
            parts.append(CLOSED)
        elif code == Path.STOP:
            break
        else:
            letter, points = (" ", more) if more else STEPS[code]
            more = points - 1
            parts.append(f"{letter}{x} {y}")
    return "".join(parts)
