"""组织间交易 (D-ICT): companies of one group, trade between them, and the profit that still lies in stock."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import Key
from hengku.api.previews import preview_answer
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.values import ID_MAX, Day, Flag, Id, Price, Quantity, Rate, SomeId, Text
from hengku.api.wire import reply
from hengku.documents.declaration import document_type
from hengku.documents.paper import AUX_QUANTITY
from hengku.intercompany.actions import TradeLine, TradeOrder, post_trade, preview_trade, reverse_trade
from hengku.intercompany.actions_links import NewLink, save_link
from hengku.intercompany.queries import candidates, elimination, links_of, trades_of
from hengku.kit.numbers import ZERO, exact_text
from hengku.posting.pairs import PairPosted

router = Router(tags=["组织间交易"])

IctId = PathEx[int, P(ge=1, le=ID_MAX)]


class GroupLinkBody(Body):
    """Which company of the group is which party, in both companies."""

    other_company: SomeId
    party: SomeId
    other_party: SomeId
    is_same_entity: Flag = False
    markup: Rate = ZERO
    is_active: bool = True


class GroupTradeLineBody(Body):
    """A product of the seller, in base units; the price without tax where it is agreed, of goods that are weighed of
    one unit of weight.
    """

    product: SomeId
    quantity: Quantity
    price: Price = None
    aux_quantity: Quantity = Field(default=None, description="实称重量,双计量商品;两边同一个重量")
    lot_no: Text = ""
    lot_reason: Text = Field(default="", description="批次说明:重量超出允差时须有")
    produced_on: Day = None
    expires_on: Day = None
    serials: Text = ""
    bin: Text = ""
    bin_to: Text = Field(default="", description="对方放入的库位")
    wish_line: Id = Field(default=None, description="对方门店要货单的行,送它要的货")


class GroupTradeBody(Body):
    """What the present company sells to another of its group."""

    buyer_company: SomeId
    business_on: Day = None
    warehouse: SomeId
    buyer_warehouse: SomeId
    pricing: Literal["COST_PLUS", "AGREED"] = Field(
        default="COST_PLUS", description="COST_PLUS 成本加成;AGREED 协议价"
    )
    markup: Rate = ZERO
    with_invoices: Flag = False
    remark: Text = ""
    lines: list[GroupTradeLineBody] = Field(min_length=1, max_length=500)


class GroupReversalBody(Body):
    """Why, and on which day."""

    reason: Text = ""
    business_on: Day = None


class TradesQuery(QueryBody):
    """Trades of these days; all of them when nothing is said."""

    since: Day = None
    until: Day = None


class OnQuery(QueryBody):
    """As of the end of this day; today when nothing is said."""

    on: Day = None


class GroupCompanyAnswer(Answer):
    """A company the person also works in, with the parties and warehouses to choose from."""

    id: str
    name: str
    parties: list[Named]
    warehouses: list[Named]


class GroupLinkAnswer(Answer):
    """A linked company. ``is_mutual``: the other company has us too."""

    id: str
    other_company: Named
    party: Named
    other_party: Named | None
    is_same_entity: bool
    markup: str
    is_active: bool
    is_mutual: bool


class GroupSideAnswer(Answer):
    """A document of a trade."""

    id: str
    type_code: str
    number: str
    state: str


class GroupTradeAnswer(Answer):
    """A trade seen from the present company. Invoice and the other side's document where there are any to be seen.
    ``returns``: the trade of which goods came back by this one.
    """

    ict_id: str
    returns: str | None
    side: str
    business_on: str
    other_company: Named
    is_same_entity: bool
    pricing: str
    markup: str
    amount_net: str
    amount_incl: str
    document: GroupSideAnswer
    invoice: GroupSideAnswer | None
    other: GroupSideAnswer | None


class GroupPostedAnswer(Answer):
    """A document that was posted."""

    id: str
    number: str
    type_code: str


class GroupTradePostedAnswer(Answer):
    """The documents of both sides, the seller's first."""

    ict_id: str
    repeated: bool
    seller: list[GroupPostedAnswer]
    buyer: list[GroupPostedAnswer]


class GroupTradeSideAnswer(Answer):
    """One side of a trade to come. ``amount_incl`` null for who may not see money there."""

    company: str
    type_code: str
    label: str
    label_en: str
    amount_incl: str | None
    sentences: list[str]


class GroupTradePreviewAnswer(Answer):
    """What a trade would do on both sides. ``refolded``: how many later events of the same goods are costed again in
    both companies together.
    """

    seller: GroupTradeSideAnswer
    buyer: GroupTradeSideAnswer
    refolded: int


class EliminationAnswer(Answer):
    """What one company still holds of another's profit, of one product."""

    seller: str
    buyer: str
    product: Named
    code: str
    unit: str
    bought: str
    sold: str
    cost: str
    margin_rate: str
    balance_quantity: str
    balance: str
    share: str
    unrealised: str


def _named(key: int, name: str) -> dict[str, str]:
    return {"id": str(key), "name": name}


@router.get("/companies", response=list[GroupCompanyAnswer], summary="可关联的账套")
def read_candidates(request: HttpRequest) -> HttpResponse:
    """Other companies the person works in, with what a link or a trade asks for."""
    return reply(
        [
            {
                **_named(one.company_id, one.name),
                "parties": [_named(*party) for party in one.parties],
                "warehouses": [_named(*warehouse) for warehouse in one.warehouses],
            }
            for one in candidates(actor_of(request))
        ]
    )


@router.get("/links", response=list[GroupLinkAnswer], summary="关联账套")
def read_links(request: HttpRequest) -> HttpResponse:
    """The companies of the group this one is linked with."""
    return reply(
        [
            {
                "id": str(one.id),
                "other_company": _named(one.other_company_id, one.other_company),
                "party": _named(one.party_id, one.party),
                "other_party": _named(one.other_party_id, one.other_party) if one.other_party_id else None,
                "is_same_entity": one.is_same_entity,
                "markup": one.markup,
                "is_active": one.is_active,
                "is_mutual": one.is_mutual,
            }
            for one in links_of(actor_of(request))
        ]
    )


@router.put("/links", response=list[GroupLinkAnswer], summary="建立或修改关联")
def put_link(request: HttpRequest, payload: GroupLinkBody) -> HttpResponse:
    """Link with another company of the group, in both companies at once."""
    save_link(
        actor=actor_of(request),
        link=NewLink(
            payload.other_company,
            payload.party,
            payload.other_party,
            payload.is_same_entity,
            payload.markup or ZERO,
            payload.is_active,
        ),
    )
    return read_links(request)


def _side(row: dict[str, Any], prefix: str, kind: str, number: str, state: str) -> dict[str, str] | None:
    if not row[prefix]:
        return None
    return {
        "id": str(row[prefix]),
        "type_code": row[kind],
        "number": row[number],
        "state": row.get(state) or "",
    }


@router.get("/trades", response=list[GroupTradeAnswer], summary="组织间交易列表")
def read_trades(request: HttpRequest, query: Query[TradesQuery]) -> HttpResponse:
    """Trades of the present company with others of the group, the latest first, at most 500."""
    since, until = query.since or date(1900, 1, 1), query.until or date(9998, 12, 31)
    return reply(
        [
            {
                "ict_id": str(row["ict_id"]),
                "returns": str(row["returns_ict_id"]) if row["returns_ict_id"] else None,
                **{
                    key: row[key]
                    for key in (
                        "side", "business_on", "is_same_entity", "pricing", "markup", "amount_net", "amount_incl",
                    )
                },
                "other_company": _named(row["other_company_id"], row["other_company"]),
                "document": _side(row, "document_id", "document_type", "number", "state"),
                "invoice": _side(row, "invoice_id", "invoice_type", "invoice_number", "state"),
                "other": _side(row, "other_document_id", "other_type", "other_number", "other_state"),
            }
            for row in trades_of(actor_of(request), since, until)
        ]
    )  # fmt: skip


def posted_answer(ict_id: int, posted: PairPosted) -> dict[str, Any]:
    """``GroupTradePostedAnswer``."""
    sides = [
        [{"id": str(one.id), "number": one.number, "type_code": one.type_code} for one in side]
        for side in posted.sides
    ]
    return {"ict_id": str(ict_id), "repeated": posted.repeated, "seller": sides[0], "buyer": sides[1]}


@router.post("/trades", response=GroupTradePostedAnswer, summary="组织间交易过账")
def create_trade(request: HttpRequest, payload: GroupTradeBody, key: str = Key) -> HttpResponse:
    """Sell to another company of the group: both companies' documents are posted, or none."""
    now = timezone.localtime()
    done = post_trade(actor=actor_of(request), order=_order(payload, now.date()), key=key, now=now)
    return reply(posted_answer(done.ict_id, done.posted))


@router.post("/trades/preview", response=GroupTradePreviewAnswer, summary="预览组织间交易")
def read_preview(request: HttpRequest, payload: GroupTradeBody) -> HttpResponse:
    """What the trade would do on both sides, in words. Writes nothing; refuses as the trade would."""
    now = timezone.localtime()
    told = preview_trade(actor=actor_of(request), order=_order(payload, now.date()), now=now)
    sides = []
    for who, company, type_code, found in zip(
        told.actors, told.companies, told.type_codes, told.sides, strict=True
    ):
        kind = document_type(type_code)
        answer = preview_answer(who, kind, found)
        sides.append(
            {
                "company": company,
                "type_code": type_code,
                "label": kind.label,
                "label_en": kind.label_en,
                "amount_incl": answer["totals"]["amount_incl"],
                "sentences": answer["sentences"],
            }
        )
    refolded = sum(found.refolded for found in told.sides)
    return reply({"seller": sides[0], "buyer": sides[1], "refolded": refolded})


def _order(payload: GroupTradeBody, today: date) -> TradeOrder:
    shared = ("lot_no", "lot_reason", "serials", "bin", "bin_to")
    dates = ("produced_on", "expires_on")
    lines = tuple(
        TradeLine(
            line.product,
            line.quantity or ZERO,
            line.price,
            {
                **{name: getattr(line, name) for name in shared if getattr(line, name)},
                **{name: getattr(line, name).isoformat() for name in dates if getattr(line, name)},
                **({AUX_QUANTITY: exact_text(line.aux_quantity)} if line.aux_quantity is not None else {}),
            },
            line.wish_line,
        )
        for line in payload.lines
    )
    return TradeOrder(
        buyer_company_id=payload.buyer_company,
        business_on=payload.business_on or today,
        warehouse_id=payload.warehouse,
        buyer_warehouse_id=payload.buyer_warehouse,
        lines=lines,
        pricing=payload.pricing,
        markup=payload.markup or ZERO,
        with_invoices=payload.with_invoices,
        remark=payload.remark,
    )


@router.post("/trades/{ict_id}/reverse", response=GroupTradePostedAnswer, summary="成对红冲")
def create_reversal(request: HttpRequest, ict_id: IctId, payload: GroupReversalBody, key: str = Key) -> HttpResponse:
    """Take back all documents of both sides, or none."""
    now = timezone.localtime()
    undone = reverse_trade(
        actor=actor_of(request),
        ict_id=ict_id,
        business_on=payload.business_on or now.date(),
        reason=payload.reason,
        key=key,
        now=now,
    )
    return reply(posted_answer(ict_id, undone))


@router.get("/elimination", response=list[EliminationAnswer], summary="未实现利润抵销")
def read_elimination(request: HttpRequest, query: Query[OnQuery]) -> HttpResponse:
    """买方结存 × 卖方毛利率, by seller, buyer and product, where the person may see costs in both companies."""
    rows = elimination(actor_of(request), query.on or timezone.localdate())
    return reply(
        [
            {
                **{key: value for key, value in row.items() if not key.endswith("_id") and key != "name"},
                "product": _named(row["product_id"], row["name"]),
            }
            for row in rows
        ]
    )
