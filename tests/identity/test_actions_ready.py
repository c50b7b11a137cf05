"""Ready-made roles of a company made before are given the rights of documents that came since."""

from __future__ import annotations

from hengku.audit.models import Event
from hengku.identity.actions import change_role, create_role
from hengku.identity.actions_ready import DEFINED, bring_ready_roles_up_to_date
from hengku.identity.models import Role
from tests.world import Book

NEW = {"borrow_in.view", "borrow_in.create", "recall.view"}


def role(book: Book, code: str) -> Role:
    return Role.objects.get(company_id=book.company_id, code=code)


def made_before(book: Book, *codes: str) -> None:
    """Roles as an older version left them: without the words of ``NEW``, and nothing kept of what was offered."""
    for code in codes:
        Role.objects.filter(company_id=book.company_id, code=code).update(
            permissions=sorted(set(DEFINED[code]) - NEW), offered=None
        )


def test_a_company_made_before_is_given_what_is_new_once_and_audited(book: Book) -> None:
    made_before(book, "wh_keeper", "purchaser", "all_rounder")
    Role.objects.filter(company_id=book.company_id, code="all_rounder").update(permissions=["*"])
    own = create_role(actor=book.actor, code="night", name="夜班", permissions=["sales_order.view"])
    assert bring_ready_roles_up_to_date() >= 2
    for code in ("wh_keeper", "purchaser"):
        assert set(role(book, code).permissions) == set(DEFINED[code])
    assert role(book, "all_rounder").permissions == ["*"]
    assert role(book, "night").permissions == own.permissions
    told = Event.objects.filter(company_id=book.company_id, action="identity.role.brought_up_to_date")
    assert {event.data["code"]: set(event.data["added"]) for event in told} == {
        "wh_keeper": NEW & set(DEFINED["wh_keeper"]),
        "purchaser": NEW & set(DEFINED["purchaser"]),
    }
    assert {event.user_name for event in told} == {"系统升级"}
    assert bring_ready_roles_up_to_date() == 0


def test_what_somebody_took_away_stays_away(book: Book) -> None:
    made_before(book, "wh_keeper")
    before = role(book, "wh_keeper")
    kept = [word for word in before.permissions if word != "loan_out.post"]
    change_role(actor=book.actor, role_code="wh_keeper", name=before.name, permissions=kept)
    bring_ready_roles_up_to_date()
    assert set(role(book, "wh_keeper").permissions) == set(DEFINED["wh_keeper"]) - {"loan_out.post"}
    # the same where it is kept what was offered: a company of today loses a word, and a later start leaves it so
    change_role(
        actor=book.actor,
        role_code="purchaser",
        name="采购员",
        permissions=[word for word in DEFINED["purchaser"] if word != "payment.create"],
    )
    assert bring_ready_roles_up_to_date() == 0
    assert "payment.create" not in role(book, "purchaser").permissions
    # and with a word that its definition came to name since: that one comes, the other does not
    Role.objects.filter(company_id=book.company_id, code="purchaser").update(
        offered=sorted(set(DEFINED["purchaser"]) - {"borrow_in.view"}),
        permissions=sorted(set(DEFINED["purchaser"]) - {"borrow_in.view", "payment.create"}),
    )
    assert bring_ready_roles_up_to_date() == 1
    assert set(role(book, "purchaser").permissions) == set(DEFINED["purchaser"]) - {"payment.create"}
