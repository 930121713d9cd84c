"""The preview on loopback.

Published pages for this machine's browser, and the script in what is served alone. What hides no small number
is shown to who has the token.
"""

import http.client
import re
import socket
import urllib.error
import urllib.request

import pytest

from careboard.build.preview_server import NO_TOKEN, POLICY, Preview, with_script
from careboard.errors import WrongUse
from careboard.paths import TEMPLATES
from careboard.publish.published_files import published_file

PAGE = (
    '<html><head><meta http-equiv="Content-Security-Policy" '
    f'content="{POLICY}"></head><body><p>Words</p></body></html>'
)
SECRET = "a child's record"


@pytest.fixture(scope="module")
def periods(tmp_path_factory):
    """A folder of outputs with what was published, beside it and in it what was not."""
    base = tmp_path_factory.mktemp("preview")
    folder = base / "outputs"
    for name in ("index.html", "2019-10/index.html", "2019-10/county/front_door.html", "2019-10/figures.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE, encoding="utf-8")
    for name in (
        "restricted/2019-10/set_aside.csv",
        ".editions/x/edition.json",
        "internal/2019-10/index.html",
        ".2019-10.new/index.html",
        "2019-10/.hidden/index.html",
        "C:secret.csv",
        "2019-10\\figures.csv",
        "../outputs-work/restricted/2019-10/set_aside.csv",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SECRET, encoding="utf-8")
    (folder / "2019-10" / "away").symlink_to(base / "outputs-work", target_is_directory=True)
    (folder / "2019-10" / "away.csv").symlink_to(
        base / "outputs-work" / "restricted" / "2019-10" / "set_aside.csv"
    )
    (folder / "2018-10").symlink_to(base / "outputs-work", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def preview(periods):
    with Preview(periods, 0) as opened:
        yield opened


@pytest.fixture(scope="module")
def guarded(periods):
    with Preview(periods, 0, guarded=True) as opened:
        yield opened


def fetched(preview, path, **headers):
    address = path if path.startswith("http") else preview.address + path
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30)


def raw(preview, target, *headers, method="GET"):
    """The status and all that comes back for a request target as it is, which no client would send."""
    port = int(preview.address.rsplit(":", 1)[1])
    lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall("\r\n".join(lines).encode("latin-1"))
        answer = b""
        while part := client.recv(1 << 16):
            answer += part
    return int(answer.split(b" ")[1]), answer.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/2019-10", "/2019-10/", "/2019-10/index.html", "/2019-10/county/front_door.html"],
)
def test_published_pages_are_served_with_the_script_and_a_policy_that_lets_it_alone_run(preview, path):
    html = fetched(preview, path).read().decode()
    assert (
        "<p>Words</p>" in html
        and html.count("<script>") == 1
        and "script-src 'sha256-" in html
        and "connect-src 'self'" in html
    )


def test_the_file_itself_has_no_script(preview, periods):
    fetched(preview, "/2019-10/index.html")
    assert "<script" not in (periods / "2019-10" / "index.html").read_text(encoding="utf-8")


def test_a_download_is_served_as_it_is(preview):
    answer = fetched(preview, "/2019-10/figures.csv")
    assert answer.read().decode() == PAGE and answer.headers["Content-Type"] == "text/csv"


@pytest.mark.parametrize(
    "target",
    [
        "/restricted/2019-10/set_aside.csv",
        "/.editions/x/edition.json",
        "/internal/2019-10/index.html",
        "/.2019-10.new/index.html",
        "/2019-10/.hidden/index.html",
        "/2019-10/none.html",
        "/2019-10/county/",
        "/2019-10/county",
        "/2019-10/../restricted/2019-10/set_aside.csv",
        "/2019-10/../../outputs-work/restricted/2019-10/set_aside.csv",
        "/2019-10/away/restricted/2019-10/set_aside.csv",
        "/2019-10/away.csv",
        "/2018-10/restricted/2019-10/set_aside.csv",
        "/%2e%2e/outputs-work/restricted/2019-10/set_aside.csv",
        "/2019-10/%2e%2e/restricted/2019-10/set_aside.csv",
        "/2019-10/%252e%252e/restricted/2019-10/set_aside.csv",
        "/2019-10/%252e%252e",
        "/2019-10/..%5crestricted%5c2019-10%5cset_aside.csv",
        "/2019-10\\..\\restricted\\2019-10\\set_aside.csv",
        "/2019-10%5cfigures.csv",
        "/2019-10\\figures.csv",
        "/2019-10/./figures.csv",
        "/2019-10//figures.csv",
        "/2019-10/figures.csv/",
        "/2019-10/figures.csv%00",
        "/2019-10/figures.csv.",
        "/2019-10/FIGURES.CSV",
        "/C:secret.csv",
        "/C:/Windows/win.ini",
        "/2019-10/C:/Windows/win.ini",
        "/%ff",
        "//restricted/2019-10/set_aside.csv",
        "///etc/passwd",
        "restricted/2019-10/set_aside.csv",
        "2019-10/index.html",
        "*",
        "a://restricted/x",
        "a://restricted/2019-10/set_aside.csv",
        "http://x/restricted/2019-10/set_aside.csv",
        "http://127.0.0.1/2019-10/../restricted/2019-10/set_aside.csv",
        "http://x/2019-10/index.html",
        "file:///etc/passwd",
        "\\\\server\\share\\x",
        "/#/../restricted/2019-10/set_aside.csv",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_else_is_served_however_it_is_asked_for(preview, target, method):
    status, answer = raw(preview, target, method=method)
    assert status == 404 and SECRET not in answer and "Words" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_request_of_another_kind_is_not_known(preview, method):
    assert raw(preview, "/2019-10/index.html", method=method)[0] == 501


def test_a_folder_that_is_not_there_holds_no_file(tmp_path):
    assert published_file(tmp_path / "nothing", "index.html") is None


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "", "[::1]"])
def test_another_sites_page_cannot_read_it(preview, host):
    with pytest.raises(urllib.error.HTTPError) as told:
        fetched(preview, "/index.html", Host=host)
    assert told.value.code == 403


def test_an_open_page_hears_of_a_change(preview):
    with fetched(preview, "/.changes") as stream:
        first = stream.readline()
        stream.readline()
        preview.changed()
        assert stream.readline() != first


def test_a_port_in_use_is_told(preview, periods):
    with pytest.raises(WrongUse, match=r"is in use on this machine. Name another with --port"):
        Preview(periods, int(preview.address.rsplit(":", 1)[1]))


def test_the_pages_policy_is_the_one_that_is_replaced():
    assert POLICY in (TEMPLATES / "shell.html").read_text(encoding="utf-8") and POLICY not in with_script(
        PAGE
    ).replace(POLICY + ";", "")


def test_the_boards_preview_asks_for_no_token_and_sets_no_cookie(preview):
    answer = fetched(preview, "/2019-10/index.html")
    assert answer.headers["Set-Cookie"] is None
    assert preview.link("2019-10/index.html") == f"{preview.address}/2019-10/index.html"


@pytest.mark.parametrize("path", ["/", "/2019-10/index.html", "/2019-10/figures.csv", "/.changes", "/none"])
@pytest.mark.parametrize("token", ["", "?token=", "?token=guessed", "?token=%00&token=x", "?tok=x"])
def test_the_internal_preview_shows_nothing_without_its_token_and_says_so_in_a_sentence(guarded, path, token):
    status, answer = raw(guarded, path + token, "Cookie: careboard_1=x; a")
    assert (status, answer.split("\r\n\r\n")[1]) == (403, f"{NO_TOKEN}\n")
    assert "Set-Cookie" not in answer


def test_the_printed_address_opens_it_and_from_then_on_a_cookie_does(guarded):
    address = guarded.link("2019-10/index.html")
    answer = fetched(guarded, address)
    cookie = answer.headers["Set-Cookie"]
    assert b"Words" in answer.read() and answer.headers["Referrer-Policy"] == "no-referrer"
    assert re.fullmatch(r"careboard_\d+=\S{40,}; Path=/; HttpOnly; SameSite=Strict", cookie)
    name = cookie.split(";")[0]
    assert raw(guarded, "/2019-10/figures.csv", f"Cookie: other=1; {name}")[0] == 200
    with fetched(guarded, "/.changes", Cookie=name) as stream:
        assert stream.readline().startswith(b"data:")


def test_what_is_not_published_is_not_served_to_who_has_the_token(guarded):
    token = guarded.link("").partition("?")[2]
    assert raw(guarded, f"/restricted/2019-10/set_aside.csv?{token}")[0] == 404
    assert raw(guarded, f"http://x/2019-10/index.html?{token}")[0] == 404


def test_the_token_of_one_preview_opens_no_other(guarded, periods):
    with Preview(periods, 0, guarded=True) as other:
        token = other.link("").partition("?")[2]
        assert raw(guarded, f"/2019-10/index.html?{token}")[0] == 403


def test_a_token_is_no_help_to_another_sites_page(guarded):
    host = int(guarded.address.rsplit(":", 1)[1])
    client = http.client.HTTPConnection("127.0.0.1", host, timeout=30)
    client.request("GET", guarded.link("").removeprefix(guarded.address), headers={"Host": "example.com"})
    assert client.getresponse().status == 403
