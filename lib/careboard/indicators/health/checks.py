"""Health and dental checks that were done; refused ones were not."""

from __future__ import annotations

from careboard.records.codes import REFUSED
from careboard.records.spans import Lasts
from careboard.records.tables import Tables


def last_check(tables: Tables, kind: str) -> Lasts:
    """Each child's checks of a kind that were done, to be asked for the last one by a date."""
    checks = tables.health_checks
    return tables.once(
        ("checks done", kind),
        lambda: Lasts(checks[(checks.type == kind) & (checks.status != REFUSED)], "child", "checked"),
    )
