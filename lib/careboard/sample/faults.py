"""Bad records such as real extracts carry, added beside the good ones: setting them aside changes no figure.

`KINDS` says how many there are of each kind in each table; a reader of the extract should find them all.
"""

from .cells import Days, Minutes
from .chance import dice
from .ssd_columns import columns

# kind: {table: (column, how many)}
KINDS = {
    "unreadable date": {
        "ssd_person": ("pers_dob", 12), "ssd_cin_episodes": ("cine_referral_date", 18),
        "ssd_cin_assessments": ("cina_assessment_auth_date", 24), "ssd_cp_visits": ("cppv_cp_visit_date", 20),
        "ssd_cla_visits": ("clav_cla_visit_date", 16), "ssd_cla_episodes": ("clae_cla_episode_start_date", 8),
        "ssd_cp_plans": ("cppl_cp_plan_start_date", 5), "ssd_missing": ("miss_missing_episode_start_date", 9),
        "ssd_cla_health": ("clah_health_check_date", 10)},
    "blank person": {
        "ssd_cin_assessments": ("cina_person_id", 9), "ssd_cp_visits": ("cppv_person_id", 12),
        "ssd_missing": ("miss_person_id", 6), "ssd_involvements": ("invo_person_id", 15)},
    "unknown person": {
        "ssd_cin_episodes": ("cine_person_id", 14), "ssd_cla_health": ("clah_person_id", 11),
        "ssd_sdq_scores": ("csdq_person_id", 7), "ssd_cp_plans": ("cppl_person_id", 4)},
    "duplicate key": {
        "ssd_cin_episodes": ("cine_cin_primary_need_code", 10), "ssd_cin_assessments": ("cina_assessment_auth_date", 12),
        "ssd_cp_plans": ("cppl_cp_plan_end_date", 5), "ssd_cla_placement": ("clap_cla_placement_type", 6)},
    "end before start": {
        "ssd_cin_assessments": ("cina_assessment_auth_date", 15), "ssd_cla_episodes": ("clae_cla_episode_ceased_date", 6),
        "ssd_missing": ("miss_missing_episode_end_date", 8), "ssd_involvements": ("invo_involvement_end_date", 14)},
    "unknown code": {
        "ssd_person": ("pers_ethnicity", 9), "ssd_sdq_scores": ("csdq_sdq_reason", 5),
        "ssd_cla_health": ("clah_health_check_status", 6), "ssd_missing": ("miss_missing_episode_type", 4)},
    "born after entry": {"ssd_cla_episodes": ("clae_person_id", 3)},
}
# the same for tables that came later, with chance of their own
LATER_KINDS = {
    "unreadable date": {
        "ssd_contacts": ("cont_contact_date", 9), "ssd_early_help_episodes": ("earl_episode_start_date", 4),
        "ssd_cin_plans": ("cinp_cin_plan_start_date", 5), "ssd_cin_visits": ("cinv_cin_visit_date", 8),
        "ssd_cla_substance_misuse": ("clas_substance_misuse_date", 2)},
    "unknown person": {
        "ssd_contacts": ("cont_person_id", 7), "ssd_cin_plans": ("cinp_person_id", 4),
        "ssd_cla_immunisations": ("clai_person_id", 3), "ssd_permanence": ("perm_person_id", 2)},
    "end before start": {"ssd_early_help_episodes": ("earl_episode_end_date", 3), "ssd_cin_plans": ("cinp_cin_plan_end_date", 4)},
}
UNREADABLE = ["31/02/2019", "n/k", "2019-03-14", "00/00/0000", "12/2018", "29/02/2018"]
CODES = {"pers_ethnicity": "ZZZZ", "csdq_sdq_reason": "SDQ9", "clah_health_check_status": "DNA",
         "miss_missing_episode_type": "X"}
STARTS = {"cina_assessment_auth_date": "cina_assessment_start_date",
          "clae_cla_episode_ceased_date": "clae_cla_episode_start_date",
          "miss_missing_episode_end_date": "miss_missing_episode_start_date",
          "invo_involvement_end_date": "invo_involvement_start_date",
          "earl_episode_end_date": "earl_episode_start_date", "cinp_cin_plan_end_date": "cinp_cin_plan_start_date"}
KEYLESS = {"ssd_cla_immunisations"}
BORN_LATE, ENTERED = "14/06/2013", ("03/05/2013", "20/06/2013")


def count():
    """How many bad records there are, by kind."""
    return {kind: sum(number for _, number in places(kind).values()) for kind in KINDS}


def places(kind):
    """The tables that have bad records of a kind: {table: (column, how many)}."""
    return {**KINDS[kind], **LATER_KINDS.get(kind, {})}


class Spoiler:
    """Takes good rows and spoils copies of them."""

    def __init__(self, tables, subject, first=0):
        self.tables, self.rng = tables, dice(subject)
        self.added, self.number = {}, first

    def some_row(self, table, wanted=lambda row: True, within=1.0):
        """A row of the table as a dict of texts; `within` the first part of it."""
        parts = self.tables[table]
        size = len(next(iter(parts.values())))
        while True:
            place = int(self.rng.integers(max(1, int(size * within))))
            row = {name: _cell(parts[name], place) if name in parts else "" for name in columns(table)}
            if wanted(row):
                return row

    def add(self, table, row, new_key=True):
        """Add a row, under a key of its own unless it is to double another's."""
        if new_key:
            self.number += 1
            if table not in KEYLESS:
                row[columns(table)[0]] = f"99{self.number:05d}" if table == "ssd_person" else f"X{self.number}"
        self.added.setdefault(table, []).append(list(row.values()))

    def unreadable_date(self, table, column, place):
        """A date that cannot be read."""
        self.add(table, {**self.some_row(table), column: UNREADABLE[place % len(UNREADABLE)]})

    def blank_person(self, table, column, place):
        """No child given."""
        self.add(table, {**self.some_row(table), column: ""})

    def unknown_person(self, table, column, place):
        """A child who is in no person table."""
        self.add(table, {**self.some_row(table), column: f"88{place:05d}"})

    def duplicate_key(self, table, column, place):
        """A second row with a key already used, and another value."""
        row = self.some_row(table)
        other = self.some_row(table, lambda found: found[column] not in ("", row[column]))
        self.add(table, {**row, column: other[column]}, new_key=False)

    def end_before_start(self, table, column, place):
        """Start and end the wrong way round."""
        start = STARTS[column]
        row = self.some_row(table, lambda found: found[column] != "" and found[column] != found[start])
        self.add(table, {**row, column: row[start], start: row[column]})

    def unknown_code(self, table, column, place):
        """A code in no list."""
        row = {**self.some_row(table, within=0.3), column: CODES[column]}
        if column == "csdq_sdq_reason":
            row["csdq_sdq_score"] = ""
        self.add(table, row)

    def born_after_entry(self, table, column, place):
        """A looked-after child who was born after coming into care."""
        self.add("ssd_person", {**self.some_row("ssd_person"), "pers_dob": BORN_LATE})
        person = self.added["ssd_person"][-1][0]
        row = self.some_row(table, lambda found: found["clae_cla_episode_start_reason"] == "S")
        dates = {"clae_cla_episode_start_date": ENTERED[0], "clae_entered_care_date": ENTERED[0],
                 "clae_cla_episode_ceased_date": ENTERED[1], "clae_cla_episode_ceased_reason": "E4A"}
        links = {"clae_cla_id": f"X{person}", "clae_cla_placement_id": ""}
        self.add(table, {**row, **dates, **links, column: person})


def rows(tables):
    """The bad rows to be added to each table, as texts in the order of its columns."""
    first, later = Spoiler(tables, "faults"), Spoiler(tables, "later faults", first=sum(count().values()))
    for spoiler, kinds in ((first, KINDS), (later, LATER_KINDS)):
        for kind, wanted in kinds.items():
            spoil = getattr(spoiler, kind.replace(" ", "_"))
            for table, (column, number) in wanted.items():
                for place in range(number):
                    spoil(table, column, place)
    return {**first.added, **later.added}


def _cell(column, place):
    """One cell of a column as text."""
    if isinstance(column, Days | Minutes):
        return str(type(column)(column.values[place : place + 1]).text()[0])
    return str(column[place])
