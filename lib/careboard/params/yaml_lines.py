"""A YAML file with its line numbers, read into a shape; what is wrong in it is said by file and line.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from careboard.errors import Problems, nearest

M = TypeVar("M", bound=BaseModel)
LARGEST_FILE = 4 * 1024**2  # bytes
MOST_VALUES, DEEPEST = 200_000, 50  # values in a file, those that stand for others counted; within each other
NOT_UTF8 = "the file cannot be read as UTF-8 text. Save it again as UTF-8."


class Shape(BaseModel):
    """What a file, or a part of one, must hold; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def read_shape(path: Path, shape: type[M]) -> M:
    """A file as its shape wants it.

    Args:
        path: the file.
        shape: what it must hold.

    Raises:
        Problems: with all that is wrong in it: a line that is not YAML, an unknown key (with the nearest
            right one), a missing key, a value of the wrong kind.
    """
    lines = load(path)
    try:
        return shape.model_validate(_plain(lines))
    except ValidationError as error:
        raise Problems([_message(path, lines, shape, fault) for fault in error.errors()]) from None


def load(path: Path) -> Any:
    """What a file holds, with line numbers.

    Returns:
        ruamel's dictionaries and lists, which know their lines; an empty dictionary for an empty file.

    Raises:
        Problems: where it is not YAML or not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Problems([f"{short_path(path)}: the file is larger than {LARGEST_FILE // 1024**2} MB."])
        parsed = _parse(path.read_text(encoding="utf-8")) or {}
        _require_bounded(parsed, [MOST_VALUES])
        return parsed
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else None
        cause = (error.problem or "bad form").splitlines()[0]
        where = place(path, line)
        problem = f"{where}: not readable as YAML ({cause}). Check spaces, colons and doubled keys."
    except RecursionError:
        problem = f"{short_path(path)}: lists stand within each other too deeply. Is a bracket not closed?"
    except ValueError as error:
        if isinstance(error, UnicodeDecodeError):
            problem = f"{short_path(path)}: {NOT_UTF8}"
        else:
            problem = (
                f"{short_path(path)}: a number is too long, or values are repeated too often. Take it out."
            )
    except OSError:
        problem = f"{short_path(path)}: {NOT_UTF8}"
    raise Problems([problem])


@lru_cache(maxsize=32)
def _parse(text: str) -> Any:
    """YAML with its line numbers. Each text is parsed once, since that takes most of a short build's time."""
    return YAML(typ="rt").load(text)


def _require_bounded(node: Any, left: list[int], depth: int = 0) -> None:
    """Refuse a file in which short names stand for ever longer lists, or lists stand within each other.

    Raises:
        RecursionError, ValueError: where it is so.
    """
    left[0] -= 1
    if left[0] < 0:
        raise ValueError
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            _require_bounded(value, left, depth + 1)


def _plain(node: Any) -> Any:
    """The same without line numbers, every key as text."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(value) for value in node] if isinstance(node, list) else node


def line_of(node: Any, keys: Sequence[str | int]) -> int | None:
    """The line where the setting at some keys stands, or the nearest line above it that is known.

    Args:
        node: what `load` gave.
        keys: the keys that lead to the setting; numbers for the entries of a list.

    Returns:
        The line, counted from 0; None where not even the first key is there.
    """
    line = None
    for key in keys:
        try:
            if isinstance(node, list):
                place = int(key)
                line = node.lc.item(place)[0]  # type: ignore[attr-defined]  # a list of ruamel's
                node = node[place]
            else:
                key = next(name for name in node if str(name) == str(key))
                line, node = node.lc.key(key)[0], node[key]
        except (AttributeError, KeyError, IndexError, StopIteration, TypeError, ValueError):
            break
    return line


def _message(path: Path, lines: Any, shape: type[BaseModel], fault: Any) -> str:
    """A fault that pydantic found, in the suite's own words."""
    keys = fault["loc"]
    where = place(path, line_of(lines, keys))
    key = str(keys[-1]) if keys else path.stem
    if fault["type"] == "extra_forbidden":
        return f"{where}: there is no setting '{key}'.{nearest(key, _settings(shape, keys))}"
    if fault["type"] == "missing":
        return f"{where}: the setting '{key}' is missing. Add it."
    return f"{where}: '{key}' is not right ({fault['msg'].lower()}). Change it."


def _settings(shape: Any, keys: Sequence[str | int]) -> list[str]:
    """The settings that may stand where an unknown one was found."""
    for key in keys[:-1]:
        fields = getattr(shape, "model_fields", {})
        match = next((field for name, field in fields.items() if key in (name, field.alias)), None)
        if match is not None:
            shape = match.annotation
        while not _is_model(shape) and getattr(shape, "__args__", None):
            shape = next((part for part in reversed(shape.__args__) if part is not type(None)), None)
    return [field.alias or name for name, field in getattr(shape, "model_fields", {}).items()]


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def short_path(path: Path) -> str:
    """A file by its folder and name: 'params/bands.yml'."""
    return f"{path.parent.name}/{path.name}"


def place(path: Path, line: int | None) -> str:
    """A file and a line of it, for a message.

    Args:
        path: the file.
        line: counted from 0; None where it is not known.

    Returns:
        'params/bands.yml, line 12'
    """
    return short_path(path) if line is None else f"{short_path(path)}, line {line + 1}"
