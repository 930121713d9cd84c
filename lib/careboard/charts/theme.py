"""The suite's style for seaborn and matplotlib: an analyst's own chart looks like the suite's charts."""

from __future__ import annotations

import numpy
import seaborn

from careboard.charts.colours import PALETTE
from careboard.charts.svg import INK, LINE, SOFT, WIDE

PIXELS_TO_THE_INCH = 72  # so that a point of type is a pixel
HEIGHT = 300  # of a chart whose size nobody sets, in pixels
SETTINGS = {
    "figure.figsize": (WIDE.width / PIXELS_TO_THE_INCH, HEIGHT / PIXELS_TO_THE_INCH),
    "figure.dpi": PIXELS_TO_THE_INCH,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 4 / PIXELS_TO_THE_INCH,
    "figure.constrained_layout.w_pad": 4 / PIXELS_TO_THE_INCH,
    "font.size": WIDE.size,
    "axes.labelsize": WIDE.size,
    "axes.titlesize": WIDE.size,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.labelsize": WIDE.size,
    "ytick.labelsize": WIDE.size,
    "legend.fontsize": WIDE.size,
    "legend.frameon": False,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.edgecolor": LINE,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "axes.spines.left": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2.0,
    "lines.markersize": 6.0,
    "xtick.bottom": True,
    "ytick.left": False,
    "xtick.major.size": 4.0,
}


def set_theme() -> None:
    """Set the suite's style; charts drawn afterwards have it, the same each time. `open_page` calls this."""
    numpy.random.seed(0)  # seaborn scatters dots by chance
    seaborn.set_theme(style="white", palette=PALETTE, rc=SETTINGS)
