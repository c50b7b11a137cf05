"""价目表导入 (MD-05): prices by customer or level, quantity and days, with a floor of their own.

A row says its price for the unit it names; it is kept for one base unit. A price for the same customer or level,
product, quantity, currency and days is there already, or, where it is another price, refused: a price is changed by one
that begins later, so that nobody's agreement is lost unseen.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO, divide, exact_text, quantize
from hengku.kit.tables.convert import Record
from hengku.kit.tables.mapping import Column
from hengku.opening.imports.blocks import write_blocks
from hengku.opening.imports.declaration import ImportKind, Judged, Planned, Skipped, Work, Written
from hengku.opening.imports.goods import Goods, GoodsIndex, Miss, load_goods
from hengku.opening.imports.reading import Reading
from hengku.parties.actions_prices import HOME, PriceRecord, PriceTwice, check_prices, create_prices
from hengku.parties.models import AgreedPrice, Party
from hengku.parties.records import name_key

COLUMNS: Final = (
    Column("product", "商品编码", ("编码", "货号", "商品编号", "商品代码", "存货编码", "物料编码", "货品编码",
                               "sku")),
    Column("barcode", "条码", ("商品条码", "条形码", "国际条码", "国标码", "69码", "barcode")),
    Column("name", "商品名称", ("名称", "品名", "存货名称", "物料名称", "货品名称", "商品")),
    Column("specification", "规格", ("规格型号", "商品规格")),
    Column("unit", "单位", ("计量单位", "计价单位", "销售单位")),
    Column("party", "客户", ("客户名称", "客户编码", "客户简称", "往来单位"), longest=128),
    Column("level", "客户等级", ("客户级别", "等级", "级别", "价格等级"), longest=32),
    Column("minimum", "起订量", ("起批量", "最小数量", "数量起", "阶梯数量", "起始数量"), kind="decimal",
           scale=6),
    Column("price", "价格", ("单价", "售价", "销售价", "协议价", "批发价", "结算价"), is_required=True,
           kind="decimal", scale=8),
    Column("is_with_tax", "含税", ("是否含税", "价格含税"), kind="bool"),
    Column("floor_price", "底价(含税)", ("底价", "最低售价", "最低价", "最低销售价"), kind="decimal", scale=8),
    Column("currency", "币种", ("货币", "币别"), longest=3),
    Column("valid_from", "生效日期", ("生效", "开始日期", "起始日期", "有效期起"), kind="date"),
    Column("valid_to", "失效日期", ("失效", "结束日期", "截止日期", "有效期至"), kind="date"),
    Column("remark", "备注", ("价目表", "价目表名称", "说明"), longest=200),
)  # fmt: skip


def judge(actor: Actor, reading: Reading, on: date, now: datetime) -> Judged:
    """Which rows become prices, which are there already, and everything wrong with the others. Writes nothing."""
    judged = Judged(problems=list(reading.problems))
    index, parties = load_goods(actor, reading.records), _parties(actor, reading.records)
    found: list[tuple[int, str, PriceRecord]] = []
    for row in reading.records:
        one = _record(row, reading, judged, index, parties)
        if one is not None:
            found.append((row.row_number, *one))
    found = _without_known(actor, found, reading, judged)
    for problem in check_prices(actor=actor, records=[record for _, _, record in found]):
        row_number, _, record = found[(problem.where.line_no or 1) - 1]
        if isinstance(problem, PriceTwice):
            problem.first_line = found[problem.first_line - 1][0]
        key = problem.where.field or ""
        judged.problems.append(reading.of(problem, row_number, key, str(getattr(record, key, "") or "")))
    bad = {problem.row_number for problem in judged.problems if not problem.is_warning}
    judged.planned += [Planned(number, label, record) for number, label, record in found if number not in bad]
    return judged


def _parties(actor: Actor, rows: list[Record]) -> dict[str, list[Party]]:
    """Customers that rows name, by code and by name however it is spelled. One statement, none when nobody is named."""
    if not any(row.values.get("party") for row in rows):
        return {}
    found: dict[str, list[Party]] = {}
    for party in Party.objects.visible_to(actor).filter(is_customer=True):
        for key in {party.code.upper(), name_key(party.name)}:
            found.setdefault(key, []).append(party)
    return found


def _record(
    row: Record, reading: Reading, judged: Judged, index: GoodsIndex, parties: dict[str, list[Party]]
) -> tuple[str, PriceRecord] | None:
    """What a row says, its price for one base unit; None where product, customer or price cannot be told."""
    values: dict[str, Any] = row.values
    goods, party = index.find(values), _party(str(values.get("party") or "").strip(), parties)
    for miss in (goods, party):
        if isinstance(miss, Miss):
            value = str(values.get(miss.key) or "")
            judged.problems.append(
                reading.problem(row.row_number, miss.key, miss.code, miss.text, value=value)
            )
    price = values.get("price")
    if isinstance(goods, Miss) or isinstance(party, Miss) or price is None:
        return None
    level = str(values.get("level") or "").strip()
    is_with_tax = values.get("is_with_tax")
    record = PriceRecord(
        product_id=goods.product_id,
        price=_of_base(price, goods),
        party_id=party.pk if party is not None else None,
        level=level,
        minimum=quantize(goods.base_quantity(values.get("minimum") or ZERO), 6),
        is_with_tax=True if is_with_tax is None else bool(is_with_tax),
        valid_from=values.get("valid_from"),
        valid_to=values.get("valid_to"),
        remark=str(values.get("remark") or ""),
        floor_price=None if values.get("floor_price") is None else _of_base(values["floor_price"], goods),
        currency=str(values.get("currency") or HOME).strip().upper(),
    )
    whose = party.name if party is not None else level or "所有客户"
    return f"{goods.label} {whose} {exact_text(record.price)}", record


def _of_base(price: Decimal, goods: Goods) -> Decimal:
    """The price of one base unit, to eight places (G3)."""
    if (goods.numerator, goods.denominator) == (1, 1):
        return price
    return quantize(divide(price * goods.denominator, Decimal(goods.numerator)), 8)


def _party(named: str, parties: dict[str, list[Party]]) -> Party | Miss | None:
    if not named:
        return None
    found = parties.get(named.upper()) or parties.get(name_key(named)) or []
    if len(found) == 1:
        return found[0]
    if found:
        return Miss("party", "CUSTOMER_UNCLEAR", f"有几个客户叫“{named}”;请填客户编码")
    return Miss("party", "CUSTOMER_NOT_FOUND", f"没有客户“{named}”;请先导入往来单位,或改正名称")


def _without_known(
    actor: Actor, rows: list[tuple[int, str, PriceRecord]], reading: Reading, judged: Judged
) -> list[tuple[int, str, PriceRecord]]:
    """Leave out prices that are agreed already; the same terms at another price are refused."""
    products = {record.product_id for _, _, record in rows}
    known: dict[tuple[object, ...], AgreedPrice] = {
        (
            one.product_id,
            one.party_id,
            one.level,
            one.minimum,
            one.currency,
            one.valid_from,
            one.valid_to,
        ): one
        for one in AgreedPrice.objects.visible_to(actor).filter(product_id__in=products, is_active=True)
    }
    left = []
    for row_number, label, record in rows:
        was = known.get(record.key)
        if was is None:
            left.append((row_number, label, record))
        elif (was.price, was.floor_price, was.is_with_tax) == (
            record.price,
            record.floor_price,
            record.is_with_tax,
        ):
            judged.skipped.append(Skipped(row_number, label, "已有相同的价目,未改动"))
        else:
            text = (
                f"已有同样条件的价目,价格 {exact_text(was.price)};要改价请填新的生效日期,或先停用原来的价目"
            )
            judged.problems.append(
                reading.problem(row_number, "price", "PRICE_AGREED", text, value=str(record.price))
            )
    return left


def write(work: Work) -> Written:
    """The prices, in blocks."""
    return write_blocks(
        work, "price", lambda block, then: create_prices(actor=work.actor, records=block, then=then)
    )


PRICES: Final = ImportKind(
    code="prices",
    label="价目表",
    label_en="Price list",
    permissions=("import.run", "sales.edit"),
    columns=COLUMNS,
    judge=judge,
    write=write,
    samples=(
        {
            "product": "1001", "name": "矿泉水", "unit": "瓶", "level": "批发", "minimum": Decimal(24),
            "price": Decimal("1.80"), "is_with_tax": "是", "floor_price": Decimal("1.50"), "currency": "CNY",
            "valid_from": date(2026, 1, 1), "remark": "2026 年批发价",
        },
        {"product": "1001", "unit": "箱", "party": "示例客户有限公司", "price": Decimal("40.80")},
    ),
    hints=(
        "客户和客户等级只填一个;都不填是对所有客户的价格",
        "价格、底价按本行的单位填,起订量也是;不填单位按基本单位",
        "底价含税;不填按商品资料的底价",
        "要改价,填新的生效日期再导入:生效日期较晚的价格为准",
    ),
)  # fmt: skip
