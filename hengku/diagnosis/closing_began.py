"""Whether the books began right, asked before their first month closes: afterwards nothing can be put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hengku.company.models import Company
from hengku.company.rules import month_start
from hengku.kit.errors import Refused
from hengku.opening.queries import opening_of


@dataclass(eq=False)
class OpeningDisagrees(Refused):
    """D-OPNS, D-OPNG: what the opening documents list is not what the accounts began with."""

    month: str
    count: int
    text = "不能结 {month}:期初校验有 {count} 个科目不一致。请在「期初校验」页面逐个核对;启用的第一个月结账以后,期初不能再改。"


def began_wrong(company_id: int, month: date) -> int | None:
    """Accounts whose opening disagrees with the documents behind it; None for any month but the first of the books."""
    started_on = Company.objects.values_list("started_on", flat=True).get(pk=company_id)
    if month_start(month) != month_start(started_on):
        return None
    found = opening_of(company_id)
    return sum(row.difference != 0 for row in found.rows) + (found.debit != found.credit)
