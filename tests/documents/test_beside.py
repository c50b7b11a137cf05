"""Attachments and comments: who may, how much, and that nothing is ever lost."""

from __future__ import annotations

import pytest
from django.db import connections

from hengku.audit.models import Event
from hengku.documents import actions_beside, errors
from hengku.documents.actions_beside import add_attachment, add_comment, withdraw_attachment
from hengku.documents.models import Attachment, Comment
from hengku.documents.queries_beside import attachments_of, comments_of, read_attachment
from hengku.identity.actor import MissingPermission
from hengku.kit.postgres import Cluster
from tests.documents.files import PDF, picture
from tests.posting.desk import NOW, Desk
from tests.world import Book


@pytest.fixture(scope="module")
def shop(database: Cluster) -> tuple[Book, int]:
    """A book with one posted document."""
    book = Book()
    return book, Desk(book).opening("10", "20").id


def attach(book: Book, document: int, content: bytes = PDF, name: str = "a.pdf", **who: object) -> Attachment:
    actor = who.get("actor", book.actor)
    return add_attachment(actor=actor, document_id=document, name=name, content=content, now=NOW)  # type: ignore[arg-type]


class TestAttaching:
    def test_keeps_the_bytes_with_who_and_when(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        content = picture("PNG", (400, 300))
        kept = attach(book, document, content, "损坏.png")
        assert read_attachment(book.actor, document, kept.pk).content == content
        assert read_attachment(book.actor, document, kept.pk, thumbnail=True).media_type == "image/jpeg"
        told = next(one for one in attachments_of(book.actor, document) if one["id"] == str(kept.pk))
        assert (told["name"], told["kind"], told["size"]) == ("损坏.png", "png", len(content))
        assert (told["added_by_name"], told["is_mine"]) == ("boss", True)
        event = Event.objects.visible_to(book.actor).filter(entity_id=document).latest("id")
        assert (event.action, event.data["name"]) == ("opening_stock.attach", "损坏.png")

    def test_twice_the_same_is_once(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        content = picture(colour="green")
        assert attach(book, document, content).pk == attach(book, document, content, "again.jpg").pk

    def test_needs_work_with_the_type(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        with pytest.raises(MissingPermission):
            attach(book, document, actor=book.auditor)
        with pytest.raises(MissingPermission):
            attach(book, document, actor=book.actor_who_may("opening_stock.create"))
        attach(book, document, picture(colour="white"), actor=book.manager)

    def test_of_another_company_is_not_there(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        kept, stranger = attach(book, document), Book()
        with pytest.raises(errors.DocumentNotFound):
            attach(book, document, actor=stranger.actor)
        with pytest.raises(errors.DocumentNotFound):
            read_attachment(stranger.actor, document, kept.pk)
        theirs = Desk(stranger).opening("1", "2").id
        with pytest.raises(errors.AttachmentNotFound):
            read_attachment(stranger.actor, theirs, kept.pk)

    def test_stops_at_its_limits(self, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        document = Desk(book).opening("10", "20").id
        monkeypatch.setattr(actions_beside, "FILES_MAX", 2)
        first = attach(book, document, picture(colour="red"))
        withdraw_attachment(
            actor=book.actor, document_id=document, attachment_id=first.pk, reason="错", now=NOW
        )
        attach(book, document, picture(colour="blue"))
        with pytest.raises(errors.TooManyAttachments):
            attach(book, document, picture(colour="black"))  # what was withdrawn counts: it is kept
        monkeypatch.setattr(actions_beside, "FILES_MAX", 9)
        monkeypatch.setattr(actions_beside, "DOCUMENT_BYTES_MAX", 2000)
        with pytest.raises(errors.TooManyAttachments):
            attach(book, document, picture(size=(900, 900), colour="black"))
        monkeypatch.setattr(actions_beside, "DOCUMENT_BYTES_MAX", 10**9)
        monkeypatch.setattr(actions_beside, "COMPANY_BYTES_MAX", 2000)
        with pytest.raises(errors.NoRoomForAttachments):
            attach(book, document, picture(size=(900, 900), colour="black"))
        assert len(attachments_of(book.actor, document)) == 2


class TestWithdrawing:
    def test_marks_and_keeps(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        kept = attach(book, document, picture(colour="pink"))

        def withdraw(reason: str, actor: object = book.actor) -> None:
            withdraw_attachment(
                actor=actor,  # type: ignore[arg-type]
                document_id=document,
                attachment_id=kept.pk,
                reason=reason,
                now=NOW,
            )

        with pytest.raises(MissingPermission):
            withdraw("不是我的", book.actor_with("purchaser", "wh_keeper"))
        with pytest.raises(errors.FieldRequired):
            withdraw(" ")
        withdraw("传错了")
        told = next(one for one in attachments_of(book.actor, document) if one["id"] == str(kept.pk))
        assert (told["withdrawn_by_name"], told["withdrawn_reason"]) == ("boss", "传错了")
        assert read_attachment(book.actor, document, kept.pk).content == picture(colour="pink")
        with pytest.raises(errors.AlreadyWithdrawn):
            withdraw("再来")
        again = attach(book, document, picture(colour="pink"))
        assert again.pk != kept.pk

    def test_is_all_that_the_application_can_do(self, shop: tuple[Book, int]) -> None:
        """The database role has no right to remove an attachment, to change its bytes, or to unsay a comment."""
        book, document = shop
        attach(book, document)
        for statement in (
            "DELETE FROM documents_attachment",
            "UPDATE documents_attachment SET sha256 = ''",
            "DELETE FROM documents_attachmentcontent",
            "UPDATE documents_attachmentcontent SET content = ''",
            "DELETE FROM documents_comment",
            "UPDATE documents_comment SET text = 'x'",
        ):
            with (
                pytest.raises(Exception, match="permission denied"),
                connections["default"].cursor() as cursor,
            ):
                cursor.execute(statement)


class TestCommenting:
    def test_is_said_once_a_key(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        for _ in range(2):
            add_comment(actor=book.auditor, document_id=document, text=" 请补合同 ", key="k1", now=NOW)
        (told,) = comments_of(book.actor, document)
        assert (told["text"], told["said_by_name"], told["is_mine"]) == ("请补合同", "auditor", False)

    def test_is_refused_empty_too_long_unseen_and_elsewhere(self, shop: tuple[Book, int]) -> None:
        book, document = shop
        before = Comment.objects.visible_to(book.actor).count()
        for text, refused in (("  ", errors.FieldRequired), ("长" * 1001, errors.CommentTooLong)):
            with pytest.raises(refused):
                add_comment(actor=book.actor, document_id=document, text=text, key="k2", now=NOW)
        with pytest.raises(MissingPermission):
            add_comment(actor=book.seller, document_id=document, text="看不见", key="k3", now=NOW)
        with pytest.raises(errors.DocumentNotFound):
            add_comment(actor=Book().actor, document_id=document, text="外人", key="k4", now=NOW)
        assert Comment.objects.visible_to(book.actor).count() == before
