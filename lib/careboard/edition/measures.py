"""What an edition says of a measure: its definition in the keys that pages read."""

from __future__ import annotations

from typing import Any

from careboard.indicators import Definition


def described(definition: Definition) -> dict[str, Any]:
    """What an edition says of a definition."""
    keys = (
        "title",
        "kind",
        "unit",
        "why",
        "source",
        "owner",
        "reviewed",
        "next_review",
        "page",
        "definition",
        "departs",
        "whole_authority_only",
        "subject",
    )
    return {key: getattr(definition, key) for key in keys} | {
        "good": definition.good or "",
        "windows": list(definition.windows),
        "variation": definition.variation or "",
        "comparator": definition.comparator or "",
        "brief": definition.brief or definition.title,
    }
