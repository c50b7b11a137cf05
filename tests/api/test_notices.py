"""The bell and the facts of the data dictionary, by what the person who asks may see."""

from __future__ import annotations

from typing import Any

import pytest

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
    later = clock.now().replace(year=clock.now().year + 1)
    User.objects.filter(pk=shop.seller.user_id).update(locked_until=later)
    assert counts(boss)["locked"] == 1
    assert "locked" not in counts(keeper)


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
