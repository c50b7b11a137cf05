"""Books of invoices and money, and how often something was put right (R-42, R-43, R-45, R-47, R-49)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Sum

import hengku
from hengku.audit.models import Event
from hengku.documents.models import Document
from hengku.identity.actor import MissingPermission
from hengku.kit.numbers import ZERO, D
from hengku.kit.postgres import Cluster
from hengku.ledger.models import Entry
from hengku.posting.actions import reverse
from hengku.reports.deeds import DEEDS, RECORDS
from hengku.reports.run import run_report
from hengku.reports.stock import in_larger_units
from tests.posting.desk import NOW, new_key
from tests.reports.shop import balance, line, line_ids, post_one
from tests.reports.test_trade_identities import DAYS, FUNDS, MONTHS, Shop


class Kept(Shop):
    """The busy weeks, with a bill for freight, invoices of two rates, and a sale that should have been a gift."""

    def __init__(self) -> None:
        super().__init__()
        book = self.book
        bill = [
            line(
                purpose="selling",
                amount_net="100.00",
                amount_tax="9.00",
                tax_code_id=book.tax_code("VAT9").pk,
            )
        ]
        post_one(book, "ap_bill", book.day(20), bill, party_id=book.supplier.pk)
        for at, tax, source in ((37, "10.71", 0), (38, "2.70", 1)):
            sold = line_ids(book, self.made["sale"])[source]
            wanted = [
                line(
                    "2.5" if source else 26,
                    source_line_id=sold,
                    amount_net="30.00" if source else "82.35",
                    amount_tax=tax,
                )
            ]
            post_one(book, "sales_invoice", book.day(at), wanted, party_id=book.customer.pk)
        wrong = post_one(
            book,
            "other_out",
            book.day(40),
            [line(1, product_id=book.rice.pk)],
            warehouse_id=book.w1.pk,
            purpose="research",
        )
        reverse(
            actor=book.actor, document_id=wrong.id, business_on=book.day(41), reason="单据类型用错,应为报损",
            key=new_key(), now=NOW,
        )  # fmt: skip


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Kept:
    return Kept()


@pytest.mark.parametrize(("first", "last"), MONTHS)
def test_input_invoices_add_up_to_the_input_tax(shop: Kept, first: date, last: date) -> None:
    totals = shop.report("input_invoices", from_=first, to=last).totals
    assert totals["deducted"] == balance(shop.book, "vat_input", first=first, last=last)
    assert totals["amount_net"] + totals["amount_tax"] == totals["amount_incl"]


@pytest.mark.parametrize(("first", "last"), MONTHS)
def test_output_invoices_are_the_invoices_by_rate(shop: Kept, first: date, last: date) -> None:
    report = shop.report("output_invoices", from_=first, to=last)
    given = Document.objects.visible_to(shop.book.actor).filter(
        type_code__in=["sales_invoice", "sales_invoice_red"], business_on__gte=first, business_on__lte=last
    )
    for key in ("amount_net", "amount_tax", "amount_incl"):
        assert report.totals[key] == sum((getattr(one, key) for one in given), ZERO)
        assert report.totals[key] == sum((row[key] for row in report.rows), ZERO)


@pytest.mark.parametrize(("first", "last"), MONTHS)
def test_days_of_money_run_from_one_balance_to_the_next(shop: Kept, first: date, last: date) -> None:
    report = shop.report("fund_days", from_=first, to=last)
    ends: dict[int, object] = {}
    for row in sorted(report.rows, key=lambda one: one["business_on"]):
        assert row["opening"] + row["money_in"] - row["money_out"] == row["closing"]
        assert ends.get(row["fund_account_id"], row["opening"]) == row["opening"]
        ends[row["fund_account_id"]] = row["closing"]
    moved = report.totals["money_in"] - report.totals["money_out"]
    assert moved == balance(shop.book, *FUNDS, first=first, last=last)


@pytest.mark.parametrize(("first", "last"), MONTHS)
def test_fund_accounts_stand_where_their_lines_end(shop: Kept, first: date, last: date) -> None:
    report = shop.report("fund_accounts", from_=first, to=last)
    assert len(report.rows) >= 2
    for row in report.rows:
        lines = shop.report(row["link"]["report"], **_asked(row["link"]["parameters"]))
        assert row["opening"] + row["money_in"] - row["money_out"] == row["closing"]
        assert (row["money_in"], row["money_out"]) == (lines.totals["money_in"], lines.totals["money_out"])
        assert row["closing"] == (lines.rows[-1]["balance"] if lines.rows else 0)
    moved = report.totals["closing"] - report.totals["opening"]
    assert moved == balance(shop.book, *FUNDS, first=first, last=last)
    assert report.totals["closing"] == balance(shop.book, *FUNDS, first=date(2026, 1, 1), last=last)


@pytest.mark.parametrize("by", ["type", "maker", "month"])
def test_corrections_are_counted_the_same_however_added_up(shop: Kept, by: str) -> None:
    report = shop.report("corrections", from_=DAYS[0], to=DAYS[1], by=by)
    papers = Document.objects.visible_to(shop.book.actor).filter(posted_at__isnull=False)
    assert report.totals["document_count"] == papers.filter(reverses_id__isnull=True).count()
    assert report.totals["reversal_count"] == papers.filter(reverses_id__isnull=False).count() == 2
    assert report.totals["rate"] == (D(2) / report.totals["document_count"]).quantize(D("0.0001"))
    misused = shop.report("misuse", from_=DAYS[0], to=DAYS[1], by=by)
    assert misused.totals["wrong_count"] == 1
    for row in report.rows:
        lines = shop.report(row["link"]["report"], **_asked(row["link"]["parameters"])).rows
        assert len(lines) == row["correction_count"]
        assert all(one["link"] for one in lines)


def _asked(parameters: dict[str, object]) -> dict[str, object]:
    return {("from_" if key == "from" else key): value for key, value in parameters.items()}


def test_operations_are_the_evidence(shop: Kept) -> None:
    """R-54: every row of the evidence, a reversal among them with its reason."""
    actor, far = shop.book.actor, {"from_": date(2000, 1, 1), "to": date(2100, 1, 1)}
    report = shop.report("operations", **far)
    assert report.row_count == report.totals["event_count"] == Event.objects.visible_to(actor).count() > 0
    reversals = shop.report("operations", kind="reversal", **far).rows
    assert {row["deed"] for row in reversals} == {"红冲"}
    reversal = next(row for row in reversals if row["type_label"] == "其他出库单")
    assert reversal["link"] == {"document": reversal["document_id"]}
    with pytest.raises(MissingPermission):
        run_report(shop.book.actor_who_may("reports.view"), "operations", {}, today=shop.last)


SOURCES = Path(hengku.__file__).parent
ACTION = re.compile(r'"((?:[a-z]+)\.[a-z_]+)\.([a-z_]+)"')


def test_every_action_of_the_evidence_has_words_in_both_languages() -> None:
    """R-54 is read by people: no code of ours stands in it. The words of an action are room, thing and deed."""
    rooms = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()}
    written = {
        found
        for path in SOURCES.rglob("*.py")
        for found in ACTION.findall(path.read_text("utf-8"))
        if found[0].partition(".")[0] in rooms and "migrations" not in path.parts
    }
    assert len(written) > 60, "the sources are read"
    assert {thing for thing, _ in written} - set(RECORDS) == set()
    assert {deed for _, deed in written} - set(DEEDS) == set()
    english = (SOURCES.parent / "web" / "src" / "locales" / "terms.ts").read_text("utf-8")
    words = {*DEEDS.values(), *RECORDS.values()}
    assert {
        word for word in words if f"  {word}: '" not in english and f"'{word}': '" not in english
    } == set()


@pytest.mark.parametrize(("first", "last"), MONTHS)
def test_every_document_has_its_entry_and_every_entry_its_document(
    shop: Kept, first: date, last: date
) -> None:
    """R-52, P8 ⑤: nothing is told of books that agree, and all of them together are all entries."""
    asked = {"from_": first, "to": last}
    assert shop.report("entries_agree", **asked).rows == []
    entries = Entry.objects.of_company(shop.book.company_id).filter(
        business_on__gte=first, business_on__lte=last
    )
    booked = entries.aggregate(amount=Sum("amount"))["amount"]
    whole = shop.report("entries_agree", only="all", **asked)
    assert (whole.totals["booked_amount"], whole.totals["difference"]) == (booked, ZERO)


def test_an_entry_without_its_document_is_told(shop: Kept) -> None:
    """Negative control: an entry of a document that is not there, taken back with its transaction."""
    asked = {"from_": date(2026, 1, 1), "to": date(2026, 12, 31)}
    (one,) = Entry.objects.of_company(shop.book.company_id).filter(purpose="post").order_by("id")[:1]
    with transaction.atomic():
        one.pk, one.document_id, one.summary = None, 2**40, "无单"
        one.save(force_insert=True)
        (told,) = shop.report("entries_agree", **asked).rows
        transaction.set_rollback(True)
    assert (told["finding_label"], told["summary"], told["link"]) == ("有凭证无单", "无单", None)
    assert shop.report("entries_agree", **asked).rows == []


class TestLargerUnits:
    def test_stock_is_told_as_people_count_it(self, shop: Kept) -> None:
        """B1: boxes of twelve first, the rest in bottles; nothing for rice, which is only counted in kilograms."""
        told = {
            row["product_code"]: (row["on_hand"], row["in_units"])
            for row in shop.report("stock", by="product").rows
        }
        boxes, bottles = divmod(int(told["COLA"][0]), 12)
        assert boxes > 0
        assert told["COLA"][1] == f"{boxes}箱" + (f"{bottles}瓶" if bottles else "")
        assert told["RICE"][1] == ""

    @pytest.mark.parametrize(
        ("quantity", "text"),
        [("41", "3箱5瓶"), ("-41", "-3箱5瓶"), ("36", "3箱"), ("11", ""), ("-11", ""), ("0", "")],
    )
    def test_less_than_a_box_stays_as_it_is(self, quantity: str, text: str) -> None:
        row = {"units": [["箱", "12", "1"]], "unit": "瓶", "precision": 0}
        assert in_larger_units(D(quantity), row) == text
        assert in_larger_units(D(quantity), row | {"units": None}) == ""
