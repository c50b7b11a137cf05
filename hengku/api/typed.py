"""The routes of each document type, made from its declaration, so that every type has its own typed schema.

POST /{type}              a new draft            PUT /{type}/{id}      save it, at the revision that was read
DELETE /{type}/{id}       cancel the draft       POST /{type}/preview  what posting would do
POST /{type}/post         post one or many, all or none, under an idempotency key
"""

# No `from __future__ import annotations` here: the models are made while the routes are, and ninja reads the
# real ones.

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, P, PathEx, Router

from hengku.api.auth import actor_of
from hengku.api.bodies import body_model, posting_list_model, posting_model, saving_model, to_paper
from hengku.api.documents import posted_answer, saved_answer
from hengku.api.lots import LotPartAnswer, lot_parts
from hengku.api.previews import preview_answer
from hengku.api.schemas_documents import DoneAnswer, PostedAnswer, PreviewAnswer, SavedAnswer
from hengku.api.values import ID_MAX
from hengku.api.wire import reply
from hengku.documents.actions import cancel_draft, save_draft
from hengku.documents.declaration import DocumentType, registry
from hengku.documents.hidden import keep_hidden
from hengku.posting.actions import post
from hengku.posting.lot_proposal import fill_lots, takes_lots
from hengku.posting.preview import preview

DocumentId = PathEx[int, P(ge=1, le=ID_MAX)]
KEY = Header(
    alias="Idempotency-Key", min_length=1, max_length=64, description="每次操作唯一;重发同一请求用同一个键"
)


def routers() -> list[tuple[str, Router]]:
    """Path and router of every registered type."""
    return [(f"/{kind.code}", router_of(kind)) for kind in registry().values()]


def router_of(kind: DocumentType) -> Router:
    """The five routes of one type."""
    router = Router(tags=[kind.label])
    _posting_routes(router, kind)  # first: "preview" must not be taken for an id
    _draft_routes(router, kind)
    return router


def _draft_routes(router: Router, kind: DocumentType) -> None:
    NewBody, SavingBody = body_model(kind.code), saving_model(kind.code)  # noqa: N806 - they are classes

    @router.post(
        "", response={201: SavedAnswer}, summary=f"新建{kind.label}草稿", operation_id=f"{kind.code}_create"
    )
    def create(request: HttpRequest, payload: NewBody) -> HttpResponse:  # type: ignore[valid-type]
        """A new draft; what is missing is said when it is posted."""
        actor = actor_of(request)
        paper = to_paper(kind, payload, today=timezone.localdate())
        fill_lots(actor=actor, paper=paper)
        return reply(saved_answer(save_draft(actor=actor, paper=paper, now=timezone.localtime())), 201)

    @router.put(
        "/{document_id}",
        response=SavedAnswer,
        summary=f"保存{kind.label}草稿",
        operation_id=f"{kind.code}_save",
    )
    def save(request: HttpRequest, document_id: DocumentId, payload: SavingBody) -> HttpResponse:  # type: ignore[valid-type]
        """Save a draft; refused when somebody saved a newer revision in between."""
        values: Any = payload
        actor = actor_of(request)
        paper = to_paper(kind, values, today=timezone.localdate(), document_id=document_id)
        keep_hidden(actor, kind, paper)
        fill_lots(actor=actor, paper=paper)
        draft = save_draft(actor=actor, paper=paper, now=timezone.localtime(), revision=values.revision)
        return reply(saved_answer(draft))

    @router.delete(
        "/{document_id}",
        response=DoneAnswer,
        summary=f"作废{kind.label}草稿",
        operation_id=f"{kind.code}_cancel",
    )
    def cancel(request: HttpRequest, document_id: DocumentId) -> HttpResponse:
        """Cancel a draft; its number is not used again."""
        cancel_draft(actor=actor_of(request), document_id=document_id, now=timezone.localtime())
        return reply({"id": str(document_id)})


def _posting_routes(router: Router, kind: DocumentType) -> None:
    PreviewBody, PostBody = posting_model(kind.code), posting_list_model(kind.code)  # noqa: N806 - they are classes

    @router.post(
        "/preview",
        response=PreviewAnswer,
        summary=f"预览{kind.label}过账",
        operation_id=f"{kind.code}_preview",
    )
    def create_preview(request: HttpRequest, payload: PreviewBody) -> HttpResponse:  # type: ignore[valid-type]
        """What posting would do to stock, open items and ledger, or why it would be refused. Writes nothing."""
        actor = actor_of(request)
        paper = to_paper(kind, payload, today=timezone.localdate())
        keep_hidden(actor, kind, paper)
        found = preview(actor=actor, documents=[paper], now=timezone.localtime())
        return reply(preview_answer(actor, kind, found))

    if takes_lots(kind):

        @router.post(
            "/lots",
            response=list[LotPartAnswer],
            summary=f"为{kind.label}选批次",
            operation_id=f"{kind.code}_lots",
        )
        def create_lots(request: HttpRequest, payload: PreviewBody) -> HttpResponse:  # type: ignore[valid-type]
            """First expired, first out: the lots that lines without one would take, to be looked at. Writes nothing."""
            actor = actor_of(request)
            actor.must(f"{kind.code}.create")
            paper = to_paper(kind, payload, today=timezone.localdate())
            return reply(lot_parts(actor, paper))

    @router.post(
        "/post", response=PostedAnswer, summary=f"过账{kind.label}", operation_id=f"{kind.code}_post"
    )
    def create_posting(request: HttpRequest, payload: PostBody, key: str = KEY) -> HttpResponse:  # type: ignore[valid-type]
        """Post documents: all of them into all books, or none. The same key and body give the same answer again."""
        values: Any = payload
        actor = actor_of(request)
        papers = [to_paper(kind, one, today=timezone.localdate()) for one in values.documents]
        for paper in papers:
            keep_hidden(actor, kind, paper)
        posted = post(actor=actor, documents=papers, key=key, now=timezone.localtime())
        return reply(posted_answer(posted))
