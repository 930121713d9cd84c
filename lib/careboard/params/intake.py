"""How much of an extract may be set aside before a build stops (intake.yml).

Importing this module costs no pandas.
"""

from __future__ import annotations

from pydantic import Field

from careboard.params.bands import Agreement
from careboard.params.words import Words
from careboard.params.yaml_lines import Shape


class Accepted(Shape):
    """A fault of the records that is known and accepted.

    Attributes:
        what: its name, as the message gives it: 'ssd_person:pers_ethnicity'.
        reason: why, in words that readers see.
        agreed: who agreed on it.
    """

    what: str
    reason: Words
    agreed: Agreement


class Intake(Shape):
    """How much of an extract may be set aside: intake.yml.

    Attributes:
        share: of a table's records, in per cent, for each column.
        fewest: fewer records never stop a build, unless they are all that a table has.
        agreed: who agreed on it, None where nobody has.
        accepted: what is beyond the share and accepted all the same.
    """

    share: float = Field(default=2.0, ge=0, le=100)
    fewest: int = Field(default=3, ge=1)
    agreed: Agreement | None = None
    accepted: list[Accepted] = []
