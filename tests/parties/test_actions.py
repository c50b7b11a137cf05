"""Customers, suppliers and fund accounts: made, changed, found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengku.audit.models import Event
from hengku.company.record_rules import CodeTaken
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.parties import actions, queries
from hengku.parties.models import FundAccount, Party
from hengku.parties.records import PartyRecord
from tests.world import Book

FIRM = PartyRecord(
    code="S09", name="杭州(西湖)茶业有限公司", is_supplier=True, tax_number="91330106MA2B3C4D5E"
)
FULL_WIDTH = "杭州\uff08西湖\uff09茶业有限公司"


def codes_of(problem: Problem) -> list[tuple[str, int | None, str | None]]:
    problems = problem.problems if isinstance(problem, Problems) else [problem]
    return [(one.code, one.where.line_no, one.where.field) for one in problems]


class TestCreateParty:
    def test_keeps_what_was_said(self, book):
        made = actions.create_party(
            actor=book.actor,
            record=replace(
                FIRM,
                is_customer=True,
                credit_limit=D("50000"),
                payment_days=30,
                bank_account="6222 0000 1111",
                tax_number=" 91330106 ma2b3c4d5e ",
            ),
        )
        found = Party.objects.get(pk=made.pk)
        assert (found.is_customer, found.is_supplier, found.payment_days) == (True, True, 30)
        assert (found.credit_limit, found.bank_account) == (D("50000.00"), "622200001111")
        assert found.tax_number == "91330106MA2B3C4D5E"
        assert found.initials == "hzxhcyyxgs"

    def test_missing_bank_data_is_no_reason(self, book):
        """§0.3: it stops a payment, never a payable."""
        made = actions.create_party(actor=book.actor, record=FIRM)
        assert (made.bank_name, made.bank_account, made.bank_code) == ("", "", "")

    def test_says_everything_that_is_wrong_at_once(self, book):
        with pytest.raises(Problems) as refused:
            actions.create_party(
                actor=book.actor,
                record=PartyRecord(
                    code="S01",
                    name=" ",
                    phone="1" * 33,
                    credit_limit=Decimal("0.001"),
                    payment_days=-1,
                ),
            )
        assert codes_of(refused.value) == [
            ("NAME_MISSING", None, "name"),
            ("TEXT_TOO_LONG", None, "phone"),
            ("NEITHER_CUSTOMER_NOR_SUPPLIER", None, "is_customer"),
            ("NUMBER_TOO_FINE", None, "credit_limit"),
            ("NUMBER_BELOW_ZERO", None, "payment_days"),
            ("CODE_TAKEN", None, "code"),
        ]

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            actions.create_party(actor=book.seller, record=FIRM)
        assert not Party.objects.visible_to(book.actor).filter(code="S09").exists()


class TestDuplicateGuard:
    @pytest.mark.parametrize(
        ("stored", "given"),
        [
            (FIRM.name, FIRM.name),
            (FIRM.name, FULL_WIDTH),  # brackets as on the licence
            (FULL_WIDTH, FIRM.name),
            (FIRM.name, f" {FIRM.name} "),
            ("ACME Ltd", "acme ltd"),
            ("ACMELtd", "ACME Ltd"),
        ],
    )
    def test_refuses_the_same_firm_in_another_spelling(self, book, stored, given):
        actions.create_party(actor=book.actor, record=replace(FIRM, name=stored, tax_number=""))
        with pytest.raises(actions.PartyExists) as refused:
            actions.create_party(
                actor=book.actor, record=replace(FIRM, code="S10", name=given, tax_number="")
            )
        assert (refused.value.party_code, refused.value.name) == ("S09", stored)

    def test_refuses_the_same_tax_number(self, book):
        actions.create_party(actor=book.actor, record=FIRM)
        with pytest.raises(actions.TaxNumberTaken):
            actions.create_party(actor=book.actor, record=replace(FIRM, code="S10", name="另一个"))

    def test_empty_tax_numbers_are_not_the_same(self, book):
        book.add_party("P1", "一号")
        book.add_party("P2", "二号")

    def test_other_companies_do_not_count(self, book):
        actions.create_party(actor=Book().actor, record=FIRM)
        actions.create_party(actor=book.actor, record=FIRM)


class TestCreateParties:
    def test_says_line_and_field_and_writes_nothing(self, book):
        records = [
            FIRM,
            replace(FIRM, code="S10", name=FULL_WIDTH, tax_number="X1"),
            replace(FIRM, code="S09", name="别家", tax_number="X1"),
            PartyRecord(code="S11", name="没有身份"),
        ]
        with pytest.raises(Problems) as refused:
            actions.create_parties(actor=book.actor, records=records)
        assert codes_of(refused.value) == [
            ("PARTY_TWICE_IN_LIST", 2, "name"),
            ("PARTY_TWICE_IN_LIST", 3, "code"),
            ("PARTY_TWICE_IN_LIST", 3, "tax_number"),
            ("NEITHER_CUSTOMER_NOR_SUPPLIER", 4, "is_customer"),
        ]
        assert not Party.objects.visible_to(book.actor).filter(code__in=["S09", "S11"]).exists()

    def test_takes_the_same_statements_for_one_and_for_many(self, book):
        def statements(count: int, mark: str) -> int:
            records = [
                PartyRecord(code=f"{mark}{number}", name=f"{mark} {number}", is_customer=True)
                for number in range(count)
            ]
            with CaptureQueriesContext(connection) as seen:
                actions.create_parties(actor=book.actor, records=records)
            return len(seen)

        assert statements(2, "A") == statements(400, "B")

    def test_check_says_the_same_without_writing(self, book):
        found = actions.check_parties(actor=book.actor, records=[FIRM, FIRM])
        assert {one.where.line_no for one in found} == {2}
        assert not Party.objects.visible_to(book.actor).filter(code="S09").exists()


class TestChangeParty:
    def test_keeps_bank_account_before_and_after_in_evidence(self, book):
        record = PartyRecord(code="S01", name="甲", is_supplier=True, bank_account="6222")
        actions.change_party(actor=book.actor, party_id=book.supplier.pk, record=record)
        event = Event.objects.visible_to(book.actor).get(action="parties.party.changed")
        assert event.data["changed"] == {"bank_account": {"before": "", "after": "6222"}}

    def test_code_stays(self, book):
        with pytest.raises(actions.PartyCodeFixed):
            actions.change_party(
                actor=book.actor,
                party_id=book.supplier.pk,
                record=PartyRecord(code="S02", name="甲", is_supplier=True),
            )

    def test_refuses_the_name_of_another_but_not_its_own(self, book):
        own = PartyRecord(code="S01", name="甲", is_supplier=True, is_customer=True)
        actions.change_party(actor=book.actor, party_id=book.supplier.pk, record=own)
        with pytest.raises(actions.PartyExists):
            actions.change_party(actor=book.actor, party_id=book.supplier.pk, record=replace(own, name="乙"))

    def test_of_another_company_is_not_found(self, book):
        theirs = Book().supplier
        with pytest.raises(actions.PartyNotFound):
            actions.change_party(
                actor=book.actor,
                party_id=theirs.pk,
                record=PartyRecord(code="S01", name="改名", is_supplier=True),
            )

    def test_switching_does_all_or_nothing(self, book):
        theirs = Book().supplier
        with pytest.raises(actions.PartyNotFound):
            actions.set_parties_active(
                actor=book.actor, party_ids=[book.supplier.pk, theirs.pk], is_active=False
            )
        assert book.party("甲").is_active
        assert (
            actions.set_parties_active(actor=book.actor, party_ids=[book.supplier.pk], is_active=False) == 1
        )
        assert not book.party("甲").is_active


class TestFundAccounts:
    def test_are_made_under_one_of_three_accounts(self, book):
        made = actions.create_fund_account(
            actor=book.actor, code="05", name="工行", role="bank", bank_account="6222"
        )
        assert FundAccount.objects.get(pk=made.pk).role == "bank"
        with pytest.raises(Problems) as refused:
            actions.create_fund_account(actor=book.actor, code="01", name="", role="crypto")
        assert {one.code for one in refused.value.problems} == {
            "NAME_MISSING", "FUND_ROLE_UNKNOWN", "CODE_TAKEN",
        }  # fmt: skip

    def test_refuse_a_taken_code(self, book):
        with pytest.raises(CodeTaken):
            actions.create_fund_account(actor=book.actor, code="01", name="又一个", role="cash")

    def test_change_name_and_state_only(self, book):
        actions.change_fund_account(
            actor=book.actor, fund_account_id=book.cash.pk, name="钱箱", is_active=False
        )
        found = FundAccount.objects.get(pk=book.cash.pk)
        assert (found.name, found.is_active, found.role, found.code) == ("钱箱", False, "cash", "01")
        assert book.cash.pk not in [one.pk for one in queries.fund_accounts(book.actor, is_active=True)]

    def test_of_another_company_are_not_found(self, book):
        with pytest.raises(actions.FundAccountNotFound):
            actions.change_fund_account(
                actor=book.actor, fund_account_id=Book().cash.pk, name="改名", is_active=True
            )


class TestSearchParties:
    @pytest.fixture
    def town(self, book: Book) -> Book:
        actions.create_parties(
            actor=book.actor,
            records=[
                FIRM,
                PartyRecord(code="C10", name="西湖饭店", is_customer=True),
                PartyRecord(code="XH", name="新华书店", is_customer=True, is_supplier=True),
            ],
        )
        return book

    @pytest.mark.parametrize(
        ("text", "kind", "codes"),
        [
            ("S09", "", ["S09"]),
            ("西湖", "", ["C10", "S09"]),
            ("西湖", "customer", ["C10"]),
            ("西湖", "supplier", ["S09"]),
            ("xh", "", ["C10", "XH", "S09"]),  # 杭州西湖… has it inside
            ("XH", "", ["XH", "C10", "S09"]),  # its own code comes first
            ("91330106ma2b3c4d5e", "", ["S09"]),
            ("没有", "", []),
        ],
    )
    def test_finds(self, town, text, kind, codes):
        hits = queries.search_parties(actor=town.actor, text=text, kind=kind)
        assert [hit.code for hit in hits] == codes

    def test_what_is_off_is_hidden(self, town):
        actions.set_parties_active(actor=town.actor, party_ids=[town.party("西湖饭店").pk], is_active=False)
        assert [hit.code for hit in queries.search_parties(actor=town.actor, text="西湖")] == ["S09"]

    def test_other_companies_are_not_searched(self, town):
        assert queries.search_parties(actor=Book().actor, text="西湖") == []

    def test_needs_the_right(self, book):
        with pytest.raises(MissingPermission):
            queries.search_parties(actor=book.actor_who_may("catalog.view"), text="")
