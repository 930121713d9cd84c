"""Workbooks of returns and of the dataset give the same records as files; what is no workbook is refused."""

import datetime
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.habits import RETURN, SSD, written
from support.small_extract import copied, rows_of
from support.workbooks import as_excel_has_it, ole, write_ods, write_xls, write_xlsx
from test_wrapped_returns import files, frames_of

from careboard import intake
from careboard.errors import Problem
from careboard.intake import workbook_bounds

WRITERS = {".xlsx": write_xlsx, ".ods": write_ods, ".xls": write_xls, ".xlsm": write_xlsx}


def sheet_rows(path):
    """A CSV file as Excel has it once it was opened there, ids without the noughts in front but in 2017."""
    headings, rows = rows_of(path)
    text = 1 if path.parent.name == "2017" else 0
    return [headings, *(row[:text] + [as_excel_has_it(cell) for cell in row[text:]] for row in rows)]


@pytest.fixture(scope="module")
def returns(small, tmp_path_factory):
    folder = copied(small["903"], tmp_path_factory.mktemp("returns") / "903")
    for path in folder.rglob("extract.csv"):
        path.unlink()
    return folder


def one_book_a_year(folder, target):
    target.mkdir()
    for year in sorted(path for path in folder.iterdir() if path.is_dir()):
        write_xlsx(target / f"return {year.name}.xlsx", {path.stem: sheet_rows(path) for path in files(year)})
    return target


def one_book(folder, target):
    sheets = {f"{path.stem} {path.parent.name}": sheet_rows(path) for path in files(folder)}
    return write_xlsx(target.with_suffix(".xlsx"), sheets)


def zipped_books(folder, target):
    books = one_book_a_year(folder, target)
    path = target.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for book in books.iterdir():
            archive.write(book, f"ours/{book.name}")
            archive.writestr(f"__MACOSX/ours/._{book.name}", b"\0\5\26\7")
    return path


def with_covers(folder, target):
    """A workbook a year with a cover sheet, a title above each table, and blank rows in it."""
    target.mkdir()
    for year in sorted(path for path in folder.iterdir() if path.is_dir()):
        sheets = {"Cover": [["Our return"], ["Contact", "x"], ["Contact", "y"]]}
        for path in files(year):
            headings, *rows = sheet_rows(path)
            sheets[path.stem] = [["OFFICIAL"], [], headings, [None], *rows[:3], [None, None], *rows[3:]]
        write_xlsx(target / f"{year.name}.xlsx", sheets, hidden={"Cover", "oc2"})
    return target


@pytest.mark.parametrize("wrapping", [one_book_a_year, one_book, zipped_books, with_covers])
def test_returns_in_workbooks_have_the_same_records_as_in_files(wrapping, returns, tmp_path):
    expected, found = frames_of(returns), frames_of(wrapping(returns, tmp_path / "wrapped"))
    assert set(found) == set(expected)
    in_2017 = set(intake.read(str(returns / "2017")).tables.children.child)
    for name, frame in expected.items():
        lost = frame.assign(child=frame.child.where(frame.child.isin(in_2017), frame.child.str.lstrip("0")))
        assert found[name].equals(lost.sort_values(list(lost.columns[:3])).reset_index(drop=True)), name


@pytest.mark.parametrize("ending", WRITERS)
def test_a_workbook_of_each_kind_is_read(ending, tmp_path):
    expected = frames_of(written(tmp_path / "csv", RETURN))
    paths = files(tmp_path / "csv")
    path = WRITERS[ending](tmp_path / f"return{ending}", {path.stem: sheet_rows(path) for path in paths})
    found = frames_of(path)
    assert len(found["care"]) == 4 and list(found["care"].child) == ["1", "2", "3", "4"]
    for name, frame in expected.items():
        noughts_lost = frame.assign(child=frame.child.str.lstrip("0"))
        assert found[name].equals(noughts_lost), name


@pytest.mark.parametrize("as_files", [False, True])
def test_the_dataset_in_workbooks_matches_ids_that_lost_their_noughts(as_files, tmp_path):
    folder = written(tmp_path / "csv", SSD)
    expected = intake.read(str(folder)).tables.frames
    sheets = {path.stem: sheet_rows(path) for path in files(folder)}
    sheets["ssd_person"] = [list(row) for row in zip(*zip(*rows_of(folder / "ssd_person.csv")[1]))]
    sheets["ssd_person"].insert(0, rows_of(folder / "ssd_person.csv")[0])
    if as_files:
        path = tmp_path / "books"
        path.mkdir()
        for name, rows in sheets.items():
            write_xlsx(path / f"{name}.xlsx", {"Sheet1": rows})
    else:
        path = write_xlsx(tmp_path / "ssd.xlsx", sheets)
    extract = intake.read(str(path))
    assert extract.kind == "SSD" and extract.extract_date == datetime.date(2020, 3, 31)
    for name, frame in expected.items():
        assert extract.tables.frames[name].equals(frame), name
    assert extract.faults.reason.str.contains("noughts in front").any()


def test_each_row_is_told_by_its_number_in_the_sheet_and_errors_are_told_as_blank(tmp_path):
    folder = written(tmp_path / "csv", RETURN)
    sheets = {path.stem: sheet_rows(path) for path in files(folder)}
    heads = sheets["episodes"][0]
    sheets["episodes"][2][heads.index("LS")] = "#N/A"
    sheets["episodes"][3][heads.index("DECOM")] = "31/02/2019"
    sheets["episodes"] = [["SSDA903"], [], *sheets["episodes"]]
    extract = intake.read(str(write_xlsx(tmp_path / "903.xlsx", sheets)))
    told = {(fault.file, fault.row, fault.column, fault.reason) for fault in extract.faults.itertuples()
            if fault.outcome == "Record set aside."}  # fmt: skip
    assert told == {
        ("903.xlsx/episodes", 5, "LS", "blank, and a value is needed"),
        ("903.xlsx/episodes", 6, "DECOM", "not a date in the form yyyy-mm-dd"),
    }
    errors = extract.faults[extract.faults.reason.str.contains("Excel's errors")]
    assert list(errors.records) == [1] and list(errors.file) == ["903.xlsx/episodes"]


def test_true_dates_with_times_numbers_with_fractions_and_days_that_stand_for_none(tmp_path):
    folder = written(tmp_path / "csv", RETURN)
    sheets = {path.stem: sheet_rows(path) for path in files(folder)}
    heads = sheets["episodes"][0]
    for row in sheets["episodes"][1:]:
        row[heads.index("DECOM")] += datetime.timedelta(hours=9, minutes=30)
    path = write_xlsx(tmp_path / "903.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    for row in range(2, 6):
        cell = book["episodes"].cell(row, heads.index("DEC") + 1, 0)
        cell.number_format = "dd/mm/yyyy"  # Excel shows 00/01/1900
    book.save(path)
    care = intake.read(str(path)).tables.care
    assert care.ended.isna().all() and list(care.started.dt.strftime("%d %H:%M")) == ["05 00:00"] * 4


SECRET = {"Episodes": [["CHILD", "DECOM"], ["SECRET", "x"]]}


def cut(path):
    path.write_bytes(write_xlsx(path, SECRET).read_bytes()[:-400])


def scrambled(path):
    good = write_xlsx(path, SECRET).read_bytes()
    parts = good.index(b"PK\1\2")
    path.write_bytes(good[:60] + bytes(parts - 60) + good[parts:])


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024**2))


def far_apart(path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "SECRET", 1
    book.save(path)
    return path


def far_apart_ods(path):
    with zipfile.ZipFile(write_ods(path, {"A": [["SECRET"]]})) as archive:
        text = archive.read("content.xml").decode()
    repeated = '"1048000"><table:table-cell '
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", text.replace(repeated, f'{repeated} office:value-type="string" '))


def far_apart_in_other_words(path):
    with zipfile.ZipFile(far_apart(path)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b'<c r="XFD1048576"', b"<c  t='n' r='XFD1048576'"
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def binary(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"SECRET")


WEB = "<html><body><table><tr><td>SECRET</td></tr></table></body></html>"
BROKEN = {
    "cut": (cut, "the workbook is damaged"),
    "scrambled": (scrambled, "the workbook is damaged"),
    "encrypted": (
        lambda path: path.write_bytes(ole("EncryptedPackage", b"SECRET" * 100)),
        "locked with a password",
    ),
    "locked xls": (lambda path: write_xls(path, SECRET, locked=True), "locked with a password"),
    "word": (lambda path: path.write_bytes(ole("WordDocument", b"SECRET")), "not a workbook"),
    "web page": (lambda path: path.write_text(WEB, encoding="utf-8"), "a web page under the name of"),
    "text": (
        lambda path: path.write_text("CHILD,DECOM\nSECRET,1\n", encoding="utf-8"),
        "text under the name",
    ),
    "nothing": (lambda path: path.write_bytes(b""), "not a workbook"),
    "bomb": (bomb, "the workbook unpacks to 64 MB"),
    "far apart": (far_apart, "its cells reach down to row 1,048,576 and across 16,384 columns"),
    "other words": (far_apart_in_other_words, "its cells reach down to row 1,048,576"),
    "far apart ods": (far_apart_ods, "its cells reach down to row"),
    "long cell": (lambda path: write_ods(path, {"A": [["SECRET" * 9_000]]}), "longer than 32,767 characters"),
    "binary": (binary, "a binary workbook"),
    "no cell": (lambda path: write_xlsx(path, {"A": []}), "none of its 0 files or sheets"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("alone", [True, False])
def test_a_broken_workbook_is_refused_in_one_sentence_without_a_value(kind, alone, tmp_path):
    folder = tmp_path / "extract"
    folder.mkdir()
    spoil, expected = BROKEN[kind]
    spoil(folder / "return.xls")
    with pytest.raises(Problem) as problem:
        intake.read(str(folder / "return.xls" if alone else folder))
    message = str(problem.value)
    assert expected in message and "\n" not in message and "SECRET" not in message


def test_a_workbook_larger_than_its_bound_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_bounds, "LARGEST_FILE", 100)
    with pytest.raises(Problem, match=r"903\.xlsx: the workbook is larger than"):
        intake.read(str(write_xlsx(tmp_path / "903.xlsx", SECRET)))


def test_all_workbooks_that_cannot_be_opened_are_told_together(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\3\4 cut")
    (tmp_path / "b.xls").write_text("<table></table>", encoding="utf-8")
    (tmp_path / "~$c.xlsx").write_bytes(b"whoever has it open")
    with pytest.raises(Problem) as problem:
        intake.read(str(tmp_path))
    assert [line.split(":")[0] for line in str(problem.value).splitlines()] == ["a.xlsx", "b.xls"]


def test_formatted_cells_without_a_value_do_not_make_a_sheet_large(tmp_path):
    sheets = {path.stem: sheet_rows(path) for path in files(written(tmp_path / "csv", RETURN))}
    path = write_xlsx(tmp_path / "903.xlsx", sheets)
    book = openpyxl.load_workbook(path)
    book["episodes"]["XFD1048576"].number_format = "dd/mm/yyyy"
    book.save(path)
    assert len(intake.read(str(path)).tables.care) == 4


CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10**12), st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2100, 1, 1)), st.times(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8),
    st.sampled_from(["#REF!", "CHILD", "DECOM", "=1/0", "31/02/2019", "01/05/2019", "C2", "List 4"]),
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_a_mangled_workbook_is_read_with_an_account_that_adds_up_or_refused_in_words(data, tmp_path):
    sheets = {}
    for name, text in RETURN.items():
        rows = [line.split(",") for line in text.splitlines()]
        sheets[name.split("/")[1]] = [[as_excel_has_it(cell) for cell in row] for row in rows]
    for _ in range(data.draw(st.integers(1, 6))):
        rows = sheets[data.draw(st.sampled_from(sorted(sheets)))]
        row = data.draw(st.integers(0, len(rows) - 1))
        change = data.draw(st.sampled_from(["cell", "twice", "gone", "above"]))
        if change == "cell" and rows[row]:
            rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(CELL)
        elif change == "twice":
            rows.append(list(rows[row]))
        elif change == "gone" and len(rows) > 1:
            rows.pop(row)
        else:
            rows.insert(0, data.draw(st.lists(CELL, max_size=4)))
    path = write_xlsx(tmp_path / "903.xlsx", sheets)
    try:
        account = intake.read(str(path)).account
    except Problem as problem:
        assert len(str(problem)) > 20
        return
    assert (account.read == account[["as_they_stood", "repaired", "dropped", "set_aside"]].sum(axis=1)).all()
