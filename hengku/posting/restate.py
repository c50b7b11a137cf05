"""An invoice of a later month on a receipt whose month is open (C15, P2): the estimate is put right where it stands.

The goods are revalued in the receipt's month (C9), so the account and the supplier's estimate must say the same in that
month: the difference is booked there, 借 存货 贷 应付暂估, and what the invoice lifts grows by it. An invoice of the
receipt's own month needs none of this. Pure: works on loaded state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from hengku.company.rules import month_start
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.refold import Difference
from hengku.posting.rows import ApplicationRow, BookLine, EntryRow, ItemRow, Job, Outcome

ESTIMATE = "ap_estimated"
SUMMARY = "暂估差额"


def is_restated(difference: Difference) -> bool:
    """Whether the estimate moves in an earlier month than the document's, in a pair of open items of its own."""
    is_earlier = month_start(difference.receipt.on) != month_start(difference.job.on)
    return difference.is_open and is_earlier and not difference.revalue.undoes_restatement


def restate_estimates(
    differences: list[Difference],
    outcome: Outcome,
    item_ids: Iterator[int],
    role_of: Callable[[int], tuple[str, int]],
) -> None:
    """Book the differences in the receipts' months; needs the recosts of the fold and stands before the entries.

    A reversal of such an invoice brings its own mirrored items, so that only the entry's lines are added here.
    """
    for one in differences:
        amount = one.revalue.actual - one.revalue.released
        role, category = role_of(one.receipt.product_id)
        there, back = (_lines(signed, role, category, one.job) for signed in (amount, -amount))
        if is_restated(one):
            _book(one.job, one.receipt.on, there, outcome)
            if one.revalue.is_booked:
                one.job.cost_lines.extend(back)
            else:  # a reversal's own entry stays the mirror of what it takes back
                _book(one.job, one.job.on, back, outcome)
            _add_items(one, amount, outcome, item_ids)
        elif one.revalue.undoes_restatement:
            _book(one.job, one.receipt.on if one.is_open else one.job.on, there, outcome)


def _lines(amount: Decimal, role: str, category: int, job: Job) -> list[BookLine]:
    return [
        BookLine(role, amount, ZERO_FEN, category_id=category),
        BookLine(ESTIMATE, ZERO_FEN, amount, party_id=job.paper.party_id or 0),
    ]


def _book(job: Job, on: date, lines: list[BookLine], outcome: Outcome) -> None:
    """Into the recost entry that the document already has in that month, or into one of its own."""
    for entry in outcome.entries:
        if entry.document_id == job.document_id and month_start(entry.on) == month_start(on):
            entry.lines.extend(lines)
            return
    outcome.entries.append(EntryRow(job.document_id, "recost", on, SUMMARY, lines))


def _add_items(one: Difference, amount: Decimal, outcome: Outcome, item_ids: Iterator[int]) -> None:
    """The estimate's difference in its month and its end in the invoice's, settled with each other."""
    job, party = one.job, one.job.paper.party_id or 0

    def item(signed: Decimal, on: date) -> ItemRow:
        made = ItemRow(next(item_ids), ESTIMATE, party, job.document_id, signed, ZERO_FEN, on, on)
        outcome.items.append(made)
        return made

    earlier, later = item(amount, one.receipt.on), item(-amount, job.on)
    positive, negative = (earlier, later) if amount > 0 else (later, earlier)
    outcome.applications.append(
        ApplicationRow(positive.id, negative.id, abs(amount), job.document_id, job.on)
    )
