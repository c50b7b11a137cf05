"""换货 (C7 换货=退货+新出库两张): what a customer gives back and what they get instead, in one command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hengku.documents.errors import WrongSource
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.kit.errors import Invalid
from hengku.posting.actions import Posted, post


@dataclass(frozen=True, slots=True)
class GivenBack:
    """So much (> 0, in the unit of the issue line) of a line comes back, with what inspection said of it."""

    line_id: int
    quantity: Decimal
    verdict: str = "available"


@dataclass(frozen=True, slots=True)
class GivenInstead:
    """So much (> 0) of a product goes out, at a price as the issue states them: with tax or without."""

    product_id: int
    quantity: Decimal
    price: Decimal | None = None
    unit_id: int | None = None


@dataclass(eq=False)
class ExchangeOneSided(Invalid):
    """An exchange takes something back and gives something out."""

    text = "换货要有退回的商品,也要有换出的商品。只退不换请用销售退货单。"


def exchange(
    *,
    actor: Actor,
    issue_id: int,
    business_on: date,
    reason: str,
    back: list[GivenBack],
    instead: list[GivenInstead],
    key: str,
    now: datetime,
) -> Posted:
    """Post a 销售退货单 of lines of an issue and a 销售出库单 of what goes out instead, both or neither; both name the issue
    in their remark. The difference in price is what the receivable changes by.

    Customer, warehouse and price mode are the issue's. Needs the rights to post both; refused as each of them is, with
    everything that is wrong; locks as ``post``.
    """
    issue, kind = find_document(actor, issue_id)
    if kind.code != "sales_issue" or issue.state != "posted" or issue.reverses_id is not None:
        state = kind.states.labels[issue.state][0]
        raise WrongSource(source_number=issue.number, reason=f"它是{kind.label},状态是「{state}」,不能换货")
    if not back or not instead:
        raise ExchangeOneSided
    header: dict[str, Any] = {
        "party_id": issue.party_id,
        "warehouse_id": issue.warehouse_id,
        "price_mode": issue.price_mode,
        "remark": f"换货:{issue.number}",
    }
    units = dict(issue.lines.values_list("pk", "unit_id"))
    returned = Paper(
        "sales_return",
        business_on,
        [
            PaperLine(
                quantity=one.quantity,
                unit_id=units.get(one.line_id),
                source_line_id=one.line_id,
                data={"verdict": one.verdict},
            )
            for one in back
        ],
        data={"reason": reason},
        **header,
    )
    sent = Paper(
        "sales_issue",
        business_on,
        [
            PaperLine(product_id=one.product_id, quantity=one.quantity, price=one.price, unit_id=one.unit_id)
            for one in instead
        ],
        **header,
    )
    return post(actor=actor, documents=[returned, sent], key=key, now=now)
