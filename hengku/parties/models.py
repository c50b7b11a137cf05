"""Tables of parties and fund accounts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from hengku.catalog.models import Product
from hengku.company.models import Employee
from hengku.kit.models import CompanyFK, CompanyModel, amount_field, price_field, quantity_field

#: Of what names a party, or none: it is seen where the party is (``kit.sight``).
SEEN_PARTY = "{all_parties} OR t.party_id IS NULL OR t.party_id IN {parties}"


class Party(CompanyModel):
    """往来单位: customer, supplier or both."""

    code = models.CharField(max_length=64, verbose_name="编码")
    name = models.CharField(max_length=128, verbose_name="名称")
    is_customer = models.BooleanField(default=False, verbose_name="客户")
    is_supplier = models.BooleanField(default=False, verbose_name="供应商")
    tax_number = models.CharField(max_length=32, default="", blank=True, verbose_name="税号")
    contact = models.CharField(max_length=64, default="", blank=True, verbose_name="联系人")
    phone = models.CharField(max_length=32, default="", blank=True, verbose_name="电话")
    address = models.CharField(max_length=256, default="", blank=True, verbose_name="地址")
    bank_name = models.CharField(max_length=128, default="", blank=True, verbose_name="开户行")
    bank_account = models.CharField(max_length=64, default="", blank=True, verbose_name="银行账号")
    bank_code = models.CharField(max_length=32, default="", blank=True, verbose_name="联行号")
    level = models.CharField(max_length=32, default="", db_default="", blank=True, verbose_name="客户等级")
    settlement_term = models.CharField(
        max_length=32, default="", db_default="", blank=True, verbose_name="结算方式"
    )
    credit_limit = amount_field(null=True, blank=True, verbose_name="信用额度")
    payment_days = models.IntegerField(default=0, verbose_name="账期(天)")
    minimum_days_left = models.IntegerField(default=0, db_default=0, verbose_name="要求剩余效期(天)")
    # what this supplier may invoice: codes of tax codes, a comma between; empty is any (D-PO)
    tax_codes = models.CharField(
        max_length=128, default="", db_default="", blank=True, verbose_name="可开税码"
    )
    must_inspect = models.BooleanField(default=False, db_default=False, verbose_name="来货须检验")  # D-IQC
    inspection_mode = models.CharField(  # BEFORE, AFTER or "" as the company says
        max_length=8, default="", db_default="", blank=True, verbose_name="检验方式"
    )
    initials = models.CharField(max_length=128, default="", blank=True, verbose_name="助记码")
    manager = CompanyFK(Employee, null=True, verbose_name="负责业务员")  # whose customer or supplier it is (§6.2)
    is_active = models.BooleanField(default=True, verbose_name="启用")

    #: §6.2: who is limited to their own, or their department's, sees those; who is both must be theirs as both.
    sight: ClassVar[str] = (
        "(NOT t.is_customer OR {sees_customers}) AND (NOT t.is_supplier OR {sees_suppliers})"
    )
    #: DELETE only for what an import made and no document names; the keys of whatever names it refuse.
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="parties_party_code_unique"),
            models.CheckConstraint(
                condition=models.Q(is_customer=True) | models.Q(is_supplier=True),
                name="parties_party_is_one_or_both",
            ),
            models.CheckConstraint(
                condition=models.Q(payment_days__gte=0), name="parties_party_days_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_days_left__gte=0), name="parties_party_days_left_not_negative"
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="parties_party_name_trgm"),
            models.Index(fields=["company_id", "manager"], name="parties_party_by_manager"),
            models.Index(fields=["company_id", "initials"], name="parties_party_initials"),
        ]


class AgreedPrice(CompanyModel):
    """价目: a price of one base unit, for a customer, a level of customers, or everybody (``parties.price_rules``)."""

    product = CompanyFK(Product, verbose_name="商品")
    party = CompanyFK(Party, null=True, verbose_name="客户")
    level = models.CharField(max_length=32, default="", blank=True, verbose_name="客户等级")
    minimum = quantity_field(default=0, verbose_name="起订量")
    price = price_field(verbose_name="价格")
    is_with_tax = models.BooleanField(default=True, verbose_name="含税")
    currency = models.CharField(max_length=3, default="CNY", verbose_name="币种")
    floor_price = price_field(null=True, verbose_name="底价")  # of a base unit, with tax
    valid_from = models.DateField(null=True, verbose_name="生效")
    valid_to = models.DateField(null=True, verbose_name="失效")
    remark = models.CharField(max_length=200, default="", blank=True, verbose_name="备注")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    sight: ClassVar[str] = SEEN_PARTY
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"  # those of an import may be taken out again

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price__gte=0, minimum__gte=0), name="parties_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(floor_price__isnull=True) | models.Q(floor_price__gte=0),
                name="parties_price_floor_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(party__isnull=True) | models.Q(level=""), name="parties_price_for_one_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "product"], name="parties_price_by_product"),
            models.Index(  # posting a sale asks for these of every product
                fields=["company_id", "product"],
                name="parties_price_floors",
                condition=models.Q(is_active=True, floor_price__isnull=False),
            ),
        ]


class FundAccount(CompanyModel):
    """资金账户: where our own money lies. ``role`` is the account role of the ledger it is kept under."""

    code = models.CharField(max_length=32, verbose_name="编码")
    name = models.CharField(max_length=64, verbose_name="名称")
    role = models.CharField(max_length=32, verbose_name="科目")  # cash bank other_monetary
    bank_name = models.CharField(max_length=128, default="", blank=True, verbose_name="开户行")
    bank_account = models.CharField(max_length=64, default="", blank=True, verbose_name="账号")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="parties_fund_account_code_unique"),
            models.CheckConstraint(
                condition=models.Q(role__in=["cash", "bank", "other_monetary"]),
                name="parties_fund_account_role_known",
            ),
        ]
