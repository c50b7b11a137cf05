"""Purchase orders of a bicycle maker, from order to stock: ``python -m replays.adventureworks DIR [--json]``.

Every approved order of ``PurchaseOrderHeader`` becomes an order, an arrival of what the vendor brought, an inspection
of what was refused, and a receipt of what was put into stock; an order that stayed short is closed with its reason.
What the file itself does not call approved (pending, rejected), and a row that cannot be right, is refused and listed.

Orders are known by their number (``source_number``): running it twice adds nothing, and a killed run is continued.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hengku.kit.numbers import D, exact_text
from replays.adventureworks_files import Bought, Found, Order, read_folder, worth_of
from replays.common import Stage, missing_codes, open_stage, say, stopping

SYSTEM: Final = "adventureworks"
TAX_CODE: Final = "AW0"
SINCE_EVER: Final = date(1994, 1, 1)
BATCH: Final = 100
DEFECT: Final = "function"


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m replays.adventureworks", description="把采购订单数据集从订单做到入库"
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="数据目录")
    parser.add_argument("--orders", type=int, default=0, metavar="N", help="只做最早的 N 张订单")
    parser.add_argument("--company", default="AW", metavar="CODE", help="账套代码")
    parser.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
    options = parser.parse_args(arguments)
    say(f"读取 {options.directory} …")
    found = read_folder(options.directory, options.orders)
    if not found.orders:
        say("目录里没有可用的采购订单。")
        return 1
    from hengku.cli.ready import ready

    with ready("replay"):
        return _play(options, found)


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────


def _play(options: argparse.Namespace, found: Found) -> int:
    from hengku.cli.output import show

    began = time.perf_counter()
    with stopping() as stop:
        last = max(max(one.shipped_on, one.ordered_on) for one in found.orders)
        stage = open_stage(
            code=options.company,
            name="采购订单回放",
            started_on=found.orders[0].ordered_on.replace(day=1),
            until=last,
        )
        codes = make_records(stage, found)
        for begin in range(0, len(found.orders), BATCH):
            if stop.is_asked:
                break
            play_orders(stage, found.orders[begin : begin + BATCH], codes)
            say(f"{min(begin + BATCH, len(found.orders))}/{len(found.orders)} 张订单")
        result = result_of(stage, found, time.perf_counter() - began)
    show(options, result, text_of(result))
    if stop.is_asked:
        return 130
    return 1 if result["audit"]["violations"] else 0


def make_records(stage: Stage, found: Found) -> dict[str, dict[str, int]]:
    """Ids of parties, products, the warehouse and the tax code, made where missing."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.actions_lists import TaxCodeRecord, create_tax_code
    from hengku.catalog.models import Product, TaxCode
    from hengku.catalog.records import ProductRecord
    from hengku.company.models import Warehouse
    from hengku.parties.actions import create_parties
    from hengku.parties.models import Party
    from hengku.parties.records import PartyRecord

    actor = stage.actor
    if not TaxCode.objects.visible_to(actor).filter(code=TAX_CODE).exists():
        row = TaxCodeRecord(TAX_CODE, "不计税", Decimal(0), "exempt", SINCE_EVER)
        create_tax_code(actor=actor, row=row)
    vendors = list(dict.fromkeys(one.vendor for one in found.orders))
    products = list(dict.fromkeys(line.product for one in found.orders for line in one.lines))
    known = Party.objects.visible_to(actor)
    missing = missing_codes(vendors, list(known.values_list("code", flat=True)))
    create_parties(
        actor=actor,
        records=[
            PartyRecord(code=code, name=f"{found.vendors[code]} {code}", is_supplier=True) for code in missing
        ],
    )
    goods = Product.objects.visible_to(actor)
    missing = missing_codes(products, list(goods.values_list("code", flat=True)))
    create_products(
        actor=actor,
        records=[
            ProductRecord(code=code, name=f"{found.products[code]} {code}", base_unit="个", tax_code=TAX_CODE)
            for code in missing
        ],
    )
    return {
        "vendors": dict(known.values_list("code", "pk")),
        "products": dict(goods.values_list("code", "pk")),
        "warehouse": {"": Warehouse.objects.visible_to(actor).order_by("pk")[0].pk},
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

    def lines_of(self, code: str) -> dict[str, list[int]]:
        """Line ids of the documents of a type, by the order's number."""
        from hengku.documents.models import Document, Line

        documents = Document.objects.visible_to(self.stage.actor).filter(
            type_code=code, source_system=SYSTEM, source_number__in=[one.number for one in self.orders]
        )
        by_id = dict(documents.values_list("pk", "source_number"))
        lines = Line.objects.visible_to(self.stage.actor).filter(document_id__in=by_id)
        found: dict[str, list[int]] = {}
        for pk, document in lines.order_by("document_id", "line_no").values_list("pk", "document_id"):
            found.setdefault(by_id[document], []).append(pk)
        return found


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
        sources = batch.lines_of(before)
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


def result_of(stage: Stage, found: Found, seconds: float) -> dict[str, Any]:
    """Totals of the books beside those of the files, refused rows, and the audit."""
    from django.db.models import Sum

    from hengku.costing.models import Pool
    from hengku.diagnosis.queries import audit
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
    report = audit(actor.company_id)
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
        "refused": [
            {"file": one.file, "row": one.row, "reason": one.reason, "text": one.text}
            for one in found.refused
        ],
        "documents_added": stage.documents_added,
        "seconds": round(seconds, 1),
        "audit": {
            "invariants": report.invariants,
            "violations": report.violations,
            "findings": [str(one) for one in report.findings],
        },
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
    lines += [
        f"{names[key]:<4} 账上 {result['books'][key]:>12}  文件 {value:>12}"
        for key, value in result["files"].items()
    ]
    lines.append(f"库存 {result['books']['stock_quantity']} 件,{result['books']['stock_amount']} 元")
    lines.append("订单状态 " + ",".join(f"{state} {count}" for state, count in result["states"].items()))
    lines.append(f"拒绝的行 {len(result['refused'])}")
    lines += [f"  {one['file']} 第 {one['row']} 行:{one['text']}" for one in result["refused"][:20]]
    lines.append(f"核对:{result['audit']['invariants']} 项,违反 {result['audit']['violations']} 处")
    return lines


if __name__ == "__main__":
    sys.exit(main())
