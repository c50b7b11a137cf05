"""Keeping what is being typed. Not audited: nothing of it is business until it is saved as a draft or posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from django.db import transaction

from hengku.desk import errors
from hengku.desk.models import Unfinished
from hengku.documents.actions_uploads import forget_uploads
from hengku.documents.declaration import document_type
from hengku.identity.actor import Actor
from hengku.kit import sql

FORMS_MAX = 200
FORM_BYTES_MAX = 3 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Form:
    """What a browser keeps: the form as it stands, and what a list shows of it. ``amount`` in yuan, if there is one."""

    local: str
    type_code: str
    key: str
    writer: str
    form: dict[str, Any]
    document_id: int | None = None
    number: str = ""
    party_name: str = ""
    line_count: int = 0
    amount: Decimal | None = None


#: Takes turns on one form, also when there is no row to lock yet.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic(durable=True)
def keep_unfinished(*, actor: Actor, kept: Form, version: int, is_forced: bool, now: datetime) -> int:
    """Keep the form; gives its new version.

    ``version`` is the one this copy was made from, 0 for a new form. Locks the form. Refused with
    ``UnfinishedChanged`` when another window saved since, unless ``is_forced``; a window whose own last answer was
    lost is not another one. Needs the right to make documents of the type.
    """
    actor.must(f"{document_type(kept.type_code).code}.create")
    if len(orjson.dumps(kept.form)) > FORM_BYTES_MAX:
        raise errors.FormTooLarge(bytes_max=FORM_BYTES_MAX)
    sql.rows(TAKE_TURNS, (f"desk.{actor.company_id}.{actor.user_id}.{kept.local}",))
    own = Unfinished.objects.visible_to(actor).filter(user_id=actor.user_id)
    row = own.filter(local=kept.local).first()
    if row is None:
        if own.count() >= FORMS_MAX:
            raise errors.TooManyUnfinished(most=FORMS_MAX)
        row = Unfinished(company_id=actor.company_id, user_id=actor.user_id, started_at=now, version=0)
    elif version != row.version and kept.writer != row.writer and not is_forced:
        raise errors.UnfinishedChanged(device=row.device, saved_at=row.saved_at, version=row.version)
    for name in Form.__slots__:
        setattr(row, name, getattr(kept, name))
    row.version += 1
    row.saved_at, row.device = now, actor.device
    row.save()
    return row.version


@transaction.atomic(durable=True)
def drop_unfinished(*, actor: Actor, local: str) -> None:
    """Forget a form that was finished or given up, with the files sent for it that are on no document. One that is not
    there is as good as forgotten.
    """
    form = Unfinished.objects.visible_to(actor).filter(user_id=actor.user_id, local=local)
    forget_uploads(actor, list(form.values_list("key", flat=True)))
    form.delete()
