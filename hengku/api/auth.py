"""Who is calling: the session cookie, checked together with the CSRF token, turned into the actor of a company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.identity.models import User
from hengku.identity.tokens import actor_of_token
from hengku.kit import sight
from hengku.kit.errors import Forbidden, Refused

COMPANY = "company_id"
#: ``person.company`` a request was made for, where it may be sent later than it was made (手机离线).
MEANT_FOR = "Hengku-For"
_BROWSERS = (
    ("Edg", "Edge"),
    ("MicroMessenger", "微信"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(eq=False)
class CompanyRequired(Refused):
    """Signed in, but no company chosen yet."""

    text = "请先选择账套。"


@dataclass(eq=False)
class PasswordChangeRequired(Forbidden):
    """The password was given by somebody else; until it is changed nothing else is possible (V6)."""

    text = "请先修改初始密码,再继续使用。"


@dataclass(eq=False)
class OtherSession(Refused):
    """What was kept for one person and company came with the session of another: nothing is done under a wrong name."""

    text = "这份内容属于另一个人或另一个账套,没有送出。请用原来的账号和账套登录后再送。"


class Anyone(APIKeyCookie):
    """No session needed; the CSRF token is, for every unsafe method."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Everybody may come in."""
        return True


class SomeoneSignedIn(APIKeyCookie):
    """A valid session; the company does not matter. ``request.auth`` is the ``User``."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The user of the session, or None: then the answer is 401."""
        return signed_in(request)


class ActorOfCompany(APIKeyCookie):
    """A valid session with a company. ``request.auth`` is the ``Actor``, with the rights it has at this moment."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor, or None when nobody is signed in. Rights are read anew for every request."""
        user = signed_in(request)
        if user is None:
            return None
        if user.must_change_password:
            raise PasswordChangeRequired
        company_id = request.session.get(COMPANY)
        if company_id is None:
            raise CompanyRequired
        meant = request.headers.get(MEANT_FOR, "")
        if meant and meant != f"{user.pk}.{company_id}":
            raise OtherSession
        actor = actor_for(user_id=user.pk, company_id=int(company_id))
        return _seen_by(replace(actor, device=device_of(request), address=address_of(request)))


class ActorOfToken(HttpBearer):
    """``Authorization: Bearer hk_…``: a personal token, with the rights it has now. No cookie, so no CSRF."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The person's actor with the rights of the token, or None when it opens nothing."""
        actor = actor_of_token(token, now=timezone.now())
        return _seen_by(replace(actor, address=address_of(request))) if actor is not None else None


def whole_until_known(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: what a request may see (``kit.sight``) ends with it; the next one on its thread sees its own."""

    def inner(request: HttpRequest) -> HttpResponseBase:
        with sight.limited_to(None):
            return answer(request)

    return inner


def _seen_by(actor: Actor) -> Actor:
    """The actor, from here on seeing what is theirs (§6.2)."""
    sight.see_only(actor.part)
    return actor


def signed_in(request: HttpRequest) -> User | None:
    """The user of the session: active, and with the password the session was opened with."""
    user = request.user  # read once a request, so that a new password does not end the session that set it
    return user if isinstance(user, User) and user.is_active else None


def address_of(request: HttpRequest) -> str:
    """The address the connection comes from. What a client says about itself in headers is not believed."""
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def device_of(request: HttpRequest) -> str:
    """Browser and system in two words, for the evidence: ``Chrome · Windows``."""
    agent = request.headers.get("User-Agent", "")
    words = [next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(word for word in words if word) or agent[:64]


def actor_of(request: HttpRequest) -> Actor:
    """The actor that ``ActorOfCompany`` found."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
