"""What a store should ask for (D-SREQ): its sales, what it has and what comes, from the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.documents.errors import WarehouseOutOfScope
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.numbers import exact_text
from hengku.posting.links import fulfilling_types
from hengku.warehousing.actions_factors import WEATHER, factors_of
from hengku.warehousing.forecast_rules import (
    LOOK,
    Factor,
    Proposal,
    Stand,
    forecast,
    holiday_of,
    propose,
    safety_stock,
    same_weekdays,
)
from hengku.warehousing.queries_available import LIES_READY

PRODUCTS_MAX: Final = 500
#: What the store sold a day, by issues and at its counter, returns and reversals taken off, and whether it had sold the
#: product before these days. What came back and was thrown away did come back.
SOLD: Final = """
WITH day AS (
    SELECT l.product_id, d.business_on,
           sum(CASE WHEN d.type_code IN ('sales_return', 'pos_refund') THEN -l.quantity_base ELSE l.quantity_base END)
               AS quantity
    FROM documents_document AS d
    JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
    WHERE d.company_id = %(company)s AND d.type_code IN ('sales_issue', 'sales_return', 'pos_ticket', 'pos_refund')
      AND d.business_on >= %(first)s AND d.business_on < %(today)s AND NOT l.data ? 'waste_of'
      AND d.warehouse_id = %(store)s AND d.posted_at IS NOT NULL AND l.product_id IS NOT NULL
    GROUP BY l.product_id, d.business_on
), known AS (
    SELECT p.product_id, EXISTS (
        SELECT FROM documents_line AS l
        JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
        WHERE l.company_id = %(company)s AND l.product_id = p.product_id
          AND d.type_code IN ('sales_issue', 'pos_ticket')
          AND d.warehouse_id = %(store)s AND d.business_on < %(first)s AND d.posted_at IS NOT NULL) AS is_old
    FROM (SELECT DISTINCT product_id FROM day) AS p
)
SELECT day.product_id, day.business_on, day.quantity, known.is_old FROM day JOIN known USING (product_id)
"""
#: What the store has and what comes to it, of these products.
STANDS: Final = f"""
WITH wanted AS (SELECT unnest(%(products)s::bigint[]) AS product_id),
held AS ({LIES_READY}
      AND h.product_id = ANY(%(products)s)
    GROUP BY h.product_id
), coming AS (
    SELECT d.type_code, l.product_id, sum(greatest(l.quantity_base - coalesce((
        SELECT sum(k.quantity) FROM documents_link AS k
        WHERE k.company_id = l.company_id AND k.source_line_id = l.id
          AND k.target_type = ANY(CASE d.type_code WHEN 'transfer_out' THEN ARRAY['transfer_in']
                                  WHEN 'purchase_order' THEN ARRAY['purchase_receipt']
                                  ELSE %(answers)s::text[] END)), 0), 0)) AS quantity
    FROM documents_document AS d
    JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
    WHERE d.company_id = %(company)s AND l.product_id = ANY(%(products)s) AND (
        d.type_code IN ('purchase_order', 'store_requisition') AND d.state IN ('approved', 'partial')
            AND d.warehouse_id = %(warehouse)s
        OR d.type_code = 'transfer_out' AND d.state = 'posted' AND d.warehouse_to_id = %(warehouse)s
            AND NOT d.is_red AND d.reverses_id IS NULL)
    GROUP BY d.type_code, l.product_id
), package AS (
    SELECT DISTINCT ON (u.product_id) u.product_id, u.unit_id, u.numerator, u.denominator
    FROM catalog_productunit AS u
    WHERE u.company_id = %(company)s AND u.product_id = ANY(%(products)s) AND u.numerator > u.denominator
    ORDER BY u.product_id, u.numerator::numeric / u.denominator
)
SELECT p.id, p.code, p.name, p.specification, base.name, base.precision, p.base_unit_id, package.unit_id, unit.name,
       package.numerator, package.denominator, coalesce(held.quantity, 0),
       coalesce((SELECT c.quantity FROM coming AS c WHERE c.product_id = p.id AND c.type_code = 'transfer_out'), 0),
       coalesce((SELECT c.quantity FROM coming AS c WHERE c.product_id = p.id AND c.type_code = 'purchase_order'), 0),
       coalesce((SELECT c.quantity FROM coming AS c WHERE c.product_id = p.id AND c.type_code = 'store_requisition'), 0)
FROM wanted
JOIN catalog_product AS p ON p.company_id = %(company)s AND p.id = wanted.product_id AND p.is_active
JOIN catalog_unit AS base ON base.company_id = p.company_id AND base.id = p.base_unit_id
LEFT JOIN package ON package.product_id = p.id
LEFT JOIN catalog_unit AS unit ON unit.company_id = p.company_id AND unit.id = package.unit_id
LEFT JOIN held ON held.product_id = p.id
ORDER BY p.code
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A product the store might ask for. ``unit_id`` is the package ``proposal.packages`` are counted in."""

    product_id: int
    code: str
    name: str
    specification: str
    base_unit: str
    unit_id: int
    unit: str
    size: Decimal
    proposal: Proposal

    @property
    def forecast_quantity(self) -> Decimal:
        """What will be sold in the days to cover, in base units."""
        return self.proposal.cover


@dataclass(frozen=True, slots=True)
class Question:
    """For which store and day; ``cover_days`` ≥ 1; ``weather`` names a row of the table or nothing."""

    store_id: int
    needed_on: date
    cover_days: int = 1
    weather: str = ""
    products: tuple[int, ...] = ()


def proposed(actor: Actor, asked: Question, *, today: date) -> list[ProposedLine]:
    """建议量 of every product the store sold within four weeks, and of ``asked.products``, by code; at most
    ``PRODUCTS_MAX``. Three statements, whatever the number of products. Needs ``store_requisition.view``.
    """
    actor.must("store_requisition.view")
    if not actor.works_in(asked.store_id):
        raise WarehouseOutOfScope(label="门店").at(field="warehouse")
    first = min(same_weekdays(asked.needed_on, today)[-1], today - timedelta(days=LOOK))
    bound: dict[str, Any] = {
        "company": actor.company_id,
        "store": asked.store_id,
        "today": today,
        "first": first,
    }
    sold: dict[int, dict[date, Decimal]] = defaultdict(dict)
    since: dict[int, date] = {}
    for product_id, on, quantity, is_old in sql.rows(SOLD, bound):
        sold[product_id][on] = quantity
        since[product_id] = first if is_old else min(on, since.get(product_id, on))
    products = sorted({*sold, *asked.products})[:PRODUCTS_MAX]
    if not products:
        return []
    answers = fulfilling_types("store_requisition")
    rows = sql.rows(STANDS, {**bound, "warehouse": asked.store_id, "products": products, "answers": answers})
    factors = factors_of(actor.company_id)
    return [_line(row, asked, sold.get(row[0], {}), since.get(row[0]), factors, today) for row in rows]


def _line(
    row: tuple[Any, ...],
    asked: Question,
    sold: Mapping[date, Decimal],
    since: date | None,
    factors: Sequence[Factor],
    today: date,
) -> ProposedLine:
    product_id, code, name, specification, base_unit, precision, base_id, unit_id, unit, up, down, *stand = (
        row
    )
    weather = next((one for one in factors if one.kind == WEATHER and one.name == asked.weather), None)
    one = forecast(
        sold,
        asked.needed_on,
        today,
        since=since,
        holiday=holiday_of(asked.needed_on, factors),
        weather=weather,
    )
    safety = safety_stock(sold, today, since=since, lead_days=(asked.needed_on - today).days)
    size = Decimal(up) / Decimal(down) if unit_id else Decimal(1).scaleb(-precision)
    found = propose(
        one,
        Stand(*stand),
        cover_days=asked.cover_days,
        safety=safety,
        size=size,
        is_packed=unit_id is not None,
    )
    return ProposedLine(
        product_id, code, name, specification, base_unit, unit_id or base_id, unit or base_unit, size, found
    )


#: How a line was worked out, in the language of who asks: it stays with the line as it was written.
WORDS: Final = {
    "zh": {
        "none": "近四周没有销售",
        "days": "近{count}个{weekday} {sold}(权重 .4/.3/.2/.1){short}",
        "short": ",不足四周按有的加权",
        "rate": " ×{name} {rate}",
        "all": "{base};预测 {daily}/天 × {cover} 天 = {whole};"
        "+安全库存 {safety} −可用 {available} −在途 {coming} = {wanted}{unit}",
    },
    "en": {
        "none": "no sales within four weeks",
        "days": "last {count} {weekday} {sold} (weights .4/.3/.2/.1){short}",
        "short": ", fewer than four weeks: weighed by what there is",
        "rate": " × {name} {rate}",
        "all": "{base}; forecast {daily}/day × {cover} days = {whole}; + safety {safety} − available {available} "
        "− coming {coming} = {wanted} {unit}",
    },
}
WEEKDAYS: Final = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
}


def reckoned(line: ProposedLine, asked: Question, lang: str = "zh") -> str:
    """How the proposal was worked out, in one sentence with every figure of it."""
    words, found = WORDS[lang], line.proposal
    base = words["none"]
    if found.forecast.days:
        base = words["days"].format(
            count=len(found.forecast.days),
            weekday=WEEKDAYS[lang][asked.needed_on.weekday()],
            sold="、".join(exact_text(quantity) for _, quantity in found.forecast.days)
            if lang == "zh"
            else ", ".join(exact_text(quantity) for _, quantity in found.forecast.days),
            short=words["short"] if found.forecast.is_short else "",
        )
    for factor in (found.forecast.holiday, found.forecast.weather):
        if factor is not None:
            base += words["rate"].format(name=factor.name, rate=exact_text(factor.rate))
    return words["all"].format(
        base=base,
        daily=exact_text(found.forecast.daily),
        cover=asked.cover_days,
        whole=exact_text(found.cover),
        safety=exact_text(found.safety),
        available=exact_text(found.stand.available),
        coming=exact_text(found.stand.coming),
        wanted=exact_text(found.wanted),
        unit=line.base_unit,
    )
