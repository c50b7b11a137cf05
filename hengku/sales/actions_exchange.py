"""换货 (C7 换货=退货+新出库两张): what a customer gives back and what they get instead, in one command."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hengku.documents.errors import WrongSource
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.kit.errors import Invalid
from hengku.posting.actions import Posted, post
from hengku.posting.lot_proposal import fill_lots
from hengku.posting.preview import Preview, preview


@dataclass(frozen=True, slots=True)
class GivenBack:
    """So much (> 0, in the unit of the issue line) of a line comes back, with what inspection said of it. ``serials``
    names the pieces of goods told apart by them; a lot is that of the issue.
    """

    line_id: int
    quantity: Decimal
    verdict: str = "available"
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenInstead:
    """So much (> 0) of a product goes out, at a price as the issue states them: with tax or without. ``goods`` says
    which of them where goods are told apart: lot_no, produced_on, expires_on, serials, bin.
    """

    product_id: int
    quantity: Decimal
    price: Decimal | None = None
    unit_id: int | None = None
    goods: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange as it is written: of which issue, when, why, what comes back and what goes out."""

    issue_id: int
    business_on: date
    reason: str
    back: list[GivenBack]
    instead: list[GivenInstead]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an exchange would do. Amounts with tax, ≥ 0; ``instead`` has the lots first to expire where none were
    named. Nothing was written.
    """

    back: Decimal
    sent: Decimal
    instead: list[PaperLine]
    preview: Preview

    @property
    def difference(self) -> Decimal:
        """What the customer has to pay on top; below zero what they get back."""
        return self.sent - self.back


@dataclass(eq=False)
class ExchangeOneSided(Invalid):
    """An exchange takes something back and gives something out."""

    text = "换货要有退回的商品,也要有换出的商品。只退不换请用销售退货单。"


def exchange(*, actor: Actor, given: Exchange, key: str, now: datetime) -> Posted:
    """Post a 销售退货单 of lines of an issue and a 销售出库单 of what goes out instead, both or neither; both name the issue
    in their remark. The difference in price is what the receivable changes by.

    Customer, warehouse and price mode are the issue's. Needs the rights to post both; refused as each of them is, with
    everything that is wrong; locks as ``post``.
    """
    return post(actor=actor, documents=papers_of(actor, given), key=key, now=now)


def preview_exchange(*, actor: Actor, given: Exchange, now: datetime) -> Outlook:
    """What ``exchange`` would do, with lots proposed first to expire, first out (B4) for goods that name none. Refused
    as ``exchange`` is. Takes no lock, writes nothing.
    """
    returned, sent = papers_of(actor, given)
    fill_lots(actor=actor, paper=sent)
    instead = list(sent.lines)  # a kit on the paper is taken apart while it is decided
    told = preview(actor=actor, documents=[returned, sent], now=now)
    return Outlook(returned.amount_incl, sent.amount_incl, instead, told)


def papers_of(actor: Actor, given: Exchange) -> list[Paper]:
    """The return and the issue of an exchange. Refused when what is exchanged is no issue in force, or one side is
    empty.
    """
    issue, kind = find_document(actor, given.issue_id)
    if kind.code != "sales_issue" or issue.state != "posted" or issue.reverses_id is not None:
        state = kind.states.labels[issue.state][0]
        raise WrongSource(source_number=issue.number, reason=f"它是{kind.label},状态是「{state}」,不能换货")
    if not given.back or not given.instead:
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
        given.business_on,
        [
            PaperLine(
                quantity=one.quantity,
                unit_id=units.get(one.line_id),
                source_line_id=one.line_id,
                data={"verdict": one.verdict} | ({"serials": list(one.serials)} if one.serials else {}),
            )
            for one in given.back
        ],
        data={"reason": given.reason},
        **header,
    )
    sent = Paper(
        "sales_issue",
        given.business_on,
        [
            PaperLine(
                product_id=one.product_id,
                quantity=one.quantity,
                price=one.price,
                unit_id=one.unit_id,
                data=dict(one.goods),
            )
            for one in given.instead
        ],
        **header,
    )
    return [returned, sent]
