"""The document types as the interface needs them: menus, lists and entry pages are drawn from this."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import TypeAnswer
from hengku.api.wire import reply
from hengku.documents.declaration import DocumentType, registry
from hengku.documents.queries import shown_fields
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
    return reply([_type(kind, actor, hidden) for kind in registry().values()])


def _type(kind: DocumentType, actor: Actor, hidden: frozenset[str]) -> dict[str, Any]:
    return {
        **{
            key: getattr(kind, key)
            for key in (
                "code", "label", "label_en", "prefix", "department", "party", "amounts", "goods", "is_order",
                "is_red", "can_reverse", "price_mode", "proofs", "takes_any_lot",
            )
        },
        "states": {
            code: {"label": label, "label_en": label_en}
            for code, (label, label_en) in kind.states.labels.items()
        },
        "posted_state": kind.states.posted,
        "header": [asdict(field) for field in shown_fields(actor, kind, kind.header)],
        "lines": [asdict(field) for field in shown_fields(actor, kind, kind.lines) if field.key not in hidden],
        "sources": [source.type_code for source in kind.sources],
        "targets": [other.code for other in registry().values() if follows(kind, other)],
        "may": {
            verb: actor.may(f"{kind.code}.{verb}") and not (verb == "create" and kind.made_by)
            for verb in DOCUMENT_VERBS
        },
    }  # fmt: skip


def follows(kind: DocumentType, other: DocumentType) -> bool:
    """Whether ``other`` can be made from a document of ``kind``: by its lines, or as money for its open items."""
    if other.source(kind.code) is not None:
        return True
    is_owed = kind.party in ("supplier", "customer") and not kind.is_order and kind.amounts != "money"
    return is_owed and other.amounts == "money" and other.party == kind.party
