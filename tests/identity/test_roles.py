"""The ready-made roles against the matrix of domain.md 6.1."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.identity.roles import DOCUMENT_TYPES, PERMISSIONS, READY_ROLES, ROOM_PERMISSIONS

ROOT = Path(__file__).resolve().parents[2]
ROLES = {role.code: role for role in READY_ROLES}


def may(role: str, permission: str) -> bool:
    actor = Actor(user_id=1, company_id=1, name="", permissions=frozenset(ROLES[role].permissions))
    return actor.may(permission)


def test_every_role_of_the_rulebook_is_there():
    assert set(ROLES) == {
        "owner", "purchaser", "sales", "wh_keeper", "wh_manager", "qc", "cashier", "accountant", "fin_mgr", "store_mgr",
        "store_staff", "planner", "workshop", "auditor", "sysadmin", "all_rounder",
    }  # fmt: skip


def test_every_document_type_has_its_permissions():
    assert set(DOCUMENT_TYPES) == set(registry())


def test_roles_grant_only_words_that_exist():
    for role in READY_ROLES:
        assert set(role.permissions) <= PERMISSIONS | {"*"}, role.code


def test_only_the_all_rounder_may_do_everything():
    assert [role.code for role in READY_ROLES if "*" in role.permissions] == ["all_rounder"]


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        # who receives and issues goods does not buy, sell or see what they cost
        ("purchase_receipt.post", {"wh_keeper", "wh_manager", "store_mgr", "store_staff"}),
        ("sales_issue.post", {"wh_keeper", "wh_manager", "store_mgr"}),
        # who sells at the counter does not pay back
        ("pos_ticket.post", {"store_mgr", "store_staff"}),
        ("pos_refund.post", {"store_mgr"}),
        ("pos_daily_close.post", {"store_mgr"}),
        ("cost.view", {"owner", "accountant", "fin_mgr", "store_mgr", "auditor"}),
        ("purchase_order.create", {"purchaser"}),
        ("sales_order.create", {"sales"}),
        # who books a payable does not pay it, who pays does not book
        ("purchase_invoice.create", {"accountant"}),
        ("payment.create", {"purchaser", "accountant"}),
        ("payment.post", {"cashier"}),
        ("receipt.post", {"cashier"}),
        # who writes a voucher does not approve it
        ("voucher.create", {"accountant"}),
        ("voucher.post", {"fin_mgr"}),
        ("period.close", {"accountant", "fin_mgr"}),
        ("period.reopen", {"owner", "fin_mgr"}),
        ("identity.edit", {"sysadmin"}),
        ("audit.view", {"auditor"}),
        ("company.edit", {"owner", "sysadmin"}),
        ("company.settings", {"owner", "sysadmin"}),
    ],
)
def test_a_dangerous_right_is_with_whom_the_matrix_says(permission, allowed):
    assert {code for code in ROLES if code != "all_rounder" and may(code, permission)} == allowed


def test_auditor_only_looks():
    assert all(word.endswith(".view") for word in ROLES["auditor"].permissions)
    assert {word.partition(".")[0] for word in ROLES["auditor"].permissions} >= set(DOCUMENT_TYPES)


def test_sysadmin_does_no_business():
    assert not {word.partition(".")[0] for word in ROLES["sysadmin"].permissions} & set(DOCUMENT_TYPES)


def test_who_may_act_on_a_document_may_see_it():
    for role in READY_ROLES:
        for word in role.permissions:
            room, _, _ = word.partition(".")
            if room in DOCUMENT_TYPES:
                assert may(role.code, f"{room}.view"), (role.code, word)


def test_every_right_is_called_something_in_both_languages():
    for language in ("zh", "en"):
        words = (ROOT / f"web/src/locales/{language}/user.ts").read_text("utf-8")
        assert [one for one in ROOM_PERMISSIONS if f"'right.{one}'" not in words] == [], language
