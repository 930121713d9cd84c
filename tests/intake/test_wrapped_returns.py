"""The same SSDA903 returns in every wrapping give the same records; what cannot be placed is named."""

import csv
import sqlite3
import zipfile
from xml.sax.saxutils import escape

import pytest
from support.small_extract import copied, rows_of, write_rows

from careboard import intake
from careboard.errors import Problem
from careboard.params.models import Source

RECORD_TAGS = {"episodes": "EPISODE", "reviews": "AREVIEW", "missing": "AMISSING", "oc2": "OC2"}


@pytest.fixture(scope="module")
def returns(small, tmp_path_factory):
    folder = copied(small["903"], tmp_path_factory.mktemp("returns") / "903")
    for path in folder.rglob("extract.csv"):
        path.unlink()
    return folder


def files(folder):
    return sorted(folder.rglob("*.csv"))


def flat(folder, target):
    target.mkdir()
    for path in files(folder):
        (target / f"SSDA903_{path.parent.name}_{path.name}").write_bytes(path.read_bytes())
    return target


def two_years(folder, target):
    for path in files(folder):
        place = target / f"{path.parent.name[2:]}-{int(path.parent.name[2:]) + 1}" / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    return target


def by_kind(folder, target):
    for path in files(folder):
        place = target / path.stem / f"{path.parent.name}{int(path.parent.name[2:]) + 1}.csv"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    return target


def with_years(folder, target):
    """Each kind in one file, with a column of the year."""
    for name in {path.name for path in files(folder)}:
        headings, rows = [], []
        for path in sorted(folder.glob(f"*/{name}")):
            headings, more = rows_of(path)
            rows += [[*row, path.parent.name] for row in more]
        target.mkdir(exist_ok=True)
        write_rows(target / name, [*headings, "YEAR"], rows)
    return target


def zipped(folder, target):
    path = target.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files(folder):
            archive.write(file, f"our returns/{file.relative_to(folder)}")
    return path


def database(folder, target):
    path = target.with_suffix(".sqlite")
    with sqlite3.connect(path) as opened:
        for file in files(folder):
            headings, rows = rows_of(file)
            name = f"{file.stem}_{file.parent.name}"
            opened.execute(f'create table "{name}" ({", ".join(headings)})')
            opened.executemany(f'insert into "{name}" values ({", ".join("?" * len(headings))})', rows)
    return path


def xml(folder, target):
    """Each return as XML: a child's own fields and records in its HEADER, its episodes beside it."""
    target.mkdir()
    for year in sorted(path for path in folder.iterdir() if path.is_dir()):
        parts = {path.stem: list(csv.DictReader(path.open(encoding="utf-8"))) for path in year.glob("*.csv")}
        children = dict.fromkeys(row["CHILD"] for rows in parts.values() for row in rows)
        text = "".join(_child_xml(child, parts) for child in children)
        (target / f"{year.name}.xml").write_text(f"<SSDA903>{text}</SSDA903>", encoding="utf-8")
    return target


def _fields(row, names):
    conversions = {"CHILD": "CHILDID", "PLACE": "PL"}
    return "".join(
        f"<{conversions.get(name, name)}>{escape(row[name])}</{conversions.get(name, name)}>"
        for name in names
        if name in row
    )


def _child_xml(child, parts):
    own = {"CHILD": child}
    for name in ("header", "uasc", "oc3", "ad1"):
        for row in parts.get(name, []):
            if row["CHILD"] == child:
                own |= row
    records = {
        name: "".join(
            f"<{tag}>{_fields(row, [key for key in row if key not in ('CHILD', 'DOB')])}</{tag}>"
            for row in parts.get(name, [])
            if row["CHILD"] == child
        )
        for name, tag in RECORD_TAGS.items()
    }
    inner = records["reviews"] + records["missing"] + records["oc2"]
    return f"<CHILD><HEADER>{_fields(own, own)}{inner}</HEADER>{records['episodes']}</CHILD>"


def frames_of(path):
    frames = intake.read(str(path)).tables.frames
    ordered = {}
    for name, frame in frames.items():
        columns = [column for column in frame.columns if column not in ("spell", "record")]
        ordered[name] = frame[columns].sort_values(columns[:3]).reset_index(drop=True)
    return ordered


@pytest.mark.parametrize("wrapping", [flat, two_years, by_kind, with_years, zipped, database, xml])
def test_every_wrapping_has_the_same_records(wrapping, returns, tmp_path):
    expected, found = frames_of(returns), frames_of(wrapping(returns, tmp_path / "wrapped"))
    assert set(found) == set(expected)
    for name, frame in expected.items():
        assert found[name].equals(frame), name


def test_years_are_told_by_dates_whatever_the_folders_are_called(returns, tmp_path):
    for year, name in (("2017", "c"), ("2018", "a"), ("2019", "b")):
        for path in (returns / year).glob("*.csv"):
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    found, expected = frames_of(tmp_path), frames_of(returns)
    assert all(found[name].equals(frame) for name, frame in expected.items())


def test_several_authorities_stop_the_reading_unless_one_is_chosen(returns, tmp_path):
    folder = flat(returns, tmp_path / "two")
    for path in files(folder):
        headings, rows = rows_of(path)
        others = [[f"9{row[0]}", *row[1:], "301"] for row in rows[:5]]
        write_rows(path, [*headings, "LA"], [[*row, "888"] for row in rows] + others)
    with pytest.raises(Problem, match="records of 2 authorities"):
        intake.read(str(folder))
    chosen = intake.read(str(folder), settings=Source(path="", authority=888))
    assert len(chosen.tables.care) == len(frames_of(returns)["care"])
    assert any("other authorities" in reason for reason in chosen.faults.reason)


def test_a_missing_year_and_two_returns_of_one_year_are_refused(returns, tmp_path):
    folder = two_years(returns, tmp_path / "years")
    (tmp_path / "gone").mkdir()
    (folder / "18-19").rename(tmp_path / "gone" / "18-19")
    with pytest.raises(Problem, match="the return of the year ending 31 March 2019 is missing"):
        intake.read(str(folder))
    headings, rows = rows_of(folder / "19-20" / "episodes.csv")
    other = folder / "copy"
    other.mkdir()
    write_rows(other / "episodes.csv", headings, [[f"9{row[0]}", *row[1:]] for row in rows])
    with pytest.raises(Problem, match="both seem to be of the year ending 31 March 2020"):
        intake.read(str(folder))


def test_an_archive_that_unpacks_to_too_much_or_is_damaged_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("episodes.csv", b"0" * (200 * 1024**2))
    with pytest.raises(Problem, match=r"bomb\.zip: the archive unpacks to 200 MB"):
        intake.read(str(tmp_path / "bomb.zip"))
    (tmp_path / "cut.zip").write_bytes((tmp_path / "bomb.zip").read_bytes()[:5000])
    with pytest.raises(Problem, match=r"cut\.zip: the archive is damaged"):
        intake.read(str(tmp_path / "cut.zip"))
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
        archive.writestr("../episodes.csv", "CHILD,DECOM,RNE,LS\n")
    with pytest.raises(Problem, match="would lie outside its folder"):
        intake.read(str(tmp_path / "out.zip"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<A><CHILD>", "not well formed"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><A>&b;</A>', "document type or entities"),
        ("<A><B>1</B></A>", "none of its"),
    ],
)
def test_xml_that_is_no_return_is_refused(text, message, tmp_path):
    (tmp_path / "return.xml").write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=message):
        intake.read(str(tmp_path / "return.xml"))


def test_the_page_of_a_past_year_says_what_its_own_return_had_and_what_is_known_now(tmp_path):
    episodes = (
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    )
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
    for year, first, last in ((2019, 1, 30), (2020, 1, 50)):
        (tmp_path / str(year)).mkdir()
        children = range(first, last + 1)
        (tmp_path / str(year) / "header.csv").write_text(
            header + "".join(f"{n},1,01/02/2008,WBRI,,,\n" for n in children), encoding="utf-8"
        )
        ended = "01/06/2019,E4A" if year == 2020 else ","
        (tmp_path / str(year) / "episodes.csv").write_text(
            episodes + "".join(f"{n},05/05/2018,S,C2,N1,U4,PR1,{ended},,,A,\n" for n in children),
            encoding="utf-8",
        )
    notes = intake.read(str(tmp_path)).notes
    assert notes[1:] == [
        "Children looked after, by the return of the year alone and with the later returns: on 31 March 2019 "
        "30 and 50."
    ]


def without(folder, file, column):
    headings, rows = rows_of(folder / file)
    place = headings.index(column)
    write_rows(
        folder / file,
        headings[:place] + headings[place + 1 :],
        [row[:place] + row[place + 1 :] for row in rows],
    )


def test_a_column_that_one_return_lacks_and_others_have_stops_the_reading(returns, tmp_path):
    folder = copied(returns, tmp_path / "903")
    without(folder, "2018/oc2.csv", "TEETH_CHECK")
    with pytest.raises(Problem, match=r"2018/oc2\.csv: there is no column 'TEETH_CHECK'"):
        intake.read(str(folder))


def test_a_column_that_no_return_has_is_not_available_and_told(returns, tmp_path):
    folder = copied(returns, tmp_path / "903")
    for year in ("2017", "2018", "2019"):
        without(folder, f"{year}/oc2.csv", "TEETH_CHECK")
    extract = intake.read(str(folder))
    assert "dental_check" in extract.tables.absent_columns()
    assert extract.called("dental_check") == "the column TEETH_CHECK"
    told = {
        (fault.file, fault.column) for fault in extract.faults.itertuples() if fault.outcome == "Not read."
    }
    assert {(f"{year}/oc2.csv", "TEETH_CHECK") for year in ("2017", "2018", "2019")} <= told


def test_a_column_that_came_with_later_collections_may_lack_in_an_earlier_one_and_is_told(returns, tmp_path):
    folder = copied(returns, tmp_path / "903")
    without(folder, "2017/episodes.csv", "PLACE_PROVIDER")
    extract = intake.read(str(folder))
    assert extract.tables.care.provider.notna().any()
    assert (extract.faults.column == "PLACE_PROVIDER").any()
