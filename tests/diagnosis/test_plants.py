"""Healthy books are broken one way at a time: exactly the expected invariants see it and name the culprit.

The owner breaks them, with the triggers switched off, in a transaction that is rolled back. Then the
application's own role tries the same with the walls up, and the database refuses — or, where it may
not refuse since the engine writes such rows too, the audit is shown to be what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, connections, transaction

from hengku.diagnosis.queries import AuditReport, audit
from hengku.kit.postgres import Cluster
from tests.diagnosis.plants import PLANTS, Plant
from tests.diagnosis.shop import Shop, line
from tests.world import Book

GUARDED = ("documents_document", "documents_line", "ledger_entry", "ledger_entryline")
LIFT = "ALTER TABLE {} DISABLE TRIGGER USER"
MANY = """
INSERT INTO inventory_onhand (company_id, product_id, place_id, lot_id, status, owner_id, quantity, reserved,
    may_go_negative)
SELECT i.company_id, i.id, p.id, n, 'available', 0, 1, 0, true
FROM generate_series(1, 250) AS n, catalog_product AS i, inventory_place AS p
WHERE i.company_id = %(company)s AND i.code = 'RICE' AND p.company_id = i.company_id AND p.role = 'loss'
"""
#: What the application role may not do, whoever asks, and what it hears.
DETOURS = {
    "map a role to no account": (
        "UPDATE ledger_roleaccount SET account_id = 0 WHERE company_id = %(company)s",
        "ledger_roleaccount_account_same_company",
    ),
    "put another company's product on a line": (
        """INSERT INTO documents_line (company_id, document_id, line_no, product_id, quantity, unit_numerator,
               unit_denominator, quantity_base, discount_amount, tax_rate, amount_net, amount_tax,
               amount_incl, is_gift, lot_id, remark, data)
           VALUES (%(company)s, %(draft)s, 9, %(foreign_product)s, 0, 1, 1, 0, 0, 0, 0, 0, 0, false, 0, '',
               '{}')""",
        "documents_line_product_same_company",
    ),
    "add a line to an old entry": (
        """INSERT INTO ledger_entryline (company_id, entry_id, line_no, account_id, debit, credit, party_id,
               category_id, department_id, fund_account_id, is_cost, business_on, memo)
           SELECT company_id, entry_id, 9, account_id, debit, credit, 0, 0, 0, 0, false, business_on, ''
           FROM ledger_entryline WHERE company_id = %(company)s LIMIT 1""",
        "takes no more lines",
    ),
    "book an entry without lines": (
        """INSERT INTO ledger_entry (company_id, document_id, purpose, business_on, summary, amount,
               line_count, is_manual, posted_at)
           VALUES (%(company)s, %(voucher)s, 'post', '2026-02-01', '', 1, 2, true, now())""",
        "does not balance",
    ),
    "switch the triggers off": (LIFT.format("ledger_entry"), "must be owner"),
    "play the replica": ("SET LOCAL session_replication_role = replica", "permission denied"),
}


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Shop:
    return Shop().run()


@pytest.fixture(scope="module")
def names(shop: Shop) -> dict[str, Any]:
    """What statements may name: every document, the company, and a line of somebody else's."""
    other = Shop()
    other.post(
        "opening",
        "opening_stock",
        1,
        [line(other.book.rice, "1", amount_net="1")],
        warehouse_id=other.book.w1.pk,
    )
    known = {name.replace(" ", "_"): one for name, one in shop.ids.items()}
    foreign = {"foreign_line": other.line_of("opening"), "foreign_product": other.book.rice.pk}
    return {**known, **foreign, "company": shop.book.company_id}


@contextmanager
def undone(alias: str) -> Iterator[Any]:
    """A cursor in a transaction that is rolled back."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        yield cursor
        transaction.set_rollback(True, using=alias)


def do(cursor: Any, statements: tuple[str, ...], names: dict[str, Any]) -> None:
    """Run statements, each of which must change something: a plant that misses would prove nothing."""
    for statement in statements:
        cursor.execute(statement, names)
        assert statement.startswith("ALTER") or cursor.rowcount > 0, f"nothing was planted: {statement}"


def lift_triggers(cursor: Any, plant: Plant) -> None:
    """Take down the walls that are triggers, where something is written; a rollback puts them up again."""
    for table in GUARDED:
        if any(f"UPDATE {table} " in one or f"INTO {table} " in one for one in plant.statements):
            cursor.execute(LIFT.format(table))


def check(report: AuditReport, plant: Plant, shop: Shop) -> None:
    """The findings are those expected, and the first names the culprit."""
    assert set(report.counts) == set(plant.codes), [one.what for one in report.findings]
    told = [one for one in report.findings if one.invariant == plant.codes[0]]
    assert told, report.counts
    if plant.culprit:
        number = shop.numbers[plant.culprit]
        assert any(number in one.what for one in told), (number, [one.what for one in told])
        assert any({"id": shop.ids[plant.culprit], "number": number} in one.documents for one in told)
    if plant.says:
        assert any(plant.says in one.what for one in told), (plant.says, [one.what for one in told])


class TestBrokenBooks:
    @pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
    def test_are_seen_and_the_culprit_named(self, shop: Shop, names: dict[str, Any], plant: Plant) -> None:
        with undone("owner") as cursor:
            lift_triggers(cursor, plant)
            do(cursor, plant.statements, names)
            report = audit(shop.book.company_id, using="owner")
        check(report, plant, shop)

    def test_are_healthy_again_after_all(self, shop: Shop) -> None:
        """Negative control of the rollback, and of every plant above."""
        assert audit(shop.book.company_id, using="owner").violations == 0


class TestTheApplicationRole:
    @pytest.mark.parametrize("plant", [p for p in PLANTS if p.wall], ids=lambda plant: plant.name)
    def test_is_refused_by_the_database(self, names: dict[str, Any], plant: Plant) -> None:
        with undone("default") as cursor, pytest.raises(Error, match=plant.wall):
            do(cursor, plant.as_application or plant.statements, names)

    @pytest.mark.parametrize("plant", [p for p in PLANTS if not p.wall], ids=lambda plant: plant.name)
    def test_may_do_this_much_and_is_seen(self, shop: Shop, names: dict[str, Any], plant: Plant) -> None:
        """Balances, states and new rows are what the engine writes: no wall can tell, so the audit must."""
        with undone("default") as cursor:
            do(cursor, plant.statements, names)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            report = audit(shop.book.company_id)
        check(report, plant, shop)

    @pytest.mark.parametrize("detour", DETOURS)
    def test_cannot_go_round_the_walls(self, names: dict[str, Any], detour: str) -> None:
        statement, wall = DETOURS[detour]
        with undone("default") as cursor, pytest.raises(Error, match=wall):
            cursor.execute(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE", names)


class TestRowsOfNoCompany:
    def test_are_seen_when_all_companies_are_asked(self, fresh_database: str) -> None:
        book = Book()
        assert audit().violations == 0
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO documents_counter (company_id, kind, day, last)"
                " VALUES (%s, 'PIN', '2026-01-01', 1)",
                [book.company_id + 1],
            )
        report = audit()
        assert report.counts == {"I35": 1}
        assert "documents_counter" in report.findings[0].what
        assert audit(book.company_id).violations == 0


class TestTheFinaliserOfTests:
    @pytest.mark.books_may_break
    def test_sees_what_a_test_left_behind(self, book: Book) -> None:
        """Negative control of the fixture `book`: this book really is broken, and committed so."""
        from tests.conftest import assert_books_agree

        assert_books_agree(book.company_id)
        shop = Shop.__new__(Shop)
        shop.book, shop.ids, shop.numbers = book, {}, {}
        shop.post(
            "opening", "opening_stock", 1, [line(book.rice, "1", amount_net="1")], warehouse_id=book.w1.pk
        )
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "UPDATE inventory_onhand SET quantity = quantity + 1 WHERE company_id = %s", [book.company_id]
            )
        with pytest.raises(AssertionError, match="I01"):
            assert_books_agree(book.company_id)


class TestManyViolations:
    def test_are_counted_in_full_and_told_in_part(self, shop: Shop) -> None:
        """A hundred of each are told; the count is of all."""
        with undone("owner") as cursor:
            cursor.execute(MANY, {"company": shop.book.company_id})
            report = audit(shop.book.company_id, using="owner")
        assert report.counts["I01"] == 250
        assert len([one for one in report.findings if one.invariant == "I01"]) == 100
        assert report.violations == sum(report.counts.values()) > len(report.findings)
