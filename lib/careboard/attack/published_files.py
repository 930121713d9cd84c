"""The published tables of all periods, as anybody who has the folder can read them."""

from __future__ import annotations

from pathlib import Path

import pandas

from careboard.errors import WrongUse

FIGURES, META = "figures.csv", "figures.meta.csv"
KEY = ["indicator", "period", "window", "area", "breakdown", "group"]
NUMBERS = ["numerator", "denominator", "value"]


def published_tables(outputs: Path) -> pandas.DataFrame:
    """The rows of figures.csv of every period, with the kind and unit of each measure and their issue.

    Args:
        outputs: the folder of outputs.

    Returns:
        Columns KEY, numerator, denominator, value, state, kind, unit, good and issue (the folder's name).

    Raises:
        WrongUse: where nothing is published there.
    """
    folders = sorted(file.parent for file in outputs.glob(f"*/{FIGURES}"))
    if not folders:
        raise WrongUse(f"{outputs}: nothing is published here. Build a period first: careboard build PERIOD")
    return pandas.concat([_table(folder) for folder in folders], ignore_index=True)


def _table(folder: Path) -> pandas.DataFrame:
    texts = dict.fromkeys([*KEY, "state"], "str")
    rows = pandas.read_csv(
        folder / FIGURES, dtype=texts, keep_default_na=False, na_values=dict.fromkeys(NUMBERS, "")
    )
    meta = pandas.read_csv(folder / META, dtype="str", keep_default_na=False).set_index("indicator")
    for name in ("kind", "unit", "good"):
        rows[name] = rows.indicator.map(meta[name])
    return rows[[*KEY, *NUMBERS, "state", "kind", "unit", "good"]].assign(issue=folder.name)
