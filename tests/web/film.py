"""What a camera sees: a code before it, as a film of two pictures that goes round and round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import barcode
import segno

WIDTH, HEIGHT = 800, 480
#: GS1 Data Matrix with FNC1 first: (01)06901234567908(17)271231(10)L-CM. A row of 18 modules in each number.
MATRIX = (
    0x2AAAA, 0x30743, 0x2290A, 0x2CC6F, 0x3B174, 0x29601, 0x28D9A, 0x3D4BB, 0x32748,
    0x33771, 0x24938, 0x28467, 0x2E182, 0x3A039, 0x2DCA2, 0x2404D, 0x31E94, 0x3FFFF,
)  # fmt: skip
FNC1 = "\xf1"  # as the maker of bars writes it


def ean13(digits: str) -> list[str]:
    """Bars of an article number."""
    return [str(barcode.get("ean13", digits).build()[0])] * 60


def gs1_bars(text: str) -> list[str]:
    """GS1-128 of ``text``, which parts its facts by ``FNC1`` and begins with it."""
    return [str(barcode.get("code128", FNC1 + text).build()[0])] * 100


def qr(text: str) -> list[str]:
    """A QR code."""
    return ["".join("1" if one else "0" for one in row) for row in segno.make(text, micro=False).matrix]


def matrix() -> list[str]:
    """The one Data Matrix there is."""
    return [f"{row:018b}" for row in MATRIX]


def put_before(film: Path, modules: Sequence[str]) -> None:
    """Writes the film of a code in the middle of white, as large as fits."""
    size = min((WIDTH - 40) // len(modules[0]), (HEIGHT - 40) // len(modules), 8)
    left = (WIDTH - size * len(modules[0])) // 2
    top = (HEIGHT - size * len(modules)) // 2
    white = bytes([235])
    rows = [white * WIDTH for _ in range(top)]
    for row in modules:
        drawn = b"".join((bytes([16]) if one == "1" else white) * size for one in row)
        rows += [(white * left + drawn).ljust(WIDTH, white)] * size
    rows += [white * WIDTH for _ in range(HEIGHT - len(rows))]
    picture = b"FRAME\n" + b"".join(rows) + bytes([128]) * (WIDTH * HEIGHT // 2)
    film.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + picture * 2)
