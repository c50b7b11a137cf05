"""调汇 (P6): FX-01, and both sides of a gain and a loss."""

from __future__ import annotations

import pytest

from hengku.kit.numbers import D
from hengku.ledger.fx_rules import revalue_balance


class TestRevaluedBalances:
    def test_fx_01_a_receivable_that_rose_is_a_gain(self) -> None:
        done = revalue_balance("AR", D("10000.00"), book_rate=D("7.1000"), end_rate=D("7.2345"))
        assert (done.book, done.revalued, done.gain) == (D("71000.00"), D("72345.00"), D("1345.00"))
        assert [(x.role, x.debit, x.credit) for x in done.entry] == [
            ("ar", D("1345.00"), D("0.00")),
            ("fx_gain", D("0.00"), D("1345.00")),
        ]

    @pytest.mark.parametrize(
        ("side", "rate", "roles"),
        [
            ("AR", "7.0", ("fx_loss", "ar")),
            ("AP", "7.2", ("fx_loss", "ap")),
            ("AP", "7.0", ("ap", "fx_gain")),
            ("BANK", "7.1", ()),
        ],
    )
    def test_debits_come_first_and_balance(self, side: str, rate: str, roles: tuple[str, ...]) -> None:
        done = revalue_balance(side, D("100"), book_rate=D("7.1"), end_rate=D(rate))
        assert tuple(x.role for x in done.entry) == roles
        assert sum(x.debit - x.credit for x in done.entry) == 0

    def test_what_will_be_goods_keeps_its_rate(self) -> None:
        with pytest.raises(KeyError):
            revalue_balance("PREPAY", D("100"), book_rate=D("7.1"), end_rate=D("7.2"))
