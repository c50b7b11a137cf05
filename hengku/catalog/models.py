"""Tables of products and what describes them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from hengku.catalog.models_bills import Bill as Bill
from hengku.catalog.models_bills import BillLine as BillLine
from hengku.catalog.models_scales import ScaleFormat as ScaleFormat
from hengku.kit.models import CompanyFK, CompanyModel, price_field, quantity_field, rate_field

#: What an import made and nothing uses may be removed when the import is undone; the keys of whatever uses it refuse.
WITH_REMOVAL = "SELECT, INSERT, UPDATE, DELETE"


class Unit(CompanyModel):
    """计量单位. ``precision`` is the number of decimal places a quantity in it may have (G3)."""

    name = models.CharField(max_length=16, verbose_name="名称")
    precision = models.SmallIntegerField(default=0, verbose_name="小数位")

    app_grants: ClassVar[str] = WITH_REMOVAL

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "name"], name="catalog_unit_name_unique"),
            models.CheckConstraint(
                condition=models.Q(precision__gte=0, precision__lte=6), name="catalog_unit_precision_0_to_6"
            ),
        ]


class TaxCode(CompanyModel):
    """税码 (T1): a rate and what it means, between two dates."""

    code = models.CharField(max_length=32, verbose_name="税码")
    name = models.CharField(max_length=64, verbose_name="名称")
    rate = rate_field(verbose_name="税率")
    kind = models.CharField(max_length=16, verbose_name="类型")  # general simplified exempt none zero
    is_deductible = models.BooleanField(default=True, verbose_name="可抵扣")
    valid_from = models.DateField(verbose_name="生效")
    valid_to = models.DateField(null=True, verbose_name="失效")
    is_active = models.BooleanField(default=True, verbose_name="启用")

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="catalog_tax_code_unique"),
            models.CheckConstraint(
                condition=models.Q(rate__gte=0, rate__lt=1), name="catalog_tax_code_rate_below_one"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["general", "simplified", "exempt", "none", "zero"]),
                name="catalog_tax_code_kind_known",
            ),
        ]


class Category(CompanyModel):
    """商品类别. ``inventory_role`` is the account role its stock is kept under (库存商品, 原材料, 周转材料)."""

    code = models.CharField(max_length=32, verbose_name="编码")
    name = models.CharField(max_length=64, verbose_name="名称")
    parent = CompanyFK("self", null=True, blank=True, verbose_name="上级")
    inventory_role = models.CharField(max_length=32, default="merchandise", verbose_name="存货科目")
    # 计价方法 (C2), its own or that of the nearest category above; "" = the company's. Changed by costing's decisions.
    costing_method = models.CharField(max_length=20, default="", blank=True, verbose_name="计价方法")
    is_active = models.BooleanField(default=True, verbose_name="启用")
    yellow_days = models.IntegerField(null=True, blank=True, verbose_name="临期提醒天数(黄)")
    red_days = models.IntegerField(null=True, blank=True, verbose_name="临期提醒天数(红)")

    app_grants: ClassVar[str] = WITH_REMOVAL

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="catalog_category_code_unique"),
            models.CheckConstraint(
                condition=models.Q(inventory_role__in=["merchandise", "raw_material", "turnover_material"]),
                name="catalog_category_inventory_role_known",
            ),
        ]


class Product(CompanyModel):
    """商品 (SKU). Its code is never reused; it is switched off, not deleted (B8).

    The one exception: what an import made by mistake and no document ever named goes when the import is undone.
    """

    code = models.CharField(max_length=64, verbose_name="编码")
    name = models.CharField(max_length=128, verbose_name="名称")
    specification = models.CharField(max_length=128, default="", blank=True, verbose_name="规格")
    brand = models.CharField(max_length=64, default="", blank=True, verbose_name="品牌")
    category = CompanyFK(Category, verbose_name="类别")
    base_unit = CompanyFK(Unit, verbose_name="基本单位")
    tax_code = CompanyFK(TaxCode, verbose_name="税码")
    sale_price = price_field(null=True, blank=True, verbose_name="售价(含税)")
    purchase_price = price_field(null=True, blank=True, verbose_name="进价(不含税)")
    floor_price = price_field(null=True, blank=True, verbose_name="底价(含税)")
    reference_cost = price_field(null=True, blank=True, verbose_name="参考成本")
    price_limit = price_field(
        null=True, blank=True, verbose_name="采购限价"
    )  # of a base unit, with tax (D-PO)
    must_inspect = models.BooleanField(default=False, db_default=False, verbose_name="来货须检验")  # D-IQC
    # sold as a set: its kit bill is in use. Kept by ``actions_bills``, so that a posting need not ask for bills
    is_kit = models.BooleanField(default=False, db_default=False, verbose_name="套装")
    is_dish = models.BooleanField(default=False, db_default=False, verbose_name="菜品")  # … its recipe is (D-POS)
    inspection_mode = models.CharField(  # BEFORE, AFTER or "" as the supplier, else the company says
        max_length=8, default="", db_default="", blank=True, verbose_name="检验方式"
    )
    stock_minimum = quantity_field(null=True, blank=True, verbose_name="最低库存")
    stock_maximum = quantity_field(null=True, blank=True, verbose_name="最高库存")
    initials = models.CharField(max_length=128, default="", blank=True, verbose_name="助记码")
    pinyin = models.CharField(max_length=512, default="", blank=True, verbose_name="拼音")
    is_active = models.BooleanField(default=True, verbose_name="启用")
    tracking = models.CharField(max_length=8, default="none", db_default="none", verbose_name="跟踪方式")
    shelf_life = models.IntegerField(null=True, blank=True, verbose_name="保质期")
    shelf_life_unit = models.CharField(
        max_length=8, default="day", db_default="day", verbose_name="保质期单位"
    )
    wants_produced_on = models.BooleanField(default=False, db_default=False, verbose_name="入库须填生产日期")
    min_inbound_ratio = rate_field(null=True, blank=True, verbose_name="入库最低剩余比例")
    yellow_days = models.IntegerField(null=True, blank=True, verbose_name="临期提醒天数(黄)")
    red_days = models.IntegerField(null=True, blank=True, verbose_name="临期提醒天数(红)")
    aux_unit = CompanyFK(Unit, null=True, blank=True, verbose_name="第二计量单位")
    aux_standard = quantity_field(null=True, blank=True, verbose_name="标准重量")
    aux_tolerance = rate_field(null=True, blank=True, verbose_name="重量允差")

    app_grants: ClassVar[str] = WITH_REMOVAL

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="catalog_product_code_unique"),
            models.CheckConstraint(condition=~models.Q(name=""), name="catalog_product_has_name"),
            models.CheckConstraint(
                condition=models.Q(tracking__in=["none", "lot", "serial"]),
                name="catalog_product_tracking_known",
            ),
            models.CheckConstraint(
                condition=models.Q(shelf_life_unit__in=["hour", "day", "month", "year"]),
                name="catalog_product_life_unit_known",
            ),
            models.CheckConstraint(
                condition=models.Q(shelf_life__isnull=True) | models.Q(shelf_life__gt=0),
                name="catalog_product_shelf_life_positive",
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="catalog_product_name_trgm"),
            models.Index(fields=["company_id", "initials"], name="catalog_product_initials"),
            models.Index(fields=["company_id", "category"], name="catalog_product_category"),
        ]


class ProductUnit(CompanyModel):
    """Another unit of a product: 1 of it = numerator/denominator base units, exactly (B1)."""

    product = CompanyFK(Product, related_name="units")
    unit = CompanyFK(Unit, verbose_name="单位")
    numerator = models.BigIntegerField(verbose_name="换算分子")
    denominator = models.BigIntegerField(default=1, verbose_name="换算分母")

    app_grants: ClassVar[str] = WITH_REMOVAL

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "product", "unit"], name="catalog_product_unit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__gt=0, denominator__gt=0),
                name="catalog_product_unit_fraction_positive",
            ),
        ]


class Barcode(CompanyModel):
    """条码: unique in the company; names a product and the unit that was scanned."""

    code = models.CharField(max_length=32, verbose_name="条码")
    product = CompanyFK(Product, related_name="barcodes")
    unit = CompanyFK(Unit, verbose_name="单位")

    app_grants: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="catalog_barcode_unique"),
        ]
        indexes = [models.Index(fields=["company_id", "product"], name="catalog_barcode_product")]
