"""Finding customers, suppliers and fund accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hengku.catalog.search_rules import fold
from hengku.identity.actor import Actor
from hengku.kit.models import CompanyQuerySet
from hengku.parties.models import FundAccount, Party

LIMIT_MAX = 200


@dataclass(frozen=True, slots=True)
class PartyHit:
    """A party as a picker shows it."""

    party_id: int
    code: str
    name: str
    is_customer: bool
    is_supplier: bool
    is_active: bool
    credit_limit: Decimal | None
    payment_days: int


_HIT = ("pk", "code", "name", "is_customer", "is_supplier", "is_active", "credit_limit", "payment_days")


def search_parties(
    *,
    actor: Actor,
    text: str,
    limit: int = 20,
    kind: str = "",
    is_active: bool | None = True,
) -> list[PartyHit]:
    """Parties by code, name, initials or tax number, the closest first: exact, then beginning, then containing.

    ``kind`` is customer, supplier or "" for both; an empty text gives the first by code. Needs ``parties.view``.
    At most three statements.
    """
    actor.must("parties.view")
    limit = max(1, min(limit, LIMIT_MAX))
    given, folded = text.strip(), fold(text)
    found = _kind(Party.objects.visible_to(actor), kind)
    if is_active is not None:
        found = found.filter(is_active=is_active)
    if not given:
        return [PartyHit(*row) for row in found.order_by("code").values_list(*_HIT)[:limit]]
    steps = (
        found.filter(code=given) | found.filter(name=given) | found.filter(tax_number=given.upper()),
        found.filter(code__startswith=given) | found.filter(initials__startswith=folded.replace(" ", "")),
        found.filter(name__icontains=given) | found.filter(initials__contains=folded.replace(" ", "")),
    )
    hits: dict[int, PartyHit] = {}
    for step in steps:
        for row in step.order_by("code").values_list(*_HIT)[:limit]:
            hits.setdefault(row[0], PartyHit(*row))
        if len(hits) >= limit:
            break
    return list(hits.values())[:limit]


def fund_accounts(actor: Actor, *, is_active: bool | None = None) -> Sequence[FundAccount]:
    """Our own cash and bank accounts, by code. Needs ``parties.view``."""
    actor.must("parties.view")
    found = FundAccount.objects.visible_to(actor).order_by("code")
    return list(found if is_active is None else found.filter(is_active=is_active))


def _kind(found: CompanyQuerySet, kind: str) -> CompanyQuerySet:
    if kind == "customer":
        return found.filter(is_customer=True)
    return found.filter(is_supplier=True) if kind == "supplier" else found
