"""The engine refuses what it cannot draw rightly, and leaves its process as it found it.

What it draws: test_engine_output.py.
"""

import io
import os
import sys
import warnings

import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_notebook
from support.small_edition import NOTEBOOKS, PERIOD, small_edition_in

from careboard.errors import WrongUse
from careboard.execute.engine import RefusedNotebook

FRONT_DOOR = NOTEBOOKS / "front_door.ipynb"
METADATA = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def ran(source, parameters=None, tags=("parameters",), out=None, **how):
    """One cell by the suite's engine; returns the executed notebook."""
    book = new_notebook(cells=[new_code_cell(source, metadata={"tags": list(tags)})], metadata=METADATA)
    return papermill.execute_notebook(
        book,
        out and str(out),
        parameters=parameters,
        **{"engine_name": "careboard", "progress_bar": False} | how,
    )


def test_a_misspelt_parameter_is_refused_with_the_nearest_right_name_and_nothing_is_written(tmp_path):
    out = tmp_path / "out.ipynb"
    with pytest.raises(WrongUse, match=r"^there is no parameter 'aera'. Did you mean 'area'\?$"):
        papermill.execute_notebook(
            str(FRONT_DOOR),
            str(out),
            parameters={"period": PERIOD, "aera": "north"},
            engine_name="careboard",
            progress_bar=False,
        )
    assert not out.exists()


def test_parameters_for_a_notebook_without_their_cell_are_refused():
    with pytest.raises(
        RefusedNotebook, match="has no cell tagged 'parameters', so it would not take area and period"
    ):
        ran("area = 'county'", {"period": PERIOD, "area": "north"}, tags=())


def test_paths_that_papermill_puts_in_are_taken():
    book = ran(
        "area = 'county'",
        {"area": "north", "PAPERMILL_INPUT_PATH": "in.ipynb", "PAPERMILL_OUTPUT_PATH": "out.ipynb"},
    )
    assert book.metadata.papermill.parameters["PAPERMILL_INPUT_PATH"] == "in.ipynb"


def test_a_stock_kernel_refuses_a_misspelt_parameter_when_it_opens_the_page(tmp_path, monkeypatch):
    monkeypatch.setenv("CAREBOARD_EDITION", str(small_edition_in(tmp_path / "edition")))
    with pytest.raises(
        papermill.exceptions.PapermillExecutionError,
        match=r"WrongUse: there is no parameter 'aera'\. Did you mean 'area'\?",
    ):
        papermill.execute_notebook(
            str(FRONT_DOOR),
            None,
            parameters={"aera": "north"},
            engine_name="nbclient",
            progress_bar=False,
            shutdown_kernel="immediate",
        )


def test_a_time_limit_is_refused_since_it_would_not_be_kept():
    with pytest.raises(RefusedNotebook, match="knows no --execution-timeout"):
        ran("1", execution_timeout=5)


def test_a_process_that_runs_a_notebook_already_is_told_what_to_do():
    InteractiveShell.instance()
    try:
        with pytest.raises(RefusedNotebook, match="Run papermill --engine careboard in a terminal"):
            ran("1")
    finally:
        InteractiveShell.clear_instance()


def test_a_cell_that_asks_for_input_fails_and_does_not_wait():
    with pytest.raises(papermill.exceptions.PapermillExecutionError, match="does not support input requests"):
        ran("input('?')")


def test_what_cells_print_goes_where_papermill_is_told_to_put_it():
    out, err = io.StringIO(), io.StringIO()
    ran("import sys; print('out'); print('err', file=sys.stderr)", stdout_file=out, stderr_file=err)
    assert (out.getvalue(), err.getvalue()) == ("out\n", "err\n")


@pytest.mark.parametrize(
    "source",
    [
        (
            "import os, sys, warnings; os.environ['X'] = 'y'; sys.path.append('z'); "
            "warnings.simplefilter('error'); x = 1"
        ),
        "1/0",
    ],
)
def test_a_process_is_left_as_it_was(source):
    def state():
        return (
            dict(os.environ),
            list(sys.path),
            sys.stdout,
            sys.stderr,
            sys.modules["__main__"],
            list(warnings.filters),
            input,
            InteractiveShell.initialized(),
        )

    before = state()
    try:
        ran(source)
    except papermill.exceptions.PapermillExecutionError as error:
        assert error.ename == "ZeroDivisionError"
    assert state() == before


def test_two_notebooks_in_one_process_both_show_their_charts():
    for _ in range(2):
        book = ran("from matplotlib import pyplot\npyplot.figure(figsize=(1, 1)).add_subplot();")
        assert [set(output.data) for cell in book.cells for output in cell.outputs] == [
            {"image/png", "text/plain"}
        ]


def test_a_cell_tagged_to_be_left_out_is_left_out():
    book = ran("1/0", tags=("skip-execution",))
    assert book.cells[0].outputs == [] and book.cells[0].execution_count is None
