"""The council's mark: a small picture in params/, told by what is in it and not by its name.

Importing this module costs no pandas.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from careboard.errors import Problem

MOST_BYTES = 30_000
PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
ENDINGS = {PNG: (".png",), JPEG: (".jpg", ".jpeg"), SVG: (".svg",)}
STARTS = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
SVG_NAMES = "{http://www.w3.org/2000/svg}"
RUNS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"}  # what may run or load
# what leads out of a drawing, wherever it stands: an address, a rule brought in, a picture by its address
LEADS_OUT = re.compile(r"@import|javascript:|data:|url\(\s*['\"]?\s*(?!#)|expression\(|-moz-binding", re.I)
ADDRESSES = ("href", "src", "data", "action", "formaction")


def mark_file(name: str, folder: Path) -> Path | None:
    """The file of a mark; None where there is none of this name within params/, links followed.

    Args:
        name: as suite.yml gives it.
        folder: params/.
    """
    inside = folder.resolve()
    try:
        found = (inside / name).resolve()
        return found if name and found.is_relative_to(inside) and found.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def mark_fault(name: str, folder: Path) -> str:
    """What is wrong with a mark and what to do, in a sentence or two; '' where nothing is.

    Arguments as of `mark_file`.
    """
    file, inside = mark_file(name, folder), folder.resolve()
    if file is None:
        try:
            outside = not (inside / name).resolve().is_relative_to(inside)
        except (OSError, ValueError):
            outside = False
        if outside:
            return f"'{name}' leads out of {folder.name}/. Put the picture itself into that folder."
        return f"there is no file '{name}' in {folder.name}/. Put it there, or take the line out."
    if file.stat().st_size > MOST_BYTES:
        return f"'{name}' is not a file of at most {MOST_BYTES // 1000} KB. Save it smaller."
    content = file.read_bytes()
    kind = _kind(content)
    if kind is None or file.suffix.lower() not in ENDINGS[kind]:
        return f"'{name}' is not a PNG, JPEG or SVG picture as its name says. Save it as one of these."
    if kind == SVG and not _is_drawing_alone(content):
        return (
            f"'{name}' holds more than a drawing: a script, a style sheet from elsewhere or an address. Save "
            "it as a plain SVG, or as PNG."
        )
    return ""


def read_mark(name: str, folder: Path) -> tuple[str, bytes]:
    """A mark's kind, such as 'image/png', and what is in its file.

    Arguments as of `mark_file`.

    Raises:
        Problem: where `mark_fault` finds anything.
    """
    file, fault = mark_file(name, folder), mark_fault(name, folder)
    if file is None or fault:
        raise Problem(f"{folder.name}/suite.yml, logo: {fault}")
    content = file.read_bytes()
    return _kind(content) or "", content


def _kind(content: bytes) -> str | None:
    """What a picture is by its content."""
    known = next((kind for start, kind in STARTS.items() if content.startswith(start)), None)
    root = None if known else _svg(content)
    return SVG if root is not None and root.tag == f"{SVG_NAMES}svg" else known


def _svg(content: bytes) -> Element | None:
    """The root of an XML file; None where it is none, or declares types or entities of its own."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


def _is_drawing_alone(content: bytes) -> bool:
    """Whether an SVG file draws and does nothing else."""
    root = _svg(content)
    return root is not None and b"<?xml-stylesheet" not in content and all(map(_draws, root.iter()))


def _draws(element: Element) -> bool:
    tag = str(element.tag)
    if not tag.startswith(SVG_NAMES):
        return tag.startswith("{")  # what drawing programs note down of themselves is not drawn
    if tag.removeprefix(SVG_NAMES).lower() in RUNS or LEADS_OUT.search(element.text or ""):
        return False
    return not any(_leads_out(name.rpartition("}")[2].lower(), text) for name, text in element.items())


def _leads_out(attribute: str, text: str) -> bool:
    if attribute in ADDRESSES:
        return not text.strip().startswith("#")
    return attribute.startswith("on") or bool(LEADS_OUT.search(text))
