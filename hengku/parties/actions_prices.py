"""价目表: agreeing on prices with customers, levels of customers, or for everybody."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from hengku.audit.actions import record as record_event
from hengku.catalog.models import Product
from hengku.company.record_rules import number_problems
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Problem, raise_all
from hengku.parties.models import AgreedPrice, Party
from hengku.parties.words import level_problems


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """A price of one base unit from ``minimum`` base units on (≥ 0), for a customer, a level, or with neither for
    everybody. Both days belong to it; None is open. ``is_active`` False takes it out of use.
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
    record_event(
        actor=actor,
        at=clock.now(),
        action="price.create" if price_id is None else "price.change",
        entity_kind="price",
        entity_id=kept.pk,
        data={key: str(value) for key, value in asdict(record).items()},
    )
    return kept


def _problems(actor: Actor, record: PriceRecord, level_kept: str) -> list[Problem]:
    found: list[Problem] = []
    if not Product.objects.visible_to(actor).filter(pk=record.product_id).exists():
        found.append(PriceOfNobody(label="商品").at(field="product"))
    party = Party.objects.visible_to(actor).filter(pk=record.party_id, is_customer=True)
    if record.party_id is not None and not party.exists():
        found.append(PriceOfNobody(label="客户").at(field="party"))
    if record.party_id is not None and record.level.strip():
        found.append(PriceForBoth().at(field="level"))
    found += level_problems(actor, record.level.strip(), level_kept)
    if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
        turned = DaysTurnedRound(valid_from=record.valid_from, valid_to=record.valid_to)
        found.append(turned.at(field="valid_to"))
    found += number_problems("价格", "price", record.price, 8)
    found += number_problems("起订量", "minimum", record.minimum, 6)
    return found
