"""What a purchase costs: net of tax that can be deducted, with tax that cannot (D-PIN, T5)."""

from __future__ import annotations

from decimal import Decimal

from hengku.catalog.input_tax_rules import can_deduct
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Facts


def deducts(line: PaperLine, facts: Facts) -> bool:
    """Whether the input tax of a line is deducted: only by a general taxpayer, only under a deductible tax code."""
    tax = facts.taxes.get(line.tax_code_id or 0)
    is_general = facts.policy.taxpayer == "general"
    if tax is None:
        return is_general
    return can_deduct(tax.kind, is_deductible=tax.is_deductible, is_general_taxpayer=is_general)


def cost_of_purchase(line: PaperLine, facts: Facts) -> Decimal:
    """The amount goods of this line come in at, in fen; it has the line's sign."""
    amount = line.amount_net if deducts(line, facts) else line.amount_incl
    return amount or ZERO_FEN
