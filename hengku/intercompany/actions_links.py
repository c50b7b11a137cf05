"""Saying which company of the group is which party: in both companies at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from hengku.audit.actions import record
from hengku.company.models import Company
from hengku.company.queries import CompanyNotFound
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.intercompany import errors
from hengku.intercompany.models import Link
from hengku.intercompany.rules import MARKUP_MAX
from hengku.kit import clock
from hengku.kit.errors import Problem, raise_all
from hengku.kit.numbers import ZERO
from hengku.parties.actions import PartyNotFound
from hengku.parties.models import Party


@dataclass(frozen=True, slots=True)
class NewLink:
    """``party_id`` is the other company in our books, ``other_party_id`` ours in theirs."""

    other_company_id: int
    party_id: int
    other_party_id: int
    is_same_entity: bool = False
    markup: Decimal = ZERO
    is_active: bool = True


def in_other_company(actor: Actor, company_id: int) -> Actor:
    """The same person in another company, with the rights they have there; ``NoRoleInCompany`` when none."""
    return actor_for(user_id=actor.user_id, company_id=company_id, device=actor.device, address=actor.address)


@transaction.atomic(durable=True)
def save_link(*, actor: Actor, link: NewLink) -> Link:
    """Link two companies, or change how they are linked: both rows or none. Needs ``company.edit`` in both.

    Refused: parties that are not customer and supplier both, or stand for another company. Markup is ours alone.
    """
    actor.must("company.edit")
    if link.other_company_id == actor.company_id:
        raise errors.LinkedToItself().at(field="other_company")
    other = in_other_company(actor, link.other_company_id)
    other.must("company.edit")
    if not Company.objects.filter(pk=link.other_company_id, archived_at=None).exists():
        raise CompanyNotFound(company_id=link.other_company_id).at(field="other_company")
    problems = [
        *_party_problems(actor, link.party_id, "party"),
        *_party_problems(other, link.other_party_id, "other_party"),
    ]
    if not 0 <= link.markup <= MARKUP_MAX:
        problems.append(errors.MarkupWrong(markup=link.markup).at(field="markup"))
    raise_all(problems)
    ours = _row(actor, other.company_id, link.party_id, link)
    ours.markup = link.markup
    theirs = _row(other, actor.company_id, link.other_party_id, link)
    for who, row, field in ((actor, ours, "party"), (other, theirs, "other_party")):
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            name = Party.objects.visible_to(who).values_list("name", flat=True).get(pk=row.party_id)
            raise errors.PartyLinkedOtherwise(name=name).at(field=field) from None
        record(
            actor=who,
            at=clock.now(),
            action="intercompany.link.saved",
            entity_kind="intercompany_link",
            entity_id=row.pk,
            data={
                "other_company_id": row.other_company_id,
                "party_id": row.party_id,
                "is_same_entity": row.is_same_entity,
                "markup": str(row.markup),
                "is_active": row.is_active,
            },
        )
    return ours


def _row(actor: Actor, other_company_id: int, party_id: int, link: NewLink) -> Link:
    found = (
        Link.objects.visible_to(actor).select_for_update().filter(other_company_id=other_company_id).first()
    )
    row = found or Link(company_id=actor.company_id, other_company_id=other_company_id)
    row.party_id, row.is_same_entity, row.is_active = party_id, link.is_same_entity, link.is_active
    return row


def _party_problems(actor: Actor, party_id: int, field: str) -> list[Problem]:
    party = Party.objects.visible_to(actor).filter(pk=party_id).first()
    if party is None:
        return [PartyNotFound(party_id=party_id).at(field=field)]
    if party.is_customer and party.is_supplier and party.is_active:
        return []
    return [errors.LinkPartyWrong(name=party.name).at(field=field)]
