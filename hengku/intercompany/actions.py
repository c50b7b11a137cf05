"""Trading inside a group: both companies' documents at once, and back at once (D-ICT)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hengku.audit.actions import record
from hengku.documents.paper import AUX_QUANTITY, PAIRED, Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.intercompany import errors
from hengku.intercompany.actions_links import in_other_company
from hengku.intercompany.models import Trade
from hengku.intercompany.queries import Ends, Twin, ends_of, live_sides, twins_of
from hengku.intercompany.rules import MARKUP_MAX, cost_plus
from hengku.kit import sight, sql
from hengku.kit.errors import Problem, Problems, raise_all
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.posting.pairs import Pair, PairPosted, Side, Step, post_pair, worth_by_line, worth_of
from hengku.posting.preview import Preview, preview
from hengku.posting.rows import Job

COST_PLUS: Final = "COST_PLUS"
AGREED: Final = "AGREED"
AT_COST: Final = "AT_COST"
#: What of a line both sides say in their own words.
SHARED: Final = ("lot_no", "produced_on", "expires_on", "serials", AUX_QUANTITY, "lot_reason")
NEXT_ID = "SELECT nextval('intercompany_trade_id_seq')"


@dataclass(frozen=True, slots=True)
class TradeLine:
    """``quantity`` in base units; ``price`` without tax of one of them, of goods that are weighed of one unit of weight
    (B2), where it is agreed. ``data`` says lot, serials, bins and weight.
    """

    product_id: int
    quantity: Decimal
    price: Decimal | None = None
    data: dict[str, Any] = field(default_factory=dict)
    wish_line_id: int | None = None  # the line of the buyer's store that asked for it (D-SREQ)


@dataclass(frozen=True, slots=True)
class TradeOrder:
    """What the actor's company sells to another of its group. ``markup`` 0.10 = cost and 10 %, for COST_PLUS."""

    buyer_company_id: int
    business_on: date
    warehouse_id: int
    buyer_warehouse_id: int
    lines: tuple[TradeLine, ...]
    pricing: str = COST_PLUS
    markup: Decimal = ZERO
    with_invoices: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TradePosted:
    """The two sides of what was posted; ``repeated``: the same call was answered before."""

    ict_id: int
    posted: PairPosted


@dataclass(frozen=True, slots=True)
class TradePreview:
    """What a trade would do: what each side would say of its goods document, the seller's first, and who asks there."""

    actors: tuple[Actor, Actor]
    companies: tuple[str, str]
    type_codes: tuple[str, str]
    sides: tuple[Preview, Preview]


@dataclass(slots=True)
class _Plan:
    """One attempt: what was found, and what the goods cost before anything was locked."""

    actors: tuple[Actor, Actor]
    order: TradeOrder
    ends: Ends
    twins: list[Twin]
    now: datetime
    ict_id: int = 0
    worth: dict[int, Decimal] = field(default_factory=dict)
    prices: dict[int, Decimal] = field(default_factory=dict)
    said: dict[int, dict[str, Any]] = field(default_factory=dict)  # the lots the seller's lines name, by line


def post_trade(*, actor: Actor, order: TradeOrder, key: str, now: datetime) -> TradePosted:
    """Sell to another company of the group: its 销售出库 here and its 采购入库 there, and both invoices, or nothing.

    Within one legal person it is a transfer at cost. Needs the rights to post all of them, each in its company.
    The price of COST_PLUS is that of the goods this very trade takes: when they cost something else by the time the
    seller's stock is locked, all of it is priced again. Refused with what is wrong on both sides. Locks as in
    ``posting.pairs``.
    """
    buyer = in_other_company(actor, order.buyer_company_id)
    ends = ends_of(actor, order.buyer_company_id)
    raise_all(_problems(order, ends))
    plans: list[_Plan] = []

    def prepare() -> list[Side]:
        twins = twins_of(actor.company_id, buyer.company_id, order.lines)
        plan = _Plan((actor, buyer), order, ends, twins, now)
        plan.ict_id = int(sql.rows(NEXT_ID)[0][0])
        _ask_cost(plan)
        plans.append(plan)
        return [_seller(plan), _buyer(plan)]

    def settle(sides: list[Side]) -> bool:
        return _settled(plans[-1], sides)

    pair = Pair(key, f"trade {actor.company_id} {asdict(order)!r}", now, prepare, settle)
    posted = post_pair((actor, buyer), pair)
    document_id = posted.sides[0][0].id
    found = Trade.objects.visible_to(actor).filter(document_id=document_id)
    return TradePosted(found.values_list("ict_id", flat=True).get(), posted)


def preview_trade(*, actor: Actor, order: TradeOrder, now: datetime) -> TradePreview:
    """The goods of both sides as ``post_trade`` would post them, in words and figures. Locks and writes nothing.

    Needs the same rights and refuses the same, what speaks against either side at once, ``where.document`` being the
    side. Invoices are made of the goods when those stand, and are not previewed.
    """
    buyer = in_other_company(actor, order.buyer_company_id)
    ends = ends_of(actor, order.buyer_company_id)
    raise_all(_problems(order, ends))
    with sight.whole():
        plan = _Plan((actor, buyer), order, ends, twins_of(actor.company_id, buyer.company_id, order.lines), now)
        free = _seller_goods(plan, dict.fromkeys(range(1, len(order.lines) + 1), ZERO_FEN))
        for who, type_code in _types(plan, free.type_code):
            who.must(f"{type_code}.post")
        _ask_cost(plan)
        papers = (_seller_goods(plan, plan.prices), _buyer_goods(plan))
        told: list[Preview] = []
        problems: list[Problem] = []
        for number, (who, paper) in enumerate(zip(plan.actors, papers, strict=True)):
            try:
                told.append(preview(actor=who, documents=[paper], now=now))
            except Problem as problem:
                found = problem.problems if isinstance(problem, Problems) else [problem]
                for one in found:  # each side is asked by itself: its document is the first there
                    one.where = replace(one.where, document=number)
                problems += found
        raise_all(problems)
    return TradePreview(
        plan.actors, ends.names, (papers[0].type_code, papers[1].type_code), (told[0], told[1])
    )


def _types(plan: _Plan, goods: str) -> list[tuple[Actor, str]]:
    """Everything that would be posted, and who posts it."""
    seller, buyer = plan.actors
    found = [(seller, goods), (buyer, "branch_in" if plan.ends.is_same_entity else "purchase_receipt")]
    if plan.order.with_invoices:
        found += [(seller, "sales_invoice"), (buyer, "purchase_invoice")]
    return found


def _problems(order: TradeOrder, ends: Ends) -> list[Problem]:
    found: list[Problem] = []
    if not ends.is_same_entity and order.pricing == COST_PLUS and not 0 <= order.markup <= MARKUP_MAX:
        found.append(errors.MarkupWrong(markup=order.markup).at(field="markup"))
    if not ends.is_same_entity and order.pricing == AGREED:
        found += [
            errors.PriceOrMarkup().at(line_no=number, field="price")
            for number, line in enumerate(order.lines, 1)
            if line.price is None
        ]
    if ends.is_same_entity and order.with_invoices:
        found.append(errors.NoInvoiceInside().at(field="with_invoices"))
    return found


def _ask_cost(plan: _Plan) -> None:
    """What the goods would cost now, and the prices that follow from it."""
    paper = _seller_goods(plan, dict.fromkeys(range(1, len(plan.order.lines) + 1), ZERO_FEN))
    plan.worth, job = worth_of(plan.actors[0], paper, plan.now)
    plan.said = {
        line.line_no: {key: line.data[key] for key in SHARED if line.data.get(key)}
        for line in job.paper.lines
    }
    for number, (line, weighed) in enumerate(zip(plan.order.lines, job.paper.lines, strict=True), 1):
        agreed = plan.order.pricing == AGREED and not plan.ends.is_same_entity
        plan.prices[number] = (
            (line.price or ZERO)
            if agreed
            else cost_plus(plan.worth.get(number, ZERO), weighed.weight or line.quantity, plan.order.markup)
        )


def _paper(plan: _Plan, type_code: str, number: int, lines: list[PaperLine]) -> Paper:
    """A paper of one side: 0 the seller's, 1 the buyer's."""
    order, is_goods = plan.order, not type_code.endswith("invoice")
    warehouse = (order.warehouse_id, order.buyer_warehouse_id)[number]
    other = plan.ends.names[1 - number]
    return Paper(
        type_code=type_code,
        business_on=order.business_on,
        lines=lines,
        party_id=plan.ends.parties[number],
        warehouse_id=warehouse if is_goods else None,
        price_mode="EXCL",
        remark=order.remark or f"组织间交易 {plan.ict_id}:{'售予' if number == 0 else '购自'} {other}",
        source_system=PAIRED,
        source_number=str(plan.ict_id),
        made_by=PAIRED,
    )


def _seller_goods(plan: _Plan, prices: dict[int, Decimal]) -> Paper:
    lines = []
    for number, (line, twin) in enumerate(zip(plan.order.lines, plan.twins, strict=True), 1):
        lines.append(
            PaperLine(
                product_id=line.product_id,
                quantity=line.quantity,
                price=None if plan.ends.is_same_entity else prices[number],
                tax_code_id=None if plan.ends.is_same_entity else twin.tax_code_id,
                data={key: value for key, value in line.data.items() if key != "bin_to"},
            )
        )
    return _paper(plan, "branch_out" if plan.ends.is_same_entity else "sales_issue", 0, lines)


def _buyer_goods(plan: _Plan) -> Paper:
    lines = []
    inside = plan.ends.is_same_entity
    for number, (line, twin) in enumerate(zip(plan.order.lines, plan.twins, strict=True), 1):
        data = dict(plan.said.get(number, {}))
        if line.data.get("bin_to"):
            data["bin"] = line.data["bin_to"]
        lines.append(
            PaperLine(
                product_id=twin.other_product_id,
                quantity=line.quantity,
                price=None if inside else plan.prices[number],
                tax_code_id=None if inside else twin.other_tax_code_id,
                amount_net=plan.worth.get(number, ZERO_FEN) if inside else None,
                source_line_id=line.wish_line_id,
                data=data,
            )
        )
    return _paper(plan, "branch_in" if inside else "purchase_receipt", 1, lines)


def _invoice(plan: _Plan, type_code: str, number: int) -> Callable[[list[Job]], Paper]:
    def make(jobs: list[Job]) -> Paper:
        (goods,) = jobs
        rest = [PaperLine(source_line_id=line.id, quantity=line.quantity) for line in goods.paper.lines]
        return _paper(plan, type_code, number, rest)

    return make


def _seller(plan: _Plan) -> Side:
    goods = _seller_goods(plan, plan.prices)
    return _side(plan, 0, goods, "sales_invoice")


def _buyer(plan: _Plan) -> Side:
    return _side(plan, 1, _buyer_goods(plan), "purchase_invoice")


def _side(plan: _Plan, number: int, goods: Paper, invoice: str) -> Side:
    on = plan.order.business_on
    steps = [Step(goods.type_code, on, lambda _: goods)]
    if plan.order.with_invoices:
        steps.append(Step(invoice, on, _invoice(plan, invoice, number)))
    return Side(plan.actors[number], steps)


def _settled(plan: _Plan, sides: list[Side]) -> bool:
    """Write what belongs together. False: the goods cost something else than was asked, so prices are not right."""
    sold, bought = sides[0].jobs[0], sides[1].jobs[0]
    is_at_cost = plan.order.pricing != AGREED or plan.ends.is_same_entity
    if is_at_cost and worth_by_line(sold) != plan.worth:
        return False
    if not plan.ends.is_same_entity and sold.paper.amount_incl != bought.paper.amount_incl:
        raise errors.SidesDiffer(seller=sold.paper.amount_incl, buyer=bought.paper.amount_incl)
    pricing = AT_COST if plan.ends.is_same_entity else plan.order.pricing
    for side, name, other in ((sides[0], "seller", sides[1]), (sides[1], "buyer", sides[0])):
        trade = Trade.objects.create(
            company_id=side.actor.company_id,
            ict_id=plan.ict_id,
            side=name,
            other_company_id=other.actor.company_id,
            business_on=plan.order.business_on,
            document_id=side.jobs[0].document_id,
            invoice_id=side.jobs[1].document_id if len(side.jobs) > 1 else None,
            is_same_entity=plan.ends.is_same_entity,
            pricing=pricing,
            markup=plan.order.markup if pricing == COST_PLUS else ZERO,
            made_by=side.actor.user_id,
            made_at=plan.now,
        )
        record(
            actor=side.actor,
            at=plan.now,
            action="intercompany.trade.posted",
            entity_kind="intercompany_trade",
            entity_id=trade.pk,
            data={"ict_id": plan.ict_id, "documents": [job.number for job in side.jobs]},
        )
    return True


def reverse_trade(
    *, actor: Actor, ict_id: int, business_on: date | None, reason: str, key: str, now: datetime
) -> PairPosted:
    """成对红冲: all documents of both sides are taken back, or none. ``business_on`` None is the trade's own day.

    Needs the rights to reverse all of them. Refused as each reversal is: goods that are gone from the buyer, payments
    made, months closed.
    """
    sides = live_sides(actor, ict_id)
    actors = [
        actor if one.company_id == actor.company_id else in_other_company(actor, one.company_id)
        for one in sides
    ]

    def prepare() -> list[Side]:
        return [
            Side(
                who,
                [
                    Step(type_code, business_on or one.business_on, reverses_id=document_id, reason=reason)
                    for document_id, type_code in one.documents
                ],
            )
            for who, one in zip(actors, sides, strict=True)
        ]

    def settle(done: list[Side]) -> bool:
        for side in done:
            record(
                actor=side.actor,
                at=now,
                action="intercompany.trade.reversed",
                entity_kind="intercompany_trade",
                entity_id=ict_id,
                data={"ict_id": ict_id, "reason": reason, "documents": [job.number for job in side.jobs]},
            )
        return True

    pair = Pair(key, f"untrade {ict_id} {business_on} {reason}", now, prepare, settle)
    return post_pair(actors, pair)
