"""Lists 9 to 11 of Annex A: care leavers, children to be adopted, and those who adopt them.

In each function `on` is the snapshot's day; of later days nothing is known yet.
"""

import numpy as np

from . import annex_a_words as spelt
from .annex_a_facts import Facts, known_by, months_before
from .annex_a_words import flags, words
from .cells import Days, Table
from .chance import dice, draw
from .county import WHITE, team_id
from .days import OPEN

STEPS = {
    "Date enquiry received": (260, 520),  # days before the match, at the least and at the most
    "Date Stage 1 started": (235, 250),
    "Date Stage 1 ended": (180, 225),
    "Date Stage 2 started": (160, 175),
    "Date Stage 2 ended": (75, 110),
    "Date application submitted": (55, 70),
    "Date application approved": (30, 50),
}


class Leavers:
    """Writes lists 9 to 11."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        who = facts.who("care_leaver_history", "person_id")
        self.history = facts.span("care_leaver_history", who, "from", "to")
        came = facts.who("ssd_immigration_status", "immi_person_id")
        self.alone = np.zeros(len(facts.ids), bool)
        self.alone[came] = True
        self.advisers = self._by_team("Personal adviser")
        homes = facts.span("home_districts", facts.who("home_districts", "person_id"), "from")
        self.homes, self.districts = homes, facts.text("home_districts", "district")[homes.row]
        self._permanence()

    def _by_team(self, role: str) -> dict[str, list[int]]:
        """The workers of a role, as their places in the workforce, by team."""
        facts, found = self.facts, dict[str, list[int]]()
        for place in np.flatnonzero(facts.text("workforce", "role") == role).tolist():
            found.setdefault(facts.text("workforce", "team_id")[place], []).append(place)
        return found

    def lists(self, on: int) -> dict[int, Table]:
        """The lists by number."""
        return {9: self.left(on), 10: self.to_be_adopted(on), 11: self.adopters(on)}

    def left(self, on: int) -> Table:
        """Young people who have left care, as they lived on the day."""
        facts, table = self.facts, "care_leaver_history"
        at = np.flatnonzero((self.history.start <= on) & (self.history.end > on))
        who, row = self.history.owner[at], self.history.row[at]
        home = facts.text(table, "accommodation")[row]
        team = self._team(who, on)
        return {
            **facts.child(who, on),
            "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)": flags(
                self.alone[who]
            ),
            **facts.disability(who),
            **facts.allocated(who, on, team),
            "Allocated Personal Advisor": self._adviser(who, team, on),
            "Eligibility Category": words(facts.text(table, "eligibility")[row], spelt.ELIGIBILITY),
            "Latest Pathway Plan Review Date": Days(
                known_by(facts.days(table, "pathway_plan_review")[row], on)
            ),
            "LA in Touch": words(facts.text(table, "in_touch")[row], spelt.IN_TOUCH),
            "Latest Date of Contact": Days(known_by(facts.days(table, "contact")[row], on)),
            "Type of Accommodation": words(home.astype("U1").astype(object), spelt.HOMES),
            "Suitability of Accommodation": words(
                np.array([code[-1:] for code in home.tolist()], object), spelt.SUITABILITY
            ),
            "Activity Status": words(facts.text(table, "activity")[row], spelt.ACTIVITY),
        }

    def _team(self, who: np.ndarray, on: int) -> np.ndarray:
        """The leaving care team of each one's home district, blank where no home is known."""
        district = self.homes.latest(who, on)
        names = np.where(district >= 0, self.districts[np.maximum(district, 0)], "").tolist()
        places = {name: place for place, name in enumerate(dict.fromkeys(self.facts.text("teams", "area")))}
        return np.array([str(team_id("C", places[name])) if name else "" for name in names], object)

    def _adviser(self, who: np.ndarray, team: np.ndarray, on: int) -> np.ndarray:
        """A personal adviser who works in each one's team on the day."""
        start, end = (self.facts.days("workforce", name) for name in ("start", "end"))
        ids, there = self.facts.text("workforce", "worker_id"), dict[str, list[str]]()
        for name, places in self.advisers.items():
            there[name] = [ids[place] for place in places if start[place] <= on < end[place]]
        chosen = [there.get(name) or [""] for name in team.tolist()]
        return np.array([some[number % len(some)] for some, number in zip(chosen, who.tolist())], object)

    def _permanence(self) -> None:
        """Children for whom adoption was decided, and an invented family for each who is matched."""
        facts, table = self.facts, "ssd_permanence"
        self.decided, self.ordered, self.matched, self.placed, self.made = (
            facts.days(table, f"perm_{name}_date")
            for name in (
                "adm_decision",
                "placement_order",
                "matched",
                "placed_for_adoption",
                "permanence_order",
            )
        )
        self.made = np.where(facts.text(table, "perm_permanence_order_type") == "Adoption", self.made, OPEN)
        self.who = facts.who(table, "perm_person_id")
        self.for_adoption = self.decided < OPEN
        episodes = facts.text("ssd_cla_episodes", "clae_cla_id").astype(str)
        ids, of = np.unique(episodes, return_inverse=True)
        left = np.zeros(len(ids), int)
        np.maximum.at(left, of, facts.days("ssd_cla_episodes", "clae_cla_episode_ceased_date"))
        period = np.searchsorted(ids, facts.text(table, "perm_cla_id").astype(str))
        self.left_care = left[period]
        rng, size = dice("adopters"), len(self.who)
        self.steps = {
            name: self.matched - rng.integers(least, most, size) for name, (least, most) in STEPS.items()
        }
        self.ethnicity = [draw(rng, WHITE, size), draw(rng, WHITE, size)]

    def _families(self, rows: np.ndarray, on: int) -> np.ndarray:
        """The family of each child's adopters, blank until they are matched."""
        names = np.array([f"AF{row + 1:05d}" for row in rows.tolist()], object)
        return np.where(self.matched[rows] <= on, names, "").astype(object)

    def to_be_adopted(self, on: int) -> Table:
        """Children for whom adoption was decided, until six months after they left care."""
        facts, six = self.facts, months_before(on, 6)
        rows = np.flatnonzero(
            self.for_adoption & (self.decided <= on) & (known_by(self.left_care, on) >= six)
        )
        who = self.who[rows]
        nothing = Days(np.full(len(rows), OPEN))
        return {
            "Child Unique ID": facts.ids[who].astype(object),
            "Family identifier": self._families(rows, on),
            **{name: column for name, column in facts.child(who, on).items() if name != "Child Unique ID"},
            **facts.disability(who),
            "Date the Child Entered Care": Days(self._entered()[rows]),
            "Date of Decision that Child Should be Placed for Adoption": Days(self.decided[rows]),
            "Date of Placement Order": Days(known_by(self.ordered[rows], on)),
            "Date of Matching Child and Prospective Adopters": Days(known_by(self.matched[rows], on)),
            "Date Placed for Adoption": Days(known_by(self.placed[rows], on)),
            "Date of Adoption Order": Days(known_by(self.made[rows], on)),
            "Date of Decision that Child Should No Longer be Placed for Adoption": nothing,
            "Reason Why Child No Longer Placed for Adoption": np.full(len(rows), "", object),
            "Date the child was placed for fostering in FFA or concurrent planning placement": nothing,
        }

    def _entered(self) -> np.ndarray:
        """The day on which each child's period of care began."""
        facts, table = self.facts, "ssd_cla_episodes"
        ids, first = np.unique(facts.text(table, "clae_cla_id").astype(str), return_index=True)
        period = np.searchsorted(ids, facts.text("ssd_permanence", "perm_cla_id").astype(str))
        return facts.days(table, "clae_entered_care_date")[first][period]

    def adopters(self, on: int) -> Table:
        """Those who adopt, from their enquiry until six months after the child left care; a row each."""
        facts, six = self.facts, months_before(on, 6)
        asked = self.steps["Date enquiry received"]
        matched = self.for_adoption & (self.matched < OPEN)
        rows = np.flatnonzero(matched & (asked <= on) & (known_by(self.left_care, on) >= six))
        sexes = [text.replace("1", "") for text in facts.text("ssd_permanence", "perm_adopter_sex")[rows]]
        family = np.repeat(np.arange(len(rows)), [len(text) for text in sexes])
        place = np.array([number for text in sexes for number in range(len(text))], int)
        row = rows[family]
        ethnicity = np.where(place == 0, self.ethnicity[0][row], self.ethnicity[1][row]).astype(object)
        placed, made = known_by(self.placed[row], on), known_by(self.made[row], on)
        ids = [f"A{number + 1:05d}{'AB'[which]}" for number, which in zip(row.tolist(), place.tolist())]
        return {
            "Individual adopter identifier": np.array(ids, object),
            "Family identifier": np.array([f"AF{number + 1:05d}" for number in row.tolist()], object),
            "Gender": words(np.array([*"".join(sexes)], object), spelt.GENDER),
            "Ethnicity": words(ethnicity, spelt.ETHNICITY),
            "Disability": np.full(len(row), "b) No", object),
            "Is the (prospective) adopter fostering for adoption?": flags(np.zeros(len(row), bool)),
            **{name: Days(known_by(days[row], on)) for name, days in self.steps.items()},
            "Date adopter matched with child(ren)": Days(known_by(self.matched[row], on)),
            "Date child/children placed with adopter(s)": Days(placed),
            "No. of children placed": np.where(placed < OPEN, 1, -1),
            "Date of Adoption Order": Days(made),
            "Date of leaving adoption process": Days(np.full(len(row), OPEN)),
            "Reason for leaving adoption process": np.full(len(row), "", object),
        }
