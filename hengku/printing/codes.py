"""Barcodes and QR codes as small SVG pictures. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import barcode
import segno
import zxingcpp

from hengku.catalog.barcode_rules import has_valid_check

#: White modules left and right of bars, that a scanner needs to find them.
QUIET_BARS, QUIET_QR, QUIET_MATRIX = 10, 3, 1
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


def width_of(svg: str) -> int:
    """How many modules wide a picture of this file is, with its white."""
    return int(svg.split('width="', 1)[1].split('"', 1)[0])


@lru_cache(maxsize=512)
def gs1_bars(elements: str) -> tuple[str, int]:
    """GS1-128 of ``(01)…(10)…`` and how many modules it is wide, with its white."""
    rows = _modules(elements, zxingcpp.BarcodeFormat.Code128)
    svg = _svg(len(rows[0]) + 2 * QUIET_BARS, 1, _runs(rows[0], 0, QUIET_BARS))
    return svg, len(rows[0]) + 2 * QUIET_BARS


@lru_cache(maxsize=512)
def gs1_matrix(elements: str) -> tuple[str, int]:
    """A square GS1 Data Matrix of ``(01)…(10)…`` and how many modules its side has, with its white."""
    rows = _modules(elements, zxingcpp.BarcodeFormat.DataMatrix)
    size = len(rows) + 2 * QUIET_MATRIX
    runs = [run for y, row in enumerate(rows) for run in _runs(row, y + QUIET_MATRIX, QUIET_MATRIX)]
    return _svg(size, size, runs), size


def _modules(elements: str, kind: zxingcpp.BarcodeFormat) -> list[list[int]]:
    """The modules of a GS1 code, row by row, 1 for black."""
    made = zxingcpp.create_barcode(elements, kind, gs1=True, force_square=True)
    # what it knows of a picture's bytes is not known to its types, hence Any
    picture: Any = made.to_image(scale=1, add_quiet_zones=False)
    height, width = picture.shape
    black = [int(not one) for one in memoryview(picture).tobytes()]
    return [black[y * width : (y + 1) * width] for y in range(height)]
