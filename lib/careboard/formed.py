"""What a page must be before it leaves, whatever made it: whole, and each id on it once. Importing this module costs no pandas."""

from __future__ import annotations

import re
from collections import Counter

from careboard.problems import Problem

ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
VOID = {"meta", "br", "hr", "img", "link", "wbr"}


def once(html: str, where: str) -> str:
    """Refuse a page on which an id stands twice: its links and its alternative texts would mislead."""
    twice = sorted(ident for ident, times in Counter(re.findall(r'\sid="([^"]+)"', html)).items() if times > 1)
    if twice:
        raise Problem(f"{where}: on the page twice: {', '.join(twice)}. Does a notebook ask one question twice?")
    return html


def well_formed(html: str, where: str) -> str:
    """A page as it came. Raises Problem where it is not whole: an element that is not closed, or one closed that was not opened."""
    opened: list[str] = []
    for close, name, alone in ELEMENT.findall(html):
        if close and (not opened or opened.pop() != name):
            raise Problem(f"{where}: the page is not well-formed at an element '{name}'. Look at the notebook's last changes.")
        if not close and not alone and name not in VOID:
            opened.append(name)
    if opened or not html.rstrip().endswith("</html>"):
        raise Problem(f"{where}: the page is not well-formed: '{opened[-1] if opened else 'html'}' is not closed. Look at the notebook's last changes.")
    return html
