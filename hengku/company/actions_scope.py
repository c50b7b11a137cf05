"""数据权限 (S2, §6.2): limiting somebody to warehouses, or to none in particular."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.models import Warehouse
from hengku.identity.actions import UserNotFound
from hengku.identity.actor import Actor
from hengku.identity.models import DataScope, Membership
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


@transaction.atomic(durable=True)
def limit_to_warehouses(*, actor: Actor, user_id: int, warehouse_ids: Collection[int] | None) -> None:
    """Let a user of the company see and work in these warehouses only, from their next request on; None: in all.

    Needs ``identity.edit``. Refused: oneself, no warehouse, one of another company, one the actor does not see.
    """
    actor.must("identity.edit")
    if not Membership.objects.visible_to(actor).filter(user_id=user_id).exists():
        raise UserNotFound(user_id=user_id)
    kept = DataScope.objects.visible_to(actor).select_for_update().filter(user_id=user_id).first()
    before = None if kept is None else sorted(kept.warehouse_ids)
    after = None if warehouse_ids is None else sorted(set(warehouse_ids))
    if after == before:
        return
    if user_id == actor.user_id:
        raise OwnScope().at(field="warehouse_ids")
    _check(actor, after)
    if after is None:
        DataScope.objects.visible_to(actor).filter(user_id=user_id).delete()
    else:
        DataScope.objects.update_or_create(
            company_id=actor.company_id, user_id=user_id, defaults={"warehouse_ids": after}
        )
    record(
        actor=actor,
        at=clock.now(),
        action="identity.user.limited",
        entity_kind="user",
        entity_id=user_id,
        data={"before": before, "after": after},
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
