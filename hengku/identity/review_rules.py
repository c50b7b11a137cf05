"""权限体检: what is too wide, unused or in conflict among the rights of a company (ORG-03, S1). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from hengku.identity.grant_rules import DANGEROUS, EVERYTHING, spelled_out

#: S1 小企业模式: up to this many people one may hold every post.
SMALL_FIRM: Final = 3
UNUSED_AFTER: Final = timedelta(days=90)
NEW_FOR: Final = timedelta(days=14)

#: Duties that one person should not hold together, each a word of every group: who orders, takes in and pays can pay
#: for goods that never came.
CONFLICTS: Final[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = (
    ("buys_receives_pays", (("purchase_order.post",), ("purchase_receipt.post",), ("payment.post",))),
    ("books_pays", (("purchase_invoice.post",), ("payment.post",))),
    ("issues_collects", (("sales_issue.post",), ("receipt.post",))),
    ("collects_settles", (("receipt.post",), ("settlement.post",))),
    ("writes_approves_vouchers", (("voucher.create",), ("voucher.post",))),
    ("keeps_adjusts", (("purchase_receipt.post", "sales_issue.post"), ("stock_adjustment.post",))),
    ("administers_works", (("identity.edit",), ("payment.post", "purchase_receipt.post", "voucher.post"))),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A user with what all their roles in the company allow."""

    user_id: int
    name: str
    is_active: bool
    permissions: frozenset[str]
    role_codes: tuple[str, ...]
    created_at: datetime
    last_sign_in: datetime | None


@dataclass(frozen=True, slots=True)
class Post:
    """A role: its words and how many hold it."""

    code: str
    name: str
    permissions: frozenset[str]
    holders: int


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding: a code, how grave (wrong, soon, note), whom or what it is about, and words that go with it."""

    code: str
    level: str
    subject: str
    user_ids: tuple[int, ...] = ()
    words: tuple[str, ...] = field(default=())


def review(people: Sequence[Person], posts: Sequence[Post], at: datetime) -> list[Remark]:
    """Everything worth a look, the gravest first."""
    active = [one for one in people if one.is_active]
    found = [*_too_wide(active), *_conflicts(active), *_unused(people, posts, at), *_alone(active)]
    order = {"wrong": 0, "soon": 1, "note": 2}
    return sorted(found, key=lambda one: order[one.level])


def _too_wide(active: Sequence[Person]) -> Iterator[Remark]:
    everything = [one for one in active if EVERYTHING in one.permissions]
    if len(active) > SMALL_FIRM:
        for one in everything:
            yield Remark("holds_everything", "wrong", one.name, (one.user_id,))
    for word in DANGEROUS:
        holders = [one for one in active if word in spelled_out(one.permissions)]
        if len(active) > SMALL_FIRM and len(holders) * 2 > len(active):
            ids, names = tuple(one.user_id for one in holders), tuple(one.name for one in holders)
            yield Remark("dangerous_with_many", "soon", word, ids, names)


def _conflicts(active: Sequence[Person]) -> Iterator[Remark]:
    if len(active) <= SMALL_FIRM:
        return  # S1: in a small firm one person holds several posts
    for one in active:
        if EVERYTHING in one.permissions:
            continue  # said already
        words = spelled_out(one.permissions)
        for code, duties in CONFLICTS:
            held = [[word for word in duty if word in words] for duty in duties]
            if all(held):
                yield Remark(
                    code, "wrong", one.name, (one.user_id,), tuple(word for duty in held for word in duty)
                )


def _unused(people: Collection[Person], posts: Sequence[Post], at: datetime) -> Iterator[Remark]:
    for one in people:
        if not one.is_active:
            continue
        if one.last_sign_in is None and one.created_at < at - NEW_FOR:
            yield Remark("never_signed_in", "soon", one.name, (one.user_id,))
        elif one.last_sign_in is not None and one.last_sign_in < at - UNUSED_AFTER:
            yield Remark("not_signed_in_lately", "soon", one.name, (one.user_id,))
    for post in posts:
        if post.holders == 0:
            yield Remark("role_without_people", "note", post.name)
        elif not post.permissions:
            yield Remark("role_without_rights", "note", post.name)


def _alone(active: Sequence[Person]) -> Iterator[Remark]:
    keepers = [one for one in active if "identity.edit" in spelled_out(one.permissions)]
    if len(keepers) == 1 and len(active) > 1:
        yield Remark("one_administrator", "note", keepers[0].name, (keepers[0].user_id,))
