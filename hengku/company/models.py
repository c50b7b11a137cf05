"""Tables of the company itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyFK, CompanyModel


class Standard(models.TextChoices):
    """会计准则."""

    SMALL = "small", "小企业会计准则"
    ENTERPRISE = "enterprise", "企业会计准则"


class Taxpayer(models.TextChoices):
    """增值税纳税人身份."""

    GENERAL = "general", "一般纳税人"
    SMALL_SCALE = "small_scale", "小规模纳税人"


class Company(models.Model):
    """账套: one legal or accounting unit with its own books."""

    code = models.CharField(max_length=32, unique=True, verbose_name="代码")
    name = models.CharField(max_length=128, verbose_name="名称")
    standard = models.CharField(max_length=16, choices=Standard, verbose_name="会计准则")
    taxpayer = models.CharField(max_length=16, choices=Taxpayer, verbose_name="纳税人身份")
    started_on = models.DateField(verbose_name="启用日期")
    currency = models.CharField(max_length=3, default="CNY", verbose_name="本位币")
    tax_number = models.CharField(max_length=18, default="", blank=True, verbose_name="税号")
    address = models.CharField(max_length=200, default="", blank=True, verbose_name="地址")
    phone = models.CharField(max_length=32, default="", blank=True, verbose_name="电话")
    bank_name = models.CharField(max_length=100, default="", blank=True, verbose_name="开户银行")
    bank_account = models.CharField(max_length=40, default="", blank=True, verbose_name="银行账号")
    is_demo = models.BooleanField(default=False, verbose_name="演示账套")
    is_practice = models.BooleanField(default=False, verbose_name="练习账套")
    archived_at = models.DateTimeField(null=True, verbose_name="归档时刻")
    created_at = models.DateTimeField(auto_now_add=True)

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standard__in=["small", "enterprise"]),
                name="company_company_standard_known",
            ),
            models.CheckConstraint(
                condition=models.Q(taxpayer__in=["general", "small_scale"]),
                name="company_company_taxpayer_known",
            ),
            # Books of a firm are kept for ten years; only what was made for trying may be put away.
            models.CheckConstraint(
                condition=models.Q(archived_at=None) | models.Q(is_practice=True),
                name="company_company_only_practice_archived",
            ),
        ]


class Setting(CompanyModel):
    """One decision, holding from ``effective_on`` until the next row of the same key. Never changed, only
    superseded.
    """

    key = models.CharField(max_length=64, verbose_name="设置")
    value = models.JSONField(verbose_name="值")
    effective_on = models.DateField(verbose_name="生效日期")
    set_by = models.BigIntegerField(verbose_name="设置人")
    set_at = models.DateTimeField(auto_now_add=True)

    app_grants = "SELECT, INSERT"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "key", "effective_on"], name="company_setting_once_a_day"
            ),
        ]


class Period(CompanyModel):
    """会计期间: one calendar month (P1). Posting reads it FOR SHARE; closing takes it FOR UPDATE."""

    starts_on = models.DateField(verbose_name="开始")
    ends_on = models.DateField(verbose_name="结束")
    is_stock_closed = models.BooleanField(default=False, verbose_name="库存已结")
    is_arap_closed = models.BooleanField(default=False, verbose_name="往来已结")
    is_ledger_closed = models.BooleanField(default=False, verbose_name="总账已结")
    closed_at = models.DateTimeField(null=True, verbose_name="结账时刻")
    closed_by = models.BigIntegerField(null=True, verbose_name="结账人")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "starts_on"], name="company_period_month_unique"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="company_period_ends_after_start"
            ),
            # P1: 库存 → 往来 → 总账, in this order
            models.CheckConstraint(
                condition=models.Q(is_arap_closed=False) | models.Q(is_stock_closed=True),
                name="company_period_stock_closes_before_arap",
            ),
            models.CheckConstraint(
                condition=models.Q(is_ledger_closed=False) | models.Q(is_arap_closed=True),
                name="company_period_arap_closes_before_ledger",
            ),
        ]


class Department(CompanyModel):
    """部门."""

    code = models.CharField(max_length=32, verbose_name="编码")
    name = models.CharField(max_length=64, verbose_name="名称")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="company_department_code_unique"),
        ]


class Employee(CompanyModel):
    """职员: who answers for a document (1.1.1 经手人). ``user_id`` is the person signed in, where the employee is one."""

    code = models.CharField(max_length=32, verbose_name="编码")
    name = models.CharField(max_length=64, verbose_name="姓名")
    user_id = models.BigIntegerField(null=True, verbose_name="用户")
    department = CompanyFK(Department, null=True, verbose_name="部门")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="company_employee_code_unique"),
            models.UniqueConstraint(
                fields=["company_id", "user_id"],
                condition=models.Q(user_id__isnull=False),
                name="company_employee_user_unique",
            ),
        ]


class Warehouse(CompanyModel):
    """仓库. ``may_go_negative`` is the setting of Q7; it is copied onto new on-hand rows."""

    code = models.CharField(max_length=32, verbose_name="编码")
    name = models.CharField(max_length=64, verbose_name="名称")
    is_active = models.BooleanField(default=True, verbose_name="启用")
    may_go_negative = models.BooleanField(default=False, verbose_name="允许负库存")
    # goods in it are being counted and may not move (G20): postings ask which, and only then
    is_counting = models.BooleanField(default=False, db_default=False, verbose_name="盘点中")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="company_warehouse_code_unique"),
            models.UniqueConstraint(fields=["company_id", "name"], name="company_warehouse_name_unique"),
        ]


class Entry(CompanyModel):
    """数据字典条目: what a company says of one word of a small list (``company.dictionary``), ready-made or its own.

    Documents keep its code, parties and price lists its name. It is stopped, never deleted.
    """

    list_code = models.CharField(max_length=32, verbose_name="列表")
    code = models.CharField(max_length=32, verbose_name="编码")
    name = models.CharField(max_length=32, verbose_name="名称")
    name_en = models.CharField(max_length=64, default="", blank=True, verbose_name="英文名称")
    position = models.IntegerField(default=0, verbose_name="次序")
    is_active = models.BooleanField(default=True, verbose_name="启用")
    days = models.IntegerField(null=True, blank=True, verbose_name="账期(天)")
    role = models.CharField(max_length=32, default="", db_default="", blank=True, verbose_name="记入")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "list_code", "code"], name="company_entry_code_unique"
            ),
            models.UniqueConstraint(
                fields=["company_id", "list_code", "name"], name="company_entry_name_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(days__isnull=True) | models.Q(days__gte=0, days__lte=3650),
                name="company_entry_days_in_range",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="company_entry_has_name"),
        ]
