"""What was sent because somebody asked for it, and came back on its way, is asked for again (D-SREQ, D-TRI); so is what
was made for an order and went back to its work (D-FIN 完工退库).

The link from the wish to what was sent is taken off by a second one, so that everything that asks what is still wanted
(state, 配货, 选单, limits) reads the same sum. Undoing the return puts it on again, unless the rest was sent since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengku.documents.declaration import From, document_type
from hengku.documents.paper import PaperLine
from hengku.documents.rules import limit_of
from hengku.documents.sources import Source
from hengku.kit.errors import Problem, Refused
from hengku.posting.rows import Job, LinkRow

ZERO = Decimal(0)


@dataclass(eq=False)
class SentAgain(Refused):
    """The goods cannot be on their way again: what came back was sent anew since."""

    source_number: str
    text = "{source_number} 退回的部分后来已另行配送或重新入库,不能再取消这次退回。请先红冲后来的单据。"


def _wish_of(job: Job, line: PaperLine, sources: Mapping[int, Source]) -> tuple[Source, Source, From] | None:
    """What sent the goods, what asked for them, and the rule between the two; None where nothing comes back."""
    sent = sources.get(line.source_line_id or 0)
    if sent is None or sent.origin is None:
        return None
    if job.kind.field("outcome") is not None and line.data.get("outcome") != "returned":
        return None  # it arrived, or was lost
    rule = document_type(sent.type_code).source(sent.origin.type_code)
    return (sent, sent.origin, rule) if rule is not None and rule.sent_back_by == job.kind.code else None


def count_sent_back(job: Job, sources: Mapping[int, Source]) -> None:
    """The next paper of the batch sees what this one sends back; of a reversal, what is on its way again."""
    for line in job.paper.lines:
        found = _wish_of(job, line, sources)
        if found is not None:
            sent, wish, _ = found
            wish.carry(sent.type_code, -line.quantity_base, ZERO, ZERO)


def sent_back_links(job: Job, line: PaperLine, sources: Mapping[int, Source]) -> list[LinkRow]:
    """What takes the goods that come back off what was carried from the wish; [] for any other line."""
    found = _wish_of(job, line, sources)
    if found is None:
        return []
    sent, wish, _ = found
    return [
        LinkRow(
            wish.document_id,
            wish.line_id,
            sent.document_id,
            sent.line_id,
            sent.type_code,
            -line.quantity_base,
            ZERO,
        )
    ]


def check_not_sent_again(
    job: Job, sources: Mapping[int, Source], tolerances: Mapping[str, Decimal]
) -> list[Problem]:
    """Refuse to undo a return when more would be carried from the wish than it lets (I28). After all papers of the
    batch are counted.
    """
    problems: list[Problem] = []
    for line in job.paper.lines if job.paper.reverses_id else ():
        found = _wish_of(job, line, sources)
        if found is None:
            continue
        sent, wish, rule = found
        limit = limit_of(wish, rule, tolerances.get(rule.tolerance, ZERO))
        if wish.carried_quantity(sent.type_code, *rule.less) > limit:
            problems.append(SentAgain(source_number=wish.number).at(line_no=line.line_no))
    return problems
