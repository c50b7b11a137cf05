"""Cases of every kind that are in no file: made up from a seed, and answered from the rulebook's words alone.

Whatever a case says is thought up here (quantities, rates, thirds, nothing, much, another order), and what must come of
it is worked out with fractions; nothing of ``hengku`` or ``replays`` is used. ``varied_rules`` has the kinds that a rule
answers by itself, ``varied_goods`` those that are played with documents.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from tests.costing.second_model import NONE, r2

Case = dict[str, Any]
Maker = Callable[["Chance"], tuple[Case, Case]]
RATES = ("0.13", "0.09", "0.06", "0.03", "0.01", "0")

#: §1.5: account roles under 小企业会计准则 and 企业会计准则.
CODES = {
    "bank": ("1002", "1002"),
    "ar": ("1122", "1122"),
    "other_receivable": ("1221", "1221"),
    "raw_material": ("1403", "1403"),
    "merchandise": ("1405", "1405"),
    "goods_dispatched": ("1406", "1406"),
    "outsourced_material": ("1408", "1408"),
    "suspense": ("1901", "1901"),
    "ap": ("220201", "220201"),
    "ap_estimated": ("220202", "220202"),
    "other_payable": ("2241", "2241"),
    "vat_input": ("22210101", "22210101"),
    "vat_transfer_unpaid": ("22210104", "22210104"),
    "vat_output": ("22210107", "22210107"),
    "vat_input_out": ("22210109", "22210109"),
    "vat_transfer_overpaid": ("22210110", "22210110"),
    "vat_small": ("222101", "222101"),
    "vat_unpaid": ("222102", "222102"),
    "vat_pending_output": ("222106", "222106"),
    "city_tax": ("222112", "222112"),
    "edu_tax": ("222113", "222113"),
    "local_edu_tax": ("222114", "222114"),
    "wip": ("4001", "5001"),
    "revenue": ("5001", "6001"),
    "vat_exempt_income": ("5301", "6117"),
    "count_gain": ("5301", "6602"),
    "fx_gain": ("5301", "6603"),
    "fx_loss": ("5603", "6603"),
    "cogs": ("5401", "6401"),
    "tax_surcharge": ("5403", "6403"),
    "selling": ("5601", "6601"),
    "count_loss_mgmt": ("5711", "6602"),
    "count_loss_disaster": ("5711", "6711"),
}


class Chance(random.Random):
    """What a case is thought up with."""

    def fen(self, low: int, high: int) -> Fraction:
        """An amount between these fen; often round, seldom very much."""
        if self.random() < 0.1:
            high *= 1000
        fen = self.randint(low, high)
        return Fraction(fen // 100 if self.random() < 0.3 and fen >= 100 else Fraction(fen, 100))

    def number(self, places: int, most: int) -> Fraction:
        """A number above zero with so many decimals at most."""
        places = self.randint(0, places)
        return Fraction(self.randint(1, most * 10**places), 10**places)

    def pieces(self, most: int = 40) -> Fraction:
        """How many: mostly whole, of what is weighed to the gram."""
        return self.number(3, most) if self.random() < 0.2 else Fraction(self.randint(1, most))

    def rate(self) -> Fraction:
        """A tax rate."""
        return Fraction(self.choice(RATES))


def yuan(amount: Fraction) -> str:
    """Money as cases write it."""
    fen = amount * 100
    assert fen.denominator == 1, f"{amount} is not whole fen"
    whole, rest = divmod(abs(fen.numerator), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def plain(number: Fraction) -> str:
    """A number that ends, as cases write it: no zeros behind."""
    for places in range(9):
        scaled = number * 10**places
        if scaled.denominator == 1:
            text = f"{abs(scaled.numerator):0{places + 1}d}"
            text = f"{text[:-places]}.{text[-places:]}" if places else text
            return ("-" if number < 0 else "") + text
    raise AssertionError(f"{number} does not end")


def shares(total: Fraction, weights: Sequence[Fraction]) -> list[Fraction]:
    """C1: by accumulated weights; equally where all are nothing."""
    weights = list(weights) if any(weights) else [Fraction(1)] * len(weights)
    whole, upto, given, found = sum(weights, NONE), NONE, NONE, []
    for weight in weights:
        upto += weight
        found.append(r2(total * upto / whole) - given)
        given += found[-1]
    return found


def entry(*lines: tuple[str, Fraction, Fraction]) -> list[dict[str, str]]:
    """Lines of (role, debit, credit); those of nothing are not written (R3)."""
    return [
        {"role": role, "sbe": CODES[role][0], "asbe": CODES[role][1], "dr": yuan(debit), "cr": yuan(credit)}
        for role, debit, credit in lines
        if debit or credit
    ]


def debit(role: str, amount: Fraction) -> tuple[str, Fraction, Fraction]:
    """借; below zero in red (G9)."""
    return role, amount, NONE


def credit(role: str, amount: Fraction) -> tuple[str, Fraction, Fraction]:
    """贷; below zero in red."""
    return role, NONE, amount


def case(kind: str, make: Maker, seed: object) -> Case:
    """A case of a kind."""
    given, expected = make(Chance(f"{kind} {seed}"))
    return {"id": f"{kind} {seed}", "kind": kind, "input": given, "expected": expected}
