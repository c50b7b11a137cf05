"""What is to be counted, what it costs, and how a count stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce

from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.models import Product
from hengku.documents.queries_sources import documents_naming
from hengku.identity.actor import Actor
from hengku.inventory import counting
from hengku.inventory.lot_rules import is_weight_plausible
from hengku.kit import sql
from hengku.kit.numbers import ZERO
from hengku.parties.models import Party
from hengku.warehousing import count_errors as errors
from hengku.warehousing.count_rules import Counted, Weighed
from hengku.warehousing.models import Count, CountLine, CountMode, CountState
from hengku.warehousing.queries_plan import classes_of

ANY_STATE = frozenset(CountState.values)
#: What ``counted`` asks of the product of a line.
OF_PRODUCT = ("product__aux_unit", "product__base_unit")
IN_SCOPE = """
SELECT p.id FROM catalog_product AS p
WHERE p.company_id = %(company)s
  AND (%(products)s::bigint[] = '{}' OR p.id = ANY(%(products)s))
  AND (%(categories)s::bigint[] = '{}' OR p.category_id = ANY(%(categories)s))
  AND (EXISTS (SELECT FROM inventory_onhand AS h
               JOIN inventory_place AS l ON l.company_id = h.company_id AND l.id = h.place_id AND l.role = 'stock'
               WHERE h.company_id = p.company_id AND h.product_id = p.id AND l.warehouse_id = %(warehouse)s
                 AND (h.quantity <> 0 OR h.aux_quantity <> 0 OR %(with_empty)s))
       OR p.id = ANY(%(products)s) AND p.is_active)
ORDER BY p.id
"""
#: As ``Counted`` judges a line: what was given for found goods, else the difference at the cost of the moment.
#: Goods that are weighed go by their weight (B2), found on the scales or, where nobody weighed, what the pieces should
#: weigh.
SUMMARY = """
SELECT count_id, count(*), count(found), count(*) FILTER (WHERE pieces <> 0 OR measure <> 0),
       count(*) FILTER (WHERE must_recount AND second_quantity IS NULL),
       coalesce(sum(coalesce(given_amount, round(measure * coalesce(unit_cost, 0), 2)))
                FILTER (WHERE measure > 0 AND owner_id = 0), 0),
       coalesce(sum(CASE WHEN owner_id > 0 THEN -coalesce(given_amount, 0)
                         ELSE round(measure * coalesce(unit_cost, 0), 2) END) FILTER (WHERE measure < 0), 0)
FROM (
    SELECT l.count_id, l.owner_id, l.must_recount, l.second_quantity, l.given_amount, l.unit_cost, d.found, d.pieces,
           CASE WHEN p.aux_unit_id IS NULL THEN d.pieces
                WHEN d.found = 0 THEN -d.weight
                WHEN d.found_weight IS NOT NULL THEN d.found_weight - d.weight
                WHEN d.book > 0 AND d.weight > 0 THEN round(d.weight * d.pieces / d.book, a.precision)
                ELSE round(d.pieces * coalesce(p.aux_standard, 0), a.precision) END AS measure
    FROM warehousing_countline AS l
    JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
    LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
    CROSS JOIN LATERAL (
        SELECT coalesce(l.second_quantity, l.first_quantity) AS found,
               coalesce(l.second_quantity, l.first_quantity) - l.base_quantity - l.moved_quantity AS pieces,
               l.base_quantity + l.moved_quantity AS book, l.base_weight + l.moved_weight AS weight,
               CASE WHEN l.second_quantity IS NULL THEN l.first_weight ELSE l.second_weight END AS found_weight
    ) AS d
    WHERE l.company_id = %s AND l.count_id = ANY(%s)
) AS judged
GROUP BY count_id
"""
UNIT_COSTS = """
SELECT DISTINCT ON (p.id) p.id,
       CASE WHEN k.quantity > 0 THEN k.amount / k.quantity
            WHEN k.last_quantity <> 0 THEN k.last_amount / k.last_quantity
            ELSE p.reference_cost END
FROM catalog_product AS p
LEFT JOIN costing_pool AS k
  ON k.company_id = p.company_id AND k.product_id = p.id AND k.warehouse_id IN (0, %(warehouse)s)
WHERE p.company_id = %(company)s AND p.id = ANY(%(products)s)
ORDER BY p.id, k.quantity > 0 DESC NULLS LAST, k.warehouse_id = %(warehouse)s DESC NULLS LAST
"""


def products_in_scope(company_id: int, warehouse_id: int, scope: dict[str, Any], on: date) -> list[int]:
    """The products a count of this scope is of, in order."""
    asked = {
        "company": company_id,
        "warehouse": warehouse_id,
        "products": sql.array(scope["products"]),
        "categories": sql.array(scope["categories"]),
        "with_empty": scope["with_empty"],
    }
    found = [row[0] for row in sql.rows(IN_SCOPE, asked)]
    if scope["classes"]:
        known = classes_of(company_id, on)
        found = [one for one in found if known.get(one, "C") in scope["classes"]]
    return found


@dataclass(frozen=True, slots=True)
class InScope:
    """What a count is of: products, what the books say lies there, and what it holds still."""

    products: list[int]
    lies: list[counting.Book]
    holds: list[counting.Held]


def goods_in_scope(company_id: int, warehouse_id: int, products: list[int], scope: Any) -> InScope:
    """What of ``products`` lies in the bins and is of the lots of a scope; all of it where it names none."""
    lies = counting.on_hand(company_id, warehouse_id, products)
    if not scope.bins and not scope.lots:
        return InScope(products, lies, [(one, 0, 0) for one in products])
    places: list[int] = []
    if scope.bins:
        places = counting.places_between(company_id, warehouse_id, scope.bins[0], scope.bins[-1])
        lies = [row for row in lies if row[1] in places]
    if scope.lots:
        numbers = counting.lot_numbers(company_id, [row[2] for row in lies])
        lies = [row for row in lies if numbers.get(row[2]) in scope.lots]
    at = {(row[0], row[1] if scope.bins else 0, row[2] if scope.lots else 0) for row in lies}
    # nothing else comes into a bin while all that lies in it is counted
    narrowed = scope.lots or scope.products or scope.categories or scope.classes
    still: set[counting.Held] = set() if narrowed else {(0, one, 0) for one in places}
    return InScope(sorted({row[0] for row in lies}), lies, sorted(at | still))


def unit_costs(company_id: int, warehouse_id: int, products: Iterable[int]) -> dict[int, Decimal]:
    """What one base unit costs now, of goods that are weighed one unit of weight: of the pool, else the last, else the
    reference cost (C3); unknown left out.
    """
    asked = {"company": company_id, "warehouse": warehouse_id, "products": sql.array([*products])}
    return {
        row[0]: round(row[1], 8) for row in sql.rows(UNIT_COSTS, asked) if row[1] is not None and row[1] > 0
    }


def lock_count(actor: Actor, count_id: int, states: Collection[str], wanted: str) -> Count:
    """The count, locked until the transaction ends. Refused when it is not there or in another state."""
    count = Count.objects.visible_to(actor).select_for_update().filter(pk=count_id).first()
    if count is None:
        raise errors.CountNotFound(count_id=count_id)
    if count.state not in states:
        raise errors.CountWrongState(number=count.number, state=CountState(count.state).label, wanted=wanted)
    return count


def keep_what_moved(company_id: int, count: Count, lines: Sequence[CountLine]) -> None:
    """D-CNT, LIVE: what moved between the base and the moment a line was counted. Nothing moved in LOCK."""
    if count.mode != CountMode.LIVE:
        return
    asked = [
        (
            *(line.pk, line.product_id, line.place_id, line.lot_id, line.status, line.owner_id),
            *(count.base_seq, line.counted_seq or count.base_seq),
        )
        for line in lines
    ]
    moved = counting.moved_between(company_id, asked)
    for line in lines:
        line.moved_quantity, line.moved_weight = moved.get(line.pk, (ZERO, ZERO))


def counted(line: CountLine) -> Counted:
    """A line as the rules see it. Its product is read with ``OF_PRODUCT``."""
    product = line.product
    weighed = None
    if product.aux_unit is not None:
        weighed = Weighed(
            line.base_weight,
            line.moved_weight,
            line.first_weight,
            line.second_weight,
            product.aux_standard,
            product.aux_unit.precision,
        )
    return Counted(
        line.base_quantity,
        line.moved_quantity,
        line.first_quantity,
        line.second_quantity,
        line.unit_cost,
        line.given_amount,
        weighed,
        is_of_others=line.owner_id > 0,
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """What a product is counted in; ``weight_unit`` "" where it is not weighed (B2)."""

    name: str
    unit: str
    precision: int
    weight_unit: str = ""
    weight_precision: int = 0


def measures_of(actor: Actor, products: Collection[int]) -> dict[int, Measures]:
    """Units and decimals of products, by id."""
    rows = (
        Product.objects.visible_to(actor)
        .filter(pk__in=set(products))
        .values_list(
            "pk", "name", "base_unit__name", "base_unit__precision", "aux_unit__name", "aux_unit__precision"
        )
    )
    return {
        pk: Measures(name, unit, places, weight_unit or "", weight_places or 0)
        for pk, name, unit, places, weight_unit, weight_places in rows
    }


def find_count(actor: Actor, count_id: int) -> Count:
    """The count. Needs ``stock_count.view``."""
    actor.must("stock_count.view")
    count = Count.objects.visible_to(actor).select_related("warehouse").filter(pk=count_id).first()
    if count is None:
        raise errors.CountNotFound(count_id=count_id)
    return count


def count_named(actor: Actor, number: str) -> dict[str, str] | None:
    """``{id, number}`` of the count that made a document, by the number it keeps; None where there is none, or who asks
    may not see counts.
    """
    if not number or not actor.may("stock_count.view"):
        return None
    found = Count.objects.visible_to(actor).filter(number=number).values_list("pk", flat=True).first()
    return None if found is None else {"id": str(found), "number": number}


def documents_of(actor: Actor, count: Count) -> list[dict[str, str]]:
    """The documents that a posted count made and who asks may see: one of gains and one of losses for each owner of
    goods, our own first (``owner`` "").
    """
    types = [code for code in ("count_gain", "count_loss") if actor.may(f"{code}.view")]
    if count.posted_at is None or not types:
        return []
    return documents_naming(
        actor, types, "count_number", count.number, on=count.business_on, warehouse_id=count.warehouse_id
    )


def sees_book(actor: Actor, count: Count) -> bool:
    """盲盘: while a blind count is under way only who judges differences sees what the books say."""
    if not count.is_blind or count.state != CountState.COUNTING:
        return True
    return actor.may("stock_count.approve") and not actor.may("*")


def summaries(company_id: int, count_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """How far counts are, by id: lines, counted, with a difference, gains and losses by amount. One query."""
    keys = ("line_count", "counted_count", "difference_count", "recount_count", "gain_amount", "loss_amount")
    found = {row[0]: row[1:] for row in sql.rows(SUMMARY, (company_id, sql.array(sorted(count_ids))))}
    nothing = (0, 0, 0, 0, ZERO, ZERO)
    return {one: dict(zip(keys, found.get(one, nothing), strict=True)) for one in count_ids}


@dataclass(frozen=True, slots=True)
class Look:
    """Which lines of a count are wanted: all, not counted (open), with a difference, to be counted again; a page."""

    show: str = "all"
    q: str = ""
    page: int = 1
    size: int = 200
    ids: tuple[int, ...] = ()


def counts_of(actor: Actor, limit: int = 100) -> list[Count]:
    """The last counts, those under way first. Needs ``stock_count.view``."""
    actor.must("stock_count.view")
    found = Count.objects.visible_to(actor).select_related("warehouse")
    is_over = Case(When(state__in=(CountState.POSTED, CountState.CANCELLED), then=1), default=0)
    return list(found.annotate(is_over=is_over).order_by("is_over", "-pk")[:limit])


def lines_of(actor: Actor, count: Count, look: Look) -> tuple[list[CountLine], int]:
    """A page of lines in the order of product codes, and how many there are in all."""
    lines = CountLine.objects.visible_to(actor).filter(count=count).select_related(*OF_PRODUCT)
    if look.ids:
        return list(lines.filter(pk__in=look.ids)), len(look.ids)
    if look.q.strip():
        text = look.q.strip()
        lines = lines.filter(
            Q(product__name__icontains=text)
            | Q(product__code__icontains=text)
            | Q(product__initials__icontains=text)
            | Q(product__barcodes__code=stored_barcode(text))
        ).distinct()
    if look.show == "open":
        lines = lines.filter(first_quantity__isnull=True)
    elif look.show == "recount":
        lines = lines.filter(must_recount=True)
    elif look.show == "differences" and sees_book(actor, count):
        pieces = Q(base_quantity=Coalesce("second_quantity", "first_quantity") - F("moved_quantity"))
        last_weight = Case(When(second_quantity__isnull=True, then="first_weight"), default="second_weight")
        weight = Q(product__aux_unit__isnull=True) | Q(
            base_weight=Coalesce(last_weight, F("base_weight") + F("moved_weight")) - F("moved_weight")
        )
        lines = lines.filter(first_quantity__isnull=False).exclude(pieces & weight)
    ordered = lines.order_by("product__code", "place_id", "lot_id", "pk")
    first = (look.page - 1) * look.size
    return list(ordered[first : first + look.size]), ordered.count()


def told_apart(company_id: int, lines: Collection[CountLine]) -> dict[int, tuple[str, str, str]]:
    """Bin, lot number and owner ("" ours) of lines, by line: what tells lines of one product apart. Three queries."""
    bins = counting.bins(company_id, [line.place_id for line in lines]) if lines else {}
    lots = counting.lot_numbers(company_id, [line.lot_id for line in lines])
    owners = names_of_owners(company_id, lines)
    return {
        line.pk: (bins.get(line.place_id, ""), lots.get(line.lot_id, ""), owners.get(line.owner_id, ""))
        for line in lines
    }


def names_of_owners(company_id: int, lines: Collection[CountLine]) -> dict[int, str]:
    """Whose goods lines are of that are not ours, by id."""
    wanted = {line.owner_id for line in lines if line.owner_id}
    known = Party.objects.of_company(company_id).filter(pk__in=wanted)
    return dict(known.values_list("pk", "name")) if wanted else {}


def shown_line(
    actor: Actor, count: Count, line: CountLine, names: dict[int, str], where: tuple[str, str, str]
) -> dict[str, Any]:
    """A line as one may see it: in a blind count that is under way the books stay unseen."""
    seen, product, facts = sees_book(actor, count), line.product, counted(line)
    sees_cost = seen and (actor.may("cost.view") or actor.may("stock_count.approve_amount"))
    is_done = facts.found is not None
    hides_first = line.must_recount and count.is_blind and not actor.may("stock_count.approve")
    return {
        "id": str(line.pk),
        "product_id": str(product.pk),
        "code": product.code,
        "name": product.name,
        "specification": product.specification,
        "unit": product.base_unit.name,
        "bin": where[0],
        "lot": where[1],
        "owner": where[2],
        "status": line.status,
        "book": facts.book if seen and not hides_first else None,
        "first": None if hides_first else line.first_quantity,
        "second": line.second_quantity,
        "found": None if hides_first and line.second_quantity is None else facts.found,
        "difference": facts.difference if seen and is_done and not hides_first else None,
        **_shown_weight(line, facts, seen and not hides_first, hides_first),
        "amount": facts.amount if sees_cost and is_done else None,
        "must_recount": line.must_recount,
        "counted_by": names.get(line.counted_by or 0, ""),
        "recounted_by": names.get(line.recounted_by or 0, ""),
        "cause": line.cause,
        "responsible": line.responsible,
        "compensation": line.compensation,
        "given_amount": line.given_amount,
        "needs_cost": is_done and facts.needs_amount,
        "remark": line.remark,
    }


def _shown_weight(line: CountLine, facts: Counted, sees_book: bool, hides_first: bool) -> dict[str, Any]:
    """What the goods of a line weigh, empty for goods that are not weighed; ``is_doubtful``: the last count is farther
    from what its pieces should weigh than the product allows (B2).
    """
    product, found = line.product, facts.found
    shows_found = facts.weighed is not None and not (hides_first and line.second_quantity is None)
    weight = facts.found_weight if shows_found else None
    tolerance = product.aux_tolerance
    is_doubtful = bool(found) and weight is not None and not is_weight_plausible(
        weight, found or ZERO, product.aux_standard, tolerance
    )  # fmt: skip
    is_known = facts.weighed is not None and found is not None
    return {
        "weight_unit": product.aux_unit.name if product.aux_unit is not None else "",
        "book_weight": facts.book_weight if facts.weighed and sees_book else None,
        "first_weight": None if hides_first else line.first_weight,
        "second_weight": line.second_weight,
        "found_weight": weight,
        "weight_difference": facts.weight_difference if is_known and sees_book else None,
        "is_doubtful": is_doubtful,
    }
