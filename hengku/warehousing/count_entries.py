"""Which line of a count each entry means, its pieces and their weight, and every problem at once (D-CNT, B2, B3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from hengku.catalog.queries_scan import Said, read_codes
from hengku.identity.actor import Actor
from hengku.inventory import counting
from hengku.kit.clock import day_of
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.warehousing import count_errors as errors
from hengku.warehousing.models import Count, CountLine
from hengku.warehousing.queries_count import Measures, measures_of

FIRST, SECOND = 1, 2
#: Line, pieces, weight or None, whether both are added to what was entered before.
Resolved = tuple[int, Decimal, Decimal | None, bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody found: of a line, or of a product by code or barcode. ``adds`` to what is there, or replaces it."""

    quantity: str
    line_id: int = 0
    code: str = ""
    adds: bool = False
    row: int = 0  # of the file it was read from
    weight: str = ""  # of goods that are weighed (B2); "" where nobody weighed them
    lot_no: str = ""  # which lot of the code's product; "" where the code says it or there is but one


@dataclass(slots=True)
class _Round:
    """The lines of a count as one round of counting sees them."""

    actor: Actor
    number: int
    by_id: dict[int, CountLine]
    measures: dict[int, Measures]
    said: dict[str, list[Said] | Problem]
    lots: dict[int, str]
    by_product: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.by_id.values():
            self.by_product.setdefault(line.product_id, []).append(line.pk)


def resolve(
    actor: Actor, count: Count, entries: Sequence[Entry], as_round: int, now: datetime
) -> tuple[list[Resolved], list[Problem]]:
    """What is to be written, a row for each line, and every problem at the number of its entry. Locks nothing: who
    asks has locked the count.
    """
    lines = {line.pk: line for line in CountLine.objects.visible_to(actor).filter(count=count)}
    codes = [one.code for one in entries if one.code and not one.line_id]
    seen = _Round(
        actor,
        as_round,
        lines,
        measures_of(actor, {line.product_id for line in lines.values()}),
        _read(actor, codes, day_of(now)),
        counting.lot_numbers(actor.company_id, [line.lot_id for line in lines.values()]),
    )
    resolved: dict[int, Resolved] = {}
    problems: list[Problem] = []
    for at, entry in enumerate(entries, 1):
        try:
            found = _one(seen, entry)
            before = resolved.get(found[0])
            if before is not None and entry.adds:
                found = _added(seen, before, found)
            elif entry.adds:
                _must_go_on(seen, found)
            resolved[found[0]] = found
        except Problem as problem:
            problems.append(problem.at(line_no=entry.row or at))
    return list(resolved.values()), problems


def _read(actor: Actor, codes: Sequence[str], today: date) -> dict[str, list[Said] | Problem]:
    return read_codes(actor, sorted(set(codes)), today) if codes else {}


def _one(seen: _Round, entry: Entry) -> Resolved:
    line_id, said = _line_of(seen, entry)
    line = seen.by_id[line_id]
    measure = seen.measures[line.product_id]
    if seen.number == SECOND and not line.must_recount:
        raise errors.CountLineNotFound(line_id=line_id)
    if seen.number == SECOND and line.counted_by == seen.actor.user_id and "*" not in seen.actor.permissions:
        raise errors.CountedBySamePerson(what="复盘")
    quantity = number_of(entry.quantity, measure.unit, measure.precision)
    weight: Decimal | None = None
    if said is not None:
        if said.quantity is None:
            raise errors.LabelWithoutUnit(product=measure.name, weight=said.kilograms or Decimal(0))
        quantity *= said.quantity
        weight = said.weight
        if quantity != round(quantity, measure.precision):
            raise errors.CountTooFine(quantity=quantity, unit=measure.unit, places=measure.precision)
    if measure.weight_unit and entry.weight.strip():
        weight = number_of(entry.weight, measure.weight_unit, measure.weight_precision)
    return line_id, quantity, _fitting(measure, quantity, weight), entry.adds


def _fitting(measure: Measures, quantity: Decimal, weight: Decimal | None) -> Decimal | None:
    """Pieces have a weight and nothing weighs nothing; None where nobody weighed."""
    if not measure.weight_unit:
        return None
    if not quantity:
        if weight:
            raise errors.WeightWithoutPieces(product=measure.name, weight=weight, unit=measure.weight_unit)
        return Decimal(0)
    if weight is not None and not weight:
        raise errors.PiecesWithoutWeight(product=measure.name, unit=measure.weight_unit)
    return weight


def _added(seen: _Round, before: Resolved, found: Resolved) -> Resolved:
    """Two entries of one call for one line."""
    if found[1] and before[1] and (found[2] is None) != (before[2] is None):
        raise _half_weighed(seen, found)
    weight = None if found[2] is None and before[2] is None else (found[2] or 0) + (before[2] or 0)
    return found[0], before[1] + found[1], None if weight is None else Decimal(weight), before[3]


def _must_go_on(seen: _Round, found: Resolved) -> None:
    """Pieces are added to pieces that were weighed as they are: all of a line are, or none."""
    line = seen.by_id[found[0]]
    is_first = seen.number == FIRST
    pieces = line.first_quantity if is_first else line.second_quantity
    weight = line.first_weight if is_first else line.second_weight
    if not seen.measures[line.product_id].weight_unit or not pieces or not found[1]:
        return
    if (weight is None) != (found[2] is None):
        raise _half_weighed(seen, found)


def _half_weighed(seen: _Round, found: Resolved) -> Problem:
    measure = seen.measures[seen.by_id[found[0]].product_id]
    return errors.HalfWeighed(product=measure.name, unit=measure.weight_unit)


def _line_of(seen: _Round, entry: Entry) -> tuple[int, Said | None]:
    """The line an entry means, and what one of what was scanned is."""
    if entry.line_id:
        if entry.line_id not in seen.by_id:
            raise errors.CountLineNotFound(line_id=entry.line_id)
        return entry.line_id, None
    found = seen.said.get(entry.code, [])
    if isinstance(found, Problem):
        raise found
    if not found:
        raise errors.ProductUnknownHere(given=entry.code[:40])
    said = found[0]
    lines = seen.by_product.get(said.product_id, [])
    if not lines:
        raise errors.NotInScope(product=entry.code[:40])
    lot_no = entry.lot_no.strip() or said.lot_no
    if len(lines) > 1 and lot_no:
        lines = [one for one in lines if seen.lots.get(seen.by_id[one].lot_id) == lot_no] or lines
    if len(lines) > 1:
        raise errors.WhichPlace(product=seen.measures[said.product_id].name)
    return lines[0], said


def number_of(text: str, unit: str, places: int) -> Decimal:
    """A quantity as somebody wrote it. Refused: no number, below zero, more decimals than its unit has."""
    try:
        quantity = D(text.replace(",", ""))
    except (InvalidOperation, ValueError, TypeError, Problem):
        raise errors.CountedNothing(given=text[:40]) from None
    if quantity < 0:
        raise errors.CountNotPositive(quantity=quantity)
    if quantity != round(quantity, places):
        raise errors.CountTooFine(quantity=quantity, unit=unit, places=places)
    return quantity
