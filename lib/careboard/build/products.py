"""What stands beside a period's pages, made anew where it is no longer true: index, manual and downloads.

Importing this module costs no pandas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from careboard import fingerprints, formatting
from careboard.build.edition_store import StoredEdition
from careboard.build.staging import Stage
from careboard.params.models import Standards
from careboard.publish.downloads import FILE_KINDS, FILES, download_files


class Products:
    """Used in a `with` statement around the drawing of pages: the downloads do not wait for them.

    Args:
        kept: the edition.
        target: where the period is published.
        receipt: of what is published there.
        drawing: the fingerprint of all that draws.
        standards: the council's own, for the manual.
    """

    def __init__(
        self,
        kept: StoredEdition,
        target: Path,
        receipt: Mapping[str, Any],
        drawing: str,
        standards: Standards,
    ):
        self.kept, self.target, self.receipt, self.drawing = kept, target, receipt, drawing
        self.standards = standards
        self._sizes = self._published_sizes()
        self._threads = ThreadPoolExecutor(max_workers=1)
        self._downloads = self._threads.submit(
            lambda: {} if self._sizes else download_files(self.kept.edition())
        )

    def __enter__(self) -> Products:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()

    def put(
        self,
        stage: Stage,
        pages: Sequence[str],
        not_drawn: Sequence[Mapping[str, str]],
        before: str,
        news: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Put into the stage what is no longer true.

        Args:
            stage: the period's next state.
            pages: the pages that are there, '<area>/<page>'.
            not_drawn: the others, each with area, page and reason.
            before: the period published before this one, '' for none.
            news: what the index says of the last edition; see report.News.

        Returns:
            What the receipt says of it: 'beside', a fingerprint, and 'products', the files' names.
        """
        state = fingerprints.joint_fingerprint(
            [self.kept.fingerprint, self.drawing, before, *sorted(pages), json.dumps([not_drawn, news])]
        )
        names = self.receipt.get("products", [])
        if self.receipt.get("beside") != state or not all((self.target / name).is_file() for name in names):
            files = dict[str, str | bytes](self._downloads.result())
            sizes = self._sizes or {name: len(content) for name, content in files.items()}
            files |= self._pages(pages, not_drawn, before, sizes, news)
            for name, content in files.items():
                stage.put(name, content)
            names = sorted({*files, *sizes})
        return {"beside": state, "products": names}

    def _published_sizes(self) -> dict[str, int]:
        """The published downloads with their sizes, where they are of this edition and made by this code.

        Pages alone change none of them.
        """
        files = [self.target / name for name in FILES]
        of_edition = self.receipt.get("edition") == self.kept.fingerprint
        if not (of_edition and self.receipt.get("drawing") == self.drawing):
            return {}
        return {file.name: file.stat().st_size for file in files} if all(map(Path.is_file, files)) else {}

    def _pages(
        self,
        pages: Sequence[str],
        not_drawn: Sequence[Mapping[str, str]],
        before: str,
        sizes: Mapping[str, int],
        news: Mapping[str, Any],
    ) -> dict[str, str]:
        """The index, all measures by district, the manual, and what stands for pages not drawn, by file."""
        # with the manual's examples, which most builds do not need
        from careboard.publish import index, manual
        from careboard.publish.well_formed import require_well_formed

        edition, standards = self.kept.edition(), self.standards
        about, downloads = edition.about, download_lines(sizes)
        drawn = {(name.split("/")[0], name.split("/")[1]): f"{name}.html" for name in sorted(pages)}
        titles = {page["name"]: page["title"] for page in about["pages"]}
        drawn_on = date.fromisoformat(about["extract_date"]) if about["extract_date"] else None
        found = {
            "index": index.index_html(edition, drawn, not_drawn, before, downloads, news),
            "districts": index.districts_html(edition, drawn),
            **manual.manual_pages(
                edition.suite,
                about["contact"],
                titles,
                standards,
                drawn_on,
                about["notes"],
                about["look"],
                about["small_numbers"].values(),
            ),
            **{f"{page['area']}/{page['page']}": index.not_drawn_html(edition, page) for page in not_drawn},
        }
        return {f"{name}.html": require_well_formed(html, name) for name, html in found.items() if html}


def download_lines(sizes: Mapping[str, int]) -> list[dict[str, str]]:
    """What the index says of each download: its name, what it is (words), its kind and its size."""
    return [
        {
            "name": name,
            "words": words,
            "kind": FILE_KINDS[Path(name).suffix],
            "size": formatting.file_size(sizes[name]),
        }
        for name, words in FILES.items()
    ]
