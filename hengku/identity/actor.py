"""The person (or rule) on whose behalf an action runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hengku.kit import sight
from hengku.kit.errors import Forbidden

#: How far somebody sees customers or suppliers (§6.2); "" is all of them.
OWN: Final = "own"
OF_DEPARTMENT: Final = "department"
#: Rooms of which there is no part: books and evidence are of all customers at once.
UNDIVIDED: Final = frozenset({"ledger", "audit"})


@dataclass(eq=False)
class MissingPermission(Forbidden):
    """The actor's roles do not grant a permission."""

    permission: str
    text = "您没有权限执行此操作(缺少权限:{permission})。请联系管理员授权,或请有此权限的同事办理。"


@dataclass(eq=False)
class OnlyUndivided(Forbidden):
    """Who sees some customers only asks for what cannot be divided by customer."""

    text = (
        "总账、凭证和操作日志包含全部往来单位,不能按人分开;您的数据权限只包含一部分往来单位,因此不能查看。"
        "请由能看全部往来单位的同事查看。"
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which company, from which device. ``permissions`` may hold ``*`` (all) or ``type.*``.

    ``warehouses`` limits what is seen and posted to those (S2, §6.2); None for all of them. ``customers`` and
    ``suppliers`` limit it to those the user (``own``) or anybody of their department answers for; "" for all.
    """

    user_id: int
    company_id: int
    name: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    device: str = ""
    address: str = ""
    warehouses: frozenset[int] | None = None
    customers: str = ""
    suppliers: str = ""

    @property
    def sees_some_parties(self) -> bool:
        """Whether some customers or suppliers are out of sight."""
        return bool(self.customers or self.suppliers)

    @property
    def part(self) -> sight.Part | None:
        """What ``kit.sight`` must let through; None for everything."""
        if self.warehouses is None and not self.sees_some_parties:
            return None
        return sight.Part(
            None if self.warehouses is None else tuple(sorted(self.warehouses)),
            self.customers or sight.EVERYTHING,
            self.suppliers or sight.EVERYTHING,
            self.company_id,
            self.user_id,
        )

    def works_in(self, *warehouse_ids: int | None) -> bool:
        """Whether all of these warehouses are the actor's; None and 0 are no warehouse."""
        return self.warehouses is None or all(pk in self.warehouses for pk in warehouse_ids if pk)

    def may(self, permission: str) -> bool:
        """Whether a role grants ``permission``, itself or by a wildcard."""
        room = permission.partition(".")[0]
        if room in UNDIVIDED and self.sees_some_parties:
            return False
        granted = self.permissions
        return permission in granted or "*" in granted or f"{room}.*" in granted

    def shown_permissions(self) -> frozenset[str]:
        """The words a page goes by: without those of rooms that are not the actor's to see."""
        if not self.sees_some_parties:
            return self.permissions
        return frozenset(word for word in self.permissions if word.partition(".")[0] not in UNDIVIDED)

    def must(self, permission: str) -> None:
        """Refuse with ``MissingPermission`` unless ``may(permission)``."""
        if not self.may(permission):
            if permission.partition(".")[0] in UNDIVIDED and self.sees_some_parties:
                raise OnlyUndivided
            raise MissingPermission(permission=permission)
