"""The SSDA903 returns of the county, one a year: children looked after at any time in it."""

import numpy as np

from .care_contacts import participation
from .cells import Days, Table, text
from .chance import dice, draw
from .days import EXTRACT, HISTORY_START, OPEN, add_months, age_at, birthday, day
from .health import Checks
from .missing_spells import DAY
from .service_records import extract
from .ssd_care import Care
from .world import World

YEARS = range(2010, 2020)
EARLIER_PERMANENCE = {"P1": 12, "P2": 44, "P3": 20, "P4": 24}


class Returns:
    """Writes the returns from the world; `care` has the needs and reasons of the SSD's care tables.

    In each table `first` and `last` are the first and the last day of the return's year.
    """

    def __init__(self, world: World, ids: np.ndarray, care: Care) -> None:
        self.world, self.ids, self.care = world, ids, care
        self.register, self.person = world.register, world.periods.person
        rng = dice("returns")
        count = self.register.count
        self.born_text = text(Days(self.register.born))
        self.mother = rng.random(count) < 0.02
        size = len(self.person)
        known = rng.random(size) < 0.05
        self.earlier_permanence = np.where(known, draw(rng, EARLIER_PERMANENCE, size), "Z1")
        self.earlier_permanence_on = world.periods.start - rng.integers(200, 1_800, size)
        self.yearly = rng.random((len(YEARS), count))
        reviews = world.care_reviews
        age = age_at(self.register.born[self.person[reviews.owner]], reviews.on)
        self.participation = participation(rng, len(reviews.on), age)
        self.home_post = np.array([_home_post(number) for number in rng.integers(0, 90_000, count)], object)

    def year(self, year: int) -> dict[str, Table]:
        """The files of the return that begins on 1 April of the year.

        Args:
            year: The year of that 1 April.

        Returns:
            The tables, by the name of their file.
        """
        first, last = day(f"{year}-04-01"), day(f"{year + 1}-03-31")
        return {
            "extract": extract(),
            "header": self.header(first, last),
            "episodes": self.episodes(first, last),
            "reviews": self.reviews(first, last),
            "uasc": self.uasc(first, last),
            "oc2": self.oc2(year, last),
            "oc3": self.oc3(first, last),
            "missing": self.missing(first, last),
            "prev_perm": self.prev_perm(first, last),
            "ad1": self.ad1(first, last),
        }

    def _child(self, person: np.ndarray) -> dict[str, np.ndarray]:
        return {"CHILD": self.ids[person], "DOB": self.born_text[person]}

    def periods_in_year(self, first: int, last: int) -> np.ndarray:
        """Periods of care with at least a day in the year."""
        periods = self.world.periods
        return np.flatnonzero(self.world.written & (periods.start <= last) & (periods.end >= first))

    def header(self, first: int, last: int) -> Table:
        """One row a child; those of care leavers with an OC3 record too."""
        in_care, leavers = self.person[self.periods_in_year(first, last)], self._birthdays(first, last)[1]
        children = np.unique(np.concatenate([in_care, leavers]))
        sex = self.register.sex[children]
        mother = np.where(self.mother[children], "1", "0")
        return {
            **self._child(children),
            "SEX": np.where(sex == "M", "1", "2").astype(object),
            "ETHNIC": self.register.ethnicity[children],
            "UPN": np.full(len(children), "UN3", object),
            "MOTHER": np.where(sex == "F", mother, "").astype(object),
        }

    def episodes(self, first: int, last: int) -> Table:
        """Episodes of the year; those open on 31 March have no end yet."""
        found, stays = self.world.episodes, self.world.stays
        rows = self.care.episodes
        rows = rows[(found.start[rows] <= last) & (found.end[rows] >= first)]
        stay, person = found.stay[rows], self.person[found.period[rows]]
        closed = found.end[rows] <= last
        code = stays.code[stay]
        moves = closed & (found.end[rows] == stays.end[stay])
        no_post = np.isin(code, ["T0", "T1", "T2", "T3", "T4", "Z1"])
        return {
            "CHILD": self.ids[person],
            "DECOM": Days(found.start[rows]),
            "RNE": found.started[rows],
            "LS": found.status[rows],
            "CIN": self.care.needs[found.period[rows]],
            "PLACE": code,
            "PLACE_PROVIDER": np.where(no_post, "", stays.provider[stay]).astype(object),
            "DEC": Days(np.where(closed, found.end[rows], OPEN)),
            "REC": np.where(closed, found.ceased[rows], "").astype(object),
            "REASON_PLACE_CHANGE": np.where(moves, self.care.move_reasons[stay], "").astype(object),
            "HOME_POST": self.home_post[person],
            "PL_POST": stays.postcode[stay],
        }

    def reviews(self, first: int, last: int) -> Table:
        """Reviews held in the year."""
        found = self.world.care_reviews
        rows = np.flatnonzero((found.on >= first) & (found.on <= last) & self.world.written[found.owner])
        return {
            **self._child(self.person[found.owner[rows]]),
            "REVIEW": Days(found.on[rows]),
            "REVIEW_CODE": self.participation[rows],
        }

    def uasc(self, first: int, last: int) -> Table:
        """Children who came alone; the status ends at 18."""
        rows = self.periods_in_year(first, last)
        children = np.unique(self.person[rows[self.register.unaccompanied[self.person[rows]]]])
        eighteen = birthday(self.register.born[children], 18)
        return {
            **self._child(children),
            "SEX": np.where(self.register.sex[children] == "M", "1", "2").astype(object),
            "DUC": Days(np.where(eighteen <= last, eighteen, OPEN)),
        }

    def oc2(self, year: int, last: int) -> dict[str, np.ndarray]:
        """Health and behaviour of children looked after for the whole year, at 31 March.

        Args:
            year: The year in which the return begins.
            last: The day on which it ends.

        Returns:
            The columns as texts, by name.
        """
        periods, first = self.world.periods, day(f"{year}-04-01")
        whole_year = (periods.start < first + 1) & (periods.end > last)
        rows = np.flatnonzero(self.world.written & ~periods.short_break & whole_year)
        person = self.person[rows]
        age = age_at(self.register.born[person], last)
        chance = self.yearly[year - YEARS[0]][person]
        score, reason = self._questionnaire(rows, age, last)
        ten = age >= 10
        misuse = ten & (chance * 37 % 1 < 0.03)
        taken = chance * 53 % 1 < 0.55

        def flag(met: np.ndarray, asked: np.ndarray | bool = True) -> np.ndarray:
            return np.where(asked, np.where(met, "1", "0"), "").astype(object)

        return {
            **self._child(person),
            "SDQ_SCORE": score,
            "SDQ_REASON": reason,
            "CONVICTED": flag(chance * 29 % 1 < 0.03, ten),
            "HEALTH_CHECK": flag(chance * 17 % 1 < 0.86, age < 5),
            "IMMUNISATIONS": flag(chance * 13 % 1 < 0.87),
            "TEETH_CHECK": flag(self._checks_in_time(self.world.dental, rows, last)),
            "HEALTH_ASSESSMENT": flag(self._checks_in_time(self.world.health, rows, last)),
            "SUBSTANCE_MISUSE": flag(misuse),
            "INTERVENTION_RECEIVED": flag(taken, misuse),
            "INTERVENTION_OFFERED": flag(chance > 0.2, misuse & ~taken),
        }

    def _checks_in_time(self, checks: Checks, rows: np.ndarray, last: int) -> np.ndarray:
        """Whether each of some children was checked in the twelve months to the last day."""
        latest = np.full(len(self.person), HISTORY_START - 366)
        mine = (checks.status == "Approved") & (checks.on <= last)
        np.maximum.at(latest, checks.period[mine], checks.on[mine])
        return add_months(latest[rows], 12) >= last

    def _questionnaire(self, rows: np.ndarray, age: np.ndarray, last: int) -> tuple[np.ndarray, np.ndarray]:
        """The latest score of the year, or the reason why there is none."""
        found = self.world.questionnaires
        within = (found.on <= last) & (found.on > last - 366)
        latest = np.full(len(self.person), -1)
        scored = np.flatnonzero(within & (found.score >= 0))
        latest[found.period[scored]] = found.score[scored]
        reason = np.full(len(self.person), "", object)
        refused = np.flatnonzero(within & (found.score < 0))
        reason[found.period[refused]] = found.reason[refused]
        asked = (age >= 4) & (age <= 16) & (latest[rows] >= 0)
        score = np.where(asked, latest[rows].astype(str), "").astype(object)
        reasons = np.where((age >= 4) & (age <= 16) & ~asked, reason[rows], "").astype(object)
        return score, reasons

    def _birthdays(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Care leavers with a birthday from the 17th to the 21st in the year: (segment, person)."""
        history, found = self.world.leaver_history, self.world.leavers
        who = history["who"]
        born = self.register.born[found.person[who]]
        on = birthday(born, age_at(born, last))
        age = age_at(born, last)
        in_year = (on >= first) & (on <= last) & (on <= EXTRACT)
        in_segment = (history["from"] <= on) & (history["to"] > on)
        rows = np.flatnonzero(in_year & in_segment & (age >= 17) & (age <= 21))
        return rows, found.person[who[rows]]

    def oc3(self, first: int, last: int) -> Table:
        """Care leavers at their birthday."""
        rows, person = self._birthdays(first, last)
        history = self.world.leaver_history
        in_touch = history["touch"][rows]
        known = ~np.isin(in_touch, ["DIED", "RHOM"])
        return {
            **self._child(person),
            "IN_TOUCH": in_touch,
            "ACTIV": np.where(known, history["activity"][rows], "").astype(object),
            "ACCOM": np.where(known, history["home"][rows], "").astype(object),
        }

    def missing(self, first: int, last: int) -> Table:
        """Missing and away spells of children in care that began or went on in the year."""
        found = self.world.spells
        in_care = np.zeros(self.register.count, bool)
        in_care[self.person[self.periods_in_year(first, last)]] = True
        within = (found.start // DAY <= last) & (found.end // DAY >= first)
        rows = np.flatnonzero(within & in_care[found.person])
        end = np.where(found.end[rows] // DAY <= last, found.end[rows] // DAY, OPEN)
        return {
            **self._child(found.person[rows]),
            "MISSING": found.kind[rows],
            "MIS_START": Days(found.start[rows] // DAY),
            "MIS_END": Days(end),
        }

    def prev_perm(self, first: int, last: int) -> Table:
        """What came before, for children who came into care in the year."""
        rows = self.periods_in_year(first, last)
        periods = self.world.periods
        rows = rows[(periods.start[rows] >= max(first, HISTORY_START)) & ~periods.short_break[rows]]
        known = self.earlier_permanence[rows] != "Z1"
        on = np.maximum(self.earlier_permanence_on[rows], self.register.born[self.person[rows]] + 100)
        known &= on < periods.start[rows]
        return {
            **self._child(self.person[rows]),
            "PREV_PERM": np.where(known, self.earlier_permanence[rows], "Z1").astype(object),
            "LA_PERM": np.where(known, "XXX", "").astype(object),
            "DATE_PERM": Days(np.where(known, on, OPEN)),
        }

    def ad1(self, first: int, last: int) -> Table:
        """Children adopted in the year."""
        found = self.world.services.permanence
        made = (found.kind == "Adoption") & (found.made >= first) & (found.made <= last)
        found = found.pick(np.flatnonzero(made))
        number, sex, status = (
            np.array([adopters[place] for adopters in found.adopters], object) for place in range(3)
        )
        return {
            **self._child(self.person[found.period]),
            "DATE_INT": Days(found.decided),
            "DATE_MATCH": Days(found.matched),
            "FOSTER_CARE": np.where(found.fostered < OPEN, "1", "0").astype(object),
            "NB_ADOPTR": number,
            "SEX_ADOPTR": sex,
            "LS_ADOPTR": status,
        }


def _home_post(number: int) -> str:
    """A postcode of an area that no post office knows."""
    return f"FX{number % 80} {number % 9 + 1}{'ABDEFGHJLN'[number % 10]}{'PQRSTUWXYZ'[number % 7]}"
