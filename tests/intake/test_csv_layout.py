"""Whether a file is even is told from a whole block as from one line after the other."""

import csv

from hypothesis import given
from hypothesis import strategies as some

from careboard.intake.csv_layout import _even_block


def line_by_line(block, separator, wanted):
    lines = block.splitlines()
    short = max(map(len, lines)) <= csv.field_size_limit()
    return short and {line.count(separator) for line in lines} == {wanted}


LINES = some.lists(some.sampled_from([b"a,b", b",", b"a", b"", b"a,b,c", b"x;y,z"]), min_size=1, max_size=5)


@given(
    lines=LINES,
    end=some.sampled_from([b"\n", b"\r\n", b"\r"]),
    last=some.booleans(),
    wanted=some.integers(0, 2),
)
def test_a_block_is_even_where_each_of_its_lines_is(lines, end, last, wanted):
    block = end.join(lines) + (end if last else b"")
    if block:
        assert _even_block(block, b",", wanted) == line_by_line(block, b",", wanted)


def test_a_value_too_many_in_one_line_does_not_make_up_for_one_too_few_in_the_next():
    assert not _even_block(b"a,b,c\na\n", b",", 1)
    assert not _even_block(b"a\na,b,c\n", b",", 1)


def test_a_line_longer_than_a_field_may_be_is_not_even():
    assert not _even_block(b"a,b\n" + b"x" * csv.field_size_limit() + b",y\n", b",", 1)
