"""Bad records such as real extracts carry, added beside the good ones: setting them aside changes no figure.

`KINDS` says how many there are of each kind in each table; a reader of the extract should find them all.
"""

from collections.abc import Callable

from .cells import Column, Days, Minutes, Table, text
from .chance import dice
from .ssd_columns import columns

# kind: {table: (column, how many)}
KINDS = {
    "unreadable date": {
        "ssd_person": ("pers_dob", 12),
        "ssd_cin_episodes": ("cine_referral_date", 18),
        "ssd_cin_assessments": ("cina_assessment_auth_date", 24),
        "ssd_cp_visits": ("cppv_cp_visit_date", 20),
        "ssd_cla_visits": ("clav_cla_visit_date", 16),
        "ssd_cla_episodes": ("clae_cla_episode_start_date", 8),
        "ssd_cp_plans": ("cppl_cp_plan_start_date", 5),
        "ssd_missing": ("miss_missing_episode_start_date", 9),
        "ssd_cla_health": ("clah_health_check_date", 10),
    },
    "blank person": {
        "ssd_cin_assessments": ("cina_person_id", 9),
        "ssd_cp_visits": ("cppv_person_id", 12),
        "ssd_missing": ("miss_person_id", 6),
        "ssd_involvements": ("invo_person_id", 15),
    },
    "unknown person": {
        "ssd_cin_episodes": ("cine_person_id", 14),
        "ssd_cla_health": ("clah_person_id", 11),
        "ssd_sdq_scores": ("csdq_person_id", 7),
        "ssd_cp_plans": ("cppl_person_id", 4),
    },
    "duplicate key": {
        "ssd_cin_episodes": ("cine_cin_primary_need_code", 10),
        "ssd_cin_assessments": ("cina_assessment_outcome_nfa", 12),
        "ssd_cp_plans": ("cppl_cp_plan_initial_category", 5),
        "ssd_cla_placement": ("clap_cla_placement_change_reason", 6),
    },
    "end before start": {
        "ssd_cin_assessments": ("cina_assessment_auth_date", 15),
        "ssd_cla_episodes": ("clae_cla_episode_ceased_date", 6),
        "ssd_missing": ("miss_missing_episode_end_date", 8),
        "ssd_involvements": ("invo_involvement_end_date", 14),
    },
    "unknown code": {
        "ssd_person": ("pers_ethnicity", 9),
        "ssd_sdq_scores": ("csdq_sdq_reason", 5),
        "ssd_cla_health": ("clah_health_check_status", 6),
        "ssd_missing": ("miss_missing_episode_type", 4),
    },
    "born after entry": {"ssd_cla_episodes": ("clae_person_id", 3)},
}
# the same for tables that came later, with chance of their own
LATER_KINDS = {
    "unreadable date": {
        "ssd_contacts": ("cont_contact_date", 9),
        "ssd_early_help_episodes": ("earl_episode_start_date", 4),
        "ssd_cin_plans": ("cinp_cin_plan_start_date", 5),
        "ssd_cin_visits": ("cinv_cin_visit_date", 8),
        "ssd_cla_substance_misuse": ("clas_substance_misuse_date", 2),
    },
    "unknown person": {
        "ssd_contacts": ("cont_person_id", 7),
        "ssd_cin_plans": ("cinp_person_id", 4),
        "ssd_cla_immunisations": ("clai_person_id", 3),
        "ssd_permanence": ("perm_person_id", 2),
    },
    "end before start": {
        "ssd_early_help_episodes": ("earl_episode_end_date", 3),
        "ssd_cin_plans": ("cinp_cin_plan_end_date", 4),
    },
}
UNREADABLE = ["31/02/2019", "n/k", "2019-03-32", "99/99/2019", "12/2018", "29/02/2018"]
CODES = {
    "pers_ethnicity": "ZZZZ",
    "csdq_sdq_reason": "SDQ9",
    "clah_health_check_status": "DNA",
    "miss_missing_episode_type": "X",
}
STARTS = {
    "cina_assessment_auth_date": "cina_assessment_start_date",
    "clae_cla_episode_ceased_date": "clae_cla_episode_start_date",
    "miss_missing_episode_end_date": "miss_missing_episode_start_date",
    "invo_involvement_end_date": "invo_involvement_start_date",
    "earl_episode_end_date": "earl_episode_start_date",
    "cinp_cin_plan_end_date": "cinp_cin_plan_start_date",
}
KEYLESS = {"ssd_cla_immunisations"}
BORN_LATE, ENTERED = "14/06/2013", ("03/05/2013", "20/06/2013")


def count() -> dict[str, int]:
    """How many bad records there are, by kind."""
    return {kind: sum(number for _, number in places(kind).values()) for kind in KINDS}


def places(kind: str) -> dict[str, tuple[str, int]]:
    """The tables that have bad records of a kind.

    Returns:
        For each table the column that is spoilt, and how many records.
    """
    return {**KINDS[kind], **LATER_KINDS.get(kind, {})}


class Copier:
    """Takes good rows and adds changed copies of them."""

    def __init__(self, tables: dict[str, Table], subject: str, first: int = 0) -> None:
        self.tables, self.rng = tables, dice(subject)
        self.added: dict[str, list[list[str]]] = {}
        self.number = first

    def some_row(
        self, table: str, wanted: Callable[[dict[str, str]], bool] = lambda row: True, within: float = 1.0
    ) -> dict[str, str]:
        """A good row of a table, at random.

        Args:
            table: The table's name.
            wanted: Says whether a row will do.
            within: The first part of the table, from which it is taken.

        Returns:
            The row as texts, by column.
        """
        parts = self.tables[table]
        size = len(next(iter(parts.values())))
        while True:
            place = int(self.rng.integers(max(1, int(size * within))))
            row = {name: _cell(parts[name], place) if name in parts else "" for name in columns(table)}
            if wanted(row):
                return row

    def add(self, table: str, row: dict[str, str], new_key: bool = True) -> None:
        """Add a row, under a key of its own unless it is to double another's.

        Args:
            table: The table's name.
            row: The row as texts, by column.
            new_key: Whether it gets a key of its own.
        """
        if new_key:
            self.number += 1
            if table not in KEYLESS:
                key = f"99{self.number:05d}" if table == "ssd_person" else f"X{self.number}"
                row[columns(table)[0]] = key
        self.added.setdefault(table, []).append(list(row.values()))


class Spoiler(Copier):
    """Takes good rows and spoils copies of them."""

    def unreadable_date(self, table: str, column: str, place: int) -> None:
        """A date that cannot be read."""
        self.add(table, {**self.some_row(table), column: UNREADABLE[place % len(UNREADABLE)]})

    def blank_person(self, table: str, column: str, place: int) -> None:
        """No child given."""
        self.add(table, {**self.some_row(table), column: ""})

    def unknown_person(self, table: str, column: str, place: int) -> None:
        """A child who is in no person table."""
        self.add(table, {**self.some_row(table), column: f"88{place:05d}"})

    def duplicate_key(self, table: str, column: str, place: int) -> None:
        """A second row with a key already used, and another value where no figure looks."""
        row = self.some_row(table)
        other = self.some_row(table, lambda found: found[column] not in ("", row[column]))
        self.add(table, {**row, column: other[column]}, new_key=False)

    def end_before_start(self, table: str, column: str, place: int) -> None:
        """Start and end the wrong way round."""
        start = STARTS[column]
        row = self.some_row(table, lambda found: found[column] != "" and found[column] != found[start])
        self.add(table, {**row, column: row[start], start: row[column]})

    def unknown_code(self, table: str, column: str, place: int) -> None:
        """A code in no list."""
        row = {**self.some_row(table, within=0.3), column: CODES[column]}
        if column == "csdq_sdq_reason":
            row["csdq_sdq_score"] = ""
        self.add(table, row)

    def born_after_entry(self, table: str, column: str, place: int) -> None:
        """A looked-after child who was born after coming into care."""
        self.add("ssd_person", {**self.some_row("ssd_person"), "pers_dob": BORN_LATE})
        person = self.added["ssd_person"][-1][0]
        row = self.some_row(table, lambda found: found["clae_cla_episode_start_reason"] == "S")
        dates = {
            "clae_cla_episode_start_date": ENTERED[0],
            "clae_entered_care_date": ENTERED[0],
            "clae_cla_episode_ceased_date": ENTERED[1],
            "clae_cla_episode_ceased_reason": "E4A",
        }
        links = {"clae_cla_id": f"X{person}", "clae_cla_placement_id": ""}
        self.add(table, {**row, **dates, **links, column: person})


def rows(tables: dict[str, Table]) -> dict[str, list[list[str]]]:
    """The bad rows to be added to each table.

    Args:
        tables: The good tables, by name.

    Returns:
        For each table its bad rows, as texts in the order of its columns.
    """
    first, later = Spoiler(tables, "faults"), Spoiler(tables, "later faults", first=sum(count().values()))
    for spoiler, kinds in ((first, KINDS), (later, LATER_KINDS)):
        for kind, wanted in kinds.items():
            spoil = getattr(spoiler, kind.replace(" ", "_"))
            for table, (column, number) in wanted.items():
                for place in range(number):
                    spoil(table, column, place)
    return {**first.added, **later.added}


def _cell(column: Column, place: int) -> str:
    """One cell of a column as text."""
    if isinstance(column, Days | Minutes):
        return str(type(column)(column.values[place : place + 1]).text()[0])
    return str(text(column)[place])
