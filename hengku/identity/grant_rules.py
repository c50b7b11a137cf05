"""What one person may give another (least privilege, ORG-02), and which rights are dangerous (ORG-03). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from hengku.identity.roles import DOCUMENT_TYPES, DOCUMENT_VERBS, PERMISSIONS, READY_ROLES

EVERYTHING: Final = "*"

#: Rights that show what goods cost, change what was booked, or let somebody else in. No role has them unless its work
#: needs them, and the matrix of rights shows them apart.
DANGEROUS: Final[tuple[str, ...]] = (
    "cost.view",
    "purchase_price.view",
    "stock_adjustment.post",
    "loss_report.post",
    "opening_stock.post",
    "opening_arap.post",
    "voucher.post",
    "payment.post",
    "period.close",
    "period.reopen",
    "ledger.edit",
    "company.edit",
    "company.settings",
    "import.run",
    "identity.edit",
    "audit.view",
)


def spelled_out(permissions: Iterable[str]) -> frozenset[str]:
    """Permissions without wildcards: every word they stand for."""
    words: set[str] = set()
    for word in permissions:
        if word == EVERYTHING:
            return PERMISSIONS
        room, _, verb = word.partition(".")
        if verb != "*":
            words.add(word)
        elif room in DOCUMENT_TYPES:
            words |= {f"{room}.{one}" for one in DOCUMENT_VERBS}
        else:
            words |= {one for one in PERMISSIONS if one.startswith(f"{room}.")}
    return frozenset(words)


def beyond(held: Collection[str], given: Collection[str], before: Collection[str] = ()) -> list[str]:
    """The words somebody who holds ``held`` may not give, in order; [] when all of ``given`` may be given.

    What a role had ``before`` stays as it was. A ready-made role, or part of one, may be given by whoever manages
    users: an administrator appoints the bookkeeper without being one (S1). Everything at once (``*``) only by who
    holds it.
    """
    if EVERYTHING in held:
        return []
    if EVERYTHING in given:
        return [EVERYTHING] if EVERYTHING not in before else []
    wanted = spelled_out(given)
    if any(wanted <= set(role.permissions) for role in READY_ROLES if EVERYTHING not in role.permissions):
        return []
    return sorted(wanted - spelled_out(held) - spelled_out(before))
