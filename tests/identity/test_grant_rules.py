"""Who may give what, and what the review of rights says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hengku.identity.grant_rules import DANGEROUS, beyond, spelled_out
from hengku.identity.review_rules import CONFLICTS, Person, Post, review
from hengku.identity.roles import PERMISSIONS, READY_ROLES

READY = {role.code: set(role.permissions) for role in READY_ROLES}
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ADMIN = READY["sysadmin"]


@pytest.mark.parametrize(
    ("held", "given", "before", "refused"),
    [
        ({"*"}, {"*"}, (), []),
        (ADMIN, {"*"}, (), ["*"]),
        (ADMIN, {"*"}, {"*"}, []),  # it had it before
        (ADMIN, READY["accountant"], (), []),  # a ready-made role
        (ADMIN, {"sales_order.view", "sales_order.create"}, (), []),  # part of one
        (ADMIN, READY["wh_keeper"] | {"cost.view"}, (), ["cost.view"]),  # a keeper's role with more
        (ADMIN | {"cost.view"}, {"cost.view", "identity.edit"}, (), []),  # held oneself
        (ADMIN, READY["wh_keeper"] | {"period.reopen"}, READY["wh_keeper"] | {"period.reopen"}, []),
        (set(), set(), (), []),
    ],
)
def test_nobody_gives_what_they_do_not_hold(held, given, before, refused):
    assert set(refused) <= set(beyond(held, given, before))
    assert bool(beyond(held, given, before)) is bool(refused)


def test_wildcards_are_spelled_out():
    assert spelled_out({"*"}) == PERMISSIONS
    assert spelled_out({"voucher.*"}) == {
        f"voucher.{verb}" for verb in ("view", "create", "post", "reverse", "close")
    }
    assert spelled_out({"catalog.*", "cost.view"}) == {"catalog.view", "catalog.edit", "cost.view"}


def test_dangerous_rights_and_conflicts_name_words_that_exist():
    words = {word for _, duties in CONFLICTS for duty in duties for word in duty}
    assert words | set(DANGEROUS) <= PERMISSIONS


def test_a_keeper_of_goods_holds_nothing_dangerous():
    assert not READY["wh_keeper"] & set(DANGEROUS)
    assert not READY["sales"] & set(DANGEROUS)


def person(user_id: int, *words: str, **more: object) -> Person:
    known = {
        "is_active": True,
        "created_at": NOW - timedelta(days=200),
        "last_sign_in": NOW - timedelta(days=1),
        "role_codes": (),
        **more,
    }
    return Person(user_id=user_id, name=f"员工{user_id}", permissions=frozenset(words), **known)  # type: ignore[arg-type]


#: A firm of five where all is well.
FINE = [
    person(1, "identity.edit"),
    person(2, "identity.edit", "company.view"),
    *(person(n, "catalog.view") for n in (3, 4, 5)),
]
POSTS = [Post("clerk", "文员", frozenset({"catalog.view"}), 3)]


class TestReview:
    def test_says_nothing_where_all_is_well(self):
        assert review(FINE, POSTS, NOW) == []

    @pytest.mark.parametrize(
        ("other", "code", "level"),
        [
            (person(6, "*"), "holds_everything", "wrong"),
            (person(6, "purchase_invoice.post", "payment.post"), "books_pays", "wrong"),
            (
                person(6, "purchase_order.post", "purchase_receipt.post", "payment.post"),
                "buys_receives_pays",
                "wrong",
            ),
            (person(6, "voucher.*"), "writes_approves_vouchers", "wrong"),
            (person(6, "catalog.view", last_sign_in=None), "never_signed_in", "soon"),
            (
                person(6, "catalog.view", last_sign_in=NOW - timedelta(days=91)),
                "not_signed_in_lately",
                "soon",
            ),
        ],
    )
    def test_finds(self, other, code, level):
        found = review([*FINE, other], POSTS, NOW)
        assert (code, level) in {(one.code, one.level) for one in found}
        assert all(one.user_ids == (6,) for one in found)
        # somebody switched off does no harm
        asleep = person(6, *other.permissions, is_active=False, last_sign_in=other.last_sign_in)
        assert review([*FINE, asleep], POSTS, NOW) == []

    def test_a_small_firm_may_have_one_person_for_everything(self):
        assert [one.code for one in review([person(1, "*"), person(2, "catalog.view")], POSTS, NOW)] == [
            "one_administrator"
        ]

    def test_a_dangerous_right_with_most_people(self):
        found = review([*FINE, *(person(n, "cost.view") for n in range(6, 13))], POSTS, NOW)
        assert [(one.code, one.subject) for one in found] == [("dangerous_with_many", "cost.view")]

    def test_roles_without_people_come_last(self):
        posts = [*POSTS, Post("night", "夜班", frozenset({"catalog.view"}), 0)]
        found = review([*FINE, person(6, "*")], posts, NOW)
        assert [one.code for one in found] == ["holds_everything", "role_without_people"]
