"""盘点 (D-CNT): opening a count, taking the base, counting, handing in. What follows is in ``actions_count_review``.

Opening and ending a count keep postings out for a moment, so that base and books are of one moment (docs/locks.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.models import Product
from hengku.company.actions import keep_postings_out
from hengku.company.models import Warehouse
from hengku.identity.actor import Actor
from hengku.inventory import counting
from hengku.kit import sight, sql
from hengku.kit.errors import Problem, raise_all
from hengku.kit.numbers import ZERO, D
from hengku.warehousing import count_errors as errors
from hengku.warehousing.models import Count, CountLine, CountMode, CountState
from hengku.warehousing.queries_count import (
    ANY_STATE,
    counted,
    keep_what_moved,
    lock_count,
    meant_by,
    places_of_number,
    products_in_scope,
    unit_costs,
)

FIRST, SECOND = 1, 2
ENTER = """
UPDATE warehousing_countline AS l
SET first_quantity = CASE WHEN r.adds THEN coalesce(l.first_quantity, 0) ELSE 0 END + r.quantity,
    counted_by = %(user)s, counted_at = %(now)s, counted_seq = %(seq)s
FROM unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(adds)s::boolean[]) AS r(id, quantity, adds)
WHERE l.company_id = %(company)s AND l.count_id = %(count)s AND l.id = r.id
"""
ENTER_AGAIN = """
UPDATE warehousing_countline AS l
SET second_quantity = CASE WHEN r.adds THEN coalesce(l.second_quantity, 0) ELSE 0 END + r.quantity,
    recounted_by = %(user)s, counted_seq = %(seq)s
FROM unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(adds)s::boolean[]) AS r(id, quantity, adds)
WHERE l.company_id = %(company)s AND l.count_id = %(count)s AND l.id = r.id AND l.must_recount
"""
COUNT_AS_NOTHING = """
UPDATE warehousing_countline
SET first_quantity = %s, counted_by = %s, counted_at = %s, counted_seq = %s
WHERE company_id = %s AND count_id = %s AND first_quantity IS NULL
"""
KEEP_COSTS = """
UPDATE warehousing_countline AS l SET moved_quantity = r.moved, unit_cost = r.unit_cost
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[]) AS r(id, moved, unit_cost)
WHERE l.company_id = %s AND l.count_id = %s AND l.id = r.id
"""
NEXT_NUMBER = "SELECT count(*) + 1 FROM warehousing_count WHERE company_id = %s AND number LIKE %s"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be counted: by category, by product or by ABC class; all of it when nothing is said."""

    categories: tuple[int, ...] = ()
    products: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    with_empty: bool = False  # goods that once lay here, too
    plan: str = ""  # made by the plan: the classes that were due, or full
    leaves_held: bool = False  # goods that another count holds are left to it, not refused

    def data(self) -> dict[str, Any]:
        """For the table."""
        planned = {"plan": self.plan} if self.plan else {}
        return planned | {
            "categories": list(self.categories),
            "products": list(self.products),
            "classes": list(self.classes),
            "with_empty": self.with_empty,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody found: of a line, or of a product by code or barcode. ``adds`` to what is there, or replaces it."""

    quantity: str
    line_id: int = 0
    code: str = ""
    adds: bool = False
    row: int = 0  # of the file it was read from


@dataclass(slots=True)
class Entered:
    """What became of entries: the lines that took them."""

    lines: list[int] = field(default_factory=list)


def only_one(actor: Actor) -> bool:
    """S1 小企业模式: one person holds every post."""
    return "*" in actor.permissions


@transaction.atomic(durable=True)
def start_count(
    *,
    actor: Actor,
    warehouse_id: int,
    business_on: date,
    scope: Scope,
    mode: str = CountMode.LOCK,
    is_blind: bool = True,
    remark: str = "",
    now: datetime,
) -> Count:
    """Open a count and take its base: what the books say now lies in the warehouse, of the goods in scope.

    Keeps postings out, then writes the locks of its goods. Refused: an empty scope, goods that another count holds.
    """
    actor.must("stock_count.create")
    keep_postings_out(actor.company_id)
    return open_count(
        actor=actor,
        warehouse_id=warehouse_id,
        business_on=business_on,
        scope=scope,
        mode=mode,
        is_blind=is_blind,
        remark=remark,
        now=now,
    )


def open_count(
    *,
    actor: Actor,
    warehouse_id: int,
    business_on: date,
    scope: Scope,
    mode: str,
    is_blind: bool,
    remark: str = "",
    now: datetime,
) -> Count:
    """``start_count`` inside a transaction that keeps postings out."""
    warehouse = Warehouse.objects.visible_to(actor).filter(pk=warehouse_id, is_active=True).first()
    if warehouse is None or mode not in CountMode.values:
        raise errors.NothingToCount
    products = products_in_scope(actor.company_id, warehouse_id, scope.data(), business_on)
    if scope.leaves_held:
        held = counting.held(actor.company_id, ((warehouse_id, one) for one in products), by_any=True)
        products = [one for one in products if (warehouse_id, one) not in held]
    if not products:
        raise errors.NothingToCount
    _refuse_overlap(actor, warehouse_id, products)
    prefix = f"CNT-{business_on:%Y%m%d}-"
    with sight.whole():  # numbers are of all counts, whoever may see them
        ((number,),) = sql.rows(NEXT_NUMBER, (actor.company_id, f"{prefix}%"))
    count: Count = Count.objects.create(
        company_id=actor.company_id,
        number=f"{prefix}{number:04d}",
        state=CountState.COUNTING,
        warehouse=warehouse,
        business_on=business_on,
        mode=mode,
        is_blind=is_blind,
        scope=scope.data(),
        remark=remark[:500],
        base_seq=counting.last_seq(actor.company_id),
        base_at=now,
        created_at=now,
        created_by=actor.user_id,
    )
    counting.hold(
        actor.company_id,
        warehouse_id,
        products,
        count_id=count.pk,
        number=count.number,
        stops_postings=mode == CountMode.LOCK,
    )
    _make_lines(actor.company_id, count, products)
    _note(actor, count, "started", now, {"products": len(products), "mode": mode})
    return count


def _refuse_overlap(actor: Actor, warehouse_id: int, products: Sequence[int]) -> None:
    taken = counting.held(actor.company_id, ((warehouse_id, one) for one in products), by_any=True)
    if taken:
        (_, product_id), (_, number) = min(taken.items())
        name = Product.objects.visible_to(actor).get(pk=product_id).name
        raise errors.CountOverlaps(product=name, count_number=number, others=len(taken)).at(field="scope")


def _make_lines(company_id: int, count: Count, products: Sequence[int]) -> None:
    """A line for whatever the books know of, and one at the warehouse itself for goods that are not there."""
    found = counting.on_hand(company_id, count.warehouse_id, products)
    rows = [
        CountLine(
            company_id=company_id,
            count=count,
            product_id=product,
            place_id=place,
            lot_id=lot,
            status=status,
            base_quantity=quantity,
        )
        for product, place, lot, status, quantity in found
    ]
    missing = set(products) - {row.product_id for row in rows}
    if missing:
        place = counting.main_place(company_id, count.warehouse_id)
        rows += [
            CountLine(company_id=company_id, count=count, product_id=one, place_id=place, base_quantity=ZERO)
            for one in sorted(missing)
        ]
    CountLine.objects.bulk_create(rows, batch_size=2000)


@transaction.atomic(durable=True)
def enter_counts(
    *, actor: Actor, count_id: int, entries: Sequence[Entry], now: datetime, as_round: int = FIRST
) -> Entered:
    """Write what was found, all or nothing. The second round is of the lines that must be counted again, by another
    person than who counted first. Locks the count. Every entry that cannot be read is a problem at its line number.
    """
    actor.must("stock_count.count")
    wanted = CountState.COUNTING if as_round == FIRST else CountState.REVIEW
    count = lock_count(actor, count_id, (wanted,), "「盘点中」" if as_round == FIRST else "「待审核」")
    lines = list(
        CountLine.objects.visible_to(actor)
        .filter(count=count)
        .values_list("pk", "product_id", "must_recount", "counted_by")
    )
    resolved, problems = _resolve(actor, entries, lines, as_round)
    raise_all(problems)
    if not resolved:
        return Entered()
    seq = counting.last_seq(actor.company_id)
    ids, quantities, adds = sql.columns(resolved)
    statement = ENTER if as_round == FIRST else ENTER_AGAIN
    sql.run(
        statement,
        {"lines": ids, "quantities": quantities, "adds": adds, "user": actor.user_id, "now": now, "seq": seq,
         "company": actor.company_id, "count": count.pk},
    )  # fmt: skip
    _note(actor, count, "counted", now, {"lines": len(resolved), "round": as_round})
    return Entered([line for line, _, _ in resolved])


def _resolve(
    actor: Actor, entries: Sequence[Entry], lines: Sequence[tuple[int, int, bool, int | None]], as_round: int
) -> tuple[list[tuple[int, Decimal, bool]], list[Problem]]:
    """Which line each entry means, its quantity, and every problem."""
    by_id = {line: (product, again, counter) for line, product, again, counter in lines}
    by_product: dict[int, list[int]] = {}
    for line, product, _, _ in lines:
        by_product.setdefault(product, []).append(line)
    meant = meant_by(actor, [one.code for one in entries if one.code and not one.line_id])
    names = places_of_number(actor, [product for _, product, _, _ in lines])
    resolved: dict[int, tuple[int, Decimal, bool]] = {}
    problems: list[Problem] = []
    for at, entry in enumerate(entries, 1):
        number = entry.row or at
        try:
            line, times = _line_of(entry, by_id, by_product, meant, names)
            product, again, counter = by_id[line]
            _, unit, places = names[product]
            if as_round == SECOND and not again:
                raise errors.CountLineNotFound(line_id=line)
            if as_round == SECOND and counter == actor.user_id and not only_one(actor):
                raise errors.CountedBySamePerson(what="复盘")
            quantity = _quantity(entry.quantity, unit, places) * times
        except Problem as problem:
            problems.append(problem.at(line_no=number))
            continue
        before = resolved.get(line)
        if before is not None and entry.adds:
            quantity, adds = before[1] + quantity, before[2]
        else:
            adds = entry.adds
        resolved[line] = (line, quantity, adds)
    return list(resolved.values()), problems


def _line_of(
    entry: Entry,
    by_id: dict[int, tuple[int, bool, int | None]],
    by_product: dict[int, list[int]],
    meant: dict[str, list[tuple[int, Decimal]]],
    names: dict[int, tuple[str, str, int]],
) -> tuple[int, Decimal]:
    """The line an entry means, and how many base units one of what was scanned is."""
    if entry.line_id:
        if entry.line_id not in by_id:
            raise errors.CountLineNotFound(line_id=entry.line_id)
        return entry.line_id, Decimal(1)
    found = meant.get(entry.code, [])
    if not found:
        raise errors.ProductUnknownHere(given=entry.code[:40])
    product, times = found[0]
    lines = by_product.get(product, [])
    if not lines:
        raise errors.NotInScope(product=entry.code[:40])
    if len(lines) > 1:
        raise errors.WhichPlace(product=names[product][0])
    return lines[0], times


def _quantity(text: str, unit: str, places: int) -> Decimal:
    try:
        quantity = D(text.replace(",", ""))
    except (InvalidOperation, ValueError, TypeError, Problem):
        raise errors.CountedNothing(given=text[:40]) from None
    if quantity < 0:
        raise errors.CountNotPositive(quantity=quantity)
    if quantity != round(quantity, places):
        raise errors.CountTooFine(quantity=quantity, unit=unit, places=places)
    return quantity


@transaction.atomic(durable=True)
def hand_in(*, actor: Actor, count_id: int, uncounted: str = "refuse", now: datetime) -> Count:
    """The count is done. Lines nobody counted are refused by name, taken as in the books (``book``) or as 0 (``zero``).

    Keeps postings out while what moved is added up; fixes the cost each difference is judged by. Locks the count.
    """
    actor.must("stock_count.count")
    keep_postings_out(actor.company_id)
    count = lock_count(actor, count_id, (CountState.COUNTING,), "「盘点中」")
    lines = list(CountLine.objects.visible_to(actor).filter(count=count).select_related("product"))
    if not lines:
        raise errors.NothingToCount
    missing = [line for line in lines if line.first_quantity is None]
    if uncounted == "refuse":
        raise_all(
            [
                errors.NotCounted(product=one.product.name).at(line_no=number, field=str(one.pk))
                for number, one in enumerate(missing, 1)
            ]
        )
    seq = counting.last_seq(actor.company_id)
    for line in missing if uncounted == "zero" else ():
        line.counted_seq, line.counted_by, line.counted_at = seq, actor.user_id, now
        line.first_quantity = ZERO
    keep_what_moved(actor.company_id, count, lines)
    costs = unit_costs(actor.company_id, count.warehouse_id, [line.product_id for line in lines])
    for line in lines:
        line.unit_cost = costs.get(line.product_id)
    if uncounted == "zero":
        asked = (ZERO, actor.user_id, now, seq, actor.company_id, count.pk)
        sql.run(COUNT_AS_NOTHING, asked)
    known = sql.columns((line.pk, line.moved_quantity, line.unit_cost) for line in lines)
    sql.run(KEEP_COSTS, (*known, actor.company_id, count.pk))
    count.state = CountState.REVIEW
    count.difference_amount = sum((abs(counted(line).amount) for line in lines), Decimal("0.00"))
    count.save(update_fields=["state", "difference_amount"])
    _note(actor, count, "handed_in", now, {"uncounted": uncounted, "missing": len(missing)})
    return count


@transaction.atomic(durable=True)
def cancel_count(*, actor: Actor, count_id: int, reason: str, now: datetime) -> Count:
    """作废: nothing was found to be booked; the goods may move again. Refused once it is posted."""
    actor.must("stock_count.create")
    keep_postings_out(actor.company_id)
    count = lock_count(actor, count_id, ANY_STATE - {CountState.POSTED, CountState.CANCELLED}, "未过账")
    count.state = CountState.CANCELLED
    count.save(update_fields=["state"])
    counting.free(actor.company_id, count.warehouse_id, count_id=count.pk)
    _note(actor, count, "cancelled", now, {"reason": reason[:200]})
    return count


def _note(actor: Actor, count: Count, action: str, now: datetime, data: dict[str, Any]) -> None:
    record(
        actor=actor,
        at=now,
        action=f"stock_count.{action}",
        entity_kind="stock_count",
        entity_id=count.pk,
        data={"number": count.number, **data},
    )
