"""A logo: judged by what it is, not by what it is called, from its first bytes; drawn in the child alone. Pure."""

from __future__ import annotations

import struct
from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from hengku.printing.errors import LogoRefused

BYTES_MAX: Final = 500 * 1024
SIDE_MAX: Final = 2000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: Markers that carry the size of a JPEG: SOF0 to SOF15 without DHT, JPG and DAC.
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture; pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def checked_logo(content: bytes) -> Picture:
    """The picture, or ``LogoRefused`` with what is wrong: bytes, kind, sides."""
    if not content:
        raise LogoRefused(reason="文件是空的")
    if len(content) > BYTES_MAX:
        raise LogoRefused(reason=f"有 {len(content) // 1024} KB")
    if content.startswith(_PNG):
        media_type, size = "image/png", _png_size(content)
    elif content.startswith(_JPEG):
        media_type, size = "image/jpeg", _jpeg_size(content)
    else:
        raise LogoRefused(reason="不是 PNG 或 JPG")
    if size is None or 0 in size:
        raise LogoRefused(reason="图片已损坏")
    if max(size) > SIDE_MAX:
        raise LogoRefused(reason=f"{size[0]}×{size[1]} 像素太大")
    return Picture(content, media_type, *size)


def logo_svg(picture: Picture) -> str:
    """The picture as a data address in an SVG: the way in which bytes reach typst inside JSON."""
    address = f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"
    box = f'width="{picture.width}" height="{picture.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image href="{address}" {box}/></svg>'


def _png_size(content: bytes) -> tuple[int, int] | None:
    if len(content) < 33 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in _SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        if 0xD0 <= marker <= 0xD9 or marker == 0x01:
            return None
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None
