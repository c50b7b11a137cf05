"""The one table of the engine: which commands were already answered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hengku.kit.models import APPEND_ONLY, CompanyModel


class Key(CompanyModel):
    """幂等键 (1.1.6): a command posts once. Same key and body: the stored answer; other body: refused."""

    key = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    document_ids = ArrayField(models.BigIntegerField())
    answer = models.JSONField()
    created_at = models.DateTimeField()

    app_grants = APPEND_ONLY

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "key"], name="posting_key_unique"),
            models.CheckConstraint(condition=~models.Q(key=""), name="posting_key_not_empty"),
        ]
