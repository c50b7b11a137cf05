"""What an order may take of a quotation, beside what its goods may be sold for (D-QT, D-SO). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hengku.kit.errors import Problem, Refused
from hengku.posting.effects import Facts
from hengku.posting.floor_prices import floor_problems


@dataclass(eq=False)
class QuotationExpired(Refused):
    """D-QT: an order takes of a quotation while it is valid."""

    number: str
    valid_until: str
    text = "报价单 {number} 的有效期到 {valid_until},已经过期。请重新报价,或不引用报价单下单。"


def quotation_problems(facts: Facts) -> list[Problem]:
    """Lines taken of a quotation that is no longer valid on the day of the order (D-QT)."""
    found: list[Problem] = []
    for line in facts.lines:
        source = facts.source_of(line)
        if source is None or source.type_code != "quotation":
            continue
        until = str(source.header.get("valid_until") or "")
        if until and facts.paper.business_on > date.fromisoformat(until):
            expired = QuotationExpired(number=source.number, valid_until=until)
            found.append(expired.at(line_no=line.line_no, field="source_line"))
    return found


def order_problems(facts: Facts) -> list[Problem]:
    """What a sales order is refused for by its prices (D-SO)."""
    return [*quotation_problems(facts), *floor_problems(facts)]
