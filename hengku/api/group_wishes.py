"""What stores of another company of the group ask for (D-SREQ), to be sent to them by a trade."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer, Named
from hengku.api.values import SomeId
from hengku.api.wire import reply
from hengku.intercompany.queries_wishes import wishes_of
from hengku.kit.numbers import exact_text

router = Router(tags=["组织间交易"])


class GroupWishesQuery(QueryBody):
    """Whose store."""

    company: SomeId
    warehouse: SomeId


class GroupWishProduct(Answer):
    """Our product of the same code."""

    id: str
    code: str
    name: str
    unit: str
    aux_unit: Named | None


class GroupWishAnswer(Answer):
    """A line that a store of another company asks for; ``left`` in base units."""

    line: str
    number: str
    needed_on: str | None
    product: GroupWishProduct
    left: str


@router.get("/wishes", response=list[GroupWishAnswer], summary="关联账套门店的要货")
def read_wishes(request: HttpRequest, query: Query[GroupWishesQuery]) -> HttpResponse:
    """What a store of another company of the group still waits for, what is needed first on top; at most 500 lines."""
    return reply(
        [
            {
                "line": str(one.line_id),
                "number": one.number,
                "needed_on": one.needed_on,
                "product": {
                    "id": str(one.product_id),
                    "name": one.name,
                    "code": one.code,
                    "unit": one.unit,
                    "aux_unit": {"id": "", "name": one.aux_unit} if one.aux_unit else None,
                },
                "left": exact_text(one.left),
            }
            for one in wishes_of(actor_of(request), query.company or 0, query.warehouse or 0)
        ]
    )
