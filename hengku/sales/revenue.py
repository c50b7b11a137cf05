"""When a sale is revenue and when its tax is due (T11), for all documents of a sale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from hengku.documents.paper import AHEAD, PaperLine
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Book, Facts, Owed


def output_vat_role(facts: Facts) -> str:
    """The account of tax on sales: 销项税额, 待转销项税额 until the invoice, or 应交增值税 of a small-scale taxpayer (T6)."""
    if facts.policy.taxpayer == "small_scale":
        return "vat_small"
    return "vat_pending_output" if facts.policy.vat_on_issue == "DEFERRED" else "vat_output"


def invoiced_vat_role(facts: Facts) -> str:
    """The account of tax once an invoice stands."""
    return "vat_small" if facts.policy.taxpayer == "small_scale" else "vat_output"


def was_ahead(facts: Facts, line: PaperLine) -> bool:
    """Whether the goods of a line, or of the line they come back from, were invoiced before they went (T11)."""
    source = facts.source_of(line)
    return AHEAD in line.data or (source is not None and AHEAD in source.data)


def vat_of(facts: Facts, line: PaperLine) -> str:
    """The account of a line's tax: that of an invoice where it was invoiced ahead of its goods."""
    return invoiced_vat_role(facts) if was_ahead(facts, line) else output_vat_role(facts)


def sale(facts: Facts, lines: Sequence[PaperLine], sign: int) -> tuple[tuple[Owed, ...], tuple[Book, ...]]:
    """应收 with tax, revenue without, and the tax of these lines; ``sign`` -1 books all of it red (sales return)."""
    owed = Owed(
        "ar", facts.paper.party_id or 0, sign * _sum(line.amount_incl for line in lines), facts.due_on
    )
    taxes = {vat_of(facts, line): ZERO_FEN for line in lines}
    for line in lines:
        taxes[vat_of(facts, line)] += line.amount_tax or ZERO_FEN
    book = [Book("revenue", credit=sign * _sum(line.amount_net for line in lines))]
    book += [Book(role, credit=sign * tax) for role, tax in taxes.items()]
    return (owed,), tuple(book)


def sent_of_invoices(facts: Facts, lines: Sequence[PaperLine]) -> tuple[tuple[Owed, ...], tuple[Book, ...]]:
    """Goods go that were invoiced ahead (T11): 借 预收 贷 收入, what each invoice has of them."""
    nets: dict[int, Decimal] = {}
    for line in lines:
        invoice = int(line.data[AHEAD])
        nets[invoice] = nets.get(invoice, ZERO_FEN) + (line.amount_net or ZERO_FEN)
    total = sum(nets.values(), ZERO_FEN)
    on, party = facts.paper.business_on, facts.paper.party_id or 0
    settles = tuple(sorted((invoice, net) for invoice, net in nets.items() if net))
    owed = (
        (Owed("invoiced_ahead", party, -total, on, contra=True, settles_documents=settles),) if total else ()
    )
    return owed, (Book("revenue", credit=total),)


def sold_by(facts: Facts) -> tuple[tuple[int, None], ...]:
    """The documents by which customers owe for the goods of the source lines: issues, and invoices given ahead."""
    found: set[int] = set()
    for line in facts.lines:
        source = facts.source_of(line)
        if source is not None:
            found.add(int(source.data.get(AHEAD) or source.document_id))
    return tuple((document, None) for document in sorted(found))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one or ZERO_FEN for one in amounts), ZERO_FEN)
