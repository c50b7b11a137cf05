"""Half a year of a liquor retailer's buying, from order to bank: ``python -m replays.liquor DIR [--json]``.

Every sound row of ``InvoicePurchases`` becomes an order, a receipt and an invoice of the same bottles, a landed cost
for its freight (into the cost of the goods), and a payment that settles invoice and freight on the day they were paid.
The brands of the price list become products with their prices. An invoice names no brand, so the bottles of a vendor
are one product; a bank payment asks for the vendor's account, which the files do not say, so its number stands for it.

Papers are known by the number of the order (``source_number``) and posted once: a killed run is continued by running
it again, and running it twice adds nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.numbers import exact_text
from replays.command import Replay, audit_of, beside, ending, row_of, run
from replays.common import Stage, Stopping, say
from replays.liquor_files import Bill, Brand, Found, read_folder
from replays.records import first_warehouse, lines_of, make_parties, make_products, without_tax

SYSTEM: Final = "liquor"
TAX_CODE: Final = "LQ0"
BATCH: Final = 100
NOT_GIVEN: Final = "数据未给"
TYPES: Final = ("purchase_order", "purchase_receipt", "purchase_invoice", "landed_cost", "payment")


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    return run(REPLAY, arguments)


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────


def play(stage: Stage, found: Found, stop: Stopping) -> dict[str, Any]:
    """Every bill, a batch at a time, and what it came to."""
    make_brands(stage, found.brands)
    codes = make_records(stage, found)
    for begin in range(0, len(found.bills), BATCH):
        if stop.is_asked:
            break
        play_bills(stage, found.bills[begin : begin + BATCH], codes)
        say(f"{min(begin + BATCH, len(found.bills))}/{len(found.bills)} 张发票")
    return result_of(stage, found)


def make_brands(stage: Stage, brands: list[Brand]) -> None:
    """The price list as products, made where missing."""
    from hengku.catalog.records import ProductRecord

    make_products(
        stage,
        [
            ProductRecord(
                code=one.code, name=one.name, base_unit="瓶", specification=one.size, sale_price=one.price,
                purchase_price=one.purchase_price,
            )
            for one in brands
        ],
    )  # fmt: skip


def make_records(stage: Stage, found: Found) -> dict[str, dict[str, int]]:
    """Ids of vendors, the product that stands for each vendor's bottles, the warehouse and the bank account."""
    from hengku.catalog.records import ProductRecord
    from hengku.parties.models import FundAccount
    from hengku.parties.records import PartyRecord

    tax_code = without_tax(stage, TAX_CODE)
    vendors = {
        code: f"{found.vendors[code]} {code}" for code in dict.fromkeys(one.vendor for one in found.bills)
    }
    banks = FundAccount.objects.visible_to(stage.actor).filter(role="bank")
    return {
        "vendors": make_parties(
            stage,
            [
                PartyRecord(code=code, name=name, is_supplier=True, bank_name=NOT_GIVEN, bank_account=code)
                for code, name in vendors.items()
            ],
        ),
        "products": make_products(
            stage,
            [
                ProductRecord(
                    bottles_of(code),
                    f"{found.vendors[code]} {bottles_of(code)}",
                    base_unit="瓶",
                    tax_code=tax_code,
                )
                for code in vendors
            ],
        ),
        "warehouse": {"": first_warehouse(stage)},
        "bank": {"": banks.order_by("pk")[0].pk},
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
        found = lines_of(self.stage, code, SYSTEM, [one.order for one in self.bills])
        return {order: line for order, (line,) in found.items()}

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


def result_of(stage: Stage, found: Found) -> dict[str, Any]:
    """Totals of the books beside those of the files, refused rows, and the audit."""
    return {
        "bills": len(found.bills),
        "vendors": len({one.vendor for one in found.bills}),
        "books": books_of(stage, found),
        "files": files_of(found),
        "refused": [row_of(one) for one in found.refused],
        "noted": [row_of(one) for one in found.noted],
        "audit": audit_of(stage),
    }


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
    lines = [f"发票 {result['bills']} 张,供应商 {result['vendors']} 家;新增单据 {result['documents_added']}"]
    lines += beside(result, names)
    lines += [
        f"{day} 前应付 账上 {result['books']['owed_before'][day]:>14}  文件 {amount:>14}"
        for day, amount in result["files"]["owed_before"].items()
    ]
    return lines + ending(result, 50)


REPLAY: Final = Replay(
    name="liquor",
    about="把酒类零售商半年的采购从订单做到付款",
    company="LIQUOR",
    company_name="酒类采购回放",
    part=("bills", "只做最早的 N 张发票"),
    nothing="目录里没有可用的采购发票。",
    read=read_folder,
    days=lambda found: (
        (min(one.ordered_on for one in found.bills), max(one.paid_on for one in found.bills))
        if found.bills
        else None
    ),
    play=play,
    text_of=text_of,
)


if __name__ == "__main__":
    sys.exit(main())
