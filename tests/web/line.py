"""A line between browser and server that can be cut for real.

The browser's own switch for being offline is forgotten by Chromium when a page with a service worker is loaded again:
the page said it was offline and its requests went through. So the tests that load a page without a line cut one.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


class Line:
    """Relays one port to another until it is cut: then nothing connects and what was open is closed."""

    def __init__(self, url: str) -> None:
        """A line to the server at ``url``; ``self.url`` is its near end."""
        to = urlsplit(url)
        self._far = (to.hostname or "127.0.0.1", to.port or 80)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._is_cut = False
        self._near = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._near.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nothing gets through from now on."""
        with self._lock:
            self._is_cut = True
            for one in self._open:
                _end(one)

    def mend(self) -> None:
        """The line is back."""
        with self._lock:
            self._is_cut = False

    def close(self) -> None:
        """Cut for good."""
        self.cut()
        self._near.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._near.accept()
            except OSError:
                return  # closed
            with contextlib.suppress(OSError):
                self._join(browser)

    def _join(self, browser: socket.socket) -> None:
        with self._lock:
            if self._is_cut:
                browser.close()
                return
            server = socket.create_connection(self._far)
            self._open |= {browser, server}
        for one, other in ((browser, server), (server, browser)):
            threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := one.recv(65536):
                other.sendall(said)
        with self._lock:
            for end in (one, other):
                _end(end)
                self._open.discard(end)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def line_to(url: str) -> Iterator[Line]:
    """A line for the length of a test."""
    line = Line(url)
    try:
        yield line
    finally:
        line.close()
