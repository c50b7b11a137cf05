"""Whose customers and suppliers somebody sees (S2, §6.2): their own, their department's, or all.

``kit.sight`` keeps what is read; here is what must be known without a request around it, and what is refused in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from hengku.company.models import Employee
from hengku.identity.actor import OF_DEPARTMENT, OWN, Actor
from hengku.kit import sight
from hengku.kit.errors import Forbidden, Invalid, Problem
from hengku.kit.models import CompanyQuerySet
from hengku.parties.models import Party
from hengku.parties.records import PartyRecord

LABELS = {OWN: "自己负责的", OF_DEPARTMENT: "本部门负责的"}


@dataclass(eq=False)
class PartyOutOfScope(Forbidden):
    """Somebody limited to their own parties names another's."""

    seen: str
    text = "您的数据权限只包含{seen}往来单位。请改选往来单位,或由负责它的同事办理。"


@dataclass(eq=False)
class ManagerOutOfScope(Forbidden):
    """Who sees a part only hands nothing to somebody outside it."""

    seen: str
    text = "您的数据权限只包含{seen}往来单位,负责业务员只能选其中的人。要转交给别人,请由能看全部往来单位的同事办理。"


@dataclass(eq=False)
class ManagerUnknown(Invalid):
    """Nobody of that number works here, or not any more."""

    employee_id: int
    text = "找不到启用的职员(编号 {employee_id})。请从列表中重新选择负责业务员。"


def staff_of(actor: Actor, reach: str) -> CompanyQuerySet:
    """The employees whose parties somebody with this reach sees: who they are, or their whole department."""
    me = Employee.objects.visible_to(actor).filter(user_id=actor.user_id)
    ids = Q(pk__in=me.values("pk"))
    if reach == OF_DEPARTMENT:
        ids |= Q(department_id__in=me.exclude(department=None).values("department_id"))
    return Employee.objects.visible_to(actor).filter(ids)


def seen_parties(actor: Actor) -> CompanyQuerySet | None:
    """The parties somebody limited sees; None for who sees all. Who is customer and supplier must be theirs as both."""
    if not actor.sees_some_parties:
        return None
    found = Party.objects.visible_to(actor)
    for reach, role in ((actor.customers, "is_customer"), (actor.suppliers, "is_supplier")):
        if reach:
            found = found.filter(Q(**{role: False}) | Q(manager_id__in=staff_of(actor, reach).values("pk")))
    return found


def party_problems(actor: Actor, party_ids: Iterable[int | None]) -> list[Problem]:
    """One problem where any of these is not theirs to see. Asks nothing of who sees all, else one statement."""
    wanted = {pk for pk in party_ids if pk}
    theirs = seen_parties(actor)
    if theirs is None or not wanted:
        return []
    with sight.whole():
        seen = set(theirs.filter(pk__in=wanted).values_list("pk", flat=True))
    return [PartyOutOfScope(seen=reach_said(actor)).at(field="party")] if wanted - seen else []


def reach_said(actor: Actor) -> str:
    """自己负责的, or 本部门负责的 where either side reaches so far."""
    return LABELS[OF_DEPARTMENT if OF_DEPARTMENT in (actor.customers, actor.suppliers) else OWN]


def with_managers(actor: Actor, records: Sequence[PartyRecord]) -> list[PartyRecord]:
    """Records that name no manager get who writes them, where these see their own parties only: they would lose sight
    of what they write. One statement for who is limited.
    """
    if not actor.sees_some_parties:
        return list(records)
    me = Employee.objects.visible_to(actor).filter(user_id=actor.user_id).values_list("pk", flat=True).first()
    return [replace(one, manager=one.manager or me) if _reaches(actor, one) else one for one in records]


def manager_problems(
    actor: Actor, records: Sequence[PartyRecord], kept: int | None = None
) -> list[list[Problem]]:
    """By record: a manager who is not there or has left (``kept`` may stay), or, of who is limited, is out of their
    reach. One statement where somebody is named, and one for each reach of who is limited.
    """
    named = {one.manager for one in records if one.manager and one.manager != kept}
    found = Employee.objects.visible_to(actor).filter(pk__in=named, is_active=True) if named else ()
    unknown = named - {one.pk for one in found}
    within = {
        reach: set(staff_of(actor, reach).values_list("pk", flat=True))
        for reach in {actor.customers, actor.suppliers} - {""}
    }
    problems: list[list[Problem]] = []
    for one in records:
        beyond = sorted(reach for reach in _reaches(actor, one) if one.manager not in within[reach])
        if one.manager in unknown:
            problems.append([ManagerUnknown(employee_id=one.manager or 0).at(field="manager")])
        else:
            problems.append([ManagerOutOfScope(seen=LABELS[reach]).at(field="manager") for reach in beyond[:1]])
    return problems


def _reaches(actor: Actor, record: PartyRecord) -> set[str]:
    """How far the actor sees parties of this kind; empty for all of them."""
    said = ((actor.customers, record.is_customer), (actor.suppliers, record.is_supplier))
    return {reach for reach, applies in said if reach and applies}
