"""The kinds of company that histories happen in, and what they deal in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

#: Products: code → reference cost. L is kept in lots, M and N are mostly made of others.
REFERENCES = {"A": "2", "B": "3.5", "C": None, "L": "4", "M": "7", "N": None, "K": "4.4", "S": "19"}
#: Counted in pieces and worth by weight (B2), about 5.2 kg each; pieces with serial numbers (B7).
WEIGHED, PIECES = "K", "S"
#: Goods that are made of others; where months are costed, they come after them.
MADE = ("M", "N")
#: What one piece costs by standard, in companies that cost so (C14).
STANDARDS = {"A": "11.5", "B": "9.25", "C": "8", "L": "14.1", "M": "21", "N": "17.3", "K": "7.77", "S": "30"}
#: Goods that somebody looks at first, in companies that do.
INSPECTED = ("B", "L")
SHELVES, STAGING = ("A1", "A2"), "STAGING"
LOTS = ("L1", "L2", "L3")
RATE = Fraction(13, 100)


@dataclass(frozen=True)
class Company:
    """The kind of company a history happens in."""

    method: str = "MOVING_AVERAGE"
    scope: str = "ORG"
    standard: str = "small"
    may_go_negative: bool = False
    taxpayer: str = "general"
    closes: bool = False  # its first month
    costs_months: bool = False  # with standard cost: the variance is shared out (C14)
    inspects: bool = False  # what is INSPECTED, before it is received (D-IQC)
    holds: bool = False  # what is INSPECTED, after it came in on hold (先入后检)
    bins: bool = False  # in W1: the shelves of SHELVES
    suspends: bool = False  # its estimates on the first of a month (C15 MONTH_BEGIN)
    counter: bool = False  # sells at one as well (D-POS)
    group: str = ""  # there are two of it, and they trade: one "sells" to the other, or "inside" one legal person
    revenue: str = "ON_ISSUE"  # ON_INVOICE, or DEFERRED: on issue, its tax pending until the invoice (T11)

    @property
    def deducts(self) -> bool:
        """A small-scale taxpayer deducts nothing (T5, T6)."""
        return self.taxpayer == "general"

    @property
    def waits(self) -> bool:
        """Whether what leaves is known to cost when its month was costed, and not before (C12, C14)."""
        return self.method == "MONTHLY_AVERAGE" or self.costs_months

    @property
    def by_lot(self) -> bool:
        """Whether all goods are told apart by lot, since each lot costs what it cost (C13)."""
        return self.method == "SPECIFIC"

    def tracking(self, code: str) -> str:
        """How goods are told apart."""
        return "serial" if code == PIECES else "lot" if code == "L" or self.by_lot else "none"

    @property
    def rate_out(self) -> Fraction:
        """Of what it sells (T6: 3 % reduced to 1 %)."""
        return RATE if self.deducts else Fraction(1, 100)

    @property
    def vat_invoiced(self) -> str:
        """The account of the tax on what is sold (T6, T11)."""
        return "vat_output" if self.deducts else "vat_small"

    @property
    def vat_issued(self) -> str:
        """The same before there is an invoice."""
        return "vat_pending_output" if self.revenue == "DEFERRED" and self.deducts else self.vat_invoiced
