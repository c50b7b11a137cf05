"""The first day: opening a company, its checklist, the opening check, and companies for practice."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import COMPANY, PasswordChangeRequired, SomeoneSignedIn, actor_of
from hengku.api.bodies import Body
from hengku.api.schemas import Answer, SessionAnswer
from hengku.api.session import session_of
from hengku.api.values import Day, Text
from hengku.api.wire import reply
from hengku.company.credit_code import credit_code_problems
from hengku.company.editions import EDITIONS
from hengku.company.queries import may_open_company
from hengku.identity.models import User
from hengku.identity.roles import READY_ROLES
from hengku.opening.actions_company import NewPerson, NewWarehouse, Start
from hengku.opening.actions_setup import SetupPlan, check_setup, set_up_company
from hengku.opening.defaults import DEPARTMENT, FUND_ACCOUNTS
from hengku.opening.demo.practice import make_practice
from hengku.opening.queries import checklist, opening_check

router = Router(tags=["启用"])
LIST_MAX = 50


class WarehouseBody(Body):
    """A warehouse to start with."""

    name: Text


class FundBody(Body):
    """Where money lies: ``role`` is cash, bank or other_monetary."""

    name: Text
    role: Text


class PersonBody(Body):
    """A colleague, with a first password and ready-made roles."""

    username: Text
    display_name: Text
    password: Text
    role_codes: list[str] = Field(default_factory=list, max_length=20)


class SetupBody(Body):
    """The answers of the wizard. Nothing is written by /check."""

    edition: Text
    name: Text
    tax_number: Text = ""
    standard: Text
    taxpayer: Text
    started_on: Day
    revenue_mode: Text = "ON_ISSUE"
    may_go_negative: bool = False
    warehouses: list[WarehouseBody] = Field(max_length=LIST_MAX)
    departments: list[Text] = Field(default_factory=lambda: [DEPARTMENT[1]], max_length=LIST_MAX)
    fund_accounts: list[FundBody] = Field(default_factory=list, max_length=LIST_MAX)
    people: list[PersonBody] = Field(default_factory=list, max_length=LIST_MAX)


class TaxNumberBody(Body):
    """A tax number to be looked at."""

    tax_number: Text


class ChoiceOut(Answer):
    """One thing to choose from."""

    code: str
    label: str
    label_en: str


class FundOut(Answer):
    """A fund account proposed."""

    name: str
    role: str


class SetupOptions(Answer):
    """What the wizard offers, and whether this person may finish it."""

    may_open: bool
    today: str
    editions: list[ChoiceOut]
    roles: list[ChoiceOut]
    department: str
    fund_accounts: list[FundOut]


class ProblemsOut(Answer):
    """Every problem of a plan, each with its field and, in lists, its line from 1."""

    problems: list[dict[str, Any]]


class StepOut(Answer):
    """A step of the first day."""

    key: str
    count: int
    done: bool
    optional: bool


class ChecklistOut(Answer):
    """启用清单."""

    steps: list[StepOut]


class CheckRowOut(Answer):
    """A control account at the opening, debit minus credit."""

    part: str
    account_code: str
    account_name: str
    lines: int
    listed: str
    booked: str
    difference: str


class OpeningCheckOut(Answer):
    """期初校验."""

    on: str
    is_right: bool
    debit: str
    credit: str
    rows: list[CheckRowOut]


@router.get("", auth=SomeoneSignedIn(), response=SetupOptions, summary="新建账套的选项")
def read_options(request: HttpRequest) -> HttpResponse:
    """What can be chosen. Names that the server proposes are Chinese, as the books are."""
    user = _user(request)
    return reply(
        {
            "may_open": may_open_company(user.pk),
            "today": timezone.localdate(),
            "editions": [
                {"code": one.code, "label": one.label, "label_en": one.label_en} for one in EDITIONS
            ],
            "roles": [{"code": one.code, "label": one.name, "label_en": one.name_en} for one in READY_ROLES],
            "department": DEPARTMENT[1],
            "fund_accounts": [{"name": name, "role": role} for _, name, role in FUND_ACCOUNTS],
        }
    )


@router.post("/tax-number", auth=SomeoneSignedIn(), response=ProblemsOut, summary="核对统一社会信用代码")
def check_tax_number(request: HttpRequest, payload: TaxNumberBody) -> HttpResponse:
    """Whether the check sign is right."""
    _user(request)
    found = [problem.at(field="tax_number") for problem in credit_code_problems(payload.tax_number)]
    return reply({"problems": [problem.as_data() for problem in found]})


@router.post("/check", auth=SomeoneSignedIn(), response=ProblemsOut, summary="检查新建账套的内容")
def check_plan(request: HttpRequest, payload: SetupBody) -> HttpResponse:
    """Every problem of the plan, as a list that may be empty. Writes nothing."""
    found = check_setup(user=_user(request), plan=_plan(payload), today=timezone.localdate())
    return reply({"problems": [problem.as_data() for problem in found]})


@router.post("/company", auth=SomeoneSignedIn(), response=SessionAnswer, summary="新建账套并进入")
def create_company(request: HttpRequest, payload: SetupBody) -> HttpResponse:
    """Open the company and work in it from now on. Only who owns a company may (the first user of a new
    installation has none yet). Sent twice, the second is refused by name.
    """
    user = _user(request)
    made = set_up_company(user=user, plan=_plan(payload), today=timezone.localdate())
    request.session[COMPANY] = made.pk
    return reply(session_of(request, user))


@router.post("/practice", auth=SomeoneSignedIn(), response=SessionAnswer, summary="新建或重置练习账套并进入")
def create_practice(request: HttpRequest) -> HttpResponse:
    """A fresh practice company of this person alone; the one they had is archived. Takes a few seconds."""
    user = _user(request)
    made = make_practice(user=user, today=timezone.localdate())
    request.session[COMPANY] = made.pk
    return reply(session_of(request, user))


@router.get("/checklist", response=ChecklistOut, summary="启用清单")
def read_checklist(request: HttpRequest) -> HttpResponse:
    """The steps of the first day, done or not, from the data."""
    actor = actor_of(request)
    steps = [
        {"key": one.key, "count": one.count, "done": one.is_done, "optional": one.is_optional}
        for one in checklist(actor)
    ]
    return reply({"steps": steps})


@router.get("/opening-check", response=OpeningCheckOut, summary="期初校验")
def read_opening_check(request: HttpRequest) -> HttpResponse:
    """Opening stock and open items beside the accounts that hold them, with the differences."""
    found = opening_check(actor_of(request))
    return reply(
        {
            "on": found.on,
            "is_right": found.is_right,
            "debit": found.debit,
            "credit": found.credit,
            "rows": [
                {
                    "part": row.part,
                    "account_code": row.account_code,
                    "account_name": row.account_name,
                    "lines": row.lines,
                    "listed": row.listed,
                    "booked": row.booked,
                    "difference": row.difference,
                }
                for row in found.rows
            ],
        }
    )


def _user(request: HttpRequest) -> User:
    user: User = request.auth  # type: ignore[attr-defined]
    if user.must_change_password:
        raise PasswordChangeRequired
    return user


def _plan(payload: SetupBody) -> SetupPlan:
    start = Start(
        tax_number=payload.tax_number,
        edition=payload.edition,
        revenue_mode=payload.revenue_mode,
        departments=[(f"{number:02d}", name) for number, name in enumerate(payload.departments, 1)],
        fund_accounts=[
            (f"{number:02d}", one.name, one.role) for number, one in enumerate(payload.fund_accounts, 1)
        ],
        people=[
            NewPerson(one.username, one.display_name, one.password, tuple(one.role_codes))
            for one in payload.people
        ],
    )
    return SetupPlan(
        name=payload.name,
        standard=payload.standard,
        taxpayer=payload.taxpayer,
        started_on=payload.started_on or timezone.localdate().replace(day=1),
        start=start,
        warehouses=[
            NewWarehouse(f"{number:02d}", one.name, payload.may_go_negative)
            for number, one in enumerate(payload.warehouses, 1)
        ],
    )
