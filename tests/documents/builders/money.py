"""Papers of money, openings of what is owed, and vouchers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from hengku.parties.models import FundAccount
from hengku.settlement.models import Item
from tests.documents.builders.stage import Stage
from tests.posting.desk import Doc


def opening_arap(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [owed(stage, on, stage.book.customer.pk, ["ar"] * lines) for _ in range(documents)]


def opening_gl(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Money in so many banks, and less elsewhere; an account is opened once: each line has a fund account."""
    book, number = stage.book, max(lines, 2)
    sides = [{"debit": "10.00"}] * (number - 1) + [{"credit": f"{10 * (number - 1)}.00"}]
    roles = ["bank"] * (number - 1) + ["other_monetary"]
    funds = iter(
        FundAccount.objects.bulk_create(
            FundAccount(company_id=book.company_id, code=uuid4().hex, name=role, role=role)
            for role in roles * documents
        )
    )

    def line(side: dict[str, str]) -> PaperLine:
        fund = next(funds)
        return PaperLine(data={"account": book.account_of(fund.role).pk, "fund_account": fund.pk, **side})

    return [Paper("opening_gl", book.day(1), [line(side) for side in sides]) for _ in range(documents)]


def owed(stage: Stage, on: date, party: int, kinds: list[str], amount: str = "100.00") -> Paper:
    """A 往来期初 with an item of each kind."""
    rows = [PaperLine(amount_incl=D(amount), data={"kind": kind}) for kind in kinds]
    return Paper("opening_arap", on, rows, party_id=party)


def items_of(document: Doc, kind: str) -> list[int]:
    """The open items a document made, of one kind, in order."""
    return list(
        Item.objects.filter(document_id=document.id, kind=kind).order_by("id").values_list("id", flat=True)
    )


def _money(stage: Stage, type_code: str, kind: str, party: int, documents: int, lines: int) -> list[Paper]:
    day = stage.day()
    opened = stage.desk.post(*(owed(stage, day, party, [kind] * lines) for _ in range(documents)))
    on = stage.day()
    return [
        Paper(
            type_code,
            on,
            [PaperLine(amount_incl=D("60.00"), data={"item": item}) for item in items_of(one, kind)],
            party_id=party,
            fund_account_id=stage.book.cash.pk,
            data={"fee": "0.50"},
        )
        for one in opened
    ]


def payment(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _money(stage, "payment", "ap", stage.book.supplier.pk, documents, lines)


def receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _money(stage, "receipt", "ar", stage.book.customer.pk, documents, lines)


def settlement(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """预收冲应收."""
    day, party = stage.day(), stage.book.customer.pk
    kinds = ["ar"] * lines + ["advance_received"] * lines
    opened = stage.desk.post(*(owed(stage, day, party, kinds) for _ in range(documents)))
    on = stage.day()
    papers = []
    for one in opened:
        pairs = zip(items_of(one, "advance_received"), items_of(one, "ar"), strict=True)
        rows = [
            PaperLine(amount_incl=D("60.00"), data={"item": advance, "against_item": ar})
            for advance, ar in pairs
        ]
        papers.append(Paper("settlement", on, rows, party_id=party))
    return papers


def expense(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Travel that is to be reimbursed, a part of it out of an advance."""
    day, book = stage.day(), stage.book
    lent = stage.desk.post(*(owed(stage, day, book.supplier.pk, ["other_receivable"]) for _ in range(documents)))
    on, tax_code = stage.day(), book.tax_code("VAT9").pk

    def row(number: int, advance: int) -> PaperLine:
        item = {"item": advance} if number == 0 else {}
        said = {"expense_item": "travel", "department": book.department.pk, "invoice_number": uuid4().hex, **item}
        return PaperLine(amount_incl=D("109.00"), tax_code_id=tax_code, data=said)

    return [
        Paper("expense", on, [row(n, items_of(one, "other_receivable")[0]) for n in range(lines)],
              party_id=book.supplier.pk)
        for one in lent
    ]  # fmt: skip


def fund_transfer(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """现金存银行, each line with its fee and the bank's number."""
    on, book = stage.day(), stage.book
    rows = [{"fund_account_to": book.bank.pk, "fee": "0.50"} for _ in range(lines)]
    return [
        Paper(
            "fund_transfer",
            on,
            [PaperLine(amount_incl=D("60.00"), data={**row, "bank_serial": uuid4().hex}) for row in rows],
            fund_account_id=book.cash.pk,
        )
        for _ in range(documents)
    ]


def voucher(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """办公费 against 银行存款; an entry has two lines at least."""
    on, book = stage.day(), stage.book
    admin, bank = book.account_of("admin").pk, book.account_of("bank").pk
    debits = [{"account": admin, "debit": "10.00"} for _ in range(max(lines - 1, 1))]
    total = Decimal(10) * len(debits)
    rows = [*debits, {"account": bank, "credit": str(total)}]
    return [
        Paper(
            "voucher",
            on,
            [PaperLine(data=dict(row)) for row in rows],
            department_id=book.department.pk,
            remark="办公费",
        )
        for _ in range(documents)
    ]


def _red_without_goods(stage: Stage, code: str, party: int, documents: int, lines: int) -> list[Paper]:
    """A red invoice of an invoice without goods: half of it is taken back."""
    tax_code = stage.book.tax_code("VAT13").pk

    def rows(net: str, tax: str, sources: tuple[int | None, ...]) -> list[PaperLine]:
        figures = {"amount_net": D(net), "amount_tax": D(tax), "tax_code_id": tax_code}
        return [PaperLine(source_line_id=one, **figures) for one in sources]

    day = stage.day()
    blue = (
        Paper(code, day, rows("100.00", "13.00", (None,) * lines), party_id=party) for _ in range(documents)
    )
    invoices = stage.desk.post(*blue)
    on = stage.day()
    return [Paper(f"{code}_red", on, rows("-50.00", "-6.50", one.lines), party_id=party) for one in invoices]
