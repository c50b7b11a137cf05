"""The person (or rule) on whose behalf an action runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from hengku.kit.errors import Forbidden


@dataclass(eq=False)
class MissingPermission(Forbidden):
    """The actor's roles do not grant a permission."""

    permission: str
    text = "您没有权限执行此操作(缺少权限:{permission})。请联系管理员授权,或请有此权限的同事办理。"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which company, from which device. ``permissions`` may hold ``*`` (all) or ``type.*``.

    ``warehouses`` limits what is seen and posted to those (S2, §6.2); None for all of them.
    """

    user_id: int
    company_id: int
    name: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    device: str = ""
    address: str = ""
    warehouses: frozenset[int] | None = None

    def works_in(self, *warehouse_ids: int | None) -> bool:
        """Whether all of these warehouses are the actor's; None and 0 are no warehouse."""
        return self.warehouses is None or all(pk in self.warehouses for pk in warehouse_ids if pk)

    def may(self, permission: str) -> bool:
        """Whether a role grants ``permission``, itself or by a wildcard."""
        room = permission.partition(".")[0]
        granted = self.permissions
        return permission in granted or "*" in granted or f"{room}.*" in granted

    def must(self, permission: str) -> None:
        """Refuse with ``MissingPermission`` unless ``may(permission)``."""
        if not self.may(permission):
            raise MissingPermission(permission=permission)
