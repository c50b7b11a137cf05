"""Headers of every answer, whoever wrote it: page, file, API, error (X27, X31, V3).

Wrapped around the whole application, so that no route and no failure can leave them out. Scripts and styles
come from our own files only; nothing is inline, nothing is framed, nothing is sent elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "media-src 'self' blob:",
        "frame-src 'self'",  # the page prints a finished PDF from a hidden frame
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
#: Of a file that somebody brought: whatever it is, it runs nothing, asks for nothing, and is of no origin (X35).
POLICY_OF_FILES = "default-src 'none'; sandbox"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}
FILE_HEADERS = {**HEADERS, "Content-Security-Policy": POLICY_OF_FILES}
#: A finished PDF, or one attached to a document, is shown in a frame of our own pages, and there alone; its viewer may
#: draw it as it must.
FRAMED = re.compile(r"/api/(prints/files/[0-9a-f]{32}|documents/[0-9]+/attachments/[0-9]+)/pdf")
FRAMED_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": "frame-ancestors 'self'; script-src 'none'",
    "X-Frame-Options": "SAMEORIGIN",
}
NO_STORE = ("Cache-Control", "no-store")
#: The largest request of all: a table to import and the form around it. Nothing larger is even read.
REQUEST_BYTES_MAX = 32 * 1024 * 1024
TOO_LARGE = '{"code":"BODY_TOO_LARGE","message":"请求内容太大。","data":{},"where":{}}'.encode()


def secured(application: Application) -> Application:
    """The application with ``HEADERS`` on every answer, and no answer of the API kept by any cache.

    A request of more than ``REQUEST_BYTES_MAX`` is refused before anything of it is read.
    """

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        is_api = path.startswith("/api/")
        added = FRAMED_HEADERS if FRAMED.fullmatch(path) else HEADERS

        def start_with_headers(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            ours = {name.lower() for name in HEADERS} | ({"cache-control"} if is_api else set())
            kept = [(name, value) for name, value in headers if name.lower() not in ours]
            is_file = ("Content-Security-Policy", POLICY_OF_FILES) in headers
            kept.extend((FILE_HEADERS if is_file else added).items())
            if is_api:
                kept.append(NO_STORE)
            return start(status, kept, *rest)

        if _size(environ) > REQUEST_BYTES_MAX:
            headers = [("Content-Type", "application/json; charset=utf-8"), ("Connection", "close")]
            start_with_headers("413 Content Too Large", headers)
            return [TOO_LARGE]
        return application(environ, start_with_headers)

    return answer


def _size(environ: dict[str, Any]) -> int:
    """What the client says it sends; the server reads no more than that."""
    said = str(environ.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isascii() and said.isdigit() else 0
