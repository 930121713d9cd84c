"""Colours of charts: how far two stand out from each other, and what they become on a dark page.

A page has seven colours of its own (svg.COLOUR_NAMES). Any other that a chart brings is kept in the light,
turned over in the dark, so that pale becomes deep, and left to the system where a reader has set colours.
"""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from matplotlib.colors import to_hex, to_rgb
from matplotlib.typing import ColorType

from careboard.charts.svg import ACCENT, COMPARISON, INK, PAPER, SOFT

# each stands out from white by 5 to 1 or more, so that a line's name can have the line's colour
PALETTE = [ACCENT, COMPARISON, "#00703c", "#4c2c92", "#b10e5c", "#00666e", "#6b4e16", SOFT]
DARK_PAPER, DARK_INK = "#14171a", "#f3f2f1"  # of the page's style in the dark
LEAST_OF_MARKS, LEAST_OF_WORDS = 3.0, 4.5  # WCAG 2.2, success criteria 1.4.11 and 1.4.3
STEPS = 40  # in which a colour is made lighter
CUSTOM = re.compile(r"var\(--([mf])([0-9a-f]{6}),")


def contrast(one: ColorType, other: ColorType) -> float:
    """How far two colours stand out from each other, from 1 to 21, as WCAG 2.2 defines the contrast ratio."""
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def in_the_dark(colour: ColorType) -> str:
    """What a colour becomes on a dark page: of the same hue, and as far from the paper as it was from white.

    One that words could have in the light can have words in the dark.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*to_rgb(colour))
    paper, ink = (colorsys.rgb_to_hls(*to_rgb(end))[1] for end in (DARK_PAPER, DARK_INK))
    turned = paper + (1 - lightness) * (ink - paper)
    wanted = min(contrast(colour, "#ffffff"), LEAST_OF_WORDS)
    steps = [turned + (1 - turned) * step / STEPS for step in range(STEPS + 1)]
    found = (_hex(*colorsys.hls_to_rgb(hue, step, saturation)) for step in steps)
    return next(dark for dark in found if contrast(dark, DARK_PAPER) >= wanted)


def _hex(red: float, green: float, blue: float) -> str:
    """A colour whose parts lie between nought and one but for rounding."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return to_hex((red, green, blue))


def on_a_dark_page(colour: str) -> str:
    """What a colour is on a dark page; ink and paper change places."""
    return {INK: DARK_INK, PAPER: DARK_PAPER}.get(colour) or in_the_dark(colour)


def custom_colours(html: str) -> str:
    """The rules of a page's style for the colours that its charts bring along; '' where they bring none."""
    found = sorted(set(CUSTOM.findall(html)))
    if not found:
        return ""
    dark = ";".join(f"--{role}{colour}:{in_the_dark('#' + colour)}" for role, colour in found)
    system = {"m": "CanvasText", "f": "Canvas"}
    forced = ";".join(f"--{role}{colour}:{system[role]}" for role, colour in found)
    # paper is white, whatever the screen was
    paper = ";".join(f"--{role}{colour}:#{colour}" for role, colour in found)
    return (
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media (forced-colors:active){{:root{{{forced}}}}}"
        f"@media print{{:root{{{paper}}}}}"
    )


@lru_cache(maxsize=1024)
def _luminance(colour: ColorType) -> float:
    """The relative luminance of a colour, from 0 to 1, as WCAG 2.2 defines it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
