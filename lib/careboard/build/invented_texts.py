"""Texts of the invented county in params/: they must not stand on pages of a council's own records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from careboard.intake.extract import Extract
from careboard.intake.source import ChosenSource
from careboard.params.load import SHAPES
from careboard.params.models import Params
from careboard.params.yaml_lines import load

MARK = re.compile(r"\(invented\)|\bfellshire\b", re.IGNORECASE)
INVENTED = "invented"  # the key by which an entry says so of itself
SOURCES = ("suite.yml", "sources")  # the sample may stay there beside a council's own extract
COMMENTARY = "commentary"
STANDS_FOR = 888  # the authority whose code the invented county bears
OWN = "Put your council's own in its place, or take it out."

Keys = tuple[str, ...]


def invented_texts(params: Params, chosen: ChosenSource, extract: Extract) -> list[str]:
    """A line for each text of the invented county that another authority's figures would stand beside.

    Args:
        params: all of params/.
        chosen: the extract that is read, and whose it is.
        extract: what was read; where it is invented itself, nothing is amiss.
    """
    if extract.invented or chosen.settings.authority in (None, STANDS_FOR):
        return []
    return [*_of_settings(params), *_of_commentary(params)]


def _of_settings(params: Params) -> Iterator[str]:
    for name in SHAPES:
        path = params.folder / f"{name}.yml"
        for keys in _invented(load(path), ()) if path.is_file() else ():
            if (path.name, *keys)[: len(SOURCES)] != SOURCES:
                yield f"{params.where(path.name, *keys)}: this is the invented county's. {OWN}"


def _invented(node: Any, keys: Keys) -> Iterator[Keys]:
    """The keys that lead to what is invented."""
    if isinstance(node, dict):
        if node.get(INVENTED) is True:
            yield keys
            return
        for key, entry in node.items():
            yield from _invented(entry, (*keys, str(key)))
    elif isinstance(node, list):
        for number, entry in enumerate(node):
            yield from _invented(entry, (*keys, str(number)))
    elif isinstance(node, str) and MARK.search(node):
        yield keys


def _of_commentary(params: Params) -> Iterator[str]:
    for path in sorted((params.folder / COMMENTARY).rglob("*.md")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        number = next((number for number, line in enumerate(lines, 1) if MARK.search(line)), 0)
        if number:
            where = f"{params.folder.name}/{path.relative_to(params.folder).as_posix()}, line {number}"
            yield f"{where}: this was written of the invented county. {OWN}"
