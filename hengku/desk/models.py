"""Tables of the desk: saved views, batches with what became of each document, and forms that are being typed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyFK, CompanyModel, amount_field


class View(CompanyModel):
    """视图: filters, columns, order and density of one list, under a name. Shared ones are seen by everybody who may
    open the list.
    """

    list_key = models.CharField(
        max_length=96, verbose_name="列表"
    )  # documents:sales_order, records:products, report:stock …
    name = models.CharField(max_length=64, verbose_name="名称")
    owner_id = models.BigIntegerField(verbose_name="建立人")
    is_shared = models.BooleanField(default=False, verbose_name="共享")
    content = models.JSONField(verbose_name="内容")
    revision = models.IntegerField(default=1, verbose_name="版本")
    changed_at = models.DateTimeField(verbose_name="修改时间")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "list_key", "owner_id", "name"], name="desk_view_name_unique"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="desk_view_has_name"),
        ]


class DefaultView(CompanyModel):
    """The view a person wants to see first when they open a list."""

    list_key = models.CharField(max_length=96)
    user_id = models.BigIntegerField()
    view = CompanyFK(View)

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "user_id", "list_key"], name="desk_default_view_once"
            ),
        ]


class Batch(CompanyModel):
    """批量: one wish over many documents, an export, or long work (tasks.py). ``key`` is given by the page: the same
    wish starts once. Long work counts within its ``step``, and leaves a ``result``.
    """

    kind = models.CharField(max_length=16, verbose_name="操作")
    state = models.CharField(max_length=12, default="running", verbose_name="状态")
    key = models.CharField(max_length=64)
    arguments = models.JSONField(default=dict)
    total = models.IntegerField(verbose_name="共")
    done_count = models.IntegerField(default=0, verbose_name="完成")
    refused_count = models.IntegerField(default=0, verbose_name="未完成")
    said = models.CharField(max_length=500, default="", verbose_name="说明")
    step = models.CharField(max_length=16, default="", verbose_name="步骤")  # "" until somebody works on it
    result = models.JSONField(default=dict)
    attempts = models.SmallIntegerField(default=0)  # how often work on it began
    is_stopping = models.BooleanField(default=False)  # asked to end before its last step
    is_seen = models.BooleanField(default=False)  # its page showed how it ended: no notice is needed
    user_id = models.BigIntegerField(verbose_name="发起人")
    device = models.CharField(max_length=64, default="")
    address = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    leased_until = models.DateTimeField(
        null=True
    )  # who works on it holds it until then, and asks again before

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "key"], name="desk_batch_starts_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["running", "done", "stopped", "failed"]),
                name="desk_batch_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(total__gte=0, done_count__gte=0, refused_count__gte=0),
                name="desk_batch_counts_not_negative",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company_id", "touched_at"],
                condition=models.Q(state="running"),
                name="desk_batch_running",
            ),
            models.Index(fields=["company_id", "user_id", "-id"], name="desk_batch_by_user"),
        ]


class BatchItem(CompanyModel):
    """One document of a batch, and what became of it."""

    batch = CompanyFK(Batch)
    position = models.IntegerField()
    document_id = models.BigIntegerField()
    number = models.CharField(max_length=48, default="")
    state = models.CharField(max_length=8, default="waiting")
    said = models.TextField(default="")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "batch", "position"], name="desk_batch_item_position_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "refused"]),
                name="desk_batch_item_state_known",
            ),
        ]


class Unfinished(CompanyModel):
    """未完成的录入: a form as one person types it, by the name its browser gave it. No effect on anything.

    ``version`` grows with every save; who saves says which version the form was made from, so that a stale copy is
    noticed. ``key`` is the idempotency key the form will be posted under, so that it posts once from wherever.
    """

    user_id = models.BigIntegerField(verbose_name="用户")
    local = models.CharField(max_length=48, verbose_name="本地名称")
    type_code = models.CharField(max_length=48, verbose_name="单据类型")
    key = models.CharField(max_length=64, verbose_name="过账键")
    version = models.IntegerField(default=1, verbose_name="版本")
    writer = models.CharField(max_length=48, verbose_name="窗口")  # the browser window that saved last
    document_id = models.BigIntegerField(null=True, verbose_name="草稿")  # the saved draft it changes
    number = models.CharField(max_length=48, default="", verbose_name="单号")
    party_name = models.CharField(max_length=128, default="", verbose_name="往来单位")
    line_count = models.IntegerField(default=0, verbose_name="行数")
    amount = amount_field(null=True, verbose_name="金额")
    form = models.JSONField(verbose_name="内容")
    device = models.CharField(max_length=64, default="", verbose_name="设备")
    started_at = models.DateTimeField(verbose_name="开始时间")
    saved_at = models.DateTimeField(verbose_name="保存时间")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "user_id", "local"], name="desk_unfinished_local_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="desk_unfinished_version_positive"
            ),
        ]
