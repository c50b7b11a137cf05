"""Goods of a trade go back in part: both companies' documents at once, as the trade was (D-ICT, D-PRT, D-SRT).

Between legal persons it is 采购退货 there and 销售退货 here, each of its own line: price and tax are shares of what was
charged (T10), the seller takes the goods back at what they had cost (C7), the buyer gives them back at what it owed for
them (C6). Within one legal person they go back at what they came for. Red invoices follow as of any return.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hengku.audit.actions import record
from hengku.documents.paper import PAIRED, Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.intercompany import errors
from hengku.intercompany.actions import NEXT_ID, SHARED, TradePosted
from hengku.intercompany.actions_links import in_other_company
from hengku.intercompany.models import Trade
from hengku.intercompany.queries_return import GoodsOf, goods_of
from hengku.intercompany.rules import BACK_BY
from hengku.kit import sight, sql
from hengku.kit.errors import raise_all
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.pairs import Pair, Side, Step, post_pair, worth_by_line, worth_of


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """How much of a line of the trade goes back, in base units; ``data`` says serials, weight and bins of it."""

    line_no: int
    quantity: Decimal
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TradeReturn:
    """What goes back of a trade. The warehouses are those of its documents where none is named."""

    ict_id: int
    business_on: date
    lines: tuple[ReturnLine, ...]
    reason: str = "quality"
    seller_warehouse_id: int | None = None
    buyer_warehouse_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _End:
    """One side of the trade as it stands: who asks there, its goods document and the lines of it by number."""

    actor: Actor
    trade: Trade
    goods: GoodsOf


def return_trade(*, actor: Actor, given: TradeReturn, key: str, now: datetime) -> TradePosted:
    """Give goods of a trade back, from either company. Needs the rights to post both returns, each in its company.

    Refused with what is wrong on both sides: more than is left of a line, goods that are gone from the buyer, closed
    months. Locks as in ``posting.pairs``.
    """
    ends = _ends(actor, given.ict_id)
    raise_all(
        [
            errors.LineNotOfTrade(line_no_said=one.line_no).at(line_no=number, field="line_no")
            for number, one in enumerate(given.lines, 1)
            if any(one.line_no not in end.goods.lines for end in ends)
        ]
    )
    worth: list[dict[int, Decimal]] = []
    ids: list[int] = []

    def prepare() -> list[Side]:
        ids.append(int(sql.rows(NEXT_ID)[0][0]))
        back = _paper(ends[1], given, ids[-1], {})
        is_inside = ends[0].trade.is_same_entity
        worth.append(worth_of(ends[1].actor, back, now)[0] if is_inside else {})
        papers = (_paper(ends[0], given, ids[-1], worth[-1]), back)
        return [Side(end.actor, [_step(paper)]) for end, paper in zip(ends, papers, strict=True)]

    def settle(sides: list[Side]) -> bool:
        if ends[0].trade.is_same_entity and worth_by_line(sides[1].jobs[0]) != worth[-1]:
            return False
        _write(ends, given, ids[-1], sides, now)
        return True

    pair = Pair(key, f"return {actor.company_id} {asdict(given)!r}", now, prepare, settle)
    posted = post_pair([end.actor for end in ends], pair)
    mine = next(n for n, end in enumerate(ends) if end.actor.company_id == actor.company_id)
    found = Trade.objects.visible_to(actor).filter(document_id=posted.sides[mine][0].id)
    return TradePosted(found.values_list("ict_id", flat=True).get(), posted)


def _step(paper: Paper) -> Step:
    return Step(paper.type_code, paper.business_on, lambda _: paper)


def _ends(actor: Actor, ict_id: int) -> tuple[_End, _End]:
    """Seller and buyer of a trade of the actor's company. Refused: no such trade, or itself a return."""
    ours = Trade.objects.visible_to(actor).filter(ict_id=ict_id).first()
    if ours is None:
        raise errors.TradeNotFound(ict_id=ict_id)
    if ours.returns_ict_id:
        raise errors.ReturnOfReturn
    there = in_other_company(actor, ours.other_company_id)
    theirs = Trade.objects.of_company(there.company_id).get(ict_id=ict_id)
    with sight.whole():
        found = {one.side: _End(who, one, goods_of(one)) for who, one in ((actor, ours), (there, theirs))}
    return found["seller"], found["buyer"]


def _paper(end: _End, given: TradeReturn, ict_id: int, worth: dict[int, Decimal]) -> Paper:
    """The return on one side. ``worth`` by line number where it comes in at what the other side says."""
    is_seller = end.trade.side == "seller"
    warehouse = given.seller_warehouse_id if is_seller else given.buyer_warehouse_id
    type_code = BACK_BY[end.goods.type_code]
    lines = []
    for number, one in enumerate(given.lines, 1):
        data = {key: one.data[key] for key in SHARED if one.data.get(key)}
        bin_ = one.data.get("bin_to" if is_seller else "bin")
        lines.append(
            PaperLine(
                source_line_id=end.goods.lines[one.line_no],
                quantity=one.quantity,
                amount_net=worth.get(number, ZERO_FEN) if type_code == "branch_in" else None,
                data={**data, "bin": bin_} if bin_ else data,
            )
        )
    return Paper(
        type_code=type_code,
        business_on=given.business_on,
        lines=lines,
        party_id=end.goods.party_id,
        warehouse_id=warehouse or end.goods.warehouse_id,
        price_mode="EXCL",
        remark=given.remark or f"组织间交易 {given.ict_id} 退货",
        data={"reason": given.reason} if type_code in ("sales_return", "purchase_return") else {},
        source_system=PAIRED,
        source_number=str(ict_id),
        made_by=PAIRED,
    )


def _write(
    ends: tuple[_End, _End], given: TradeReturn, ict_id: int, sides: list[Side], now: datetime
) -> None:
    """What belongs together. Refused when one side takes back another amount than the other gives."""
    taken, back = (side.jobs[0].paper for side in sides)
    if not ends[0].trade.is_same_entity and taken.amount_incl != back.amount_incl:
        raise errors.SidesDiffer(seller=taken.amount_incl, buyer=back.amount_incl)
    for end, side in zip(ends, sides, strict=True):
        job = side.jobs[0]
        trade = Trade.objects.create(
            company_id=end.trade.company_id,
            ict_id=ict_id,
            side=end.trade.side,
            other_company_id=end.trade.other_company_id,
            business_on=given.business_on,
            document_id=job.document_id,
            is_same_entity=end.trade.is_same_entity,
            returns_ict_id=given.ict_id,
            pricing=end.trade.pricing,
            markup=end.trade.markup,
            made_by=end.actor.user_id,
            made_at=now,
        )
        record(
            actor=end.actor,
            at=now,
            action="intercompany.trade.returned",
            entity_kind="intercompany_trade",
            entity_id=trade.pk,
            data={"ict_id": ict_id, "returns": given.ict_id, "documents": [job.number]},
        )

