"""What a company chose for its paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyFK, CompanyModel
from hengku.parties.models import SEEN_PARTY, Party

TEMPLATE_NAME_LENGTH = 40
LOGO_TYPES = ("image/png", "image/jpeg")


class PaperTemplate(CompanyModel):
    """打印模板 of one document type or letter, as JSON with a schema version (``template.py``). The default of a type is
    what its documents are printed with unless the party or the moment says otherwise; none: the built-in one. One that
    was printed with stays when it is deleted, out of use: what was printed names it.
    """

    type_code = models.CharField(max_length=48, verbose_name="单据类型")
    name = models.CharField(max_length=TEMPLATE_NAME_LENGTH, verbose_name="名称")
    is_default = models.BooleanField(default=False, verbose_name="默认")
    is_active = models.BooleanField(default=True, verbose_name="启用")
    was_printed = models.BooleanField(default=False, verbose_name="打印过")
    data = models.JSONField(verbose_name="内容")
    saved_at = models.DateTimeField(verbose_name="保存时间")
    saved_by = models.BigIntegerField(verbose_name="保存人")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "type_code"],
                condition=models.Q(is_default=True),
                name="printing_template_one_default_a_type",
            ),
            models.UniqueConstraint(
                fields=["company_id", "type_code", "name"],
                condition=models.Q(is_active=True),
                name="printing_template_name_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(is_default=False) | models.Q(is_active=True),
                name="printing_template_default_is_active",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="printing_template_has_name"),
        ]


class PartyTemplate(CompanyModel):
    """With which template documents of a type are printed for a customer or supplier: an own one, or one of those that
    come with the program (``preset``).
    """

    party = CompanyFK(Party, verbose_name="往来单位")
    type_code = models.CharField(max_length=48, verbose_name="单据类型")
    template = CompanyFK(PaperTemplate, null=True, verbose_name="模板")
    preset = models.CharField(max_length=16, default="", db_default="", blank=True, verbose_name="内置模板")

    sight: ClassVar[str] = SEEN_PARTY
    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "party", "type_code"], name="printing_party_one_a_type"
            ),
            models.CheckConstraint(
                condition=models.Q(template__isnull=True, preset__gt="")
                | models.Q(template__isnull=False, preset=""),
                name="printing_party_names_one_template",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "template"], name="printing_party_by_template")]


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
