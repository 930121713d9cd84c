"""The papermill engine 'careboard': a notebook's cells run in an IPython shell in this process.

A page with four charts and four tables takes 0.18 s of processor time so, where papermill with a kernel takes
4.1 s. The plain way is papermill's own engine; tests/execute/test_engine_output.py holds the two equal,
output for output. What a cell draws equals what a Jupyter kernel draws, without a kernel's start. papermill
is not thread-safe and a shell keeps what a notebook sets, so each page gets a process of its own
(workers.py).
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

from careboard.errors import WrongUse
from careboard.notebook_source import parameter_faults

NAME = "careboard"
GOES_ON, LEFT_OUT = "raises-exception", "skip-execution"  # tags that nbclient knows
BY_PAPERMILL = {"PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH"}  # what its option --inject-paths adds


class RefusedNotebook(WrongUse, click.ClickException):
    """A notebook that is not run at all; being click's too, papermill's command line tells it in one line."""


class Client(PapermillNotebookClient):
    """papermill's client, with a shell in this process where it would start a kernel."""

    def execute(self, **_: Any) -> Any:
        """Run the notebook; what papermill would ask of a kernel is passed over."""
        from careboard.execute.kernel_shell import as_in_a_kernel

        self.reset_execution_trackers()
        self.its_logging: tuple[list, int] = ([], logging.WARNING)
        self.loop = asyncio.new_event_loop()  # a kernel runs its cells inside one
        try:
            with as_in_a_kernel(self._receive) as self.shell:
                self.papermill_execute_cells()
        finally:
            self.loop.close()
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, **_: Any) -> None:
        """Run one cell into its outputs.

        Raises:
            CellExecutionError: where it fails and its tags do not allow that.
        """
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
            raise CellExecutionError.from_cell_and_msg(
                cell,
                {
                    "ename": type(error).__name__,
                    "evalue": str(error),
                    "traceback": self.shell._last_traceback or [],
                },
            )

    async def _run(self, source: str) -> Any:
        """As ipykernel runs a cell: one that awaits in the loop that runs already, any other as it stands."""
        try:
            code = self.shell.transform_cell(source)
            settings = {"transformed_cell": code, "preprocessing_exc_tuple": None}
        except Exception:  # told by the shell itself, below
            settings = {"transformed_cell": source, "preprocessing_exc_tuple": sys.exc_info()}
        if not self.shell.should_run_async(source, **settings):
            return self.shell.run_cell(source, store_history=True)
        result = None
        try:
            result = await self.shell.run_cell_async(source, store_history=True, **settings)
            return result
        finally:
            self.shell.events.trigger("post_execute")
            self.shell.events.trigger("post_run_cell", result)

    def _receive(self, kind: str, content: dict) -> None:
        self._change_logging()
        try:
            self.process_message(
                {"header": {"msg_type": kind}, "msg_type": kind, "content": content, "parent_header": {}},
                *self.running,
            )
        finally:
            self._change_logging()

    def _change_logging(self) -> None:
        """Between papermill's root logger, which its command line sends to the terminal, and a notebook's."""
        root = logging.getLogger()
        its, self.its_logging = self.its_logging, (root.handlers, root.level)
        root.handlers = its[0]
        if root.level != its[1]:  # to set a level clears the cache of every logger there is
            root.setLevel(its[1])


class WarmEngine(Engine):
    """Registered with papermill as 'careboard'."""

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, output_path: str | None = None, **settings: Any
    ) -> Any:
        """Run a notebook.

        Raises:
            RefusedNotebook: before a cell runs and a file is written, where its parameters are at fault.
        """
        if InteractiveShell.initialized():
            raise RefusedNotebook(
                "the engine 'careboard' runs a notebook in its own process, and this process runs one "
                "already. Run papermill --engine careboard in a terminal, or leave the engine out."
            )
        if settings.get("execution_timeout") is not None:
            raise RefusedNotebook(
                "the engine 'careboard' knows no --execution-timeout. Leave it out, or leave the engine out."
            )
        given = nb.metadata.get("papermill", {}).get("parameters", {}).keys() - BY_PAPERMILL
        if fault := parameter_faults(given, nb.cells):
            raise RefusedNotebook(fault)
        return super().execute_notebook(nb, kernel_name, output_path, **settings)

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        **_: Any,
    ) -> Any:
        """Run the cells; papermill calls this."""
        streams = {"log_output": log_output, "stdout_file": stdout_file, "stderr_file": stderr_file}
        return Client(nb_man, log=logger, **streams).execute()
