"""Half a year of a liquor retailer's buying, from order to bank: ``python -m replays.liquor DIR [--json]``.

Every sound row of ``InvoicePurchases`` becomes an order, a receipt and an invoice of the same bottles, a landed cost
for its freight (into the cost of the goods), and a payment that settles invoice and freight on the day they were paid.
The brands of the price list become products with their prices. An invoice names no brand, so the bottles of a vendor
are one product; a bank payment asks for the vendor's account, which the files do not say, so its number stands for it.

Papers are known by the number of the order (``source_number``) and posted once: a killed run is continued by running
it again, and running it twice adds nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hengku.kit.numbers import exact_text
from replays.common import Stage, missing_codes, open_stage, say, stopping
from replays.liquor_files import Bill, Brand, Found, read_folder

SYSTEM: Final = "liquor"
TAX_CODE: Final = "LQ0"
SINCE_EVER: Final = date(1994, 1, 1)
BATCH: Final = 100
BRANDS_AT_A_TIME: Final = 1000
NOT_GIVEN: Final = "数据未给"
TYPES: Final = ("purchase_order", "purchase_receipt", "purchase_invoice", "landed_cost", "payment")


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m replays.liquor", description="把酒类零售商半年的采购从订单做到付款"
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="数据目录")
    parser.add_argument("--bills", type=int, default=0, metavar="N", help="只做最早的 N 张发票")
    parser.add_argument("--company", default="LIQUOR", metavar="CODE", help="账套代码")
    parser.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
    options = parser.parse_args(arguments)
    say(f"读取 {options.directory} …")
    found = read_folder(options.directory, options.bills)
    if not found.bills:
        say("目录里没有可用的采购发票。")
        return 1
    from hengku.cli.ready import ready

    with ready("replay"):
        return _play(options, found)


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────


def _play(options: argparse.Namespace, found: Found) -> int:
    from hengku.cli.output import show

    began = time.perf_counter()
    with stopping() as stop:
        stage = open_stage(
            code=options.company,
            name="酒类采购回放",
            started_on=min(one.ordered_on for one in found.bills).replace(day=1),
            until=max(one.paid_on for one in found.bills),
        )
        make_brands(stage, found.brands)
        codes = make_records(stage, found)
        for begin in range(0, len(found.bills), BATCH):
            if stop.is_asked:
                break
            play_bills(stage, found.bills[begin : begin + BATCH], codes)
            say(f"{min(begin + BATCH, len(found.bills))}/{len(found.bills)} 张发票")
        result = result_of(stage, found, time.perf_counter() - began)
    show(options, result, text_of(result))
    if stop.is_asked:
        return 130
    return 1 if result["audit"]["violations"] or result["books"] != result["files"] else 0


def make_brands(stage: Stage, brands: list[Brand]) -> None:
    """The price list as products, made where missing."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.models import Product
    from hengku.catalog.records import ProductRecord

    known = set(Product.objects.visible_to(stage.actor).values_list("code", flat=True))
    records = [
        ProductRecord(
            code=one.code, name=one.name, base_unit="瓶", specification=one.size, sale_price=one.price,
            purchase_price=one.purchase_price,
        )
        for one in brands if one.code not in known
    ]  # fmt: skip
    for begin in range(0, len(records), BRANDS_AT_A_TIME):
        create_products(actor=stage.actor, records=records[begin : begin + BRANDS_AT_A_TIME])


def make_records(stage: Stage, found: Found) -> dict[str, dict[str, int]]:
    """Ids of vendors, the product that stands for each vendor's bottles, the warehouse and the bank account."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.actions_lists import TaxCodeRecord, create_tax_code
    from hengku.catalog.models import Product, TaxCode
    from hengku.catalog.records import ProductRecord
    from hengku.company.models import Warehouse
    from hengku.parties.actions import create_parties
    from hengku.parties.models import FundAccount, Party
    from hengku.parties.records import PartyRecord

    actor = stage.actor
    if not TaxCode.objects.visible_to(actor).filter(code=TAX_CODE).exists():
        row = TaxCodeRecord(TAX_CODE, "不计税", Decimal(0), "exempt", SINCE_EVER)
        create_tax_code(actor=actor, row=row)
    vendors = list(dict.fromkeys(one.vendor for one in found.bills))
    parties, goods = Party.objects.visible_to(actor), Product.objects.visible_to(actor)
    create_parties(
        actor=actor,
        records=[
            PartyRecord(
                code=code, name=f"{found.vendors[code]} {code}", is_supplier=True, bank_name=NOT_GIVEN,
                bank_account=code,
            )
            for code in missing_codes(vendors, list(parties.values_list("code", flat=True)))
        ],
    )  # fmt: skip
    bottles = {bottles_of(code): code for code in vendors}
    create_products(
        actor=actor,
        records=[
            ProductRecord(
                code=code, name=f"{found.vendors[bottles[code]]} {code}", base_unit="瓶", tax_code=TAX_CODE
            )
            for code in missing_codes(list(bottles), list(goods.values_list("code", flat=True)))
        ],
    )
    return {
        "vendors": dict(parties.values_list("code", "pk")),
        "products": dict(goods.filter(code__in=bottles).values_list("code", "pk")),
        "warehouse": {"": Warehouse.objects.visible_to(actor).order_by("pk")[0].pk},
        "bank": {"": FundAccount.objects.visible_to(actor).filter(role="bank").order_by("pk")[0].pk},
    }


def bottles_of(vendor: str) -> str:
    """Code of the product that stands for whatever a vendor sends."""
    return f"V{vendor}"


@dataclass(slots=True)
class Batch:
    """Some bills on their way, with the ids that their papers name."""

    stage: Stage
    bills: list[Bill]
    codes: dict[str, dict[str, int]]

    def paper(self, code: str, one: Bill, on: date, lines: list[Any], **header: Any) -> Any:
        """A paper of a bill, known by the number of its order."""
        from hengku.documents.paper import Paper

        party = self.codes["vendors"][one.vendor]
        return Paper(code, on, lines, party_id=party, source_system=SYSTEM, source_number=one.order, **header)

    def post(self, papers: list[Any]) -> None:
        """All papers of a step in one transaction, once."""
        if papers:
            key = f"{SYSTEM}-{papers[0].type_code}-{self.bills[0].order}-{self.bills[-1].order}"
            self.stage.post_once(key, papers)

    def lines_of(self, code: str) -> dict[str, int]:
        """Line id of the document of a type, by the order's number: every paper here has one line."""
        from hengku.documents.models import Document, Line

        orders = [one.order for one in self.bills]
        documents = Document.objects.visible_to(self.stage.actor).filter(
            type_code=code, source_system=SYSTEM, source_number__in=orders
        )
        by_id = dict(documents.values_list("pk", "source_number"))
        lines = Line.objects.visible_to(self.stage.actor).filter(document_id__in=by_id)
        return {by_id[document]: pk for pk, document in lines.values_list("pk", "document_id")}

    def items(self) -> dict[str, list[tuple[int, Decimal]]]:
        """What is owed for each order: (open item, amount), the invoice's before the freight's."""
        from hengku.documents.models import Document
        from hengku.settlement.models import Item

        documents = Document.objects.visible_to(self.stage.actor).filter(
            type_code__in=("purchase_invoice", "landed_cost"),
            source_system=SYSTEM,
            source_number__in=[one.order for one in self.bills],
        )
        by_id = dict(documents.values_list("pk", "source_number"))
        rows = Item.objects.visible_to(self.stage.actor).filter(kind="ap", document_id__in=by_id)
        found: dict[str, list[tuple[int, Decimal]]] = {}
        for pk, document, amount in rows.order_by("pk").values_list("pk", "document_id", "amount"):
            found.setdefault(by_id[document], []).append((pk, amount))
        return found


def play_bills(stage: Stage, bills: list[Bill], codes: dict[str, dict[str, int]]) -> None:
    """Order, receipt, invoice, freight and payment of each, a step for all of them at a time."""
    from hengku.documents.paper import PaperLine

    batch = Batch(stage, bills, codes)
    goods = {"warehouse_id": codes["warehouse"][""], "price_mode": "EXCL"}
    batch.post(
        [
            batch.paper(
                "purchase_order", one, one.ordered_on,
                [PaperLine(codes["products"][bottles_of(one.vendor)], one.quantity, amount_net=one.dollars)],
                remark=f"批准人 {one.approved_by}" if one.approved_by else "", **goods,
            )
            for one in bills
        ]
    )  # fmt: skip
    ordered = batch.lines_of("purchase_order")
    batch.post(
        [
            batch.paper(
                "purchase_receipt", one, one.invoiced_on,
                [PaperLine(quantity=one.quantity, source_line_id=ordered[one.order])], **goods,
            )
            for one in bills
        ]
    )  # fmt: skip
    _owe_and_pay(batch)


def _owe_and_pay(batch: Batch) -> None:
    from hengku.documents.paper import PaperLine

    received = batch.lines_of("purchase_receipt")
    papers = []
    for one in batch.bills:
        line = PaperLine(
            quantity=one.quantity, source_line_id=received[one.order], amount_net=one.dollars,
            amount_tax=Decimal(0),
        )  # fmt: skip
        papers.append(batch.paper("purchase_invoice", one, one.invoiced_on, [line]))
    batch.post(papers)
    papers = []
    for one in batch.bills:
        if one.freight:
            fee = {"cost_type": "freight", "fee_net": exact_text(one.freight, 2), "basis": "AMOUNT"}
            line = PaperLine(quantity=one.quantity, source_line_id=received[one.order])
            data = {**fee, "treatment": "CAPITALIZE"}
            papers.append(batch.paper("landed_cost", one, one.invoiced_on, [line], data=data))
    batch.post(papers)
    owed, bank = batch.items(), batch.codes["bank"][""]
    papers = []
    for one in batch.bills:
        lines = [PaperLine(amount_incl=amount, data={"item": item}) for item, amount in owed[one.order]]
        papers.append(batch.paper("payment", one, one.paid_on, lines, fund_account_id=bank))
    batch.post(papers)


# ── what it came to ───────────────────────────────────────────────────────────────────────────────────────


def result_of(stage: Stage, found: Found, seconds: float) -> dict[str, Any]:
    """Totals of the books beside those of the files, refused rows, and the audit."""
    from hengku.diagnosis.queries import audit

    report = audit(stage.actor.company_id)
    return {
        "bills": len(found.bills),
        "vendors": len({one.vendor for one in found.bills}),
        "books": books_of(stage, found),
        "files": files_of(found),
        "refused": [_row_of(one) for one in found.refused],
        "noted": [_row_of(one) for one in found.noted],
        "documents_added": stage.documents_added,
        "seconds": round(seconds, 1),
        "audit": {
            "invariants": report.invariants,
            "violations": report.violations,
            "findings": [str(one) for one in report.findings],
        },
    }


def _row_of(one: Any) -> dict[str, Any]:
    return {"file": one.file, "row": one.row, "reason": one.reason, "text": one.text, "raw": one.raw}


def month_ends(bills: Iterable[Bill]) -> list[date]:
    """The first of every month after a month in which something was owed or paid."""
    months = {day.year * 12 + day.month for one in bills for day in (one.invoiced_on, one.paid_on)}
    return [date(month // 12, month % 12 + 1, 1) for month in range(min(months), max(months) + 1)]


def files_of(found: Found) -> dict[str, Any]:
    """What the books should say, from the sound rows alone."""
    bills, zero = found.bills, Decimal(0)
    dollars = sum((one.dollars for one in bills), zero)
    freight = sum((one.freight for one in bills), zero)
    owed = {}
    for day in month_ends(bills):
        open_then = [one for one in bills if one.invoiced_on < day <= one.paid_on]
        owed[day.isoformat()] = exact_text(sum((one.dollars + one.freight for one in open_then), zero), 2)
    return {
        "brands": len(found.brands),
        "price_list": exact_text(sum((one.purchase_price for one in found.brands), zero), 2),
        "quantity": exact_text(sum((one.quantity for one in bills), zero)),
        "invoiced": exact_text(dollars, 2),
        "freight": exact_text(freight, 2),
        "stock_amount": exact_text(dollars + freight, 2),
        "paid": exact_text(dollars + freight, 2),
        "still_open": "0.00",
        "owed_before": owed,
    }


def books_of(stage: Stage, found: Found) -> dict[str, Any]:
    """The same from what was posted: goods from the pools, money and what was owed from the ledger."""
    from django.db.models import Sum

    from hengku.catalog.models import Product
    from hengku.costing.models import Pool
    from hengku.documents.models import Document
    from hengku.ledger.models import EntryLine
    from hengku.ledger.queries_accounts import role_accounts_of
    from hengku.settlement.models import Item

    actor, zero = stage.actor, Decimal(0)
    brands = Product.objects.visible_to(actor).filter(code__in=[one.code for one in found.brands])
    papers = Document.objects.visible_to(actor).filter(source_system=SYSTEM)
    accounts = role_accounts_of(actor.company_id)

    def total(code: str) -> str:
        return exact_text(papers.filter(type_code=code).aggregate(it=Sum("amount_net"))["it"] or zero, 2)

    def credit(role: str, before: date | None = None) -> str:
        """Credits less debits of the account of a role, of the days before one."""
        rows = EntryLine.objects.visible_to(actor).filter(account_id=accounts[role])
        rows = rows.filter(business_on__lt=before) if before else rows
        sums = rows.aggregate(credit=Sum("credit"), debit=Sum("debit"))
        return exact_text((sums["credit"] or zero) - (sums["debit"] or zero), 2)

    pools = Pool.objects.visible_to(actor).aggregate(quantity=Sum("quantity"), amount=Sum("amount"))
    items = Item.objects.visible_to(actor).aggregate(it=Sum("residual"))
    return {
        "brands": brands.count(),
        "price_list": exact_text(brands.aggregate(it=Sum("purchase_price"))["it"] or zero, 2),
        "quantity": exact_text(pools["quantity"] or zero),
        "invoiced": total("purchase_invoice"),
        "freight": total("landed_cost"),
        "stock_amount": exact_text(pools["amount"] or zero, 2),
        "paid": credit("bank"),
        "still_open": exact_text(items["it"] or zero, 2),
        "owed_before": {day.isoformat(): credit("ap", day) for day in month_ends(found.bills)},
    }


def text_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    names = {
        "brands": "价目表商品", "price_list": "进价合计", "quantity": "入库瓶数", "invoiced": "采购发票", "freight": "运费",
        "stock_amount": "库存金额", "paid": "银行付款", "still_open": "未核销",
    }  # fmt: skip
    books, files = result["books"], result["files"]
    lines = [f"发票 {result['bills']} 张,供应商 {result['vendors']} 家;新增单据 {result['documents_added']}"]
    lines += [f"{name:<6} 账上 {books[key]:>14}  文件 {files[key]:>14}" for key, name in names.items()]
    lines += [
        f"{day} 前应付 账上 {books['owed_before'][day]:>14}  文件 {amount:>14}"
        for day, amount in files["owed_before"].items()
    ]
    lines.append(f"拒绝的行 {len(result['refused'])}")
    lines += [f"  {one['file']} 第 {one['row']} 行:{one['text']}" for one in result["refused"][:50]]
    lines += [f"提示:{one['file']} 第 {one['row']} 行:{one['text']}" for one in result["noted"]]
    lines.append(f"核对:{result['audit']['invariants']} 项,违反 {result['audit']['violations']} 处")
    return lines


if __name__ == "__main__":
    sys.exit(main())
