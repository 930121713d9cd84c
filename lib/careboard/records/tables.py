"""The checked tables of one extract, as definitions ask for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy
import pandas

from careboard.records.schema import PANDAS_TYPES, TABLES, Table

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


class NotAvailable(Exception):
    """The extract does not hold a table or column that a definition asks for.

    Attributes:
        table: the table's name, '' where it is something else that is missing.
    """

    def __init__(self, reason: str, table: str = ""):
        super().__init__(reason)
        self.table = table


@dataclass(frozen=True)
class Reach:
    """How far back snapshots tell: an extract that holds the records themselves has none.

    Attributes:
        stocks: the first day of which it is known how things stood.
        flows: the first day from which on events are known.
    """

    stocks: date
    flows: date


@dataclass
class Tables:
    """The checked tables of one extract, asked for by name: `tables.plans`.

    A table that the extract lacks raises NotAvailable. No definition changes a frame; one that needs another
    frame makes it.

    Attributes:
        frames: the tables that the extract has, by name, in their declared shape.
        standards: the local standards of params/suite.yml.
        drawn: the day on which the extract was drawn, None where it does not say.
        districts: the ids of the authority's own areas that no other belongs to.
        reach: how far back it tells, where it is made of snapshots.
        memo: what several definitions ask for at one date; see `once`.
    """

    frames: dict[str, pandas.DataFrame]
    standards: Any = None
    drawn: date | None = None
    districts: frozenset[str] = frozenset()
    reach: Reach | None = None
    memo: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getattr__(self, name: str) -> pandas.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(name)
        if name not in self.frames:
            raise NotAvailable(f"the table '{name}' is not in the extract", name)
        return self.frames[name]

    def has(self, name: str) -> bool:
        """Whether the extract has a table.

        Args:
            name: the table's name; see records.schema.
        """
        return name in self.frames

    def with_settings(self, standards: Any, districts: frozenset[str]) -> Tables:
        """The same tables with the council's settings.

        Args:
            standards: the local standards of params/suite.yml.
            districts: the ids of the authority's own areas that no other belongs to.
        """
        return replace(self, standards=standards, districts=districts)

    def with_frames(self, frames: dict[str, pandas.DataFrame]) -> Tables:
        """The same extract with other frames.

        Args:
            frames: all its tables by name, in their declared shape.
        """
        return replace(self, frames=frames)

    def absent_columns(self) -> set[str]:
        """The columns that tables of the extract may lack and do, by the names that definitions use."""
        return {
            column.name
            for table, frame in self.frames.items()
            for column in TABLES[table].columns
            if not column.required and column.name not in frame
        }

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, worked out once and kept for whoever asks next.

        Args:
            key: all that the result depends on beside the tables.
            make: works it out; it is not called again for the same key.
        """
        if key not in self.memo:
            self.memo[key] = make()
        return self.memo[key]

    @property
    def child(self) -> pandas.DataFrame:
        """The table of children by the child's id."""
        return self.once("child", lambda: self.children.set_index("child"))

    def born(self, child: pandas.Series) -> pandas.Series:
        """Each child's date of birth.

        Args:
            child: children's ids, each as often as it is asked about.

        Returns:
            Days, with the same index; missing where it is not known.
        """
        place = self.child.index.get_indexer(child)
        born = numpy.append(self.child.born.to_numpy("datetime64[s]"), numpy.datetime64("NaT", "s"))
        return pandas.Series(born[place], index=child.index, name="born")


def kept(
    made: Callable[Concatenate[Tables, Asked], Made],
) -> Callable[Concatenate[Tables, Asked], Made]:
    """What a function finds in the tables, worked out once for the same arguments; see `Tables.once`.

    Args:
        made: works it out of the tables and of arguments that can be told apart, such as dates and words.
    """
    name = f"{made.__module__}.{made.__qualname__}"

    @wraps(made)
    def asked(tables: Tables, /, *args: Asked.args, **named: Asked.kwargs) -> Made:
        key = (name, *args, *sorted(named.items()))
        return tables.once(key, lambda: made(tables, *args, **named))

    return asked


def empty(table: Table) -> pandas.DataFrame:
    """A table with no record in it.

    Args:
        table: its declared shape.
    """
    return typed(pandas.DataFrame({name: pandas.Series(dtype="str") for name in table.names}), table)


def typed(frame: pandas.DataFrame, table: Table) -> pandas.DataFrame:
    """Text in ISO form turned into the declared types; blank is missing.

    For rows written by hand: worked examples, corrections and tests.

    Args:
        frame: text, '2019-10-31' for a day; columns that it lacks are missing throughout.
        table: the declared shape.

    Returns:
        Every column of the table, in its order, with the frame's index.
    """
    columns = {}
    for column in table.columns:
        if column.name in frame:
            text = frame[column.name].astype("str").replace("", None)
        else:
            text = pandas.Series([None] * len(frame), index=frame.index, dtype="str")
        if PANDAS_TYPES.get(column.type) == "float64":
            columns[column.name] = pandas.to_numeric(text)
        elif column.type in PANDAS_TYPES:
            columns[column.name] = pandas.to_datetime(text, format="ISO8601").astype("datetime64[s]")
        else:
            columns[column.name] = text
    return pandas.DataFrame(columns, index=frame.index)
