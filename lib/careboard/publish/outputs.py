"""What lies where in a folder of outputs.

    <outputs>/index.html                      the list of all periods
    <outputs>/<period>/...                    a period's pages, downloads and receipt
    <outputs>/internal/<period>/...           the internal ones
    <outputs>/restricted/<period>/...         records set aside and worklists: not for circulation
    <outputs>/.editions/<fingerprint>/...     the editions that pages are drawn from
    <outputs>/.editions/published/...         frozen copies of what was published

Standard library only, so that a command that draws nothing starts at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

EDITIONS, SNAPSHOTS, EXTRACTS = ".editions", "published", "extracts.json"
RECEIPT, INDEX, PACK = "receipt.json", "index.html", "pack.pdf"
INTERNAL, RESTRICTED = "internal", "restricted"


def periods_folder(outputs: Path, audience: str) -> Path:
    """The folder in which the periods lie side by side: internal ones never beside the board's.

    Args:
        outputs: the folder of outputs.
        audience: 'board' or 'internal'.
    """
    return outputs / INTERNAL if audience == INTERNAL else outputs


def edition_folder(outputs: Path, fingerprint: str, period: str) -> Path:
    """The folder in which an edition of a period is kept."""
    return outputs / EDITIONS / fingerprint / period


def snapshots_folder(outputs: Path, audience: str, period: str) -> Path:
    """The folder of the frozen copies of what was published for a period to an audience."""
    return outputs / EDITIONS / SNAPSHOTS / audience / period


def restricted_folder(outputs: Path, period: str) -> Path:
    """The folder of a period's records set aside and worklists, which are not for circulation."""
    return outputs / RESTRICTED / period


def notebook_file(page: str) -> str:
    """Where a page's executed notebook lies in its period's folder.

    Args:
        page: the page as '<area>/<page>'.

    Returns:
        'notebooks/<area>/<page>.ipynb'.
    """
    return f"notebooks/{page}.ipynb"


def chart_figures_file(page: str) -> str:
    """Where the figures of a page's charts lie, '<area>/<page>.csv', for a page '<area>/<page>'."""
    return f"{page}.csv"


def page_files(pages: Iterable[str]) -> set[str]:
    """The files that go when pages go or are drawn anew: their own, and the pack that holds them.

    Args:
        pages: each as '<area>/<page>'.

    Returns:
        Names of files in the period's folder.
    """
    return {
        file
        for page in pages
        for file in (f"{page}.html", chart_figures_file(page), notebook_file(page), _pack(page))
    }


def _pack(page: str) -> str:
    return f"{page.split('/')[0]}/{PACK}"
