"""A browser without a screen: cookies, CSRF token, JSON. Every call passes the whole application, middleware included."""

from __future__ import annotations

import itertools
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from hengku.identity.auth import set_password
from hengku.identity.models import User
from tests.world import Book

PASSWORD = "一把很长的钥匙 42"
_keys = itertools.count(1)


def fresh_key() -> str:
    """An idempotency key nobody used."""
    return f"test-{next(_keys)}"


class Caller:
    """A client with its session. Answers are kept as ``(status, data)``."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.response: HttpResponse = HttpResponse()
        self.get("/session")

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        self.response = self.client.get(f"/api{path}", query)
        return self._answer()

    def post(self, path: str, body: Any = None, key: str = "", **headers: str) -> tuple[int, Any]:
        return self.send("post", path, {} if body is None else body, key, **headers)

    def put(self, path: str, body: Any) -> tuple[int, Any]:
        return self.send("put", path, body)

    def delete(self, path: str) -> tuple[int, Any]:
        return self.send("delete", path, None)

    def send(self, method: str, path: str, body: Any, key: str = "", **headers: str) -> tuple[int, Any]:
        sent = {"X-CSRFToken": self.token, **headers}
        if key:
            sent["Idempotency-Key"] = key
        how: dict[str, Any] = {"content_type": "application/json"}
        if body is not None:
            how["data"] = body
        self.response = getattr(self.client, method)(f"/api{path}", headers=sent, **how)
        return self._answer()

    def upload(self, path: str, name: str, content: bytes, key: str = "") -> tuple[int, Any]:
        """A file in a form."""
        sent = {"X-CSRFToken": self.token, **({"Idempotency-Key": key} if key else {})}
        self.response = self.client.post(
            f"/api{path}", {"file": SimpleUploadedFile(name, content)}, headers=sent
        )
        return self._answer()

    @property
    def token(self) -> str:
        cookie = self.client.cookies.get(settings.CSRF_COOKIE_NAME)
        return cookie.value if cookie else ""

    def _answer(self) -> tuple[int, Any]:
        kind = self.response.headers.get("Content-Type", "")
        return self.response.status_code, self.response.json() if "json" in kind else self.response.content


def signed_in(book: Book, user_id: int | None = None) -> Caller:
    """Somebody of this book with a session: the boss unless said otherwise."""
    user = User.objects.get(pk=user_id or book.boss_user.pk)
    if not user.check_password(PASSWORD):  # another password would end the sessions there are
        with transaction.atomic():
            set_password(user_id=user.pk, password=PASSWORD, must_change=False)
    caller = Caller()
    status, answer = caller.post("/session", {"username": user.username, "password": PASSWORD})
    assert status == 200, answer
    return caller
