"""What a paper names that must be there: open items of its party, and source lines that do not lie later."""

from __future__ import annotations

from hengku.documents.sources import Source
from hengku.kit.errors import Problem
from hengku.posting import errors
from hengku.posting.effects import AtSourceCost, OpenItem
from hengku.posting.rows import Job


def before_sources(job: Job, sources: dict[int, Source]) -> list[Problem]:
    """Goods valued by a source line that lies later: the fold would meet them before it knows what they cost."""
    found: list[Problem] = []
    for goods in job.effects.goods:
        source = sources.get(goods.cost.source_line_id) if isinstance(goods.cost, AtSourceCost) else None
        if source is not None and job.on < source.business_on:
            early = errors.BeforeItsSource(
                on=job.on, source_number=source.number, source_on=source.business_on
            )
            found.append(early.at(line_no=goods.line.line_no, field="business_on"))
    return found


def check_items(job: Job, items: dict[int, OpenItem]) -> None:
    """Open items named by lines must exist, in this company and of this party."""
    for line in job.paper.lines:
        for key in ("item", "against_item"):
            named = line.data.get(key)
            if not named:
                continue
            item = items.get(int(named))
            if item is None or (job.paper.party_id and item.party_id != job.paper.party_id):
                missing = errors.ItemNotFound(item_id=int(named))
                job.problems.append(missing.at(line_no=line.line_no, field=key))
