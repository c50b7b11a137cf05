"""Personal tokens (INT-01): a program has what both its token and its person may, at every call, and nothing of people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from hengku.identity.models import ApiToken, Membership, User
from hengku.identity.tokens import TOKENS_MAX, both
from tests.api.caller import Caller, signed_in
from tests.world import Book


def make(caller: Caller, *scopes: str, days: int = 30, name: str = "同步脚本") -> tuple[int, Any]:
    ends = timezone.localdate() + timedelta(days=days)
    body = {"name": name, "scopes": list(scopes), "expires_on": ends.isoformat()}
    return caller.post("/tokens", body)


def call(secret: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
    """A program: no cookie, no CSRF token."""
    headers = {"Authorization": f"Bearer {secret}", **({"Idempotency-Key": key} if key else {})}
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if body is None:
        found = client.get(f"/api{path}", headers=headers)
    else:
        found = client.post(f"/api{path}", body, content_type="application/json", headers=headers)
    return found.status_code, found.json()


@pytest.fixture
def boss(book: Book) -> Caller:
    return signed_in(book)


class TestToken:
    def test_does_what_it_was_given_and_nothing_else(self, book: Book, boss: Caller) -> None:
        status, made = make(boss, "sales_order.view", "purchase_order.*")
        assert status == 200
        secret = made["secret"]
        assert call(secret, "/documents?type=sales_order")[0] == 200
        line = {"product": str(book.cola.pk), "quantity": "2", "price": "5"}
        order = {
            "business_on": timezone.localdate().isoformat(),
            "party": str(book.supplier.pk),
            "warehouse": str(book.w1.pk),
        }
        body = {"documents": [{**order, "lines": [line]}]}
        assert call(secret, "/purchase_order/post", body, "token-1")[0] == 200
        status, refused = call(secret, "/sales_order/post", {"documents": []}, "token-2")
        assert status in (403, 422)
        status, refused = call(
            secret, "/sales_order", {**order, "party": str(book.customer.pk), "lines": [line]}
        )
        assert (status, refused["code"]) == (403, "MISSING_PERMISSION")

    def test_is_written_into_the_evidence(self, book: Book, boss: Caller) -> None:
        _, made = make(boss, "purchase_order.*", name="订货机器人")
        line = {"product": str(book.cola.pk), "quantity": "2", "price": "5"}
        order = {
            "business_on": timezone.localdate().isoformat(),
            "party": str(book.supplier.pk),
            "warehouse": str(book.w1.pk),
        }
        status, posted = call(
            made["secret"], "/purchase_order/post", {"documents": [{**order, "lines": [line]}]}, "t-3"
        )
        assert status == 200
        number = posted["documents"][0]["id"]
        assert "订货机器人" in str(boss.get(f"/documents/{number}")[1]) + str(
            boss.get(f"/documents/{number}/history")[1]
        )

    def test_keeps_only_a_hash(self, book: Book, boss: Caller) -> None:
        _, made = make(boss, "sales_order.view")
        kept = ApiToken.objects.of_company(book.company_id).get()
        assert made["secret"] not in str(vars(kept))
        assert "secret" not in boss.get("/tokens")[1]["items"][0]

    @pytest.mark.parametrize(
        ("scopes", "days", "name", "code"),
        [
            (["identity.edit"], 30, "脚本", "SCOPE_NOT_HELD"),
            (["*"], 30, "脚本", "SCOPE_NOT_HELD"),
            (["nothing.such"], 30, "脚本", "SCOPE_NOT_HELD"),
            ([], 30, "脚本", "SCOPES_MISSING"),
            (["sales_order.view"], 0, "脚本", "EXPIRY_INVALID"),
            (["sales_order.view"], 367, "脚本", "EXPIRY_INVALID"),
            (["sales_order.view"], 30, "  ", "TOKEN_NAME_MISSING"),
        ],
    )
    def test_is_refused(self, boss: Caller, scopes: list[str], days: int, name: str, code: str) -> None:
        status, answer = make(boss, *scopes, days=days, name=name)
        assert status in (403, 422)
        assert answer["code"] == code
        assert boss.get("/tokens")[1]["items"] == []

    def test_ends_when_it_is_withdrawn(self, boss: Caller) -> None:
        _, made = make(boss, "sales_order.view")
        assert call(made["secret"], "/documents")[0] == 200
        assert boss.delete(f"/tokens/{made['id']}")[0] == 200
        assert call(made["secret"], "/documents")[0] == 401

    def test_ends_with_its_day(self, book: Book, boss: Caller) -> None:
        _, made = make(boss, "sales_order.view")
        with transaction.atomic():
            ApiToken.objects.of_company(book.company_id).update(expires_on=timezone.localdate() - timedelta(days=1))
        assert call(made["secret"], "/documents")[0] == 401

    def test_loses_what_its_person_loses(self, book: Book, boss: Caller) -> None:
        _, made = make(boss, "sales_order.view")
        with transaction.atomic():
            Membership.objects.of_company(book.company_id).filter(user=book.boss_user).delete()
        assert call(made["secret"], "/documents")[0] == 401

    def test_ends_with_its_person(self, book: Book, boss: Caller) -> None:
        _, made = make(boss, "sales_order.view")
        with transaction.atomic():
            User.objects.filter(pk=book.boss_user.pk).update(is_active=False)
        assert call(made["secret"], "/documents")[0] == 401

    def test_tells_whose_it_is(self, book: Book, boss: Caller) -> None:
        seller = signed_in(book, book.seller.user_id)
        make(seller, "sales_order.view", name="别人的")
        make(boss, "sales_order.view", name="自己的")
        told = {one["name"]: one["is_mine"] for one in boss.get("/tokens")[1]["items"]}
        assert told == {"别人的": False, "自己的": True}
        assert [one["name"] for one in seller.get("/tokens")[1]["items"]] == ["别人的"]

    @pytest.mark.parametrize("path", ["/tokens", "/users", "/roles"])
    def test_opens_nothing_of_people(self, boss: Caller, path: str) -> None:
        _, made = make(boss, "sales_order.view")
        assert call(made["secret"], path)[0] in (401, 403)

    def test_of_another_company_is_not_seen(self, book: Book, boss: Caller) -> None:
        _, made = make(boss, "sales_order.view")
        stranger = signed_in(Book())
        assert stranger.get("/tokens")[1]["items"] == []
        assert stranger.delete(f"/tokens/{made['id']}")[0] == 404
        assert call(made["secret"], "/documents")[0] == 200

    @pytest.mark.parametrize("secret", ["", "hk_", "hk_" + "x" * 43, "Bearer", "天机"])
    def test_negative_control_a_guess_opens_nothing(self, boss: Caller, secret: str) -> None:
        make(boss, "sales_order.view")
        client = Client(raise_request_exception=False)
        found = client.get(
            "/api/documents", headers={"Authorization": f"Bearer {secret}".encode().decode("latin-1")}
        )
        assert found.status_code == 401

    def test_there_are_only_so_many(self, boss: Caller) -> None:
        for _ in range(TOKENS_MAX):
            assert make(boss, "sales_order.view")[0] == 200
        assert make(boss, "sales_order.view")[1]["code"] == "TOO_MANY_TOKENS"


class TestRights:
    @pytest.mark.parametrize(
        ("held", "scopes", "allowed"),
        [
            ({"*"}, {"payment.view"}, {"payment.view"}),
            ({"payment.view"}, {"payment.*"}, {"payment.view"}),
            ({"payment.*"}, {"payment.post", "receipt.post"}, {"payment.post"}),
            ({"*"}, {"identity.edit"}, set()),
            (set(), {"payment.view"}, set()),
        ],
    )
    def test_are_those_of_both(self, held: set[str], scopes: set[str], allowed: set[str]) -> None:
        assert both(held, scopes) == allowed
