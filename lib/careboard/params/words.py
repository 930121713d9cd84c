"""Words of params/ that readers see: which settings hold them, and {=3} for a number that counts nobody.

A setting that stands on a page is declared as Words. What it says is held against the rule for small numbers
before anything is built; a number in braces after an equals sign is passed over there, and stands on the page
without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

OWN_NUMBER = re.compile(r"\{\s*=\s*([0-9][0-9,. ]*%?)\s*\}")


class ForReaders:
    """The mark of a setting whose words readers see."""


class FreeText(NamedTuple):
    """Words as they stand in a file.

    Attributes:
        keys: the keys that lead to them; see Params.where.
        text: the words, with numbers in braces as they were written.
    """

    keys: tuple[str, ...]
    text: str


def plain_words(text: str) -> str:
    """Words as readers see them: '{=3} homes' as '3 homes'.

    Args:
        text: as it was written.
    """
    return OWN_NUMBER.sub(lambda match: match.group(1).strip(), text)


Words = Annotated[str, AfterValidator(plain_words), ForReaders()]


def free_texts(shape: Any, node: Any, keys: tuple[str, ...] = ()) -> Iterator[FreeText]:
    """All words that readers see in what a file holds.

    Args:
        shape: what it must hold, a Shape or the type of a setting.
        node: what it holds, as yaml_lines.load gives it.
        keys: the keys that lead there.
    """
    parts = get_args(shape)
    if isinstance(shape, type) and issubclass(shape, BaseModel) and isinstance(node, dict):
        for name, field in shape.model_fields.items():
            for key in {name, field.alias or name} & set(node):
                yield from _setting(field, node[key], (*keys, key))
    elif get_origin(shape) is list and isinstance(node, list):
        for number, entry in enumerate(node):
            yield from free_texts(parts[0], entry, (*keys, str(number)))
    elif get_origin(shape) is dict and isinstance(node, dict):
        for key, entry in node.items():
            yield from free_texts(parts[1], entry, (*keys, str(key)))
    else:  # what may be left out
        for part in parts:
            yield from free_texts(part, node, keys)


def _setting(field: FieldInfo, value: Any, keys: tuple[str, ...]) -> Iterator[FreeText]:
    if any(isinstance(mark, ForReaders) for mark in field.metadata):
        if isinstance(value, str):
            yield FreeText(keys, value)
    else:
        yield from free_texts(field.annotation, value, keys)
