"""Reading a company, its policy on a day, its periods, warehouses and departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from hengku.company.editions import Edition, edition
from hengku.company.models import Company, Department, Period, Setting, Warehouse
from hengku.company.rules import PARTS, PeriodState, Policy
from hengku.company.settings_keys import SETTING_KEYS, setting_key
from hengku.identity.actor import Actor
from hengku.identity.models import Membership, User
from hengku.identity.queries import company_ids_of
from hengku.identity.rules import OWNING_ROLES
from hengku.kit.errors import NotFound


@dataclass(eq=False)
class CompanyNotFound(NotFound):
    """There is no such company, or the actor has nothing to do with it."""

    company_id: int
    text = "找不到账套(编号 {company_id}),或您没有进入它的权限。"


def companies_of(user_id: int) -> list[Company]:
    """The companies a user has a role in, those for practice and for show last, then by code. Two queries."""
    found = Company.objects.filter(pk__in=company_ids_of(user_id), archived_at=None)
    return list(found.order_by("is_practice", "is_demo", "code"))


def may_open_company(user_id: int) -> bool:
    """Whether a user may open further companies: who owns one, and in a new installation its first user.

    A practice company gives nobody that right: anyone may have one. At most three queries.
    """
    real = Company.objects.filter(is_practice=False)
    if not real.exists():
        first = User.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True).first()
        return bool(first == user_id)
    owned = Membership.objects.filter(user_id=user_id, role__code__in=OWNING_ROLES)
    return bool(owned.filter(company_id__in=real.values("pk")).exists())


def company(actor: Actor) -> Company:
    """The actor's company."""
    found = Company.objects.filter(pk=actor.company_id).first()
    if found is None:
        raise CompanyNotFound(company_id=actor.company_id)
    return found


def settings_on(company_id: int, on: date) -> Policy:
    """Everything the company decided, as it holds on that day. One query; ``CompanyNotFound`` when there is none."""
    decided = (
        Setting.objects.filter(company_id=OuterRef("pk"), effective_on__lte=on)
        .order_by("key", "-effective_on")
        .distinct("key")
        .values(pair=JSONObject(key=F("key"), value=F("value")))
    )
    row = (
        Company.objects.filter(pk=company_id)
        .annotate(decided=ArraySubquery(decided))
        .values_list("standard", "taxpayer", "currency", "decided")
        .first()
    )
    if row is None:
        raise CompanyNotFound(company_id=company_id)
    standard, taxpayer, currency, pairs = row
    stored = {pair["key"]: pair["value"] for pair in pairs}
    values: dict[str, Any] = {
        key: one.value(stored.get(key, one.default)) for key, one in SETTING_KEYS.items()
    }
    return Policy(standard=standard, taxpayer=taxpayer, currency=currency, **values)


def setting(company_id: int, key: str, on: date) -> Decimal | int | str:
    """One decision as it holds on that day, its default when none was taken. One query."""
    one = setting_key(key)
    row = (
        Setting.objects.of_company(company_id)
        .filter(key=key, effective_on__lte=on)
        .order_by("-effective_on")
        .values_list("value", flat=True)
        .first()
    )
    return one.value(one.default if row is None else row)


def edition_of(company_id: int, on: date) -> Edition:
    """The edition the company has on that day. One query."""
    return edition(str(setting(company_id, "edition", on)))


def period_state(period: Period) -> PeriodState:
    """What the rules of closing need to know of a row."""
    closed = {part for part in PARTS if getattr(period, f"is_{part}_closed")}
    return PeriodState(starts_on=period.starts_on, closed=frozenset(closed))


def periods(actor: Actor) -> Sequence[Period]:
    """The months of the company's books, in order. Needs ``company.view``."""
    actor.must("company.view")
    return list(Period.objects.visible_to(actor).order_by("starts_on"))


def warehouses(actor: Actor, *, is_active: bool | None = None) -> Sequence[Warehouse]:
    """The warehouses of the company, by code; all of them when ``is_active`` is None."""
    found = Warehouse.objects.visible_to(actor).order_by("code")
    return list(found if is_active is None else found.filter(is_active=is_active))


def departments(actor: Actor, *, is_active: bool | None = None) -> Sequence[Department]:
    """The departments of the company, by code; all of them when ``is_active`` is None."""
    found = Department.objects.visible_to(actor).order_by("code")
    return list(found if is_active is None else found.filter(is_active=is_active))
