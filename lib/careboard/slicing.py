"""What one page shows of an edition, cut from the edition's files as text.

Importing this module costs no pandas: where one page changed, a build starts at once.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN = {"name", "title", "place", "own", "in_short", "commentary", "definitions", "requests", "records", "since_last", "moved"}  # what shows a page's own measures and no others
TABLES = ("figures", "standing", "comparators")
FILES = ("edition.json", "words.json", *(f"{name}.csv" for name in TABLES))
KEYS = {"figures": (0, 3), "standing": (0, 2), "comparators": (0, 0)}  # the columns by which a table is cut: indicator and area
TOTAL = ",total,"
OPENS, PAGE, DEEP, ASKED = "open_page", "page", "parts=True", "page.asked_to_see()"
SINCE, MOVED = "page.since_last", "page.moved"


@dataclass(frozen=True)
class Slice:
    """What one page shows of an edition: two digests, of its figures and of its words; the period before on
    which the same page stands ('' for none); a digest of what it says of the last edition; and the files that hold it."""

    figures: str
    words: str
    before: str
    since: str
    _told: dict[str, Any]
    _words: str
    _tables: dict[str, list[str]]

    @property
    def files(self) -> dict[str, str]:
        """The files of an edition that holds no more than this. Made when they are asked for: a page that stands needs none."""
        about = self._told["about"] | {"fingerprint": self.figures}
        return {"edition.json": json.dumps({**self._told, "about": about}, ensure_ascii=False), "words.json": self._words, **{f"{name}.csv": "".join(parts) for name, parts in self._tables.items()}}


class Whole:
    """An edition's files, read once, from which slices are cut."""

    def __init__(self, files: dict[str, str]):
        self.told: dict[str, Any] = json.loads(files["edition.json"])
        self.words: dict[str, Any] = json.loads(files["words.json"])["words"]
        self._heads: dict[str, str] = {}
        self._blocks: dict[str, dict[tuple[str, str], list[str]]] = {}
        self._kept: dict[tuple, tuple] = {}
        self.before: dict[str, Any] = {}  # the period published before: period, name, pages
        self.reopened: list[str] = []  # why it was built again after it was signed off
        self.since: Callable[[str, str, list[str], bool], dict[str, Any]] = lambda area, page, ids, everything: {}  # see since.Since.page
        self.compared = ""  # with which copies: a digest
        for name in TABLES:
            self._heads[name], *lines = files[f"{name}.csv"].splitlines(keepends=True)
            self._blocks[name] = _blocks(lines, *KEYS[name])

    @classmethod
    def read(cls, folder: Path) -> Whole:
        """From the folder in which an edition is kept."""
        return cls({name: (folder / name).read_text(encoding="utf-8") for name in FILES})

    def cut(self, area: str, page: str, notebook: str) -> Slice:
        """What a page shows of an area, those above, beside and below it: the measures that its notebook asks for."""
        told, figures, tables = self.once(("cut", area, page, notebook), lambda: self._figures_of(area, page, notebook))
        words = json.dumps({"words": {key: words for key, words in self.words.items() if key == f"{area}/{page}"}}, ensure_ascii=False)
        before = {key: self.before[key] for key in ("period", "name")} if f"{area}/{page}" in self.before.get("pages", ()) else {}
        since = self.once(("since", self.compared, area, page, notebook), lambda: self._since(area, page, notebook))
        about = told["about"] | {"before": before, "reopened": self.reopened, "since": since}
        return Slice(figures, _digest([words, *self.reopened]), before.get("period", ""), _digest([json.dumps(since)]), {**told, "about": about}, words, tables)

    def _since(self, area: str, page: str, notebook: str) -> dict[str, Any]:
        """What a page is told of what changed since the last edition, where it asks for that."""
        return self.since(area, page, self._own(page) or self.reach(page, notebook), MOVED in notebook) if SINCE in notebook or MOVED in notebook else {}

    def _figures_of(self, area: str, page: str, notebook: str) -> tuple[dict[str, Any], str, dict[str, list[str]]]:
        """What the edition says of itself to a page, the digest of the figures that it shows, and their lines: words change none of these."""
        ids, told, digest = self.once(("page", page, notebook), lambda: self._of_page(page, notebook))
        near = self._near(area, deep=DEEP in notebook)
        wanted = self._asked_to_see() if ASKED in notebook else []
        blocks = {  # all of the area's own figures, and the totals of those around it
            "figures": [self._block("figures", (id, other), other != area and (id, other) not in wanted) for id in ids for other in (*near, *(there for one, there in wanted if one == id and there not in near))],
            "standing": [self._block("standing", (id, other)) for id in ids for other in (*near, *(there for one, there in wanted if one == id and there not in near))],
            "comparators": [self._block("comparators", (id, id)) for id in ids],
        }
        figures = _digest([digest, *(digest for name in TABLES for _, digest in blocks[name])])
        return told, figures, {name: [self._heads[name], *(text for text, _ in parts)] for name, parts in blocks.items()}

    def _asked_to_see(self) -> list[tuple[str, str]]:
        """The measures of other areas that the board asked to see on its summary."""
        return [(request["indicator"], request["area"]) for request in self.told["about"]["requests"] if request.get("on_summary") and request["area"]]

    def _of_page(self, page: str, notebook: str) -> tuple[list[str], dict[str, Any], str]:
        """What the pages of all areas share: the measures, what the edition says of itself to them, and a digest of that."""
        ids = self.reach(page, notebook)
        told = {**self.told, "about": self._about(page, notebook, ids)}
        return ids, told, _digest([json.dumps(told, ensure_ascii=False)])

    def _block(self, name: str, key: tuple[str, str], totals: bool = False) -> tuple[str, str]:
        """The lines of a measure in an area, and their digest."""

        def read() -> tuple[str, str]:
            text = "".join(line for line in self._blocks[name].get(key, ()) if not totals or TOTAL in line)
            return text, _digest([text])

        return self.once((name, key, totals), read)

    def once(self, key: tuple, make: Callable[[], Any]) -> Any:
        """What was made before under a key: the pages of a period share most of what they show."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def reach(self, page: str, notebook: str) -> list[str]:
        """The indicators that a page may show: its own and those that its notebook names; all where it asks for more than it names."""
        indicators, own = self.told["indicators"], set(self._own(page))
        asked = {request.get("indicator", "") for request in self.told["about"]["requests"] if request["page"] == page}
        named = _named(notebook, indicators)
        return list(indicators) if not own or named is None else [id for id in indicators if id in own | named | asked]

    def rows(self, name: str, id: str, area: str) -> list[dict[str, str]]:
        """A table's lines of a measure in an area, each with its columns as text; comparators stand under the measure's id twice."""
        columns = self._heads[name].strip().split(",")
        return self.once(("rows", name, id, area), lambda: tuple(dict(zip(columns, line, strict=True)) for line in csv.reader(self._blocks[name].get((id, area), ()))))

    def _own(self, page: str) -> list[str]:
        """The indicators whose questions stand on a page."""
        return [id for id, known in self.told["indicators"].items() if known["page"] == page]

    def _near(self, area: str, deep: bool) -> list[str]:
        """The areas above, beside and below one; with `deep` those below the ones below it too."""
        areas, around = self.told["areas"], {area, self.told["areas"][area]["parent"]} - {""}
        near, above = {id for id, told in areas.items() if told["parent"] in around}, area
        near |= {id for id, told in areas.items() if deep and told["parent"] and areas[told["parent"]]["parent"] == area}
        while above:
            near.add(above)
            above = areas[above]["parent"]
        return [id for id in areas if id in near]

    def _about(self, page: str, notebook: str, ids: list[str]) -> dict[str, Any]:
        """What the edition says of itself, without what this page does not show: a change there leaves the page alone."""
        about, wanted = self.told["about"], set(ids)
        shown = {key: value for key, value in about.items() if key != "fingerprint"}
        shown["events"] = [event for event in about["events"] if wanted & set(event["indicators"])]
        if any(known["page"] == page for known in self.told["indicators"].values()):
            shown |= {"requests": [request for request in about["requests"] if request["page"] == page], "decisions": [], "next_time": []}
        if "records" not in notebook:
            shown |= {"records_used": None, "records_set_aside": None, "faults": [], "corrections": []}
        return shown


def _blocks(lines: Iterable[str], indicator: int, area: int) -> dict[tuple[str, str], list[str]]:
    """Lines by indicator and area; neither ever holds a comma."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        parts = line.split(",", area + 1)
        found.setdefault((parts[indicator], parts[area]), []).append(line)
    return found


def _named(notebook: str, indicators: Iterable[str]) -> set[str] | None:
    """The indicators that a notebook's code names; None where it may show others, or cannot be read."""
    known, named = set(indicators), set()
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "code":
            try:
                code = ast.parse("".join(cell["source"]))
            except SyntaxError:
                return None
            if not _bounded(code, known):
                return None
            named |= _strings(code) & known
    return named


def _bounded(code: ast.AST, indicators: set[str]) -> bool:
    """Whether a cell uses the page for its own measures alone, or in calls that name the measure."""
    bounded: set[ast.AST] = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and node.attr in OWN:
            bounded.add(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and any(_strings(word) & indicators for word in node.args):
            bounded.add(node.func.value)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == OPENS and ast.unparse(node.targets[0]) != PAGE:
            return False
    return all(node in bounded for node in ast.walk(code) if isinstance(node, ast.Name) and node.id == PAGE and isinstance(node.ctx, ast.Load))


def _strings(code: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(code) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()
