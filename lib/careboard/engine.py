"""The papermill engine: a notebook's cells run in an IPython shell in this process.

What a cell draws equals what a Jupyter kernel draws, without a kernel's start. papermill is not thread-safe
and a shell keeps what a notebook sets, so each page gets a process of its own (workers.py).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from traitlets import Type
from traitlets.config import Config

QUIET = Config()
QUIET.HistoryManager.enabled = False  # history would write into the home folder


class Stream(io.StringIO):
    """What a cell prints, told in one piece before what it displays next, as a kernel does."""

    def __init__(self, name: str, tell):
        super().__init__()
        self.name, self.hand_on = name, tell

    def flush(self) -> None:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        if text:
            self.hand_on("stream", name=self.name, text=text)


class Publisher(DisplayPublisher):
    """Displays handed to the notebook."""

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_):
        kind = "update_display_data" if update else "display_data"
        self.shell.show(kind, data=json_clean(encode_images(data)), metadata=json_clean(metadata or {}), transient=transient or {})

    def clear_output(self, wait=False):
        self.shell.show("clear_output", wait=wait)


class Hook(DisplayHook):
    """A cell's last value handed to the notebook, without the prompt that a terminal would show."""

    def write_output_prompt(self):
        pass

    def write_format_data(self, data, metadata=None):
        self.shell.show("execute_result", data=json_clean(encode_images(data)), metadata=json_clean(metadata or {}), execution_count=self.prompt_count)


class Shell(InteractiveShell):
    """An IPython shell whose output goes to a notebook's cell."""

    compiler_class = Type(XCachingCompiler)
    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    failed: dict = {}
    tell: Callable[..., None]

    def init_sys_modules(self):
        pass

    def enable_gui(self, gui=None):
        pass

    def raw_input(self, *_):
        raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")

    def _showtraceback(self, etype, evalue, stb):
        self.failed = {"ename": str(etype.__name__), "evalue": str(evalue), "traceback": list(stb)}
        self.show("error", **self.failed)

    def show(self, kind: str, **content) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.tell(kind, **content)


class WarmEngine(Engine):
    """Registered with papermill as 'careboard'."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **_):
        shell, client = Shell.instance(config=QUIET), PapermillNotebookClient(nb_man)
        shell.tell = lambda kind, **content: None
        shell.run_line_magic("matplotlib", "inline")  # an analyst's own chart would vanish without it
        streams = sys.stdout, sys.stderr
        try:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                if cell.cell_type == "code" and not cls._ran(shell, client, cell, index):
                    failure = CellExecutionError.from_cell_and_msg(cell, shell.failed)
                    nb_man.cell_exception(cell, cell_index=index, exception=failure)
                    return
                nb_man.cell_complete(cell, index)
        finally:
            sys.stdout, sys.stderr = streams
            Shell.clear_instance()

    @staticmethod
    def _ran(shell: Shell, client: PapermillNotebookClient, cell, index: int) -> bool:
        """Run one cell into its outputs; whether it came to its end."""

        def tell(kind, **content):
            client.process_message({"header": {"msg_type": kind}, "msg_type": kind, "content": content, "parent_header": {}}, cell, index)

        shell.tell, shell.failed, client.clear_before_next_output = tell, {}, False
        sys.stdout, sys.stderr = Stream("stdout", tell), Stream("stderr", tell)
        cell.outputs, cell.execution_count = [], shell.execution_count
        shell.run_cell(cell.source, store_history=True, silent=False)
        sys.stdout.flush()
        sys.stderr.flush()
        return not shell.failed
