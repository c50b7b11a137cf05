"""Sessions: signing in and out, the company, the password (X26–X28)."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from hengku.api.schemas import SessionAnswer
from hengku.identity.auth import set_password
from tests.api.caller import PASSWORD, Caller, signed_in
from tests.world import Book, new_company


class TestSignIn:
    def test_tells_who_where_and_what_may_be_done(self, book: Book) -> None:
        _, answer = signed_in(book).get("/session")
        SessionAnswer.model_validate(answer)
        assert answer["user"]["id"] == str(book.boss_user.pk)
        assert answer["company"]["id"] == str(book.company_id)
        assert "*" in answer["permissions"]

    def test_signed_out_is_no_error(self, database: object) -> None:
        status, answer = Caller().get("/session")
        assert (status, answer["user"], answer["company"], answer["permissions"]) == (200, None, None, [])

    def test_wrong_password_and_unknown_name_get_the_same_answer(self, book: Book) -> None:
        signed_in(book)
        caller = Caller()
        wrong = caller.post("/session", {"username": book.boss_user.username, "password": "wrong"})
        unknown = caller.post("/session", {"username": "nobody-at-all", "password": "wrong"})
        assert wrong == unknown
        assert (wrong[0], wrong[1]["code"]) == (403, "SIGN_IN_REFUSED")

    def test_needs_the_csrf_token(self, book: Book) -> None:
        caller = Caller()
        body = {"username": book.boss_user.username, "password": PASSWORD}
        status, answer = caller.send("post", "/session", body, **{"X-CSRFToken": "x" * 32})
        assert (status, answer["code"]) == (403, "CSRF_FAILED")

    def test_the_session_key_changes(self, book: Book) -> None:
        caller = signed_in(book)
        first = caller.client.cookies[settings.SESSION_COOKIE_NAME].value
        caller.post("/session", {"username": book.boss_user.username, "password": PASSWORD})
        assert caller.client.cookies[settings.SESSION_COOKIE_NAME].value != first

    def test_the_cookie_is_kept_from_scripts(self, book: Book) -> None:
        cookie = signed_in(book).client.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


class TestSignOut:
    def test_the_session_is_gone_from_the_server(self, book: Book) -> None:
        caller = signed_in(book)
        stolen = caller.client.cookies[settings.SESSION_COOKIE_NAME].value
        assert caller.delete("/session")[0] == 200
        thief = Caller()
        thief.client.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert thief.get("/types")[0] == 401

    def test_without_session_the_answer_is_to_sign_in(self, database: object) -> None:
        status, answer = Caller().get("/types")
        assert (status, answer["code"]) == (401, "SIGN_IN_REQUIRED")


class TestCompany:
    def test_can_be_changed_to_one_where_the_user_has_a_role(self, book: Book) -> None:
        other = new_company(owner=book.boss_user)
        caller = signed_in(book)
        status, answer = caller.post("/session/company", {"company_id": str(other.pk)})
        assert (status, answer["company"]["id"]) == (200, str(other.pk))
        assert len(answer["companies"]) == 2

    def test_cannot_be_changed_to_anybody_elses(self, book: Book) -> None:
        other = Book()
        caller = signed_in(book)
        status, answer = caller.post("/session/company", {"company_id": str(other.company_id)})
        assert (status, answer["code"]) == (404, "COMPANY_NOT_FOUND")
        assert caller.get("/session")[1]["company"]["id"] == str(book.company_id)


class TestPassword:
    def test_changing_it_ends_every_other_session(self, book: Book) -> None:
        here, there = signed_in(book), signed_in(book)
        status, _ = here.post("/session/password", {"old": PASSWORD, "new": "另一把更长的钥匙"})
        assert status == 200
        assert here.get("/types")[0] == 200
        assert there.get("/types")[0] == 401

    def test_a_given_password_must_be_changed_before_anything_else(self, book: Book) -> None:
        caller = signed_in(book)
        with transaction.atomic():
            set_password(user_id=book.boss_user.pk, password=PASSWORD + "!", must_change=True)
        caller = Caller()
        caller.post("/session", {"username": book.boss_user.username, "password": PASSWORD + "!"})
        status, answer = caller.get("/types")
        assert (status, answer["code"]) == (403, "PASSWORD_CHANGE_REQUIRED")
        assert (
            caller.post("/session/password", {"old": PASSWORD + "!", "new": "自己选的一把长钥匙"})[0] == 200
        )
        assert caller.get("/types")[0] == 200

    def test_a_user_switched_off_is_out_at_once(self, book: Book) -> None:
        caller = signed_in(book)
        book.boss_user.is_active = False
        book.boss_user.save(update_fields=["is_active"])
        assert caller.get("/types")[0] == 401
