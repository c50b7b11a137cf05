"""数据权限 (S2, §6.2): limiting somebody to warehouses, and to the customers and suppliers they answer for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.models import Employee, Warehouse
from hengku.identity.actions import UserNotFound, add_user
from hengku.identity.actor import OF_DEPARTMENT, Actor
from hengku.identity.models import DataScope, Membership, User
from hengku.identity.passwords import one_time_password
from hengku.kit import clock
from hengku.kit.errors import Invalid, Refused


@dataclass(eq=False)
class WarehousesMissing(Invalid):
    """Who is limited works somewhere."""

    text = "请至少选择一个仓库,或改为“全部仓库”。"


@dataclass(eq=False)
class WarehouseUnknown(Invalid):
    """Not a warehouse of this company."""

    warehouse_id: int
    text = "找不到仓库(编号 {warehouse_id})。请从列表中重新选择。"


@dataclass(eq=False)
class ScopeBeyondOwn(Refused):
    """Nobody gives sight of what they do not see."""

    text = "您只能把自己负责的仓库授权给别人。请去掉其他仓库。"


@dataclass(eq=False)
class OwnScope(Refused):
    """Somebody else changes what one sees."""

    text = "不能修改自己的数据权限。请由另一位管理员操作。"


@dataclass(eq=False)
class NotAnEmployee(Refused):
    """Nobody answers for customers without being an employee."""

    name: str
    text = (
        "“{name}”还没有对应的职员,不知道哪些客户、供应商是其负责的。"
        "请先在「设置 › 职员」里填写其登录名(按部门限定的还要选部门),再限定。"
    )


@dataclass(eq=False)
class NoDepartment(Refused):
    """Who is of no department has no colleagues in it."""

    name: str
    text = "“{name}”的职员资料没有部门,不能限定为“本部门负责的”。请先在「设置 › 职员」里选部门,或改为“自己负责的”。"


@dataclass(eq=False)
class PartiesBeyondOwn(Refused):
    """Nobody gives sight of what they do not see."""

    text = "您自己只看得到一部分客户或供应商,不能让别人看得更多。请由能看全部的管理员设置。"


@transaction.atomic(durable=True)
def invite_to(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    role_codes: Collection[str],
    warehouse_ids: Collection[int] | None,
) -> tuple[User, str]:
    """A new user who sees these warehouses only, None: all, and the password to tell them, shown this once.

    Needs ``identity.edit``. There is no user without the limit: refused as ``create_user`` and ``limit_to_warehouses``
    refuse, and where the new one would see more than the actor, nothing is written.
    """
    password = one_time_password()
    user = add_user(
        actor=actor, username=username, display_name=display_name, password=password, role_codes=role_codes
    )
    if actor.sees_some_parties:
        raise PartiesBeyondOwn().at(field="customers")
    after = None if warehouse_ids is None else sorted(set(warehouse_ids))
    _check(actor, after)
    if after is not None:
        kept = DataScope(company_id=actor.company_id, user_id=user.pk, warehouse_ids=after)
        _store(actor, kept, {"before": None, "after": after})
    return user, password


@transaction.atomic(durable=True)
def limit_to_warehouses(*, actor: Actor, user_id: int, warehouse_ids: Collection[int] | None) -> None:
    """Let a user of the company see and work in these warehouses only, from their next request on; None: in all.

    Needs ``identity.edit``. Refused: oneself, no warehouse, one of another company, one the actor does not see.
    """
    kept = _begun(actor, user_id)
    before = None if kept.warehouse_ids is None else sorted(kept.warehouse_ids)
    after = None if warehouse_ids is None else sorted(set(warehouse_ids))
    if after == before:
        return
    if user_id == actor.user_id:
        raise OwnScope().at(field="warehouse_ids")
    _check(actor, after)
    kept.warehouse_ids = after
    _store(actor, kept, {"before": before, "after": after})


@transaction.atomic(durable=True)
def limit_to_parties(*, actor: Actor, user_id: int, customers: str, suppliers: str) -> None:
    """Let a user see customers, and suppliers, that are ``own``, of their ``department``, or "" for all, from their
    next request on (S2, §6.2).

    Needs ``identity.edit``. Refused: oneself, a user who is no employee (of no department), more than the actor sees.
    """
    kept = _begun(actor, user_id)
    before, after = [kept.customers, kept.suppliers], [customers, suppliers]
    if after == before:
        return
    if user_id == actor.user_id:
        raise OwnScope().at(field="customers")
    if actor.sees_some_parties:
        raise PartiesBeyondOwn().at(field="customers")
    employee = Employee.objects.visible_to(actor).filter(user_id=user_id, is_active=True).first()
    member = Membership.objects.visible_to(actor).filter(user_id=user_id).select_related("user")[0]
    field = "customers" if customers else "suppliers"
    if any(after) and employee is None:
        raise NotAnEmployee(name=member.user.display_name).at(field=field)
    if OF_DEPARTMENT in after and employee is not None and employee.department_id is None:
        raise NoDepartment(name=member.user.display_name).at(field=field)
    kept.customers, kept.suppliers = after
    _store(actor, kept, {"parties_before": before, "parties_after": after})


def _begun(actor: Actor, user_id: int) -> DataScope:
    """What limits a user now, locked; refuses who may not ask and who is not here."""
    actor.must("identity.edit")
    if not Membership.objects.visible_to(actor).filter(user_id=user_id).exists():
        raise UserNotFound(user_id=user_id)
    kept: DataScope | None = DataScope.objects.visible_to(actor).select_for_update().filter(user_id=user_id).first()
    return kept or DataScope(company_id=actor.company_id, user_id=user_id)


def _store(actor: Actor, kept: DataScope, said: dict[str, object]) -> None:
    """Write what limits a user, or nothing where nothing does; and the evidence."""
    if kept.warehouse_ids is None and not kept.customers and not kept.suppliers:
        DataScope.objects.visible_to(actor).filter(user_id=kept.user_id).delete()
    else:
        kept.save()
    record(
        actor=actor,
        at=clock.now(),
        action="identity.user.limited",
        entity_kind="user",
        entity_id=kept.user_id,
        data=said,
    )


def _check(actor: Actor, after: list[int] | None) -> None:
    if after is None:
        if actor.warehouses is not None:
            raise ScopeBeyondOwn().at(field="warehouse_ids")
        return
    if not after:
        raise WarehousesMissing().at(field="warehouse_ids")
    known = set(Warehouse.objects.visible_to(actor).filter(pk__in=after).values_list("pk", flat=True))
    for pk in after:
        if pk not in known:
            raise WarehouseUnknown(warehouse_id=pk).at(field="warehouse_ids")
    if not actor.works_in(*after):
        raise ScopeBeyondOwn().at(field="warehouse_ids")
