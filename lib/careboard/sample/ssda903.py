"""The SSDA903 returns of the county, one a year: children looked after at any time in it."""

import numpy as np

from .care_contacts import participation
from .cells import Days, text
from .chance import dice, draw
from .days import EXTRACT, HISTORY_START, OPEN, add_months, age_at, birthday, day
from .missing import DAY
from .ssd_staff import extract

YEARS = range(2010, 2020)
EARLIER_PERMANENCE = {"P1": 12, "P2": 44, "P3": 20, "P4": 24}


class Returns:
    """Writes the returns from the world; `care` has the needs, reasons and the way of the SSD's care tables."""

    def __init__(self, world, ids, care):
        self.world, self.ids, self.care = world, ids, care
        self.register, self.person = world.register, world.periods.person
        rng = dice("returns")
        count = self.register.count
        self.born_text = text(Days(self.register.born))
        self.mother = rng.random(count) < 0.02
        self.before = np.where(rng.random(len(self.person)) < 0.05, draw(rng, EARLIER_PERMANENCE, len(self.person)), "Z1")
        self.before_on = self.world.periods.start - rng.integers(200, 1_800, len(self.person))
        self.yearly = rng.random((len(YEARS), count))
        self.participation = participation(
            rng, len(world.care_reviews.on), age_at(self.register.born[self.person[world.care_reviews.owner]],
                                                    world.care_reviews.on))
        self.home_post = np.array([f"FX{n % 80} {n % 9 + 1}{'ABDEFGHJLN'[n % 10]}{'PQRSTUWXYZ'[n % 7]}"
                                   for n in rng.integers(0, 90_000, count)], object)

    def year(self, year):
        """The files of the return that begins on 1 April of the year."""
        first, last = day(f"{year}-04-01"), day(f"{year + 1}-03-31")
        return {"extract": extract(), "header": self.header(first, last), "episodes": self.episodes(first, last),
                "reviews": self.reviews(first, last), "uasc": self.uasc(first, last), "oc2": self.oc2(year, last),
                "oc3": self.oc3(first, last), "missing": self.missing(first, last),
                "prev_perm": self.prev_perm(first, last), "ad1": self.ad1(first, last)}

    def _child(self, person):
        return {"CHILD": self.ids[person], "DOB": self.born_text[person]}

    def in_year(self, first, last):
        """Periods of care with at least a day in the year."""
        periods = self.world.periods
        return np.flatnonzero(self.world.written & (periods.start <= last) & (periods.end >= first))

    def header(self, first, last):
        """One row a child; those of care leavers with an OC3 record too."""
        children = np.unique(np.concatenate([self.person[self.in_year(first, last)], self._birthdays(first, last)[1]]))
        sex = self.register.sex[children]
        mother = np.where((sex == "F") & self.mother[children], "1", np.where(sex == "F", "0", "")).astype(object)
        return {**self._child(children), "SEX": np.where(sex == "M", "1", "2").astype(object),
                "ETHNIC": self.register.ethnicity[children], "UPN": np.full(len(children), "UN3", object),
                "MOTHER": mother}

    def episodes(self, first, last):
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
            "CHILD": self.ids[person], "DECOM": Days(found.start[rows]), "RNE": found.started[rows],
            "LS": found.status[rows], "CIN": self.care.needs[found.period[rows]], "PLACE": code,
            "PLACE_PROVIDER": np.where(no_post, "", stays.provider[stay]).astype(object),
            "DEC": Days(np.where(closed, found.end[rows], OPEN)),
            "REC": np.where(closed, found.ceased[rows], "").astype(object),
            "REASON_PLACE_CHANGE": np.where(moves, self.care.move_reasons[stay], "").astype(object),
            "HOME_POST": self.home_post[person], "PL_POST": stays.postcode[stay]}

    def reviews(self, first, last):
        """Reviews held in the year."""
        found = self.world.care_reviews
        rows = np.flatnonzero((found.on >= first) & (found.on <= last) & self.world.written[found.owner])
        return {**self._child(self.person[found.owner[rows]]), "REVIEW": Days(found.on[rows]),
                "REVIEW_CODE": self.participation[rows]}

    def uasc(self, first, last):
        """Children who came alone; the status ends at 18."""
        rows = self.in_year(first, last)
        children = np.unique(self.person[rows[self.register.unaccompanied[self.person[rows]]]])
        eighteen = birthday(self.register.born[children], 18)
        return {**self._child(children), "SEX": np.where(self.register.sex[children] == "M", "1", "2").astype(object),
                "DUC": Days(np.where(eighteen <= last, eighteen, OPEN))}

    def oc2(self, year, last):
        """Health and behaviour of children looked after for the whole year, at 31 March."""
        periods, first = self.world.periods, day(f"{year}-04-01")
        rows = np.flatnonzero(self.world.written & ~periods.short_break & (periods.start < first + 1) & (periods.end > last))
        person, size = self.person[rows], len(rows)
        age = age_at(self.register.born[person], last)
        chance = self.yearly[year - YEARS[0]][person]
        score, reason = self._questionnaire(rows, age, last)
        ten = age >= 10
        misuse = ten & (chance * 37 % 1 < 0.03)
        taken = chance * 53 % 1 < 0.55

        def flag(met, asked=True):
            return np.where(asked, np.where(met, "1", "0"), "").astype(object)

        return {**self._child(person), "SDQ_SCORE": score, "SDQ_REASON": reason, "CONVICTED": flag(chance * 29 % 1 < 0.03, ten),
                "HEALTH_CHECK": flag(chance * 17 % 1 < 0.86, age < 5), "IMMUNISATIONS": flag(chance * 13 % 1 < 0.87),
                "TEETH_CHECK": flag(self._checked(self.world.dental, rows, last, size)),
                "HEALTH_ASSESSMENT": flag(self._checked(self.world.health, rows, last, size)),
                "SUBSTANCE_MISUSE": flag(misuse), "INTERVENTION_RECEIVED": flag(taken, misuse),
                "INTERVENTION_OFFERED": flag(chance > 0.2, misuse & ~taken)}

    def _checked(self, checks, rows, last, size):
        done = np.zeros(len(self.person), bool)
        mine = (checks.status == "Approved") & (checks.on <= last) & (add_months(checks.on, 12) >= last)
        done[checks.period[mine]] = True
        return done[rows]

    def _questionnaire(self, rows, age, last):
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

    def _birthdays(self, first, last):
        """Care leavers with a birthday from the 17th to the 21st in the year: (segment, person)."""
        history, found = self.world.leaver_history, self.world.leavers
        who = history["who"]
        born = self.register.born[found.person[who]]
        on = birthday(born, age_at(born, last))
        age = age_at(born, last)
        rows = np.flatnonzero((on >= first) & (on <= last) & (age >= 17) & (age <= 21)
                              & (history["from"] <= on) & (history["to"] > on) & (on <= EXTRACT))
        return rows, found.person[who[rows]]

    def oc3(self, first, last):
        """Care leavers at their birthday."""
        rows, person = self._birthdays(first, last)
        history = self.world.leaver_history
        in_touch = history["touch"][rows]
        known = np.isin(in_touch, ["YES", "NO"])
        return {**self._child(person), "IN_TOUCH": in_touch,
                "ACTIV": np.where(known, history["activity"][rows], "").astype(object),
                "ACCOM": np.where(known, history["home"][rows], "").astype(object)}

    def missing(self, first, last):
        """Missing and away spells of children in care that began or went on in the year."""
        found = self.world.spells
        in_care = np.zeros(self.register.count, bool)
        in_care[self.person[self.in_year(first, last)]] = True
        rows = np.flatnonzero((found.start // DAY <= last) & (found.end // DAY >= first) & in_care[found.person])
        end = np.where(found.end[rows] // DAY <= last, found.end[rows] // DAY, OPEN)
        return {**self._child(found.person[rows]), "MISSING": found.kind[rows], "MIS_START": Days(found.start[rows] // DAY),
                "MIS_END": Days(end)}

    def prev_perm(self, first, last):
        """What came before, for children who came into care in the year."""
        rows = self.in_year(first, last)
        periods = self.world.periods
        rows = rows[(periods.start[rows] >= max(first, HISTORY_START)) & ~periods.short_break[rows]]
        known = self.before[rows] != "Z1"
        on = np.maximum(self.before_on[rows], self.register.born[self.person[rows]] + 100)
        known &= on < periods.start[rows]
        return {**self._child(self.person[rows]), "PREV_PERM": np.where(known, self.before[rows], "Z1").astype(object),
                "LA_PERM": np.where(known, "XXX", "").astype(object),
                "DATE_PERM": Days(np.where(known, on, OPEN))}

    def ad1(self, first, last):
        """Children adopted in the year."""
        found = self.world.around.permanence
        found = found.pick(np.flatnonzero((found.kind == "Adoption") & (found.made >= first) & (found.made <= last)))
        number, sex, status = (np.array([adopters[place] for adopters in found.adopters], object) for place in range(3))
        return {**self._child(self.person[found.period]), "DATE_INT": Days(found.decided), "DATE_MATCH": Days(found.matched),
                "FOSTER_CARE": np.full(len(number), "0", object), "NB_ADOPTR": number, "SEX_ADOPTR": sex, "LS_ADOPTR": status}
