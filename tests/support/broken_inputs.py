"""Single changes to a small valid extract, each with what is right; the changes are those seen in trials."""

import os
import re
import shutil
from pathlib import Path

from support.small_extract import rows_of, write_rows

MESSAGE, REPAIRED, SET_ASIDE, SAME, ABSENT = "message", "repaired", "set aside", "same", "absent"
DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?=$| )")
EPISODES, PERSON = "ssd_cla_episodes.csv", "ssd_person.csv"
START, END = "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"
CASES = {}  # kind of source -> name -> (change, what is right)


def case(kind, name, right):
    """Note a change under a name."""

    def noted(change):
        CASES.setdefault(kind, {})[name] = (change, right)
        return change

    return noted


def cells(folder, file, column, change, where=lambda row: True, most=None):
    """Change the cells of one column, in the rows wanted."""
    headings, rows = rows_of(folder / file)
    place, done = headings.index(column), 0
    for row in rows:
        if where(dict(zip(headings, row, strict=True))) and (most is None or done < most):
            row[place] = change(row[place]) if callable(change) else change
            done += 1
    assert done, "nothing was changed"
    write_rows(folder / file, headings, rows)


def all_dates(folder, change, files="*.csv"):
    """Change every day in every file."""
    for path in sorted(folder.rglob(files)):
        headings, rows = rows_of(path)
        write_rows(path, headings, [[DAY.sub(change, cell) for cell in row] for row in rows])


def text(folder, file, change):
    """Change a file's text."""
    path = folder / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def table(folder, file, change):
    """Change a file's headings and rows."""
    headings, rows = change(*rows_of(folder / file))
    write_rows(folder / file, headings, rows)


def heads_only(file):
    return lambda folder: table(folder, file, lambda headings, rows: (headings, []))


def open_episode(row):
    return row[START] and not row[END]


def iso(match):
    return f"{match[3]}-{match[2]}-{match[1]}"


def add(kind, right, changes):
    for name, change in changes.items():
        case(kind, name, right)(change)


ENDS = ("0019-05-01", "01-May-2019", "01.05.2019", "01/04/19", "31/02/2019", "43586")
for value in ENDS:
    case("ssd", f"10 ends of episodes = '{value}'", SET_ASIDE)(
        lambda folder, value=value: cells(folder, EPISODES, END, value, open_episode, 10)
    )
for value in ("01/05/2019 00:00:00", "1/5/2019"):
    case("ssd", f"10 ends of episodes = '{value}'", "01/05/2019")(
        lambda folder, value=value: cells(folder, EPISODES, END, value, open_episode, 10)
    )
for value in ("31/12/9999", "NULL", "nan"):
    case("ssd", f"10 ends of episodes = '{value}'", REPAIRED)(
        lambda folder, value=value: cells(folder, EPISODES, END, value, open_episode, 10)
    )
STARTS = (
    "00/00/0000", "0019-05-01", "01-May-2019", "01/01/1753", "01/04/19", "2019-13-01", "31/02/2019",
    "31/12/9999", "N/A", "NULL", "nan",
)  # fmt: skip
for value in STARTS:
    case("ssd", f"10 starts of episodes = '{value}'", SET_ASIDE)(
        lambda folder, value=value: cells(folder, EPISODES, START, value, open_episode, 10)
    )
for value in ("0x10", "1,234", "12.7", "1e400", "400", "Infinity", "inf", "\u0661\u0662"):
    case("ssd", f"SDQ scores = '{value}'", SET_ASIDE)(
        lambda folder, value=value: cells(folder, "ssd_sdq_scores.csv", "csdq_sdq_score", value)
    )
for value in ("-1", "100"):
    case("ssd", f"FTE of staff = '{value}'", SET_ASIDE)(
        lambda folder, value=value: cells(folder, "workforce.csv", "fte", value)
    )
for name in ("ssd_cla_placement", "ssd_cla_reviews", "ssd_cp_plans", "ssd_legal_status"):
    case("ssd", f"header only: {name}", ABSENT)(heads_only(f"{name}.csv"))


def doubled(folder, file, change):
    """Every row of a file twice, or the first so many with a change."""

    def twice(headings, rows):
        return headings, [*rows, *change([dict(zip(headings, row, strict=True)) for row in rows])]

    table(
        folder,
        file,
        lambda h, r: (h, [list(x.values()) if isinstance(x, dict) else x for x in twice(h, r)[1]]),
    )


def drop_lines(folder, file, keep):
    table(folder, file, lambda headings, rows: (headings, keep(headings, rows)))


def legal_without_50(headings, rows):
    children = list(dict.fromkeys(row[headings.index("lega_person_id")] for row in rows))
    return [row for row in rows if row[headings.index("lega_person_id")] not in children[:50]]


def second_open(rows):
    began = [row for row in rows if open_episode(row) and row[START][6:] < "2019"]
    open_rows = list({row["clae_person_id"]: row for row in began}.values())[:20]
    return [
        {**row, "clae_cla_episode_id": f"Z{number}", START: "01/09/2019"}
        for number, row in enumerate(open_rows)
    ]


add(
    "ssd",
    MESSAGE,
    {
        "0 children (ssd_person header only), the rest there": heads_only(PERSON),
        "1,000,000 character field": lambda folder: cells(
            folder, PERSON, "pers_surname", "x" * 10**6, most=1
        ),
        "1,000,000 columns": lambda folder: text(
            folder,
            "teams.csv",
            lambda t: ",".join(f"c{n}" for n in range(10**6)) + "\n" + "," * (10**6 - 1) + "\n",
        ),
        "FIFO named like a table": lambda folder: (
            (folder / EPISODES).unlink(),
            os.mkfifo(folder / EPISODES),
        ),
        "NUL block at the end": lambda folder: text(folder, EPISODES, lambda t: t + "\0" * 4096),
        "UTF-16 file": lambda folder: (folder / PERSON).write_bytes(
            (folder / PERSON).read_text(encoding="utf-8").encode("utf-16")
        ),
        "absent ssd_legal_status": lambda folder: (folder / "ssd_legal_status.csv").unlink(),
        "all dates ISO (yyyy-mm-dd)": lambda folder: all_dates(folder, iso),
        "cp1252 names": lambda folder: (folder / PERSON).write_bytes(
            (folder / PERSON)
            .read_text(encoding="utf-8")
            .replace(",,,", ",Zo\u00eb,\u00d6ttl,", 3)
            .encode("cp1252")
        ),
        "dangling symlink": lambda folder: (
            (folder / EPISODES).unlink(),
            (folder / EPISODES).symlink_to("nowhere.csv"),
        ),
        "dates ISO in episodes only": lambda folder: all_dates(folder, iso, EPISODES),
        "dates ISO in ssd_person only": lambda folder: all_dates(folder, iso, PERSON),
        "directory named like a table": lambda folder: (
            (folder / EPISODES).unlink(),
            (folder / EPISODES).mkdir(),
        ),
        "duplicate column in the header (second holds other dates)": lambda folder: table(
            folder, EPISODES, lambda h, r: ([*h, END], [[*row, "01/02/2003"] for row in r])
        ),
        "empty folder": lambda folder: [path.unlink() for path in folder.iterdir()],
        "extract of 0 children (headers only, all tables)": lambda folder: [
            heads_only(path.name)(folder) for path in folder.glob("*.csv")
        ],
        "gz of a table": lambda folder: (folder / PERSON).rename(folder / "ssd_person.csv.gz"),
        "ids in scientific notation in one table": lambda folder: cells(
            folder, EPISODES, "clae_person_id", "1.2E+07"
        ),
        "ids with leading noughts lost in one table (Excel)": lambda folder: cells(
            folder, EPISODES, "clae_person_id", lambda cell: cell.lstrip("0")
        ),
        "one table in a sub-folder": lambda folder: (
            (folder / "more").mkdir(),
            (folder / EPISODES).rename(folder / "more" / EPISODES),
        ),
        "ragged row: one value too many": lambda folder: text(
            folder, EPISODES, lambda t: t.rstrip("\n") + ",x\n"
        ),
        "semicolon delimited": lambda folder: text(folder, EPISODES, lambda t: t.replace(",", ";")),
        "tab delimited": lambda folder: text(folder, PERSON, lambda t: t.replace(",", "\t")),
        "truncated file (mid row)": lambda folder: text(folder, EPISODES, lambda t: t[:-25]),
        "two-digit years": lambda folder: all_dates(folder, lambda m: f"{m[1]}/{m[2]}/{m[3][2:]}", EPISODES),
        "unclosed quote in a name": lambda folder: (
            cells(folder, PERSON, "pers_forename", '"', most=1)
            or text(folder, PERSON, lambda t: t.replace('""""', '"', 1))
        ),
    },
)
add(
    "ssd",
    REPAIRED,
    {
        "10 ended episodes end in the future (2039)": lambda folder: cells(
            folder, EPISODES, END, "01/05/2039", open_episode, 10
        ),
        "NUL bytes in a value": lambda folder: text(
            folder, PERSON, lambda t: t.replace(",,,", ",a\0\0b,,", 1)
        ),
        "csv: all dates with 00:00:00 behind": lambda folder: all_dates(
            folder, lambda m: m[0] if m.string[m.end() :].startswith(" ") else f"{m[0]} 00:00:00"
        ),
        "codes in lower case: placement type": lambda folder: cells(
            folder, "ssd_cla_placement.csv", "clap_cla_placement_type", str.lower
        ),
        'codes with description: "C2: Full care order"': lambda folder: cells(
            folder, "ssd_legal_status.csv", "lega_legal_status", lambda cell: f"{cell}: description of it"
        ),
        "every row of episodes twice": lambda folder: doubled(folder, EPISODES, lambda rows: rows),
        "header names in upper case": lambda folder: table(
            folder, EPISODES, lambda h, r: ([n.upper() for n in h], r)
        ),
        "header row twice": lambda folder: table(folder, EPISODES, lambda h, r: (h, [h, *r])),
        'health check type "Dental Check" (other capitals)': lambda folder: cells(
            folder, "ssd_cla_health.csv", "clah_health_check_type", str.title
        ),
        "ids as 1.0 floats in one table": lambda folder: cells(
            folder, EPISODES, "clae_person_id", lambda cell: f"{cell}.0"
        ),
        "sex codes 1/2": lambda folder: cells(
            folder, PERSON, "pers_sex", lambda c: {"M": "1", "F": "2"}.get(c, c)
        ),
        "an open placement is never closed: second open episode of 20 children": lambda folder: doubled(
            folder, EPISODES, second_open
        ),
    },
)
add(
    "ssd",
    "told",  # the figures are of other records, or of records that cannot be ranked: they are told
    {
        "duplicate keys, other dates: 10 plans": lambda folder: doubled(
            folder,
            "ssd_cp_plans.csv",
            lambda rows: [
                {**row, "cppl_cp_plan_end_date": "02/03/2020"} for row in rows if row["cppl_cp_plan_end_date"]
            ][:10],
        ),
        "every person twice, the second of the other sex": lambda folder: doubled(
            folder,
            PERSON,
            lambda rows: [{**row, "pers_sex": {"M": "F"}.get(row["pers_sex"], "M")} for row in rows],
        ),
        "overlapping episodes: 20 closed ones reopened": lambda folder: cells(
            folder,
            EPISODES,
            END,
            "",
            lambda row: row["clae_cla_episode_ceased_reason"] == "X1" and row[END],
            20,
        ),
    },
)
add(
    "ssd",
    SET_ASIDE,
    {
        "10 children born in the future (2039)": lambda folder: cells(
            folder, PERSON, "pers_dob", "01/05/2039", most=10
        ),
        "10 open episodes start in the future (2039)": lambda folder: cells(
            folder, EPISODES, START, "01/05/2039", open_episode, 10
        ),
        "all dates US (mm/dd/yyyy)": lambda folder: all_dates(folder, lambda m: f"{m[2]}/{m[1]}/{m[3]}"),
        "blank ids": lambda folder: cells(folder, EPISODES, "clae_person_id", "", most=30),
        "care leaver eligibility in other words": lambda folder: [
            cells(folder, file, column, lambda cell: f"{cell.upper()} child")
            for file, column in (
                ("care_leaver_history.csv", "eligibility"),
                ("ssd_care_leavers.csv", "clea_care_leaver_eligibility"),
            )
        ],
        "formula in a value (=cmd)": lambda folder: cells(
            folder, PERSON, "pers_ethnicity", "=cmd|'/c calc'!A1", most=20
        ),
        'involvement role "Allocated social worker"': lambda folder: cells(
            folder, "ssd_involvements.csv", "invo_professional_role_id", "Allocated social worker"
        ),
        "legal status table misses 50 children": lambda folder: drop_lines(
            folder, "ssd_legal_status.csv", legal_without_50
        ),
        'missing type "Missing"': lambda folder: cells(
            folder, "ssd_missing.csv", "miss_missing_episode_type", "Missing"
        ),
        "truncated at a row end (half the rows gone)": lambda folder: drop_lines(
            folder, EPISODES, lambda h, rows: rows[: len(rows) // 2]
        ),
        "unknown codes: legal status Q9 for 50": lambda folder: cells(
            folder, "ssd_legal_status.csv", "lega_legal_status", "Q9", most=50
        ),
        "orphan rows: 50 persons removed": lambda folder: drop_lines(
            folder, PERSON, lambda h, rows: rows[50:]
        ),
    },
)
add(
    "ssd",
    ABSENT,
    {
        "absent ssd_cla_episodes and ssd_cla_reviews": lambda folder: [
            (folder / name).unlink() for name in (EPISODES, "ssd_cla_reviews.csv")
        ],
        "absent table of episodes": lambda folder: (folder / EPISODES).unlink(),
        "extract.csv: header only": heads_only("extract.csv"),
        "header only (episodes)": heads_only(EPISODES),
        "only ssd_person": lambda folder: [path.unlink() for path in folder.iterdir() if path.name != PERSON],
        "orphan placements: placement ids unknown for 50": lambda folder: cells(
            folder, EPISODES, "clae_cla_placement_id", "PL-unknown", open_episode, 50
        ),
    },
)
case("ssd", "file name in upper case (.CSV)", SAME)(
    lambda folder: (folder / EPISODES).rename(folder / "SSD_CLA_EPISODES.CSV")
)


def returns_cells(column, change, files="*.csv"):
    def changed(folder):
        for path in sorted(folder.rglob(files)):
            headings, rows = rows_of(path)
            if column in headings:
                place = headings.index(column)
                rows = [[*row[:place], change(row[place]), *row[place + 1 :]] for row in rows]
                write_rows(path, headings, rows)

    return changed


def one_decom(year, value):
    return lambda folder: cells(
        folder, f"{year}/episodes.csv", "DECOM", value, lambda row: not row["DEC"], most=1
    )


def renamed(files, old, new):
    def changed(folder):
        for path in sorted(folder.glob(files)):
            text(folder, path.relative_to(folder), lambda t: t.replace(old, new, 1))

    return changed


def in_one_file(folder):
    for name in sorted({path.name for path in folder.rglob("*.csv")}):
        rows, headings = [], []
        for path in sorted(folder.glob(f"*/{name}")):
            headings, more = rows_of(path)
            rows += more
        write_rows(folder / name, headings, rows)
    for path in [path for path in folder.iterdir() if path.is_dir()]:
        shutil.rmtree(path)


def lower_heads(files):
    def changed(folder):
        for path in sorted(folder.glob(files)):
            headings, rows = rows_of(path)
            write_rows(path, [name.lower() for name in headings], rows)

    return changed


add(
    "903",
    MESSAGE,
    {
        "903: CHILD lost its noughts in the header of the latest year": returns_cells(
            "CHILD", lambda cell: cell.lstrip("0"), "2019/header.csv"
        ),
        "903: FIFO episodes beside": lambda folder: os.mkfifo(folder / "2019" / "x.csv"),
        "903: cp1252 byte in the first line of the latest header file": lambda folder: (
            folder / "2019/header.csv"
        ).write_bytes((folder / "2019/header.csv").read_bytes().replace(b"UPN", b"UPN\xa0", 1)),
        "903: dates ISO": lambda folder: all_dates(folder, iso),
        "903: dates ISO in the latest episodes only": lambda folder: all_dates(
            folder, iso, "2019/episodes.csv"
        ),
        "903: header of the latest year absent": lambda folder: (folder / "2019/header.csv").unlink(),
        "903: semicolons in the latest episodes": lambda folder: text(
            folder, "2019/episodes.csv", lambda t: t.replace(",", ";")
        ),
        "903: three years in one file (no YEAR), stale open rows first": in_one_file,
        "903: three years side by side without a year in the names": lambda folder: [
            (folder / year).rename(folder / name)
            for year, name in (("2017", "a"), ("2018", "b"), ("2019", "c"))
        ],
    },
)
add(
    "903",
    REPAIRED,
    {
        "903: CHILD with .0 in OC2": returns_cells("CHILD", lambda cell: f"{cell}.0", "*/oc2.csv"),
        "903: LS codes lower case": returns_cells("LS", str.lower),
        "903: lower-case column names": lower_heads("*/*.csv"),
        "903: lower-case column names in the latest header only": lower_heads("2019/header.csv"),
        '903: same year twice (2019 and a copy "2019 final")': lambda folder: shutil.copytree(
            folder / "2019", folder / "2019 final"
        ),
    },
)
add(
    "903",
    SET_ASIDE,
    {
        "903: SDQ_SCORE 400": returns_cells("SDQ_SCORE", lambda cell: "400" if cell else "", "2019/oc2.csv"),
        "903: SEX M/F beside 1/2; SEX 7": lambda folder: cells(
            folder, "2019/header.csv", "SEX", "7", most=20
        ),
        "903: one DECOM of the 2018 return typed 15/08/2029": one_decom(2018, "15/08/2029"),
        "903: one DECOM of the 2018 return typed 15/08/2109": one_decom(2018, "15/08/2109"),
        "903: one DECOM typed 15/04/2019": one_decom(2019, "15/04/2020"),
        "903: one DECOM typed 15/08/2109": one_decom(2019, "15/08/2109"),
        "903: unaccompanied DUC ISO": lambda folder: all_dates(folder, iso, "uasc.csv"),
    },
)
add(
    "903",
    ABSENT,
    {
        "903: OC2 with SDQ_SCORE misspelt in the latest year": renamed(
            "2019/oc2.csv", "SDQ_SCORE", "SDQSCORE"
        ),
        "903: PLACE_PROVIDER misspelt": renamed("*/episodes.csv", "PLACE_PROVIDER", "PLACEPROVIDER"),
        "903: a year missing between (2018 deleted)": lambda folder: shutil.rmtree(folder / "2018"),
        "903: episodes of the latest year empty": heads_only("2019/episodes.csv"),
        "903: reviews with REVIEW_CODE misspelt": renamed("*/reviews.csv", "REVIEW_CODE", "REVIEWCODE"),
    },
)


def sql(*statements):
    """Run statements in a database; {table} and {column} stand for each of its tables and columns of days."""
    import sqlite3

    def changed(path):
        with sqlite3.connect(path) as database:
            for statement in statements:
                database.execute(statement)

    return changed


def all_days(change, only=None):
    """Change every day of a database, 'yyyy-mm-dd' without a time behind it."""
    import sqlite3

    def changed(path):
        with sqlite3.connect(path) as database:
            tables = [
                name for (name,) in database.execute("select name from sqlite_master where type = 'table'")
            ]
            for name in tables:
                for _, column, *_ in database.execute(f'pragma table_info("{name}")').fetchall():
                    if only in (None, name):
                        database.execute(
                            f'update "{name}" set "{column}" = {change.format(column)} where "{column}" glob '
                            "'[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
                        )

    return changed


def as_view(name):
    return (f"alter table {name} rename to {name}_table", f"create view {name} as select * from {name}_table")


def cut(path, size):
    path.write_bytes(path.read_bytes()[:size])


def overwritten(path):
    data = bytearray(path.read_bytes())
    for page in range(3, 13):
        data[page * 4096 : (page + 1) * 4096] = os.urandom(4096)
    path.write_bytes(bytes(data))


SHORT = 'substr("{0}", 9, 2) || \'/\' || substr("{0}", 6, 2) || \'/\' || substr("{0}", 1, 4)'
add(
    "sqlite",
    SAME,
    {
        "sqlite: all dates with midnight behind (DATETIME columns)": all_days("\"{0}\" || ' 00:00:00'"),
        "sqlite: midnight in ssd_cla_episodes only": all_days("\"{0}\" || ' 00:00:00'", "ssd_cla_episodes"),
        "sqlite: one table is a view (episodes)": sql(*as_view("ssd_cla_episodes")),
        "sqlite: tables are views": sql(*as_view("ssd_person")),
        "sqlite: file name with ? and #": lambda path: path.rename(path.with_name("extract?a#b %41.sqlite")),
    },
)
add(
    "sqlite",
    REPAIRED,
    {"sqlite: dates with a real time of day": all_days("\"{0}\" || ' 09:30:00'", "ssd_cla_episodes")},
)
add(
    "sqlite",
    MESSAGE,
    {
        "sqlite: dates dd/mm/yyyy": all_days(SHORT),
        "sqlite: empty database": lambda path: (path.unlink(), sql("create table other (a text)")(path)),
        "sqlite: header only": lambda path: cut(path, 16),
        "sqlite: pages overwritten": overwritten,
        "sqlite: person ids as INTEGER in one table": sql(
            "update ssd_cla_episodes set clae_person_id = cast(cast(clae_person_id as integer) as text)"
        ),
        "sqlite: truncated": lambda path: cut(path, path.stat().st_size // 2),
    },
)


def changed_copy(change, source, target):
    """The changed copy of a valid extract, where it lies then."""
    (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    moved = change(target)
    return moved if isinstance(moved, Path) and source.is_file() else target
