"""People, roles and sessions over HTTP."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.api.caller import PASSWORD, Caller, signed_in
from tests.world import Book


@pytest.fixture(scope="module")
def shop(database: Any) -> Book:
    return Book()


@pytest.fixture(scope="module")
def boss(shop: Book) -> Caller:
    return signed_in(shop)


def invited(boss: Caller, *role_codes: str) -> dict[str, Any]:
    body = {"username": f"li-{uuid.uuid4().hex[:12]}", "display_name": "李四", "role_codes": list(role_codes)}
    status, answer = boss.post("/users", body)
    assert status == 201, answer
    return answer


def test_an_invited_person_signs_in_once_and_chooses_a_password(boss: Caller):
    told = invited(boss, "sales")
    li = Caller()
    assert li.post("/session", {"username": told["username"], "password": told["password"]})[0] == 200
    assert li.get("/search", q="x")[1]["code"] == "PASSWORD_CHANGE_REQUIRED"
    assert li.post("/session/password", {"old": told["password"], "new": PASSWORD})[0] == 200
    assert li.get("/search", q="x")[0] == 200
    row = next(one for one in boss.get("/users")[1]["rows"] if one["id"] == told["id"])
    assert (row["role_codes"], row["must_change_password"]) == (["sales"], False)
    assert row["last_sign_in"]


def test_a_session_is_listed_and_ended(shop: Book, boss: Caller):
    user = shop.actor_with("sales").user_id
    li, there = signed_in(shop, user), signed_in(shop, user)
    assert len(boss.get(f"/users/{user}/sessions")[1]) == 2
    mine = li.get("/session/places")[1]
    assert sorted(one["is_here"] for one in mine) == [False, True]
    other = next(one["id"] for one in mine if not one["is_here"])
    assert li.delete(f"/session/places/{other}")[0] == 200
    assert there.get("/types")[0] == 401
    assert li.get("/types")[0] == 200
    # somebody else's session is none of theirs
    own = boss.get("/session/places")[1][0]["id"]
    assert li.delete(f"/session/places/{own}")[1]["code"] == "SESSION_NOT_FOUND"
    assert boss.delete(f"/users/{user}/sessions")[0] == 200
    assert li.get("/types")[0] == 401


def test_a_new_password_ends_every_session(shop: Book, boss: Caller):
    user = shop.actor_with("sales").user_id
    li = signed_in(shop, user)
    assert boss.post(f"/users/{user}/password")[0] == 200
    assert li.get("/types")[0] == 401


def test_who_is_switched_off_is_out_at_once(shop: Book, boss: Caller):
    user = shop.actor_with("sales").user_id
    li = signed_in(shop, user)
    assert boss.post(f"/users/{user}/disable")[0] == 200
    assert li.get("/types")[0] == 401
    assert boss.post(f"/users/{user}/enable")[0] == 200


def test_roles_come_with_every_word_and_the_dangerous_apart(boss: Caller):
    status, told = boss.get("/roles")
    assert status == 200
    keeper = next(one for one in told["roles"] if one["code"] == "wh_keeper")
    assert not set(keeper["permissions"]) & set(told["dangerous"])
    assert {one["code"] for one in told["others"]} >= {"cost.view", "purchase_price.view", "period.reopen"}
    new = {"code": "night", "name": "夜班", "permissions": keeper["permissions"]}
    assert boss.post("/roles", new)[1]["permissions"] == keeper["permissions"]
    less = {"name": "夜班", "permissions": keeper["permissions"][1:]}
    assert boss.put("/roles/night", less)[1]["permissions"] == keeper["permissions"][1:]
    assert boss.put("/roles/all_rounder", less)[1]["code"] == "NOT_YOURSELF"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/users"),
        ("get", "/roles"),
        ("get", "/roles/review"),
        ("get", "/users/1/sessions"),
        ("post", "/users/1/password"),
        ("post", "/users/1/unlock"),
        ("post", "/users/1/disable"),
        ("post", "/users/1/require-password"),
    ],
)
def test_nothing_of_it_without_the_right(shop: Book, method: str, path: str):
    keeper = signed_in(shop, shop.keeper.user_id)
    assert getattr(keeper, method)(path)[0] == 403


def test_the_review_is_read(boss: Caller):
    status, found = boss.get("/roles/review")
    assert status == 200
    assert {"role_without_people"} <= {one["code"] for one in found}
