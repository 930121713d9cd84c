"""A council's own colour and mark on its pages: the contrast is checked, and nothing is fetched.

Importing this module costs no pandas.
"""

from __future__ import annotations

import base64
from pathlib import Path

from careboard.params.mark import mark_fault, read_mark
from careboard.params.models import Look

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text on what lies behind it
# the tints on which links stand in light and in dark
BACKGROUNDS = {"accent": "#f3f5f6", "accent_dark": "#1f2428"}
REMEDIES = {"accent": "darker", "accent_dark": "lighter"}
SCREEN = "screen and (forced-colors:none)"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21.

    Args:
        one: a colour such as '#1d70b8'.
        other: another; their order makes no difference.

    Source: WCAG 2.2, contrast ratio and relative luminance.
    """
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faults(look: Look, folder: Path) -> list[str]:
    """What is wrong with a look: a colour too faint to read, a mark not there or not fit.

    Args:
        look: the colours and the mark of suite.yml.
        folder: params/, in which the mark lies.

    Returns:
        A sentence or two for each fault, that begin with the setting's name.
    """
    lines = []
    for name, background in BACKGROUNDS.items():
        reached = contrast(getattr(look, name), background)
        if reached < LEAST_CONTRAST:
            lines.append(
                f"{name}: {getattr(look, name)} has a contrast of {reached:.1f} to 1 with what lies behind "
                f"it, and at least {LEAST_CONTRAST} is wanted. Choose a {REMEDIES[name]} colour."
            )
    if look.logo and (fault := mark_fault(look.logo, folder)):
        lines.append(f"logo: {fault}")
    return lines


def branding(look: Look, folder: Path) -> dict[str, str]:
    """What a page's head and bar need of a council's look.

    Args:
        look: the colours and the mark of suite.yml, in which `faults` finds none.
        folder: params/, in which the mark lies.

    Returns:
        css: the colours.
        logo: an address that holds the picture itself, '' for none.

    Raises:
        Problem: see mark.read_mark.
    """
    css = (
        f"@media {SCREEN}{{:root{{--accent:{look.accent}}}}}@media {SCREEN} and "
        f"(prefers-color-scheme:dark){{:root{{--accent:{look.accent_dark}}}}}"
    )
    if not look.logo:
        return {"css": css, "logo": ""}
    kind, picture = read_mark(look.logo, folder)
    return {"css": css, "logo": f"data:{kind};base64,{base64.b64encode(picture).decode()}"}
