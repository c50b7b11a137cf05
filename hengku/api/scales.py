"""条码秤格式 (B3.3): the list of layouts, and a box to try a label on it before it is saved."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.lots import scale_answer
from hengku.api.schemas import Answer
from hengku.api.values import Text
from hengku.api.wire import reply
from hengku.catalog.actions_scales import (
    FIELDS,
    FORMATS_MAX,
    has_own_profiles,
    profile_problems,
    save_scale_profiles,
    scale_profiles,
)
from hengku.catalog.barcode_rules import ScaleProfile, ScaleValue
from hengku.identity.actor import Actor
from hengku.kit.errors import raise_all

router = Router(tags=["条码秤"])


class ScaleFormatBody(Body):
    """A layout: prefix, PLU, [inner check], value(s), check digit. Decimals are of kg and of yuan."""

    prefix: str = Field(max_length=8, description="20 到 29")
    plu_size: int = Field(ge=0, le=12, description="货号位数")
    value_kind: Literal["weight", "amount", "amount_weight"]
    value_size: int = Field(default=5, ge=0, le=12, description="数值位数")
    weight_decimals: int = Field(default=3, ge=0, le=12)
    amount_decimals: int = Field(default=2, ge=0, le=12)
    has_inner_check: bool = Field(default=False, description="价格校验位")


class ScaleFormatsBody(Body):
    """The whole list; empty: the usual three."""

    rows: list[ScaleFormatBody] = Field(default_factory=list, max_length=FORMATS_MAX)


class ScaleTrialBody(ScaleFormatsBody):
    """A label to be read by a list that need not be saved."""

    code: Text


class ScaleFormatOut(Answer):
    """A layout; ``size`` is the length of its codes."""

    prefix: str
    plu_size: int
    value_kind: str
    value_size: int
    weight_decimals: int
    amount_decimals: int
    has_inner_check: bool
    size: int


class ScaleFormatsOut(Answer):
    """The layouts by which labels are read; ``is_own`` False: the usual three."""

    rows: list[ScaleFormatOut]
    is_own: bool
    may_change: bool


class ScaleTrialOut(Answer):
    """What a label says. ``prefix`` is empty when no layout has its prefix and length."""

    prefix: str
    plu: str
    weight: str | None
    amount: str | None
    product: str


def _profiles(rows: list[ScaleFormatBody]) -> list[ScaleProfile]:
    return [ScaleProfile(**{**row.model_dump(), "value_kind": ScaleValue(row.value_kind)}) for row in rows]


def _told(actor: Actor) -> dict[str, Any]:
    rows = [
        {**{field: getattr(one, field) for field in FIELDS}, "size": one.size}
        for one in scale_profiles(actor.company_id)
    ]
    return {"rows": rows, "is_own": has_own_profiles(actor.company_id), "may_change": actor.may("catalog.edit")}


@router.get("", response=ScaleFormatsOut, summary="条码秤格式")
def read(request: HttpRequest) -> HttpResponse:
    """The layouts of the labels that this company's scales print. Needs ``catalog.view``."""
    actor = actor_of(request)
    actor.must("catalog.view")
    return reply(_told(actor))


@router.put("", response=ScaleFormatsOut, summary="改条码秤格式")
def save(request: HttpRequest, payload: ScaleFormatsBody) -> HttpResponse:
    """The whole list at once. Needs ``catalog.edit``."""
    actor = actor_of(request)
    save_scale_profiles(actor=actor, profiles=_profiles(payload.rows), now=timezone.now())
    return reply(_told(actor))


@router.post("/try", response=ScaleTrialOut, summary="试读一张秤签")
def try_label(request: HttpRequest, payload: ScaleTrialBody) -> HttpResponse:
    """What a label says by these layouts, and which product it is. Writes nothing; a failed check is refused."""
    actor = actor_of(request)
    actor.must("catalog.view")
    profiles = _profiles(payload.rows)
    raise_all(profile_problems(profiles))
    return reply(scale_answer(actor, payload.code.strip(), profiles or scale_profiles(actor.company_id)))
