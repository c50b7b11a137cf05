"""Barcodes and QR codes as small SVG pictures. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import barcode
import segno

from hengku.catalog.barcode_rules import has_valid_check

#: White modules left and right of bars, that a scanner needs to find them.
QUIET_BARS, QUIET_QR = 10, 3
CODE128_LENGTH_MAX = 40


def _svg(width: int, height: int, bars: Iterable[tuple[int, int, int]]) -> str:
    """Black runs ``(x, y, length)`` of one module's height on white; ``height`` 1 is stretched by who shows it."""
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="none" shape-rendering="crispEdges"><path d="{path}" fill="#000"/></svg>'
    )


def _runs(modules: Iterable[int], y: int, left: int) -> Iterable[tuple[int, int, int]]:
    start = length = 0
    for at, is_black in enumerate([*modules, 0]):
        if is_black:
            start, length = (at, 1) if not length else (start, length + 1)
        elif length:
            yield left + start, y, length
            length = 0


def _bars(modules: str) -> str:
    return _svg(len(modules) + 2 * QUIET_BARS, 1, _runs([int(one) for one in modules], 0, QUIET_BARS))


def can_code128(text: str) -> bool:
    """Whether bars of this text can be printed and read: printable ASCII, not too long."""
    return 0 < len(text) <= CODE128_LENGTH_MAX and text.isascii() and text.isprintable()


@lru_cache(maxsize=512)
def code128(text: str) -> str:
    """Code 128 of ``text``; "" when it has characters that are not in it."""
    return _bars(barcode.get("code128", text).build()[0]) if can_code128(text) else ""


def readable(text: str) -> str:
    """A stored barcode as it stands on the goods: a GTIN of 13 digits without the 0 it is stored with."""
    return text[1:] if len(text) == 14 and text.startswith("0") and has_valid_check(text) else text


@lru_cache(maxsize=512)
def product_code(text: str) -> str:
    """EAN-13 or EAN-8 for digits with a good check digit, Code 128 for any other code of a product (B3.1)."""
    digits = readable(text)
    if len(digits) in (8, 13) and has_valid_check(digits):
        return _bars(barcode.get("ean13" if len(digits) == 13 else "ean8", digits).build()[0])
    return code128(text)


@lru_cache(maxsize=512)
def qr(text: str) -> str:
    """A QR code of ``text``, with medium error correction."""
    matrix = segno.make(text, error="m", micro=False).matrix
    size = len(matrix) + 2 * QUIET_QR
    runs = [run for y, row in enumerate(matrix) for run in _runs(row, y + QUIET_QR, QUIET_QR)]
    return _svg(size, size, runs)
