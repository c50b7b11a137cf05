"""What was already taken in from outside, by its own numbers (K1), and documents by what their header names."""

from __future__ import annotations

from datetime import date

from hengku.documents.models import Document, Line
from hengku.identity.actor import Actor


def source_numbers(actor: Actor, source_system: str) -> set[str]:
    """Numbers of the outside system that are in the books; drafts and cancelled papers do not count."""
    documents = Document.objects.visible_to(actor).filter(
        source_system=source_system, posted_at__isnull=False
    )
    return set(documents.values_list("source_number", flat=True))


def first_lines(actor: Actor, source_system: str, numbers: list[str]) -> dict[str, int]:
    """The id of the first line of each document that came in under one of these numbers."""
    documents = Document.objects.visible_to(actor).filter(
        source_system=source_system, source_number__in=numbers
    )
    found = dict(documents.values_list("pk", "source_number"))
    lines = Line.objects.visible_to(actor).filter(document_id__in=found, line_no=1)
    return {found[document]: line for line, document in lines.values_list("pk", "document_id")}


def documents_naming(
    actor: Actor, types: list[str], key: str, text: str, *, on: date, warehouse_id: int
) -> list[dict[str, str]]:
    """Documents of these types, day and warehouse whose header says ``text`` under ``key``, reversals left out:
    id, type, number and whose goods they are of (``owner``, "" ours), as they were made.
    """
    made = Document.objects.visible_to(actor).filter(
        type_code__in=types, business_on=on, warehouse_id=warehouse_id, reverses_id__isnull=True
    )
    rows = made.filter(**{f"data__{key}": text}).order_by("id")
    found = rows.values_list("id", "type_code", "number", "party__name")
    return [{"id": str(pk), "type_code": code, "number": no, "owner": owner or ""} for pk, code, no, owner in found]
