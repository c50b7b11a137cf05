"""The paper: documents, their lines, and the links from line to line.

One pair of tables for every type, as every type has one life (architecture §3). What is posted is frozen by a
trigger; only ``state`` may still change, and that is derived from links and reversals.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.fields.json import KeyTextTransform

from hengku.catalog.models import Product, TaxCode, Unit
from hengku.company.models import Department, Employee, Warehouse
from hengku.documents.once import ONCE
from hengku.kit.models import (
    APPEND_ONLY,
    CompanyFK,
    CompanyModel,
    CompanyQuerySet,
    amount_field,
    price_field,
    quantity_field,
    rate_field,
)
from hengku.parties.models import SEEN_PARTY, FundAccount, Party
from hengku.parties.scope import seen_parties


class DocumentQuerySet(CompanyQuerySet):
    """Documents of the actor's company, and of the actor's warehouses and parties where these are limited (§6.2)."""

    def visible_to(self, actor: Any) -> CompanyQuerySet:
        """Also without a request around it, as ``sight`` says: of no warehouse, from or to one of the actor's."""
        found = super().visible_to(actor)
        theirs = seen_parties(actor)
        if theirs is not None:
            found = found.filter(models.Q(party_id__isnull=True) | models.Q(party_id__in=theirs.values("pk")))
        if actor.warehouses is None:
            return found
        own = sorted(actor.warehouses)
        of_none = models.Q(warehouse_id__isnull=True, warehouse_to_id__isnull=True)
        return found.filter(of_none | models.Q(warehouse_id__in=own) | models.Q(warehouse_to_id__in=own))


class DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):  # type: ignore[misc]
    """Default manager of documents."""


class Document(CompanyModel):
    """单据头. Amounts are those of the lines, positive, negative for a red document 红字."""

    type_code = models.CharField(max_length=48, verbose_name="单据类型")
    number = models.CharField(max_length=48, verbose_name="单号")
    state = models.CharField(max_length=20, verbose_name="状态")
    revision = models.IntegerField(default=1, verbose_name="版本")
    business_on = models.DateField(verbose_name="业务日期")
    due_on = models.DateField(null=True, verbose_name="到期日")
    party = CompanyFK(Party, null=True, verbose_name="往来单位")
    warehouse = CompanyFK(Warehouse, null=True, verbose_name="仓库")
    warehouse_to = CompanyFK(Warehouse, null=True, verbose_name="调入仓库")
    department = CompanyFK(Department, null=True, verbose_name="部门")
    handler = CompanyFK(Employee, null=True, verbose_name="经手人")
    fund_account = CompanyFK(FundAccount, null=True, verbose_name="资金账户")
    price_mode = models.CharField(max_length=4, default="INCL", verbose_name="价格方式")  # INCL EXCL
    amount_net = amount_field(default=0, verbose_name="金额")
    amount_tax = amount_field(default=0, verbose_name="税额")
    amount_incl = amount_field(default=0, verbose_name="价税合计")
    is_red = models.BooleanField(default=False, verbose_name="红字")
    reverses_id = models.BigIntegerField(null=True, verbose_name="冲销单据")
    source_system = models.CharField(max_length=32, default="", verbose_name="来源系统")
    source_number = models.CharField(max_length=96, default="", verbose_name="来源单号")
    remark = models.CharField(max_length=500, default="", verbose_name="备注")
    data = models.JSONField(default=dict, verbose_name="其他内容")
    created_at = models.DateTimeField(verbose_name="制单时间")
    created_by = models.BigIntegerField(verbose_name="制单人")
    posted_at = models.DateTimeField(null=True, verbose_name="过账时刻")
    posted_by = models.BigIntegerField(null=True, verbose_name="过账人")
    device = models.CharField(max_length=64, default="", verbose_name="设备")

    # a draft may go; the trigger keeps what is posted
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"
    sight = (
        "((t.warehouse_id IS NULL AND t.warehouse_to_id IS NULL) OR t.warehouse_id = ANY({keys}) "
        f"OR t.warehouse_to_id = ANY({{keys}})) AND ({SEEN_PARTY})"
    )
    objects: ClassVar[DocumentManager] = DocumentManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "type_code", "number"], name="documents_number_unique"
            ),
            models.UniqueConstraint(
                fields=["company_id", "source_system", "type_code", "source_number"],
                condition=~models.Q(source_system=""),
                name="documents_source_number_unique",
            ),
            models.UniqueConstraint(
                fields=["company_id", "reverses_id"],
                condition=models.Q(reverses_id__isnull=False),
                name="documents_reversed_at_most_once",
            ),
            *ONCE,
            models.CheckConstraint(
                condition=models.Q(price_mode__in=["INCL", "EXCL"]), name="documents_price_mode_known"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_incl=models.F("amount_net") + models.F("amount_tax")),
                name="documents_totals_add_up",
            ),
            # a draft has no posting moment, everything else has one, except what was cancelled before it was posted
            models.CheckConstraint(
                condition=(
                    models.Q(state="draft", posted_at__isnull=True)
                    | models.Q(state="cancelled")
                    | (~models.Q(state__in=["draft", "cancelled"]) & models.Q(posted_at__isnull=False))
                ),
                name="documents_state_fits_posting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "type_code", "business_on", "id"], name="documents_by_type_and_day"
            ),
            models.Index(fields=["company_id", "party", "business_on"], name="documents_by_party"),
            models.Index(fields=["company_id", "number"], name="documents_by_number"),
            # an invoice that was booked is not reimbursed (``posting.taken``)
            models.Index(
                "company_id", KeyTextTransform("invoice_number", "data"), name="documents_by_invoice",
                condition=models.Q(data__has_key="invoice_number"),
            ),
            # what waits is little beside what is done: the first page counts it at every visit
            models.Index(
                fields=["company_id", "type_code", "state"],
                name="documents_orders_in_force",
                condition=models.Q(state__in=["approved", "partial"]),
            ),
            # lists of a million: ordered by amount or moment, drafts found without walking past everything posted
            models.Index(
                fields=["company_id", "type_code", "amount_incl", "id"], name="documents_by_type_and_amount"
            ),
            models.Index(
                fields=["company_id", "type_code", "created_at", "id"], name="documents_by_type_and_making"
            ),
            models.Index(
                fields=["company_id", "type_code", "business_on", "id"],
                condition=models.Q(state="draft"),
                name="documents_drafts",
            ),
        ]


class Line(CompanyModel):
    """单据行. ``quantity`` is in ``unit``; ``quantity_base`` = quantity × numerator / denominator, exactly (B1, I08)."""

    document = CompanyFK(Document, related_name="lines")
    line_no = models.IntegerField(verbose_name="行号")
    product = CompanyFK(Product, null=True, verbose_name="商品")
    unit = CompanyFK(Unit, null=True, verbose_name="单位")
    quantity = quantity_field(default=0, verbose_name="数量")
    unit_numerator = models.BigIntegerField(default=1, verbose_name="换算分子")
    unit_denominator = models.BigIntegerField(default=1, verbose_name="换算分母")
    quantity_base = quantity_field(default=0, verbose_name="基本数量")
    price = price_field(null=True, verbose_name="单价")
    discount_amount = amount_field(default=0, verbose_name="折扣额")
    tax_code = CompanyFK(TaxCode, null=True, verbose_name="税码")
    tax_rate = rate_field(default=0, verbose_name="税率")
    amount_net = amount_field(default=0, verbose_name="金额")
    amount_tax = amount_field(default=0, verbose_name="税额")
    amount_incl = amount_field(default=0, verbose_name="价税合计")
    is_gift = models.BooleanField(default=False, verbose_name="赠品")
    source_line_id = models.BigIntegerField(null=True, verbose_name="上游行")
    lot_id = models.BigIntegerField(default=0, verbose_name="批次")  # 0 = none; its number is in ``data``
    remark = models.CharField(max_length=200, default="", verbose_name="行备注")
    data = models.JSONField(default=dict, verbose_name="其他内容")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"
    sight = (
        "EXISTS (SELECT FROM sight.documents_document AS d WHERE d.company_id = t.company_id AND d.id = t.document_id)"
    )

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "document", "line_no"], name="documents_line_no_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_incl=models.F("amount_net") + models.F("amount_tax")),
                name="documents_line_amounts_add_up",
            ),
            models.CheckConstraint(
                condition=models.Q(unit_numerator__gt=0, unit_denominator__gt=0),
                name="documents_line_fraction_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    quantity_base=models.F("quantity")
                    * models.F("unit_numerator")
                    / models.F("unit_denominator")
                ),
                name="documents_line_base_quantity_exact",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "product", "document"], name="documents_line_by_product"),
            # what is said once (``posting.taken``): few lines have it
            models.Index(
                "company_id",
                KeyTextTransform("invoice_number", "data"),
                name="documents_line_by_invoice",
                condition=models.Q(data__has_key="invoice_number"),
            ),
            models.Index(
                "company_id",
                KeyTextTransform("bank_serial", "data"),
                name="documents_line_by_bank_serial",
                condition=models.Q(data__has_key="bank_serial"),
            ),
        ]


class Link(CompanyModel):
    """上下游: this much of a source line was carried to a target line; a reversal links the same much less."""

    source_document_id = models.BigIntegerField()
    source_line_id = models.BigIntegerField()
    target_document_id = models.BigIntegerField()
    target_line_id = models.BigIntegerField()
    target_type = models.CharField(max_length=48)
    quantity = quantity_field(default=0)  # in base units; negative when a reversal gives it back
    amount = amount_field(default=0)

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["company_id", "source_line_id"], name="documents_link_source"),
            models.Index(fields=["company_id", "target_line_id"], name="documents_link_target"),
            models.Index(fields=["company_id", "source_document_id"], name="documents_link_source_document"),
            models.Index(fields=["company_id", "target_document_id"], name="documents_link_target_document"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source_line_id=models.F("target_line_id")),
                name="documents_link_joins_two_lines",
            ),
        ]


class Counter(CompanyModel):
    """Last number given, by prefix and day (1.1.3). The row is locked last in a posting and held until commit."""

    kind = models.CharField(max_length=48)
    day = models.DateField()
    last = models.IntegerField(default=0)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "kind", "day"], name="documents_counter_unique"),
            models.CheckConstraint(condition=models.Q(last__gte=0), name="documents_counter_not_negative"),
        ]


class Attachment(CompanyModel):
    """附件: a picture or PDF that proves what a document says (INV-05). Never deleted; withdrawn 撤回 with who and why.

    What it is was found out from its bytes, not from its name. The bytes lie in ``AttachmentContent``, so that lists
    never read them.
    """

    document = CompanyFK(Document)
    name = models.CharField(max_length=120, verbose_name="文件名")
    kind = models.CharField(max_length=4, verbose_name="类型")  # jpg png pdf
    size = models.IntegerField(verbose_name="字节数")
    width = models.IntegerField(null=True, verbose_name="宽")
    height = models.IntegerField(null=True, verbose_name="高")
    sha256 = models.CharField(max_length=64, verbose_name="SHA-256")
    upload_id = models.BigIntegerField(null=True)  # the upload it was: naming that again is no mistake
    added_at = models.DateTimeField(verbose_name="上传时间")
    added_by = models.BigIntegerField(verbose_name="上传人")
    device = models.CharField(max_length=64, default="", verbose_name="设备")
    withdrawn_at = models.DateTimeField(null=True, verbose_name="撤回时间")
    withdrawn_by = models.BigIntegerField(null=True, verbose_name="撤回人")
    withdrawn_reason = models.CharField(max_length=200, default="", verbose_name="撤回原因")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason)"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            # the same file twice on one document is a request sent again
            models.UniqueConstraint(
                fields=["company_id", "document", "sha256"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="documents_attachment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["jpg", "png", "pdf"]), name="documents_attachment_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0, size__lte=10 * 1024 * 1024),
                name="documents_attachment_size_within_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="documents_attachment_withdrawn_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "document"], name="documents_attachment_of")]


class AttachmentContent(CompanyModel):
    """The bytes of an attachment, and a small JPEG to show of a picture."""

    attachment = CompanyFK(Attachment)
    content = models.BinaryField(verbose_name="内容")
    thumbnail = models.BinaryField(null=True, verbose_name="缩略图")

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "attachment"], name="documents_attachment_content_unique"
            ),
        ]


class Upload(CompanyModel):
    """待附的文件: sent before its document is saved; saving or posting makes it an ``Attachment``. Nobody but who sent it
    sees it. ``key`` names the form it was sent for, so that a file sent again is one.
    """

    user_id = models.BigIntegerField(verbose_name="上传人")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=120, verbose_name="文件名")
    kind = models.CharField(max_length=4, verbose_name="类型")  # jpg png pdf
    size = models.IntegerField(verbose_name="字节数")
    width = models.IntegerField(null=True, verbose_name="宽")
    height = models.IntegerField(null=True, verbose_name="高")
    sha256 = models.CharField(max_length=64, verbose_name="SHA-256")
    content = models.BinaryField(verbose_name="内容")
    thumbnail = models.BinaryField(null=True, verbose_name="缩略图")
    added_at = models.DateTimeField(verbose_name="上传时间")
    device = models.CharField(max_length=64, default="", verbose_name="设备")

    # a row can be locked by who may change one of its columns
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE (device), DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "user_id", "key", "sha256"], name="documents_upload_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["jpg", "png", "pdf"]), name="documents_upload_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0, size__lte=10 * 1024 * 1024),
                name="documents_upload_size_within_limit",
            ),
        ]


class Comment(CompanyModel):
    """留言 beside a document: said once, by somebody, kept. ``key`` names the attempt, so that one sent again is one."""

    document = CompanyFK(Document)
    text = models.CharField(max_length=1000, verbose_name="内容")
    said_at = models.DateTimeField(verbose_name="时间")
    said_by = models.BigIntegerField(verbose_name="用户")
    device = models.CharField(max_length=64, default="", verbose_name="设备")
    key = models.CharField(max_length=64)

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "document", "key"], name="documents_comment_said_once"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="documents_comment_says_something"),
        ]
