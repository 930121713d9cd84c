"""An invented county, Fellshire, that writes itself as a council's extract would come.

What comes in is a folder (a path). What goes out are the files of the extract in it: `ssd/*.csv` (the tables
of the Standard Safeguarding Dataset and the council's own), `ssd.sqlite` (the same tables in one database),
`ssda903/<year>/*.csv` (the yearly returns on children looked after) and, where they are asked for,
`annex_a/*.xlsx` (snapshots of the year to October 2019, one a fortnight). It is arranged so that the figures
of one board paper come out when its records of October 2019 are counted; no figure is stored anywhere.

What the county is made of:

    county, days, quotas, chance   its places, its days, its arranged totals, and the seeds of chance
    people, children, siblings     the register, the children whom the service knows, brothers and sisters
    population_groups, sectors     children by group and mid-year; the sectors of postcodes

What happens in it, put together by world and services:

    front_door, contacts, early_help, cases, assessments      before and at a referral, and its case
    enquiries, need_plans, protection, protection_contacts    plans, and what happens around them
    care, episodes, placements, moves, permanence, leavers    periods of care and their ends
    care_contacts, health, passports                          what is done for children in care
    schooling, school_records                                their school terms, and what schools record
    missing_spells, shared_addresses, outcomes                children missing, shared homes, outcomes
    staff, reviewing_officers                                 who holds and who reviews which case

How it is written:

    ssd_family, ssd_need, ssd_care, ssd_staff   the SSD tables
    service_records, local_tables               the council's own tables
    ssda903                                     the returns
    annex_a, workbook                           the snapshots and their workbooks
    annex_a_facts, _front_door, _care, _leavers, _words     what was known on a day; the lists; their words
    ssd_columns, cells, edges, faults, files    columns, cells as text, seldom and bad records, files

Importing this package loads numpy and what it needs, but no pandas.
"""

from pathlib import Path

import numpy as np

from . import annex_a, edges, faults, files, ssd_columns
from .cells import Table, text
from .chance import dice
from .local_tables import LocalTables
from .outcomes import Outcomes
from .service_records import ServiceRecords
from .ssd_care import Care
from .ssd_family import Family
from .ssd_need import Need
from .ssd_staff import Staff
from .ssda903 import YEARS, Returns
from .world import World


def write(folder: str | Path, snapshots: bool = False) -> None:
    """Write the invented county as files into a folder.

    Args:
        folder: where the files go; made where it does not exist.
        snapshots: whether to write the Annex A workbooks too, which take longer than all the others.
    """
    folder = Path(folder)
    tables, added, returns = build()
    for name, table in tables.items():
        files.write_csv(folder / "ssd" / f"{name}.csv", ssd_columns.columns(name), table, added.get(name, ()))
    files.write_sqlite(folder / "ssd.sqlite", tables, added)
    write_returns(folder / "ssda903", returns)
    if snapshots:
        annex_a.write_series(folder / annex_a.FOLDER, tables)


def build() -> tuple[dict[str, Table], dict[str, list[list[str]]], Returns]:
    """Make the whole county in memory, before any of it is written.

    Returns:
        The SSD and local tables by name, the seldom and bad rows to be added to each of them (texts in the
        order of the table's columns), and the SSDA903 returns.
    """
    world = World()
    ids = person_ids(world)
    family = Family(world, ids)
    care = Care(world, ids, family.case_ids)
    staff = Staff(world, ids, family.case_ids)
    tables = {
        **family.tables(),
        **care.tables(),
        **staff.tables(),
        **ServiceRecords(world, ids, staff.worker_ids).tables(),
    }
    returns = Returns(world, ids, care)
    sources = text(tables["ssd_cin_episodes"]["cine_referral_source_code"])
    miles = text(tables["ssd_cla_placement"]["clap_cla_placement_distance"]).astype(float)
    tables |= Need(world, ids, family.case_ids, sources).tables()
    tables |= Outcomes(world, ids, returns, care.period_ids).tables()
    tables |= LocalTables(world, ids, care.stays, miles).tables()
    added = faults.rows(tables)
    for name, seldom in edges.rows(tables).items():
        added[name] = [*seldom, *added.get(name, [])]
    return tables, added, returns


def write_returns(folder: Path, returns: Returns) -> None:
    """Write one folder a year with the files of that year's SSDA903 return.

    Args:
        folder: the folder in which the years' folders are made.
        returns: the returns of the county.
    """
    for year in YEARS:
        for name, table in returns.year(year).items():
            names = (ssd_columns.SSDA903.get(name) or ssd_columns.LOCAL[name]).split()
            files.write_csv(folder / str(year) / f"{name}.csv", names, table)


def person_ids(world: World) -> np.ndarray:
    """An id for everybody who appears, in no order that tells anything; leading noughts and all.

    Returns:
        One text of seven digits for each person of the register, blank for those who never appear.
    """
    rng = dice("person ids")
    ids = np.full(world.register.count, "", object)
    who = np.flatnonzero(world.appears)
    ids[who] = [f"{number:07d}" for number in rng.permutation(len(who)) + 4_211]
    return ids
