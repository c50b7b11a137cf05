"""The bell and the facts of the data dictionary, by what the person who asks may see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from hengku.audit.actions import record
from hengku.cli.daily import check_one
from hengku.diagnosis.queries import CHECKED, CHECKED_KIND, last_check
from hengku.documents.actions import save_draft
from hengku.identity.models import User
from hengku.kit import clock
from hengku.kit.numbers import D
from tests.api.caller import Caller, fresh_key, signed_in
from tests.documents.builders import BUILDERS
from tests.documents.builders.stage import Stage
from tests.posting.desk import NOW
from tests.world import Book


@pytest.fixture(scope="module")
def shop(database: Any) -> Book:
    return Book()


@pytest.fixture(scope="module")
def boss(shop: Book) -> Caller:
    return signed_in(shop)


def counts(caller: Caller) -> dict[str, int]:
    status, told = caller.get("/notices")
    assert status == 200, told
    return {one["key"]: one["count"] for one in told}


def test_a_draft_waits_for_who_may_post_it_and_nobody_else(shop: Book, boss: Caller):
    keeper, seller = (signed_in(shop, who.user_id) for who in (shop.keeper, shop.seller))
    before = counts(keeper).get("to_post", 0)
    (paper,) = BUILDERS["purchase_receipt"](Stage(shop), 1, 1)
    save_draft(actor=shop.actor, paper=paper, now=NOW)
    assert counts(keeper)["to_post"] == before + 1
    assert counts(boss)["my_drafts"] == 1
    assert "to_post" not in counts(seller)
    assert counts(signed_in(other := Book())).get("to_post", 0) == 0, other


def test_locked_people_are_for_who_manages_them(shop: Book, boss: Caller):
    keeper = signed_in(shop, shop.keeper.user_id)
    assert "locked" not in counts(boss)
    later = clock.now() + timedelta(days=1)
    User.objects.filter(pk=shop.seller.user_id).update(locked_until=later)
    assert counts(boss)["locked"] == 1
    assert "locked" not in counts(keeper)


class TestLastCheck:
    """首页 and the bell tell of the last check; asking all books anew is for who opens 健康 and for the night."""

    def test_nobody_asked_yet_then_a_check_is_kept(self, shop: Book):
        firm = Book()
        boss, keeper = signed_in(firm), signed_in(firm, firm.keeper.user_id)
        assert boss.get("/audit/last")[1]["checked_at"] is None
        assert boss.get("/audit")[1]["violations"] == 0  # asking alone keeps nothing
        assert boss.get("/audit/last")[1]["checked_at"] is None
        began = clock.now().replace(microsecond=0)  # seconds are told
        assert keeper.post("/audit")[0] == 200
        told = boss.get("/audit/last")[1]
        assert told["violations"] == 0
        assert began <= datetime.fromisoformat(told["checked_at"]) <= clock.now()
        assert boss.get("/audit/last")[1]["invariants"] == boss.get("/audit")[1]["invariants"]
        assert signed_in(Book()).get("/audit/last")[1]["checked_at"] is None  # another company's is not ours

    def test_what_it_found_waits_for_who_may_read_it(self, shop: Book):
        firm = Book()
        boss, keeper = signed_in(firm), signed_in(firm, firm.keeper.user_id)
        told = {"invariants": 44, "violations": 3}
        record(
            actor=firm.actor,
            at=NOW,
            action=CHECKED,
            entity_kind=CHECKED_KIND,
            entity_id=firm.company_id,
            data=told,
        )
        assert counts(boss)["findings"] == 3
        assert "findings" not in counts(keeper)

    def test_every_company_is_asked_once_a_day(self, shop: Book):
        first, second = Book(), Book()
        both = [first.company_id, second.company_id]
        assert [check_one(both, now=NOW) for _ in range(3)] == [*both, None]
        assert last_check(first.company_id).checked_at == NOW
        assert check_one(both, now=NOW + timedelta(days=1)) == first.company_id


def test_the_dictionary_says_what_is_used_and_who_changed_it(shop: Book, boss: Caller):
    _, listed = boss.get("/units", size=100)
    bottle = next(one for one in listed["rows"] if one["name"] == "瓶")
    facts = {one["id"]: one for one in boss.get("/dictionary/units")[1]}
    assert facts[bottle["id"]]["used"] == 1
    department = boss.post("/departments", {"code": "D9", "name": "门市"})[1]
    (made,) = [one for one in boss.get("/dictionary/departments")[1] if one["id"] == department["id"]]
    assert (made["used"], made["changed_by"]) == (0, "boss")
    assert boss.get("/dictionary/accounts") == (200, [])
    assert boss.get("/dictionary/products")[0] == 404
    seller = signed_in(shop, shop.actor_with("sysadmin").user_id)
    assert seller.get("/dictionary/units")[0] == 403


def test_finished_work_is_told_with_its_result_and_its_reasons(shop: Book, boss: Caller):
    (paper,) = BUILDERS["sales_issue"](Stage(shop), 1, 1)
    paper.lines[0].quantity = D("99999")
    short = save_draft(actor=shop.actor, paper=paper, now=NOW)
    started = boss.post("/batches", {"kind": "post", "ids": [str(short.id)]}, key=fresh_key())[1]
    while boss.post(f"/batches/{started['id']}/run")[1]["state"] == "running":
        pass
    told = boss.get("/notices/finished")[1]
    assert [(one["kind"], one["state"], one["done"], one["refused"]) for one in told] == [
        ("post", "done", 0, 1)
    ]
    assert "可用" in told[0]["reasons"][0]
    # nobody else's
    assert signed_in(shop, shop.keeper.user_id).get("/notices/finished") == (200, [])
