"""What an attachment is, by its bytes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hengku.documents import errors
from hengku.documents.attachment_rules import BYTES_MAX, THUMBNAIL_SIDE, check_attachment, clean_name
from tests.documents.files import PDF, bomb, padded, picture


class TestContent:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("a.jpg", picture(), "jpg"),
            ("a.png", picture("PNG"), "png"),
            ("a.pdf", PDF, "pdf"),
            ("发票.exe", picture(), "jpg"),  # what it says of itself does not matter
            ("", PDF, "pdf"),
        ],
    )
    def test_decides_the_kind(self, name: str, content: bytes, kind: str) -> None:
        checked = check_attachment(name, content)
        assert checked.kind == kind
        assert checked.name.endswith(f".{kind}")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"MZ\x90\0",
            b"<html><script>alert(1)</script>",
            b"GIF89a...",
            b"<svg xmlns='...'/>",
            b"PK\x03\x04",
        ],
    )
    def test_of_another_kind_is_refused_under_any_name(self, content: bytes) -> None:
        with pytest.raises(errors.AttachmentNotAllowed):
            check_attachment("photo.jpg", content)

    @pytest.mark.parametrize(
        "content",
        [picture()[:300], picture("PNG")[:60], b"\xff\xd8\xff" + b"x" * 500, PDF[:40], b"%PDF-1.7 <script>"],
    )
    def test_that_cannot_be_opened_is_refused(self, content: bytes) -> None:
        with pytest.raises(errors.AttachmentBroken):
            check_attachment("photo.jpg", content)

    @pytest.mark.parametrize("side", [8_000, 60_000])
    def test_of_too_many_pixels_is_refused_before_it_is_opened(self, side: int) -> None:
        with pytest.raises(errors.PictureTooLarge):
            check_attachment("small.png", bomb(side))

    def test_may_have_ten_megabytes_and_not_one_byte_more(self) -> None:
        assert check_attachment("a.jpg", padded(picture(), BYTES_MAX)).kind == "jpg"
        with pytest.raises(errors.AttachmentTooLarge):
            check_attachment("a.jpg", padded(picture(), BYTES_MAX + 1))

    def test_of_a_picture_gives_its_size_and_a_thumbnail(self) -> None:
        checked = check_attachment("a.png", picture("PNG", (1200, 600)))
        assert (checked.width, checked.height) == (1200, 600)
        with Image.open(io.BytesIO(checked.thumbnail or b"")) as small:
            assert (small.format, small.size) == ("JPEG", (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2))

    def test_that_was_turned_by_the_camera_is_seen_upright(self) -> None:
        written = io.BytesIO()
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.new("RGB", (80, 40), "blue").save(written, "JPEG", exif=exif)
        checked = check_attachment("a.jpg", written.getvalue())
        assert (checked.width, checked.height) == (40, 80)


class TestNames:
    @pytest.mark.parametrize(
        ("name", "clean"),
        [
            ("送货单.jpg", "送货单.jpg"),
            ("送货单.JPEG", "送货单.jpeg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\scan\\a.jpg", "a.jpg"),
            ("a\u202egpj.exe", "agpj.jpg"),
            ('a"\r\nSet-Cookie: x.jpg', "aSet-Cookie x.jpg"),
            ("...", "附件.jpg"),
            ("", "附件.jpg"),
            ("x" * 300 + ".jpg", "x" * 100 + ".jpg"),
        ],
    )
    def test_are_cleaned(self, name: str, clean: str) -> None:
        assert clean_name(name, "jpg") == clean
