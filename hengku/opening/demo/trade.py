"""A day in the demo store, as documents."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hengku.documents.declaration import document_type
from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import to_fen
from hengku.opening.demo.goods import CUSTOMERS, SHORT_LIVED, SUPPLIERS, Good
from hengku.posting.actions import PostedDocument, post
from hengku.settlement.models import Item

if TYPE_CHECKING:
    from hengku.opening.demo.shop import Store

TICKETS_A_DAY = 7
RECEIVED_ON = {supplier: number % 7 for number, (supplier, _) in enumerate(SUPPLIERS)}  # day of the week
INVOICED_ON, RETURNED_ON, MOVED_ON = 4, 2, 1
TILLS = ("cash", "other_monetary")
CHANGE = Decimal(500)


class Trade:
    """Posts the store's documents day by day; remembers only what the next day needs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._random = store.random
        self._ordered: dict[str, list[int]] = {}  # supplier → lines of its open order
        self._received: dict[str, list[int]] = defaultdict(list)  # supplier → receipt lines not invoiced yet
        self._sold: list[int] = []  # issue lines of credit customers, for returns
        self._taken: dict[str, Decimal] = defaultdict(Decimal)  # what lies in each account of the till

    def open(self) -> None:
        """Opening stock in both warehouses, and what was owed before."""
        store, on = self._store, self._store.company.started_on
        papers = []
        for warehouse, packs in ((store.shop, 2), (store.back, 3)):
            lines = []
            for good in store.goods.values():
                quantity = Decimal(good.pack_size * packs)
                lines.append(self._line(good, quantity, amount_net=to_fen(quantity * good.cost)))
                store.move(warehouse, good.code, quantity)
            papers.append(Paper("opening_stock", on, lines, warehouse_id=warehouse, remark="开账盘点"))
        for party, kind, amount in (("味鲜食品", "ap", "6820.40"), ("云栖物业公司", "ar", "1386.00")):
            owed = PaperLine(amount_incl=Decimal(amount), data={"kind": kind})
            papers.append(Paper("opening_arap", on, [owed], party_id=store.parties[party]))
        self._post(papers, on, "open")

    def live(self, on: date) -> None:
        """Everything that happens on one day, in the order in which it happens."""
        self._receive(on)
        self._order(on)
        if on.weekday() == MOVED_ON:
            self._bring_forward(on)
        self._sell_over_the_counter(on)
        if on.weekday() in (0, 3):
            self._sell_on_credit(on)
        if on.weekday() == RETURNED_ON and self._sold:
            self._take_back(on)
        self._throw_away(on)
        if on.weekday() == INVOICED_ON:
            self._settle_with_suppliers(on)
        if on.day == 25:
            self._collect(on)

    # ── goods in ──────────────────────────────────────────────────────────────────────────────────────────

    def _order(self, on: date) -> None:
        """Each supplier is ordered from the day before it comes: what fell below two packs is filled up to five."""
        store, papers, suppliers = self._store, [], []
        for supplier, day in RECEIVED_ON.items():
            if (on + timedelta(days=1)).weekday() != day or supplier in self._ordered:
                continue
            lines = []
            for good in store.goods.values():
                held = store.held(store.shop, good.code) + store.held(store.back, good.code)
                if good.supplier == supplier and held < 2 * good.pack_size:
                    packs = Decimal(5) - (held / good.pack_size).to_integral_value()
                    price = to_fen(good.cost * good.pack_size)
                    lines.append(self._line(good, packs, unit_id=store.unit_ids[good.pack], price=price))
            if lines:
                party = store.parties[supplier]
                papers.append(
                    Paper(
                        "purchase_order",
                        on,
                        lines,
                        party_id=party,
                        warehouse_id=store.back,
                        price_mode="EXCL",
                    )
                )
                suppliers.append(supplier)
        for supplier, posted in zip(suppliers, self._post(papers, on, "order"), strict=True):
            self._ordered[supplier] = self._line_ids(posted)

    def _receive(self, on: date) -> None:
        """What was ordered comes, now and then a pack less."""
        store, papers, suppliers = self._store, [], []
        for supplier, day in RECEIVED_ON.items():
            ordered = self._ordered.get(supplier)
            if on.weekday() != day or not ordered:
                continue
            del self._ordered[supplier]
            lines = []
            for line in Line.objects.visible_to(store.actor).filter(pk__in=ordered).order_by("line_no"):
                short = line.quantity > 1 and self._random.random() < 0.04
                quantity = line.quantity - 1 if short else line.quantity
                lines.append(
                    PaperLine(
                        product_id=line.product_id,
                        quantity=quantity,
                        unit_id=line.unit_id,
                        source_line_id=line.pk,
                    )
                )
                code = self._code(line.product_id or 0)
                store.move(store.back, code, quantity * store.goods[code].pack_size)
            papers.append(
                Paper(
                    "purchase_receipt",
                    on,
                    lines,
                    party_id=store.parties[supplier],
                    warehouse_id=store.back,
                    price_mode="EXCL",
                )
            )
            suppliers.append(supplier)
        for supplier, posted in zip(suppliers, self._post(papers, on, "receive"), strict=True):
            self._received[supplier].extend(self._line_ids(posted))

    def _settle_with_suppliers(self, on: date) -> None:
        """Invoices for what came since the last ones, some a little dearer; then payment of what is due."""
        store, papers = self._store, []
        for supplier, received in self._received.items():
            lines = []
            for line in Line.objects.visible_to(store.actor).filter(pk__in=received).order_by("pk"):
                net = line.amount_net
                if self._random.random() < 0.03:
                    net = to_fen(net * Decimal("1.01"))
                lines.append(
                    PaperLine(
                        product_id=line.product_id,
                        quantity=line.quantity,
                        unit_id=line.unit_id,
                        tax_code_id=line.tax_code_id,
                        amount_net=net,
                        source_line_id=line.pk,
                    )
                )
            if lines:
                number = f"26{on:%m%d}{store.parties[supplier] % 100:02d}"
                papers.append(
                    Paper(
                        "purchase_invoice",
                        on,
                        lines,
                        party_id=store.parties[supplier],
                        data={"invoice_number": number},
                    )
                )
        self._received.clear()
        self._post(papers, on, "invoice")
        self._pay_in(on)
        due = Item.objects.visible_to(store.actor).filter(kind="ap", residual__gt=0, due_on__lte=on)
        self._pay("payment", list(due.order_by("party_id", "pk")), "bank", on)

    def _pay_in(self, on: date) -> None:
        """What was taken goes to the bank, in whole hundreds; the till keeps its change."""
        store, papers = self._store, []
        for role in TILLS:
            amount = (self._taken[role] - CHANGE) // 100 * 100
            if amount > 0:
                self._taken[role] -= amount
                line = PaperLine(amount_incl=to_fen(amount), data={"fund_account_to": store.funds["bank"]})
                papers.append(Paper("fund_transfer", on, [line], fund_account_id=store.funds[role]))
        self._post(papers, on, "pay-in")

    # ── goods out ─────────────────────────────────────────────────────────────────────────────────────────

    def _sell_over_the_counter(self, on: date) -> None:
        """Tickets of the day, paid at once: half in cash, half by phone."""
        store, papers = self._store, []
        busy = 3 if on.weekday() >= 5 else 0
        for _ in range(TICKETS_A_DAY + busy):
            lines = self._pick(self._random.randint(3, 9), store.shop, 3)
            if lines:
                papers.append(
                    Paper("sales_issue", on, lines, party_id=store.walk_in, warehouse_id=store.shop)
                )
        posted = self._post(papers, on, "counter")
        items = Item.objects.visible_to(store.actor).filter(document_id__in=[one.id for one in posted])
        halves: dict[str, list[Item]] = {"cash": [], "other_monetary": []}
        for number, item in enumerate(items.order_by("pk")):
            halves["cash" if number % 3 == 0 else "other_monetary"].append(item)
        for role, found in halves.items():
            self._pay("receipt", found, role, on)

    def _sell_on_credit(self, on: date) -> None:
        """A regular customer orders; the goods leave from the back warehouse, the money comes later."""
        store = self._store
        name = self._random.choice(CUSTOMERS)[0]
        lines = self._pick(self._random.randint(4, 8), store.back, 12)
        if not lines:
            return
        party = store.parties[name]
        order = Paper("sales_order", on, lines, party_id=party, warehouse_id=store.back)
        (posted,) = self._post([order], on, "credit-order")
        carried = [
            PaperLine(product_id=line.product_id, quantity=line.quantity, source_line_id=line.pk)
            for line in Line.objects.visible_to(store.actor).filter(document_id=posted.id).order_by("line_no")
        ]
        issue = Paper("sales_issue", on, carried, party_id=party, warehouse_id=store.back)
        (issued,) = self._post([issue], on, "credit-issue")
        self._sold = self._line_ids(issued)

    def _take_back(self, on: date) -> None:
        """One thing from the last delivery comes back: of weighed goods no more than there was."""
        store = self._store
        line = Line.objects.visible_to(store.actor).get(pk=self._random.choice(self._sold))
        document = line.document
        quantity = min(Decimal(1), line.quantity_base)
        back = PaperLine(product_id=line.product_id, quantity=quantity, source_line_id=line.pk)
        paper = Paper(
            "sales_return",
            on,
            [back],
            party_id=document.party_id,
            warehouse_id=document.warehouse_id,
            data={"reason": "damaged"},
        )
        self._post([paper], on, "back")
        store.move(document.warehouse_id or 0, self._code(line.product_id or 0), quantity)
        self._sold = []

    def _throw_away(self, on: date) -> None:
        """What does not keep: a little of it every other day."""
        store, lines = self._store, []
        if on.day % 2:
            return
        for good in store.goods.values():
            held = store.held(store.shop, good.code)
            if good.category in SHORT_LIVED and held > 4 and self._random.random() < 0.12:
                quantity = Decimal("0.350") if good.unit == "千克" else Decimal(1)
                data = {
                    "stage": "SELLING" if good.category != "RN" else "STORAGE",
                    "reason": "SPOILAGE",
                    "responsible": "值班店员",
                    "shift": "night",
                    "vat_out": "no",
                }
                lines.append(self._line(good, quantity, data=data))
                store.move(store.shop, good.code, -quantity)
        if lines:
            self._post([Paper("loss_report", on, lines, warehouse_id=store.shop)], on, "loss")

    def _bring_forward(self, on: date) -> None:
        """From the back warehouse to the shop, whatever runs low there."""
        store, lines = self._store, []
        for good in store.goods.values():
            held, behind = store.held(store.shop, good.code), store.held(store.back, good.code)
            wanted = min(Decimal(2 * good.pack_size) - held, behind).to_integral_value(rounding="ROUND_FLOOR")
            if wanted > 0:
                lines.append(self._line(good, wanted))
                store.move(store.shop, good.code, wanted)
                store.move(store.back, good.code, -wanted)
        if lines:
            paper = Paper("transfer_direct", on, lines, warehouse_id=store.back, warehouse_to_id=store.shop)
            self._post([paper], on, "forward")

    def _collect(self, on: date) -> None:
        """Regular customers pay what is due."""
        store = self._store
        due = Item.objects.visible_to(store.actor).filter(kind="ar", residual__gt=0, due_on__lte=on)
        self._pay("receipt", list(due.order_by("party_id", "pk")), "bank", on)

    # ── what all of it shares ─────────────────────────────────────────────────────────────────────────────

    def _pay(self, type_code: str, items: list[Item], role: str, on: date) -> None:
        """Settle items in full, one document per party."""
        by_party: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            by_party[item.party_id].append(item)
        papers = [
            Paper(
                type_code,
                on,
                [
                    PaperLine(amount_incl=one.residual, data={"purpose": "owed", "item": one.pk})
                    for one in found
                ],
                party_id=party,
                fund_account_id=self._store.funds[role],
            )
            for party, found in by_party.items()
        ]
        if type_code == "receipt":
            self._taken[role] += sum((one.residual for one in items), Decimal(0))
        self._post(papers, on, f"{type_code}-{role}")

    def _pick(self, count: int, warehouse: int, most: int) -> list[PaperLine]:
        """Some products that are there, at their price."""
        store, lines = self._store, []
        for good in self._random.sample(list(store.goods.values()), count):
            quantity = Decimal(self._random.randint(1, most))
            if good.unit == "千克":
                quantity = Decimal(self._random.randint(300, 2400)) / 1000
            if store.held(warehouse, good.code) < quantity:
                continue
            lines.append(self._line(good, quantity, price=good.price))
            store.move(warehouse, good.code, -quantity)
        return lines

    def _line(self, good: Good, quantity: Decimal, **fields: object) -> PaperLine:
        return PaperLine(product_id=self._store.product_ids[good.code], quantity=quantity, **fields)  # type: ignore[arg-type]

    def _code(self, product_id: int) -> str:
        return next(code for code, found in self._store.product_ids.items() if found == product_id)

    def _line_ids(self, posted: PostedDocument) -> list[int]:
        lines = Line.objects.visible_to(self._store.actor).filter(document_id=posted.id)
        return list(lines.order_by("line_no").values_list("pk", flat=True))

    def _post(self, papers: list[Paper], on: date, what: str) -> list[PostedDocument]:
        if not papers:
            return []
        for paper in papers:
            paper.handler_id = self._handler_of(paper)
        key = f"demo-{on:%Y%m%d}-{what}"
        return post(actor=self._store.actor, documents=papers, key=key, now=self._store.now(on)).documents

    def _handler_of(self, paper: Paper) -> int | None:
        people = self._store.people
        posts = {"purchasing": people["buyer"], "sales": people["seller"]}
        if paper.party_id == self._store.walk_in:
            return people["till"]
        return posts.get(document_type(paper.type_code).department)
