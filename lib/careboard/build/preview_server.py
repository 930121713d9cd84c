"""The published pages served on this machine alone, for who writes them.

An open page loads itself again when it was drawn anew. The files stay as they are: the script stands only in
what is served. Nothing but published periods is served, and to nobody but a browser on this machine. What is
not for everybody on this machine is served to who has the token alone, which the terminal shows.

A request opens no path of its own making: it names one of the published files, or nothing.
"""

from __future__ import annotations

import base64
import hashlib
import http.server
import mimetypes
import os
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus, cookies
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from careboard.errors import WrongUse
from careboard.publish.outputs import INDEX
from careboard.publish.published_files import published_file

HOST = "127.0.0.1"
NAMES = {HOST, "localhost"}
CHANGES = ".changes"
PULSE_SECONDS = 10.0
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SERVED_POLICY = f"{POLICY}; script-src 'sha256-{{digest}}'; connect-src 'self'"
SCRIPT = (
    "let seen='';new "
    "EventSource('/.changes').onmessage=e=>{if(seen&&seen!==e.data)location.reload();seen=e.data}"
)
ELSEWHERE = "This preview is for a browser on this machine."
NO_TOKEN = (
    "This preview hides no small number, so it opens by its token alone: use the whole address that "
    "careboard watch printed in the terminal."
)


class Preview:
    """A server on the loopback address. Used in a `with` statement; `changed` loads the open pages again.

    Args:
        periods: the folder in which the periods lie.
        port: where it listens; 0 takes any free one.
        guarded: whether it serves only who has its token; everybody who has an account on this machine can
            reach the port.

    Attributes:
        address: of the server, 'http://127.0.0.1:8700'.

    Raises:
        WrongUse: where the port is in use.
    """

    def __init__(self, periods: Path, port: int, guarded: bool = False):
        self._version, self._turn, self._ended = 0, threading.Condition(), False
        self._token = secrets.token_urlsafe() if guarded else ""
        try:
            self._server = _Server((HOST, port), partial(_Handler, periods, self._wait, self._token))
        except OSError:
            raise WrongUse(
                f"port {port} is in use on this machine. Name another with --port, or 0 for any."
            ) from None
        self.address = f"http://{HOST}:{self._server.server_address[1]}"

    def link(self, name: str) -> str:
        """The address by which a file opens, with the token where one is asked for.

        Args:
            name: below the folder of periods, such as '2019-10/index.html'.
        """
        return f"{self.address}/{name}{f'?token={self._token}' if self._token else ''}"

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


class _Server(http.server.ThreadingHTTPServer):
    """One that nobody else may listen beside: Windows would allow that where an address may be used again."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"


class _Handler(http.server.BaseHTTPRequestHandler):
    """Published files, and the stream that tells of changes."""

    def __init__(self, periods: Path, wait: Callable[[int], int | None], token: str, *request: Any):
        self._periods, self._wait, self._token = periods, wait, token
        super().__init__(*request)

    def do_GET(self) -> None:
        """A page, with the script that loads it again; another file as it is; or the stream."""
        target, _, query = self.path.partition("?")
        name = _name(target)
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in NAMES:
            self._refuse(ELSEWHERE)
        elif not self._has_cookie() and not self._same(parse_qs(query).get("token", [""])[0]):
            self._refuse(NO_TOKEN)
        elif name == CHANGES:
            self._stream()
        elif (file := published_file(self._periods, name)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._serve(file)

    do_HEAD = do_GET

    def _same(self, given: str) -> bool:
        """Whether this is the token; it takes as long to find that out whatever is wrong."""
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._token.encode())

    def _has_cookie(self) -> bool:
        try:
            found = cookies.SimpleCookie(self.headers.get("Cookie", "")).get(self._cookie_name)
        except cookies.CookieError:
            return False
        return self._same(found.value if found else "")

    @property
    def _cookie_name(self) -> str:
        """With the port, since a browser sends the cookies of a machine to all of its ports."""
        return f"careboard_{self.connection.getsockname()[1]}"

    def _refuse(self, sentence: str) -> None:
        self._head(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8")
        self._write(f"{sentence}\n".encode())

    def _serve(self, file: Path) -> None:
        try:
            body = file.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.suffix == ".html":
            kind, body = "text/html; charset=utf-8", with_script(body.decode("utf-8")).encode()
        self._head(HTTPStatus.OK, kind, len(body))
        self._write(body)

    def _head(self, status: HTTPStatus, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        if self._token and status is HTTPStatus.OK:
            cookie = f"{self._cookie_name}={self._token}; Path=/; HttpOnly; SameSite=Strict"
            self.send_header("Set-Cookie", cookie)
        self.end_headers()

    def _write(self, body: bytes) -> None:
        if self.command != "HEAD":
            with suppress(ConnectionError):  # the browser has gone
                self.wfile.write(body)

    def _stream(self) -> None:
        self._head(HTTPStatus.OK, "text/event-stream")
        seen: int | None = -1
        try:
            while seen is not None and (seen := self._wait(seen)) is not None:
                self.wfile.write(f"data: {seen}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return  # the browser has gone

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that is overridden
        """Who looks at a page of their own machine is nobody's business."""


def _name(target: str) -> str:
    """The name that a request gives for a file, read once: what is written twice over names nothing."""
    try:
        name = unquote(target, errors="strict")
    except UnicodeDecodeError:
        return ""
    if name == "/":
        return INDEX
    return name[1:] if name.startswith("/") else ""  # such as http://another/2019-10


def with_script(html: str) -> str:
    """A page as it is served, with the one script that loads it again and a policy that lets it alone run."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    return html.replace(POLICY, SERVED_POLICY.format(digest=digest), 1).replace(
        "</body>", f"<script>{SCRIPT}</script></body>", 1
    )
