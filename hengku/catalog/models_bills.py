"""物料清单: what a product is made up of, as a set that is sold (kit), as food that is sold (dish), or as goods that
are put together (assembly).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hengku.kit.models import CompanyFK, CompanyModel, price_field, quantity_field


class Bill(CompanyModel):
    """物料清单 (BOM): ``makes`` base units of ``product`` are made up of its lines.

    kit 套装: sold as one, leaves as its components, has no stock of its own (KT-01). assembly 组装: put together in the
    warehouse, kept in stock (D-ASM). dish 菜品: made when it is sold, takes its ingredients, and is charged and taxed as
    what it is (D-POS). A product has one bill of a kind and ``version``; at most one by which it is sold is in use.
    """

    product = CompanyFK("catalog.Product", verbose_name="商品")
    kind = models.CharField(max_length=12, verbose_name="用途")  # kit assembly dish
    version = models.CharField(max_length=16, default="", blank=True, verbose_name="版本")
    makes = quantity_field(default=1, verbose_name="产出数量")
    remark = models.CharField(max_length=200, default="", blank=True, verbose_name="备注")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "product", "kind", "version"], name="catalog_bill_version_unique"
            ),
            models.UniqueConstraint(
                fields=["company_id", "product"],
                condition=models.Q(kind__in=["kit", "dish"], is_active=True),
                name="catalog_bill_one_sold_by",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["kit", "assembly", "dish"]), name="catalog_bill_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(makes__gt=0), name="catalog_bill_makes_something"),
        ]


class BillLine(CompanyModel):
    """A component: ``quantity`` base units of it go into what the bill makes. ``standalone_price`` is what one base
    unit of it is sold for alone, with tax; None is its sale price (C17).
    """

    bill = CompanyFK(Bill, related_name="lines")
    line_no = models.IntegerField(verbose_name="行号")
    component = CompanyFK("catalog.Product", verbose_name="组成商品")
    quantity = quantity_field(verbose_name="数量")
    standalone_price = price_field(null=True, blank=True, verbose_name="单独售价(含税)")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "bill", "line_no"], name="catalog_bill_line_no_unique"
            ),
            models.UniqueConstraint(
                fields=["company_id", "bill", "component"], name="catalog_bill_component_once"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="catalog_bill_line_quantity_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(standalone_price__isnull=True) | models.Q(standalone_price__gte=0),
                name="catalog_bill_line_price_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["company_id", "component"], name="catalog_bill_where_used")]
