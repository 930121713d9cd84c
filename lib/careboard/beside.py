"""What stands beside a period's pages, made anew where it is no longer true. Importing this module costs no pandas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careboard import stale
from careboard.editions import WHOLE, Kept
from careboard.settings import Standards
from careboard.staging import Stage

if TYPE_CHECKING:
    from careboard.edition import Edition

DOWNLOADS = ("figures.xlsx", "figures.csv", "figures.meta.csv", "open_data.csv", "open_data.meta.csv", "data_dictionary.csv")


class Beside:
    """Used in a `with` statement around the drawing of pages: the downloads do not wait for them, and are made meanwhile.

    target: where the period is published.  receipt: of what is published there.  drawing: the fingerprint of all that draws.
    """

    def __init__(self, kept: Kept, target: Path, receipt: dict[str, Any], drawing: str):
        self.kept, self.target, self.receipt, self.drawing = kept, target, receipt, drawing
        self._sizes = self._standing()
        self._threads = ThreadPoolExecutor(max_workers=1)
        self._downloads = self._threads.submit(self._made)

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()

    def put(self, stage: Stage, standards: Standards, pages: list[str], not_drawn: list[dict[str, str]], before: str, news: Mapping[str, Any]) -> dict[str, Any]:
        """Put into the stage what is no longer true. Returns what the receipt says of it: 'beside', a fingerprint, and 'products', the files' names.

        The other arguments: see products.pages_of.
        """
        state = stale.joined([self.kept.fingerprint, self.drawing, before, *sorted(pages), json.dumps([not_drawn, news])])
        names = self.receipt.get("products", [])
        if self.receipt.get("beside") != state or not all((self.target / name).is_file() for name in names):
            made = self._downloads.result()
            sizes = self._sizes or {name: len(content) for name, content in made.items()}
            from careboard import products

            files: dict[str, str | bytes] = {**made, **products.pages_of(self._edition(), standards, pages, not_drawn, before, sizes, news)}
            for name, content in files.items():
                stage.put(name, content)
            names = sorted({*files, *sizes})
        return {"beside": state, "products": names}

    def _standing(self) -> dict[str, int]:
        """The published downloads with their sizes, where they are of this edition and made by this code: pages alone change none of them."""
        files = [self.target / name for name in DOWNLOADS]
        same = self.receipt.get("edition") == self.kept.fingerprint and self.receipt.get("drawing") == self.drawing
        return {file.name: file.stat().st_size for file in files} if same and all(file.is_file() for file in files) else {}

    def _edition(self) -> Edition:
        from careboard.edition import open_edition

        return open_edition(self.kept.folder / WHOLE)

    def _made(self) -> dict[str, bytes]:
        if self._sizes:
            return {}
        from careboard import products

        return products.downloaded(self._edition())
