"""A server before the server, which says something else of one file: a browser's own fetches pass no other way."""

from __future__ import annotations

import contextlib
import http.client
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

#: What belongs to one connection and not to the answer.
OWN = {
    "connection",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "keep-alive",
    "date",
    "server",
}


@contextlib.contextmanager
def relay_to(url: str, path: str, changed: Callable[[str], str]) -> Iterator[str]:
    """The address of a server that answers as the one at ``url``, but for ``path``, whose text is ``changed``."""
    far = urlsplit(url).netloc

    class Relay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass(self) -> None:
            told = {key: value for key, value in self.headers.items() if key.lower() != "accept-encoding"}
            if self.path == path:
                told = {key: value for key, value in told.items() if not key.lower().startswith("if-")}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            line = http.client.HTTPConnection(far, timeout=60)
            line.request(self.command, self.path, body or None, told)
            answer = line.getresponse()
            said = answer.read()
            if self.path == path and answer.status == 200:
                said = changed(said.decode()).encode()
            self.send_response(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in OWN and (
                    self.path != path or key.lower() not in ("etag", "last-modified")
                ):
                    self.send_header(key, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(said)
            line.close()

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _pass  # noqa: N815 - named by the library

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
            """Nobody reads it."""

    near = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    near.daemon_threads = True
    threading.Thread(target=near.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{near.server_address[1]}"
    finally:
        near.shutdown()
        near.server_close()
