"""Who is who in a group, what was traded inside it, and the profit that still lies in stock (D-ICT)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from hengku.company.models import Company, Warehouse
from hengku.identity.actor import Actor
from hengku.identity.auth import NoRoleInCompany, actor_for
from hengku.identity.queries import company_ids_of
from hengku.intercompany import errors
from hengku.intercompany.models import Link, Trade
from hengku.intercompany.rules import Inside, margin_rate, unrealised
from hengku.kit import sql
from hengku.kit.errors import Problem, raise_all
from hengku.parties.models import Party

NO_TAX: Final = "NONE"
PARTIES_MAX: Final = 500

TWINS = """
SELECT p.id, p.code, p.name, u.name, coalesce(x.code, %(none)s), x.id, o.id, ou.name, ox.id,
       (SELECT id FROM catalog_taxcode WHERE company_id = %(here)s AND code = %(none)s),
       coalesce(w.name, ''), coalesce(ow.name, '')
FROM catalog_product AS p
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
LEFT JOIN catalog_taxcode AS x ON x.company_id = p.company_id AND x.id = p.tax_code_id
LEFT JOIN catalog_product AS o ON o.company_id = %(there)s AND o.code = p.code AND o.is_active
LEFT JOIN catalog_unit AS ou ON ou.company_id = o.company_id AND ou.id = o.base_unit_id
LEFT JOIN catalog_unit AS w ON w.company_id = p.company_id AND w.id = p.aux_unit_id
LEFT JOIN catalog_unit AS ow ON ow.company_id = o.company_id AND ow.id = o.aux_unit_id
LEFT JOIN catalog_taxcode AS ox ON ox.company_id = %(there)s AND ox.code = coalesce(x.code, %(none)s)
WHERE p.company_id = %(here)s AND p.id = ANY(%(products)s)
"""
SIDES = """
SELECT t.company_id, t.side, d.business_on, d.id, d.type_code, i.id, i.type_code
FROM intercompany_trade AS t
JOIN documents_document AS d ON d.company_id = t.company_id AND d.id = t.document_id
LEFT JOIN documents_document AS i ON i.company_id = t.company_id AND i.id = t.invoice_id
WHERE t.ict_id = %(ict)s AND t.company_id = ANY(%(companies)s) ORDER BY t.side DESC
"""
TRADES = """
SELECT t.ict_id, t.side, t.business_on, t.is_same_entity, t.pricing, t.markup, t.other_company_id,
       d.id, d.type_code, d.number, d.state, d.amount_net, d.amount_incl, i.id, i.type_code, i.number,
       o.document_id, od.type_code, od.number, od.state, t.returns_ict_id
FROM intercompany_trade AS t
JOIN documents_document AS d ON d.company_id = t.company_id AND d.id = t.document_id
LEFT JOIN documents_document AS i ON i.company_id = t.company_id AND i.id = t.invoice_id
LEFT JOIN intercompany_trade AS o
  ON o.company_id = t.other_company_id AND o.company_id = ANY(%(companies)s) AND o.ict_id = t.ict_id
LEFT JOIN documents_document AS od ON od.company_id = o.company_id AND od.id = o.document_id
WHERE t.company_id = %(company)s AND t.business_on BETWEEN %(since)s AND %(until)s
ORDER BY t.business_on DESC, t.ict_id DESC LIMIT %(limit)s
"""
#: What goods of trades cost the seller, and what they were sold for, by buyer's product; of goods that are weighed the
#: quantity is the weight, as in their cost pools (B2); what came back is taken off. Transfers inside one legal
#: person carry no profit and are left out.
INSIDE = """
WITH traded AS (
    SELECT s.company_id AS seller, b.company_id AS buyer, s.document_id AS sold_id, b.document_id AS bought_id,
           CASE WHEN s.returns_ict_id IS NULL THEN 1 ELSE -1 END AS sign
    FROM intercompany_trade AS s
    JOIN intercompany_trade AS b ON b.company_id = s.other_company_id AND b.ict_id = s.ict_id AND b.side = 'buyer'
    JOIN documents_document AS d ON d.company_id = s.company_id AND d.id = s.document_id AND d.state <> 'reversed'
    WHERE s.side = 'seller' AND NOT s.is_same_entity AND s.company_id = ANY(%(companies)s)
      AND b.company_id = ANY(%(companies)s) AND s.business_on <= %(on)s
), sold AS (
    SELECT t.seller, t.buyer, p.code, sum(t.sign * abs(l.amount_net)) AS net,
           sum(t.sign * abs(CASE WHEN p.aux_unit_id IS NULL THEN l.quantity_base
                                 ELSE coalesce((l.data ->> 'aux_quantity')::numeric, 0) END)) AS quantity
    FROM traded AS t
    JOIN documents_line AS l ON l.company_id = t.seller AND l.document_id = t.sold_id
    JOIN catalog_product AS p ON p.company_id = t.seller AND p.id = l.product_id
    GROUP BY t.seller, t.buyer, p.code
), cost AS (
    SELECT t.seller, t.buyer, p.code, -sum(v.amount) AS amount
    FROM traded AS t
    JOIN documents_line AS l ON l.company_id = t.seller AND l.document_id = t.sold_id
    JOIN catalog_product AS p ON p.company_id = t.seller AND p.id = l.product_id
    JOIN costing_value AS v ON v.company_id = t.seller AND v.line_id = l.id AND v.business_on <= %(on)s
    GROUP BY t.seller, t.buyer, p.code
)
SELECT sold.seller, sold.buyer, sold.code, o.id, o.name, u.name, sold.net, coalesce(cost.amount, 0), sold.quantity,
       coalesce(got.quantity, 0), coalesce(lies.quantity, 0), coalesce(lies.amount, 0)
FROM sold
LEFT JOIN cost USING (seller, buyer, code)
JOIN catalog_product AS o ON o.company_id = sold.buyer AND o.code = sold.code
JOIN catalog_unit AS u ON u.company_id = o.company_id AND u.id = coalesce(o.aux_unit_id, o.base_unit_id)
LEFT JOIN LATERAL (
    SELECT sum(v.quantity) AS quantity, sum(v.amount) AS amount FROM costing_value AS v
    WHERE v.company_id = sold.buyer AND v.product_id = o.id AND v.business_on <= %(on)s
) AS lies ON true
LEFT JOIN LATERAL (
    SELECT sum(v.quantity) AS quantity FROM costing_value AS v
    WHERE v.company_id = sold.buyer AND v.product_id = o.id AND v.business_on <= %(on)s
      AND v.kind IN ('opening', 'actual', 'estimated', 'counted', 'made', 'return_out')
      AND NOT EXISTS (SELECT 1 FROM documents_document AS d
                      WHERE d.company_id = v.company_id AND d.id = v.document_id
                        AND (d.state = 'reversed' OR d.reverses_id IS NOT NULL))
) AS got ON true
ORDER BY sold.seller, sold.buyer, sold.code
"""


class Asked(Protocol):
    """A line that names a product of the seller."""

    @property
    def product_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Ends:
    """The two sides of a link: each party in the other's books, their names, and whether they are one legal person."""

    parties: tuple[int, int]  # the buyer in the seller's books, the seller in the buyer's
    names: tuple[str, str]  # seller, buyer
    is_same_entity: bool


@dataclass(frozen=True, slots=True)
class Twin:
    """A product of the seller and the same of the buyer, and the tax code of both."""

    tax_code_id: int | None
    other_product_id: int
    other_tax_code_id: int


@dataclass(frozen=True, slots=True)
class LiveSide:
    """One side of a trade that may be taken back: its documents, the latest first."""

    company_id: int
    business_on: date
    documents: tuple[tuple[int, str], ...]


def ends_of(actor: Actor, buyer_company_id: int) -> Ends:
    """How seller (the actor's company) and buyer know each other. ``NotLinked`` unless both do."""
    names = dict(
        Company.objects.filter(pk__in=(actor.company_id, buyer_company_id)).values_list("pk", "name")
    )
    here = Link.objects.visible_to(actor).filter(other_company_id=buyer_company_id, is_active=True).first()
    there = (
        Link.objects.of_company(buyer_company_id)
        .filter(other_company_id=actor.company_id, is_active=True)
        .first()
    )
    if here is None or there is None:
        raise errors.NotLinked(company=names.get(buyer_company_id, "")).at(field="buyer_company")
    return Ends(
        (here.party_id, there.party_id),
        (names[actor.company_id], names[buyer_company_id]),
        here.is_same_entity,
    )


def twins_of(here: int, there: int, lines: Sequence[Asked]) -> list[Twin]:
    """The buyer's product for each line, by code. Refused with every line whose product, unit or tax is not there."""
    asked = {
        "here": here,
        "there": there,
        "none": NO_TAX,
        "products": sorted({line.product_id for line in lines}),
    }
    found = {row[0]: row for row in sql.rows(TWINS, asked)}
    company = Company.objects.values_list("name", flat=True).get(pk=there)
    problems: list[Problem] = []
    twins: list[Twin] = []
    for number, line in enumerate(lines, 1):
        row = found.get(line.product_id)
        if row is None or row[6] is None:
            code, name = (row[1], row[2]) if row else (str(line.product_id), "")
            missing = errors.ProductNotThere(product_code=code, name=name, company=company)
            problems.append(missing.at(line_no=number, field="product"))
            continue
        _, code, _, unit, tax, tax_id, other, other_unit, other_tax, none_here, weighed, other_weighed = row
        if unit != other_unit:
            wrong = errors.OtherUnit(product_code=code, unit=unit, other_unit=other_unit, company=company)
            problems.append(wrong.at(line_no=number, field="product"))
        if weighed != other_weighed:
            by_weight = errors.WeighedOtherwise(
                product_code=code, unit=weighed or "—", other_unit=other_weighed or "—", company=company
            )
            problems.append(by_weight.at(line_no=number, field="product"))
        if other_tax is None:
            unknown = errors.TaxCodeNotThere(tax_code=tax, company=company)
            problems.append(unknown.at(line_no=number, field="product"))
            continue
        twins.append(Twin(tax_id or none_here, other, other_tax))
    raise_all(problems)
    return twins


def live_sides(actor: Actor, ict_id: int) -> list[LiveSide]:
    """Both sides of a trade of the actor's company, seller first. ``TradeNotFound`` when it is none of theirs."""
    ours = Trade.objects.visible_to(actor).filter(ict_id=ict_id).first()
    if ours is None:
        raise errors.TradeNotFound(ict_id=ict_id)
    asked = {"ict": ict_id, "companies": [actor.company_id, ours.other_company_id]}
    return [
        LiveSide(company, on, (*(((invoice, invoice_type),) if invoice else ()), (goods, goods_type)))
        for company, _, on, goods, goods_type, invoice, invoice_type in sql.rows(SIDES, asked)
    ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another company the actor works in; parties that are customer and supplier, and warehouses, as (id, name)."""

    company_id: int
    name: str
    parties: tuple[tuple[int, str], ...]
    warehouses: tuple[tuple[int, str], ...]


def candidates(actor: Actor) -> list[Candidate]:
    """The other companies in which the actor may see trade of the group, by name; needs ``intercompany.view`` here."""
    actor.must("intercompany.view")
    theirs = [one for one in company_ids_of(actor.user_id) if one != actor.company_id]
    names = Company.objects.filter(pk__in=theirs, archived_at=None).order_by("name", "pk")
    found = []
    for company_id, name in names.values_list("pk", "name"):
        there = _there(actor, company_id)
        if there is None or not there.may("intercompany.view"):
            continue
        parties = Party.objects.visible_to(there).filter(is_customer=True, is_supplier=True, is_active=True)
        warehouses = Warehouse.objects.visible_to(there).filter(is_active=True)
        if there.warehouses is not None:
            warehouses = warehouses.filter(pk__in=there.warehouses)
        found.append(
            Candidate(
                company_id,
                name,
                tuple(parties.order_by("name").values_list("pk", "name")[:PARTIES_MAX]),
                tuple(warehouses.order_by("code").values_list("pk", "name")),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class LinkTold:
    """A linked company as it is shown. ``is_mutual``: the other company has us too, and it is in force."""

    id: int
    other_company_id: int
    other_company: str
    party_id: int
    party: str
    other_party_id: int
    other_party: str
    is_same_entity: bool
    markup: Decimal
    is_active: bool
    is_mutual: bool


def links_of(actor: Actor) -> list[LinkTold]:
    """The companies ours is linked with, by name. Needs ``intercompany.view``."""
    actor.must("intercompany.view")
    ours = list(Link.objects.visible_to(actor).select_related("party"))
    names = dict(
        Company.objects.filter(pk__in=[one.other_company_id for one in ours]).values_list("pk", "name")
    )
    told = []
    for one in ours:
        back = (
            Link.objects.of_company(one.other_company_id)
            .filter(other_company_id=actor.company_id)
            .select_related("party")
            .first()
        )
        told.append(
            LinkTold(
                one.pk,
                one.other_company_id,
                names.get(one.other_company_id, ""),
                one.party_id,
                one.party.name,
                back.party_id if back else 0,
                back.party.name if back else "",
                one.is_same_entity,
                one.markup,
                one.is_active,
                back is not None and back.is_active,
            )
        )
    return sorted(told, key=lambda one: one.other_company)


def trades_of(actor: Actor, since: date, until: date, limit: int = 500) -> list[dict[str, Any]]:
    """Trades of the actor's company, the latest first, with the other side's document where the actor may look into
    that company. Needs ``intercompany.view``.
    """
    actor.must("intercompany.view")
    mine = sorted({actor.company_id, *company_ids_of(actor.user_id)})
    asked = {
        "company": actor.company_id,
        "companies": mine,
        "since": since,
        "until": until,
        "limit": limit,
    }
    rows = sql.rows(TRADES, asked)
    names = dict(Company.objects.filter(pk__in={row[6] for row in rows}).values_list("pk", "name"))
    keys = (
        "ict_id", "side", "business_on", "is_same_entity", "pricing", "markup", "other_company_id", "document_id",
        "document_type", "number", "state", "amount_net", "amount_incl", "invoice_id", "invoice_type",
        "invoice_number", "other_document_id", "other_type", "other_number", "other_state", "returns_ict_id",
    )  # fmt: skip
    return [{**dict(zip(keys, row, strict=True)), "other_company": names.get(row[6], "")} for row in rows]


def elimination(actor: Actor, on: date) -> list[dict[str, Any]]:
    """未实现利润 up to a day, by seller, buyer and product, over the companies in whose costs the actor may look.

    合并报表抵销 = 买方结存 × 卖方毛利率. Needs ``intercompany.view`` and ``cost.view`` here.
    """
    actor.must("intercompany.view")
    actor.must("cost.view")
    companies = [company_id for company_id in company_ids_of(actor.user_id) if _sees_cost(actor, company_id)]
    if actor.company_id not in companies:
        companies.append(actor.company_id)
    rows = sql.rows(INSIDE, {"companies": sorted(companies), "on": on})
    names = dict(Company.objects.filter(pk__in=companies).values_list("pk", "name"))
    told = []
    for row in rows:
        seller, buyer, code, product, name, unit, net, cost, bought, received, lies, balance = row
        one = Inside(net, cost, bought, received, balance)
        told.append(
            {
                "seller_id": seller,
                "seller": names[seller],
                "buyer_id": buyer,
                "buyer": names[buyer],
                "product_id": product,
                "code": code,
                "name": name,
                "unit": unit,
                "bought": bought,
                "sold": net,
                "cost": cost,
                "margin_rate": margin_rate(one),
                "balance_quantity": lies,
                "balance": balance,
                "share": min(bought / received, Decimal(1)) if received else Decimal(0),
                "unrealised": unrealised(one),
            }
        )
    return told


def _sees_cost(actor: Actor, company_id: int) -> bool:
    there = _there(actor, company_id)
    return there is not None and there.may("cost.view") and there.may("intercompany.view")


def _there(actor: Actor, company_id: int) -> Actor | None:
    """The same person in another company; None where they do not work."""
    try:
        return actor_for(user_id=actor.user_id, company_id=company_id)
    except NoRoleInCompany:
        return None
