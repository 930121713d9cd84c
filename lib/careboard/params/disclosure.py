"""The agreed rule by which small numbers are hidden (disclosure.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from pydantic import Field

from careboard.params.bands import Agreement
from careboard.params.yaml_lines import Shape


class Disclosure(Shape):
    """The rule by which small numbers are hidden: disclosure.yml.

    Attributes:
        threshold: numbers from 1 to this are hidden.
        hide_small_remainders: whether a number is hidden as well where what is left of its whole is small.
        reason: why, in words.
        agreed: who agreed on it.
    """

    threshold: int = Field(default=5, ge=0)
    hide_small_remainders: bool = True
    reason: str
    agreed: Agreement
