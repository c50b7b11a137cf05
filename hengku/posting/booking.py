"""From effects to open items, applications and balanced entries. Pure: works on loaded state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from hengku.documents.reference import Reference
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN
from hengku.posting import errors
from hengku.posting.cost_lines import merged
from hengku.posting.effects import CONVERTED, Book, Memo, OpenItem, Owed
from hengku.posting.rows import ApplicationRow, BookLine, EntryRow, ItemRow, Job, Outcome

DEBIT_KINDS = frozenset({"ar", "prepay", "other_receivable"})  # kinds whose natural side is the debit
#: The account role of a kind of items, where it is not the kind itself.
ROLE_OF_KIND = {"invoiced_ahead": "advance_received"}


class EntryNotBalanced(AssertionError):
    """A document's entry does not balance: a mistake in the type's effects, never the user's."""


def owed_amount(owed: Owed, job: Job) -> Decimal:
    """The amount of an open item; what only valuation knows is the value of the document's goods, taken back."""
    return owed.amount if owed.amount is not None else -sum(job.worth, ZERO_FEN)


def book_items(
    job: Job,
    items: dict[int, OpenItem],
    outcome: Outcome,
    item_ids: Iterator[int],
    dated: Callable[[date | None, date], date],
) -> list[Problem]:
    """Make the document's open items and settle what they settle; returns what is not open enough.

    ``outcome.residuals`` carries the running residual of existing items, so several documents may settle one item.
    """
    problems: list[Problem] = []
    for match in job.effects.matches:  # first: a reversal gives back what was settled before it settles
        problem = _match(match.item_id, match.against_id, match.amount, job, items, outcome)
        if problem is not None:
            problems.append(problem)
    for owed in job.effects.owed:
        amount = owed_amount(owed, job)
        if not amount:
            continue
        on = dated(owed.on, job.on)
        item = ItemRow(
            next(item_ids), owed.kind, owed.party_id, job.document_id, amount, amount, on, owed.due_on
        )
        outcome.items.append(item)
        for target_id, asked in _targets(owed, item, items, outcome):
            problem = _settle(item, target_id, asked, job, items, outcome)
            if problem is not None:
                problems.append(problem)
    return problems


def _targets(
    owed: Owed, own: ItemRow, items: dict[int, OpenItem], outcome: Outcome
) -> Iterator[tuple[int, Decimal]]:
    """The items this one settles: those named, then the open ones of the named documents as far as both go."""
    yield from owed.settles
    for document_id, at_most in owed.settles_documents:
        left = abs(own.residual) if at_most is None else min(at_most, abs(own.residual))
        for item in items.values():
            residual = outcome.residuals.get(item.id, item.residual)
            fits = item.document_id == document_id and item.kind == own.kind and residual * own.amount < 0
            taken = min(abs(residual), left, abs(own.residual)) if fits else ZERO_FEN
            if taken:
                left -= taken
                yield item.id, taken


def _settle(
    item: ItemRow, target_id: int, asked: Decimal, job: Job, items: dict[int, OpenItem], outcome: Outcome
) -> Problem | None:
    target = items.get(target_id)
    if target is None or target.party_id != item.party_id or target.kind != item.kind:
        return errors.ItemNotFound(item_id=target_id)
    residual = outcome.residuals.get(target_id, target.residual)
    left = min(abs(residual), abs(item.residual)) if residual * item.residual < 0 else ZERO_FEN
    if asked > left or asked <= 0:
        return errors.ItemNotOpen(item_id=target_id, asked=asked, left=left)
    positive_first = item.amount > 0
    _apply(
        item.id if positive_first else target_id,
        target_id if positive_first else item.id,
        asked,
        job,
        outcome,
    )
    item.residual += -asked if positive_first else asked
    outcome.residuals[target_id] = residual + (asked if positive_first else -asked)
    return None


def _match(
    item_id: int, against_id: int, amount: Decimal, job: Job, items: dict[int, OpenItem], outcome: Outcome
) -> Problem | None:
    first, second = items.get(item_id), items.get(against_id)
    if first is None or second is None:
        return errors.ItemNotFound(item_id=item_id if first is None else against_id)
    if (first.kind, first.party_id) != (second.kind, second.party_id):
        return errors.ItemNotFound(item_id=against_id)
    one = outcome.residuals.get(item_id, first.residual)
    other = outcome.residuals.get(against_id, second.residual)
    # a negative match gives an earlier one back: what is open may not exceed what was owed
    if amount > 0:
        left = min(one, -other) if one > 0 > other else ZERO_FEN
    else:
        left = min(first.amount - one, other - second.amount)
    if abs(amount) > left or not amount:
        return errors.ItemNotOpen(item_id=item_id, asked=amount, left=left)
    _apply(item_id, against_id, amount, job, outcome)
    outcome.residuals[item_id] = one - amount
    outcome.residuals[against_id] = other + amount
    return None


def _apply(item_id: int, against_id: int, amount: Decimal, job: Job, outcome: Outcome) -> None:
    outcome.applications.append(ApplicationRow(item_id, against_id, amount, job.document_id, job.on))


def entry_of(job: Job, role_of: Callable[[int], tuple[str, int]], summary: str) -> EntryRow | None:
    """The document's entry: what is owed, what is booked freely, goods and revaluations; None when all is
    zero (R3).
    """
    main = [_owed_line(owed, owed_amount(owed, job)) for owed in job.effects.owed if owed.is_booked]
    main.extend(_book_line(book) for book in job.effects.book)
    for revalue in job.effects.revalues:
        if not revalue.is_booked:
            continue
        role, category = role_of(revalue.line.product_id or 0)
        amounts = (
            (revalue.actual - revalue.released,)
            if revalue.by_difference
            else (-revalue.released, revalue.actual)
        )
        main.extend(BookLine(revalue.via or role, amount, ZERO_FEN, category_id=category) for amount in amounts)
        if revalue.via:  # what the work turned out to cost goes on into the goods (D-OSR)
            difference = revalue.actual - revalue.released
            main.append(BookLine(role, difference, ZERO_FEN, category_id=category))
            main.append(BookLine(revalue.via, ZERO_FEN, difference, category_id=category))
    if not main and _stays_on_its_accounts(job):
        return None
    comes_in = bool(job.cost_lines) and bool(job.effects.goods) and job.kind.goods == "in"
    lines = merged([*job.cost_lines, *main] if comes_in else [*main, *job.cost_lines])
    if not lines:
        return None
    if sum((line.debit - line.credit for line in lines), ZERO_FEN):
        raise EntryNotBalanced(f"{job.kind.code}: {lines}")
    return EntryRow(job.document_id, "post", job.on, summary, lines, is_manual=job.kind.code == "voucher")


def _stays_on_its_accounts(job: Job) -> bool:
    """D-ASM: goods that turned into goods of the same accounts move no money."""
    sums: dict[str, Decimal] = {}
    for line in job.cost_lines:
        sums[line.role] = sums.get(line.role, ZERO_FEN) + line.debit - line.credit
    is_converted = bool(job.effects.goods) and all(one.against == CONVERTED for one in job.effects.goods)
    return is_converted and not any(sums.values())


def memo_entry_of(job: Job, role_of: Callable[[int], tuple[str, int]], summary: str) -> EntryRow | None:
    """The entry of estimates that move in the general ledger alone, or None."""
    lines: list[BookLine] = []
    for memo in job.effects.memos:
        role, category = role_of(memo.product_id)
        amount = _memo_amount(memo, job)
        lines.append(BookLine(role, amount, ZERO_FEN, category_id=category))
        lines.append(BookLine("ap_estimated", ZERO_FEN, amount, party_id=memo.party_id))
    found = merged(lines)
    return EntryRow(job.document_id, "estimate", job.on, summary, found) if found else None


def _memo_amount(memo: Memo, job: Job) -> Decimal:
    """What a memo moves; what only valuation knows is the value of its line's goods."""
    if memo.amount is not None:
        return memo.amount
    goods = zip(job.effects.goods, job.worth, strict=True)
    return sum((worth for one, worth in goods if one.line is memo.line), ZERO_FEN)


def _book_line(book: Book) -> BookLine:
    return BookLine(
        book.role,
        book.debit,
        book.credit,
        book.account_id,
        book.party_id,
        book.category_id,
        book.department_id,
        book.fund_account_id,
        is_cost=book.is_cost,
        memo=book.memo,
    )


def _owed_line(owed: Owed, amount: Decimal) -> BookLine:
    """The control account's line: blue or red on the natural side, or the other side when it lessens (contra)."""
    on_debit = owed.kind in DEBIT_KINDS
    if owed.contra:
        on_debit, amount = not on_debit, -amount
    return BookLine(
        ROLE_OF_KIND.get(owed.kind, owed.kind),
        amount if on_debit else ZERO_FEN,
        ZERO_FEN if on_debit else amount,
        party_id=owed.party_id,
    )


def summary_of(job: Job, reference: Reference) -> str:
    """What stands on the voucher: what, with whom, and what a red one takes back (R6)."""
    party = reference.parties.get(job.paper.party_id or 0)
    said = job.effects.summary or job.kind.label
    return f"{said} {party.name}".strip() if party else said
