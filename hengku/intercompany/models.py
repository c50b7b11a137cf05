"""Tables of trade inside a group: who is who, and which documents belong together."""

from __future__ import annotations

from django.db import models

from hengku.kit.models import APPEND_ONLY, CompanyFK, CompanyModel, rate_field
from hengku.parties.models import Party


class Link(CompanyModel):
    """关联账套: another company of the group, and the party under which our books know it. It stands in both companies."""

    other_company_id = models.BigIntegerField(verbose_name="关联账套")
    party = CompanyFK(Party, verbose_name="往来单位")
    is_same_entity = models.BooleanField(default=False, verbose_name="同一法人")
    markup = rate_field(default=0, verbose_name="成本加成率")  # proposed for sales to the other company
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "other_company_id"], name="intercompany_link_once"),
            models.UniqueConstraint(fields=["company_id", "party"], name="intercompany_link_party_once"),
            models.CheckConstraint(
                condition=~models.Q(company_id=models.F("other_company_id")),
                name="intercompany_link_to_another",
            ),
            models.CheckConstraint(
                condition=models.Q(markup__gte=0), name="intercompany_link_markup_not_negative"
            ),
        ]


class Trade(CompanyModel):
    """组织间交易, one side of it. ``ict_id`` is the same on both; documents point at it by their source number."""

    ict_id = models.BigIntegerField(verbose_name="组织间交易号")
    side = models.CharField(max_length=8, choices=[("seller", "卖方"), ("buyer", "买方")], verbose_name="方")
    other_company_id = models.BigIntegerField(verbose_name="对方账套")
    business_on = models.DateField(verbose_name="业务日期")
    document_id = models.BigIntegerField(verbose_name="出入库单")
    invoice_id = models.BigIntegerField(null=True, verbose_name="发票")
    is_same_entity = models.BooleanField(default=False, verbose_name="同一法人")
    returns_ict_id = models.BigIntegerField(null=True, verbose_name="退回的交易")  # goods of that trade come back
    pricing = models.CharField(max_length=12, verbose_name="定价方式")  # COST_PLUS AGREED AT_COST
    markup = rate_field(default=0, verbose_name="成本加成率")
    made_by = models.BigIntegerField(verbose_name="办理人")
    made_at = models.DateTimeField(verbose_name="办理时间")

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "ict_id", "side"], name="intercompany_trade_side_once"
            ),
            models.UniqueConstraint(fields=["company_id", "document_id"], name="intercompany_trade_document"),
            models.CheckConstraint(
                condition=models.Q(side__in=["seller", "buyer"]), name="intercompany_trade_side_known"
            ),
            models.CheckConstraint(
                condition=models.Q(pricing__in=["COST_PLUS", "AGREED", "AT_COST"]),
                name="intercompany_trade_pricing_known",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "business_on", "ict_id"], name="intercompany_trade_by_day"),
        ]
