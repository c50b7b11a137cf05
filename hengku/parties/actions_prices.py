"""价目表: agreeing on prices with customers, levels of customers, or for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record as record_event
from hengku.catalog.models import Product
from hengku.company.record_rules import number_problems
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Problem, raise_all
from hengku.parties.models import AgreedPrice, Party
from hengku.parties.words import known_levels, level_problems

#: The company's own money; documents are written in it, so that only prices in it hold for them.
HOME: Final = "CNY"
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """A price of one base unit from ``minimum`` base units on (≥ 0), for a customer, a level, or with neither for
    everybody. ``floor_price`` is what a sale under it may not go below, of a base unit with tax; None leaves that to
    the product. Both days belong to it; None is open. ``is_active`` False takes it out of use.
    """

    product_id: int
    price: Decimal
    party_id: int | None = None
    level: str = ""
    minimum: Decimal = Decimal(0)
    is_with_tax: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    remark: str = ""
    is_active: bool = True
    floor_price: Decimal | None = None
    currency: str = HOME

    @property
    def key(self) -> tuple[object, ...]:
        """What two prices in use may not share: one of them would never hold."""
        return (
            self.product_id,
            self.party_id,
            self.level,
            self.minimum,
            self.currency,
            self.valid_from,
            self.valid_to,
        )


@dataclass(eq=False)
class PriceNotFound(NotFound):
    """No such price in this company."""

    price_id: int
    text = "找不到价目(编号 {price_id})。"


@dataclass(eq=False)
class PriceOfNobody(Invalid):
    """A price names a product, and a customer that is one."""

    label: str
    text = "价目的{label}不存在或不可用,请重新选择。"


@dataclass(eq=False)
class PriceForBoth(Invalid):
    """A price is for one customer or for a level, not for both."""

    text = "客户和客户等级只能填一个:填客户时价格只对他,填等级时对该等级的所有客户。"


@dataclass(eq=False)
class DaysTurnedRound(Invalid):
    """It ends before it begins."""

    valid_from: date
    valid_to: date
    text = "失效日期 {valid_to} 早于生效日期 {valid_from}。请对调或修改。"


@dataclass(eq=False)
class CurrencyUnknown(Invalid):
    """A currency is told by its three letters."""

    given: str
    text = "币种“{given}”不对,请填三个字母的代码,如 CNY、USD。"


@dataclass(eq=False)
class FloorAbovePrice(Invalid):
    """Nobody could sell at the price."""

    price: Decimal
    floor: Decimal
    text = "底价 {floor} 高于价格 {price}。请改低底价,或提高价格。"


@dataclass(eq=False)
class PriceTwice(Invalid):
    """Another row of the same call is for the same customer or level, product, quantity and days."""

    first_line: int
    text = "与第 {first_line} 行的商品、客户或等级、起订量、币种和起止日期相同。请只留一行。"


@transaction.atomic(durable=True)
def save_price(*, actor: Actor, price_id: int | None, record: PriceRecord) -> AgreedPrice:
    """Agree on a price, or change one. Needs ``sales.edit``. Locks the price that is changed. Audited."""
    actor.must("sales.edit")
    if price_id is None:
        kept = AgreedPrice(company_id=actor.company_id)
    else:
        found = AgreedPrice.objects.visible_to(actor).select_for_update().filter(pk=price_id).first()
        if found is None:
            raise PriceNotFound(price_id=price_id)
        kept = found
    raise_all(_problems(actor, record, kept.level))
    for name, value in asdict(record).items():
        setattr(kept, name, value)
    kept.level = record.level.strip()
    kept.save()
    data = {key: str(value) for key, value in asdict(record).items()}
    _record(actor, "price.create" if price_id is None else "price.change", kept.pk, data)
    return kept


def check_prices(*, actor: Actor, records: Sequence[PriceRecord]) -> list[Problem]:
    """Everything wrong with a list of prices, by line number from 1; products and customers are known to exist. One
    statement. Writes nothing.
    """
    levels = known_levels(actor)
    first: dict[tuple[object, ...], int] = {}
    found: list[Problem] = []
    for number, record in enumerate(records, 1):
        own = [*_own_problems(record), *level_problems(levels, record.level)]
        before = first.setdefault(record.key, number)
        if before != number:
            own.append(PriceTwice(first_line=before).at(field="product"))
        found += [one.at(line_no=number) for one in own]
    return found


@transaction.atomic(durable=True)
def create_prices(
    *,
    actor: Actor,
    records: Sequence[PriceRecord],
    then: Callable[[Sequence[AgreedPrice]], None] = lambda made: None,
) -> list[AgreedPrice]:
    """Agree on many prices at once, all or none; ``then`` is told before they are kept. Needs ``sales.edit``. Audited
    as one event.
    """
    actor.must("sales.edit")
    raise_all(check_prices(actor=actor, records=records))
    made = AgreedPrice.objects.bulk_create(
        AgreedPrice(company_id=actor.company_id, **asdict(record)) for record in records
    )
    then(made)
    data = {"count": len(made), "first": made[0].pk, "last": made[-1].pk} if made else {"count": 0}
    _record(actor, "price.list.create", 0, data)
    return made


def remove_prices(*, actor: Actor, price_ids: Collection[int]) -> int:
    """Take prices out that an import made; how many. Documents keep the price they were written with. Needs
    ``sales.edit``. The evidence keeps what they were.
    """
    actor.must("sales.edit")
    found = AgreedPrice.objects.visible_to(actor).filter(pk__in=price_ids).order_by("pk").select_for_update()
    gone = [[one.pk, str(one.product_id), str(one.price)] for one in found]
    AgreedPrice.objects.visible_to(actor).filter(pk__in=[one[0] for one in gone]).delete()
    _record(actor, "price.list.removed", 0, {"count": len(gone), "prices": gone})
    return len(gone)


def _record(actor: Actor, action: str, price_id: int, data: dict[str, Any]) -> None:
    record_event(
        actor=actor, at=clock.now(), action=action, entity_kind="price", entity_id=price_id, data=data
    )


def _problems(actor: Actor, record: PriceRecord, level_kept: str) -> list[Problem]:
    """As ``check_prices`` of one record, and whether its product and customer exist."""
    found: list[Problem] = []
    if not Product.objects.visible_to(actor).filter(pk=record.product_id).exists():
        found.append(PriceOfNobody(label="商品").at(field="product"))
    party = Party.objects.visible_to(actor).filter(pk=record.party_id, is_customer=True)
    if record.party_id is not None and not party.exists():
        found.append(PriceOfNobody(label="客户").at(field="party"))
    levels = known_levels(actor) if record.level.strip() else {}
    return [*found, *_own_problems(record), *level_problems(levels, record.level.strip(), level_kept)]


def _own_problems(record: PriceRecord) -> list[Problem]:
    found: list[Problem] = []
    if record.party_id is not None and record.level.strip():
        found.append(PriceForBoth().at(field="level"))
    if not _CURRENCY.fullmatch(record.currency):
        found.append(CurrencyUnknown(given=record.currency).at(field="currency"))
    if record.is_with_tax and record.floor_price is not None and record.floor_price > record.price:
        above = FloorAbovePrice(price=record.price, floor=record.floor_price)
        found.append(above.at(field="floor_price"))
    found += number_problems("底价", "floor_price", record.floor_price, 8)
    if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        turned = DaysTurnedRound(valid_from=record.valid_from, valid_to=record.valid_to)
        found.append(turned.at(field="valid_to"))
    found += number_problems("价格", "price", record.price, 8)
    found += number_problems("起订量", "minimum", record.minimum, 6)
    return found
