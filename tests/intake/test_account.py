"""What became of every record adds up, whatever is done to a valid extract; or the reading stops in words."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.habits import RETURN, SSD, written
from support.small_extract import rows_of, write_rows

from careboard import intake
from careboard.errors import Problem

CELLS = st.sampled_from(
    [
        "", "NULL", "31/02/2019", "2019-05-01", "01/05/2039", "01/01/1900", "-1", "1e400", "c2",
        "Q9: other", "01", "1",
        "001", "1.0", "99", "\u00e9", "=1+1", '"', "a,b", "\u0661", "0000-00-00", "x" * 5000, "01/13/2019",
        "2019",
    ]
)  # fmt: skip


def assert_adds_up(folder):
    try:
        extract = intake.read(str(folder))
    except Problem as problem:
        assert len(str(problem)) > 20 and problem.exit_code in (1, 2)
        return
    account = extract.account
    assert (account.read == account[["as_they_stood", "repaired", "dropped", "set_aside"]].sum(axis=1)).all()
    used = account.as_they_stood + account.repaired
    for table, records in zip(account.table, used, strict=True):
        if extract.tables.has(table):
            assert len(extract.tables.frames[table]) == records
    assert extract.set_aside <= account.set_aside.sum() or account.empty


@pytest.mark.parametrize("kind", ["ssd", "903"])
def test_the_account_of_a_clean_extract(kind, tmp_path):
    assert_adds_up(written(tmp_path, SSD if kind == "ssd" else RETURN))


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), kind=st.sampled_from(["ssd", "903"]))
def test_the_account_of_a_mangled_extract(data, kind, tmp_path):
    shutil.rmtree(tmp_path / "extract", ignore_errors=True)
    folder = written(tmp_path / "extract", SSD if kind == "ssd" else RETURN)
    paths = sorted(folder.rglob("*.csv"))
    for _ in range(data.draw(st.integers(1, 8))):
        path = data.draw(st.sampled_from(paths))
        heads, rows = rows_of(path)
        change = data.draw(st.sampled_from(["cell", "column", "twice", "gone", "heading"]))
        if not rows:
            continue
        row, place = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(heads) - 1))
        value = data.draw(CELLS)
        if change == "cell":
            rows[row][place] = value
        elif change == "column":
            rows = [[*each[:place], value, *each[place + 1 :]] for each in rows]
        elif change == "twice":
            rows.append(list(rows[row]))
        elif change == "gone":
            rows.pop(row)
        else:
            heads[place] = value
        write_rows(path, heads, rows)
    assert_adds_up(folder)
