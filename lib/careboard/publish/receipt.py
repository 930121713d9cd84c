"""The receipt of a published period: what was drawn from what, and whether pages are as they were put.

Importing this module costs no pandas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careboard.fingerprints import file_fingerprint
from careboard.publish.outputs import RECEIPT, notebook_file


def read_receipt(folder: Path) -> dict[str, Any]:
    """The receipt of what is published in a period's folder; empty where there is none that can be read."""
    try:
        return json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def intact_pages(folder: Path, receipt: Mapping[str, Any]) -> set[str]:
    """The published pages whose files are as they were put there, as '<area>/<page>'.

    Args:
        folder: the period's folder.
        receipt: its receipt.
    """
    return {
        name
        for name, page in receipt.get("pages", {}).items()
        if file_fingerprint(folder / f"{name}.html") == page["sha256"]
        and (folder / notebook_file(name)).is_file()
    }


def closed(receipt: Mapping[str, Any]) -> bool:
    """Whether a published period was signed off, and not reopened since."""
    return bool(receipt.get("signed_off"))
