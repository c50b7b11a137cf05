"""库存期初导入 (D-OPNS): what lay in each warehouse before the books began, with its cost.

A product has one opening balance in a warehouse, and one of each lot and bin where goods are told apart so: a second
one, in the file or in the books, is refused unless it says the same, and then it is there already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.company.models import Warehouse
from hengku.company.queries import warehouses
from hengku.documents.models import Line
from hengku.documents.paper import Paper
from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO, exact_text, multiply, product_to_fen, total
from hengku.kit.tables.convert import CellProblem, Record
from hengku.kit.tables.mapping import Column
from hengku.opening.imports.declaration import ImportKind, Judged, Note, Planned, Skipped, Work, Written
from hengku.opening.imports.goods import Goods, GoodsIndex, Miss, load_goods
from hengku.opening.imports.papers import DraftLine, ask_engine, post_all, sheaves
from hengku.opening.imports.reading import Reading

TYPE: Final = "opening_stock"
#: Price times quantity may differ from the amount by rounding of the price; this much each unit, at least one fen.
_PRICE_SLACK: Final = Decimal("0.005")
_FEN: Final = Decimal("0.01")

COLUMNS: Final = (
    Column("warehouse", "仓库", ("仓库名称", "仓库编码", "库房", "门店", "存放仓库", "所在仓库")),
    Column("product", "商品编码", ("编码", "货号", "商品编号", "商品代码", "存货编码", "物料编码", "货品编码", "sku")),
    Column("barcode", "条码", ("商品条码", "条形码", "国际条码", "国标码", "69码", "barcode")),
    Column("name", "商品名称", ("名称", "品名", "存货名称", "物料名称", "货品名称", "商品")),
    Column("specification", "规格", ("规格型号", "商品规格")),
    Column("unit", "单位", ("计量单位", "库存单位", "基本单位")),
    Column("quantity", "数量", ("库存", "库存数", "库存数量", "期初数量", "现存量", "结存数量", "期初库存", "当前库存"),
           is_required=True, kind="decimal", scale=6),
    Column("price", "成本单价", ("单价", "成本价", "期初单价", "进价", "采购价", "库存单价"), kind="decimal", scale=8),
    Column("amount", "成本金额", ("金额", "期初金额", "库存金额", "结存金额", "库存成本"), kind="decimal", scale=2),
    Column("lot_no", "批号", ("批次", "批次号", "生产批号", "批号/批次", "lot"), longest=64),
    Column("produced_on", "生产日期", ("生产日", "制造日期", "出厂日期"), kind="date"),
    Column("expires_on", "到期日", ("有效期至", "有效期", "失效日期", "保质期至", "过期日期"), kind="date"),
    Column("serials", "序列号", ("SN", "串号", "机身号", "序列号/SN"), longest=4000),
    Column("bin", "库位", ("库位码", "货位", "储位", "库位编码"), longest=32),
    Column("remark", "备注", ("行备注", "说明"), longest=200),
)  # fmt: skip

#: Fields of the document by the columns they come from.
_TOLD_APART: Final = ("lot_no", "produced_on", "expires_on", "serials", "bin")
_KEYS: Final = {
    "amount_net": "amount",
    "unit": "unit",
    "quantity": "quantity",
    "product": "product",
    **{key: key for key in _TOLD_APART},
}
#: What is opened once: a product in a warehouse, of a lot made on a day, in a bin.
_Pile = tuple[int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class _Opened:
    """An opening balance that is in the books. ``shown_amount`` is "" for who may not see costs."""

    quantity_base: Decimal
    amount: Decimal
    number: str
    shown_amount: str


def judge(actor: Actor, reading: Reading, on: date, now: datetime) -> Judged:
    """Which rows become lines, which are there already, and everything wrong with the others. Writes nothing."""
    judged = Judged(problems=list(reading.problems))
    houses = list(warehouses(actor, is_active=True))
    index = load_goods(actor, reading.records)
    opened = _opened(actor, index)
    first_rows: dict[_Pile, int] = {}
    for row in reading.records:
        _judge_row(row, reading, judged, houses, index, opened, first_rows)
    bad = {problem.row_number for problem in judged.problems if not problem.is_warning}
    good = [one for one in judged.planned if one.row_number not in bad]
    made = sheaves(good, lambda group: _header(group, on, reading))
    judged.problems += ask_engine(actor, made, reading, now, _KEYS)
    _note(good, houses, reading, judged, on)
    return judged


def _judge_row(
    row: Record,
    reading: Reading,
    judged: Judged,
    houses: Sequence[Warehouse],
    index: GoodsIndex,
    opened: dict[_Pile, _Opened],
    first_rows: dict[_Pile, int],
) -> None:
    values: dict[str, Any] = row.values
    quantity = values.get("quantity")
    named = [str(values.get(key) or "") for key in ("product", "barcode", "name", "specification")]
    if quantity == 0:
        judged.skipped.append(Skipped(row.row_number, " ".join(filter(None, named)), "数量为 0,没有期初"))
        return
    found: list[CellProblem] = []
    house = _warehouse(str(values.get("warehouse") or "").strip(), houses)
    if isinstance(house, Miss):
        found.append(_said(reading, row, house))
    goods = index.find(values)
    if isinstance(goods, Miss):
        found.append(_said(reading, row, goods))
    if quantity is not None and quantity < 0:
        text = f"期初数量 {exact_text(quantity)} 小于 0;请先查清,不能以负库存开账"
        found.append(
            reading.problem(row.row_number, "quantity", "QUANTITY_NEGATIVE", text, value=str(quantity))
        )
    amount = _amount(row, reading, found)
    judged.problems += found
    if isinstance(house, Miss) or isinstance(goods, Miss) or amount is None or quantity is None:
        return
    told = _told_apart(values)
    key = _pile(house.pk, goods.product_id, told)
    first = first_rows.setdefault(key, row.row_number)
    if first != row.row_number:
        text = f"与第 {first} 行是同一仓库的同一商品(批次、库位也相同);请把数量和金额合并成一行"
        judged.problems.append(reading.problem(row.row_number, "product", "PRODUCT_TWICE", text))
        return
    label = f"{house.name} {goods.label}"
    was = opened.get(key)
    if was is not None:
        _already(row, reading, judged, was, goods, label, amount)
        return
    line = {
        "product_id": goods.product_id,
        "unit_id": goods.unit_id,
        "quantity": quantity,
        "amount_net": amount,
        "remark": str(values.get("remark") or ""),
        "data": told,
    }
    judged.planned.append(Planned(row.row_number, label, DraftLine(house.pk, line)))


def _said(reading: Reading, row: Record, miss: Miss) -> CellProblem:
    value = str(row.values.get(miss.key) or "")
    return reading.problem(row.row_number, miss.key, miss.code, miss.text, value=value)


def _warehouse(said: str, houses: Sequence[Warehouse]) -> Warehouse | Miss:
    """By code or name; the only one of the company where nothing is said."""
    if not said and len(houses) == 1:
        return houses[0]
    names = "、".join(one.name for one in houses)
    if not said:
        return Miss("warehouse", "WAREHOUSE_MISSING", f"没有填仓库;可用:{names}")
    found = [one for one in houses if said.upper() in (one.code.upper(), one.name.upper())]
    if len(found) == 1:
        return found[0]
    if found:
        return Miss("warehouse", "WAREHOUSE_UNCLEAR", f"“{said}”是几个仓库的编码或名称;请改填另一个")
    return Miss("warehouse", "WAREHOUSE_NOT_FOUND", f"没有仓库“{said}”;可用:{names}")


def _amount(row: Record, reading: Reading, found: list[CellProblem]) -> Decimal | None:
    """The cost of the row to the fen: the amount where it is given, else quantity times price (G1)."""
    amount, price, quantity = (row.values.get(key) for key in ("amount", "price", "quantity"))

    def refuse(key: str, code: str, text: str, *, is_warning: bool = False) -> None:
        value = str(row.values.get(key) or "")
        found.append(reading.problem(row.row_number, key, code, text, value=value, is_warning=is_warning))

    refused = {problem.key for problem in reading.problems if problem.row_number == row.row_number}
    if amount is None and price is None:
        if not refused & {"amount", "price"}:
            refuse("amount", "COST_MISSING", "没有成本金额,也没有成本单价;请补上其中一个")
        return None
    for key, number in (("amount", amount), ("price", price)):
        if isinstance(number, Decimal) and number < 0:
            refuse(key, "COST_NEGATIVE", f"成本 {exact_text(number)} 小于 0;请改正")
            return None
    if not isinstance(quantity, Decimal):
        return amount if isinstance(amount, Decimal) else None
    if not isinstance(amount, Decimal):
        amount = product_to_fen(quantity, price) if isinstance(price, Decimal) else None
    elif isinstance(price, Decimal):
        slack = max(multiply(quantity.copy_abs(), _PRICE_SLACK), _FEN)
        if abs(multiply(quantity, price) - amount) > slack:
            text = f"数量 {exact_text(quantity)} × 单价 {exact_text(price)} 不等于金额 {amount};以金额为准"
            refuse("amount", "AMOUNT_DIFFERS", text, is_warning=True)
    if amount == 0:
        refuse("amount", "COST_ZERO", "成本为 0;出库时毛利会偏高,请核对", is_warning=True)
    return amount


def _already(
    row: Record, reading: Reading, judged: Judged, was: _Opened, goods: Goods, label: str, amount: Decimal
) -> None:
    quantity: Any = row.values["quantity"]
    if (was.quantity_base, was.amount) == (goods.base_quantity(quantity), amount):
        judged.skipped.append(Skipped(row.row_number, label, f"已在 {was.number} 中,未重复导入"))
        return
    text = (
        f"已有库存期初 {was.number}:数量 {exact_text(was.quantity_base)}(基本单位){was.shown_amount},"
        "与本行不同;如那张有误,请先红冲它再导入"
    )
    judged.problems.append(
        reading.problem(row.row_number, "quantity", "ALREADY_OPENED", text, value=str(quantity))
    )


def _opened(actor: Actor, index: GoodsIndex) -> dict[_Pile, _Opened]:
    """Opening balances in the books, by warehouse, product, lot and bin."""
    lines = Line.objects.visible_to(actor).filter(
        document__type_code=TYPE,
        document__state="posted",
        document__reverses_id=None,
        product_id__in=list(index.products),
    )
    found = lines.values_list(
        "document__warehouse_id", "product_id", "quantity_base", "amount_net", "document__number", "data"
    )
    shows_cost = actor.may("cost.view")
    opened: dict[_Pile, _Opened] = {}
    for house, product, quantity, amount, number, data in found:
        one = _Opened(quantity, amount, number, f"、金额 {exact_text(amount, 2)}" if shows_cost else "")
        # a row that does not say the day a lot was made on means the lot there is
        opened[_pile(house, product, {**data, "produced_on": ""})] = opened[_pile(house, product, data)] = one
    return opened


def _told_apart(values: dict[str, Any]) -> dict[str, str]:
    """What a row says of lot, dates, serial numbers and bin, as a line keeps it: text, and only what is said."""
    said = {key: values.get(key) for key in _TOLD_APART}
    return {
        key: value.isoformat() if isinstance(value, date) else str(value).strip()
        for key, value in said.items()
        if value not in (None, "")
    }


def _pile(house: int, product: int, told: dict[str, Any]) -> _Pile:
    """A lot's number may have been used on two days; the day counts only where a lot is named."""
    lot_no = str(told.get("lot_no") or "")
    return (
        house,
        product,
        lot_no,
        str(told.get("produced_on") or "") if lot_no else "",
        str(told.get("bin") or ""),
    )


def _header(warehouse_id: Any, on: date, reading: Reading) -> Paper:
    remark = f"从 {reading.file.name} 导入"[:500]
    return Paper(TYPE, on, warehouse_id=int(warehouse_id), remark=remark)


def _note(
    good: Sequence[Planned], houses: Sequence[Warehouse], reading: Reading, judged: Judged, on: date
) -> None:
    if not good:
        return
    names = {one.pk: one.name for one in houses}
    for house in dict.fromkeys(one.item.group for one in good):
        lines = [one.item.values for one in good if one.item.group == house]
        cost = total(line["amount_net"] or ZERO for line in lines)
        judged.notes.append(
            Note(
                f"{names[house]}:{len(lines)} 个商品,成本金额 {exact_text(cost, 2)}",
                f"{names[house]}: {len(lines)} products, cost {exact_text(cost, 2)}",
            )
        )
    judged.notes.append(Note(f"库存期初的业务日期为 {on:%Y-%m-%d}", f"Opening stock is dated {on:%Y-%m-%d}"))
    keys = {match.key for match in reading.mapping.matches} | set(reading.constants)
    if "warehouse" not in keys:
        judged.notes.append(
            Note(
                f"文件里没有仓库,全部计入“{houses[0].name}”",
                f"The file names no warehouse: all goes to {houses[0].name}",
            )
        )


def write(work: Work) -> Written:
    """One document per warehouse and 500 lines, posted one after the other."""
    return post_all(work, lambda group: _header(group, work.on, work.reading), TYPE, _KEYS)


OPENING_STOCK = ImportKind(
    code=TYPE,
    label="库存期初",
    label_en="Opening stock",
    permissions=("import.run", "opening_stock.create", "opening_stock.post"),
    columns=COLUMNS,
    judge=judge,
    write=write,
    samples=(
        {
            "warehouse": "主仓库", "product": "1001", "unit": "瓶", "quantity": Decimal(120),
            "amount": Decimal("132.00"),
        },
    ),
    hints=(
        "商品编码、条码填一个即可;都不填时按商品名称和规格查找",
        "成本金额、成本单价填一个即可;都填时以金额为准",
        "同一仓库的同一商品只写一行;按批次管理的每个批号一行,填批号和生产日期(或到期日)",
        "管序列号的商品把序列号写在一格里,用空格或逗号分开,个数等于数量",
        "分库位的仓库可填库位,每个库位一行",
    ),
)  # fmt: skip
