"""Constraints of documents of which only one may be in force for the same thing (幂 beyond the number, 1.1.6).

``posting.asked_once`` says it first, with the number of the other; these hold it for two that are posted at one moment.
"""

from __future__ import annotations

from django.db import models
from django.db.models.fields.json import KeyTextTransform

#: States in which a document does not stand.
NOT_IN_FORCE = ["draft", "cancelled", "reversed"]

ONCE = (
    # D-SREQ: a store asks once for a day and wave; what was cancelled makes room
    models.UniqueConstraint(
        models.F("company_id"),
        models.F("warehouse"),
        models.F("due_on"),
        KeyTextTransform("wave", "data"),
        condition=models.Q(type_code="store_requisition") & ~models.Q(state__in=["draft", "cancelled"]),
        name="documents_requisition_once",
    ),
    # D-POS: a till numbers its tickets, and sends each once; D-POSD: a store closes a day once. What was reversed
    # makes room.
    models.UniqueConstraint(
        models.F("company_id"),
        models.F("warehouse"),
        KeyTextTransform("terminal", "data"),
        KeyTextTransform("local_seq", "data"),
        models.F("type_code"),
        condition=models.Q(type_code__in=["pos_ticket", "pos_refund"], reverses_id__isnull=True)
        & ~models.Q(state__in=NOT_IN_FORCE),
        name="documents_ticket_once",
    ),
    models.UniqueConstraint(
        models.F("company_id"),
        models.F("warehouse"),
        models.F("business_on"),
        condition=models.Q(type_code="pos_daily_close", reverses_id__isnull=True)
        & ~models.Q(state__in=NOT_IN_FORCE),
        name="documents_day_closed_once",
    ),
    # D-RACK: a courier's paper is signed for once
    models.UniqueConstraint(
        models.F("company_id"),
        models.F("party"),
        KeyTextTransform("express_no", "data"),
        condition=models.Q(type_code="receipt_ack", reverses_id__isnull=True) & ~models.Q(state__in=NOT_IN_FORCE),
        name="documents_receipt_ack_once",
    ),
)
