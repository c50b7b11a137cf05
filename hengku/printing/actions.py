"""What people change about paper, and the count of prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from hengku.audit.actions import record
from hengku.audit.models import Event
from hengku.identity.actor import Actor
from hengku.printing import renderer
from hengku.printing.images import checked_logo, logo_svg
from hengku.printing.models import Logo, PaperTemplate

PRINTED = "documents.document.printed"


def save_logo(*, actor: Actor, content: bytes, at: datetime) -> None:
    """Keep the company's logo. Needs ``company.edit``. Checked by its first bytes, then drawn once in the child: what
    cannot be drawn is refused before it is kept.
    """
    actor.must("company.edit")
    picture = checked_logo(content)
    renderer.draw(logo_svg(picture))
    with transaction.atomic(durable=True):
        row, _ = Logo.objects.update_or_create(
            company_id=actor.company_id,
            defaults={
                "content": picture.content,
                "media_type": picture.media_type,
                "saved_at": at,
                "saved_by": actor.user_id,
            },
        )
        told = {"media_type": picture.media_type, "width": picture.width, "height": picture.height}
        _note(actor, at, "printing.logo.saved", "print_logo", row.pk, told)


@transaction.atomic(durable=True)
def remove_logo(*, actor: Actor, at: datetime) -> None:
    """Print without a logo from now on. Needs ``company.edit``."""
    actor.must("company.edit")
    rows = Logo.objects.visible_to(actor)
    for pk in rows.values_list("pk", flat=True):
        _note(actor, at, "printing.logo.removed", "print_logo", pk, {})
    rows.delete()


@transaction.atomic(durable=True)
def count_prints(*, actor: Actor, documents: Mapping[int, dict[str, Any]], at: datetime) -> dict[int, int]:
    """Write down that these documents are printed, and say of each which time it is, from 1.

    ``documents`` maps ids the caller may see to what is told of the print (paper, layout, copies, and
    ``template``, the id of an own template: it is kept from then on). Two prints of one
    document at once wait for each other on an advisory lock, taken in order of ids, so no number is given twice.
    It is written before the page is made: a paper nobody counted would be worse than a count without its paper.
    """
    ids = sorted(documents)
    used = {told["template"] for told in documents.values() if told.get("template")}
    if used:  # from now on these are kept
        PaperTemplate.objects.visible_to(actor).filter(pk__in=used, was_printed=False).update(
            was_printed=True
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashint8(id), hashtext('printing')) FROM unnest(%s::bigint[]) AS id",
            [ids],
        )
    earlier = dict.fromkeys(ids, 0)
    printed = Event.objects.visible_to(actor).filter(
        entity_kind="document", entity_id__in=ids, action=PRINTED
    )
    for pk in printed.values_list("entity_id", flat=True):
        earlier[pk] += 1
    for pk in ids:
        told = {**documents[pk], "printed": earlier[pk] + 1}
        record(actor=actor, at=at, action=PRINTED, entity_kind="document", entity_id=pk, data=told)
    return {pk: count + 1 for pk, count in earlier.items()}


def _note(actor: Actor, at: datetime, action: str, kind: str, entity_id: int, data: dict[str, Any]) -> None:
    record(actor=actor, at=at, action=action, entity_kind=kind, entity_id=entity_id, data=data)
