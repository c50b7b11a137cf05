"""盘点表: the lines of a count as a workbook to be filled in anywhere, and what was found read back from it (D-CNT)."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from hengku.identity.actor import Actor
from hengku.inventory import counting
from hengku.kit.errors import raise_all
from hengku.kit.tables.convert import ColumnsMissing, convert
from hengku.kit.tables.mapping import Column, propose
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_xlsx
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import Entry
from hengku.warehousing.models import Count, CountLine
from hengku.warehousing.queries_count import OF_PRODUCT, find_count, names_of_owners

LINE: Final = "盘点行号"
WEIGHT: Final = "实盘重量"
COLUMNS: Final = (
    Column("line", LINE, ("行号",)),
    Column("code", "编码", ("商品编码", "条码", "商品条码", "编码或条码")),
    Column("quantity", "实盘数量", ("实盘", "数量", "盘点数量", "初盘")),
    Column("weight", WEIGHT, ("重量", "实称重量", "盘点重量")),
)
ROWS_MAX: Final = 10_000


def write_sheet(actor: Actor, count_id: int) -> tuple[Count, bytes]:
    """The sheet of a count, in the order of product codes, without what the books say: it may be counted blind.

    Its first column names the line, so that goods in several places or lots come back to the right one. Needs
    ``stock_count.view``.
    """
    count = find_count(actor, count_id)
    lines = list(
        CountLine.objects.visible_to(actor)
        .filter(count=count)
        .select_related(*OF_PRODUCT)
        .order_by("product__code", "place_id", "lot_id", "pk")
    )
    are_weighed = any(line.product.aux_unit_id for line in lines)
    bins = counting.bins(actor.company_id, [line.place_id for line in lines])
    lots = counting.lot_numbers(actor.company_id, [line.lot_id for line in lines])
    owners = names_of_owners(actor.company_id, lines)
    rows: list[list[Out]] = [
        [
            str(line.pk), line.product.code, line.product.name, line.product.specification,
            line.product.base_unit.name, bins.get(line.place_id, ""), lots.get(line.lot_id, ""), line.first_quantity,
            *(_weight_cells(line) if are_weighed else ()), *((owners.get(line.owner_id, ""),) if owners else ()),
        ]
        for line in lines
    ]  # fmt: skip
    labels = (LINE, "编码", "名称", "规格", "单位", "库位", "批号")
    columns = [*(ColumnOut(label, "text") for label in labels), ColumnOut("实盘数量", "number", width=14)]
    if are_weighed:
        columns += [ColumnOut(WEIGHT, "number", width=14), ColumnOut("重量单位", "text")]
    if owners:
        columns.append(ColumnOut("货主", "text"))
    target = BytesIO()
    write_xlsx(target, [SheetOut("盘点表", columns, rows)])
    return count, target.getvalue()


def _weight_cells(line: CountLine) -> tuple[Out, Out]:
    unit = line.product.aux_unit
    return (None, "") if unit is None else (line.first_weight, unit.name)


def read_sheet(actor: Actor, content: bytes, name: str) -> list[Entry]:
    """What was found, by row: of the line it names, else of the product its code, barcode or name means. Rows without
    a quantity were not counted and are left out.

    Refused: a file that cannot be read, without a heading for the quantity, or with nothing in it.
    """
    table = read_table(content, name=name)
    sheet = next((one for one in table.sheets if one.is_visible and one.rows), None)
    if sheet is None:
        raise errors.SheetEmpty
    mapping = propose(COLUMNS, sheet.header)
    if not any(match.key == "quantity" for match in mapping.matches):
        raise ColumnsMissing(labels=("实盘数量",))
    records, problems = convert([*sheet.rows, *sheet.bad_rows], mapping)
    rows = [one.row_number for one in problems if not one.is_warning]
    raise_all([errors.SheetRowUnreadable(row=row).at(line_no=row) for row in rows])
    entries = []
    for record in records:
        text = {key: str(value or "").strip() for key, value in record.values.items()}
        if not text["quantity"]:
            continue
        line = text["line"] if text["line"].isdecimal() and len(text["line"]) < 19 else ""
        entries.append(
            Entry(
                text["quantity"],
                int(line or 0),
                "" if line else text["code"],
                row=record.row_number,
                weight=text["weight"],
            )
        )
    if not entries or len(entries) > ROWS_MAX:
        raise errors.SheetEmpty
    return entries
