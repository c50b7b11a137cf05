"""What a company chose for its paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel

LOGO_TYPES = ("image/png", "image/jpeg")


class PaperTemplate(CompanyModel):
    """打印模板 of one document type, as JSON with a schema version (``template.py``). None: the built-in one."""

    type_code = models.CharField(max_length=48, verbose_name="单据类型")
    data = models.JSONField(verbose_name="内容")
    saved_at = models.DateTimeField(verbose_name="保存时间")
    saved_by = models.BigIntegerField(verbose_name="保存人")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"  # a row less is the built-in template again

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "type_code"], name="printing_template_one_a_type"),
        ]


class Logo(CompanyModel):
    """公司标志, at most one a company; checked before it is kept (``images.py``)."""

    content = models.BinaryField(verbose_name="图片")
    media_type = models.CharField(max_length=16, verbose_name="格式")
    saved_at = models.DateTimeField(verbose_name="保存时间")
    saved_by = models.BigIntegerField(verbose_name="保存人")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id"], name="printing_logo_one_a_company"),
            models.CheckConstraint(
                condition=models.Q(media_type__in=LOGO_TYPES), name="printing_logo_media_type_known"
            ),
        ]
