"""The table of evidence."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from hengku.kit.models import APPEND_ONLY, CompanyModel


class Event(CompanyModel):
    """One thing that someone did. ``company_id`` is 0 for what concerns no company (sign-in)."""

    at = models.DateTimeField(verbose_name="时间")
    user_id = models.BigIntegerField(verbose_name="用户")
    user_name = models.CharField(max_length=64, verbose_name="姓名")
    action = models.CharField(max_length=64, verbose_name="动作")
    entity_kind = models.CharField(max_length=48, verbose_name="对象")
    entity_id = models.BigIntegerField(verbose_name="对象编号")
    data = models.JSONField(default=dict, verbose_name="内容")
    device = models.CharField(max_length=64, default="", verbose_name="设备")
    address = models.CharField(max_length=64, default="", verbose_name="地址")

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["company_id", "entity_kind", "entity_id"], name="audit_event_entity"),
            # evidence is written in the order of time: what happened in some days lies together, and an index
            # of ranges of pages costs the posting nothing
            BrinIndex(fields=["at"], name="audit_event_by_time", pages_per_range=32, autosummarize=True),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(action=""), name="audit_event_has_action"),
        ]
