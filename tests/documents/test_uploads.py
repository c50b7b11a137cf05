"""Files sent before their document: kept for who sent them, bound once, and required where the rulebook says so (§1.8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hengku.audit.models import Event
from hengku.documents import actions_uploads, errors
from hengku.documents.actions import save_draft
from hengku.documents.actions_beside import withdraw_attachment
from hengku.documents.actions_uploads import add_upload, drop_upload
from hengku.documents.models import Attachment, Document, Upload
from hengku.documents.paper import Paper
from hengku.documents.queries_beside import attachments_of, read_attachment, read_upload
from hengku.identity.actor import Actor, MissingPermission
from hengku.kit.errors import Problem
from hengku.kit.postgres import Cluster
from hengku.posting.actions import post, reverse
from hengku.posting.preview import preview
from tests.documents.files import PDF, picture
from tests.posting.desk import NOW, Desk, item_line, new_key
from tests.world import Book


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Desk:
    """A book with cola in stock."""
    desk = Desk(Book())
    desk.opening("100", "200")
    return desk


def send(actor: Actor, content: bytes = PDF, key: str = "", name: str = "照片.pdf") -> int:
    return add_upload(
        actor=actor, type_code="stock_adjustment", key=key or new_key(), name=name, content=content, now=NOW
    ).pk


def adjustment(desk: Desk, *uploads: int) -> Paper:
    header = {"reason": "THEFT_LOST", "explanation": "盘点发现缺少,监控确认被盗"}
    line = item_line(desk.book.cola, "1", data={"direction": "out"})
    paper = desk.paper("stock_adjustment", 5, [line], warehouse_id=desk.book.w1.pk, data=header)
    paper.uploads = uploads
    return paper


def posted(desk: Desk, paper: Paper) -> int:
    return post(actor=desk.book.actor, documents=[paper], key=new_key(), now=NOW).documents[0].id


def refused(desk: Desk, paper: Paper) -> Problem:
    before = Document.objects.visible_to(desk.book.actor).count()
    with pytest.raises(Problem) as caught:
        posted(desk, paper)
    assert Document.objects.visible_to(desk.book.actor).count() == before
    return caught.value


class TestSending:
    def test_is_kept_for_who_sent_it_and_once(self, shop: Desk) -> None:
        actor, content = shop.book.actor, picture("PNG", (400, 300))
        first = send(actor, content, "form-1", "破损.exe")
        assert send(actor, content, "form-1") == first
        assert send(actor, content, "form-2") != first  # another form will want it too
        assert (read_upload(actor, first).name, read_upload(actor, first).content) == ("破损.png", content)
        assert read_upload(actor, first, thumbnail=True).media_type == "image/jpeg"
        for stranger in (shop.book.manager, Book().actor):
            with pytest.raises(errors.AttachmentNotFound):
                read_upload(stranger, first)
            drop_upload(actor=stranger, upload_id=first)
        drop_upload(actor=actor, upload_id=first)
        with pytest.raises(errors.AttachmentNotFound):
            read_upload(actor, first)

    def test_needs_the_right_to_make_the_document(self, shop: Desk) -> None:
        with pytest.raises(MissingPermission):
            send(shop.book.actor_who_may("stock_adjustment.view", "sales_issue.create"))

    def test_stops_at_its_limits_and_forgets_what_nobody_wanted(
        self, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions_uploads, "UPLOADS_MAX", 1)
        old = add_upload(actor=book.actor, type_code="stock_adjustment", key="old", name="a", content=PDF,
                         now=NOW - timedelta(days=91)).pk  # fmt: skip
        assert read_upload(book.actor, old)
        assert send(book.actor) != old  # who has not saved by then has given up
        with pytest.raises(errors.TooManyUploads):
            send(book.actor)
        assert Upload.objects.visible_to(book.actor).count() == 1
        monkeypatch.setattr(actions_uploads, "COMPANY_BYTES_MAX", 2 * len(PDF))
        monkeypatch.setattr(actions_uploads, "UPLOADS_MAX", 9)
        with pytest.raises(errors.NoRoomForAttachments):
            send(book.actor, picture(size=(900, 900)))


class TestBinding:
    def test_posting_makes_them_attachments_with_evidence(self, shop: Desk) -> None:
        actor, content = shop.book.actor, picture(colour="green")
        uploads = send(actor, content, name="现场.jpg"), send(actor)
        document = posted(shop, adjustment(shop, *uploads))
        kept = attachments_of(actor, document)
        assert [one["name"] for one in kept] == ["现场.jpg", "照片.pdf"]
        assert read_attachment(actor, document, int(kept[0]["id"])).content == content
        assert read_attachment(actor, document, int(kept[0]["id"]), thumbnail=True).content
        assert not Upload.objects.visible_to(actor).filter(pk__in=uploads).exists()
        told = Event.objects.visible_to(actor).filter(entity_id=document, action="stock_adjustment.attach")
        assert sorted(event.data["name"] for event in told) == ["照片.pdf", "现场.jpg"]

    def test_a_draft_keeps_them_and_names_them_again_without_harm(self, shop: Desk) -> None:
        actor, paper = shop.book.actor, adjustment(shop, send(shop.book.actor))
        draft = save_draft(actor=actor, paper=paper, now=NOW)
        assert len(attachments_of(actor, draft.id)) == 1
        paper.id = draft.id
        again = save_draft(actor=actor, paper=paper, now=NOW, revision=draft.revision)
        assert again.problems == ()
        assert posted(shop, paper) == draft.id
        assert len(attachments_of(actor, draft.id)) == 1

    def test_no_file_is_on_two_documents(self, shop: Desk) -> None:
        actor, upload = shop.book.actor, send(shop.book.actor)
        with pytest.raises(errors.UploadNotFound):
            post(
                actor=actor,
                documents=[adjustment(shop, upload), adjustment(shop, upload)],
                key=new_key(),
                now=NOW,
            )
        posted(shop, adjustment(shop, upload))
        assert isinstance(refused(shop, adjustment(shop, upload)), errors.UploadNotFound)
        draft = save_draft(actor=actor, paper=adjustment(shop, upload), now=NOW)
        assert [type(one) for one in draft.problems] == [errors.UploadNotFound]

    def test_of_somebody_else_is_not_there(self, shop: Desk) -> None:
        for stranger in (shop.book.actor_with("wh_manager"), Book().actor):
            foreign = send(stranger)
            assert isinstance(refused(shop, adjustment(shop, foreign)), errors.UploadNotFound)
            assert Upload.objects.of_company(stranger.company_id).filter(pk=foreign).exists()

    def test_the_same_bytes_are_kept_once(self, shop: Desk) -> None:
        actor = shop.book.actor
        document = posted(shop, adjustment(shop, send(actor), send(actor)))
        assert len(attachments_of(actor, document)) == 1

    def test_a_refused_posting_leaves_them(self, shop: Desk) -> None:
        upload = send(shop.book.actor)
        paper = adjustment(shop, upload)
        paper.lines[0].quantity *= 100_000
        refused(shop, paper)
        assert read_upload(shop.book.actor, upload)


class TestProof:
    """D-ADJ: 附件必填; §1.8: 1–9 of them."""

    def test_an_adjustment_without_is_refused_and_the_preview_says_so(self, shop: Desk) -> None:
        problem = refused(shop, adjustment(shop))
        assert (type(problem), problem.where.field) == (errors.ProofMissing, "uploads")
        with pytest.raises(errors.ProofMissing):
            preview(actor=shop.book.actor, documents=[adjustment(shop)], now=NOW)

    def test_preview_takes_nothing(self, shop: Desk) -> None:
        upload = send(shop.book.actor)
        preview(actor=shop.book.actor, documents=[adjustment(shop, upload)], now=NOW)
        assert read_upload(shop.book.actor, upload)

    def test_is_told_with_everything_else(self, shop: Desk) -> None:
        paper = adjustment(shop)
        paper.data["explanation"] = "短"
        problem = refused(shop, paper)
        assert {"explanation", "uploads"} == {one.where.field for one in problem.problems}  # type: ignore[attr-defined]

    def test_at_most_nine(self, shop: Desk) -> None:
        actor = shop.book.actor
        ten = [send(actor, PDF + b"%" * number) for number in range(10)]
        assert isinstance(refused(shop, adjustment(shop, *ten)), errors.TooManyProofs)
        assert posted(shop, adjustment(shop, *ten[:9]))

    def test_what_was_withdrawn_proves_nothing(self, shop: Desk) -> None:
        actor, paper = shop.book.actor, adjustment(shop, send(shop.book.actor))
        draft = save_draft(actor=actor, paper=paper, now=NOW)
        (kept,) = Attachment.objects.visible_to(actor).filter(document_id=draft.id)
        withdraw_attachment(actor=actor, document_id=draft.id, attachment_id=kept.pk, reason="", now=NOW)
        paper.id, paper.uploads = draft.id, ()
        assert isinstance(refused(shop, paper), errors.ProofMissing)

    def test_a_red_document_needs_none(self, shop: Desk) -> None:
        document = posted(shop, adjustment(shop, send(shop.book.actor)))
        assert reverse(
            actor=shop.book.actor, document_id=document, business_on=None, reason="错", key=new_key(), now=NOW
        )

    def test_other_types_need_none_and_ask_nothing_more(self, shop: Desk) -> None:
        """The hot path has no statement for files (tests/documents/test_statements.py counts them)."""
        assert shop.issue("1", 6)
