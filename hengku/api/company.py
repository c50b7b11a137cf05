"""账套设置: what the company says about itself, and every decision with its words, value and history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas import Answer
from hengku.api.values import Day, Text
from hengku.api.wire import reply
from hengku.catalog.errors import TaxCodeUnknown
from hengku.catalog.models import Category
from hengku.catalog.queries import tax_code_names
from hengku.company.actions import CompanyRecord, change_company, set_setting
from hengku.company.queries import company
from hengku.company.queries_settings import Decided, decided_settings
from hengku.company.settings_words import GROUPS, words_of
from hengku.identity.actor import Actor
from hengku.opening.questions import cost_standing
from hengku.posting.switch import choices, choose_method, convert_company
from hengku.printing.queries import logo_of

router = Router(tags=["账套设置"])
SettingCode = PathEx[str, P(max_length=64)]


class CompanyAboutBody(Body):
    """What a company says about itself on paper and on invoices."""

    name: Text
    tax_number: Text = ""
    address: Text = ""
    phone: Text = ""
    bank_name: Text = ""
    bank_account: Text = ""


class SettingBody(Body):
    """A decision: its value as text, and the day from which it holds (today when left out)."""

    value: Text
    effective_on: Day = None


class CompanyAboutOut(Answer):
    """The company; what is fixed since it was opened stands beside what may change."""

    code: str
    name: str
    tax_number: str
    address: str
    phone: str
    bank_name: str
    bank_account: str
    standard: str
    taxpayer: str
    currency: str
    started_on: str
    has_logo: bool
    may_change: bool
    may_change_logo: bool


class SettingChoiceOut(Answer):
    """One value a decision may have."""

    code: str
    label: str
    label_en: str


class DecisionOut(Answer):
    """A decision that was taken; ``by`` is "" where the product took it."""

    value: str
    effective_on: str
    set_at: str
    by: str


class SettingOut(Answer):
    """A decision to take: what it means, what holds today and since when (null: the default), and its history."""

    key: str
    label: str
    label_en: str
    group: str
    kind: str
    rule: str
    help: str
    help_en: str
    default: str
    least: str | None
    most: str | None
    choices: list[SettingChoiceOut]
    value: str
    since: str | None
    decisions: list[DecisionOut]


class SettingsOut(Answer):
    """Groups in the order of the page, and every setting."""

    groups: list[SettingChoiceOut]
    settings: list[SettingOut]
    may_change: bool
    today: str


@router.get("", response=CompanyAboutOut, summary="账套资料")
def read_company(request: HttpRequest) -> HttpResponse:
    """The company of the session. Needs ``company.view``."""
    actor = actor_of(request)
    actor.must("company.view")
    return reply(_company(actor))


@router.put("", response=CompanyAboutOut, summary="修改账套资料")
def save_company(request: HttpRequest, payload: CompanyAboutBody) -> HttpResponse:
    """Change it. Needs ``company.settings``; the tax number is checked by its last sign."""
    actor = actor_of(request)
    change_company(actor=actor, record=CompanyRecord(**payload.model_dump()))
    return reply(_company(actor))


@router.get("/settings", response=SettingsOut, summary="全部参数")
def read_settings(request: HttpRequest) -> HttpResponse:
    """Every decision. Needs ``company.view``."""
    return reply(_settings(actor_of(request)))


@router.post("/settings/{key}", response=SettingsOut, summary="设置一个参数,自某日起生效")
def save_setting(request: HttpRequest, key: SettingCode, payload: SettingBody) -> HttpResponse:
    """Take a decision. Needs ``company.settings``; costing is refused as C2 asks."""
    actor = actor_of(request)
    is_tax_code = words_of(key).kind == "tax_code" and payload.value != ""
    if is_tax_code and payload.value not in {one["code"] for one in _tax_codes(actor)}:
        raise TaxCodeUnknown(tax_code=payload.value[:32]).at(field=key)
    set_setting(
        actor=actor,
        key=key,
        value=payload.value,
        effective_on=payload.effective_on or timezone.localdate(),
        standing=cost_standing,
        convert=convert_company,
    )
    return reply(_settings(actor))


class CostingChoiceOut(Answer):
    """A category with the costing method of its goods; "" follows the company. ``own``: it was chosen here."""

    id: str
    code: str
    name: str
    costing_method: str
    own: str


class CostingChoiceBody(Body):
    """A method for a category, and the day from which it holds (today when left out)."""

    method: Text
    effective_on: Day = None


@router.get("/costing", response=list[CostingChoiceOut], summary="各类别的计价方法")
def read_costing(request: HttpRequest) -> HttpResponse:
    """Categories with the costing method of their goods (C2). Needs ``company.view``."""
    actor = actor_of(request)
    actor.must("company.view")
    own = choices(actor.company_id)
    rows = Category.objects.visible_to(actor).order_by("code")
    return reply(
        [
            {
                "id": str(one.pk),
                "code": one.code,
                "name": one.name,
                "costing_method": one.costing_method,
                "own": own.get(one.pk, ""),
            }
            for one in rows
        ]
    )


@router.post("/costing/{category_id}", response=list[CostingChoiceOut], summary="设置类别的计价方法")
def save_costing(request: HttpRequest, category_id: int, payload: CostingChoiceBody) -> HttpResponse:
    """Choose for a category and those below it. Needs ``company.settings``; refused as C2 asks."""
    on = payload.effective_on or timezone.localdate()
    choose_method(actor=actor_of(request), category_id=category_id, method=payload.method, effective_on=on)
    return read_costing(request)


def _company(actor: Actor) -> dict[str, Any]:
    found = company(actor)
    return {
        "code": found.code,
        "name": found.name,
        "tax_number": found.tax_number,
        "address": found.address,
        "phone": found.phone,
        "bank_name": found.bank_name,
        "bank_account": found.bank_account,
        "standard": found.standard,
        "taxpayer": found.taxpayer,
        "currency": found.currency,
        "started_on": found.started_on,
        "has_logo": logo_of(actor) is not None,
        "may_change": actor.may("company.settings"),
        "may_change_logo": actor.may("company.edit"),
    }


def _settings(actor: Actor) -> dict[str, Any]:
    today = timezone.localdate()
    taxes = _tax_codes(actor)
    return {
        "groups": [{"code": one.code, "label": one.label, "label_en": one.label_en} for one in GROUPS],
        "settings": [_setting(one, taxes) for one in decided_settings(actor, on=today)],
        "may_change": actor.may("company.settings"),
        "today": today,
    }


def _tax_codes(actor: Actor) -> list[dict[str, str]]:
    return [
        {"code": code, "label": f"{code} {name}", "label_en": f"{code} {name}"}
        for code, name in tax_code_names(actor)
    ]


def _setting(one: Decided, taxes: list[dict[str, str]]) -> dict[str, Any]:
    key, words = one.key, words_of(one.key.key)
    choices = [
        {"code": code, "label": label, "label_en": label_en}
        for code in key.choices
        for label, label_en in (words.choices.get(code, (code, code)),)
    ]
    is_number = words.kind in ("percent", "amount", "count")
    return {
        "key": key.key,
        "label": key.label,
        "label_en": key.label_en,
        "group": words.group,
        "kind": words.kind,
        "rule": key.rule,
        "help": words.help,
        "help_en": words.help_en,
        "default": key.stored(key.default),
        "least": str(key.least) if is_number else None,
        "most": str(key.most) if is_number else None,
        "choices": taxes if words.kind == "tax_code" else choices,
        "value": one.value,
        "since": one.since,
        "decisions": [
            {"value": row.value, "effective_on": row.effective_on, "set_at": row.set_at, "by": row.by}
            for row in one.decisions
        ],
    }
