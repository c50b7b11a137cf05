"""What a purchase costs: net of tax that can be deducted, with tax that cannot (D-PIN, T5)."""

from __future__ import annotations

from decimal import Decimal

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Facts


def deducts(line: PaperLine, facts: Facts) -> bool:
    """Whether the input tax of a line is deducted: only by a general taxpayer, only under a deductible tax code."""
    return facts.policy.taxpayer == "general" and facts.deductible.get(line.tax_code_id or 0, True)


def cost_of_purchase(line: PaperLine, facts: Facts) -> Decimal:
    """The amount goods of this line come in at, in fen; it has the line's sign."""
    amount = line.amount_net if deducts(line, facts) else line.amount_incl
    return amount or ZERO_FEN
