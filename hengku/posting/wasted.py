"""What comes back to a counter and is thrown away at once (D-POS 不退料): a line of its own, put on the paper before it is
checked, so that the goods leave again as a loss and the return keeps its own cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hengku.documents.paper import AUX_QUANTITY, STAYS, WASTE, PaperLine, is_set

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

#: In a line's data: it is thrown away.
WASTED: Final = "wasted"
#: What a line says of its goods that is true of those thrown away too.
_SAME_GOODS: Final = ("lot_no", "produced_on", "expires_on", "serials", AUX_QUANTITY, "bin")


def throw_away(batch: Batch) -> None:
    """Add to each paper a line for every line whose goods are thrown away. No statement: sources are known by now."""
    for job in batch.jobs:
        if not job.kind.throws_away or job.paper.reverses_id:
            continue
        written = [line for line in job.paper.lines if WASTE not in line.data]
        for number, line in enumerate(written, 1):
            if not is_set(line.data.get(WASTED)) or STAYS in line.data:  # of a dish its ingredients are
                continue
            source = batch.sources.get(line.source_line_id or 0)
            data = {key: line.data[key] for key in _SAME_GOODS if line.data.get(key)}
            if source is not None and source.data.get("lot_no"):
                data.setdefault("lot_no", source.data["lot_no"])
            product_id = line.product_id or (source.product_id if source is not None else None)
            gone = PaperLine(product_id, line.quantity, line.unit_id, data={**data, WASTE: str(number)})
            written.append(gone)
            job.written[len(written)] = job.written.get(number, number)
        job.paper.lines = written
