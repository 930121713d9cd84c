"""A council's own colour and mark on its pages: the contrast is checked, and nothing is fetched.

Importing this module costs no pandas.
"""

from __future__ import annotations

import base64
from pathlib import Path

from careboard.params.models import Look

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text on what lies behind it
MOST_BYTES = 30_000
PICTURE_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}
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
    """What is wrong with a look: a colour too faint to read, a mark not there, too large or of another kind.

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
    mark = folder / look.logo
    if look.logo and not mark.is_file():
        lines.append(
            f"logo: there is no file '{look.logo}' in {folder.name}/. Put it there, or take the line out."
        )
    elif look.logo and (mark.suffix.lower() not in PICTURE_TYPES or mark.stat().st_size > MOST_BYTES):
        types = " or ".join(ending[1:].upper() for ending in PICTURE_TYPES)
        lines.append(
            f"logo: '{look.logo}' is not a {types} file of at most {MOST_BYTES // 1000} KB. Save it smaller."
        )
    return lines


def branding(look: Look, folder: Path) -> dict[str, str]:
    """What a page's head and bar need of a council's look.

    Args:
        look: the colours and the mark of suite.yml, in which `faults` finds none.
        folder: params/, in which the mark lies.

    Returns:
        css: the colours.
        logo: an address that holds the picture itself, '' for none.
    """
    mark = folder / look.logo
    picture = base64.b64encode(mark.read_bytes()).decode() if look.logo else ""
    css = (
        f"@media {SCREEN}{{:root{{--accent:{look.accent}}}}}@media {SCREEN} and "
        f"(prefers-color-scheme:dark){{:root{{--accent:{look.accent_dark}}}}}"
    )
    address = f"data:{PICTURE_TYPES[mark.suffix.lower()]};base64,{picture}" if picture else ""
    return {"css": css, "logo": address}
