import pandas
import pytest

from careboard.params.models import Standards
from careboard.records.schema import TABLES
from careboard.records.tables import NotAvailable, Tables, kept, typed


def test_an_absent_table_is_not_available():
    with pytest.raises(NotAvailable, match="the table 'plans' is not in the extract"):
        _ = Tables({}).plans


def test_a_table_nobody_declared_is_an_error_of_its_own():
    with pytest.raises(AttributeError):
        _ = Tables({}).plnas


def test_identifiers_keep_leading_zeros_and_blanks_are_missing():
    frame = typed(pandas.DataFrame({"child": ["007", ""], "born": ["2010-01-31", ""]}), TABLES["children"])
    assert (
        frame.child[0] == "007"
        and pandas.isna(frame.child[1])
        and frame.born[0] == pandas.Timestamp("2010-01-31")
        and pandas.isna(frame.born[1])
    )


def test_birth_dates_are_found_and_missing_where_unknown():
    tables = Tables(
        {"children": typed(pandas.DataFrame({"child": ["A"], "born": ["2010-01-31"]}), TABLES["children"])}
    )
    born = tables.born(pandas.Series(["B", "A"], index=[7, 9]))
    assert pandas.isna(born[7]) and born[9] == pandas.Timestamp("2010-01-31")


def test_tables_with_other_settings_or_frames_leave_the_first_ones_as_they_were():
    children = typed(pandas.DataFrame({"child": ["A"], "born": ["2010-01-31"]}), TABLES["children"])
    first = Tables({"children": children}, standards=Standards())
    assert first.child.index.tolist() == ["A"]  # asked for once, and kept
    strict = first.with_settings(Standards(days_to_next_board=30), frozenset({"lorn"}))
    others = first.with_frames({"children": children.assign(child="B")})
    assert (strict.standards.days_to_next_board, strict.districts) == (30, {"lorn"})
    assert (others.child.index.tolist(), strict.child.index.tolist()) == (["B"], ["A"])
    assert first.standards == Standards() and first.districts == frozenset()
    assert first.child.index.tolist() == first.children.child.tolist() == ["A"]


def test_what_is_kept_is_worked_out_once_for_the_same_tables_and_arguments():
    asked = []

    @kept
    def doubled(tables, number):
        asked.append(number)
        return 2 * number

    first, second = Tables({}), Tables({})
    assert [doubled(first, 1), doubled(first, 1), doubled(first, 2), doubled(second, 1)] == [2, 2, 4, 2]
    assert asked == [1, 2, 1]
