"""A YAML file with its line numbers, read into a shape; what is wrong is told by file and line, in the suite's own words.

Importing this module costs no pandas.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from careboard.problems import Problems, nearest

A = TypeVar("A", bound=BaseModel)


class Shape(BaseModel):
    """What a file, or a part of one, must hold; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def shaped(path: Path, shape: type[A]) -> A:
    """A file as its shape wants it. Raises Problems with all that is wrong in it: a line that is not YAML, an unknown key
    (with the nearest right one), a missing key, a value of the wrong kind."""
    lines = load(path)
    try:
        return shape.model_validate(_plain(lines))
    except ValidationError as error:
        raise Problems([_reworded(path, lines, shape, fault) for fault in error.errors()]) from None


def load(path: Path) -> Any:
    """What a file holds, with line numbers. Raises Problems where it is not YAML or not UTF-8."""
    try:
        return _parsed(path.read_text(encoding="utf-8")) or {}
    except MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else None
        raise Problems([f"{place(path, line)}: not readable as YAML ({(error.problem or 'bad form').splitlines()[0]}). Check spaces, colons and doubled keys."]) from None
    except (OSError, UnicodeDecodeError):
        raise Problems([f"{told(path)}: the file cannot be read as UTF-8 text. Save it again as UTF-8."]) from None


@lru_cache(maxsize=32)
def _parsed(text: str) -> Any:
    """YAML with its line numbers. Each text is parsed once, since that takes most of a short build's time."""
    return YAML(typ="rt").load(text)


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    return [_plain(value) for value in node] if isinstance(node, list) else node


def line_of(node: Any, keys: tuple) -> int | None:
    """The line (from 0) where the setting at these keys stands, or the nearest line above it that is known."""
    line = None
    for key in keys:
        try:
            if isinstance(node, list):
                line, node = node.lc.item(int(key))[0], node[int(key)]  # type: ignore[attr-defined]  # ruamel's lists know their lines
            else:
                key = next(name for name in node if str(name) == str(key))
                line, node = node.lc.key(key)[0], node[key]
        except (AttributeError, KeyError, IndexError, StopIteration, TypeError, ValueError):
            break
    return line


def _reworded(path: Path, lines: Any, shape: type[BaseModel], fault: Any) -> str:
    """pydantic's finding in the suite's own words."""
    keys = fault["loc"]
    at = place(path, line_of(lines, keys))
    key = str(keys[-1]) if keys else path.stem
    if fault["type"] == "extra_forbidden":
        return f"{at}: there is no setting '{key}'.{nearest(key, _known(shape, keys))}"
    if fault["type"] == "missing":
        return f"{at}: the setting '{key}' is missing. Add it."
    return f"{at}: '{key}' is not right ({fault['msg'].lower()}). Change it."


def _known(shape: Any, keys: tuple) -> list[str]:
    """The settings that may stand where an unknown one was found."""
    for key in keys[:-1]:
        fields = getattr(shape, "model_fields", {})
        match = next((field for name, field in fields.items() if key in (name, field.alias)), None)
        if match is not None:
            shape = match.annotation
        while not (isinstance(shape, type) and issubclass(shape, BaseModel)) and getattr(shape, "__args__", None):
            shape = next((part for part in reversed(shape.__args__) if part is not type(None)), None)
    return [field.alias or name for name, field in getattr(shape, "model_fields", {}).items()]


def told(path: Path) -> str:
    """A file by its folder and name."""
    return f"{path.parent.name}/{path.name}"


def place(path: Path, line: int | None) -> str:
    """A file and a line of it: 'params/bands.yml, line 12'."""
    return told(path) if line is None else f"{told(path)}, line {line + 1}"
