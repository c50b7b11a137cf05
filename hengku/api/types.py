"""The document types as the interface needs them: menus, lists and entry pages are drawn from this."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import TypeAnswer
from hengku.api.wire import reply
from hengku.company.dictionary import WORD_LISTS
from hengku.company.queries_dictionary import all_words
from hengku.documents.declaration import DocumentType, Field, registry
from hengku.documents.listed import Words, offered
from hengku.documents.queries import hides_money, shown_fields
from hengku.identity.actor import Actor
from hengku.identity.roles import DOCUMENT_VERBS
from hengku.inventory.queries import has_bins

BIN_KEYS = frozenset({"bin", "bin_to"})
router = Router(tags=["单据"])


@router.get("", response=list[TypeAnswer], summary="单据类型")
def read(request: HttpRequest) -> HttpResponse:
    """Every type, in menu order, with what the actor may do with it. Fields with money that
    the actor may not see are left out, and bins where no warehouse has any.
    """
    actor = actor_of(request)
    hidden = frozenset() if has_bins(actor) else BIN_KEYS
    words = all_words(actor.company_id)
    return reply([_type(kind, actor, hidden, words) for kind in registry().values()])


def _type(kind: DocumentType, actor: Actor, hidden: frozenset[str], words: Words) -> dict[str, Any]:
    return {
        **{
            key: getattr(kind, key)
            for key in (
                "code", "label", "label_en", "prefix", "department", "party", "amounts", "goods", "is_order",
                "is_red", "can_reverse", "price_mode", "proofs", "takes_any_lot", "made_by",
            )
        },
        "states": {
            code: {"label": label, "label_en": label_en}
            for code, (label, label_en) in kind.states.labels.items()
        },
        "posted_state": kind.states.posted,
        "hides_money": hides_money(actor, kind),
        "header": [field_answer(field, words) for field in shown_fields(actor, kind, kind.header)],
        "lines": [
            field_answer(field, words)
            for field in shown_fields(actor, kind, kind.lines)
            if field.key not in hidden
        ],
        "sources": [source.type_code for source in kind.sources],
        "targets": [other.code for other in registry().values() if follows(kind, other)],
        "may": {
            verb: actor.may(f"{kind.code}.{verb}") and not (verb == "create" and kind.made_by)
            for verb in DOCUMENT_VERBS
        },
    }  # fmt: skip


def field_answer(field: Field, words: Words) -> dict[str, Any]:
    """A field as the interface takes it; its choices as the company has them. What is stopped is no default."""
    said = asdict(field)
    del said["once"], said["once_with"]  # for posting alone
    if not field.listed:
        said["choices"] = [{**choice, "is_active": True} for choice in said["choices"]]
        return said
    declared = {choice.code: (choice.label, choice.label_en) for choice in field.choices}
    is_closed = WORD_LISTS[field.listed].is_closed
    said["choices"] = [
        {"code": word.code, "label": label, "label_en": label_en, "is_active": word.is_active}
        for word in offered(field, words)
        for label, label_en in (declared[word.code] if is_closed else (word.name, word.label_en),)
    ]
    if not any(one["code"] == field.default and one["is_active"] for one in said["choices"]):
        said["default"] = None
    return said


def follows(kind: DocumentType, other: DocumentType) -> bool:
    """Whether ``other`` can be made from a document of ``kind``: by its lines, or as money for its open items."""
    if other.source(kind.code) is not None:
        return True
    is_owed = kind.party in ("supplier", "customer") and not kind.is_order and kind.amounts != "money"
    return is_owed and other.amounts == "money" and other.party == kind.party
