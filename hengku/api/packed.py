"""Answers of some length are packed on their way, for whoever says it can unpack them: a phone is not on a cable.

Only what the API says in JSON: pages and scripts lie packed on the disk, and a workbook or a picture is packed already.
Cookies do not come with what other pages ask (SameSite), so nobody can have their words packed beside ours (BREACH).
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

#: Shorter ones fit into one packet as they are.
BYTES_MIN = 1_400
#: Half the time of the usual level for a tenth more bytes.
LEVEL = 3


def packed(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: JSON of ``BYTES_MIN`` and more goes out as gzip."""

    def inner(request: HttpRequest) -> HttpResponseBase:
        said = answer(request)
        if not isinstance(said, HttpResponse) or not said.get("Content-Type", "").startswith(
            "application/json"
        ):
            return said
        if len(said.content) < BYTES_MIN or said.has_header("Content-Encoding"):
            return said
        patch_vary_headers(said, ["Accept-Encoding"])
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            said.content = gzip.compress(said.content, LEVEL, mtime=0)
            said["Content-Encoding"] = "gzip"
            said["Content-Length"] = str(len(said.content))
        return said

    return inner
