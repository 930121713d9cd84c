"""The SSD tables of looked-after children, children missing and care leavers."""

from zlib import crc32

import numpy as np

from .care_contacts import participation
from .cases import latest_case
from .cells import Days, Minutes, Table, running_ids, yes_no
from .chance import dice, draw, latest_days
from .county import team_id
from .days import DATE_SHOWN, EXTRACT, HISTORY_START, OPEN
from .episodes import NEEDS, move_reasons
from .missing_spells import DAY
from .world import World


class Care:
    """Writes the tables of care from the world; only periods of care that are not in older systems."""

    def __init__(self, world: World, ids: np.ndarray, case_ids: np.ndarray) -> None:
        self.world, self.ids, self.case_ids = world, ids, case_ids
        self.rng = dice("care tables")
        self.person = world.periods.person
        self.period_ids = np.full(len(self.person), "", object)
        self.period_ids[world.written] = running_ids("C", world.written.sum())
        self.stays = np.flatnonzero(world.written[world.stays.period])
        self.stay_ids = np.full(len(world.stays.start), "", object)
        self.stay_ids[self.stays] = running_ids("PL", len(self.stays))
        self.episodes = np.flatnonzero(world.written[world.episodes.period])
        self.needs = draw(self.rng, NEEDS, len(self.person))
        self.move_reasons = move_reasons(world.periods, world.stays)

    def tables(self) -> dict[str, Table]:
        """Every table that this class writes, by its name."""
        return {
            "ssd_cla_episodes": self.cla_episodes(),
            "ssd_cla_placement": self.placements(),
            "ssd_legal_status": self.legal_status(),
            "ssd_cla_reviews": self.reviews(),
            "ssd_cla_visits": self.visits(),
            "ssd_cla_health": self.health(),
            "ssd_sdq_scores": self.questionnaires(),
            "ssd_missing": self.missing(),
            "ssd_care_leavers": self.care_leavers(),
        }

    def cla_episodes(self) -> Table:
        """Care episodes, from one change of placement or legal status to the next."""
        found, rows = self.world.episodes, self.episodes
        period = found.period[rows]
        return {
            "clae_cla_episode_id": running_ids("E", len(rows)),
            "clae_person_id": self.ids[self.person[period]],
            "clae_cla_episode_start_date": Days(found.start[rows]),
            "clae_cla_episode_start_reason": found.started[rows],
            "clae_cla_primary_need_code": self.needs[period],
            "clae_cla_episode_ceased_date": Days(found.end[rows]),
            "clae_cla_episode_ceased_reason": found.ceased[rows],
            "clae_cla_id": self.period_ids[period],
            "clae_referral_id": self._referrals(period, found.start[rows]),
            "clae_cla_placement_id": self.stay_ids[found.stay[rows]],
            "clae_entered_care_date": Days(self.world.periods.start[period]),
        }

    def _referrals(self, period: np.ndarray, on: np.ndarray) -> np.ndarray:
        """The referral whose case was open at each episode's start, blank where there is none."""
        case = latest_case(self.world.cases, self.person[period], on)
        return np.where(case >= 0, self.case_ids[case], "").astype(object)

    def placements(self) -> Table:
        """Placements, with the kind of place, its distance from home and its provider."""
        found, rows = self.world.stays, self.stays
        code = found.code[rows]
        near = np.isin(code, ["U1", "U2", "U3", "P1"])
        miles = np.round(self.rng.gamma(1.3, np.where(near, 5, 11)), 1).astype(str).astype(object)
        # one home, one number
        homes = [f"SC{400_000 + crc32(post.encode()) % 260}" for post in found.postcode[rows]]
        urn = np.where(np.isin(code, ["K1", "K2", "R1", "S1", "R3"]), homes, "")
        return {
            "clap_cla_placement_id": self.stay_ids[rows],
            "clap_cla_placement_start_date": Days(found.start[rows]),
            "clap_cla_placement_type": code,
            "clap_cla_placement_urn": urn.astype(object),
            "clap_cla_placement_distance": miles,
            "clap_cla_id": self.period_ids[found.period[rows]],
            "clap_cla_placement_provider": found.provider[rows],
            "clap_cla_placement_postcode": found.postcode[rows],
            "clap_cla_placement_end_date": Days(found.end[rows]),
            "clap_cla_placement_change_reason": self.move_reasons[rows],
            "clap_person_id": self.ids[self.person[found.period[rows]]],
        }

    def legal_status(self) -> Table:
        """Legal statuses: one row while the same status lasts."""
        found = self.world.episodes
        rows = self.episodes
        period, status = found.period[rows], found.status[rows]
        new = np.append(True, (period[1:] != period[:-1]) | (status[1:] != status[:-1]))
        last = np.append(new[1:], True)
        return {
            "lega_legal_status_id": running_ids("LS", new.sum()),
            "lega_person_id": self.ids[self.person[period[new]]],
            "lega_legal_status": status[new],
            "lega_legal_status_start_date": Days(found.start[rows][new]),
            "lega_legal_status_end_date": Days(found.end[rows][last]),
        }

    def reviews(self) -> Table:
        """Reviews held, with the day by which each was due."""
        found = self.world.care_reviews
        kept = self.world.written[found.owner]
        owner, on, due = found.owner[kept], found.on[kept], found.due[kept]
        age = (on - self.world.register.born[self.person[owner]]) / 365.25
        return {
            "clar_cla_review_id": running_ids("CR", len(on)),
            "clar_cla_id": self.period_ids[owner],
            "clar_cla_review_due_date": Days(due),
            "clar_cla_review_date": Days(on),
            "clar_cla_review_cancelled": np.full(len(on), "N", object),
            "clar_cla_review_participation": participation(self.rng, len(on), age),
        }

    def visits(self) -> Table:
        """Visits; now and then the child was not seen.

        Not so at a child's last visit by the date shown, since who was visited in time then is arranged.
        """
        found = self.world.care_visits
        kept = self.world.written[found.owner]
        owner, on = found.owner[kept], found.on[kept]
        size = len(on)
        last = on == latest_days(owner, on, len(self.person), DATE_SHOWN)[owner]
        seen = (self.rng.random(size) < 0.985) | last
        alone = seen & (self.rng.random(size) < 0.78)
        return {
            "clav_cla_visit_id": running_ids("CV", size),
            "clav_cla_id": self.period_ids[owner],
            "clav_person_id": self.ids[self.person[owner]],
            "clav_cla_visit_date": Days(on),
            "clav_cla_visit_seen": yes_no(seen),
            "clav_cla_visit_seen_alone": yes_no(alone),
        }

    def health(self) -> Table:
        """Health and dental checks."""
        parts = [self.world.health, self.world.dental]
        period, on, kind, status = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("period", "on", "kind", "status")
        )
        kept = np.flatnonzero(self.world.written[period] & (on >= HISTORY_START - 400))
        kept = kept[np.argsort(on[kept], kind="stable")]
        return {
            "clah_health_check_id": running_ids("H", len(kept)),
            "clah_person_id": self.ids[self.person[period[kept]]],
            "clah_health_check_type": kind[kept],
            "clah_health_check_date": Days(on[kept]),
            "clah_health_check_status": status[kept],
        }

    def questionnaires(self) -> Table:
        """Strengths and difficulties questionnaires: a score and a date, or a reason and a date."""
        found = self.world.questionnaires
        rows = np.flatnonzero(self.world.written[found.period])
        rows = rows[np.argsort(found.on[rows], kind="stable")]
        score = found.score[rows]
        return {
            "csdq_table_id": running_ids("Q", len(rows)),
            "csdq_person_id": self.ids[self.person[found.period[rows]]],
            "csdq_sdq_completed_date": Days(found.on[rows]),
            "csdq_sdq_reason": found.reason[rows],
            "csdq_sdq_score": np.where(score >= 0, score.astype(str), "").astype(object),
        }

    def missing(self) -> Table:
        """Missing and away spells."""
        found = self.world.spells
        offered, done = found.offered < OPEN * DAY, found.completed < OPEN * DAY
        ended = (found.kind == "M") & (found.end < OPEN * DAY)
        accepted = done | (offered & (self.rng.random(len(done)) < 0.06))
        return {
            "miss_table_id": running_ids("MS", len(found.start)),
            "miss_person_id": self.ids[found.person],
            "miss_missing_episode_start_date": Minutes(found.start),
            "miss_missing_episode_type": found.kind,
            "miss_missing_episode_end_date": Minutes(found.end),
            "miss_missing_rhi_offered": np.where(ended, yes_no(offered), "").astype(object),
            "miss_missing_rhi_accepted": np.where(ended, yes_no(accepted), "").astype(object),
        }

    def care_leavers(self) -> Table:
        """The current state of each care leaver at the extract's date."""
        history, found = self.world.leaver_history, self.world.leavers
        rows = np.flatnonzero((history["from"] <= EXTRACT) & (history["to"] > EXTRACT))
        person = found.person[history["who"][rows]]
        home = history["home"][rows]
        return {
            "clea_table_id": running_ids("CL", len(rows)),
            "clea_person_id": self.ids[person],
            "clea_care_leaver_eligibility": history["eligibility"][rows],
            "clea_care_leaver_in_touch": history["touch"][rows],
            "clea_care_leaver_latest_contact": Days(history["contact"][rows]),
            "clea_care_leaver_accommodation": home,
            "clea_care_leaver_accom_suitable": suitability(home),
            "clea_care_leaver_activity": history["activity"][rows],
            "clea_pathway_plan_review_date": Days(history["review"][rows]),
            "clea_care_leaver_personal_advisor": self._advisers(person),
            "clea_care_leaver_allocated_team": team_id("C", self.world.register.district[person]),
        }

    def _advisers(self, person: np.ndarray) -> np.ndarray:
        """A personal adviser of the leaving care team for each young person."""
        workers = self.world.workers
        ids = running_ids("W", len(workers.start))
        teams = team_id("C", self.world.register.district[person])
        chosen = np.full(len(person), "", object)
        for team in np.unique(teams.astype(str)):
            there = ids[(workers.team == team) & (workers.role == "Personal adviser") & (workers.end >= OPEN)]
            mine = np.flatnonzero(teams == team)
            chosen[mine] = self.rng.choice(there, len(mine))
        return chosen


def suitability(home: np.ndarray) -> np.ndarray:
    """Y where an accommodation code ends in 1, else N."""
    return yes_no([code.endswith("1") for code in home])
