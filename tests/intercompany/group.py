"""Two companies of a group, one person in both, and what they trade in tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hengku.identity.actions import grant_role
from hengku.identity.rules import ALL_ROUNDER
from hengku.intercompany.actions import TradeLine, TradeOrder, TradePosted, post_trade, reverse_trade
from hengku.intercompany.actions_links import NewLink, save_link
from hengku.intercompany.queries import links_of
from hengku.kit.numbers import D
from hengku.posting import pairs
from tests.posting.books import snapshot, written
from tests.posting.desk import NOW, Desk, new_key
from tests.world import Book


@dataclass
class Group:
    """甲 sells to 乙; one person works in both."""

    seller: Book
    buyer: Book

    def order(self, quantity: str = "40", **more: Any) -> TradeOrder:
        line = TradeLine(self.seller.cola.pk, D(quantity), **more.pop("line", {}))
        given = TradeOrder(
            buyer_company_id=self.buyer.company_id,
            business_on=self.seller.day(10),
            warehouse_id=self.seller.w1.pk,
            buyer_warehouse_id=self.buyer.w1.pk,
            lines=(line,),
            markup=D("0.1"),
        )
        return replace(given, **more)

    def trade(self, quantity: str = "40", key: str = "", **more: Any) -> TradePosted:
        return post_trade(
            actor=self.seller.actor, order=self.order(quantity, **more), key=key or new_key(), now=NOW
        )

    def undo(self, trade: TradePosted, **more: Any) -> pairs.PairPosted:
        asked = {"ict_id": trade.ict_id, "business_on": None, "reason": "录错", "key": new_key(), **more}
        return reverse_trade(actor=self.seller.actor, now=NOW, **asked)

    @property
    def state(self) -> Any:
        return [(written(one), snapshot(one)) for one in (self.seller, self.buyer)]

    def link(self, **more: Any) -> None:
        known = [one.add_party("ICT", "集团伙伴") for one in (self.seller, self.buyer)]
        save_link(
            actor=self.seller.actor,
            link=NewLink(self.buyer.company_id, known[0].pk, known[1].pk, **more),
        )

    def relink(self, **more: Any) -> None:
        (known,) = links_of(self.seller.actor)
        link = NewLink(self.buyer.company_id, known.party_id, known.other_party_id, **more)
        save_link(actor=self.seller.actor, link=link)

    @property
    def backwards(self) -> Group:
        return Group(self.buyer, self.seller)


def group_of(seller: Book, **more: Any) -> Group:
    buyer = Book()
    for code in ("owner", ALL_ROUNDER):
        grant_role(actor=buyer.actor, user_id=seller.boss_user.pk, role_code=code)
        grant_role(actor=seller.actor, user_id=buyer.boss_user.pk, role_code=code)
    made = Group(seller, buyer)
    made.link(**more)
    return made


def hams(group: Group) -> None:
    """Both sell hams; 10 of 52 kg lie with the seller at 20.00 a kilogram."""
    for one in (group.seller, group.buyer):
        one.add_product("HAM", "火腿", "条", aux_unit="千克", aux_standard=D("5.2"))
    Desk(group.seller).receive(
        "10", "20", day=2, product=group.seller.product("HAM"), data={"aux_quantity": "52"}
    )


def four_hams(group: Group, kilograms: str, **more: Any) -> tuple[TradeLine, ...]:
    """A trade's line of four hams of so many kilograms, unweighed where nothing is said."""
    data = {"aux_quantity": kilograms} if kilograms else {}
    return (TradeLine(group.seller.product("HAM").pk, D(4), data=data, **more),)
