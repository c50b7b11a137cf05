"""Signing in and out, choosing the company, changing the password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from ninja import Router

from hengku.api.auth import COMPANY, Anyone, SomeoneSignedIn, address_of, device_of, signed_in
from hengku.api.bodies import Body
from hengku.api.schemas import SessionAnswer
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.schemas_users import PlaceAnswer
from hengku.api.users import SessionId, place_answer
from hengku.api.values import Id, Text
from hengku.api.version import VERSION
from hengku.api.wire import reply
from hengku.company.actions_employees import employee_of
from hengku.company.models import Company
from hengku.company.queries import CompanyNotFound, companies_of, edition_of, may_open_company
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for, change_password, sign_in
from hengku.identity.models import User
from hengku.identity.sessions import end_sessions, places_of, remember_session

router = Router(tags=["会话"])


class SignInBody(Body):
    """Name and password."""

    username: Text
    password: str


class CompanyBody(Body):
    """The company to work in."""

    company_id: Id


class PasswordBody(Body):
    """The present password and the new one."""

    old: str
    new: str


@router.get("", auth=Anyone(), response=SessionAnswer, summary="当前会话;同时设置 CSRF cookie")
def read(request: HttpRequest) -> HttpResponse:
    """Who is signed in, in which company, with which rights; ``user`` is null when nobody is."""
    get_token(request)
    user = signed_in(request)
    if user is not None and request.session.session_key:
        _remember(request, user)
    return reply(session_of(request, user))


@router.post("", auth=Anyone(), response=SessionAnswer, summary="登录")
def create(request: HttpRequest, payload: SignInBody) -> HttpResponse:
    """Sign in. The session gets a new key (X27); the first company of the user is chosen when there is only one."""
    user = sign_in(
        username=payload.username,
        password=payload.password,
        at=timezone.now(),
        address=address_of(request),
        device=device_of(request),
    )
    request.session.flush()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    companies = companies_of(user.pk)
    if companies:
        request.session[COMPANY] = companies[0].pk
    _remember(request, user)
    return reply(session_of(request, user))


@router.delete("", auth=Anyone(), response=SessionAnswer, summary="退出")
def remove(request: HttpRequest) -> HttpResponse:
    """Sign out: the session is gone from the server, not only from the browser."""
    logout(request)
    get_token(request)
    return reply(session_of(request, None))


@router.post("/company", auth=SomeoneSignedIn(), response=SessionAnswer, summary="切换账套")
def choose_company(request: HttpRequest, payload: CompanyBody) -> HttpResponse:
    """Work in another company from the next request on. Refused where the user has no role."""
    user: User = request.auth  # type: ignore[attr-defined]
    company_id = payload.company_id or 0
    if company_id not in {one.pk for one in companies_of(user.pk)}:
        raise CompanyNotFound(company_id=company_id)
    request.session[COMPANY] = company_id
    return reply(session_of(request, user))


@router.post("/password", auth=SomeoneSignedIn(), response=SessionAnswer, summary="修改密码")
def new_password(request: HttpRequest, payload: PasswordBody) -> HttpResponse:
    """Change one's own password. Every other session of the user ends."""
    user: User = request.auth  # type: ignore[attr-defined]
    change_password(
        user_id=user.pk,
        old_password=payload.old,
        new_password=payload.new,
        at=timezone.now(),
        address=address_of(request),
    )
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    end_sessions(actor=_self(request, user), user_id=user.pk)
    _remember(request, user)
    return reply(session_of(request, user))


@router.get("/places", auth=SomeoneSignedIn(), response=list[PlaceAnswer], summary="我的登录")
def read_places(request: HttpRequest) -> HttpResponse:
    """Where I am signed in."""
    user: User = request.auth  # type: ignore[attr-defined]
    here = request.session.session_key or ""
    return reply([place_answer(one) for one in places_of(user.pk, here=here, at=timezone.now())])


@router.delete(
    "/places/{session_id}", auth=SomeoneSignedIn(), response=DoneAnswer, summary="结束我的一个登录"
)
def remove_place(request: HttpRequest, session_id: SessionId) -> HttpResponse:
    """Sign myself out somewhere."""
    user: User = request.auth  # type: ignore[attr-defined]
    end_sessions(actor=_self(request, user), user_id=user.pk, session_id=session_id)
    return reply({"id": str(session_id)})


@router.delete("/places", auth=SomeoneSignedIn(), response=DoneAnswer, summary="结束我在别处的登录")
def remove_places(request: HttpRequest) -> HttpResponse:
    """Sign myself out everywhere but here."""
    user: User = request.auth  # type: ignore[attr-defined]
    end_sessions(actor=_self(request, user), user_id=user.pk, but=request.session.session_key or "")
    return reply({"id": str(user.pk)})


def _self(request: HttpRequest, user: User) -> Actor:
    """Somebody acting on their own account, which belongs to no company."""
    return Actor(user.pk, 0, user.display_name, device=device_of(request), address=address_of(request))


def _remember(request: HttpRequest, user: User) -> None:
    """Keep where this session is, under the key it has now."""
    request.session.save()
    remember_session(
        user_id=user.pk,
        session_key=request.session.session_key or "",
        at=timezone.now(),
        device=device_of(request),
        address=address_of(request),
    )


def session_of(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """The session as it is answered."""
    companies = companies_of(user.pk) if user else []
    chosen = request.session.get(COMPANY) if user else None
    company = next((one for one in companies if one.pk == chosen), None)
    shown = edition_of(company.pk, timezone.localdate()) if company else None
    actor = actor_for(user_id=user.pk, company_id=company.pk) if user and company else None
    return {
        "user": _user(user) if user else None,
        "company": _company(company) if company else None,
        "employee": _employee(actor) if actor else None,
        "companies": [_company(one) for one in companies],
        "permissions": sorted(actor.shown_permissions()) if actor else [],
        "sees_parties": [actor.customers, actor.suppliers] if actor else ["", ""],
        "hidden_types": list(shown.hidden_types) if shown else [],
        "hidden_pages": list(shown.hidden_pages) if shown else [],
        "may_open_company": may_open_company(user.pk) if user else False,
        "today": timezone.localdate(),
        "version": VERSION,
    }


def _employee(actor: Actor) -> dict[str, Any] | None:
    """Who the person is among the employees: what a new document names as its handler."""
    employee = employee_of(actor)
    return {"id": str(employee.pk), "name": employee.name, "code": employee.code} if employee else None


def _user(user: User) -> dict[str, Any]:
    return {
        "id": str(user.pk),
        "username": user.username,
        "display_name": user.display_name,
        "must_change_password": user.must_change_password,
    }


def _company(company: Company) -> dict[str, Any]:
    return {
        "id": str(company.pk),
        "code": company.code,
        "name": company.name,
        "standard": company.standard,
        "taxpayer": company.taxpayer,
        "is_demo": company.is_demo,
        "is_practice": company.is_practice,
        "started_on": company.started_on,
    }
