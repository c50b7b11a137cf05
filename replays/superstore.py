"""Four years of an office supplier, from order to what came back: ``python -m replays.superstore DIR [--json]``.

Every line of 订单 becomes part of a sales order on its day and of an issue on the day it was sent, in the name of the
region's manager; an order of the sheet 退货 comes back whole a week after it was sent. The workbook tells no purchases:
what a sale cost (销售额 − 利润) is received on the day it is sent, as many pieces as go out.

Documents are known by their order's number: running it twice adds nothing, and a killed run is continued.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.kit.numbers import ZERO_FEN, exact_text
from replays.command import Replay, audit_of, beside, ending, row_of, run
from replays.common import Progress, Stage, Stopping
from replays.records import first_warehouse, lines_of, make_parties, make_products, without_tax
from replays.superstore_files import Found, Sale, Sold, read_folder

SYSTEM: Final = "superstore"
TAX_CODE: Final = "SS0"
SUPPLIER: Final = "SS-SUPPLIER"
BACK_AFTER: Final = timedelta(days=7)
BATCH: Final = 60
UNNAMED: Final = "(未指定)"


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    return run(REPLAY, arguments)


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Shop:
    """The ids a document needs, and what happens on which day."""

    stage: Stage
    warehouse_id: int
    products: dict[tuple[str, str], int]
    parties: dict[str, int]
    managers: dict[str, int]
    there: set[tuple[str, str]]
    ordered: dict[date, list[Sale]] = field(default_factory=lambda: defaultdict(list))
    sent: dict[date, list[Sale]] = field(default_factory=lambda: defaultdict(list))
    back: dict[date, list[Sale]] = field(default_factory=lambda: defaultdict(list))

    def post(self, papers: Sequence[Any]) -> None:
        """Those that are not in the books yet, in batches, each in one transaction."""
        new = [one for one in papers if (one.type_code, one.source_number) not in self.there]
        for begin in range(0, len(new), BATCH):
            some = new[begin : begin + BATCH]
            self.stage.post_once(f"{SYSTEM}:{some[0].type_code}:{some[0].source_number}", some)

    def paper(self, code: str, one: Sale, on: date, lines: list[Any], **more: Any) -> Any:
        """A paper of a sale, known by its number."""
        from hengku.documents.paper import Paper

        return Paper(
            code, on, lines, party_id=self.parties[one.customer], warehouse_id=self.warehouse_id, price_mode="EXCL",
            handler_id=self.managers.get(one.region), source_system=SYSTEM, source_number=one.number, **more,
        )  # fmt: skip

    def product_of(self, line: Sold) -> int:
        """The product that a line names."""
        return self.products[line.product, line.name]


def play(stage: Stage, found: Found, stop: Stopping) -> dict[str, Any]:
    """Every day in order, and what it came to."""
    shop = set_up_shop(stage, found)
    days = sorted({*shop.ordered, *shop.sent, *shop.back})
    progress = Progress(len(days))
    for number, on in enumerate(days, 1):
        if stop.is_asked:
            break
        play_day(shop, on)
        progress.step(number, on, stage)
    return result_of(stage, found)


def set_up_shop(stage: Stage, found: Found) -> Shop:
    """Make what is missing of products, parties and managers, and sort the sales by their days."""
    from hengku.catalog.records import ProductRecord
    from hengku.parties.records import PartyRecord

    tax_code = without_tax(stage, TAX_CODE)
    codes = codes_of(found)
    goods = [
        ProductRecord(code=code, name=name, base_unit="件", specification=code, tax_code=tax_code)
        for (_, name), code in codes.items()
    ]
    customers = {one.customer: one.customer_name for one in found.sales}
    parties = [PartyRecord(code=SUPPLIER, name="供货商", is_supplier=True)]
    parties += [
        PartyRecord(code=code, name=f"{name} {code}", is_customer=True) for code, name in customers.items()
    ]
    ids = make_products(stage, goods)
    shop = Shop(
        stage,
        first_warehouse(stage),
        {pair: ids[code] for pair, code in codes.items()},
        make_parties(stage, parties),
        _managers(stage, found),
        _there(stage),
    )
    for one in found.sales:
        shop.ordered[one.ordered_on].append(one)
        shop.sent[one.shipped_on].append(one)
        if one.is_returned:
            shop.back[one.shipped_on + BACK_AFTER].append(one)
    return shop


def codes_of(found: Found) -> dict[tuple[str, str], str]:
    """Code by (产品 ID, 产品名称): some ids name two products, the later one gets a number after its code."""
    names: dict[str, list[str]] = defaultdict(list)
    for line in (line for one in found.sales for line in one.lines):
        if line.name not in names[line.product]:
            names[line.product].append(line.name)
    return {
        (product, name): product if at == 1 else f"{product}-{at}"
        for product, several in names.items()
        for at, name in enumerate(several, 1)
    }


def _managers(stage: Stage, found: Found) -> dict[str, int]:
    from hengku.company.actions_employees import create_employee
    from hengku.company.models import Employee

    there = dict(Employee.objects.visible_to(stage.actor).values_list("code", "pk"))
    for region, name in found.managers.items():
        if region not in there:
            there[region] = create_employee(actor=stage.actor, code=region, name=name).pk
    return there


def _there(stage: Stage) -> set[tuple[str, str]]:
    """Type and number of every document that is in the books, whichever run made it."""
    from hengku.documents.models import Document

    documents = Document.objects.visible_to(stage.actor).filter(source_system=SYSTEM)
    return set(documents.values_list("type_code", "source_number"))


def play_day(shop: Shop, on: date) -> None:
    """What was ordered; what came in for what goes out; what goes out; what comes back."""
    shop.post([_order(shop, one, on) for one in shop.ordered.get(on, [])])
    sent = shop.sent.get(on, [])
    shop.post([_receipt(shop, one, on) for one in sent])
    shop.post(_followed(shop, "sales_order", "sales_issue", sent, on))
    back = shop.back.get(on, [])
    shop.post(_followed(shop, "sales_issue", "sales_return", back, on, data={"reason": "unwanted"}))


def _order(shop: Shop, one: Sale, on: date) -> Any:
    from hengku.documents.paper import PaperLine

    lines = [PaperLine(shop.product_of(line), line.quantity, amount_net=line.amount) for line in one.lines]
    return shop.paper("sales_order", one, on, lines)


def _receipt(shop: Shop, one: Sale, on: date) -> Any:
    from hengku.documents.paper import Paper, PaperLine

    lines = [PaperLine(shop.product_of(line), line.quantity, amount_net=line.cost) for line in one.lines]
    return Paper(
        "purchase_receipt", on, lines, party_id=shop.parties[SUPPLIER], warehouse_id=shop.warehouse_id,
        price_mode="EXCL", source_system=SYSTEM, source_number=one.number,
    )  # fmt: skip


def _followed(shop: Shop, before: str, code: str, sales: list[Sale], on: date, **more: Any) -> list[Any]:
    """The next paper of each sale, all of its lines."""
    from hengku.documents.paper import PaperLine

    if not sales:
        return []
    sources = lines_of(shop.stage, before, SYSTEM, [one.number for one in sales])
    return [
        shop.paper(
            code,
            one,
            on,
            [
                PaperLine(quantity=line.quantity, source_line_id=source)
                for line, source in zip(one.lines, sources[one.number], strict=True)
            ],
            **more,
        )
        for one in sales
    ]


# ── what it came to ───────────────────────────────────────────────────────────────────────────────────────


def result_of(stage: Stage, found: Found) -> dict[str, Any]:
    """Totals of the books beside those of the files, refused rows, and the audit."""
    return {
        "rows": found.rows,
        "sales": len(found.sales),
        "rounded": found.rounded,
        "books": books_of(stage, found),
        "files": files_of(found),
        "refused": [row_of(one) for one in found.refused],
        "audit": audit_of(stage),
    }


def files_of(found: Found) -> dict[str, Any]:
    """What the books should say, from the sound rows alone."""
    every = [(one, line) for one in found.sales for line in one.lines]
    back = [line for one, line in every if one.is_returned]
    sold, returned = (
        sum((line.amount for _, line in every), ZERO_FEN),
        sum((line.amount for line in back), ZERO_FEN),
    )
    pieces = sum((line.quantity for line in back), Decimal(0))
    by_manager: dict[str, Decimal] = defaultdict(lambda: ZERO_FEN)
    for one, line in every:
        by_manager[found.managers.get(one.region, UNNAMED)] += ZERO_FEN if one.is_returned else line.amount
    cost = exact_text(sum((line.cost for _, line in every), ZERO_FEN), 2)
    return {
        "sold_quantity": exact_text(sum((line.quantity for _, line in every), Decimal(0))),
        "sold_amount": exact_text(sold, 2),
        "returned_quantity": exact_text(pieces),
        "returned_amount": exact_text(returned, 2),
        "bought_amount": cost,
        "cost_and_stock": cost,
        "stock_quantity": exact_text(pieces),
        "receivable": exact_text(sold - returned, 2),
        "by_manager": {name: exact_text(net, 2) for name, net in sorted(by_manager.items()) if net},
    }


def books_of(stage: Stage, found: Found) -> dict[str, Any]:
    """The same from what was posted: lines, pools, cost of sales in the ledger, and sales by salesperson (R-29)."""
    from django.db.models import Sum

    from hengku.costing.models import Pool
    from hengku.documents.models import Document, Line
    from hengku.ledger.models import EntryLine
    from hengku.ledger.queries_accounts import role_accounts_of
    from hengku.reports.run import run_report
    from hengku.settlement.models import Item

    actor = stage.actor

    def total(code: str, column: str) -> Decimal:
        documents = Document.objects.visible_to(actor).filter(type_code=code, source_system=SYSTEM)
        lines = Line.objects.visible_to(actor).filter(document_id__in=documents.values("pk"))
        return lines.aggregate(it=Sum(column))["it"] or Decimal(0)

    pools = Pool.objects.visible_to(actor).aggregate(quantity=Sum("quantity"), amount=Sum("amount"))
    cogs = EntryLine.objects.visible_to(actor).filter(account_id=role_accounts_of(actor.company_id)["cogs"])
    sums = cogs.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    owed = Item.objects.visible_to(actor).filter(kind="ar").aggregate(it=Sum("residual"))["it"]
    first = min((one.ordered_on for one in found.sales), default=date.min)
    last = max((one.shipped_on for one in found.sales), default=date.min) + BACK_AFTER
    sales = run_report(actor, "sales_stats", {"from": first, "to": last, "by": "handler"}, today=last)
    cost = (sums["debit"] or ZERO_FEN) - (sums["credit"] or ZERO_FEN) + (pools["amount"] or ZERO_FEN)
    return {
        "sold_quantity": exact_text(total("sales_issue", "quantity_base")),
        "sold_amount": exact_text(total("sales_issue", "amount_net"), 2),
        "returned_quantity": exact_text(total("sales_return", "quantity_base")),
        "returned_amount": exact_text(total("sales_return", "amount_net"), 2),
        "bought_amount": exact_text(total("purchase_receipt", "amount_net"), 2),
        "cost_and_stock": exact_text(cost, 2),
        "stock_quantity": exact_text(pools["quantity"] or Decimal(0)),
        "receivable": exact_text(owed or ZERO_FEN, 2),
        "by_manager": {row["name"]: exact_text(row["net"], 2) for row in sales.rows if row["net"]},
    }


NAMES: Final = {
    "sold_quantity": "售出数量", "sold_amount": "售出金额", "returned_quantity": "退回数量", "returned_amount": "退回金额",
    "bought_amount": "购进金额", "cost_and_stock": "成本加结存", "stock_quantity": "结存数量", "receivable": "应收余额",
}  # fmt: skip


def text_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [f"文件 {result['rows']} 行,销售 {result['sales']} 笔;新增单据 {result['documents_added']}"]
    lines += beside(result, NAMES)
    files = result["files"]["by_manager"]
    lines += [
        f"{name} 账上 {result['books']['by_manager'].get(name, '0.00'):>14}  文件 {net:>14}"
        for name, net in files.items()
    ]
    lines.append(f"金额细于分、取到分的 {result['rounded']} 行")
    return lines + ending(result)


REPLAY: Final = Replay(
    name="superstore",
    about="把办公用品商四年的订单做到发货和退货",
    company="SUPER",
    company_name="办公用品回放",
    part=("sales", "只做最早的 N 笔销售"),
    nothing="目录里没有可用的订单:需要一个有“订单”工作表的 Excel 文件。",
    read=read_folder,
    days=lambda found: (
        (found.sales[0].ordered_on, max(one.shipped_on for one in found.sales) + BACK_AFTER)
        if found.sales
        else None
    ),
    play=play,
    text_of=text_of,
)


if __name__ == "__main__":
    sys.exit(main())
