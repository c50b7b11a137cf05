"""组织间退货 (D-ICT): a part of what was traded inside a group goes back, in both companies at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import Key
from hengku.api.group import GroupTradePostedAnswer, IctId, posted_answer
from hengku.api.schemas import Answer
from hengku.api.values import Day, Quantity, SomeId, Text
from hengku.api.wire import reply
from hengku.documents.paper import AUX_QUANTITY
from hengku.intercompany.actions_return import ReturnLine, TradeReturn, return_trade
from hengku.intercompany.queries_return import lines_left
from hengku.kit.numbers import ZERO, exact_text

router = Router(tags=["组织间交易"])


class GroupReturnLineBody(Body):
    """How much of a line of the trade goes back, in base units."""

    line_no: int = Field(ge=1, le=100_000)
    quantity: Quantity
    aux_quantity: Quantity = Field(default=None, description="实称重量,双计量商品;不填按件数从原单带出")
    serials: Text = ""
    bin: Text = Field(default="", description="买方从哪个库位退出")
    bin_to: Text = Field(default="", description="卖方放入的库位")


class GroupReturnBody(Body):
    """What goes back. The warehouses are those of the trade where none is named."""

    reason: Text = "quality"
    business_on: Day = None
    seller_warehouse: SomeId | None = None
    buyer_warehouse: SomeId | None = None
    remark: Text = ""
    lines: list[GroupReturnLineBody] = Field(min_length=1, max_length=500)


class GroupLineLeftAnswer(Answer):
    """A line of a trade, and what of it may still go back."""

    line_no: int
    code: str
    name: str
    specification: str
    unit: str
    weight_unit: str
    tracking: str
    lot_no: str
    quantity: str
    left: str


@router.get("/trades/{ict_id}/lines", response=list[GroupLineLeftAnswer], summary="可退的行")
def read_lines(request: HttpRequest, ict_id: IctId) -> HttpResponse:
    """The lines of a trade and what of each may still go back."""
    return reply(
        [
            {
                "line_no": one.line_no,
                "code": one.code,
                "name": one.name,
                "specification": one.specification,
                "unit": one.unit,
                "weight_unit": one.weight_unit,
                "tracking": one.tracking,
                "lot_no": one.lot_no,
                "quantity": exact_text(one.quantity),
                "left": exact_text(one.left),
            }
            for one in lines_left(actor_of(request), ict_id)
        ]
    )


@router.post("/trades/{ict_id}/return", response=GroupTradePostedAnswer, summary="组织间退货")
def create_return(
    request: HttpRequest, ict_id: IctId, payload: GroupReturnBody, key: str = Key
) -> HttpResponse:
    """Give a part back: both companies' returns are posted, or none. May be asked from either company."""
    now = timezone.localtime()
    lines = tuple(
        ReturnLine(
            one.line_no,
            one.quantity or ZERO,
            {
                "serials": one.serials,
                "bin": one.bin,
                "bin_to": one.bin_to,
                AUX_QUANTITY: exact_text(one.aux_quantity) if one.aux_quantity else "",
            },
        )
        for one in payload.lines
    )
    given = TradeReturn(
        ict_id,
        payload.business_on or now.date(),
        lines,
        payload.reason,
        payload.seller_warehouse,
        payload.buyer_warehouse,
        payload.remark,
    )
    done = return_trade(actor=actor_of(request), given=given, key=key, now=now)
    return reply(posted_answer(done.ict_id, done.posted))
