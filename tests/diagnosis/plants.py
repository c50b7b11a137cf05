"""All corruptions that are planted. Every invariant has at least one (tests/diagnosis/test_healthy.py)."""

from __future__ import annotations

from tests.diagnosis.planting import Plant
from tests.diagnosis.plants_goods import COST, STOCK
from tests.diagnosis.plants_money import LEDGER, MONEY
from tests.diagnosis.plants_paper import PAPER, WHOLE

PLANTS: tuple[Plant, ...] = (*STOCK, *COST, *LEDGER, *MONEY, *PAPER, *WHOLE)
