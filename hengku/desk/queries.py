"""Reading what a person keeps. Nobody reads the forms of others."""

from __future__ import annotations

from typing import Any

from hengku.desk.errors import UnfinishedNotFound
from hengku.desk.models import Unfinished
from hengku.identity.actor import Actor
from hengku.posting.models import Key

Row = dict[str, Any]

COLUMNS = (
    "local", "type_code", "key", "version", "document_id", "number", "party_name", "line_count", "amount", "device",
    "started_at", "saved_at",
)  # fmt: skip


def unfinished(actor: Actor) -> list[Row]:
    """The actor's forms of types they may still make, the latest first, without their content. Two statements.

    A form whose key has posted is finished: the browser only died before it could say so.
    """
    rows = list(
        Unfinished.objects.visible_to(actor)
        .filter(user_id=actor.user_id)
        .order_by("-saved_at", "-id")
        .values(*COLUMNS)
    )
    posted = _posted(actor, [row["key"] for row in rows])
    return [
        _shaped(row) for row in rows if row["key"] not in posted and actor.may(f"{row['type_code']}.create")
    ]


def unfinished_form(actor: Actor, local: str) -> Row:
    """One form in full. ``UnfinishedNotFound`` when it is not there, or was posted."""
    row = (
        Unfinished.objects.visible_to(actor)
        .filter(user_id=actor.user_id, local=local)
        .values(*COLUMNS, "form")
        .first()
    )
    if row is None or _posted(actor, [row["key"]]):
        raise UnfinishedNotFound(local=local[:48])
    actor.must(f"{row['type_code']}.create")
    return _shaped(row)


def _posted(actor: Actor, keys: list[str]) -> set[str]:
    found = Key.objects.visible_to(actor).filter(key__in=keys).values_list("key", flat=True)
    return set(found) if keys else set()


def _shaped(row: Row) -> Row:
    row["document_id"] = str(row["document_id"]) if row["document_id"] else None
    return row
