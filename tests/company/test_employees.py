"""职员: who answers for documents (1.1.1)."""

from __future__ import annotations

import pytest

from hengku.company.actions_employees import (
    EmployeeNotFound,
    change_employee,
    create_employee,
    employee_of,
)
from hengku.documents.actions import save_draft
from hengku.documents.models import Document
from hengku.documents.queries_carry import carry
from hengku.kit.clock import now
from hengku.kit.errors import Forbidden, Problem, Problems
from tests.reports.shop import line, paper, post_one, reverse_one
from tests.world import Book


def codes_of(refused: Problem) -> set[str]:
    """The codes of one refusal or of several at once."""
    found = refused.problems if isinstance(refused, Problems) else [refused]
    return {one.code for one in found}


def test_the_owner_is_the_first_and_signs_in_as_one(book: Book) -> None:
    found = employee_of(book.actor)
    assert found is not None
    assert (found.pk, found.code, found.name) == (book.employee.pk, "01", book.boss_user.display_name)
    assert employee_of(book.keeper) is None
    change_employee(actor=book.actor, employee_id=found.pk, name="老板", username="", is_active=True)
    assert employee_of(book.actor) is None


def test_everything_wrong_is_said_at_once(book: Book) -> None:
    with pytest.raises(Problem) as caught:
        create_employee(actor=book.actor, code="01", name=" ", username="nobody-of-that-name")
    assert codes_of(caught.value) == {"CODE_TAKEN", "NAME_MISSING", "MEMBER_UNKNOWN"}
    with pytest.raises(Problem) as caught:
        create_employee(actor=book.actor, code="02", name="周明", username=book.boss_user.username)
    assert codes_of(caught.value) == {"MEMBER_TAKEN"}
    with pytest.raises(Forbidden):
        create_employee(actor=book.keeper, code="02", name="周明")
    theirs = Book().employee
    with pytest.raises(EmployeeNotFound):
        change_employee(actor=book.actor, employee_id=theirs.pk, name="改名", username="", is_active=True)


class TestDocuments:
    def test_carry_who_answers_for_them(self, book: Book) -> None:
        """An order's salesperson is the issue's, the reversal's too; the report adds up by them (R-29)."""
        seller = create_employee(actor=book.actor, code="02", name="周明")
        post_one(
            book,
            "opening_stock",
            book.day(1),
            [line(20, product_id=book.cola.pk, amount_net="40")],
            warehouse_id=book.w1.pk,
        )
        goods = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk, "handler_id": seller.pk}
        order = post_one(
            book, "sales_order", book.day(2), [line(5, product_id=book.cola.pk, price="3")], **goods
        )
        carried = carry(book.actor, order.id, "sales_issue")
        assert carried["handler"]["id"] == str(seller.pk)
        issue = post_one(
            book, "sales_issue", book.day(3), [line(5, product_id=book.cola.pk, price="3")], **goods
        )
        back = reverse_one(book, issue.id, book.day(4))
        found = Document.objects.visible_to(book.actor).filter(pk__in=[issue.id, back.id])
        assert set(found.values_list("handler_id", flat=True)) == {seller.pk}

    def test_name_nobody_who_left_or_is_unknown(self, book: Book) -> None:
        gone = create_employee(actor=book.actor, code="02", name="周明")
        change_employee(actor=book.actor, employee_id=gone.pk, name="周明", username="", is_active=False)
        goods = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
        lines = [line(1, product_id=book.cola.pk, price="3")]
        for handler, code in ((gone.pk, "INACTIVE"), (Book().employee.pk, "UNKNOWN_REFERENCE")):
            with pytest.raises(Problem) as caught:
                post_one(book, "sales_order", book.day(2), lines, handler_id=handler, **goods)
            assert codes_of(caught.value) == {code}

    def test_keep_them_in_a_draft(self, book: Book) -> None:
        made = save_draft(
            actor=book.actor,
            paper=paper(
                "sales_order", book.day(2), [], party_id=book.customer.pk, handler_id=book.employee.pk
            ),
            now=now(),
        )
        assert Document.objects.visible_to(book.actor).get(pk=made.id).handler_id == book.employee.pk
