"""The short lists that products are described by, and what a file of products will add to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hengku.catalog import errors
from hengku.catalog.models import Category, TaxCode, Unit
from hengku.catalog.records import ProductRecord
from hengku.company.queries import setting
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem
from hengku.opening.imports.numbering import codes_after
from hengku.opening.imports.product_cells import TaxWord

#: Units that are cut finer than by the piece, and how many decimals a quantity in them has (G3).
_FINE_UNITS: Final = {
    **dict.fromkeys(
        ("千克", "公斤", "斤", "两", "KG", "升", "L", "米", "M", "平方米", "M2", "立方米", "M3"), 3
    ),
    **dict.fromkeys(("吨", "T"), 6),
    **dict.fromkeys(("厘米", "CM", "小时"), 2),
}


@dataclass(slots=True)
class ProductLists:
    """The company's short lists by what cells say, and what will have to be added to them."""

    units: dict[str, str]  # name in capitals → name
    category_codes: dict[str, str]  # code in capitals → code
    category_names: dict[str, list[str]]  # name in capitals → codes
    tax: dict[str, TaxWord]
    default_tax_code: str
    new_codes: Iterator[str]
    new_units: dict[str, int] = field(default_factory=dict)  # name → decimals
    new_categories: dict[str, tuple[str, str]] = field(default_factory=dict)  # name in capitals → code, name
    new_category_codes: set[str] = field(default_factory=set)

    def category_of(self, said: str) -> tuple[str, str]:
        """The code of a category said by code or name, a new one where there is none; or why not."""
        key = said.upper()
        if not said or key in self.category_codes:
            return self.category_codes.get(key, ""), ""
        named = self.category_names.get(key, [])
        if len(named) > 1:
            return "", f"有几个类别都叫“{said}”;请填类别编码:{'、'.join(named)}"
        if named:
            return named[0], ""
        if key not in self.new_categories:
            self.new_categories[key] = (next(self.new_codes), said)
            self.new_category_codes.add(self.new_categories[key][0])
        return self.new_categories[key][0], ""

    def unit_of(self, said: str) -> str:
        """The unit's name as it is kept, whatever its case in the file; one that is not there yet is remembered."""
        key = said.upper()
        if said and key not in self.units:
            self.units[key] = said
            self.new_units[said] = _FINE_UNITS.get(key, 0)
        return self.units.get(key, said)

    def is_planned(self, problem: Problem) -> bool:
        """Whether a refusal only says what we are about to add."""
        if isinstance(problem, errors.UnitUnknown):
            return problem.unit in self.new_units
        return isinstance(problem, errors.CategoryUnknown) and problem.category in self.new_category_codes

    def needed(self, records: Sequence[ProductRecord]) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
        """The new categories (code, name) and units (name, decimals) that these records use."""
        used = {record.category for record in records}
        categories = [pair for pair in self.new_categories.values() if pair[0] in used]
        named = {record.base_unit for record in records}
        named |= {unit.unit for record in records for unit in record.units}
        return categories, [(name, places) for name, places in self.new_units.items() if name in named]


def load_lists(actor: Actor) -> ProductLists:
    """Read them: four short queries."""
    rows = Category.objects.visible_to(actor).order_by("code")
    categories = list(rows.values_list("code", "name", "is_active"))
    names: dict[str, list[str]] = {}
    for code, name, is_active in categories:
        if is_active:
            names.setdefault(name.upper(), []).append(code)
    taxes = TaxCode.objects.visible_to(actor).filter(is_active=True).order_by("code")
    return ProductLists(
        units={name.upper(): name for name in Unit.objects.visible_to(actor).values_list("name", flat=True)},
        category_codes={code.upper(): code for code, _, is_active in categories if is_active},
        category_names=names,
        tax={one.code: TaxWord(one.code, one.name, one.rate, one.kind) for one in taxes},
        default_tax_code=str(setting(actor.company_id, "default_tax_code", date.max)),
        new_codes=codes_after((code for code, _, _ in categories), "", 2),
    )
