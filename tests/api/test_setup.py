"""The first day over HTTP: who may open companies, what is refused, what a new company has, practice."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.catalog.models import Category
from hengku.company.credit_code import check_sign, credit_code_problems
from hengku.company.models import Company, Department, Warehouse
from hengku.identity.models import Membership, User
from hengku.kit.numbers import D
from hengku.opening.queries import opening_check
from hengku.parties.models import FundAccount
from tests.api.caller import Caller, fresh_key, signed_in
from tests.world import Book

GOOD_CODE = "91350100M000100Y43"


def plan(book: Book, **changed: Any) -> dict[str, Any]:
    return {
        "edition": "CATERING",
        "name": f"新店 {book.company.code}",
        "tax_number": GOOD_CODE,
        "standard": "small",
        "taxpayer": "small_scale",
        "started_on": "2026-10-01",
        "revenue_mode": "ON_INVOICE",
        "may_go_negative": True,
        "warehouses": [{"name": "后厨"}, {"name": "前厅"}],
        "departments": ["总部", "门店"],
        "fund_accounts": [{"name": "现金", "role": "cash"}],
        "people": [],
    } | changed


def open_stock(book: Book, boss: Caller) -> None:
    """Ten bottles for 20.00 as opening stock."""
    body = {
        "business_on": "2026-01-01",
        "warehouse": str(book.w1.pk),
        "lines": [{"product": str(book.cola.pk), "quantity": "10", "amount_net": "20.00"}],
    }
    status, answer = boss.post("/opening_stock/post", {"documents": [body]}, key=fresh_key())
    assert status == 200, answer


class TestCreditCode:
    @pytest.mark.parametrize("code", [GOOD_CODE, "91350100m000100y43", " 9135 0100M000 100Y43", ""])
    def test_right_ones_pass(self, code: str) -> None:
        assert credit_code_problems(code) == []

    @pytest.mark.parametrize(
        ("code", "why"),
        [
            ("91350100M000100Y44", "校验码不符"),
            ("91350100M000100V43", "不会出现 V"),
            ("9135010", "现为 7 位"),
        ],
    )
    def test_wrong_ones_say_why(self, code: str, why: str) -> None:
        (problem,) = credit_code_problems(code)
        assert why in problem.message()

    def test_every_digit_mistyped_is_found(self) -> None:
        body = GOOD_CODE[:17]
        for place, sign in enumerate(body):
            other = "1" if sign != "1" else "2"
            assert check_sign(body[:place] + other + body[place + 1 :]) != GOOD_CODE[17]


class TestSetup:
    def test_opens_a_company_as_answered_and_enters_it(self, book: Book) -> None:
        boss = signed_in(book)
        people = [
            {
                "username": f"cang-{book.company_id}",
                "display_name": "小张",
                "password": "仓库的门 2026 开",
                "role_codes": ["wh_keeper"],
            }
        ]
        status, answer = boss.post("/setup/company", plan(book, people=people))
        assert status == 200, answer
        made = Company.objects.get(pk=int(answer["company"]["id"]))
        assert (made.tax_number, made.taxpayer, str(made.started_on)) == (
            GOOD_CODE,
            "small_scale",
            "2026-10-01",
        )
        here = made.pk
        assert list(Warehouse.objects.of_company(here).order_by("code").values_list("name", "may_go_negative")) == [
            ("后厨", True), ("前厅", True),
        ]  # fmt: skip
        assert set(Department.objects.of_company(here).values_list("name", flat=True)) == {"总部", "门店"}
        assert list(FundAccount.objects.of_company(here).values_list("name", flat=True)) == ["现金"]
        assert "食材" in Category.objects.of_company(here).values_list("name", flat=True)
        assert Membership.objects.filter(
            company_id=here, user__username=f"cang-{book.company_id}", role__code="wh_keeper"
        ).exists()
        assert User.objects.get(username=f"cang-{book.company_id}").must_change_password
        status, steps = boss.get("/setup/checklist")
        assert [one["done"] for one in steps["steps"]] == [False] * 7
        status, check = boss.get("/setup/opening-check")
        assert (status, check["is_right"], check["debit"]) == (200, True, "0.00")

    def test_sent_twice_opens_one(self, book: Book) -> None:
        boss = signed_in(book)
        assert boss.post("/setup/company", plan(book))[0] == 200
        status, answer = boss.post("/setup/company", plan(book))
        assert (status, answer["code"]) == (409, "COMPANY_NAME_TAKEN")
        assert Company.objects.filter(name=plan(book)["name"]).count() == 1

    def test_says_everything_that_is_wrong_at_once_and_writes_nothing(self, book: Book) -> None:
        boss = signed_in(book)
        before = Company.objects.count()
        wrong = plan(
            book,
            name="",
            tax_number="91350100M000100Y44",
            edition="SPACE",
            taxpayer="none",
            warehouses=[{"name": "仓"}, {"name": "仓"}],
            started_on="1990-01-01",
            people=[
                {
                    "username": "ab",
                    "display_name": "",
                    "password": "1",
                    "role_codes": ["cashier", "accountant"],
                }
            ],
        )
        status, answer = boss.post("/setup/check", wrong)
        assert status == 200
        fields = {(one["where"]["field"], one["where"].get("line_no")) for one in answer["problems"]}
        assert fields >= {
            ("name", None), ("tax_number", None), ("edition", None), ("taxpayer", None), ("warehouses", 2),
            ("started_on", None), ("people.display_name", 1), ("people.password", 1), ("people.role_codes", 1),
        }, fields  # fmt: skip
        assert boss.post("/setup/company", wrong)[0] in (409, 422)
        assert Company.objects.count() == before

    def test_is_for_owners_only(self, book: Book) -> None:
        for actor in (book.accountant, book.keeper):
            caller = signed_in(book, actor.user_id)
            assert not caller.get("/setup")[1]["may_open"]
            for path in ("/setup/check", "/setup/company"):
                status, answer = caller.post(path, plan(book))
                assert (status, answer["code"]) == (403, "MAY_NOT_OPEN_COMPANY")
        assert Caller().post("/setup/company", plan(book))[0] == 401

    def test_no_stock_hides_types_and_forbids_nothing(self, book: Book) -> None:
        boss = signed_in(book)
        status, answer = boss.post("/setup/company", plan(book, edition="NO_STOCK"))
        assert status == 200
        assert "transfer_direct" in answer["hidden_types"]
        assert "transfer_direct" in {one["code"] for one in boss.get("/types")[1]}


class TestPractice:
    def test_is_private_labelled_apart_and_resettable(self, book: Book) -> None:
        keeper = signed_in(book, book.keeper.user_id)
        status, answer = keeper.post("/setup/practice")
        assert status == 200, answer
        first = answer["company"]
        assert (first["is_practice"], first["is_demo"]) == (True, False)
        assert keeper.get("/products")[1]["total"] > 100
        assert not keeper.get("/setup")[1]["may_open"], "a practice company makes nobody an owner"
        status, answer = keeper.post("/setup/practice")
        assert status == 200
        second = answer["company"]
        assert [one["id"] for one in answer["companies"] if one["is_practice"]] == [second["id"]]
        status, _ = keeper.post("/session/company", {"company_id": first["id"]})
        assert status == 404, "the old one is archived"
        boss = signed_in(book)
        assert second["id"] not in {one["id"] for one in boss.get("/session")[1]["companies"]}
        keeper.post("/session/company", {"company_id": str(book.company_id)})
        assert keeper.get("/products")[1]["total"] == 3

    def test_nothing_else_can_be_archived(self, book: Book) -> None:
        from hengku.company.actions import archive_practice
        from hengku.company.queries import CompanyNotFound

        with pytest.raises(CompanyNotFound):
            archive_practice(user=book.boss_user, company_id=book.company_id)


class TestChecklistAndOpeningCheck:
    def test_tick_themselves_from_the_data(self, book: Book) -> None:
        boss = signed_in(book)
        open_stock(book, boss)
        steps = {one["key"]: one for one in boss.get("/setup/checklist")[1]["steps"]}
        assert steps["products"]["done"]
        assert steps["opening_stock"]["done"]
        assert not steps["first_in"]["done"]
        rows = {one["account_code"]: one for one in boss.get("/setup/opening-check")[1]["rows"]}
        assert (rows["1405"]["listed"], rows["1405"]["booked"], rows["1405"]["difference"]) == (
            "20.00",
            "20.00",
            "0.00",
        )

    @pytest.mark.books_may_break
    def test_a_difference_is_shown(self, book: Book) -> None:
        """The negative control: goods change their category behind the books' back."""
        open_stock(book, signed_in(book))
        assert opening_check(book.actor).is_right
        Category.objects.visible_to(book.actor).filter(pk=book.cola.category_id).update(
            inventory_role="raw_material"
        )
        found = opening_check(book.actor)
        assert not found.is_right
        assert {row.account_code: row.difference for row in found.rows if row.difference} == {
            "1403": D("-20.00"), "1405": D("20.00"),
        }  # fmt: skip

    def test_needs_the_right(self, book: Book) -> None:
        keeper = signed_in(book, book.keeper.user_id)
        assert keeper.get("/setup/opening-check")[0] == 403
        assert keeper.get("/setup/checklist")[0] == 200
