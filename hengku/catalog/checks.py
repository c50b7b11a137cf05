"""What records are compared with: the company's lists, its products and its barcodes, loaded once for all records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Upper

from hengku.catalog import errors
from hengku.catalog.models import Barcode, Category, Product, TaxCode, Unit
from hengku.catalog.records import ProductRecord
from hengku.company.queries import setting
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem


@dataclass(frozen=True, slots=True)
class Directory:
    """The active lists of a company by the words records use."""

    units: dict[str, Unit]
    categories: dict[str, Category]
    tax_codes: dict[str, TaxCode]
    default_tax_code: str

    def category_of(self, record: ProductRecord) -> Category | None:
        """The category named, the first of the company when none is."""
        if not record.category:
            return next(iter(self.categories.values()), None)
        return self.categories.get(record.category)

    def tax_code_of(self, record: ProductRecord) -> TaxCode | None:
        """The tax code named, the company's default when none is (T1)."""
        return self.tax_codes.get(record.tax_code or self.default_tax_code)

    def problems(self, record: ProductRecord) -> list[Problem]:
        """What the record names that the company does not have."""
        problems: list[Problem] = []
        if record.base_unit not in self.units:
            problems.append(errors.UnitUnknown(unit=record.base_unit).at(field="base_unit"))
        problems += [
            errors.UnitUnknown(unit=one.unit).at(field="units")
            for one in record.units
            if one.unit not in self.units
        ]
        if record.aux_unit and record.aux_unit not in self.units:
            problems.append(errors.UnitUnknown(unit=record.aux_unit).at(field="aux_unit"))
        if self.category_of(record) is None:
            problems.append(errors.CategoryUnknown(category=record.category).at(field="category"))
        if self.tax_code_of(record) is None:
            named = record.tax_code or self.default_tax_code
            problems.append(errors.TaxCodeUnknown(tax_code=named).at(field="tax_code"))
        return problems


def load_directory(actor: Actor, records: Sequence[ProductRecord]) -> Directory:
    """The company's lists: four queries. They are short, so they are read whole."""
    default = ""
    if any(not record.tax_code for record in records):
        # A product is for what comes: the latest decision counts, also one for a day still ahead.
        default = str(setting(actor.company_id, "default_tax_code", date.max))
    categories = Category.objects.visible_to(actor).filter(is_active=True).order_by("code")
    tax_codes = TaxCode.objects.visible_to(actor).filter(is_active=True)
    return Directory(
        units={unit.name: unit for unit in Unit.objects.visible_to(actor)},
        categories={category.code: category for category in categories},
        tax_codes={tax_code.code: tax_code for tax_code in tax_codes},
        default_tax_code=default,
    )


def record_is_new_problems(
    actor: Actor, records: Sequence[ProductRecord], but: int = 0
) -> Iterator[tuple[int, Problem]]:
    """(line number, problem) for each record that is there already or twice in the list. Three queries.

    ``but`` is the product that is being changed: it may keep its own code, name and barcodes.
    """
    yield from _code_problems(actor, records, but)
    yield from _name_problems(actor, records, but)
    yield from _barcode_problems(actor, records, but)


def _code_problems(actor: Actor, records: Sequence[ProductRecord], but: int) -> Iterator[tuple[int, Problem]]:
    codes = [record.code for record in records]
    taken = dict(
        Product.objects.visible_to(actor).filter(code__in=codes).exclude(pk=but).values_list("code", "name")
    )
    first: dict[str, int] = {}
    for line_no, code in enumerate(codes, start=1):
        if code in taken:
            yield line_no, errors.ProductCodeTaken(product_code=code, name=taken[code]).at(field="code")
        elif code and code in first:
            yield line_no, _twice("商品编码", code, first[code]).at(field="code")
        first.setdefault(code, line_no)


def _name_key(name: str, specification: str) -> tuple[str, str]:
    return name.upper(), specification.upper()


def _name_problems(actor: Actor, records: Sequence[ProductRecord], but: int) -> Iterator[tuple[int, Problem]]:
    keys = [_name_key(record.name, record.specification) for record in records]
    rows = (
        Product.objects.visible_to(actor)
        .annotate(name_upper=Upper("name"))
        .filter(name_upper__in={name for name, _ in keys})
        .exclude(pk=but)
        .values_list("name", "specification", "code")
    )
    taken = {_name_key(name, specification): code for name, specification, code in rows}
    first: dict[tuple[str, str], int] = {}
    for line_no, (key, record) in enumerate(zip(keys, records, strict=True), start=1):
        if key in taken:
            yield (
                line_no,
                errors.ProductExists(
                    product_code=taken[key], name=record.name, specification=record.specification
                ).at(field="name"),
            )
        elif record.name and key in first:
            said = f"{record.name} {record.specification}".strip()
            yield line_no, _twice("名称和规格", said, first[key]).at(field="name")
        first.setdefault(key, line_no)


def _barcode_problems(
    actor: Actor, records: Sequence[ProductRecord], but: int
) -> Iterator[tuple[int, Problem]]:
    wanted = {barcode.code for record in records for barcode in record.barcodes}
    rows = (
        Barcode.objects.visible_to(actor)
        .filter(code__in=wanted)
        .exclude(product_id=but)
        .values_list("code", "product__code", "product__name")
    )
    taken = {code: (product_code, name) for code, product_code, name in rows}
    first: dict[str, int] = {}
    for line_no, record in enumerate(records, start=1):
        for barcode in record.barcodes:
            if barcode.code in taken:
                code, name = taken[barcode.code]
                yield (
                    line_no,
                    errors.BarcodeTaken(barcode=barcode.code, product_code=code, name=name).at(
                        field="barcodes"
                    ),
                )
            elif barcode.code and barcode.code in first:
                yield line_no, _twice("条码", barcode.code, first[barcode.code]).at(field="barcodes")
            first.setdefault(barcode.code, line_no)


def _twice(label: str, given: str, first_line: int) -> errors.TwiceInList:
    return errors.TwiceInList(label=label, given=given, first_line=first_line)
