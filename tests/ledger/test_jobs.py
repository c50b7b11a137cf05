"""Vouchers are numbered without gaps, once per entry."""

from __future__ import annotations

from threading import Thread

from django.db import connections

from hengku.ledger.jobs import make_vouchers
from hengku.ledger.models import Entry, Voucher, VoucherEntry
from hengku.posting.actions import post
from tests.posting.test_post import NOW, issue, receipt
from tests.world import Book


class TestMakeVouchers:
    def test_numbers_by_month_and_leaves_what_is_made(self, book: Book) -> None:
        post(actor=book.actor, documents=[receipt(book, day=5), receipt(book, day=40)], key="a", now=NOW)
        assert make_vouchers(company_id=book.company_id, now=NOW) == 2
        post(
            actor=book.actor,
            documents=[issue(book, day=41), issue(book, day=6, quantity="1")],
            key="b",
            now=NOW,
        )
        assert make_vouchers(company_id=book.company_id, now=NOW) == 2
        numbers = sorted(Voucher.objects.of_company(book.company_id).values_list("month", "number"))
        by_month: dict[object, list[int]] = {}
        for month, number in numbers:
            by_month.setdefault(month, []).append(number)
        assert all(found == list(range(1, len(found) + 1)) for found in by_month.values())

    def test_of_two_runs_at_once_makes_one_each(self, book: Book) -> None:
        for n in range(20):
            post(actor=book.actor, documents=[receipt(book, day=5)], key=f"a{n}", now=NOW)

        def run() -> None:
            make_vouchers(company_id=book.company_id, now=NOW)
            connections.close_all()

        threads = [Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        make_vouchers(company_id=book.company_id, now=NOW)
        entries = Entry.objects.of_company(book.company_id).count()
        assert VoucherEntry.objects.of_company(book.company_id).count() == entries == 20
        assert max(Voucher.objects.of_company(book.company_id).values_list("number", flat=True)) == 20
