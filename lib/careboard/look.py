"""A council's own colour and mark on its pages: the contrast is checked, and nothing is fetched.

Importing this module costs no pandas.
"""

from __future__ import annotations

import base64
from pathlib import Path

from careboard.settings import Look

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text on what lies behind it
MOST_BYTES = 30_000
KINDS = {".png": "image/png", ".svg": "image/svg+xml"}
BEHIND = {"accent": "#f3f5f6", "accent_dark": "#1f2428"}  # the tints on which links stand in light and in dark
WAYS = {"accent": "darker", "accent_dark": "lighter"}
ONLY_ON = "screen and (forced-colors:none)"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, such as '#1d70b8', from 1 to 21. Source: WCAG 2.2, contrast ratio and relative luminance."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faults(look: Look, folder: Path) -> list[str]:
    """What is wrong with a look: a colour that is too faint to read, a mark that is not there, too large or of another kind."""
    found = []
    for name, behind in BEHIND.items():
        reached = contrast(getattr(look, name), behind)
        if reached < LEAST_CONTRAST:
            found.append(f"{name}: {getattr(look, name)} has a contrast of {reached:.1f} to 1 with what lies behind it, and at least {LEAST_CONTRAST} is wanted. Choose a {WAYS[name]} colour.")
    mark = folder / look.logo
    if look.logo and not mark.is_file():
        found.append(f"logo: there is no file '{look.logo}' in {folder.name}/. Put it there, or take the line out.")
    elif look.logo and (mark.suffix.lower() not in KINDS or mark.stat().st_size > MOST_BYTES):
        found.append(f"logo: '{look.logo}' is not a {' or '.join(kind[1:].upper() for kind in KINDS)} file of at most {MOST_BYTES // 1000} KB. Save it smaller.")
    return found


def told(look: Look, folder: Path) -> dict[str, str]:
    """What a page's head and bar need: `css` with the colours, `logo` as an address that holds the picture itself, '' for none."""
    mark = folder / look.logo
    held = base64.b64encode(mark.read_bytes()).decode() if look.logo else ""
    css = f"@media {ONLY_ON}{{:root{{--accent:{look.accent}}}}}@media {ONLY_ON} and (prefers-color-scheme:dark){{:root{{--accent:{look.accent_dark}}}}}"
    return {"css": css, "logo": f"data:{KINDS[mark.suffix.lower()]};base64,{held}" if held else ""}
