"""What a page must be before it leaves, whatever made it: whole, and each id on it once.

Importing this module costs no pandas.
"""

from __future__ import annotations

import re
from collections import Counter

from careboard.errors import Problem

ELEMENT = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
# begins with letters, for which a page is searched many times faster than for a space
ID = re.compile(r'id="(?<=\sid=")([^"]+)"')
VOID = {"meta", "br", "hr", "img", "link", "wbr"}  # elements that are never closed
ADVICE = "Look at the notebook's last changes."


def require_ids_once(html: str, where: str) -> str:
    """A page as it came, each id on it once: else its links and its alternative texts would mislead.

    Args:
        html: the page.
        where: its name for a message.

    Raises:
        Problem: naming the ids that stand twice.
    """
    twice = sorted(ident for ident, times in Counter(ID.findall(html)).items() if times > 1)
    if twice:
        raise Problem(
            f"{where}: on the page twice: {', '.join(twice)}. Does a notebook ask one question twice?"
        )
    return html


def require_well_formed(html: str, where: str) -> str:
    """A page as it came, whole: every element that is opened is closed, in turn.

    Args:
        html: the page.
        where: its name for a message.

    Raises:
        Problem: naming the element.
    """
    opened: list[str] = []
    for close, name, rest in ELEMENT.findall(html):
        if close and (not opened or opened.pop() != name):
            raise Problem(f"{where}: the page is not well-formed at an element '{name}'. {ADVICE}")
        if not close and not rest.endswith("/") and name not in VOID:
            opened.append(name)
    if opened or not html.rstrip().endswith("</html>"):
        last = opened[-1] if opened else "html"
        raise Problem(f"{where}: the page is not well-formed: '{last}' is not closed. {ADVICE}")
    return html
