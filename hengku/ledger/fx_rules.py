"""调汇 at the end of a period (P6): foreign money at the rate of its last day. Pure; a rate is yuan for one unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.kit.numbers import ZERO_FEN, product_to_fen
from hengku.ledger.rules import EntryLine, credit, debit, lines_of

#: Balances that are money or will be paid in it; 预收 and 预付 will be goods and keep their rate (P6).
MONETARY: Final = {
    "BANK": ("bank", True),
    "AR": ("ar", True),
    "AP": ("ap", False),
    "OTHER_RECEIVABLE": ("other_receivable", True),
    "OTHER_PAYABLE": ("other_payable", False),
}


@dataclass(frozen=True, slots=True)
class Revalued:
    """``book`` and ``revalued`` in the company's currency; ``gain`` > 0 is a gain, whichever side the balance is on."""

    book: Decimal
    revalued: Decimal
    gain: Decimal
    entry: tuple[EntryLine, ...]


def revalue_balance(
    side: str,
    amount: Decimal,
    *,
    end_rate: Decimal,
    book_rate: Decimal | None = None,
    book: Decimal | None = None,
) -> Revalued:
    """A foreign balance ``amount`` > 0 on its natural side, brought to the rate of the period's end.

    ``book`` is what it stands at, or ``book_rate`` by which it came in. KeyError for a side that is no money (P6).
    """
    role, is_asset = MONETARY[side]
    stands = book if book is not None else product_to_fen(amount, book_rate or Decimal(0))
    worth = product_to_fen(amount, end_rate)
    up = worth - stands
    gain = up if is_asset else -up
    other = "fx_gain" if gain > 0 else "fx_loss"
    if is_asset:
        lines = (debit(role, up), credit(other, up)) if up > 0 else (debit(other, -up), credit(role, -up))
    else:
        lines = (debit(other, up), credit(role, up)) if up > 0 else (debit(role, -up), credit(other, -up))
    return Revalued(stands, worth, gain or ZERO_FEN, lines_of(*lines))
