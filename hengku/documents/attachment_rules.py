"""What an attachment is: found out from its bytes, whatever it calls itself (INV-05).

    checked = check_attachment("发票.exe", content)      # kind jpg, png or pdf, a name that can do no harm, a thumbnail

Pictures are opened, so that what is kept can be shown; first their size in pixels is read from the header, because a
few kilobytes can ask for gigabytes of memory.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock

from PIL import Image, ImageOps

from hengku.documents import errors

BYTES_MAX = 10 * 1024 * 1024
MEGAPIXELS_MAX = {"jpg": 60, "png": 25}  # a JPEG is opened small, a PNG only whole
SIDE_MAX = 30_000
THUMBNAIL_SIDE = 320
NAME_MAX = 100
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}

_SIGNATURES = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf"))
_FORMATS = {"jpg": ("JPEG",), "png": ("PNG",)}
#: Signs that file systems and shells take for something else, and those that turn the order of letters round.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
#: One picture is opened at a time: each may take a hundred megabytes while it is.
_opening = Lock()


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out. Sizes in pixels are those the eye sees; pictures have a thumbnail in JPEG."""

    kind: str
    name: str
    width: int | None = None
    height: int | None = None
    thumbnail: bytes | None = None


def check_attachment(name: str, content: bytes) -> Checked:
    """What these bytes are. Refused: more than ``BYTES_MAX``, none of the three kinds, one that cannot be opened, or a
    picture of too many pixels.
    """
    said = clean_name(name)
    if len(content) > BYTES_MAX:
        raise errors.AttachmentTooLarge(name=said, megabytes_max=BYTES_MAX // 1024**2)
    kind = next((kind for signature, kind in _SIGNATURES if content.startswith(signature)), None)
    if kind is None:
        raise errors.AttachmentNotAllowed(name=said)
    said = clean_name(name, kind)
    if kind == "pdf":
        # the table of contents of a PDF stands at its end: one that was cut off has none
        if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-4096:]:
            raise errors.AttachmentBroken(name=said)
        return Checked(kind, said)
    with _opening:
        return _picture(kind, said, content)


def clean_name(name: str, kind: str = "") -> str:
    """A name without folders, control signs and tricks, ending as the content is: ``../发票.exe`` → ``发票.jpg``."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    plain = _UNSAFE.sub("", PurePosixPath(plain).name).strip(" .")
    if not kind:
        return plain[:NAME_MAX] or "附件"
    stem, dot, ending = plain.rpartition(".")
    known = {"jpg": ("jpg", "jpeg")}.get(kind, (kind,))
    if dot and ending.lower() in known:
        return f"{stem.strip(' .')[:NAME_MAX] or '附件'}.{ending.lower()}"
    return f"{(stem if dot and stem else plain).strip(' .')[:NAME_MAX] or '附件'}.{kind}"


def _picture(kind: str, name: str, content: bytes) -> Checked:
    too_large = errors.PictureTooLarge(name=name, megapixels_max=MEGAPIXELS_MAX[kind])
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS[kind]) as picture:
            width, height = picture.size
            if width * height > MEGAPIXELS_MAX[kind] * 1_000_000 or max(width, height) > SIDE_MAX:
                raise too_large
            picture.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
            picture.load()
            turned = ImageOps.exif_transpose(picture)
            if turned.size != picture.size and (turned.width > turned.height) != (width > height):
                width, height = height, width
            return Checked(kind, name, width, height, _thumbnail(turned))
    except Image.DecompressionBombError:
        raise too_large from None
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise errors.AttachmentBroken(name=name) from broken


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    if small.mode in ("RGBA", "LA", "PA", "P"):
        seen = small.convert("RGBA")
        small = Image.new("RGB", seen.size, "white")
        small.paste(seen, mask=seen.getchannel("A"))
    written = io.BytesIO()
    small.convert("RGB").save(written, "JPEG", quality=80)
    return written.getvalue()
