"""What every replay needs before its first document: parties, products, a warehouse and a tax code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from replays.common import Stage, missing_codes

if TYPE_CHECKING:  # Django is set up only when a replay begins
    from hengku.catalog.records import ProductRecord
    from hengku.parties.records import PartyRecord

SINCE_EVER: Final = date(1994, 1, 1)
AT_A_TIME: Final = 500


def without_tax(stage: Stage, code: str) -> str:
    """The code of goods whose files tell no tax, made once."""
    from hengku.catalog.actions_lists import TaxCodeRecord, create_tax_code
    from hengku.catalog.models import TaxCode

    if not TaxCode.objects.visible_to(stage.actor).filter(code=code).exists():
        row = TaxCodeRecord(code, "不计税", Decimal(0), "exempt", SINCE_EVER)
        create_tax_code(actor=stage.actor, row=row)
    return code


def make_products(stage: Stage, records: Iterable[ProductRecord]) -> dict[str, int]:
    """Ids of all products by code, after making those of ``records`` that are not there."""
    from hengku.catalog.actions import create_products
    from hengku.catalog.models import Product

    found = Product.objects.visible_to(stage.actor)
    for some in _missing(records, found.values_list("code", flat=True)):
        create_products(actor=stage.actor, records=some)
    return dict(found.values_list("code", "pk"))


def make_parties(stage: Stage, records: Iterable[PartyRecord]) -> dict[str, int]:
    """Ids of all parties by code, after making those of ``records`` that are not there."""
    from hengku.parties.actions import create_parties
    from hengku.parties.models import Party

    found = Party.objects.visible_to(stage.actor)
    for some in _missing(records, found.values_list("code", flat=True)):
        create_parties(actor=stage.actor, records=some)
    return dict(found.values_list("code", "pk"))


def first_warehouse(stage: Stage) -> int:
    """The one a new company has."""
    from hengku.company.models import Warehouse

    return int(Warehouse.objects.visible_to(stage.actor).order_by("pk").values_list("pk", flat=True)[0])


def lines_of(stage: Stage, code: str, system: str, numbers: Iterable[str]) -> dict[str, list[int]]:
    """Line ids, in order, of the documents of a type that came from ``system``, by their numbers there."""
    from hengku.documents.models import Document, Line

    documents = Document.objects.visible_to(stage.actor).filter(
        type_code=code, source_system=system, source_number__in=list(numbers)
    )
    by_id = dict(documents.values_list("pk", "source_number"))
    lines = Line.objects.visible_to(stage.actor).filter(document_id__in=by_id)
    found: dict[str, list[int]] = {}
    for pk, document in lines.order_by("document_id", "line_no").values_list("pk", "document_id"):
        found.setdefault(by_id[document], []).append(pk)
    return found


def _missing(records: Iterable[Any], there: Iterable[str]) -> Iterable[Sequence[Any]]:
    by_code = {one.code: one for one in records}
    codes = missing_codes(list(by_code), list(there))
    for begin in range(0, len(codes), AT_A_TIME):
        yield [by_code[code] for code in codes[begin : begin + AT_A_TIME]]
