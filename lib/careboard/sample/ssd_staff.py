"""The SSD tables of staff, of their involvements and of departments."""

import numpy as np

from . import county
from .cells import Days, Table, running_ids, yes_no
from .days import OPEN
from .world import World


class Staff:
    """Writes the tables of staff from the world; `case_ids` are the referral ids."""

    def __init__(self, world: World, ids: np.ndarray, case_ids: np.ndarray) -> None:
        self.world, self.ids, self.case_ids = world, ids, case_ids
        self.worker_ids = running_ids("W", len(world.workers.start))

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        return {
            "ssd_involvements": self.involvements(),
            "ssd_professionals": self.professionals(),
            "ssd_department": self.department(),
        }

    def involvements(self) -> Table:
        """Involvements of social workers and of reviewing officers."""
        parts = [self.world.involvements, self.world.officer_involvements]
        worker, person, case, start, end = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("worker", "person", "case", "start", "end")
        )
        kept = np.flatnonzero(self.world.appears[person] & (end > start))
        kept = kept[np.argsort(start[kept], kind="stable")]
        worker, person, case, start, end = (part[kept] for part in (worker, person, case, start, end))
        workers = self.world.workers
        left = (end == workers.end[worker]) & (end < OPEN)
        return {
            "invo_involvements_id": running_ids("I", len(start)),
            "invo_professional_id": self.worker_ids[worker],
            "invo_professional_role_id": workers.role[worker],
            "invo_professional_team": workers.team[worker],
            "invo_involvement_start_date": Days(start),
            "invo_involvement_end_date": Days(end),
            "invo_worker_change_reason": np.where(left, "Worker left", "").astype(object),
            "invo_person_id": self.ids[person],
            "invo_referral_id": np.where(case >= 0, self.case_ids[case], "").astype(object),
        }

    def professionals(self) -> Table:
        """Everybody who works or worked there, without their names."""
        workers = self.world.workers
        found = self.world.involvements
        open_cases = np.bincount(found.worker[found.end >= OPEN], minlength=len(workers.start))
        return {
            "prof_professional_id": self.worker_ids,
            "prof_staff_id": running_ids("S", len(workers.start)),
            "prof_professional_job_title": workers.role,
            "prof_professional_caseload": open_cases.astype(str).astype(object),
            "prof_professional_department": workers.team,
            "prof_full_time_equivalency": workers.fte.astype(str).astype(object),
            "prof_agency_worker_flag": yes_no(workers.agency),
        }

    def department(self) -> Table:
        """Teams, and the reviewing officers' one."""
        rows = [(team, name, district, county.title(district)) for team, name, district in county.teams()]
        rows.append((county.REVIEWING_TEAM, "Reviewing officers", "county", county.NAME))
        team, name, parent, parent_name = (np.array(column, object) for column in zip(*rows, strict=True))
        return {
            "dept_team_id": team,
            "dept_team_name": name,
            "dept_team_parent_id": parent,
            "dept_team_parent_name": parent_name,
        }
