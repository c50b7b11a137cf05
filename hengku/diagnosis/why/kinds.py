"""All kinds of figures that can be asked."""

from __future__ import annotations

from typing import Final

from hengku.diagnosis.why.declaration import Kind
from hengku.diagnosis.why.kinds_behind import BEHIND
from hengku.diagnosis.why.kinds_ledger import LEDGER
from hengku.diagnosis.why.kinds_owed import OWED
from hengku.diagnosis.why.kinds_stock import STOCK
from hengku.diagnosis.why.kinds_trade import TRADE

KINDS: Final[dict[str, Kind]] = {kind.code: kind for kind in (*STOCK, *OWED, *LEDGER, *TRADE, *BEHIND)}
