"""催款单 on paper (R-32): what a customer should have paid by a day and has not, how long overdue, in one sum. Pure: the
items are those of the report ``open_items``, so the sum is the overdue part of the ageing (R-31).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.kit.numbers import ZERO
from hengku.printing import words
from hengku.printing.columns import DUNNING_COLUMNS
from hengku.printing.sheet import Occasion
from hengku.printing.statements import frame, letter_facts, summed_up, table
from hengku.printing.template import Template
from hengku.settlement.rules import OWED_KINDS

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dunning:
    """What a customer is asked to pay. ``items`` are all its open items on the day ``as_of``, both of receivables and
    of advances; what is open (``residual``) is above zero where it is owed to us, and in advances where we hold it.
    """

    party_id: int
    party: str
    as_of: date
    items: Sequence[Row]

    @property
    def overdue(self) -> list[Row]:
        """The items past their due day, the longest overdue first."""
        late = [i for i in self.items if _is_owed(i) and i["days_overdue"] > 0]
        return sorted(late, key=lambda item: (item["due_on"], item["number"]))

    @property
    def total(self) -> Decimal:
        """What is overdue altogether."""
        return sum((item["residual"] for item in self.overdue), ZERO)

    @property
    def not_due(self) -> Decimal:
        """What is owed and may still wait."""
        return sum((i["residual"] for i in self.items if _is_owed(i)), ZERO) - self.total

    @property
    def held(self) -> Decimal:
        """What the customer has paid or has to their credit and is not applied to any item yet, above zero."""
        left = (item for item in self.items if not _is_owed(item))
        return sum((-i["residual"] if i["kind"] in OWED_KINDS["ar"] else i["residual"] for i in left), ZERO)


def _is_owed(item: Row) -> bool:
    return item["kind"] in OWED_KINDS["ar"] and item["residual"] > 0


def dunning_sheet(told: Dunning, occasion: Occasion, template: Template, key: str = "d") -> Row:
    """The letter in the layout of any document."""
    lines = [{**item, "row_number": at} for at, item in enumerate(told.overdue, 1)]
    reached = occasion.party or {}
    facts = letter_facts(
        [
            ("致", told.party),
            ("截至", f"{told.as_of:%Y-%m-%d}"),
            ("联系人", " ".join(filter(None, (reached.get("contact"), reached.get("phone"))))),
            ("逾期合计", words.money(told.total)),
            ("最长逾期", f"{max((line['days_overdue'] for line in lines), default=0)} 天"),
            ("未到期", words.money(told.not_due) if told.not_due else ""),
        ]
    )
    held = f"另有贵方未核销的付款、预付及红字 ¥{words.money(told.held)},未从上列金额中扣除。"
    return {
        **frame(
            occasion,
            template,
            key=key,
            title="催款单",
            number=f"{told.as_of:%Y%m%d}",
            notes=[held] if told.held else [],
        ),
        **table(DUNNING_COLUMNS, lines, facts, template),
        **summed_up(template, words.capitals(told.total), f"逾期应付 ¥{words.money(told.total)}"),
    }
