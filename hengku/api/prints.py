"""Printing: previews, files of one document or many, and the logo."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, P, PathEx, Router, UploadedFile
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.batches import ListBody, list_query
from hengku.api.bodies import Body
from hengku.api.bodies_prints import TemplateBody
from hengku.api.documents import asked
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.schemas_prints import PagesAnswer, PrintAnswer
from hengku.api.values import Id
from hengku.api.wire import reply
from hengku.company.queries_dictionary import all_words
from hengku.documents.declaration import document_type
from hengku.documents.listed import names_of
from hengku.documents.queries import each_document, hides_money
from hengku.documents.queries_detail import document_on_paper, find_document
from hengku.identity.actor import Actor
from hengku.printing import actions, errors, files, jobs, queries
from hengku.printing.desk import Order, Reader
from hengku.printing.images import BYTES_MAX
from hengku.reports.effects import effects_of, name_references

router = Router(tags=["打印"])

Token = PathEx[str, P(pattern=r"^[0-9a-f]{32}$")]


class OrderBody(Body):
    """How to print; what is not given is as the template says: the one named, that of the party, or the default."""

    template: str | None = Field(default=None, max_length=20, examples=["builtin"])
    paper: str | None = None
    layout: str | None = None
    copies: int | None = None
    show_price: bool | None = None
    show_tax: bool | None = None


class PrintBody(OrderBody):
    """Which documents, in which order: their ids, or everything that a list finds in its order."""

    documents: list[Id] = Field(default_factory=list, max_length=5_000, examples=[["1024"]])
    query: ListBody | None = None


class PreviewBody(OrderBody):
    """One document, and a template that is not saved yet."""

    document: Id = Field(examples=["1024"])
    draft: TemplateBody | None = None


@router.get("/logo", summary="公司标志")
def read_logo(request: HttpRequest) -> HttpResponse:
    """The picture as it was uploaded; 404 when there is none."""
    found = queries.logo_of(actor_of(request))
    if found is None:
        raise errors.PrintGone
    return HttpResponse(found[0], content_type=found[1])


@router.post("/logo", response=DoneAnswer, summary="上传公司标志")
def save_logo(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """A PNG or JPG, checked by its content. Needs ``company.edit``."""
    content = file.read(BYTES_MAX + 1)
    actor = actor_of(request)
    actions.save_logo(actor=actor, content=content, at=timezone.localtime())
    return reply({"id": str(actor.company_id)})


@router.delete("/logo", response=DoneAnswer, summary="删除公司标志")
def remove_logo(request: HttpRequest) -> HttpResponse:
    """Print without one. Needs ``company.edit``."""
    actor = actor_of(request)
    actions.remove_logo(actor=actor, at=timezone.localtime())
    return reply({"id": str(actor.company_id)})


@router.post("/preview", response=PagesAnswer, summary="打印预览")
def create_preview(request: HttpRequest, payload: PreviewBody) -> HttpResponse:
    """The first pages of a document as SVG. Counts nothing."""
    actor = actor_of(request)
    if payload.document is None:
        raise errors.NothingToPrint().at(field="document")
    preview = jobs.preview_document(
        actor=actor,
        document_id=payload.document,
        order=_order(request, payload),
        read=_reader(actor),
        at=timezone.localtime(),
        template=payload.draft.template() if payload.draft else None,
    )
    return reply(asdict(preview))


@router.post("", response=PrintAnswer, summary="打印单据")
def create_print(request: HttpRequest, payload: PrintBody) -> HttpResponse:
    """One file of one document or many; each print is counted. Many go on in the background: ask for the progress."""
    actor = actor_of(request)
    progress = jobs.print_documents(
        actor=actor,
        document_ids=_chosen(actor, payload),
        order=_order(request, payload),
        read=_reader(actor),
        at=timezone.localtime(),
    )
    return reply(progress.data())


@router.get("/files/{token}", response=PrintAnswer, summary="打印进度")
def read_progress(request: HttpRequest, token: Token) -> HttpResponse:
    """How far a print has come."""
    return reply(files.progress_of(actor_of(request), token).data())


@router.get("/files/{token}/pdf", summary="打印文件")
def read_file(request: HttpRequest, token: Token, download: bool = False) -> HttpResponse:
    """The finished PDF, kept for an hour for who ordered it. Named by the number of its document."""
    actor = actor_of(request)
    progress = files.progress_of(actor, token)
    response = HttpResponse(files.content_of(actor, token), content_type="application/pdf")
    how = "attachment" if download else "inline"
    plain = progress.name if progress.name.isascii() else "print"
    response["Content-Disposition"] = (
        f"{how}; filename=\"{plain}.pdf\"; filename*=UTF-8''{quote(progress.name)}.pdf"
    )
    return response


def _order(request: HttpRequest, body: OrderBody) -> Order:
    company_id = actor_of(request).company_id

    def link(number: str) -> str:
        return request.build_absolute_uri(f"/doc/by-number/{quote(number)}?company={company_id}")

    said = {key: getattr(body, key) for key in OrderBody.model_fields}
    return Order(link=link, **said)


def _chosen(actor: Actor, body: PrintBody) -> list[int]:
    """The documents named, or those of a list, one more than can be printed at most: then it is refused."""
    if body.query is None:
        return [one for one in body.documents if one is not None]
    ids: list[int] = []
    for rows in each_document(actor, asked(actor, list_query(body.query))):
        ids += [int(row["id"]) for row in rows]
        if len(ids) > jobs.DOCUMENTS_MAX:
            break
    return ids[: jobs.DOCUMENTS_MAX + 1]


def _reader(actor: Actor) -> Reader:
    """The detail of a document as its page shows it, with names for accounts and open items; its entries when asked."""
    words = cache(partial(all_words, actor.company_id))

    def read(document_id: int) -> dict[str, Any]:
        detail = document_on_paper(actor, document_id)
        kind = document_type(detail["document"]["type_code"])
        if any(field.listed for field in (*kind.header, *kind.lines)):
            names_of(detail["document"], kind.header, words())
            for line in detail["lines"]:
                names_of(line, kind.lines, words())
        name_references(actor.company_id, kind, detail)
        return detail

    def effects(document_id: int) -> dict[str, Any]:
        _, kind = find_document(actor, document_id)
        return effects_of(actor, document_id, hides_money=hides_money(actor, kind))

    return Reader(detail=read, effects=effects)
