"""What the pages of one product and one party show beside the record itself."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody
from hengku.api.records import RecordId
from hengku.api.schemas_pages import PartyPageAnswer, ProductDayAnswer, ProductPageAnswer
from hengku.api.values import Day, Id
from hengku.api.wire import reply
from hengku.reports.pages import party_page, product_days, product_page

products = Router(tags=["商品"])
parties = Router(tags=["往来单位"])

#: How far back the chart of a product goes when nothing is said.
DAYS_BACK = 90


class DaysQuery(QueryBody):
    """Which days, and of which warehouse."""

    first: Day = Field(default=None, alias="from")
    to: Day = None
    warehouse: Id = None


@products.get("/{record_id}/page", response=ProductPageAnswer, summary="商品主页")
def read_product_page(request: HttpRequest, record_id: RecordId) -> HttpResponse:
    """Last prices by party, who holds the product and who brings it, and its latest documents."""
    return reply(product_page(actor_of(request), record_id))


@products.get("/{record_id}/days", response=list[ProductDayAnswer], summary="商品每日结存")
def read_product_days(request: HttpRequest, record_id: RecordId, query: Query[DaysQuery]) -> HttpResponse:
    """Quantity and amount at the end of each day on which one of them changed; first the day before the first."""
    last = query.to or timezone.localdate()
    first = query.first or last - timedelta(days=DAYS_BACK)
    days = product_days(actor_of(request), record_id, first=first, last=last, warehouse_id=query.warehouse)
    return reply(days)


@parties.get("/{record_id}/page", response=PartyPageAnswer, summary="往来单位主页")
def read_party_page(request: HttpRequest, record_id: RecordId) -> HttpResponse:
    """What is open with a party: balances, ageing, advances, credit left."""
    return reply(party_page(actor_of(request), record_id, today=timezone.localdate()))
