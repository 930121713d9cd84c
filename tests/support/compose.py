"""A handful of invented records, and the composer that makes editions of them."""

from datetime import date

from careboard.edition.compose import Composer
from careboard.intake import Extract
from careboard.intake.findings import Findings
from careboard.intake.source import ChosenSource
from careboard.params import load
from careboard.params.models import Source
from support.command import ROOT
from support.counties import tables

CHILDREN = [{"child": f"{number}", "born": "2010-01-01"} for number in range(60)]
PLANS = [{"plan": f"{number}", "child": f"{number}", "started": "2019-05-01"} for number in range(60)]


def composer(audience="board", authority=888, invented=False, params=None, homes=(), plans=PLANS):
    """A composer of 60 children, each with a plan; homes: where some live, None where nobody knows."""
    chosen = ChosenSource("x", "ours", Source(path="x", authority=authority, population="sample"))
    records = extract(homes, plans, invented)
    return Composer(params or load.read(ROOT / "params"), chosen, records, audience, "f" * 16)


def extract(homes=(), plans=PLANS, invented=False):
    """The extract of that composer."""
    districts = {} if homes is None else {"home_districts": list(homes)}
    records = tables(children=CHILDREN, plans=plans, **districts)
    return Extract("ours", "SSD", date(2019, 11, 4), invented, records, Findings().frame())
