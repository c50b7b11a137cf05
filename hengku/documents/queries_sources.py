"""What was already taken in from outside, by its own numbers (K1)."""

from __future__ import annotations

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
