"""What the engine draws is what a stock Jupyter kernel draws, output for output.

Every notebook, and one of hard cases.

Each notebook has a kernel of its own, by stock papermill. Ours run one after another in one process that has
drawn a page before, which is the most that a page could find left over from others.
"""

import json
import os
import re
import tempfile
from itertools import groupby
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from support.small_edition import NOTEBOOKS, PERIOD, executed, small_edition, small_edition_in

from careboard.execute.workers import Staying, run
from careboard.publish import html

PNG, HEAD_OF_PICTURE = "image/png", 40  # letters
PAGES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
STOCK = {
    "engine_name": "nbclient",
    "kernel_name": "python3",
    "progress_bar": False,
    "shutdown_kernel": "immediate",
}
HARD = """
print('one'); import sys; print('two', file=sys.stderr); print('three'); 3
#
4;
#
from IPython.display import HTML, Image, Markdown, clear_output, display, update_display
display(HTML('<b>x</b>')); print('after'); HTML('<i>y</i>')
#
print('gone'); display('gone too'); clear_output(); print('stays')
#
print('gone'); display('gone too'); clear_output(wait=True); print('stays')
#
print('stays'); clear_output(wait=True)
#
import pandas as pd
pd.DataFrame({'a': [1, 2], 'b': ['ä', '<b>']})
#
wide = pd.DataFrame([[number * 1000000.5 for number in range(40)]] * 3)
print(wide); wide
#
_.shape, Out[7].shape, In[1], _i, __
#
handle = display('first', display_id='here'); display('second')
#
update_display('third', display_id='here')
#
handle.update(HTML('<b>fourth</b>'))
#
display({'text/plain': 'x', 'application/json': {'a': (1, 2), 3: None}},
        metadata={'application/json': {'expanded': True}}, raw=True)
#
display(HTML('<p>x</p>'), metadata={'text/html': {'isolated': True}}); display(); display(1, 'two')
#
import warnings
warnings.warn('look out'); warnings.warn('old', DeprecationWarning)
#
'Übung, 漢字, 😀, "quoted", \\x1b[31mred\\x1b[0m'
#
from matplotlib import pyplot
pyplot.plot([1, 3, 2]); pyplot.show(); print('after'); pyplot.rcParams['figure.figsize'] = (2, 1)
#
pyplot.plot([1, 3, 2]);
#
import seaborn
seaborn.barplot(pd.DataFrame({'a': ['x', 'y'], 'b': [1, 2]}), x='a', y='b')
#
figure, axes = pyplot.subplots()
pyplot.close(figure); figure
#
%config InlineBackend.figure_format = 'retina'
pyplot.hist([1, 2, 2])
len(pyplot.gcf().axes), pyplot.get_backend(), pyplot.isinteractive(), pyplot.rcParams['figure.dpi']
#
1/0
#
def (
#
raise KeyError('x')
#
import json
json.loads('{')
#
print('before'); raise ValueError('two\\nlines')
#
class Bad:
    def __repr__(self): raise RuntimeError('no words')
Bad()
#
class Both:
    def __repr__(self): return 'both'
    def _repr_latex_(self): return '$x$'
    def _repr_mimebundle_(self, **_): return {'text/x-own': 'own'}, {'text/x-own': {'a': 1}}
Both()
#
Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + b'x' * 60, width=10)
#
Markdown('**m**')
#
%%capture held
print('held'); display('held too')
#
held.show()
#
try:
    1/0
except ZeroDivisionError:
    get_ipython().showtraceback()
'goes on'
#
import pickle
class Kept: pass
kept = type(pickle.loads(pickle.dumps(Kept()))).__name__
kept, Kept.__module__, __name__, sorted(name for name in globals() if not name.startswith('_i'))
#
import asyncio
await asyncio.sleep(0, 'awaited')
#
asyncio.get_running_loop().is_running()
#
import logging
logging.getLogger('x').warning('said'); logging.getLogger('x').info('not said')
logging.getLogger().handlers, logging.getLogger().level
#
logging.warning('by the root'); logging.basicConfig(level='INFO')
#
logging.info('told now')
#
!echo hi; echo there >&2
#
print('a', flush=True); print('b'); sys.stdout.write('no newline'); sys.stdout.encoding, sys.stdout.isatty()
#
import os
os.environ['MPLBACKEND'], os.environ['TERM'], os.environ['PAGER'], '' in sys.path
#
import tqdm.auto
type(get_ipython()).__name__, 'IPKernelApp' in get_ipython().config, tqdm.auto.tqdm.__name__
#
%who_ls
#
%history -n 1-3
#

#
# nothing but a comment
#
import threading
def fails(): print('from a thread'); 1/0
thread = threading.Thread(target=fails, name='one'); thread.start(); thread.join()
#
raise SystemExit
#
sys.exit(3)
"""
FAILING = ["print('before')", "1/0", "print('never')"]


def book(cells, tags=()):
    """A notebook of code cells, each with these tags."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(
        cells=[
            new_markdown_cell("# Cases"),
            *(new_code_cell(source, metadata={"tags": list(tags)}) for source in cells),
        ],
        metadata=metadata,
    )


def read(page):
    return nbformat.read(NOTEBOOKS / f"{page}.ipynb", as_version=4)


def outcome(text, how, parameters=None):
    """What papermill raised, and the notebook as executed.

    Of an error its name, text and traceback; nothing where none was raised.
    """
    raised = ()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.ipynb"
        try:
            papermill.execute_notebook(
                nbformat.reads(text, as_version=4),
                str(out),
                parameters=parameters,
                request_save_on_cell_execute=False,
                **how,
            )
        except papermill.exceptions.PapermillExecutionError as error:
            raised = (error.ename, error.evalue, error.exec_count, error.traceback)
        return raised, out.read_text(encoding="utf-8")


def ours(task):
    """One notebook by the suite's engine; called in a process of its own."""
    text, parameters, edition = task
    os.environ["CAREBOARD_EDITION"] = edition
    return outcome(
        text, {"engine_name": "careboard", "kernel_name": "python3", "progress_bar": False}, parameters
    )


def shown(text):
    """Each cell with its number, how it ended and its outputs.

    The process's number stands in the path of a warning.
    """
    cells = json.loads(re.sub(r"ipykernel_\d+", "ipykernel_N", text))["cells"]
    ended = [
        {name: cell["metadata"].get("papermill", {}).get(name) for name in ("status", "exception")}
        for cell in cells
    ]
    return [
        (cell["source"], cell.get("execution_count"), settled(cell.get("outputs", [])), end)
        for cell, end in zip(cells, ended, strict=True)
    ]


def settled(outputs):
    """Outputs with what stands side by side on stdout and stderr put together, each by itself.

    A kernel flushes the two in either order.
    """
    found = []
    for is_stream, run_ in groupby(outputs, lambda output: output["output_type"] == "stream"):
        streams = {}
        for output in run_:
            if is_stream:
                streams.setdefault(output["name"], []).extend(output["text"])
            else:
                found.append(output)
        found += [{"stream": name, "text": "".join(streams[name])} for name in sorted(streams)]
    return found


def with_sizes_of_pictures(text):
    """A notebook with the head of each picture alone, which holds its size.

    A process that has drawn charts before lays words out a tenth of a pixel apart.
    """
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if PNG in output.get("data", {}):
                output.data[PNG] = output.data[PNG][:HEAD_OF_PICTURE]
    return nbformat.writes(notebook)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return str(small_edition_in(tmp_path_factory.mktemp("edition")))


@pytest.fixture(scope="module")
def drawn():
    """Draws a notebook by the suite's engine, each in the process that drew the one before."""
    with Staying(1, "careboard.execute.warm_up") as executor:

        def draw(text, edition, parameters=None):
            done = next(run(executor, ours, [(text, parameters, edition)], 1))
            assert not done.failure
            return done.result

        yield draw


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_is_drawn_the_same_both_ways(page, drawn, edition, monkeypatch):
    monkeypatch.setenv("CAREBOARD_EDITION", edition)
    text, parameters = nbformat.writes(read(page)), {"period": PERIOD, "area": "county"}
    (_, stock), (_, own) = outcome(text, STOCK, parameters), drawn(text, edition, parameters)
    assert (
        sum(
            bool(cell.outputs)
            for cell in nbformat.reads(stock, as_version=4).cells
            if cell.cell_type == "code"
        )
        >= 5
    )
    assert shown(with_sizes_of_pictures(own)) == shown(with_sizes_of_pictures(stock))
    assert html.to_html(nbformat.reads(stock, as_version=4), small_edition()) == html.to_html(
        executed(small_edition(), page, "county"), small_edition()
    )


def test_hard_cases_are_drawn_the_same_both_ways(drawn, edition):
    cells = [source.strip("\n") for source in HARD.split("\n#\n")]
    text = nbformat.writes(book(cells, tags=["raises-exception"]))
    stock, own = outcome(text, STOCK), drawn(text, edition)
    kinds = {
        output["output_type"] for cell in json.loads(stock[1])["cells"] for output in cell.get("outputs", [])
    }
    assert kinds == {"stream", "display_data", "execute_result", "error"}
    for expected, found in zip(shown(stock[1]), shown(own[1]), strict=True):
        assert found == expected
    assert own[0] == stock[0]


def test_a_cell_that_fails_stops_both_at_the_same_place_with_the_same_words(drawn, edition):
    text = nbformat.writes(book(FAILING))
    stock, own = outcome(text, STOCK), drawn(text, edition)
    assert stock[0][0] == "ZeroDivisionError" and own[0] == stock[0]
    assert shown(own[1]) == shown(stock[1]) and "never\\n" not in own[1]
