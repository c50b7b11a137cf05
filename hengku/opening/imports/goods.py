"""Finding the product a row of an opening stock list means. Three queries, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models.functions import Upper

from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.models import Barcode, Product, ProductUnit
from hengku.identity.actor import Actor
from hengku.kit.tables.convert import Record
from hengku.opening.imports.product_cells import barcodes_of, plain


@dataclass(frozen=True, slots=True)
class Goods:
    """A product, and the unit a row counts in: (numerator, denominator) base units each."""

    product_id: int
    label: str
    unit_id: int
    numerator: int = 1
    denominator: int = 1

    def base_quantity(self, quantity: Decimal) -> Decimal:
        """The quantity in base units; the engine refuses what is not exact (B1)."""
        return quantity * self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Miss:
    """Why no product was found: at which column, with which code, in which words."""

    key: str
    code: str
    text: str


@dataclass(slots=True)
class GoodsIndex:
    """The products that a file names, by everything it may name them by."""

    products: dict[int, Product] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    by_barcode: dict[str, tuple[int, int]] = field(default_factory=dict)  # code → product, unit
    by_name: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    units: dict[tuple[int, str], Goods] = field(default_factory=dict)  # product, unit in capitals
    by_unit: dict[tuple[int, int], Goods] = field(default_factory=dict)  # product, unit

    def find(self, values: dict[str, object]) -> Goods | Miss:
        """The product of a row: by its code, else its barcode, else its name and specification; the unit beside it.

        Where code and barcode are both given they must mean the same product.
        """
        code, barcode, name = (str(values.get(key) or "").strip() for key in ("product", "barcode", "name"))
        product_id, unit_id = self.by_code.get(code), 0
        if code and product_id is None:
            return Miss("product", "PRODUCT_NOT_FOUND", f"没有编码为“{code}”的商品;请先导入商品,或改正编码")
        if barcode:
            scanned = self._scanned(barcode)
            if isinstance(scanned, Miss):
                if product_id is None:
                    return scanned
            elif product_id is not None and scanned[0] != product_id:
                other = self.products[scanned[0]]
                text = f"编码“{code}”和条码“{barcode}”({other.code} {other.name})是两个商品;请改正其一"
                return Miss("barcode", "CODE_AND_BARCODE_DIFFER", text)
            else:
                product_id, unit_id = scanned
        if product_id is None:
            found = self._named(name, str(values.get("specification") or ""))
            if isinstance(found, Miss):
                return found
            product_id = found
        return self._counted(product_id, unit_id, plain(str(values.get("unit") or "")))

    def _scanned(self, cell: str) -> tuple[int, int] | Miss:
        found = {
            self.by_barcode[key]
            for one in barcodes_of(cell)
            if (key := stored_barcode(one.code)) in self.by_barcode
        }
        products = {product_id for product_id, _ in found}
        if len(products) > 1:
            return Miss("barcode", "BARCODES_DIFFER", f"条码“{cell}”属于几个商品;请只留一个")
        if not found:
            return Miss("barcode", "BARCODE_NOT_FOUND", f"没有条码为“{cell}”的商品;请先导入商品,或填商品编码")
        if len(found) > 1:  # codes of several units of one product say nothing about the unit
            return products.pop(), 0
        return found.pop()

    def _named(self, name: str, specification: str) -> int | Miss:
        if not name:
            return Miss("product", "PRODUCT_MISSING", "没有商品编码,也没有条码;请补上其中一个")
        key = (" ".join(name.split()).upper(), " ".join(specification.split()).upper())
        found = self.by_name.get(key, [])
        if len(found) == 1:
            return found[0]
        said = f"{name} {specification}".strip()
        if found:
            return Miss("name", "PRODUCT_UNCLEAR", f"有几个商品都叫“{said}”;请填商品编码或条码")
        return Miss("name", "PRODUCT_NOT_FOUND", f"没有名称和规格为“{said}”的商品;请先导入商品,或填商品编码")

    def _counted(self, product_id: int, unit_id: int, unit: str) -> Goods | Miss:
        product = self.products[product_id]
        if unit:
            goods = self.units.get((product_id, unit.upper()))
            if goods is None:
                known = "、".join(name for owner, name in self.units if owner == product_id)
                text = f"商品 {product.code} {product.name} 没有单位“{unit}”;可用:{known}"
                return Miss("unit", "UNIT_UNKNOWN", text)
            return goods
        return self.by_unit[product_id, unit_id or product.base_unit_id]

    def add(self, unit_name: str, goods: Goods) -> None:
        """One unit of a product."""
        self.units[goods.product_id, unit_name.upper()] = goods
        self.by_unit[goods.product_id, goods.unit_id] = goods


def load_goods(actor: Actor, rows: Sequence[Record]) -> GoodsIndex:
    """Read the products that the rows name, with their units."""
    index = GoodsIndex()
    codes = {str(row.values["product"]) for row in rows if row.values.get("product")}
    cells = {str(row.values["barcode"]) for row in rows if row.values.get("barcode")}
    names = {" ".join(str(row.values["name"]).split()).upper() for row in rows if row.values.get("name")}
    barcodes = {stored_barcode(one.code) for cell in cells for one in barcodes_of(cell)}
    products = Product.objects.visible_to(actor)
    for code, product_id in products.filter(code__in=codes).values_list("code", "pk"):
        index.by_code[code] = product_id
    scanned = Barcode.objects.visible_to(actor).filter(code__in=barcodes)
    for code, product_id, unit_id in scanned.values_list("code", "product_id", "unit_id"):
        index.by_barcode[code] = (product_id, unit_id)
    named = products.annotate(name_upper=Upper("name")).filter(name_upper__in=names)
    for name, specification, product_id in named.values_list("name", "specification", "pk"):
        index.by_name.setdefault((name.upper(), specification.upper()), []).append(product_id)
    found = {*index.by_code.values(), *(product_id for product_id, _ in index.by_barcode.values())}
    found |= {product_id for ids in index.by_name.values() for product_id in ids}
    _load_units(actor, index, found)
    return index


def _load_units(actor: Actor, index: GoodsIndex, found: set[int]) -> None:
    for product in Product.objects.visible_to(actor).filter(pk__in=found).select_related("base_unit"):
        index.products[product.pk] = product
        label = f"{product.code} {product.name}"
        index.add(product.base_unit.name, Goods(product.pk, label, product.base_unit_id))
    others = ProductUnit.objects.visible_to(actor).filter(product_id__in=found).select_related("unit")
    for one in others:
        label = index.by_unit[one.product_id, index.products[one.product_id].base_unit_id].label
        index.add(one.unit.name, Goods(one.product_id, label, one.unit_id, one.numerator, one.denominator))
