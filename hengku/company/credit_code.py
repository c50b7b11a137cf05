"""统一社会信用代码 (GB 32100-2015): 18 signs, of which the last checks the others. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengku.kit.errors import Invalid, Problem

_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
LENGTH: Final = 18


@dataclass(eq=False)
class CreditCodeInvalid(Invalid):
    """A tax number that cannot be one: wrong length, a sign that does not occur, or a wrong check sign."""

    given: str
    reason: str
    text = "税号“{given}”不正确:{reason}。请对照营业执照核对;没有可留空。"


def plain_code(given: str) -> str:
    """As it is kept: without blanks, in capitals."""
    return "".join(given.split()).upper()


def check_sign(body: str) -> str:
    """The 18th sign for the 17 before it: (31 − Σ value × 3^place mod 31) mod 31."""
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return _SIGNS[(31 - total % 31) % 31]


def credit_code_problems(given: str) -> list[Problem]:
    """What is wrong with a company's tax number; nothing when it is empty or right."""
    code = plain_code(given)
    if not code:
        return []
    reason = ""
    if len(code) != LENGTH:
        reason = f"应为 {LENGTH} 位,现为 {len(code)} 位"
    elif strange := "、".join(sorted(set(code) - set(_SIGNS))):
        reason = f"不会出现 {strange}(字母 I、O、S、V、Z 也不使用)"
    elif check_sign(code[:-1]) != code[-1]:
        reason = "最后一位校验码不符,可能抄错了一位"
    return [CreditCodeInvalid(given=code[:40], reason=reason)] if reason else []
