"""门店日结 (D-POSD): all tickets of a store's day become revenue, tax, money and cost of sales, once.

Its lines are the lines of the tickets and refunds of the day, all of them; nobody writes them by hand. Tax is
taken out of the day's sum at each rate and shared back to the lines (T3 DOCUMENT, C1); refunds are summed apart,
so that every share has the sign of its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hengku.catalog.tax_rules import split_tax
from hengku.documents.declaration import MONEY, DocumentType, Field, From
from hengku.documents.errors import CarriesTooMuch, FieldRequired
from hengku.documents.fields import (
    AMOUNT_INCL,
    AMOUNT_NET,
    AMOUNT_TAX,
    BUSINESS_ON,
    FUND_ACCOUNT,
    LINE_REMARK,
    REMARK,
    TAX_CODE,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source, without_source
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import ZERO_FEN, D, split_by_cumulative
from hengku.posting.effects import Book, Effects, Facts, Owed
from hengku.retail.tender import METHODS, MONEY_METHODS, OWED_METHODS, REFUND, Method, taken_in, taken_of
from hengku.retail.types.pos_ticket import STORE


@dataclass(eq=False)
class TicketOfOtherDay(Refused):
    """D-POSD: a close takes the tickets of one store and one day."""

    number: str
    day: date
    text = "小票 {number} 是 {day} 或别的门店的,不属于这张日结单。请删去这一行,或重新取数。"


@dataclass(eq=False)
class TicketNotWhole(Refused):
    """D-POSD: a line of a ticket is closed as a whole."""

    number: str
    quantity: Decimal
    text = "小票 {number} 这一行的数量是 {quantity},日结须整行结转。请重新取数。"


@dataclass(eq=False)
class TicketClosed(CarriesTooMuch):
    """D-POSD: a ticket is taken by one close."""

    text = "小票 {source_number} 第 {line_source_no} 行「{product}」已经在别的日结单上(还剩 {left})。请重新取数。"


def check(facts: Facts) -> list[Problem]:
    """Whole lines of tickets of this store and day, and a place for the money. Fills in the amounts of the lines."""
    problems = without_source(facts.lines, "小票行")
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None:
            continue
        if (source.warehouse_id, source.business_on) != (facts.paper.warehouse_id, facts.paper.business_on):
            other = TicketOfOtherDay(number=source.number, day=source.business_on)
            problems.append(other.at(line_no=line.line_no, field="source_line"))
        elif line.quantity_base != source.quantity_base:
            part = TicketNotWhole(number=source.number, quantity=source.quantity_base)
            problems.append(part.at(line_no=line.line_no, field="quantity"))
    if not problems:
        share_out(facts)
        for method in MONEY_METHODS:
            if not account_of(facts, method) and (expected(facts, method) or counted(facts, method)):
                field = POS_DAILY_CLOSE.field(method.account)
                problems.append(FieldRequired(label=field.label if field else "").at(field=method.account))
    return problems


def share_out(facts: Facts) -> None:
    """T3 DOCUMENT, C1: net and tax of the day's sales at each rate, and of its refunds, given to the lines."""
    groups: dict[tuple[Decimal, bool], list[tuple[PaperLine, Source]]] = defaultdict(list)
    for line, source in _followed(facts):
        groups[line.tax_rate, source.type_code == REFUND].append((line, source))
    for (rate, _), lines in groups.items():
        amounts = [source.amount_incl for _, source in lines]
        net = split_tax(sum(amounts, ZERO_FEN), rate).net
        for (line, source), incl, share in zip(lines, amounts, split_by_cumulative(net, amounts), strict=True):
            line.amount_net, line.amount_incl = taken_of(source, share), taken_of(source, incl)
            line.amount_tax = line.amount_incl - line.amount_net
    paper = facts.paper
    paper.amount_net = sum((line.amount_net or ZERO_FEN for line in facts.lines), ZERO_FEN)
    paper.amount_tax = sum((line.amount_tax or ZERO_FEN for line in facts.lines), ZERO_FEN)
    paper.amount_incl = paper.amount_net + paper.amount_tax


def _followed(facts: Facts) -> Iterator[tuple[PaperLine, Source]]:
    for line in facts.lines:
        source = facts.source_of(line)
        if source is not None:
            yield line, source


def tickets(facts: Facts) -> list[Source]:
    """A line of each ticket and refund of the day: its header says how it was paid."""
    return list({source.document_id: source for _, source in _followed(facts)}.values())


def expected(facts: Facts, method: Method) -> Decimal:
    """What the tickets say was paid in one way, less what was paid back."""
    return sum((taken_in(source, method) for source in tickets(facts)), ZERO_FEN)


def counted(facts: Facts, method: Method) -> Decimal | None:
    """What was found; None where nobody counted, and the tickets are taken at their word."""
    given = facts.paper.data.get(method.counted)
    return None if given in (None, "") else D(str(given))


def account_of(facts: Facts, method: Method) -> int:
    """The fund account that the money of one way lies in, 0 where none is said."""
    is_column = method.account == "fund_account"
    return int((facts.paper.fund_account_id if is_column else facts.paper.data.get(method.account)) or 0)


def effects(facts: Facts) -> Effects:
    """借 资金、应收、平台应收 贷 收入、销项; 借 成本 贷 发出商品. What is missing or over passes 待处理财产损溢 (D-POSD ①)."""
    vat = "vat_small" if facts.policy.taxpayer == "small_scale" else "vat_output"
    book: list[Book] = []
    for method in MONEY_METHODS:
        book += _money(facts, method)
    net = sum((line.amount_net or ZERO_FEN for line in facts.lines), ZERO_FEN)
    tax = sum((line.amount_tax or ZERO_FEN for line in facts.lines), ZERO_FEN)
    book += [Book("revenue", credit=net), Book(vat, credit=tax)]
    carried = [(line, source.lying) for line, source in _followed(facts)]
    cost = sum((amount for _, amount in carried), ZERO_FEN)
    book += [Book("cogs", debit=cost), Book("goods_dispatched", credit=cost)]
    return Effects(owed=_owed(facts), book=tuple(book), carried=tuple(carried))


def _money(facts: Facts, method: Method) -> list[Book]:
    """What was found goes where it lies; short or over against what the tickets say is decided at once."""
    due = expected(facts, method)
    found = counted(facts, method)
    there, account = due if found is None else found, account_of(facts, method)
    book = [Book(facts.funds[account].role, debit=there, fund_account_id=account)] if there else []
    short = due - there
    if short > 0:
        book += [Book("suspense", debit=short), Book("suspense", credit=short), Book("cash_short", debit=short)]
    elif short < 0:
        book += [Book("suspense", credit=-short), Book("suspense", debit=-short), Book("cash_over", credit=-short)]
    return book


def _owed(facts: Facts) -> tuple[Owed, ...]:
    """What customers and platforms owe for the day, one item for each of them, kind and day on which it is due."""
    sums: dict[tuple[str, int, date], Decimal] = defaultdict(lambda: ZERO_FEN)
    for source in tickets(facts):
        for method in OWED_METHODS:
            sums[method.owed_as, source.party_id, source.due_on or facts.due_on] += taken_in(source, method)
    return tuple(Owed(kind, party, amount, due) for (kind, party, due), amount in sorted(sums.items()) if amount)


def _counted_fields() -> tuple[Field, ...]:
    fields: list[Field] = []
    for one in MONEY_METHODS:
        label, label_en = f"{one.label}账户", f"{one.label_en} account"
        place = replace(FUND_ACCOUNT, key=one.account, label=label, label_en=label_en, required=False)
        fields += [
            place,
            Field(
                one.counted,
                f"实点{one.label}" if one.code == "cash" else f"{one.label}到账",
                f"{one.label_en} counted",
                "amount",
                help="不填即与小票相符;有差额记长短款",
                help_en="Empty: as the tickets say. A difference is booked as cash over or short",
            ),
        ]
    return tuple(fields)


POS_DAILY_CLOSE = DocumentType(
    code="pos_daily_close",
    label="门店日结单",
    label_en="Daily close",
    prefix="POSD",
    department="retail",
    states=MONEY,
    header=(BUSINESS_ON, STORE, *_counted_fields(), REMARK),
    lines=(
        Field("product", "商品", "Product", "product"),
        Field("unit", "单位", "Unit", "unit"),
        Field("quantity", "数量", "Quantity", "quantity"),
        TAX_CODE,
        AMOUNT_NET,
        AMOUNT_TAX,
        AMOUNT_INCL,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    sources=(From("pos_ticket", too_much=TicketClosed), From(REFUND, too_much=TicketClosed)),
    amounts="shares",
    period_part="arap",
    is_offered=False,
    once_for=("warehouse", "business_on"),
)

assert {one.code for one in METHODS} == {one.code for one in (*MONEY_METHODS, *OWED_METHODS)}
