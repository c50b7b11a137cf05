"""When a sale is revenue and when its tax is due (T11), for all documents of a sale."""

from __future__ import annotations

from hengku.posting.effects import Book, Facts, Owed


def output_vat_role(facts: Facts) -> str:
    """The account of tax on sales: 销项税额, 待转销项税额 until the invoice, or 应交增值税 of a small-scale taxpayer (T6)."""
    if facts.policy.taxpayer == "small_scale":
        return "vat_small"
    return "vat_pending_output" if facts.policy.vat_on_issue == "DEFERRED" else "vat_output"


def invoiced_vat_role(facts: Facts) -> str:
    """The account of tax once an invoice stands."""
    return "vat_small" if facts.policy.taxpayer == "small_scale" else "vat_output"


def sale(facts: Facts, sign: int) -> tuple[tuple[Owed, ...], tuple[Book, ...]]:
    """应收 with tax, revenue without, and the tax; ``sign`` -1 books all of it red (sales return)."""
    paper = facts.paper
    owed = Owed("ar", paper.party_id or 0, sign * paper.amount_incl, facts.due_on)
    book = (
        Book("revenue", credit=sign * paper.amount_net),
        Book(output_vat_role(facts), credit=sign * paper.amount_tax),
    )
    return (owed,), book
