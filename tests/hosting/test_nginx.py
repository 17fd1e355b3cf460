"""nginx as the floor configures it, before two servers that are easier to command than a desk."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from hosting import nginx
from hosting.packages import free_port

pytestmark = [pytest.mark.engines, pytest.mark.xdist_group("hosting")]


@contextmanager
def _server(files: set[str]) -> Iterator[ThreadingHTTPServer]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def _status(port: int, path: str, host: str = "localhost") -> int:
    try:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_a_file_in_the_memory_of_one_server_is_found_from_every_browser() -> None:
    with _server({"/media/a", "/page"}) as first, _server({"/page"}) as second:
        port = free_port()
        with nginx.running(port, [first.server_port, second.server_port]):
            assert {_status(port, "/media/a") for _ in range(20)} == {200}
            assert _status(port, "/media/b") == 404
            assert {_status(port, "/page") for _ in range(20)} == {200}


def test_a_server_that_is_gone_is_passed_over() -> None:
    with _server({"/page"}) as server:
        port = free_port()
        with nginx.running(port, [server.server_port, free_port()]):
            assert {_status(port, "/page") for _ in range(20)} == {200}


def test_a_port_that_is_taken_is_said() -> None:
    with (
        _server(set()) as server,
        pytest.raises(RuntimeError, match=str(server.server_port)),
        nginx.running(server.server_port, [1]),
    ):
        pass
