"""Tables of open items and applications."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hengku.kit.models import APPEND_ONLY, CompanyModel, amount_field


class ItemKind(models.TextChoices):
    """Kind of an item: the account role that controls it, but for ``INVOICED_AHEAD``, which lies on that of 预收账款."""

    AR = "ar", "应收账款"
    AP = "ap", "应付账款"
    AP_ESTIMATED = "ap_estimated", "暂估应付"
    ADVANCE_RECEIVED = "advance_received", "预收账款"
    PREPAY = "prepay", "预付账款"
    # D-ARB, D-APB: their accounts are open to vouchers too, which name no party
    OTHER_RECEIVABLE = "other_receivable", "其他应收款"
    OTHER_PAYABLE = "other_payable", "其他应付款"
    INVOICED_AHEAD = (
        "invoiced_ahead",
        "已票未出",
    )  # T11: net of goods invoiced, not sent, on the account of 预收


class Item(CompanyModel):
    """往来项. ``amount`` > 0 is the kind's natural side (应收 debit, 应付 credit); < 0 is what lessens it (收款, 红字)."""

    kind = models.CharField(max_length=20, choices=ItemKind)
    party_id = models.BigIntegerField()
    document_id = models.BigIntegerField()
    amount = amount_field()
    residual = amount_field()  # cache: amount less what was applied; same sign as amount, or 0
    business_on = models.DateField()
    due_on = models.DateField()
    posted_at = models.DateTimeField()

    sight = "{all_parties} OR t.party_id IN {parties}"
    app_grants = "SELECT, INSERT, UPDATE (residual)"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="settlement_item_kind_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="settlement_item_not_zero"),
            # I19: never more settled than owed
            models.CheckConstraint(
                condition=Q(amount__gt=0, residual__gte=0, residual__lte=F("amount"))
                | Q(amount__lt=0, residual__lte=0, residual__gte=F("amount")),
                name="settlement_item_residual_within_amount",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "document_id"], name="settlement_item_by_document"),
            models.Index(
                fields=["company_id", "kind", "party_id", "due_on"],
                name="settlement_item_open",
                condition=~Q(residual=0),
            ),
            models.Index(
                fields=["company_id", "kind", "party_id", "business_on"], name="settlement_item_by_party"
            ),
        ]


class Application(CompanyModel):
    """核销: ``amount`` taken off ``item`` and off ``against``; negative when a reversal gives it back."""

    item_id = models.BigIntegerField()
    against_id = models.BigIntegerField()
    amount = amount_field()  # in the sign of the item; off ``against`` goes the opposite sign of its own side
    document_id = models.BigIntegerField()
    business_on = models.DateField()
    posted_at = models.DateTimeField()

    sight = (
        "{all_parties} OR EXISTS (SELECT FROM sight.settlement_item AS i WHERE i.company_id = t.company_id "
        "AND i.id = t.item_id)"
    )
    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="settlement_application_not_zero"),
            models.CheckConstraint(
                condition=~Q(item_id=F("against_id")), name="settlement_application_joins_two_items"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "item_id"], name="settlement_application_item"),
            models.Index(fields=["company_id", "against_id"], name="settlement_application_against"),
            models.Index(fields=["company_id", "document_id"], name="settlement_application_doc"),
        ]
