"""The history of one document: what the evidence holds of it, and what a saving puts there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.audit.models import Event
from hengku.documents.declaration import DocumentType, Field
from hengku.documents.history_rules import CHANGES_MAX, Change, Told, changes_between, merged
from hengku.documents.models import Document, Line
from hengku.documents.queries_labels import TABLE_OF_KIND, load_labels
from hengku.documents.rules import HEADER_COLUMNS, LINE_COLUMNS
from hengku.identity.actor import Actor
from hengku.kit.numbers import exact_text

Row = dict[str, Any]
Values = dict[str, Any]

#: What of an event's data is told beside it.
TOLD_KEYS = ("name", "reason", "number", "printed")


def values_of(kind: DocumentType, document: Any, lines: Sequence[Any]) -> tuple[Values, list[Values]]:
    """What header and lines say, by field: ids of references, numbers as text. Takes a paper as it takes a document."""
    header = {field.key: _value(document, field, HEADER_COLUMNS) for field in kind.header}
    return header, [{field.key: _value(line, field, LINE_COLUMNS) for field in kind.lines} for line in lines]


def _value(of: Any, field: Field, columns: frozenset[str]) -> Any:
    if field.key not in columns:
        value = of.data.get(field.key)
    else:
        value = getattr(of, f"{field.key}_id" if hasattr(of, f"{field.key}_id") else field.key)
    if isinstance(value, Decimal):
        return exact_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if value in (None, "", 0, False):
        return ""
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def changes_for_evidence(
    kind: DocumentType,
    company_id: int,
    before: tuple[Values, list[Values]],
    after: tuple[Values, list[Values]],
) -> Row:
    """``{changes, changes_more}`` for the evidence of a saving: references by the names they had at this moment.

    At most one statement for each table that a changed field refers to.
    """
    changes = changes_between(before[0], after[0], before[1], after[1])
    fields = {field.key: field for field in (*kind.lines, *kind.header)}
    kept = changes[:CHANGES_MAX]
    wanted = [(fields[one.key].kind, value) for one in kept for value in (one.old, one.new)]
    labels = load_labels(company_id, wanted)

    def named(change: Change, value: Any) -> str:
        field_kind = fields[change.key].kind
        if field_kind in TABLE_OF_KIND and value:
            row = labels.of(field_kind, value) or {}
            return str(row.get("name") or f"#{value}")
        return "" if value is None else str(value)

    return {
        "changes": [{**one.data(), "old": named(one, one.old), "new": named(one, one.new)} for one in kept],
        "changes_more": len(changes) - len(kept),
    }


def history_of(actor: Actor, document: Document, secret: frozenset[str] = frozenset()) -> list[Row]:
    """Who did what to a document, oldest first, its reversal among it; ``secret`` fields are left out."""
    red = list(
        Document.objects.visible_to(actor).filter(reverses_id=document.pk).values_list("id", flat=True)[:1]
    )
    found = Event.objects.visible_to(actor).filter(entity_kind="document", entity_id__in=[document.pk, *red])
    events = [
        _told(event, document, secret)
        for event in found.order_by("id")
        if event.entity_id == document.pk or event.action.endswith(".reverse")
    ]
    return [
        {
            "at": one.at,
            "user_name": one.user_name,
            "action": f"{document.type_code}.{one.verb}",
            "device": one.device,
            "data": one.data,
            "changes": [change.data() for change in one.changes],
            "changes_more": one.changes_more,
        }
        for one in merged(events)
    ]


def _told(event: Event, document: Document, secret: frozenset[str]) -> Told:
    verb = event.action.rpartition(".")[2]
    if verb == "draft" and event.data.get("revision") == 1:
        verb = "create"
    if event.entity_id != document.pk:
        verb = "reversed"
    return Told(
        at=event.at,
        user_id=event.user_id,
        user_name=event.user_name,
        verb=verb,
        device=event.device,
        data={key: str(event.data[key]) for key in TOLD_KEYS if event.data.get(key) not in (None, "")},
        changes=tuple(Change(**one) for one in event.data.get("changes", ()) if one["key"] not in secret),
        changes_more=int(event.data.get("changes_more", 0)),
    )


def lines_in_order(document: Document) -> list[Line]:
    """The lines of a document by their numbers."""
    return list(
        Line.objects.of_company(document.company_id).filter(document_id=document.pk).order_by("line_no")
    )
