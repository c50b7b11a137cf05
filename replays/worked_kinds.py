"""Which kind of case is played how, and running one: read, play under each standard, compare; no crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import psycopg
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError

from hengku.kit.errors import Problem
from hengku.ledger.rules import Standard
from replays.worked_compare import Difference, differences
from replays.worked_estimate import play_estimate, read_estimate
from replays.worked_fees import play_fee, read_fee
from replays.worked_fold import fold_ledger, fold_recost
from replays.worked_goods import (
    play_assembly,
    play_difference,
    play_disassembly,
    play_gift,
    read_assembly,
    read_disassembly,
    read_gain,
    read_gift,
    read_loss,
)
from replays.worked_kits import play_kit, read_kit
from replays.worked_ledger import play_ledger, play_recost
from replays.worked_lots import play_fefo
from replays.worked_making import play_atp, play_stock_gain, put_together, take_apart
from replays.worked_months import fold_month, play_monthly_average, play_standard_cost, read_month
from replays.worked_movements import read_case
from replays.worked_picking import play_picking, read_picking
from replays.worked_production import play_coproduct, play_fx_reval, play_outsourcing, play_production
from replays.worked_reading import CaseMalformed, CaseUnsupported, Fields, InputDisagrees
from replays.worked_sales import (
    play_red_invoice,
    play_revenue,
    read_red_invoice,
    read_revenue,
)
from replays.worked_tax import (
    play_allocation,
    play_invoice_check,
    play_pos_close,
    play_tax_discount,
    play_tax_lines,
    play_tax_rounding,
)
from replays.worked_vat import (
    play_agri,
    play_agri_extra,
    play_deemed_sale,
    play_import,
    play_small_scale,
    play_stock_loss,
    play_vat_close,
)

#: The standards a case is played under.
BOTH: Final = tuple(Standard)
#: What a mistake of ours, or a case beyond all limits, may raise; anything else is the machine's.
SLIPS: Final = (
    ArithmeticError,
    AssertionError,
    LookupError,
    TypeError,
    ValueError,
    ObjectDoesNotExist,
    DatabaseError,
    psycopg.Error,
)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case. ``through`` is documents or rules; ``problems`` say where it differs."""

    id: str
    kind: str
    status: str  # passed failed unsupported
    through: str = ""
    reason: str = ""
    problems: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Documents:
    """A kind that is played with documents in a company, once per standard."""

    read: Callable[[Fields], Any]
    play: Callable[[Any, Standard], dict[str, Any]]
    fold: Callable[[Any], dict[str, Any]] | None = None  # what the rules say where no document says it


@dataclass(frozen=True, slots=True)
class Rules:
    """A kind that a rule answers by itself, for both standards at once."""

    play: Callable[[Fields], dict[str, Any]]


KINDS: Final[dict[str, Documents | Rules]] = {
    "cost_ledger": Documents(read_case, play_ledger, fold_ledger),
    "recost": Documents(read_case, play_recost, fold_recost),
    "monthly_average": Documents(read_month, play_monthly_average, fold_month),
    "standard_cost": Documents(read_month, play_standard_cost),
    "estimate": Documents(read_estimate, play_estimate),
    "landed_cost": Documents(read_fee, play_fee),
    "revenue": Documents(read_revenue, play_revenue),
    "red_invoice": Documents(read_red_invoice, play_red_invoice),
    "kit_split": Documents(read_kit, play_kit),
    "allocation": Rules(play_allocation),
    "tax_lines": Rules(play_tax_lines),
    "tax_rounding": Rules(play_tax_rounding),
    "tax_discount": Rules(play_tax_discount),
    "pos_close": Rules(play_pos_close),
    "invoice_check": Rules(play_invoice_check),
    "agri": Rules(play_agri),
    "agri_extra": Rules(play_agri_extra),
    "import": Rules(play_import),
    "small_scale": Rules(play_small_scale),
    "vat_close": Rules(play_vat_close),
    "deemed_sale": Documents(read_gift, play_gift, lambda case: play_deemed_sale(case.given)),
    "stock_loss": Documents(read_loss, play_difference, lambda case: play_stock_loss(case.given)),
    "stock_gain": Documents(read_gain, play_difference, lambda case: play_stock_gain(case.given)),
    "assembly": Documents(read_assembly, play_assembly, lambda case: put_together(case.given)),
    "disassembly": Documents(read_disassembly, play_disassembly, lambda case: take_apart(case.given)),
    "atp": Rules(play_atp),
    "fefo": Documents(read_picking, play_picking, lambda case: play_fefo(case.given)),
    "production": Rules(play_production),
    "coproduct": Rules(play_coproduct),
    "outsourcing": Rules(play_outsourcing),
    "fx_reval": Rules(play_fx_reval),
}


def run_cases(cases: Iterable[Any], standards: Sequence[Standard] = BOTH) -> list[Result]:
    """Run every case; each gets an answer, whatever is in it. Needs Django set up on a prepared database."""
    return [run_case(case, number, standards) for number, case in enumerate(cases, 1)]


def run_case(case: Any, number: int = 1, standards: Sequence[Standard] = BOTH) -> Result:
    """Run one case. ``number`` names it where it has no id; ``standards`` are those its documents are posted under."""
    name = kind = ""
    try:
        name, kind = _text(case, "id") or f"第 {number} 例", _text(case, "kind")
        if not kind:
            raise CaseMalformed("kind", "缺少")
        if not isinstance(case.get("expected"), dict) or not case["expected"]:
            raise CaseMalformed("expected", "应为不空的对象")
        if kind not in KINDS:
            raise CaseUnsupported(f"类别 {kind}")
        through, found = _play(KINDS[kind], Fields(case.get("input"), "input"), case["expected"], standards)
    except CaseUnsupported as unsupported:
        return Result(name, kind, "unsupported", reason=str(unsupported))
    except InputDisagrees as wrong:
        return _failed(name, kind, str(wrong), [asdict(Difference(wrong.path, wrong.expected, wrong.got))])
    except CaseMalformed as malformed:
        return _failed(name, kind, str(malformed), [asdict(Difference(malformed.path, "", malformed.reason))])
    except Problem as refused:
        return _failed(name, kind, f"系统拒绝:{refused}", [asdict(Difference("input", "", str(refused)))])
    except SLIPS as slip:
        said = f"{type(slip).__name__}:{slip}"
        return _failed(name, kind, f"无法执行:{said}", [asdict(Difference("input", "", said))])
    if found:
        return Result(name, kind, "failed", through, f"{len(found)} 处不符", tuple(found))
    return Result(name, kind, "passed", through)


def _failed(name: str, kind: str, reason: str, problems: list[dict[str, Any]]) -> Result:
    return Result(name, kind, "failed", reason=reason, problems=tuple(problems))


def _text(case: Any, key: str) -> str:
    if not isinstance(case, dict):
        raise CaseMalformed("case", "应为对象")
    value = case.get(key)
    return value if isinstance(value, str) else ""


def _play(
    kind: Documents | Rules, fields: Fields, expected: Any, standards: Sequence[Standard]
) -> tuple[str, list[dict[str, Any]]]:
    """How the case was played, and every difference. A field nobody read makes it unsupported, not passed."""
    if isinstance(kind, Rules):
        got = kind.play(fields)
        _all_read(fields)
        return "rules", [asdict(one) for one in differences(expected, got)]
    case = kind.read(fields)
    if kind.fold is not None and not case.has_documents:
        got = kind.fold(case)
        _all_read(fields)
        return "rules", [asdict(one) for one in differences(expected, got)]
    _all_read(fields)
    found = [
        {**asdict(one), "standard": standard.value}
        for standard in standards
        for one in differences(expected, kind.play(case, standard))
    ]
    return "documents", found


def _all_read(fields: Fields) -> None:
    unread = fields.unread()
    if unread:
        raise CaseUnsupported(f"未知的条件 {'、'.join(unread)}")
