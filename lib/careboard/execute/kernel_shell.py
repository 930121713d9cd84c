"""A kernel's shell in this process: what a notebook finds around it, and where what it shows goes.

The shell is ipykernel's own. What it would send to a client over sockets is handed on here. Imported when a
notebook is run and not before: progress bars look whether ipykernel's shell is loaded, and take a terminal
for a notebook if it is.
"""

from __future__ import annotations

import builtins
import getpass
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from traitlets import Type
from traitlets.config import Config

QUIET = Config()
QUIET.HistoryManager.enabled = False  # history would write into the home folder
INLINE = "module://matplotlib_inline.backend_inline"
COLUMNS, COLUMNS_IN_A_KERNEL = "display.max_columns", 20
AS_LOADED = ("tqdm.auto", "tqdm.autonotebook")  # modules that ask once, when they are loaded, where they are


class Stream(io.StringIO):
    """What a cell prints, told in one piece before what it displays next, as a kernel does."""

    encoding = "UTF-8"

    def __init__(self, name: str, hand_on: Callable[[str, dict], None]):
        super().__init__()
        self.name, self.hand_on = name, hand_on

    def flush(self) -> None:
        """Hand on what was printed since the last time."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        if text:
            self.hand_on("stream", {"name": self.name, "text": text})


class Wire(Session):
    """In place of a kernel's sockets.

    What would be sent is packed and unpacked as on the way, and handed on.
    """

    def __init__(self, hand_on: Callable[[str, dict], None]):
        super().__init__()
        self.hand_on = hand_on

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Hand on a message, of which the kind and the content matter alone."""
        kind = msg_or_type
        if not isinstance(msg_or_type, str):
            kind, content = msg_or_type["msg_type"], msg_or_type["content"]
        self.hand_on(kind, self.unpack(self.pack(content)))


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """A kernel's shell without a kernel.

    Its name is what libraries look for when they ask whether this is a notebook.
    """

    compiler_class = Type(XCachingCompiler)

    def enable_gui(self, gui: Any = None) -> None:
        """Nothing: there is no window to draw in."""

    def ask_exit(self) -> None:
        """Refuse to end before the page is drawn."""
        raise RuntimeError("exit() would end the kernel before the page is drawn.")


@contextmanager
def as_in_a_kernel(hand_on: Callable[[str, dict], None]) -> Iterator[ZMQInteractiveShell]:
    """This process as a notebook finds a kernel's, and as it was when the notebook is through."""
    kept = sys.stdout, sys.stderr, builtins.input, getpass.getpass, sys.modules["__main__"]
    environment, search_path = dict(os.environ), list(sys.path)
    try:
        with warnings.catch_warnings(), _wide_tables(), _own_style():
            sys.stdout, sys.stderr = Stream("stdout", hand_on), Stream("stderr", hand_on)
            builtins.input, getpass.getpass = _no_input("raw_input"), _no_input("getpass")
            if "" not in sys.path:
                packages = (place for place, path in enumerate(sys.path) if path.endswith("-packages"))
                sys.path.insert(next(packages, len(sys.path)), "")
            for module in AS_LOADED:
                sys.modules.pop(module, None)
            shell = ZMQInteractiveShell.instance(config=QUIET)
            shell.displayhook.session = shell.display_pub.session = Wire(hand_on)
            _show_charts(shell)
            yield shell
    finally:
        ZMQInteractiveShell.clear_instance()
        sys.stdout, sys.stderr, builtins.input, getpass.getpass, sys.modules["__main__"] = kept
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:] = search_path


@contextmanager
def _wide_tables() -> Iterator[None]:
    """Tables as a kernel shows them.

    pandas asks once, when it is imported, whether it writes to a terminal, and then shows as many columns as
    fit.
    """
    pandas = sys.modules.get("pandas")
    if pandas is None or pandas.get_option(COLUMNS) != 0:
        yield
        return
    pandas.set_option(COLUMNS, COLUMNS_IN_A_KERNEL)
    try:
        yield
    finally:
        pandas.set_option(COLUMNS, 0)


@contextmanager
def _own_style() -> Iterator[None]:
    """Charts in the style that matplotlib brings along, as a kernel has it, until a notebook sets another."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is None:
        yield
        return
    with matplotlib.rc_context():
        yield


def _show_charts(shell: ZMQInteractiveShell) -> None:
    """An analyst's own charts show as in a kernel.

    matplotlib may have been loaded before there was a shell.
    """
    if os.environ.setdefault("MPLBACKEND", INLINE) == INLINE and "matplotlib" in sys.modules:
        from IPython.core.pylabtools import activate_matplotlib
        from matplotlib_inline import backend_inline, config

        config.InlineBackend.clear_instance()
        # else only the first shell of a process would get charts
        backend_inline.configure_inline_support.current_backend = "unset"
        activate_matplotlib(INLINE)
        backend_inline.configure_inline_support(shell, INLINE)


def _no_input(name: str) -> Callable:
    def refuse(*_: Any, **__: Any) -> None:
        raise StdinNotImplementedError(
            f"{name} was called, but this frontend does not support input requests."
        )

    return refuse
