"""Who must be inspected, and when: before the receipt (先检后入) or after it, on hold (先入后检). Pure (D-IQC)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.kit.numbers import ZERO, D
from hengku.posting.effects import Facts

#: Key in a receipt line's data: its goods came in on hold and wait for their inspection. Written by the rules alone.
HELD: Final = "held"
#: Key in an inspected line's data: what of it was rejected, in base units. Written by the rules alone.
REJECTED: Final = "rejected_base"
#: Key in an exchanged line's data, and in that of what came in its place: base units that were invoiced before.
INVOICED: Final = "invoiced_base"
INSPECTION: Final = "incoming_inspection"
QC_HOLD: Final = "qc_hold"
DEFECT: Final = "defect"


def mode_of(line: PaperLine, facts: Facts) -> str:
    """ "" where the goods of a line need no inspection, else BEFORE or AFTER: the product's word goes first, then the
    supplier's, then the company's.
    """
    product = facts.products.get(line.product_id or 0)
    party = facts.party
    if product is None or not (product.must_inspect or (party is not None and party.must_inspect)):
        return ""
    own = product.inspection_mode or (party.inspection_mode if party is not None else "")
    return own or facts.policy.inspection_mode


def is_held(source: Source) -> bool:
    """Whether a receipt line came in on hold."""
    return bool(source.data.get(HELD))


def to_inspect(source: Source) -> Decimal:
    """What of a receipt line may be inspected in all, base units: all that came in on hold, less what went back."""
    if not is_held(source):
        return ZERO
    return abs(source.quantity_base)


def released(source: Source) -> Decimal:
    """What of an inspected line may be received, base units: all but what was rejected; nothing of goods that had come
    in before their inspection.
    """
    if source.data.get(HELD):
        return ZERO
    return abs(source.quantity_base) - D(str(source.data.get(REJECTED) or "0"))


def invoiceable(source: Source) -> Decimal:
    """What of a receipt line may be invoiced or sent back in all, base units: of goods received on hold only what an
    inspection accepted. What goes back is taken to be rejected goods first.
    """
    whole = abs(source.quantity_base)
    paid_for = D(str(source.data.get(INVOICED) or "0"))  # it came in place of invoiced goods
    if not is_held(source):
        return whole - paid_for
    accepted = source.carried_quantity(INSPECTION) - source.refused
    returned = abs(source.carried_quantity("purchase_return"))
    return whole - max(whole - accepted - returned, paid_for)


def overdrawn(source: Source) -> bool:
    """Whether more of goods received on hold was invoiced than inspections accept."""
    invoiced = abs(source.carried_quantity("purchase_invoice"))
    returned = abs(source.carried_quantity("purchase_return"))
    return bool(invoiced) and is_held(source) and invoiced + returned > invoiceable(source)


def to_replace(source: Source) -> Decimal:
    """What of a return line the supplier is to replace, in base units: of an exchange all but what was credited."""
    if source.header.get("way") != "EXCHANGE":
        return ZERO
    return abs(source.quantity_base) - abs(source.carried_quantity("purchase_invoice_red"))


def to_credit(source: Source) -> Decimal:
    """What of a return line the supplier may credit by a red invoice: all but what was replaced."""
    return abs(source.quantity_base) - abs(source.carried_quantity("purchase_receipt"))
