"""条码秤格式 (B3.3): the layouts a company's scales print, read when a label is scanned, written as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.barcode_rules import DEFAULT_SCALE_PROFILES, ScaleProfile, ScaleValue
from hengku.catalog.models import ScaleFormat
from hengku.identity.actor import Actor
from hengku.kit.errors import Invalid, Problem, raise_all

FIELDS: Final = (
    "prefix", "plu_size", "value_kind", "value_size", "weight_decimals", "amount_decimals", "has_inner_check",
)  # fmt: skip
FORMATS_MAX: Final = 10
SIZES: Final = (13, 18)


@dataclass(eq=False)
class ScalePrefixInvalid(Invalid):
    """Codes that a shop makes for itself begin with 20 to 29."""

    prefix: str
    text = "前缀「{prefix}」不对:店内码的前缀是 20 到 29 的两位数字。"


@dataclass(eq=False)
class ScalePrefixTwice(Invalid):
    """A label must be read in one way."""

    prefix: str
    text = "前缀 {prefix} 写了两遍。每个前缀只能有一种格式。"


@dataclass(eq=False)
class ScaleSizeInvalid(Invalid):
    """The parts do not fill a code."""

    size: int
    text = "各部分加起来是 {size} 位。条码须正好 13 位或 18 位,含前缀 2 位和校验位 1 位。"


@dataclass(eq=False)
class ScaleInnerCheckInvalid(Invalid):
    """GS1 knows the inner check of four and five digits only, and of one value."""

    text = "价格校验位只用于 4 位或 5 位的单个数值。请取消勾选,或改数值位数。"


@dataclass(eq=False)
class ScaleDecimalsInvalid(Invalid):
    """More decimals than digits."""

    text = "小数位不能多于数值位数,重量最多 4 位小数,金额最多 3 位。"


def scale_profiles(company_id: int) -> tuple[ScaleProfile, ...]:
    """The layouts by which labels are read; the three usual ones where the company has said nothing. One query."""
    rows = ScaleFormat.objects.of_company(company_id).order_by("prefix").values(*FIELDS)
    own = tuple(ScaleProfile(**{**row, "value_kind": ScaleValue(row["value_kind"])}) for row in rows)
    return own or DEFAULT_SCALE_PROFILES


def has_own_profiles(company_id: int) -> bool:
    """Whether the company has replaced the usual ones."""
    return bool(ScaleFormat.objects.of_company(company_id).exists())


def profile_problems(profiles: Sequence[ScaleProfile]) -> list[Problem]:
    """All that is wrong with a list of layouts, each at its line and field. Pure."""
    problems: list[Problem] = []
    for number, one in enumerate(profiles, 1):
        found: list[tuple[Problem, str]] = []
        if not (len(one.prefix) == 2 and one.prefix.isascii() and one.prefix.isdigit() and one.prefix[0] == "2"):
            found.append((ScalePrefixInvalid(prefix=one.prefix[:8]), "prefix"))
        elif one.prefix in {other.prefix for other in profiles[: number - 1]}:
            found.append((ScalePrefixTwice(prefix=one.prefix), "prefix"))
        if min(one.plu_size, one.value_size) < 1 or one.size not in SIZES:
            found.append((ScaleSizeInvalid(size=one.size), "value_size"))
        if one.has_inner_check and (one.value_size not in (4, 5) or one.value_kind is ScaleValue.AMOUNT_WEIGHT):
            found.append((ScaleInnerCheckInvalid(), "has_inner_check"))
        most = one.value_size
        if not (0 <= one.weight_decimals <= min(4, most) and 0 <= one.amount_decimals <= min(3, most)):
            found.append((ScaleDecimalsInvalid(), "weight_decimals"))
        problems += [problem.at(line_no=number, field=field) for problem, field in found]
    return problems


@transaction.atomic(durable=True)
def save_scale_profiles(*, actor: Actor, profiles: Sequence[ScaleProfile], now: datetime) -> None:
    """Replace the company's layouts by these; with none the usual ones hold again. Needs ``catalog.edit``.

    Refused, all at once: a prefix that is no shop's own or stands twice, parts that fill no code, an inner check or
    decimals that do not fit. Before and after are kept in the evidence.
    """
    actor.must("catalog.edit")
    raise_all(profile_problems(profiles[:FORMATS_MAX]))
    rows = ScaleFormat.objects.visible_to(actor)
    before = [dict(row) for row in rows.order_by("prefix").values(*FIELDS)]
    after = [{field: getattr(one, field) for field in FIELDS} for one in profiles[:FORMATS_MAX]]
    rows.delete()
    ScaleFormat.objects.bulk_create([ScaleFormat(company_id=actor.company_id, **row) for row in after])
    record(
        actor=actor,
        at=now,
        action="catalog.scales.changed",
        entity_kind="catalog.scale_format",
        entity_id=0,
        data={"before": before, "after": after},
    )
