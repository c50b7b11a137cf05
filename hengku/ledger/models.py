"""Tables of accounts, entries and vouchers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hengku.kit.models import APPEND_ONLY, CompanyFK, CompanyModel, amount_field


class Account(CompanyModel):
    """会计科目. ``control`` names the sub-ledger that owns it: no manual voucher may touch it (I16)."""

    code = models.CharField(max_length=16, verbose_name="科目编码")
    name = models.CharField(max_length=64, verbose_name="科目名称")
    name_en = models.CharField(max_length=96, default="", verbose_name="英文名称")
    category = models.CharField(max_length=16, verbose_name="类别")  # asset liability equity cost profit
    direction = models.CharField(max_length=6, verbose_name="方向")  # debit credit
    parent = CompanyFK("self", null=True, verbose_name="上级科目")
    is_leaf = models.BooleanField(default=True, verbose_name="末级")
    control = models.CharField(max_length=20, default="", blank=True, verbose_name="受控")
    auxiliaries = ArrayField(models.CharField(max_length=16), default=list, verbose_name="辅助核算")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="ledger_account_code_unique"),
            models.CheckConstraint(
                condition=Q(direction__in=["debit", "credit"]), name="ledger_account_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(category__in=["asset", "liability", "equity", "cost", "profit"]),
                name="ledger_account_category_known",
            ),
        ]


class RoleAccount(CompanyModel):
    """凭证映射: which account a role stands for in this company (R2, R9)."""

    role = models.CharField(max_length=32, verbose_name="科目角色")
    account = CompanyFK(Account, verbose_name="科目")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "role"], name="ledger_role_account_unique"),
        ]


class Entry(CompanyModel):
    """分录: a balanced entry of one document. The deferred trigger on this header checks that its lines balance."""

    document_id = models.BigIntegerField()
    purpose = models.CharField(max_length=12)  # post recost estimate
    business_on = models.DateField()
    summary = models.CharField(max_length=200)
    amount = amount_field()  # sum of debits = sum of credits
    line_count = models.IntegerField()
    is_manual = models.BooleanField(default=False)
    posted_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["post", "recost", "estimate"]), name="ledger_entry_purpose_known"
            ),
            models.CheckConstraint(condition=Q(line_count__gte=2), name="ledger_entry_has_two_lines"),
        ]
        indexes = [
            models.Index(fields=["company_id", "document_id"], name="ledger_entry_by_document"),
            models.Index(fields=["company_id", "business_on", "id"], name="ledger_entry_by_day"),
        ]


class EntryLine(CompanyModel):
    """分录行. One side is 0; red 红字 is a negative amount on its own side (G9). 0 in an auxiliary = none."""

    entry_id = models.BigIntegerField()
    line_no = models.IntegerField()
    account_id = models.BigIntegerField()
    debit = amount_field(default=0)
    credit = amount_field(default=0)
    party_id = models.BigIntegerField(default=0)
    category_id = models.BigIntegerField(default=0)
    department_id = models.BigIntegerField(default=0)
    fund_account_id = models.BigIntegerField(default=0)
    is_cost = models.BooleanField(default=False)  # follows from the valuation of goods, not from the paper
    business_on = models.DateField()
    memo = models.CharField(max_length=200, default="")

    sight = "{all_parties} OR t.party_id = 0 OR t.party_id IN {parties}"
    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=(Q(debit=0) & ~Q(credit=0)) | (~Q(debit=0) & Q(credit=0)),
                name="ledger_entry_line_one_side",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "entry_id"], name="ledger_entry_line_by_entry"),
            models.Index(
                fields=["company_id", "account_id", "business_on"], name="ledger_entry_line_by_account"
            ),
        ]


class Voucher(CompanyModel):
    """记账凭证: numbered without gaps by month and word (1.1.3), made from entries off the hot path."""

    month = models.DateField()  # first day of the month
    word = models.CharField(max_length=4, default="记")
    number = models.IntegerField()
    business_on = models.DateField()
    summary = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "month", "word", "number"], name="ledger_voucher_number_unique"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="ledger_voucher_number_positive"),
        ]


class VoucherEntry(CompanyModel):
    """An entry on its voucher; each entry on exactly one."""

    voucher_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "entry_id"], name="ledger_voucher_entry_once"),
        ]
        indexes = [models.Index(fields=["company_id", "voucher_id"], name="ledger_voucher_entry_voucher")]
