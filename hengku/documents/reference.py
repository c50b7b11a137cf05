"""The master data that a batch of papers names, read with one statement per table, whatever the number of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.catalog.tax_rules import usual_tax_code
from hengku.company.dictionary import Word
from hengku.documents.listed import load_words
from hengku.documents.paper import Paper, PaperLine
from hengku.kit import sql


@dataclass(frozen=True, slots=True)
class ProductFact:
    """What a document must know of a product."""

    id: int
    code: str
    name: str
    is_active: bool
    category_id: int
    inventory_role: str
    base_unit_id: int
    base_unit_name: str
    precision: int
    tax_code_id: int
    reference_cost: Decimal | None
    price_limit: Decimal | None = None  # of a base unit, with tax
    must_inspect: bool = False
    floor_price: Decimal | None = None  # with tax, of one base unit
    costing_method: str = ""  # of its category (C2); "" = the company's
    tracking: str = "none"  # none, lot, serial
    shelf_life: int | None = None
    shelf_life_unit: str = "day"
    wants_produced_on: bool = False
    min_inbound_ratio: Decimal | None = None
    aux_unit_name: str = ""  # "" = not weighed piece by piece (B2)
    aux_standard: Decimal | None = None
    aux_tolerance: Decimal | None = None
    inspection_mode: str = ""  # BEFORE, AFTER; "" = the supplier's, else the company's (D-IQC)
    aux_precision: int = 0
    is_kit: bool = False  # sold as a set, without stock of its own (KT-01)
    is_dish: bool = False  # made when it is sold, of what its recipe says (D-POS)
    #: Prices agreed with a floor of their own (MD-05), as texts in the order of ``parties.price_rules.Agreed``.
    floors: list[list[str | None]] | None = None

    @property
    def is_weighed(self) -> bool:
        """B2: pieces are counted, what they weigh is valued; availability goes by the one, cost by the other."""
        return self.aux_unit_name != ""

    @property
    def is_told_apart(self) -> bool:
        """Whether its goods need more than a quantity: a lot, serial numbers, a weight."""
        return self.tracking != "none" or self.aux_unit_name != ""


@dataclass(frozen=True, slots=True)
class TaxFact:
    """A tax code and the dates it holds (T1)."""

    id: int
    code: str
    rate: Decimal
    kind: str
    is_deductible: bool
    valid_from: date
    valid_to: date | None
    is_active: bool

    def is_in_force(self, on: date) -> bool:
        """Whether documents of this day may use it."""
        return self.is_active and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class PartyFact:
    """What a document must know of a party."""

    id: int
    name: str
    is_active: bool
    is_customer: bool
    is_supplier: bool
    payment_days: int
    credit_limit: Decimal | None
    has_bank: bool
    tax_codes: str = ""  # what a supplier may invoice: codes, a comma between; empty is any
    must_inspect: bool = False
    minimum_days_left: int = 0  # what a lot must still keep when it goes to them (B4)
    inspection_mode: str = ""
    level: str = ""  # of the customer, which price lists are made for


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A warehouse, department, employee or fund account. ``role`` is the fund account's, ``may_go_negative`` the
    warehouse's.
    """

    id: int
    name: str
    is_active: bool
    role: str = ""
    may_go_negative: bool = False
    is_counting: bool = False  # some goods in this warehouse are being counted (G20)


@dataclass(slots=True)
class Reference:
    """All of it, by id. ``units`` maps (product, unit) to the fraction of base units in one unit."""

    products: dict[int, ProductFact] = field(default_factory=dict)
    units: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    unit_names: dict[int, tuple[str, int]] = field(default_factory=dict)
    taxes: dict[int, TaxFact] = field(default_factory=dict)
    parties: dict[int, PartyFact] = field(default_factory=dict)
    warehouses: dict[int, NamedFact] = field(default_factory=dict)
    departments: dict[int, NamedFact] = field(default_factory=dict)
    handlers: dict[int, NamedFact] = field(default_factory=dict)
    fund_accounts: dict[int, NamedFact] = field(default_factory=dict)
    words: dict[str, list[Word]] = field(default_factory=dict)  # entries of the lists that papers name
    tolerances: dict[str, Decimal] = field(
        default_factory=dict
    )  # policy field → fraction, for over-delivery (1.1.4)

    def base_quantity(self, line: PaperLine, product_id: int | None = None) -> Decimal | None:
        """Base units of a line that is not completed yet (B1), of its own product or of that of the line it follows;
        None where its unit is none of the product's. A product nobody knows counts as it was written.
        """
        product = self.products.get(line.product_id or product_id or 0)
        if product is None or line.unit_id in (None, product.base_unit_id):
            return line.quantity
        fraction = self.units.get((product.id, line.unit_id or 0))
        return line.quantity * fraction[0] / fraction[1] if fraction else None

    def usual_tax(self, product_id: int | None, party_id: int | None, on: date) -> TaxFact | None:
        """The tax code of a line for which nobody chose one (T1): the product's, or what its supplier may invoice."""
        product, supplier = self.products.get(product_id or 0), self.parties.get(party_id or 0)
        own = self.taxes.get(product.tax_code_id) if product else None
        by_code = {tax.code: tax for tax in self.taxes.values()}
        codes = supplier.tax_codes.split(",") if supplier else []
        return usual_tax_code(own, [by_code[code] for code in codes if code in by_code], on) or own


PRODUCTS = """
SELECT p.id, p.code, p.name, p.is_active, p.category_id, c.inventory_role, p.base_unit_id, u.name, u.precision,
       p.tax_code_id, p.reference_cost, p.price_limit, p.must_inspect, p.floor_price, c.costing_method, p.tracking,
       p.shelf_life, p.shelf_life_unit, p.wants_produced_on, p.min_inbound_ratio, coalesce(a.name, ''), p.aux_standard,
       p.aux_tolerance, p.inspection_mode, coalesce(a.precision, 0), p.is_kit, p.is_dish,
       (SELECT jsonb_agg(jsonb_build_array(f.id::text, f.product_id::text, coalesce(f.party_id, 0)::text, f.level,
                                           f.minimum::text, f.floor_price::text, 'true', f.valid_from::text,
                                           f.valid_to::text) ORDER BY f.id)
        FROM parties_agreedprice AS f
        WHERE f.company_id = p.company_id AND f.product_id = p.id AND f.is_active AND f.floor_price IS NOT NULL
          AND f.currency = 'CNY')
FROM catalog_product AS p
JOIN catalog_category AS c ON c.company_id = p.company_id AND c.id = p.category_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
WHERE p.company_id = %s AND p.id = ANY(%s)
"""
UNITS = """
SELECT pu.product_id, pu.unit_id, pu.numerator, pu.denominator, u.name, u.precision
FROM catalog_productunit AS pu
JOIN catalog_unit AS u ON u.company_id = pu.company_id AND u.id = pu.unit_id
WHERE pu.company_id = %s AND pu.product_id = ANY(%s) AND pu.unit_id = ANY(%s)
"""
TAXES = """
SELECT id, code, rate, kind, is_deductible, valid_from, valid_to, is_active FROM catalog_taxcode WHERE company_id = %s
"""
PARTIES = """
SELECT id, name, is_active, is_customer, is_supplier, payment_days, credit_limit,
       bank_account <> '' AND bank_name <> '', tax_codes, must_inspect, minimum_days_left, inspection_mode, level
FROM parties_party WHERE company_id = %s AND id = ANY(%s)
"""
WAREHOUSES = """
SELECT id, name, is_active, '', may_go_negative, is_counting FROM company_warehouse
WHERE company_id = %s AND id = ANY(%s)
"""
DEPARTMENTS = "SELECT id, name, is_active FROM company_department WHERE company_id = %s AND id = ANY(%s)"
HANDLERS = "SELECT id, name, is_active FROM company_employee WHERE company_id = %s AND id = ANY(%s)"
FUND_ACCOUNTS = (
    "SELECT id, name, is_active, role FROM parties_fundaccount WHERE company_id = %s AND id = ANY(%s)"
)


def load_reference(company_id: int, papers: Iterable[Paper], more_products: Iterable[int] = ()) -> Reference:
    """Read what ``papers`` name. Takes no lock; at most eight statements, none for what nobody names.

    Inside ``sql.together`` it is filled at the end of the block.
    """
    papers = list(papers)
    reference = Reference()
    with sql.together():
        _ask_products(company_id, papers, more_products, reference)
        load_words(company_id, papers, reference.words)
        if any(paper.lines for paper in papers):
            _ask(TAXES, (company_id,), TaxFact, reference.taxes)
        warehouses = {w for paper in papers for w in (paper.warehouse_id, paper.warehouse_to_id) if w}
        for statement, wanted, fact, into in (
            (PARTIES, _parties(papers), PartyFact, reference.parties),
            (WAREHOUSES, warehouses, NamedFact, reference.warehouses),
            (DEPARTMENTS, _named(papers, "department"), NamedFact, reference.departments),
            (HANDLERS, {p.handler_id for p in papers if p.handler_id}, NamedFact, reference.handlers),
            (FUND_ACCOUNTS, _named(papers, "fund_account"), NamedFact, reference.fund_accounts),
        ):  # fmt: skip
            if wanted:
                _ask(statement, (company_id, sql.array([*wanted])), fact, into)
    return reference


def supplier_taxes(
    company_id: int, party_id: int, products: Iterable[int], on: date
) -> dict[int, TaxFact | None]:
    """The usual tax code of each product bought from a supplier (T1)."""
    lines = [PaperLine(product_id=product) for product in products]
    reference = load_reference(company_id, [Paper("", on, lines, party_id=party_id)])
    return {product: reference.usual_tax(product, party_id, on) for product in reference.products}


def _parties(papers: list[Paper]) -> set[int]:
    """Parties that papers or their lines name: an inquiry asks several suppliers."""
    named = {int(line.data["supplier"]) for p in papers for line in p.lines if line.data.get("supplier")}
    return named | {p.party_id for p in papers if p.party_id}


def _named(papers: list[Paper], key: str) -> set[int]:
    """What papers name under ``key``, and their lines under it or as the other end: a transfer goes to an account. The
    takings of a day go to several (``fund_account_scan``).
    """
    found = {getattr(paper, f"{key}_id") for paper in papers}
    for paper in papers:
        found.update(int(value) for name, value in paper.data.items() if name.startswith(f"{key}_") and value)
        for line in paper.lines:
            if line.data:
                found.update(int(line.data[one]) for one in (key, f"{key}_to") if line.data.get(one))
    return found - {None}


def _ask(statement: str, parameters: Sequence[Any], fact: Callable[..., Any], into: dict[int, Any]) -> None:
    """Rows of ``statement`` as facts by their first column."""
    sql.ask(statement, parameters, lambda found: into.update((row[0], fact(*row)) for row in found))


def _ask_products(
    company_id: int, papers: list[Paper], more_products: Iterable[int], reference: Reference
) -> None:
    """Products with their base units, and the conversions of units that lines name."""
    lines = [line for paper in papers for line in paper.lines if line.product_id]
    products = {line.product_id for line in lines}.union(more_products)
    named = {(line.product_id, line.unit_id) for line in lines if line.unit_id}

    def take_units(found: sql.Rows) -> None:
        for product, unit, numerator, denominator, name, precision in found:
            reference.units[product, unit] = (numerator, denominator)
            reference.unit_names[unit] = (name, precision)

    def take_products(found: sql.Rows) -> None:
        reference.products.update((row[0], ProductFact(*row)) for row in found)
        for product in reference.products.values():
            reference.unit_names[product.base_unit_id] = (product.base_unit_name, product.precision)

    if products:
        sql.ask(PRODUCTS, (company_id, sql.array([*products])), take_products)
    if named:
        sql.ask(UNITS, (company_id, *sql.columns(named)), take_units)
