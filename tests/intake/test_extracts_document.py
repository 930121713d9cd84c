"""docs/extracts.md names every table that a council keeps beside a standard shape, with its columns."""

import re

import pytest
from support.command import ROOT

from careboard.intake.ssd_columns import DECLARATIONS

BLOCKS = [block.split() for block in re.split(r"\n(?=\w)", DECLARATIONS.strip())]
OWN = {theirs: columns for _, _, theirs, *columns in BLOCKS if not theirs.startswith("ssd_")}


@pytest.mark.parametrize("table", OWN)
def test_the_document_describes_the_services_own_table(table):
    lines = (ROOT / "docs" / "extracts.md").read_text(encoding="utf-8").splitlines()
    described = [line for line in lines if line.startswith("|") and f"`{table}`" in line.split("|")[1]]
    assert len(described) == 1
    assert [pair for pair in OWN[table] if f"`{pair.split('=')[1]}`" not in described[0]] == []
