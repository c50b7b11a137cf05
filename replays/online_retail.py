"""A giftware wholesaler's invoice lines, day by day: ``python -m replays.online_retail DIR [--days N] [--json]``.

Sales become sales issues, cancellations sales returns (of their sale where the files have it before them, else at
the pool's own cost), discounts allowances, and rows without price and customer stock adjustments. The files tell no
purchases: what must have been there is opening stock. A row that is no sale of goods is refused and listed; its
amount is told, so that every row of the files is either in the books or in that sum.

Documents are known by their invoice number, days by their posting keys: running it twice adds nothing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from replays.command import Replay, run
from replays.common import Progress, Stage, Stopping
from replays.online_retail_files import (
    ALLOWANCE,
    COMES_IN,
    GIFT,
    GOES_OUT,
    RETURN,
    SALE,
    SYSTEM,
    Entry,
    Found,
    Place,
    read_folder,
)
from replays.online_retail_result import result_of, text_of
from replays.records import first_warehouse, lines_of, make_parties, make_products, without_tax

TAX_CODE: Final = "OR0"
WALK_IN: Final = "0000"
BATCH: Final = 60
RECORDS: Final = 500


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    return run(REPLAY, arguments)


# ── playing ───────────────────────────────────────────────────────────────────────────────────────────────


#: What a return takes back: a place of a sale, or a product at a price.
Taken = Place | tuple[str, Decimal]


@dataclass(slots=True)
class Shop:
    """The ids a document needs."""

    stage: Stage
    found: Found
    warehouse_id: int = 0
    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)

    def paper(self, kind: str, on: date, number: str, lines: list[Any], **more: Any) -> Any:
        """A paper known by its number."""
        from hengku.documents.paper import Paper

        return Paper(kind, on, lines, source_system=SYSTEM, source_number=number, **more)

    def post(self, key: str, papers: Sequence[Any]) -> None:
        """In batches, each in one transaction, once."""
        for begin in range(0, len(papers), BATCH):
            self.stage.post_once(f"{key}:{begin}", list(papers[begin : begin + BATCH]))


def play(stage: Stage, found: Found, days: int = 0, stop: Stopping | None = None) -> list[date]:
    """Records, opening stock and every day, ``days`` of them where not 0. The days that are in the books."""
    shop = set_up_shop(stage, found)
    wanted = list(found.days)[:days] if days else list(found.days)
    open_stock(shop, wanted[0].replace(day=1))
    progress = Progress(len(wanted))
    for number, on in enumerate(wanted, 1):
        play_day(shop, on, found.days[on])
        progress.step(number, on, stage)
        if stop is not None and stop.is_asked:
            return wanted[:number]
    return wanted


def set_up_shop(stage: Stage, found: Found) -> Shop:
    """Make what is missing of the tax code, products and customers, and find their ids."""
    from hengku.catalog.records import ProductRecord
    from hengku.parties.records import PartyRecord

    tax_code = without_tax(stage, TAX_CODE)
    names = {code: found.names.get(code) or code for code in found.opening}
    goods = [
        ProductRecord(code=code, name=name, base_unit="个", specification=code, tax_code=tax_code)
        for code, name in names.items()
    ]
    wanted = {one.customer for entries in found.days.values() for one in entries if one.customer}
    parties = [PartyRecord(code=code, name=f"客户 {code}", is_customer=True) for code in sorted(wanted)]
    products, customers = make_products(stage, goods), make_parties(stage, parties)
    return Shop(stage, found, first_warehouse(stage), products, {**customers, "": customers[WALK_IN]})


def _some(codes: list[str]) -> Iterable[list[str]]:
    return (codes[begin : begin + RECORDS] for begin in range(0, len(codes), RECORDS))


def open_stock(shop: Shop, on: date) -> None:
    """What must have been there before the first day."""
    from hengku.documents.paper import PaperLine

    for number, codes in enumerate(_some(list(shop.found.opening)), 1):
        lines = [
            PaperLine(shop.products[code], quantity, amount_net=worth)
            for code in codes
            for quantity, worth in [shop.found.opening[code]]
        ]
        shop.stage.post_once(
            f"opening:{number}",
            [shop.paper("opening_stock", on, f"opening-{number}", lines, warehouse_id=shop.warehouse_id)],
        )


def play_day(shop: Shop, on: date, entries: list[Entry]) -> None:
    """Corrections and sales, then what comes back, since it may come back the same day, then discounts."""
    corrections = [one for one in entries if one.kind in (COMES_IN, GOES_OUT)]
    shop.post(f"{on}:stock", _corrections(shop, on, corrections))
    sold = _by_number(one for one in entries if one.kind in (SALE, GIFT))
    shop.post(f"{on}:sales", [_sale(shop, on, number, rows) for number, rows in sold.items()])
    play_returns(shop, on, [one for one in entries if one.kind == RETURN])
    given = _by_number(one for one in entries if one.kind == ALLOWANCE)
    shop.post(f"{on}:allowances", [_allowance(shop, on, number, rows) for number, rows in given.items()])


def play_returns(shop: Shop, on: date, entries: list[Entry]) -> None:
    """What comes back on a day. One posting names a line of a sale once, so returns of the same line follow it."""
    batches: list[dict[str, dict[Taken, Decimal]]] = []
    rows_of = _by_number(entries)
    named: set[Taken] = set()
    for number, rows in rows_of.items():
        lines = _returned(shop, rows)
        places = {key for key in lines if isinstance(key[1], int)}
        if not batches or len(batches[-1]) >= BATCH or places & named:
            batches.append({})
            named = set()
        batches[-1][number] = lines
        named |= places
    for at, batch in enumerate(batches):
        key = f"{on}:returns:{at}"
        if key in shop.stage.done:
            continue
        ids = _line_ids(shop, batch.values())
        shop.stage.post_once(
            key, [_return(shop, on, number, rows_of[number], lines, ids) for number, lines in batch.items()]
        )


def _returned(shop: Shop, rows: list[Entry]) -> dict[Taken, Decimal]:
    """Pieces a cancellation takes back, by the place of their sale, or by product and price where there is none."""
    lines: dict[Taken, Decimal] = defaultdict(Decimal)
    for one in rows:
        left = one.quantity
        for place, quantity in shop.found.links.get(id(one), []):
            lines[place] += quantity
            left -= quantity
        if left:
            lines[one.code, one.price] += left
    return lines


def _by_number(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for one in entries:
        found.setdefault(one.number, []).append(one)
    return found


def _corrections(shop: Shop, on: date, entries: list[Entry]) -> list[Any]:
    from hengku.documents.paper import PaperLine
    from hengku.kit.clock import now
    from replays.proof import with_proof

    if f"{on}:stock:0" in shop.stage.done:
        return []
    by_reason: dict[str, list[Any]] = defaultdict(list)
    for one in entries:
        reason = "DAMAGE" if one.is_spoilt and one.kind == GOES_OUT else "ENTRY_ERROR"
        line = PaperLine(
            shop.products[one.code], one.quantity, remark=one.number, data={"direction": one.kind}
        )
        by_reason[reason].append(line)
    said = {"explanation": "原始文件中没有单价和客户的库存更正行", "responsible": "仓库"}
    papers = [
        shop.paper(
            "stock_adjustment",
            on,
            f"{on}:{reason}",
            lines,
            warehouse_id=shop.warehouse_id,
            data={"reason": reason, **said},
        )
        for reason, lines in sorted(by_reason.items())
    ]
    return [with_proof(shop.stage.actor, paper, now()) for paper in papers]


def _sale(shop: Shop, on: date, number: str, rows: list[Entry]) -> Any:
    from hengku.documents.paper import PaperLine

    lines = [
        PaperLine(shop.products[one.code], one.quantity, price=one.price, is_gift=one.kind == GIFT)
        for one in rows
    ]
    return _priced(shop, "sales_issue", on, number, rows, lines)


def _priced(
    shop: Shop, kind: str, on: date, number: str, rows: list[Entry], lines: list[Any], **more: Any
) -> Any:
    return shop.paper(
        kind,
        on,
        number,
        lines,
        party_id=shop.customers[rows[0].customer],
        warehouse_id=shop.warehouse_id,
        price_mode="EXCL",
        **more,
    )


def _line_ids(shop: Shop, returns: Iterable[dict[Taken, Decimal]]) -> dict[str, list[int]]:
    """Line ids of the sales that these take back, by invoice number."""
    numbers = {key[0] for lines in returns for key in lines if isinstance(key[1], int)}
    return lines_of(shop.stage, "sales_issue", SYSTEM, numbers)


def _return(
    shop: Shop,
    on: date,
    number: str,
    rows: list[Entry],
    taken: dict[Taken, Decimal],
    ids: dict[str, list[int]],
) -> Any:
    from hengku.documents.paper import PaperLine

    lines = [
        PaperLine(quantity=quantity, source_line_id=ids[name][which])
        if isinstance(which, int)
        else PaperLine(shop.products[name], quantity, price=which)
        for (name, which), quantity in taken.items()
    ]
    return _priced(shop, "sales_return", on, number, rows, lines, data={"reason": "unwanted"})


def _allowance(shop: Shop, on: date, number: str, rows: list[Entry]) -> Any:
    from hengku.catalog.models import TaxCode
    from hengku.documents.paper import PaperLine

    tax = TaxCode.objects.visible_to(shop.stage.actor).get(code=TAX_CODE).pk
    lines = [PaperLine(amount_incl=one.amount, tax_code_id=tax) for one in rows]
    return shop.paper(
        "sales_allowance",
        on,
        number,
        lines,
        party_id=shop.customers[rows[0].customer],
        data={"reason": "unwanted"},
    )


def _play(stage: Stage, found: Found, stop: Stopping) -> dict[str, Any]:
    return result_of(stage, found, play(stage, found, found.most, stop))


REPLAY: Final = Replay(
    name="online_retail",
    about="把礼品批发商的发票行逐日过账",
    company="UCI",
    company_name="礼品批发回放",
    part=("days", "只做最早的 N 天"),
    nothing="目录里没有可用的发票行:需要 InvoiceNo、StockCode、Quantity、InvoiceDate、UnitPrice、CustomerID 各列。",
    read=read_folder,
    days=lambda found: (min(found.days), max(found.days)) if found.days else None,
    play=_play,
    text_of=text_of,
)


if __name__ == "__main__":
    sys.exit(main())
