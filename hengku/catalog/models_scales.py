"""条码秤格式 (B3.3): how the labels of a company's shop scales are laid out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyModel


class ScaleFormat(CompanyModel):
    """One prefix of the labels: prefix, PLU, [inner check], value(s), check digit. Decimals are of kg and of yuan.

    A company without any reads the three usual ones (``barcode_rules.DEFAULT_SCALE_PROFILES``).
    """

    prefix = models.CharField(max_length=2, verbose_name="前缀")
    plu_size = models.SmallIntegerField(verbose_name="货号位数")
    value_kind = models.CharField(max_length=16, verbose_name="内容")
    value_size = models.SmallIntegerField(verbose_name="数值位数")
    weight_decimals = models.SmallIntegerField(default=3, verbose_name="重量小数位")
    amount_decimals = models.SmallIntegerField(default=2, verbose_name="金额小数位")
    has_inner_check = models.BooleanField(default=False, verbose_name="价格校验位")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "prefix"], name="catalog_scale_format_prefix_once"),
            models.CheckConstraint(
                condition=models.Q(value_kind__in=["weight", "amount", "amount_weight"]),
                name="catalog_scale_format_kind_known",
            ),
        ]
