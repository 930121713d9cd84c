"""An invented county, Fellshire, that writes itself as a council's extract would come.

It is arranged so that the figures of one board paper come out when its records of October 2019 are
counted; no figure is stored anywhere.
"""

from pathlib import Path

import numpy as np

from . import faults, files, ssd_columns
from .beside import Beside
from .chance import dice
from .outcomes import Outcomes
from .ssd_care import Care
from .ssd_family import Family
from .ssd_need import Need
from .ssd_staff import Local, Staff
from .ssda903 import YEARS, Returns
from .world import World


def write(folder):
    """Write the invented county: ssd/*.csv, ssd.sqlite and ssda903/<year>/*.csv in the folder."""
    folder = Path(folder)
    tables, added, returns = build()
    for name, table in tables.items():
        files.write_csv(folder / "ssd" / f"{name}.csv", ssd_columns.columns(name), table, added.get(name, ()))
    files.write_sqlite(folder / "ssd.sqlite", tables, added)
    write_returns(folder / "ssda903", returns)


def build():
    """The county's SSD and local tables, the bad rows added to them, and its SSDA903 returns."""
    world = World()
    ids = person_ids(world)
    family = Family(world, ids)
    care = Care(world, ids, family.case_ids)
    staff = Staff(world, ids, family.case_ids)
    tables = {**family.tables(), **care.tables(), **staff.tables(), **Local(world, ids, staff.worker_ids).tables()}
    returns = Returns(world, ids, care)
    sources = tables["ssd_cin_episodes"]["cine_referral_source_code"]
    miles = tables["ssd_cla_placement"]["clap_cla_placement_distance"].astype(float)
    tables |= Need(world, ids, family.case_ids, sources).tables() | Outcomes(world, ids, returns, care.period_ids).tables()
    tables |= Beside(world, ids, care.stays, miles).tables()
    return tables, faults.rows(tables), returns


def write_returns(folder, returns):
    """One folder a year with the files of that year's SSDA903 return."""
    for year in YEARS:
        for name, table in returns.year(year).items():
            names = (ssd_columns.SSDA903.get(name) or ssd_columns.LOCAL[name]).split()
            files.write_csv(folder / str(year) / f"{name}.csv", names, table)


def person_ids(world):
    """An id for everybody who appears, in no order that tells anything; leading noughts and all."""
    rng = dice("person ids")
    ids = np.full(world.register.count, "", object)
    who = np.flatnonzero(world.appears)
    ids[who] = [f"{number:07d}" for number in rng.permutation(len(who)) + 4_211]
    return ids
