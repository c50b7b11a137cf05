"""商品导入: product lists, with the categories and units they bring along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models.functions import Upper

from hengku.catalog import errors
from hengku.catalog.actions import check_products, create_products
from hengku.catalog.actions_lists import create_category, create_unit
from hengku.catalog.models import Product
from hengku.catalog.records import BarcodeRecord, ProductRecord, UnitRecord, tidied
from hengku.identity.actor import Actor
from hengku.kit.numbers import divide, exact_text, quantize
from hengku.kit.tables.convert import CellProblem, Record
from hengku.kit.tables.mapping import Column
from hengku.opening.imports import product_cells
from hengku.opening.imports.blocks import write_blocks
from hengku.opening.imports.declaration import ImportKind, Judged, Note, Planned, Skipped, Work, Written
from hengku.opening.imports.numbering import codes_after
from hengku.opening.imports.product_cells import TaxWord
from hengku.opening.imports.product_lists import ProductLists, load_lists
from hengku.opening.imports.reading import Reading

PREFIX: Final = "P"
WIDTH: Final = 6
#: Stands for a code that is given once it is known which rows are good; no code can look like it.
_WAITING: Final = "\x01"
TRACKING_WORDS: Final = {
    "不跟踪": "none", "无": "none", "否": "none", "按批次": "lot", "批次": "lot", "批号": "lot", "是": "lot",
    "按序列号": "serial", "序列号": "serial",
}  # fmt: skip
COLUMNS: Final = (
    Column("code", "商品编码", ("编码", "货号", "商品编号", "商品代码", "存货编码", "物料编码", "货品编码",
                            "自编码", "款号", "sku", "sku编码"), longest=64),
    Column("name", "商品名称", ("名称", "品名", "存货名称", "物料名称", "货品名称", "商品标题", "商品", "产品名称"),
           is_required=True, longest=128),
    Column("specification", "规格", ("规格型号", "商品规格", "规格/型号"), longest=128),
    Column("brand", "品牌", ("商品品牌",), longest=64),
    Column("category", "类别", ("商品类别", "分类", "商品分类", "所属类别", "类目", "品类", "存货分类"), longest=64),
    Column("base_unit", "单位", ("基本单位", "计量单位", "主单位", "小单位", "库存单位", "商品单位"),
           is_required=True, longest=16),
    Column("units", "辅助单位", ("多单位", "单位换算", "辅助单位换算", "辅助单位及换算")),
    Column("pack_unit", "大单位", ("副单位", "包装单位", "装箱单位"), longest=16),
    Column("pack_size", "换算", ("换算率", "换算数量", "比例", "箱规", "装箱数", "包装数", "换算系数")),
    Column("barcodes", "条码", ("商品条码", "条形码", "国际条码", "国标码", "69码", "基本条码", "barcode", "ean")),
    Column("pack_barcode", "大单位条码", ("副条码", "箱码", "箱条码")),
    Column("tax_code", "税率", ("税码", "增值税率", "销项税率", "商品税率")),
    Column("sale_price", "售价", ("零售价", "销售价", "价格", "含税售价", "标准售价", "销售单价"), kind="decimal",
           scale=8),
    Column("purchase_price", "进价(不含税)", ("不含税进价", "进价", "采购价", "进货价", "采购单价"), kind="decimal",
           scale=8),
    Column("purchase_price_incl", "进价(含税)", ("含税进价", "含税采购价"), kind="decimal", scale=8),
    Column("floor_price", "底价(含税)", ("底价", "最低售价", "最低销售价"), kind="decimal", scale=8),
    Column("reference_cost", "参考成本", ("成本价", "成本", "成本单价"), kind="decimal", scale=8),
    Column("stock_minimum", "最低库存", ("库存下限", "安全库存", "最小库存"), kind="decimal", scale=6),
    Column("stock_maximum", "最高库存", ("库存上限", "最大库存"), kind="decimal", scale=6),
    Column("initials", "助记码", ("拼音码", "简码"), longest=128),
    Column("is_active", "启用", ("状态", "是否启用", "商品状态"), kind="bool"),
    Column("tracking", "跟踪方式", ("批次管理", "批号管理", "管理方式"), kind="choice", choices=TRACKING_WORDS),
    Column("shelf_life", "保质期", ("保质期限", "有效期", "质保期")),
    Column("yellow_days", "临期提醒天数", ("临期天数", "近效期预警天数", "预警天数"), kind="decimal", scale=0),
    Column("min_inbound_ratio", "入库最低剩余比例", ("入库剩余比例", "收货效期比例"), kind="decimal", scale=4),
)  # fmt: skip

#: What is compared with a product that is there already; prices of buying only for who may see them.
_COMPARED: Final = ("specification", "brand", "sale_price", "stock_minimum", "stock_maximum")
_COMPARED_COST: Final = ("purchase_price", "reference_cost")


def judge(actor: Actor, reading: Reading, on: date, now: datetime) -> Judged:
    """Which rows become products, which are there already, and everything wrong with the others. Writes nothing."""
    lists = load_lists(actor)
    judged = Judged(problems=list(reading.problems), more=lists)
    records: list[tuple[int, ProductRecord]] = []
    for row in reading.records:
        record, problems = _record(row, lists, reading)
        judged.problems += problems
        records.append((row.row_number, record))
    records = list(_without_known(actor, records, judged))
    _ask_catalog(actor, records, lists, reading, judged)
    bad = {problem.row_number for problem in judged.problems if not problem.is_warning}
    good = [(row_number, record) for row_number, record in records if row_number not in bad]
    _plan(actor, good, reading, judged)
    _note(good, lists, reading, judged)
    return judged


def _record(row: Record, lists: ProductLists, reading: Reading) -> tuple[ProductRecord, list[CellProblem]]:
    """What a row says, as far as it can be understood, and what cannot."""
    values: dict[str, Any] = row.values
    problems: list[CellProblem] = []

    def refuse(key: str, code: str, text: str) -> None:
        value = str(values.get(key) or "")
        problems.append(reading.problem(row.row_number, key, code, text, value=value))

    base_unit = product_cells.plain(_text(values, "base_unit"))
    units, barcodes = _units(values, base_unit, refuse), _barcodes(values)
    for code in product_cells.doubtful(barcodes):
        text = f"条码 {code} 的校验位不对,可能抄错了一位;请核对"
        problems.append(
            reading.problem(row.row_number, "barcodes", "BARCODE_DOUBTFUL", text, value=code, is_warning=True)
        )
    category, why = lists.category_of(" ".join(_text(values, "category").split()))
    if why:
        refuse("category", "CATEGORY_UNCLEAR", why)
    tax_code, why = "", ""
    if _text(values, "tax_code"):
        tax_code, why = product_cells.tax_code_of(_text(values, "tax_code"), lists.tax)
    if why:
        refuse("tax_code", "TAX_CODE_UNKNOWN", why)
    life, life_unit, why = product_cells.shelf_life_of(_text(values, "shelf_life"))
    if why:
        refuse("shelf_life", "SHELF_LIFE_UNCLEAR", why)
    yellow_days = values.get("yellow_days")
    is_active = values.get("is_active")
    record = ProductRecord(
        code=_text(values, "code") or f"{_WAITING}{row.row_number}",
        name=_text(values, "name"),
        base_unit=lists.unit_of(base_unit),
        specification=_text(values, "specification"),
        brand=_text(values, "brand"),
        category=category,
        tax_code=tax_code,
        sale_price=values.get("sale_price"),
        purchase_price=_purchase_price(values, lists.tax.get(tax_code or lists.default_tax_code)),
        floor_price=values.get("floor_price"),
        reference_cost=values.get("reference_cost"),
        stock_minimum=values.get("stock_minimum"),
        stock_maximum=values.get("stock_maximum"),
        initials=_text(values, "initials"),
        units=tuple(replace(one, unit=lists.unit_of(one.unit)) for one in units),
        # A unit that only a barcode names is none of the product: the catalog says so.
        barcodes=tuple(replace(one, unit=lists.units.get(one.unit.upper(), one.unit)) for one in barcodes),
        is_active=True if is_active is None else bool(is_active),
        tracking=_text(values, "tracking") or ("lot" if life else "none"),
        shelf_life=life,
        shelf_life_unit=life_unit,
        yellow_days=None if yellow_days is None else int(yellow_days),
        min_inbound_ratio=values.get("min_inbound_ratio"),
    )
    return tidied(record), problems


def _text(values: dict[str, Any], key: str) -> str:
    return str(values.get(key) or "")


def _units(values: dict[str, Any], base_unit: str, refuse: Any) -> list[UnitRecord]:
    units, why = product_cells.units_of(_text(values, "units"), base_unit)
    if why:
        refuse("units", "UNITS_UNCLEAR", why)
    pack, size = product_cells.plain(_text(values, "pack_unit")), _text(values, "pack_size")
    if pack and size:
        unit, why = product_cells.unit_of_size(pack, size)
        if unit is not None:
            units.append(unit)
        else:
            refuse("pack_size", "PACK_SIZE_UNCLEAR", why)
    elif pack and pack != base_unit:
        refuse(
            "pack_unit", "PACK_SIZE_MISSING", f"有大单位“{pack}”,没有换算;请补上 1{pack} 合多少{base_unit}"
        )
    elif size and size != "1":
        refuse("pack_size", "PACK_UNIT_MISSING", f"有换算“{size}”,没有大单位;请补上,如 箱")
    return [unit for unit in units if unit.unit != base_unit or unit.numerator != unit.denominator]


def _barcodes(values: dict[str, Any]) -> list[BarcodeRecord]:
    own = product_cells.barcodes_of(_text(values, "barcodes"))
    pack = product_cells.plain(_text(values, "pack_unit"))
    return own + product_cells.barcodes_of(_text(values, "pack_barcode"), pack)


def _purchase_price(values: dict[str, Any], tax: TaxWord | None) -> Decimal | None:
    """As the catalog keeps it, without tax, to 8 decimals; from the price with tax where only that is there (T2)."""
    given, incl = values.get("purchase_price"), values.get("purchase_price_incl")
    if given is None and incl is not None and tax is not None:
        return quantize(divide(incl, 1 + tax.rate), 8)
    return given


def _without_known(
    actor: Actor, records: Sequence[tuple[int, ProductRecord]], judged: Judged
) -> Iterator[tuple[int, ProductRecord]]:
    """Leave out rows that are there: same code and name, or, without a code, same name and specification."""
    products = Product.objects.visible_to(actor)
    codes = {record.code for _, record in records}
    by_code = {one.code: one for one in products.filter(code__in=codes)}
    names = {record.name.upper() for _, record in records if record.code.startswith(_WAITING)}
    by_name = {
        (one.name.upper(), one.specification.upper()): one
        for one in products.annotate(name_upper=Upper("name")).filter(name_upper__in=names)
    }
    for row_number, record in records:
        if record.code.startswith(_WAITING):
            known = by_name.get((record.name.upper(), record.specification.upper()))
        else:
            known = by_code.get(record.code)
            if known is not None and known.name.upper() != record.name.upper():
                known = None  # the code of another product: the catalog refuses it with both names
        if known is None:
            yield row_number, record
            continue
        judged.skipped.append(Skipped(row_number, _label(record, known.code), _why(actor, record, known)))


def _why(actor: Actor, record: ProductRecord, known: Product) -> str:
    """There already, and what the file says otherwise: nobody finds out later that a price was not taken over."""
    compared = (*_COMPARED, *_COMPARED_COST) if actor.may("cost.view") else _COMPARED
    labels = {column.key: column.label for column in COLUMNS}
    other = [
        labels[key]
        for key in compared
        if getattr(record, key) not in (None, "") and getattr(record, key) != getattr(known, key)
    ]
    said = f"已有商品 {known.code}"
    return f"{said};文件中的{'、'.join(other)}与系统不同,未改动" if other else f"{said},未改动"


def _ask_catalog(
    actor: Actor,
    records: Sequence[tuple[int, ProductRecord]],
    lists: ProductLists,
    reading: Reading,
    judged: Judged,
) -> None:
    """The catalog's own refusals, at the row and column they are about; a cell already refused is not named twice."""
    said = {(problem.row_number, problem.key) for problem in judged.problems if not problem.is_warning}
    given = {row.row_number: row.values for row in reading.records}
    for problem in check_products(actor=actor, records=[record for _, record in records]):
        row_number = records[(problem.where.line_no or 1) - 1][0]
        key = problem.where.field or ""
        if lists.is_planned(problem) or (row_number, key) in said:
            continue
        if isinstance(problem, errors.TwiceInList):
            problem.first_line = records[problem.first_line - 1][0]
        value = str(given[row_number].get(key) or "")
        judged.problems.append(reading.of(problem, row_number, key, value))


def _plan(actor: Actor, good: list[tuple[int, ProductRecord]], reading: Reading, judged: Judged) -> None:
    """Give codes to the good rows that have none, and set them down."""
    needs = any(record.code.startswith(_WAITING) for _, record in good)
    mine = Product.objects.visible_to(actor).filter(code__regex=rf"^{PREFIX}\d{{{WIDTH},9}}$")
    taken = list(mine.values_list("code", flat=True)) if needs else []
    taken += [str(row.values.get("code") or "") for row in reading.records]
    codes = codes_after(taken, PREFIX, WIDTH)
    made: list[str] = []
    for row_number, record in good:
        code, note = record.code, ""
        if code.startswith(_WAITING):
            code, note = next(codes), "自动编码"
            made.append(code)
        judged.planned.append(Planned(row_number, _label(record, code), replace(record, code=code), note))
    if made:
        span, span_en = made[0], made[0]
        if len(made) > 1:
            span, span_en = f"{made[0]} 至 {made[-1]}", f"{made[0]} to {made[-1]}"
        judged.notes.append(
            Note(
                f"{len(made)} 个商品没有编码,将自动编为 {span}",
                f"{len(made)} products without a code become {span_en}",
            )
        )


def _label(record: ProductRecord, code: str) -> str:
    return f"{code} {record.name} {record.specification}".strip()


def _note(
    good: Iterable[tuple[int, ProductRecord]], lists: ProductLists, reading: Reading, judged: Judged
) -> None:
    records = [record for _, record in good]
    categories, units = lists.needed(records)
    if categories:
        names = "、".join(f"{code} {name}" for code, name in categories)
        judged.notes.append(
            Note(f"将新建类别 {len(categories)} 个:{names}", f"{len(categories)} new categories: {names}")
        )
    if units:
        names = "、".join(f"{name}({places} 位小数)" if places else name for name, places in units)
        names_en = ", ".join(f"{name} ({places} decimals)" if places else name for name, places in units)
        judged.notes.append(
            Note(f"将新建单位 {len(units)} 个:{names}", f"{len(units)} new units: {names_en}")
        )
    first = next(iter(lists.category_codes.values()), "")
    if without := sum(not record.category for record in records):
        judged.notes.append(
            Note(
                f"{without} 个商品没有类别,将归入类别 {first}",
                f"{without} products without a category go to {first}",
            )
        )
    default = sum(not record.tax_code for record in records)
    tax = lists.tax.get(lists.default_tax_code)
    if default and tax is not None:
        rate = exact_text(tax.rate * 100)
        judged.notes.append(
            Note(
                f"{default} 个商品没有税率,将用账套默认税码 {tax.code}({rate}%)",
                f"{default} products without a tax rate take the default tax code {tax.code} ({rate}%)",
            )
        )
    keys = {match.key for match in reading.mapping.matches}
    if "purchase_price" in keys:
        judged.notes.append(
            Note(
                "进价按不含税保存;如文件中是含税价,请把该列对应到“进价(含税)”",
                "Purchase prices are kept without tax; a column with tax goes to the price with tax",
            )
        )


def write(work: Work) -> Written:
    """The categories and units that the good rows need, then the products in blocks."""
    records = [planned.item for planned in work.planned]
    categories, units = work.judged.more.needed(records)
    for code, name in categories:
        create_category(
            actor=work.actor, code=code, name=name, then=lambda made: work.made("category", [made.pk])
        )
    for name, places in units:
        create_unit(
            actor=work.actor, name=name, precision=places, then=lambda made: work.made("unit", [made.pk])
        )
    return write_blocks(
        work, "product", lambda block, then: create_products(actor=work.actor, records=block, then=then)
    )


PRODUCTS = ImportKind(
    code="products",
    label="商品",
    label_en="Products",
    permissions=("import.run", "catalog.edit"),
    columns=COLUMNS,
    judge=judge,
    write=write,
    samples=(
        {
            "code": "1001", "name": "矿泉水", "specification": "550ml", "category": "水饮", "base_unit": "瓶",
            "units": "箱=24瓶", "barcodes": "6999000000018", "tax_code": "13%", "sale_price": Decimal("2.00"),
            "purchase_price": Decimal("1.10"), "stock_minimum": Decimal(48),
        },
    ),
    hints=("没有编码的商品会自动编码", "一个单元格可写几个条码,用分号隔开", "辅助单位写成 箱=24瓶,几个之间用分号",
           "保质期写成 30天、12个月、2年或 48小时;填了保质期即按批次跟踪"),
)  # fmt: skip
