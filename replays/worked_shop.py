"""A company for one case: opened, posted to and read through the product's own functions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.db import transaction

from hengku.catalog.actions import create_product, create_products
from hengku.catalog.actions_lists import TaxCodeRecord, create_tax_code
from hengku.catalog.models import TaxCode
from hengku.catalog.records import ProductRecord
from hengku.company.actions import close_period, ensure_periods, set_setting
from hengku.company.models import Warehouse
from hengku.company.rules import Standing, month_start
from hengku.costing.models import Pool
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actions import create_user
from hengku.identity.auth import actor_for, system_actor
from hengku.identity.models import User
from hengku.inventory.models import Lot
from hengku.ledger.models import Account, Entry, EntryLine, RoleAccount
from hengku.ledger.rules import Standard
from hengku.opening.actions_company import USUAL_START, NewWarehouse, open_company
from hengku.parties.actions import create_parties
from hengku.parties.records import PartyRecord
from hengku.posting.actions import post
from replays.proof import with_proof
from replays.worked_compare import Entries, Side

OWNER_NAME: Final = "worked-examples"
#: The company's word for a standard.
COMPANY_STANDARD: Final = {Standard.SMALL_BUSINESS: "small", Standard.ENTERPRISE: "enterprise"}
MAIN: Final = "W1"
#: A unit with all six decimals a quantity may have (G3).
UNIT: Final = "吨"


@dataclass(frozen=True, slots=True)
class ShopPlan:
    """What a case asks of its company: its dates, its warehouses, whether all of them may go negative."""

    days: tuple[date, ...]
    warehouses: tuple[str, ...] = (MAIN,)
    may_go_negative: bool = False
    settings: Mapping[str, str] | None = None
    reference_cost: Decimal | None = None
    taxpayer: str = "general"
    tracking: str = "none"


class Shop:
    """A fresh company with one product, a supplier, a customer and the warehouses of the plan."""

    def __init__(self, plan: ShopPlan, standard: Standard) -> None:
        self.standard = standard
        self.started_on = month_start(min(plan.days))
        self.now = datetime.combine(max(plan.days) + timedelta(days=1), time(8), UTC)
        owner = _owner()
        company = open_company(
            code=f"WE-{uuid.uuid4().hex[:16]}",
            name="核对用例",
            standard=COMPANY_STANDARD[standard],
            taxpayer=plan.taxpayer,
            started_on=self.started_on,
            owner=owner,
            warehouses=[NewWarehouse(name, name, plan.may_go_negative) for name in plan.warehouses],
            start=replace(USUAL_START, is_demo=True),
        )
        self.actor = actor_for(user_id=owner.pk, company_id=company.pk, device="worked-examples")
        with transaction.atomic(durable=True):
            ensure_periods(company_id=company.pk, until=max(plan.days))
        for key, value in (plan.settings or {}).items():
            set_setting(
                actor=self.actor, key=key, value=value, effective_on=self.started_on, standing=_nothing_moved
            )
        supplier, customer = create_parties(
            actor=self.actor,
            records=[
                PartyRecord(code="S01", name="供应商", is_supplier=True),
                PartyRecord(code="C01", name="客户", is_customer=True),
            ],
        )
        told_apart = {"reference_cost": plan.reference_cost, "tracking": plan.tracking}
        record = ProductRecord(code="P01", name="商品", base_unit=UNIT, **told_apart)  # type: ignore[arg-type]
        self.product_id: int = create_product(actor=self.actor, record=record).pk
        self.supplier_party: int = supplier.pk
        self.customer_party: int = customer.pk

    @cached_property
    def warehouse_ids(self) -> dict[str, int]:
        """Warehouses by name."""
        return dict(Warehouse.objects.visible_to(self.actor).values_list("name", "pk"))

    def post(
        self,
        type_code: str,
        on: date,
        *lines: PaperLine,
        warehouse: str = "",
        warehouse_to: str = "",
        party_id: int | None = None,
        price_mode: str = "EXCL",
        data: Mapping[str, Any] | None = None,
    ) -> int:
        """Post a document, usually of one line; its id. Refused as anybody's posting is."""
        paper = Paper(
            type_code,
            on,
            [*lines],
            party_id=party_id,
            warehouse_id=self.warehouse_ids[warehouse] if warehouse else None,
            warehouse_to_id=self.warehouse_ids[warehouse_to] if warehouse_to else None,
            price_mode=price_mode,
            data=dict(data or {}),
        )
        with_proof(self.actor, paper, self.now)
        posted = post(actor=self.actor, documents=[paper], key=uuid.uuid4().hex, now=self.now)
        return posted.documents[0].id

    def tax_code(self, rate: Decimal) -> str:
        """The code of a tax rate; one is made where the company has none of it."""
        known = TaxCode.objects.visible_to(self.actor).filter(rate=rate, is_active=True, is_deductible=True)
        found = known.order_by("pk").first()
        if found is None:
            kind = "general" if rate else "exempt"
            row = TaxCodeRecord(f"WORKED{rate}", f"用例税率 {rate}", rate, kind, self.started_on)
            found = create_tax_code(actor=self.actor, row=row)
        return str(found.code)

    def more_products(self, names: Iterable[str], first: int = 1, **fields: Any) -> list[int]:
        """The ids of further products, numbered from ``first``; ``fields`` are those of ``ProductRecord``."""
        records = [
            ProductRecord(code=f"Q{number}", name=name, base_unit=UNIT, **fields)
            for number, name in enumerate(names, first)
        ]
        return [product.pk for product in create_products(actor=self.actor, records=records)]

    def goods(self, quantity: Decimal, **fields: Any) -> PaperLine:
        """A line of the product; ``fields`` are those of ``PaperLine``."""
        return PaperLine(product_id=self.product_id, quantity=quantity, **fields)

    def open_stock(
        self, quantity: Decimal, amount: Decimal, warehouse: str = MAIN, *, product_id: int = 0, lot: str = ""
    ) -> int:
        """Stock there from the first day, by 库存期初; of the first product unless another is named."""
        line = PaperLine(product_id=product_id or self.product_id, quantity=quantity, amount_net=amount)
        line.data = {"lot_no": lot} if lot else {}
        return self.post("opening_stock", self.started_on, line, warehouse=warehouse)

    def receive(
        self, on: date, quantity: Decimal, amount: Decimal, warehouse: str = MAIN, *, lot: str = ""
    ) -> int:
        """Goods bought for ``amount`` without tax."""
        line = self.goods(quantity, amount_net=amount, data={"lot_no": lot} if lot else {})
        return self.post("purchase_receipt", on, line, warehouse=warehouse, party_id=self.supplier_party)

    def issue(
        self,
        on: date,
        quantity: Decimal,
        warehouse: str = MAIN,
        *,
        net: Decimal | None = None,
        tax: Decimal | None = None,
        lot: str = "",
    ) -> int:
        """Goods sold; for nothing where no price matters."""
        line = self.goods(quantity, amount_net=net if net is not None else Decimal("0.00"), amount_tax=tax)
        line.data = {"lot_no": lot} if lot else {}
        return self.post("sales_issue", on, line, warehouse=warehouse, party_id=self.customer_party)

    def line_of(self, document_id: int) -> int:
        """The id of a document's only line."""
        return int(Line.objects.visible_to(self.actor).get(document_id=document_id).pk)

    def names_of_lines(self, lines: Iterable[int], names: Mapping[int, str]) -> dict[int, str]:
        """What lines are called, by the names of their documents."""
        rows = Line.objects.visible_to(self.actor).filter(pk__in=list(lines))
        return {pk: names[document] for pk, document in rows.values_list("pk", "document_id")}

    def document(self, document_id: int) -> Document:
        """A document as it was posted."""
        found: Document = Document.objects.visible_to(self.actor).get(pk=document_id)
        return found

    def close_stock(self, month: date) -> None:
        """Close 库存 of a month; all months before it are closed with it."""
        open_months = self.started_on
        while open_months <= month_start(month):
            close_period(actor=self.actor, month=open_months, part="stock")
            open_months = (open_months + timedelta(days=32)).replace(day=1)

    def pools(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Quantity and amount of every cost pool of the product, by warehouse; ORG for the pool of all."""
        names = {number: name for name, number in self.warehouse_ids.items()}
        lots = {pk: lot_no for lot_no, pk in self.lots().items()}
        rows = Pool.objects.visible_to(self.actor).filter(product_id=self.product_id)
        return {
            lots.get(row.lot_id) or names.get(row.warehouse_id, "ORG"): (row.quantity, row.amount)
            for row in rows.order_by("warehouse_id", "lot_id")
        }

    def lots(self) -> dict[str, int]:
        """Lots of the product by number."""
        rows = Lot.objects.visible_to(self.actor).filter(product_id=self.product_id)
        return dict(rows.values_list("lot_no", "pk"))

    def pool_keys(self) -> dict[int, tuple[int, int]]:
        """The warehouse of each cost pool of the product, 0 for the pool of all, and its lot, 0 for all (C2, C13)."""
        rows = Pool.objects.visible_to(self.actor).filter(product_id=self.product_id)
        return {row.pk: (row.warehouse_id, row.lot_id) for row in rows}

    def balances(self) -> dict[tuple[int, int], tuple[Decimal, Decimal]]:
        """Quantity and amount of every cost pool of the product, by its warehouse and lot."""
        rows = Pool.objects.visible_to(self.actor).filter(product_id=self.product_id)
        found = rows.order_by("warehouse_id", "lot_id").values_list(
            "warehouse_id", "lot_id", "quantity", "amount"
        )
        return {(warehouse, lot): (quantity, amount) for warehouse, lot, quantity, amount in found}

    def entry(self, document_id: int, *, purpose: str = "post", is_cost: bool | None = None) -> list[Side]:
        """The entry lines a document made; by ``is_cost`` only those of the cost of goods, or the others."""
        entries = Entry.objects.visible_to(self.actor).filter(document_id=document_id, purpose=purpose)
        rows = EntryLine.objects.visible_to(self.actor).filter(
            entry_id__in=list(entries.values_list("pk", flat=True))
        )
        if is_cost is not None:
            rows = rows.filter(is_cost=is_cost)
        return [
            Side("", self._codes[row.account_id], row.debit, row.credit)
            for row in rows.order_by("entry_id", "line_no")
        ]

    def entries(self, lines: Sequence[Side], *, other_form: Sequence[Side] | None = None) -> Entries:
        """Booked lines, to be compared under the standard of this company."""
        other = {self.standard: list(other_form)} if other_form is not None else None
        return Entries({self.standard: list(lines)}, lambda role, _standard: self.code_of(role), other)

    def balance(self, role: str) -> Decimal:
        """Debits less credits of a role's account, over the whole book."""
        account = RoleAccount.objects.visible_to(self.actor).get(role=role).account_id
        rows = EntryLine.objects.visible_to(self.actor).filter(account_id=account)
        return sum((row.debit - row.credit for row in rows), Decimal("0.00"))

    @cached_property
    def _codes(self) -> dict[int, str]:
        return dict(Account.objects.visible_to(self.actor).values_list("pk", "code"))

    @cached_property
    def _roles(self) -> dict[str, int]:
        return dict(RoleAccount.objects.visible_to(self.actor).values_list("role", "account_id"))

    def code_of(self, role: str) -> str:
        """The code of the account this company has mapped to a role, "" when none."""
        return self._codes.get(self._roles.get(role, 0), "")


def _nothing_moved(_company_id: int, _effective_on: date) -> Standing:
    """True of a company that was opened a moment ago."""
    return Standing(has_moves=False, has_moves_since=False, has_pool_balance=False)


def _owner() -> User:
    """The one who owns the companies of cases; nobody can sign in by this name."""
    found = User.objects.filter(username=OWNER_NAME).first()
    if found is None:
        found = create_user(actor=system_actor(), username=OWNER_NAME, display_name="核对用例", password=None)
    return found


def every_day(days: Iterable[date]) -> tuple[date, ...]:
    """The days of a plan, in order."""
    return tuple(sorted(set(days)))
