"""Purchase orders of a bicycle maker, from order to stock: ``python -m replays.adventureworks DIR [--json]``.

Every approved order of ``PurchaseOrderHeader`` becomes an order, an arrival of what the vendor brought, an inspection
of what was refused, and a receipt of what was put into stock; an order that stayed short is closed with its reason.
What the file itself does not call approved (pending, rejected), and a row that cannot be right, is refused and listed.

Orders are known by their number (``source_number``): running it twice adds nothing, and a killed run is continued.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.numbers import D, exact_text
from replays.adventureworks_files import Bought, Found, Order, read_folder, worth_of
from replays.command import Replay, audit_of, beside, ending, row_of, run
from replays.common import Stage, Stopping, say
from replays.records import first_warehouse, lines_of, make_parties, make_products, without_tax

SYSTEM: Final = "adventureworks"
TAX_CODE: Final = "AW0"
BATCH: Final = 100
DEFECT: Final = "function"


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    return run(REPLAY, arguments)


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────


def play(stage: Stage, found: Found, stop: Stopping) -> dict[str, Any]:
    """Every order, a batch at a time, and what it came to."""
    codes = make_records(stage, found)
    for begin in range(0, len(found.orders), BATCH):
        if stop.is_asked:
            break
        play_orders(stage, found.orders[begin : begin + BATCH], codes)
        say(f"{min(begin + BATCH, len(found.orders))}/{len(found.orders)} 张订单")
    return result_of(stage, found)


def make_records(stage: Stage, found: Found) -> dict[str, dict[str, int]]:
    """Ids of parties, products, the warehouse and the tax code, made where missing."""
    from hengku.catalog.records import ProductRecord
    from hengku.parties.records import PartyRecord

    tax_code = without_tax(stage, TAX_CODE)
    vendors = dict.fromkeys(one.vendor for one in found.orders)
    products = dict.fromkeys(line.product for one in found.orders for line in one.lines)
    return {
        "vendors": make_parties(
            stage, [PartyRecord(code, f"{found.vendors[code]} {code}", is_supplier=True) for code in vendors]
        ),
        "products": make_products(
            stage,
            [
                ProductRecord(code, f"{found.products[code]} {code}", base_unit="个", tax_code=tax_code)
                for code in products
            ],
        ),
        "warehouse": {"": first_warehouse(stage)},
    }


@dataclass(slots=True)
class Batch:
    """Some orders on their way, with the ids that their papers name."""

    stage: Stage
    orders: list[Order]
    codes: dict[str, dict[str, int]]

    def paper(self, code: str, one: Order, on: date, lines: list[Any]) -> Any:
        """A paper of an order, known by its number."""
        from hengku.documents.paper import Paper

        return Paper(
            code,
            on,
            lines,
            party_id=self.codes["vendors"][one.vendor],
            warehouse_id=self.codes["warehouse"][""],
            price_mode="EXCL",
            source_system=SYSTEM,
            source_number=one.number,
        )

    def post(self, code: str, papers: list[Any]) -> None:
        """All papers of a step in one transaction, once."""
        self.stage.post_once(f"{code}-{self.orders[0].number}-{self.orders[-1].number}", papers)


#: Each step after the order: its type, what it follows, and how much of a line it carries.
STEPS: Final[tuple[tuple[str, str, Callable[[Bought], Decimal]], ...]] = (
    ("goods_arrival", "purchase_order", lambda line: line.came),
    ("incoming_inspection", "goods_arrival", lambda line: line.came),
    ("purchase_receipt", "incoming_inspection", lambda line: line.kept),
)


def play_orders(stage: Stage, orders: list[Order], codes: dict[str, dict[str, int]]) -> None:
    """Order, arrival, inspection and receipt of each, a step for all of them at a time; the short ones are closed."""
    batch = Batch(stage, orders, codes)
    batch.post(
        "po", [batch.paper("purchase_order", one, one.ordered_on, _ordered(one, codes)) for one in orders]
    )
    for code, before, quantity_of in STEPS:
        sources = lines_of(stage, before, SYSTEM, [one.number for one in orders])
        papers = []
        for one in orders:
            able = [line for line in one.lines if before == "purchase_order" or line.came]
            pairs = zip(able, sources.get(one.number, []), strict=True)
            rows = [
                _followed(code, line, source, quantity_of(line))
                for line, source in pairs
                if quantity_of(line)
            ]
            if rows:
                papers.append(batch.paper(code, one, max(one.shipped_on, one.ordered_on), rows))
        batch.post(code, papers)
    _close(batch)


def _close(batch: Batch) -> None:
    from hengku.documents.models import Document
    from hengku.kit.clock import now
    from hengku.posting.actions import close_short

    short = {one.number for one in batch.orders if any(line.kept < line.ordered for line in one.lines)}
    documents = Document.objects.visible_to(batch.stage.actor).filter(
        type_code="purchase_order",
        source_system=SYSTEM,
        source_number__in=short,
        state__in=["approved", "partial"],
    )
    for pk in documents.order_by("pk").values_list("pk", flat=True):
        close_short(actor=batch.stage.actor, document_id=pk, reason="供应商短交或拒收,不再补货", now=now())


def _ordered(one: Order, codes: dict[str, dict[str, int]]) -> list[Any]:
    from hengku.documents.paper import PaperLine

    return [
        PaperLine(
            codes["products"][line.product],
            line.ordered,
            price=line.price,
            data={"promised_on": max(line.due_on, one.ordered_on).isoformat()},
        )
        for line in one.lines
    ]


def _followed(code: str, line: Bought, source: int, quantity: Decimal) -> Any:
    from hengku.documents.paper import PaperLine

    one = PaperLine(quantity=quantity, source_line_id=source)
    if code == "incoming_inspection" and line.rejected:
        one.data = {"rejected": exact_text(line.rejected), "defect": DEFECT}
    return one


# ── what it came to ───────────────────────────────────────────────────────────────────────────────────────


def result_of(stage: Stage, found: Found) -> dict[str, Any]:
    """Totals of the books beside those of the files, refused rows, and the audit."""
    from django.db.models import Sum

    from hengku.costing.models import Pool
    from hengku.documents.models import Document, Line

    actor = stage.actor

    def total(code: str, column: str) -> str:
        documents = Document.objects.visible_to(actor).filter(type_code=code, source_system=SYSTEM)
        lines = Line.objects.visible_to(actor).filter(document_id__in=documents.values("pk"))
        return exact_text(lines.aggregate(total=Sum(column))["total"] or Decimal(0))

    lines = [line for one in found.orders for line in one.lines]
    rejected = (
        Line.objects.visible_to(actor)
        .filter(data__has_key="rejected")
        .values_list("data__rejected", flat=True)
    )
    states = (
        Document.objects.visible_to(actor).filter(type_code="purchase_order").values_list("state", flat=True)
    )
    pools = Pool.objects.visible_to(actor).aggregate(quantity=Sum("quantity"), amount=Sum("amount"))
    return {
        "orders": len(found.orders),
        "lines": len(lines),
        "books": {
            "ordered": total("purchase_order", "quantity_base"),
            "arrived": total("goods_arrival", "quantity_base"),
            "rejected": exact_text(sum((D(one) for one in rejected), Decimal(0))),
            "received": total("purchase_receipt", "quantity_base"),
            "stock_quantity": exact_text(pools["quantity"] or Decimal(0)),
            "stock_amount": exact_text(pools["amount"] or Decimal(0), 2),
        },
        "files": {
            "ordered": exact_text(sum((one.ordered for one in lines), Decimal(0))),
            "arrived": exact_text(sum((one.came for one in lines), Decimal(0))),
            "rejected": exact_text(sum((one.rejected for one in lines), Decimal(0))),
            "received": exact_text(sum((one.kept for one in lines), Decimal(0))),
            "stock_amount": exact_text(worth_of(found), 2),
        },
        "states": {state: list(states).count(state) for state in sorted(set(states))},
        "refused": [row_of(one) for one in found.refused],
        "audit": audit_of(stage),
    }


def text_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    names = {
        "ordered": "订购",
        "arrived": "到货",
        "rejected": "拒收",
        "received": "入库",
        "stock_amount": "金额",
    }
    lines = [f"订单 {result['orders']} 张,{result['lines']} 行;新增单据 {result['documents_added']}"]
    lines += beside(result, names)
    lines.append(f"库存 {result['books']['stock_quantity']} 件,{result['books']['stock_amount']} 元")
    lines.append("订单状态 " + ",".join(f"{state} {count}" for state, count in result["states"].items()))
    return lines + ending(result)


REPLAY: Final = Replay(
    name="adventureworks",
    about="把采购订单数据集从订单做到入库",
    company="AW",
    company_name="采购订单回放",
    part=("orders", "只做最早的 N 张订单"),
    nothing="目录里没有可用的采购订单。",
    read=read_folder,
    days=lambda found: (
        (found.orders[0].ordered_on, max(max(one.shipped_on, one.ordered_on) for one in found.orders))
        if found.orders
        else None
    ),
    play=play,
    text_of=text_of,
)

if __name__ == "__main__":
    sys.exit(main())
