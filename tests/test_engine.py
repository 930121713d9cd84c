"""The engine shows what a Jupyter kernel shows."""

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

CELLS = [
    "print('one'); import sys; print('two', file=sys.stderr); 3",
    "4;",
    "from IPython.display import HTML, display, clear_output\ndisplay(HTML('<b>x</b>')); print('after'); HTML('<i>y</i>')",
    "print('gone'); clear_output(); print('stays')",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "_ if False else None",
    "x = display('first', display_id=True)",
    "%config InlineBackend.figure_format = 'svg'",
]
FAILING = ["1/0", "def (", "raise KeyError('x')"]


def ran(cells, engine, folder):
    book = new_notebook(cells=[new_code_cell(source) for source in cells], metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    path = folder / f"{engine}.ipynb"
    nbformat.write(book, path)
    try:
        out = papermill.execute_notebook(str(path), str(folder / f"{engine}-out.ipynb"), engine_name=engine, progress_bar=False)
    except papermill.exceptions.PapermillExecutionError as error:
        return error.ename, error.evalue
    return [[(output.output_type, output.get("name"), output.get("text"), dict(output.get("data", {}))) for output in cell.outputs] for cell in out.cells if cell.cell_type == "code"]


def test_outputs_equal_a_kernels(tmp_path):
    assert ran(CELLS, "careboard", tmp_path) == ran(CELLS, None, tmp_path)


@pytest.mark.parametrize("cell", FAILING)
def test_failures_equal_a_kernels(cell, tmp_path):
    assert ran([cell], "careboard", tmp_path) == ran([cell], None, tmp_path)
