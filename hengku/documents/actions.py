"""Drafts: kept on the server while a person still writes, with no effect on any book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hengku.audit.actions import record
from hengku.documents import errors
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.history import changes_for_evidence, lines_in_order, values_of
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.reference import load_reference
from hengku.documents.rules import complete
from hengku.documents.scope import paper_problems
from hengku.documents.sources import load_sources
from hengku.documents.uploads import bind_uploads, load_files
from hengku.identity.actor import Actor
from hengku.kit.errors import raise_all
from hengku.kit.numbers import ZERO_FEN

#: What even a draft may not have: a reference that leads nowhere, more files than a document keeps. Everything else may
#: still be wrong in a draft.
BLOCKING = (errors.UnknownReference, errors.TooManyAttachments)


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved draft, with what is still wrong with it."""

    id: int
    number: str
    state: str
    revision: int
    problems: tuple[Any, ...]


@transaction.atomic(durable=True)
def save_draft(*, actor: Actor, paper: Paper, now: datetime, revision: int | None = None) -> Draft:
    """Create or change a draft. Amounts are completed as far as they can be; what is wrong is returned, not refused.

    Locks the draft. Refused when it is no draft any more, when ``revision`` is not the newest, or when a
    reference does not exist. A draft has a provisional number; the official one comes with posting (1.1.3).
    """
    kind = document_type(paper.type_code)
    actor.must(f"{kind.code}.create")
    document = (
        _locked_draft(actor, paper.id, kind, revision) if paper.id else Document(company_id=actor.company_id)
    )
    files = load_files(actor, [paper], locking=True)
    problems = [*_complete(actor, paper, kind), *files.check(paper, kind, is_posted=False)]
    raise_all([*(one for one in problems if isinstance(one, BLOCKING)), *paper_problems(actor, paper)])
    data: dict[str, Any] = {}
    if paper.id:
        before = values_of(kind, document, lines_in_order(document))
        data = changes_for_evidence(kind, actor.company_id, before, values_of(kind, paper, paper.lines))
    _fill(document, paper, kind)
    if not paper.id:
        document.created_at, document.created_by, document.device = now, actor.user_id, actor.device
        document.number = f"DRAFT-{now:%Y%m%d%H%M%S%f}"
        document.save(force_insert=True)
        document.number = f"DRAFT-{document.pk}"
        Document.objects.visible_to(actor).filter(pk=document.pk).update(number=document.number)
    else:
        document.revision += 1
        document.save(force_update=True)
        Line.objects.visible_to(actor).filter(document_id=document.pk).delete()
    Line.objects.bulk_create([_line(document, line) for line in paper.lines])
    bind_uploads(actor, [(one.id, document.pk) for one in files.of(paper)])
    record(
        actor=actor,
        at=now,
        action=f"{kind.code}.draft",
        entity_kind="document",
        entity_id=document.pk,
        data={"revision": document.revision, **data},
    )
    for one in files.of(paper):
        told = {"name": one.name, "sha256": one.sha256}
        record(actor=actor, at=now, action=f"{kind.code}.attach", entity_kind="document",
               entity_id=document.pk, data=told)  # fmt: skip
    return Draft(document.pk, document.number, document.state, document.revision, tuple(problems))


@transaction.atomic(durable=True)
def cancel_draft(*, actor: Actor, document_id: int, now: datetime) -> None:
    """作废 a draft: it stays readable and can never be posted. Refused for anything but a draft."""
    document = Document.objects.visible_to(actor).select_for_update().filter(pk=document_id).first()
    if document is None:
        raise errors.DocumentNotFound(document_id=document_id)
    kind = document_type(document.type_code)
    actor.must(f"{kind.code}.create")
    if document.state != "draft":
        raise errors.NotADraft(number=document.number, state=kind.states.labels[document.state][0])
    document.state = "cancelled"
    document.save(update_fields=["state"])
    record(actor=actor, at=now, action=f"{kind.code}.cancel", entity_kind="document", entity_id=document_id)


def _locked_draft(actor: Actor, document_id: int, kind: DocumentType, revision: int | None) -> Document:
    document = (
        Document.objects.visible_to(actor)
        .select_for_update()
        .filter(pk=document_id, type_code=kind.code)
        .first()
    )
    if document is None:
        raise errors.DocumentNotFound(document_id=document_id)
    if document.state != "draft":
        raise errors.NotADraft(number=document.number, state=kind.states.labels[document.state][0])
    if revision is not None and revision != document.revision:
        raise errors.DraftChanged(number=document.number, revision=document.revision)
    return document


def _complete(actor: Actor, paper: Paper, kind: DocumentType) -> list[Any]:
    lines = {line.source_line_id for line in paper.lines if line.source_line_id}
    sources = load_sources(actor.company_id, lines)
    products = {source.product_id for source in sources.values() if source.product_id}
    return complete(paper, kind, load_reference(actor.company_id, [paper], products), sources)


def _fill(document: Document, paper: Paper, kind: DocumentType) -> None:
    document.type_code, document.state = kind.code, "draft"
    for name in ("business_on", "due_on", "party_id", "warehouse_id", "warehouse_to_id", "department_id", "handler_id",
                 "fund_account_id", "price_mode", "amount_net", "amount_tax", "amount_incl", "is_red", "source_system",
                 "source_number", "remark", "data"):  # fmt: skip
        setattr(document, name, getattr(paper, name))


def _line(document: Document, line: PaperLine) -> Line:
    same = ("line_no", "product_id", "unit_id", "quantity", "unit_numerator", "unit_denominator", "quantity_base",
            "price",
            "discount_amount", "tax_code_id", "tax_rate", "is_gift", "source_line_id", "remark", "data")  # fmt: skip
    row = Line(
        company_id=document.company_id,
        document_id=document.pk,
        **{name: getattr(line, name) for name in same},
    )
    row.amount_net = line.amount_net or ZERO_FEN
    row.amount_tax = line.amount_tax or ZERO_FEN
    row.amount_incl = row.amount_net + row.amount_tax
    return row
