"""The papermill engine: a notebook's cells run in an IPython shell in this process.

What a cell draws equals what a Jupyter kernel draws, without a kernel's start. papermill is not thread-safe and a shell
keeps what a notebook sets, so each page gets a process of its own (workers.py).
"""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any

import click
from IPython.core.interactiveshell import InteractiveShell
from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.log import logger

from careboard.notebooks import misgiven
from careboard.problems import WrongUse

GOES_ON, LEFT_OUT = "raises-exception", "skip-execution"  # tags that nbclient knows
BY_PAPERMILL = {"PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH"}  # what its option --inject-paths adds


class Refused(WrongUse, click.ClickException):
    """A notebook that is not run at all; papermill's command line tells it in one line, since it is click's too."""


class Client(PapermillNotebookClient):
    """papermill's client, with a shell in this process where it would start a kernel."""

    def execute(self, **_):
        from careboard.shell import as_in_a_kernel

        self.reset_execution_trackers()
        self.its_logging: tuple[list, int] = ([], logging.WARNING)
        self.loop = asyncio.new_event_loop()  # a kernel runs its cells inside one
        try:
            with as_in_a_kernel(self._hand_on) as self.shell:
                self.papermill_execute_cells()
        finally:
            self.loop.close()
        return self.nb

    def execute_cell(self, cell, cell_index, **_):
        """Run one cell into its outputs. Raises CellExecutionError where it fails and its tags do not allow that."""
        if cell.cell_type != "code" or not cell.source.strip() or LEFT_OUT in cell.metadata.get("tags", []):
            return
        self.running, self.clear_before_next_output = (cell, cell_index), False
        cell.outputs, cell.execution_count = [], self.shell.execution_count
        self._change_logging()
        try:
            result = self.loop.run_until_complete(self._run(cell.source))
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            self._change_logging()
        failed = not result.success or self.shell._last_traceback_during_displayhook
        if failed and GOES_ON not in cell.metadata.get("tags", []):
            error = result.error_before_exec or result.error_in_exec
            raise CellExecutionError.from_cell_and_msg(cell, {"ename": type(error).__name__, "evalue": str(error), "traceback": self.shell._last_traceback or []})

    async def _run(self, source: str) -> Any:
        """As ipykernel runs a cell: one that awaits in the loop that runs already, any other as it stands."""
        try:
            how = {"transformed_cell": self.shell.transform_cell(source), "preprocessing_exc_tuple": None}
        except Exception:  # told by the shell itself, below
            how = {"transformed_cell": source, "preprocessing_exc_tuple": sys.exc_info()}
        if not self.shell.should_run_async(source, **how):
            return self.shell.run_cell(source, store_history=True)
        result = None
        try:
            result = await self.shell.run_cell_async(source, store_history=True, **how)
            return result
        finally:
            self.shell.events.trigger("post_execute")
            self.shell.events.trigger("post_run_cell", result)

    def _hand_on(self, kind: str, content: dict) -> None:
        self._change_logging()
        try:
            self.process_message({"header": {"msg_type": kind}, "msg_type": kind, "content": content, "parent_header": {}}, *self.running)
        finally:
            self._change_logging()

    def _change_logging(self) -> None:
        """Between papermill's root logger, which its command line sends to the terminal, and the notebook's."""
        root = logging.getLogger()
        its, self.its_logging = self.its_logging, (root.handlers, root.level)
        root.handlers = its[0]
        if root.level != its[1]:  # to set a level clears the cache of every logger there is
            root.setLevel(its[1])


class WarmEngine(Engine):
    """Registered with papermill as 'careboard'."""

    @classmethod
    def execute_notebook(cls, nb, kernel_name, output_path=None, **how):
        """Run a notebook. Raises Refused, before a cell runs and a file is written, where its parameters are at fault."""
        if InteractiveShell.initialized():
            raise Refused("the engine 'careboard' runs a notebook in its own process, and this process runs one already. Run papermill --engine careboard in a terminal, or leave the engine out.")
        if how.get("execution_timeout") is not None:
            raise Refused("the engine 'careboard' knows no --execution-timeout. Leave it out, or leave the engine out.")
        if fault := misgiven(nb.metadata.get("papermill", {}).get("parameters", {}).keys() - BY_PAPERMILL, nb.cells):
            raise Refused(fault)
        return super().execute_notebook(nb, kernel_name, output_path, **how)

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, log_output=False, stdout_file=None, stderr_file=None, **_):
        return Client(nb_man, log=logger, log_output=log_output, stdout_file=stdout_file, stderr_file=stderr_file).execute()
