"""盘点 (D-CNT): opening a count, taking the base, counting, handing in. What follows is in ``actions_count_review``.

Opening and ending a count keep postings out for a moment, so that base and books are of one moment (docs/locks.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.models import Product
from hengku.company.actions import keep_postings_out
from hengku.company.models import Warehouse
from hengku.identity.actor import Actor
from hengku.inventory import counting
from hengku.kit import sight, sql
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import raise_all
from hengku.kit.numbers import ZERO
from hengku.posting.once import is_done, mark_done
from hengku.warehousing import count_errors as errors
from hengku.warehousing.count_entries import FIRST as FIRST
from hengku.warehousing.count_entries import SECOND as SECOND
from hengku.warehousing.count_entries import Entry as Entry
from hengku.warehousing.count_entries import resolve
from hengku.warehousing.models import Count, CountLine, CountMode, CountState
from hengku.warehousing.queries_count import (
    ANY_STATE,
    OF_PRODUCT,
    InScope,
    counted,
    find_count,
    goods_in_scope,
    keep_what_moved,
    lock_count,
    products_in_scope,
    unit_costs,
)

ENTER = """
UPDATE warehousing_countline AS l
SET first_quantity = CASE WHEN r.adds THEN coalesce(l.first_quantity, 0) ELSE 0 END + r.quantity,
    first_weight = CASE WHEN r.adds THEN coalesce(l.first_weight, 0) ELSE 0 END + r.weight,
    counted_by = %(user)s, counted_at = %(now)s, counted_seq = %(seq)s
FROM unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(weights)s::numeric[], %(adds)s::boolean[])
     AS r(id, quantity, weight, adds)
WHERE l.company_id = %(company)s AND l.count_id = %(count)s AND l.id = r.id
"""
ENTER_AGAIN = """
UPDATE warehousing_countline AS l
SET second_quantity = CASE WHEN r.adds THEN coalesce(l.second_quantity, 0) ELSE 0 END + r.quantity,
    second_weight = CASE WHEN r.adds THEN coalesce(l.second_weight, 0) ELSE 0 END + r.weight,
    recounted_by = %(user)s, counted_seq = %(seq)s
FROM unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(weights)s::numeric[], %(adds)s::boolean[])
     AS r(id, quantity, weight, adds)
WHERE l.company_id = %(company)s AND l.count_id = %(count)s AND l.id = r.id AND l.must_recount
"""
COUNT_AS_NOTHING = """
UPDATE warehousing_countline
SET first_quantity = %s, first_weight = %s, counted_by = %s, counted_at = %s, counted_seq = %s
WHERE company_id = %s AND count_id = %s AND first_quantity IS NULL
"""
KEEP_COSTS = """
UPDATE warehousing_countline AS l SET moved_quantity = r.moved, moved_weight = r.weight, unit_cost = r.unit_cost
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::numeric[]) AS r(id, moved, weight, unit_cost)
WHERE l.company_id = %s AND l.count_id = %s AND l.id = r.id
"""
#: What may become of lines that nobody counted.
UNCOUNTED: Final = ("refuse", "book", "zero")
NEXT_NUMBER = "SELECT count(*) + 1 FROM warehousing_count WHERE company_id = %s AND number LIKE %s"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be counted: by category, by product or by ABC class, in a range of bins, of some lots; all of it when
    nothing is said.
    """

    categories: tuple[int, ...] = ()
    products: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    with_empty: bool = False  # goods that once lay here, too
    plan: str = ""  # made by the plan: the classes that were due, or full
    leaves_held: bool = False  # goods that another count holds are left to it, not refused
    bins: tuple[str, ...] = ()  # the first and the last bin of a range
    lots: tuple[str, ...] = ()  # numbers on the goods

    def data(self) -> dict[str, Any]:
        """For the table."""
        planned: dict[str, Any] = {"plan": self.plan} if self.plan else {}
        planned |= {"bins": list(self.bins)} if self.bins else {}
        planned |= {"lots": list(self.lots)} if self.lots else {}
        return planned | {
            "categories": list(self.categories),
            "products": list(self.products),
            "classes": list(self.classes),
            "with_empty": self.with_empty,
        }


@dataclass(slots=True)
class Entered:
    """What became of entries: the lines that took them. ``repeated``: they were taken before."""

    lines: list[int] = field(default_factory=list)
    repeated: bool = False


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
        all_of = [(one, 0, 0) for one in products]
        held = {one for one, _, _ in counting.overlaps(actor.company_id, warehouse_id, all_of)}
        products = [one for one in products if one not in held]
    found = goods_in_scope(actor.company_id, warehouse_id, products, scope)
    if not found.products:
        raise errors.NothingToCount
    _refuse_overlap(actor, warehouse_id, found.holds)
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
        found.holds,
        count_id=count.pk,
        number=count.number,
        stops_postings=mode == CountMode.LOCK,
    )
    _make_lines(actor.company_id, count, found)
    _note(actor, count, "started", now, {"products": len(found.products), "mode": mode})
    return count


def _refuse_overlap(actor: Actor, warehouse_id: int, goods: Sequence[counting.Held]) -> None:
    taken = counting.overlaps(actor.company_id, warehouse_id, goods)
    if not taken:
        return
    product_id, place_id, number = taken[0]
    if place_id:  # of both counts at least one is of bins
        name = counting.bins(actor.company_id, [place_id]).get(place_id, "")
        raise errors.BinOverlaps(bin=name, count_number=number).at(field="scope")
    name = Product.objects.visible_to(actor).get(pk=product_id).name
    others = len({product for product, _, _ in taken})
    raise errors.CountOverlaps(product=name, count_number=number, others=others).at(field="scope")


def _make_lines(company_id: int, count: Count, found: InScope) -> None:
    """A line for whatever the books know of, and one at the warehouse itself for goods that are not there."""
    rows = [
        CountLine(
            company_id=company_id,
            count=count,
            product_id=product,
            place_id=place,
            lot_id=lot,
            status=status,
            owner_id=owner,
            base_quantity=quantity,
            base_weight=weight,
        )
        for product, place, lot, status, quantity, weight, owner in found.lies
    ]
    missing = set(found.products) - {row.product_id for row in rows}
    if missing:
        place = counting.main_place(company_id, count.warehouse_id)
        rows += [
            CountLine(company_id=company_id, count=count, product_id=one, place_id=place, base_quantity=ZERO)
            for one in sorted(missing)
        ]
    CountLine.objects.bulk_create(rows, batch_size=2000)


@transaction.atomic(durable=True)
def enter_counts(
    *,
    actor: Actor,
    count_id: int,
    entries: Sequence[Entry],
    now: datetime,
    as_round: int = FIRST,
    key: str = "",
    course: Course = UNWATCHED,
) -> Entered:
    """Write what was found, all or nothing. The second round is of the lines that must be counted again, by another
    person than who counted first. Locks the count. Every entry that cannot be read is a problem at its line number.
    What was entered under ``key`` before is not entered again (1.1.6), whatever became of the count since.
    """
    actor.must("stock_count.count")
    wish = f"count {count_id} {as_round} {list(entries)}"
    if key and is_done(actor, key, wish):
        return Entered(repeated=True)
    wanted = CountState.COUNTING if as_round == FIRST else CountState.REVIEW
    count = lock_count(actor, count_id, (wanted,), "「盘点中」" if as_round == FIRST else "「待审核」")
    if key and is_done(actor, key, wish):  # the same came first while this one waited for the count
        return Entered(repeated=True)
    course.step("reading")
    resolved, problems = resolve(actor, count, entries, as_round, now)
    raise_all(problems)
    course.commit("keeping")
    if not resolved:
        return Entered()
    seq = counting.last_seq(actor.company_id)
    ids, quantities, weights, adds = sql.columns(resolved)
    statement = ENTER if as_round == FIRST else ENTER_AGAIN
    sql.run(
        statement,
        {"lines": ids, "quantities": quantities, "weights": weights, "adds": adds, "user": actor.user_id,
         "now": now, "seq": seq, "company": actor.company_id, "count": count.pk},
    )  # fmt: skip
    _note(actor, count, "counted", now, {"lines": len(resolved), "round": as_round})
    if key:
        mark_done(actor, key, wish, now)
    return Entered([one[0] for one in resolved])


@transaction.atomic(durable=True)
def hand_in(
    *,
    actor: Actor,
    count_id: int,
    uncounted: str = "refuse",
    now: datetime,
    key: str = "",
    course: Course = UNWATCHED,
) -> Count:
    """The count is done. Lines nobody counted are refused by name, taken as in the books (``book``) or as 0 (``zero``).

    Keeps postings out while what moved is added up; fixes the cost each difference is judged by. Locks the count.
    With a ``key`` the same wish again finds it done.
    """
    actor.must("stock_count.count")
    wish = f"hand in count {count_id} {uncounted}"
    if key and is_done(actor, key, wish):
        return find_count(actor, count_id)
    keep_postings_out(actor.company_id)
    count = lock_count(actor, count_id, (CountState.COUNTING,), "「盘点中」")
    course.step("reading")
    lines = list(CountLine.objects.visible_to(actor).filter(count=count).select_related(*OF_PRODUCT))
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
        line.first_quantity = line.first_weight = ZERO
    keep_what_moved(actor.company_id, count, lines)
    costs = unit_costs(actor.company_id, count.warehouse_id, [line.product_id for line in lines])
    course.commit("keeping")
    for line in lines:
        line.unit_cost = None if line.owner_id else costs.get(line.product_id)
    if uncounted == "zero":
        asked = (ZERO, ZERO, actor.user_id, now, seq, actor.company_id, count.pk)
        sql.run(COUNT_AS_NOTHING, asked)
    known = sql.columns((line.pk, line.moved_quantity, line.moved_weight, line.unit_cost) for line in lines)
    sql.run(KEEP_COSTS, (*known, actor.company_id, count.pk))
    count.state = CountState.REVIEW
    count.difference_amount = sum((abs(counted(line).amount) for line in lines), Decimal("0.00"))
    count.save(update_fields=["state", "difference_amount"])
    _note(actor, count, "handed_in", now, {"uncounted": uncounted, "missing": len(missing)})
    if key:
        mark_done(actor, key, wish, now)
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
