"""菜品 in a batch (D-POS): what dishes take by their recipes, and what comes back with them, put on paper before it is
checked. A dish keeps its line, with its price and tax, and moves nothing; its ingredients stand behind, unpriced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from hengku.catalog.queries_bills import parts_of
from hengku.documents.dish_rules import (
    CHANGES,
    Change,
    RecipeChangeWrong,
    ingredients_of,
    read_changes,
    share_back,
)
from hengku.documents.paper import DISH_OF, STAYS, PaperLine
from hengku.documents.reference import load_reference
from hengku.documents.sources import Source, load_sources
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.posting.rows import Job
from hengku.posting.wasted import WASTED

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO: Final = Decimal(0)
BY_CODE: Final = "SELECT id FROM catalog_product WHERE company_id = %s AND upper(code) = ANY(%s)"
#: What stands behind dishes: ticket, number of the dish's line, line of the ingredient.
BEHIND: Final = """
SELECT l.document_id, (l.data ->> 'dish_of')::int, l.id FROM documents_line AS l
WHERE l.company_id = %s AND l.document_id = ANY(%s) AND l.data ? 'dish_of' ORDER BY l.document_id, l.line_no
"""


def cook(batch: Batch) -> None:
    """Put the ingredients behind dishes that are sold, and what of them comes back behind dishes that do. Four
    statements at most where there are any, whatever their number; the tickets that come back are locked by then.
    """
    jobs = [job for job in batch.jobs if job.kind.cooks and not job.paper.reverses_id]
    if jobs:
        _sell(batch, jobs)
        _take_back(batch, jobs)


def _sell(batch: Batch, jobs: list[Job]) -> None:
    dishes = [(job, number, line) for job in jobs for number, line in enumerate(job.paper.lines, 1)
              if not line.source_line_id and _is_dish(batch, line)]  # fmt: skip
    if not dishes:
        return
    recipes = parts_of(batch.company_id, {line.product_id or 0 for _, _, line in dishes}, "dish")
    asked: dict[int, list[Change]] = {}
    for job, number, line in dishes:
        try:
            asked[id(line)] = read_changes(str(line.data.get(CHANGES) or ""))
        except RecipeChangeWrong as wrong:
            job.problems.append(wrong.at(line_no=number, field=CHANGES))
    codes = {change.code for changes in asked.values() for change in changes}
    extras = [row[0] for row in sql.rows(BY_CODE, (batch.company_id, sql.array(sorted(codes))))] if codes else []
    _learn(batch, {part.component_id for parts in recipes.values() for part in parts}.union(extras))
    by_code = {one.code.upper(): one for one in batch.reference.products.values()}
    for job, number, line in dishes:
        portions = batch.reference.base_quantity(line)
        line.data[STAYS] = True
        if portions is None or portions <= 0 or id(line) not in asked:
            continue  # the paper is refused for it
        try:
            taken = ingredients_of(portions, recipes.get(line.product_id or 0, ()), asked[id(line)], by_code)
        except Problem as wrong:
            job.problems.append(wrong.at(line_no=number, field=CHANGES))
            continue
        tax = line.tax_code_id or batch.reference.products[line.product_id or 0].tax_code_id
        for product, quantity in taken:
            _behind(job, number, PaperLine(product.id, quantity, tax_code_id=tax))


def _take_back(batch: Batch, jobs: list[Job]) -> None:
    """Each dish that comes back brings its share of what it took, by cumulative difference (C1)."""
    backs = [(job, number, line, batch.sources[line.source_line_id or 0]) for job in jobs
             for number, line in enumerate(job.paper.lines, 1)
             if _took(batch.sources.get(line.source_line_id or 0))]  # fmt: skip
    if not backs:
        return
    tickets = sorted({source.document_id for *_, source in backs})
    behind: dict[tuple[int, int], list[int]] = defaultdict(list)
    for document_id, number, line_id in sql.rows(BEHIND, (batch.company_id, sql.array(tickets))):
        behind[document_id, number].append(line_id)
    lines = sorted({one for found in behind.values() for one in found})
    batch.sources.update(load_sources(batch.company_id, [one for one in lines if one not in batch.sources]))
    _learn(batch, {batch.sources[one].product_id for one in lines})
    added: dict[int, Decimal] = defaultdict(Decimal)  # by line, what earlier lines of the batch bring back
    for job, number, line, source in backs:
        line.data[STAYS] = True
        portions = batch.reference.base_quantity(line, source.product_id)
        if portions is None or portions <= 0:
            continue
        added[source.line_id] += portions
        back = min(source.carried_quantity(job.kind.code) + added[source.line_id], source.quantity_base)
        for one in behind[source.document_id, source.line_no]:
            ingredient = batch.sources[one]
            precision = batch.reference.products[ingredient.product_id].precision
            due = share_back(ingredient.quantity_base, source.quantity_base, back, precision)
            more = due - ingredient.carried_quantity(job.kind.code) - added[one]
            if more <= 0:
                continue
            added[one] += more
            told = {WASTED: line.data[WASTED]} if line.data.get(WASTED) else {}
            _behind(job, number, PaperLine(ingredient.product_id, more, source_line_id=one, data=told))


def _is_dish(batch: Batch, line: PaperLine) -> bool:
    product = batch.reference.products.get(line.product_id or 0)
    return product is not None and product.is_dish


def _took(source: Source | None) -> bool:
    return source is not None and STAYS in source.data


def _learn(batch: Batch, products: Iterable[int]) -> None:
    more = load_reference(batch.company_id, [], products)
    batch.reference.products.update(more.products)
    batch.reference.unit_names.update(more.unit_names)


def _behind(job: Job, number: int, line: PaperLine) -> None:
    data: dict[str, Any] = {**line.data, DISH_OF: str(number)}
    line.data = data
    job.paper.lines.append(line)
    job.written[len(job.paper.lines)] = job.written.get(number, number)
