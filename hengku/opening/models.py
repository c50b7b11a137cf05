"""Imports as they were run: who, which file, how far, what came of it, and what each of them made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import APPEND_ONLY, CompanyFK, CompanyModel

#: States in which a run still has work to do.
ALIVE = ("waiting", "running")


class RunState(models.TextChoices):
    """Where an import is."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    STOPPED = "stopped", "未完成"
    UNDONE = "undone", "已撤销"


class ImportRun(CompanyModel):
    """One import of one file. It is worked on in the background and survives every kill; one at a time."""

    kind = models.CharField(max_length=40, verbose_name="内容")
    user_id = models.BigIntegerField(verbose_name="操作人")
    user_name = models.CharField(max_length=64, verbose_name="姓名")
    file_name = models.CharField(max_length=200, verbose_name="文件")
    digest = models.CharField(max_length=64, verbose_name="文件指纹")  # SHA-256 of the content
    token = models.CharField(max_length=32, verbose_name="上传编号")  # of the waiting file
    header_digest = models.CharField(max_length=64, verbose_name="表头指纹")
    mapping = models.JSONField(default=dict, verbose_name="列对应")
    good_rows_only = models.BooleanField(default=False, verbose_name="只导入没有问题的行")
    state = models.CharField(max_length=16, choices=RunState, default=RunState.WAITING, verbose_name="状态")
    rows_all = models.IntegerField(default=0, verbose_name="待写行数")
    rows_done = models.IntegerField(default=0, verbose_name="已写行数")
    skipped = models.IntegerField(default=0, verbose_name="跳过行数")
    result = models.JSONField(
        default=dict, verbose_name="结果"
    )  # notes, documents, problems, warnings, error
    created_at = models.DateTimeField(verbose_name="提交时刻")
    ended_at = models.DateTimeField(null=True, verbose_name="结束时刻")
    undone_at = models.DateTimeField(null=True, verbose_name="撤销时刻")
    undone_by = models.CharField(max_length=64, default="", blank=True, verbose_name="撤销人")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            # Two clicks, two tabs or two people: the second start is refused by the database itself.
            models.UniqueConstraint(fields=["company_id", "token"], name="opening_import_run_once_a_file"),
            models.UniqueConstraint(
                fields=["company_id"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="opening_import_run_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values), name="opening_import_run_state_known"
            ),
        ]
        indexes = [models.Index(fields=["company_id", "digest"], name="opening_import_run_digest")]


class ImportMade(CompanyModel):
    """One thing an import made: what undoing takes back. Written in the transaction that made it."""

    run = CompanyFK(ImportRun, verbose_name="导入")
    kind = models.CharField(max_length=16, verbose_name="对象")  # product, party, category, unit, document
    made_id = models.BigIntegerField(verbose_name="编号")

    app_grants: ClassVar[str] = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "run", "kind", "made_id"], name="opening_import_made_once"
            ),
        ]
