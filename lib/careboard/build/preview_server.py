"""The published pages served on this machine alone, for who writes them.

An open page loads itself again when it was drawn anew. The files stay as they are: the script stands only in
what is served. Nothing but published periods is served, and to nobody but a browser on this machine.
"""

from __future__ import annotations

import base64
import hashlib
import http.server
import posixpath
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from careboard.errors import Problem, WrongUse
from careboard.periods import parse
from careboard.publish.outputs import INDEX

HOST = "127.0.0.1"
NAMES = {HOST, "localhost"}
CHANGES = "/.changes"
PULSE_SECONDS = 10.0
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SERVED_POLICY = f"{POLICY}; script-src 'sha256-{{digest}}'; connect-src 'self'"
SCRIPT = (
    "let seen='';new "
    "EventSource('/.changes').onmessage=e=>{if(seen&&seen!==e.data)location.reload();seen=e.data}"
)


class Preview:
    """A server on the loopback address. Used in a `with` statement; `changed` loads the open pages again.

    Args:
        periods: the folder in which the periods lie.
        port: where it listens; 0 takes any free one.

    Attributes:
        address: of the server, 'http://127.0.0.1:8700'.

    Raises:
        WrongUse: where the port is in use.
    """

    def __init__(self, periods: Path, port: int):
        self._version, self._turn, self._ended = 0, threading.Condition(), False
        try:
            self._server = http.server.ThreadingHTTPServer(
                (HOST, port), partial(_Handler, periods, self._wait)
            )
        except OSError:
            raise WrongUse(
                f"port {port} is in use on this machine. Name another with --port, or 0 for any."
            ) from None
        self._server.daemon_threads = True
        self.address = f"http://{HOST}:{self._server.server_address[1]}"

    def __enter__(self) -> Preview:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._ended = True
        self.changed()
        self._server.shutdown()
        self._server.server_close()

    def changed(self) -> None:
        """Let the open pages load themselves again."""
        with self._turn:
            self._version += 1
            self._turn.notify_all()

    def _wait(self, seen: int) -> int | None:
        """The number of the latest change, once there is one or some seconds are over; None at the end."""
        with self._turn:
            self._turn.wait_for(lambda: self._ended or self._version != seen, timeout=PULSE_SECONDS)
            return None if self._ended else self._version


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Published files, and the stream that tells of changes."""

    def __init__(self, periods: Path, wait: Callable[[int], int | None], *request: Any):
        self._wait = wait
        super().__init__(*request, directory=str(periods))

    def do_GET(self) -> None:
        """A page, with the script that loads it again; another file as it is; or the stream."""
        path = posixpath.normpath(unquote(urlsplit(self.path).path))  # a way out through '..' is none
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in NAMES:
            self.send_error(HTTPStatus.FORBIDDEN, "This preview is for a browser on this machine.")
        elif path == CHANGES:
            self._stream()
        elif not _published(path):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            file = Path(self.translate_path(path))
            page = file / INDEX if file.is_dir() else file
            if page.suffix == ".html":
                self._page(page)
            else:
                super().do_GET()

    do_HEAD = do_GET

    def _page(self, file: Path) -> None:
        try:
            html = file.read_text(encoding="utf-8")
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = with_script(html).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen: int | None = -1
        try:
            while seen is not None and (seen := self._wait(seen)) is not None:
                self.wfile.write(f"data: {seen}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return  # the browser has gone

    def list_directory(self, path: Any) -> None:
        """No folder is listed."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that is overridden
        """Who looks at a page of their own machine is nobody's business."""


def _published(path: str) -> bool:
    """Whether a path is of a published period, or of the list of them: nothing else is served."""
    first = path.strip("/").split("/")[0]
    if first in ("", INDEX):
        return path in ("/", f"/{INDEX}")
    try:
        return bool(parse(first))
    except Problem:
        return False


def with_script(html: str) -> str:
    """A page as it is served, with the one script that loads it again and a policy that lets it alone run."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    return html.replace(POLICY, SERVED_POLICY.format(digest=digest), 1).replace(
        "</body>", f"<script>{SCRIPT}</script></body>", 1
    )
