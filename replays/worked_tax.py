"""Tax on lines and allocation (C1, T2–T4), through hengku/catalog/tax_rules.py and kit/numbers.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hengku.catalog.input_tax_rules import InvoiceLine, Tolerance, check_invoice
from hengku.catalog.tax_rules import (
    PriceMode,
    Rounding,
    TaxedLine,
    TaxLine,
    tax_lines,
    totals,
    totals_by_rate,
)
from hengku.kit.numbers import ZERO, ZERO_FEN, exact_text, split_by_cumulative, to_fen
from replays.worked_compare import Either
from replays.worked_reading import CaseMalformed, CaseUnsupported, Fields, money

#: Appendix B and the interface T3 speaks of: what an invoice may be off by where a case does not say.
TOLERANCES = {"line_amount": Decimal("0.01"), "line_tax": Decimal("0.06"), "document_tax": Decimal("1.27")}
#: C16: the bases, and what a line may call what it weighs by when it does not say weight.
MEASURES = {
    "AMOUNT": ("amount",),
    "QTY": ("qty",),
    "QUANTITY": ("qty",),
    "WEIGHT": (),
    "VOLUME": ("volume",),
    "MANUAL": ("share", "ratio", "amount"),
}


def play_tax_lines(fields: Fields) -> dict[str, Any]:
    """kind tax_lines: every line by T2, rounded on the line unless the case says DOCUMENT (T3)."""
    rounding = Rounding(_one_of(fields, "rounding", "LINE", tuple(Rounding)))
    taxed = _taxed(fields, rounding)
    return {"lines": [_told(line) for line in taxed], **_sums(taxed)}


def play_tax_rounding(fields: Fields) -> dict[str, Any]:
    """kind tax_rounding: the same lines rounded line by line and for the whole document (T3)."""
    lines, mode, discount = _read_lines(fields)

    def both(rounding: Rounding) -> dict[str, Any]:
        taxed = tax_lines(lines, mode, document_discount=discount, rounding=rounding)
        return {"lines": [_told(line) for line in taxed], **_sums(taxed)}

    return {"per_line": both(Rounding.LINE), "per_document": both(Rounding.DOCUMENT)}


def play_tax_discount(fields: Fields) -> dict[str, Any]:
    """kind tax_discount: the document's discount shared out to the lines, then tax on each (T4)."""
    taxed = _taxed(fields, Rounding.LINE)
    lines = [{**_told(line), "discount": money(line.document_discount)} for line in taxed]
    return {"lines": lines, **_sums(taxed)}


def _taxed(fields: Fields, rounding: Rounding) -> tuple[TaxedLine, ...]:
    lines, mode, discount = _read_lines(fields)
    return tax_lines(lines, mode, document_discount=discount, rounding=rounding)


def _read_lines(fields: Fields) -> tuple[list[TaxLine], PriceMode, Decimal]:
    mode = PriceMode(_one_of(fields, "price_mode", "INCL", tuple(PriceMode)))
    lines = [
        TaxLine(
            quantity=row.number("qty"),
            price=row.number("price", None),
            rate=row.number(row.called("rate", "tax_rate")),
            amount=row.amount("amount", None),
            discount_rate=row.number("discount_rate", ZERO),
            discount_amount=row.amount(row.called("discount", "discount_amount"), ZERO_FEN),
            is_gift=row.flag(row.called("gift", "gift_flag", "is_gift")),
        )
        for row in fields.rows("lines")
    ]
    return lines, mode, fields.amount(fields.called("document_discount", "discount"), ZERO_FEN)


def _told(line: TaxedLine) -> dict[str, str]:
    return {
        "net": money(line.amount_net),
        "tax": money(line.amount_tax),
        "incl": money(line.amount_incl),
        "price": exact_text(line.price),
        "discount": money(line.discount_amount),
        "rate": exact_text(line.rate),
    }


def _sums(taxed: Sequence[TaxedLine]) -> dict[str, str]:
    whole = totals(taxed)
    return {"net": money(whole.net), "tax": money(whole.tax), "incl": money(whole.incl)}


def play_pos_close(fields: Fields) -> dict[str, Any]:
    """kind pos_close: takings by rate, tax split off the total of each rate, or of each ticket (T3)."""
    mode = _one_of(fields, "mode", "PER_DOCUMENT", ("PER_DOCUMENT", "PER_LINE", *Rounding))
    rounding = Rounding.LINE if mode in ("PER_LINE", Rounding.LINE) else Rounding.DOCUMENT
    lines, rates = [], []
    for row in fields.rows("groups"):
        rate = row.number("rate")
        if rate in rates:
            raise row.malformed("rate", f"{rate} 重复")
        rates.append(rate)
        tickets = [one.amount("incl") for one in row.rows("tickets")] or [row.amount("incl")]
        lines += [TaxLine(Decimal(1), None, rate, amount=amount) for amount in tickets]
    taxed = tax_lines(lines, PriceMode.INCL, rounding=rounding)
    by_rate = {one.rate: one for one in totals_by_rate(taxed)}
    groups = [
        {
            "rate": exact_text(rate),
            "incl": money(by_rate[rate].amount_incl),
            "net": money(by_rate[rate].amount_net),
            "tax": money(by_rate[rate].amount_tax),
        }
        for rate in rates
    ]
    return {"groups": groups, **_sums(taxed)}


def play_invoice_check(fields: Fields) -> dict[str, Any]:
    """kind invoice_check: what a supplier's invoice is off by, and whether that is tolerated (T3)."""
    asked = fields.inner("tolerance")
    tolerance = Tolerance(**{key: asked.number(key, default) for key, default in TOLERANCES.items()})
    lines = [
        InvoiceLine(
            net=row.amount("net"),
            rate=row.number("rate"),
            tax=row.amount("tax"),
            quantity=row.number("qty", None),
            price=row.number("price", None),
        )
        for row in fields.rows("lines")
    ]
    checked = check_invoice(lines, tolerance)
    return {
        "lines": [
            {
                "diff": _difference(one.tax_difference),
                "tax_diff": _difference(one.tax_difference),
                "amount_diff": _difference(one.amount_difference),
                "ok": one.is_ok,
            }
            for one in checked.lines
        ],
        "document_diff": _difference(checked.tax_difference),
        "total_diff": _difference(checked.tax_difference),
        "document_ok": checked.is_ok,
    }


def _difference(amount: Decimal) -> Either:
    """T3 speaks of abs(…): a case may write a difference with its sign or without, in fen or to the last place."""
    forms = [exact_text(amount, 2), exact_text(abs(amount), 2), money(to_fen(amount)), money(to_fen(abs(amount)))]
    return Either(tuple(dict.fromkeys(forms)))


def play_allocation(fields: Fields) -> dict[str, Any]:
    """kind allocation: an amount by weights, by quantities where these are all 0, else equally (C1)."""
    basis = fields.text("basis", "WEIGHT")
    if basis not in MEASURES:
        raise CaseUnsupported(f"分摊基准 {basis}")
    rows = fields.rows("lines")
    if not rows:
        raise fields.malformed("lines", "没有行")
    for row in rows:
        row.given("id")  # lines are told apart by their order
    weights = [row.number(row.called("weight", *MEASURES[basis])) for row in rows]
    quantities = [row.number("qty", None) for row in rows]
    fallback = [one for one in quantities if one is not None]
    if fallback and len(fallback) != len(rows):
        raise CaseMalformed(f"{fields.path}.lines", "有的行没有 qty")
    amounts = split_by_cumulative(fields.amount("total"), weights, fallback=fallback or None)
    return {
        "amounts": [money(amount) for amount in amounts],
        "lines": [
            {"id": row.given("id"), "amount": money(amount)} for row, amount in zip(rows, amounts, strict=True)
        ],
        "total": money(sum(amounts, ZERO_FEN)),
    }


def _one_of(fields: Fields, key: str, default: str, allowed: Sequence[str]) -> str:
    value = fields.text(key, default)
    if value not in allowed:
        raise fields.malformed(key, f"{value} 应为 {'、'.join(allowed)} 之一")
    return value
