"""The demo company of a first start: the same books from the same seed, and they agree."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import uuid4

import pytest

from hengku.diagnosis.queries import audit
from hengku.documents.models import Document, Line
from hengku.kit.postgres import Cluster
from hengku.ledger.models import EntryLine
from hengku.opening.demo import make_demo
from hengku.opening.demo.practice import make_practice
from tests.world import new_user


class TestDemo:
    @pytest.fixture
    def demo(self, database: Cluster):  # type: ignore[no-untyped-def]
        return make_demo(
            owner=new_user("boss"), until=date(2026, 3, 1), code=f"demo-{uuid4().hex[:12]}", months=2
        )

    def test_has_every_kind_of_document_and_its_books_agree(self, demo) -> None:  # type: ignore[no-untyped-def]
        kinds = set(Document.objects.of_company(demo.pk).values_list("type_code", flat=True))
        assert kinds >= {
            "opening_stock", "opening_arap", "purchase_order", "purchase_receipt", "purchase_invoice", "payment",
            "sales_order", "sales_issue", "sales_return", "receipt", "loss_report", "transfer_direct", "fund_transfer",
        }  # fmt: skip
        assert audit(demo.pk).violations == 0

    def test_never_pays_out_of_an_empty_account(self, demo) -> None:  # type: ignore[no-untyped-def]
        rows = EntryLine.objects.of_company(demo.pk).exclude(fund_account_id=0)
        left: Counter[int] = Counter()
        for account, on, debit, credit in rows.order_by("business_on", "pk").values_list(
            "fund_account_id", "business_on", "debit", "credit"
        ):
            left[account] += debit - credit
            assert left[account] >= 0, on

    def test_is_the_same_again(self, demo) -> None:  # type: ignore[no-untyped-def]
        again = make_demo(
            owner=new_user("boss"), until=date(2026, 3, 1), code=f"demo-{uuid4().hex[:12]}", months=2
        )

        def told(company_id: int) -> list[tuple[object, ...]]:
            rows = Document.objects.of_company(company_id).order_by("business_on", "pk")
            return list(rows.values_list("number", "business_on", "amount_incl"))

        assert told(demo.pk) == told(again.pk)


class TestPractice:
    def test_is_made_also_where_less_than_a_kilogram_comes_back(self, database: Cluster) -> None:
        """The story follows the calendar: seen from this day, half a kilogram of grapes comes back."""
        made = make_practice(user=new_user("keeper"), today=date(2027, 1, 1))
        back = Line.objects.of_company(made.pk).filter(document__type_code="sales_return")
        assert min(back.values_list("quantity_base", flat=True)) < 1
        assert audit(made.pk).violations == 0
