"""红冲 of any document: its effects as the books hold them, mirrored (R5, G9).

Nothing is computed again from the paper: moves are turned round and valued at what the original line cost in
the end, what was booked freely is booked negative on the same side, open items get their negative and settle with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.company.rules import month_start
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.errors import DocumentNotFound
from hengku.documents.models import Document, Line
from hengku.documents.paper import AUX_QUANTITY, ORDER_LINE, PAIRED, Paper, PaperLine
from hengku.documents.sources import lock_documents
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.numbers import D, product_to_fen
from hengku.posting import errors
from hengku.posting.effects import (
    Adjust,
    AtPoolCost,
    AtSourceCost,
    Book,
    Effects,
    End,
    Goods,
    Match,
    Owed,
    Revalue,
)
from hengku.posting.history import VAT_OUT
from hengku.posting.reversal_memos import mirrored_memos
from hengku.posting.rows import Job

LIVE_TARGETS = """
SELECT d.id, d.number, d.type_code FROM documents_link AS k
JOIN documents_document AS d ON d.company_id = k.company_id AND d.id = k.target_document_id
WHERE k.company_id = %s AND k.source_document_id = %s
GROUP BY d.id, d.number, d.type_code, d.state
HAVING d.state NOT IN ('reversed', 'cancelled') AND bool_or(NOT d.is_red OR d.reverses_id IS NULL)
   AND NOT bool_and(d.reverses_id IS NOT NULL)
   AND (d.state <> 'closed_short' OR sum(k.quantity) <> 0)  -- a notice that was closed took nothing in the end
ORDER BY d.id
"""
FOREIGN_SETTLERS = """
SELECT DISTINCT d.id, d.number FROM settlement_item AS i
JOIN settlement_application AS a ON a.company_id = i.company_id AND i.id IN (a.item_id, a.against_id)
JOIN documents_document AS d ON d.company_id = a.company_id AND d.id = a.document_id
WHERE i.company_id = %s AND i.document_id = %s AND a.document_id <> %s AND d.state <> 'reversed'
  AND d.reverses_id IS NULL
"""
GOODS = """
SELECT m.line_id, f.role, coalesce(f.warehouse_id, 0), f.bin, m.lot_id, m.status, m.owner_id,
       t.role, coalesce(t.warehouse_id, 0), t.bin, m.to_lot_id, m.to_status, m.to_owner_id, m.quantity, v.against,
       coalesce(v.is_red, false), coalesce(v.source_line_id, 0), v.kind, least(p.lot_id, 0),
       m.aux_quantity
FROM inventory_move AS m
JOIN inventory_place AS f ON f.company_id = m.company_id AND f.id = m.from_place_id
JOIN inventory_place AS t ON t.company_id = m.company_id AND t.id = m.to_place_id
LEFT JOIN costing_value AS v ON v.company_id = m.company_id AND v.document_id = m.document_id AND v.seq = m.seq
     AND v.quantity <> 0 AND v.kind <> 'transfer_in'
LEFT JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id  -- below zero: that of a piece (C13)
WHERE m.company_id = %s AND m.document_id = %s ORDER BY m.seq
"""
LINKS = """
SELECT target_line_id, source_line_id, quantity, amount FROM documents_link
WHERE company_id = %s AND target_document_id = %s ORDER BY id
"""
#: What was owed for goods at the cost of their day, where they were recast afterwards.
RECAST = """
SELECT line_id, -sum(amount) FILTER (WHERE kind = 'issue') FROM costing_value
WHERE company_id = %s AND line_id = ANY(%s) AND kind IN ('issue', 'recost')
GROUP BY line_id HAVING coalesce(sum(amount) FILTER (WHERE kind = 'recost'), 0) <> 0
"""
TAXED = """
SELECT (l.data ->> 'vat_out_rate')::numeric, min(v.against) FILTER (WHERE v.quantity <> 0),
       bool_or(v.is_red) FILTER (WHERE v.quantity <> 0),
       abs(sum(v.amount) FILTER (WHERE v.kind <> 'recost')), abs(sum(v.amount))
FROM costing_value AS v JOIN documents_line AS l ON l.company_id = v.company_id AND l.id = v.line_id
WHERE v.company_id = %s AND v.line_id = ANY(%s) AND v.kind IN ('issue', 'source_in', 'source_out', 'recost')
GROUP BY v.line_id, v.seq, l.data ->> 'vat_out_rate' HAVING bool_or(v.kind = 'recost')
"""
ADJUSTED = """
SELECT a.line_id, p.warehouse_id, p.lot_id, a.against, a.amount, (
    SELECT sum(v.amount) FROM costing_value AS v
    WHERE v.company_id = a.company_id AND v.seq = a.seq AND v.pool_id = a.pool_id AND v.kind <> 'variance')
FROM costing_value AS a JOIN costing_pool AS p ON p.company_id = a.company_id AND p.id = a.pool_id
WHERE a.company_id = %s AND a.document_id = %s AND a.kind = 'adjustment' ORDER BY a.seq
"""
DIFFERENCES = """
SELECT line_id, sum(amount), min(business_on), bool_or(move_id IS NULL) FROM costing_value
WHERE company_id = %s AND document_id = %s AND kind = 'invoice_difference' GROUP BY line_id
"""
ITEMS = """
SELECT id, kind, party_id, amount, business_on, due_on FROM settlement_item WHERE company_id = %s AND document_id = %s
"""
APPLIED = """
SELECT item_id, against_id, sum(amount) FROM settlement_application
WHERE company_id = %s AND document_id = %s GROUP BY item_id, against_id HAVING sum(amount) <> 0
"""
BOOKED = """
SELECT account_id, debit, credit, party_id, category_id, department_id, fund_account_id, memo FROM ledger_entryline
WHERE company_id = %s AND NOT is_cost AND entry_id IN (
    SELECT id FROM ledger_entry WHERE company_id = %s AND document_id = %s AND purpose = 'post')
ORDER BY entry_id, line_no
"""


def paper_of_reversal(
    actor: Actor,
    document_id: int,
    business_on: date | None,
    reason: str,
    today: date,
    *,
    locking: bool = True,
    in_pair: bool = False,
) -> Job:
    """The mirrored document with its effects. Locks the original, with ``locking``; refuses naming what stands in the
    way (R1, R5). One side of a trade between two companies goes back ``in_pair`` only (D-ICT).
    """
    if locking:
        lock_documents(actor.company_id, [document_id], [])
    original = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if original is None:
        raise DocumentNotFound(document_id=document_id)
    kind = document_type(original.type_code)
    actor.must(f"{kind.code}.reverse")  # before anything is told about what stands in the way
    _refuse(actor, original, kind, in_pair=in_pair)
    on = business_on or max(today, original.business_on)
    if on < original.business_on:
        early = errors.BeforeItsSource(on=on, source_number=original.number, source_on=original.business_on)
        raise early.at(field="business_on")
    lines = list(Line.objects.visible_to(actor).filter(document_id=document_id).order_by("line_no"))
    paper = _mirrored_paper(original, lines, on, reason)
    by_line = {old.pk: new for old, new in zip(lines, paper.lines, strict=True)}
    _name_orders(actor.company_id, document_id, by_line)
    job = Job(0, paper, kind)
    job.effects = mirrored_effects(actor.company_id, original, by_line)
    return job


def _refuse(actor: Actor, original: Document, kind: DocumentType, *, in_pair: bool) -> None:
    def no(reason: str, blocking: list[dict[str, Any]] | None = None) -> errors.CannotReverse:
        return errors.CannotReverse(number=original.number, reason=reason, blocking=blocking or [])

    if not kind.can_reverse:
        raise no("此类单据不支持红冲")
    if original.state == "reversed":
        raise no("它已经被红冲过")
    if original.reverses_id is not None:
        raise no("它本身就是一张红冲单,请重新录入正确的单据")
    if original.posted_at is None:
        raise no("它还没有过账,草稿可直接作废")
    if original.source_system == PAIRED and not in_pair:
        raise no("它是组织间交易的一侧,请在「组织间交易」中成对红冲")
    live = sql.rows(LIVE_TARGETS, (actor.company_id, original.pk))
    if live:
        numbers = "、".join(row[1] for row in live[:5])
        blocking = [{"document_id": row[0], "number": row[1], "type_code": row[2]} for row in live]
        raise no(f"已有下游单据 {numbers},请先红冲下游", blocking)
    settlers = sql.rows(FOREIGN_SETTLERS, (actor.company_id, original.pk, original.pk))
    if settlers:
        numbers = "、".join(row[1] for row in settlers[:5])
        blocking = [{"document_id": row[0], "number": row[1]} for row in settlers]
        raise no(f"往来款已被 {numbers} 核销,请先红冲核销它的单据", blocking)


def _mirrored_paper(original: Document, lines: list[Line], business_on: date, reason: str) -> Paper:
    paper = Paper(
        type_code=original.type_code,
        business_on=business_on,
        party_id=original.party_id,
        warehouse_id=original.warehouse_id,
        warehouse_to_id=original.warehouse_to_id,
        department_id=original.department_id,
        handler_id=original.handler_id,
        fund_account_id=original.fund_account_id,
        price_mode=original.price_mode,
        due_on=business_on,
        remark=reason,
        data=dict(original.data),
        reverses_id=original.pk,
        is_red=not original.is_red,
        amount_net=-original.amount_net,
        amount_tax=-original.amount_tax,
        amount_incl=-original.amount_incl,
    )
    paper.lines = [_mirrored_line(line) for line in lines]
    return paper


def _mirrored_line(line: Line) -> PaperLine:
    return PaperLine(
        product_id=line.product_id,
        quantity=-line.quantity,
        unit_id=line.unit_id,
        price=line.price,
        discount_amount=-line.discount_amount,
        tax_code_id=line.tax_code_id,
        amount_net=-line.amount_net,
        amount_tax=-line.amount_tax,
        amount_incl=-line.amount_incl,
        is_gift=line.is_gift,
        source_line_id=line.source_line_id,
        remark=line.remark,
        data=dict(line.data),
        line_no=line.line_no,
        unit_numerator=line.unit_numerator,
        unit_denominator=line.unit_denominator,
        quantity_base=-line.quantity_base,
        tax_rate=line.tax_rate,
        lot_id=line.lot_id,
        weight=D(str(line.data.get(AUX_QUANTITY) or 0)),
    )


def _name_orders(company_id: int, document_id: int, by_line: dict[int, PaperLine]) -> None:
    """A line that was linked to its order afterwards gives that link back too."""
    for target, source, _, _ in sql.rows(LINKS, (company_id, document_id)):
        line = by_line[target]
        if source not in (line.source_line_id, line.order_line_id, line.invoice_line_id):
            line.data[ORDER_LINE] = str(source)


def mirrored_effects(company_id: int, original: Document, by_line: dict[int, PaperLine]) -> Effects:
    """What takes the original's effects back: from the books, not from the paper."""
    rows = sql.rows(GOODS, (company_id, original.pk))
    goods, recast = _owed_at_cost(company_id, rows, [_mirrored_goods(row, by_line) for row in rows])
    owed, matches = _mirrored_items(company_id, original)
    booked = [
        Book("", -debit, -credit, party, category, department, fund, account, memo)
        for account, debit, credit, party, category, department, fund, memo in sql.rows(
            BOOKED, (company_id, company_id, original.pk)
        )
    ]
    links = sql.rows(LINKS, (company_id, original.pk))
    return Effects(
        goods=tuple(goods),
        revalues=_mirrored_revalues(company_id, original, by_line, links),
        costs=_mirrored_adjustments(company_id, original, by_line),
        owed=owed,
        matches=matches,
        book=(*booked, *recast, *_recast_taxes(company_id, by_line)),
        # the first link of a line is its own; what later went by way of it stands after that, without an amount
        carried=tuple((by_line[target], -amount) for target, _, _, amount in reversed(links)),
        memos=mirrored_memos(company_id, original, by_line, links),
        summary=f"冲销 {original.number}",
    )


def _mirrored_goods(row: tuple[Any, ...], by_line: dict[int, PaperLine]) -> Goods:
    """A move turned round: the same lot, status and owner at each of its ends."""
    line_id, from_end, to_end, rest = row[0], row[1:7], row[7:13], row[13:]
    quantity, against, red, source, kind, piece, weight = rest
    return Goods(
        by_line[line_id],
        End(*to_end[:3]),
        End(*from_end[:3]),
        quantity,
        AtPoolCost() if kind is None else AtSourceCost(line_id, undoes_line_id=source),
        "" if against in (None, "owed", "transfer") else against,
        not red,
        lot_id=to_end[3],
        lot_to_id=from_end[3],
        status=to_end[4],
        status_to=from_end[4],
        owner_id=to_end[5],
        owner_to_id=from_end[5],
        piece=-(piece or 0),
        weight=weight,
    )


def _owed_at_cost(
    company_id: int, rows: list[tuple[Any, ...]], goods: list[Goods]
) -> tuple[list[Goods], list[Book]]:
    """Goods returned to a supplier without a receipt are owed for at the cost of that day; what they were recast by
    since went to cost of sales and comes from there, beside the debt that is taken back as it was.
    """
    at_cost = [row[0] for row in rows if row[14] == "owed" and row[17] == "issue"]
    found = sql.rows(RECAST, (company_id, at_cost)) if at_cost else []
    owed: dict[int, Decimal] = {row[0]: row[1] for row in found}
    changed = [
        replace(one, against="cogs") if row[0] in owed else one for row, one in zip(rows, goods, strict=True)
    ]
    return changed, [Book("cogs", debit=amount, is_cost=True) for amount in owed.values()]


def _recast_taxes(company_id: int, by_line: dict[int, PaperLine]) -> list[Book]:
    """T7, C9: what the input tax transferred out was recast by since, with the cost; the original's own entry is
    mirrored with the rest.
    """
    lines = [old for old, new in by_line.items() if VAT_OUT in new.data]
    booked: list[Book] = []
    for rate, against, is_red, before, now in sql.rows(TAXED, (company_id, lines)) if lines else ():
        tax = product_to_fen(now, rate) - product_to_fen(before, rate)
        tax = tax if is_red else -tax
        if tax:
            booked += [Book(against, debit=tax, is_cost=True), Book("vat_input_out", credit=tax, is_cost=True)]
    return booked


def _mirrored_adjustments(
    company_id: int, original: Document, by_line: dict[int, PaperLine]
) -> tuple[Adjust, ...]:
    """Money the original put into stock, less what went on to cost of sales because there was none (C10)."""
    if not document_type(original.type_code).adjusts_cost:
        return ()
    return tuple(
        Adjust(
            by_line[line],
            warehouse,
            -amount,
            "" if against == "owed" else against,
            kept=-kept,
            reverses_line_id=line,
            lot_id=lot,
        )
        for line, warehouse, lot, against, amount, kept in sql.rows(ADJUSTED, (company_id, original.pk))
    )


def _mirrored_revalues(
    company_id: int, original: Document, by_line: dict[int, PaperLine], links: list[tuple[Any, ...]]
) -> tuple[Revalue, ...]:
    """Differences the original put onto receipts; their entry lines are mirrored with the rest, so only
    money moves here.
    """
    rows = sql.rows(DIFFERENCES, (company_id, original.pk))
    difference = {line: rest for line, *rest in rows}
    month = month_start(original.business_on)
    found = []
    for target, receipt_line, quantity, _ in links:
        amount, on, is_late = difference.pop(receipt_line, (Decimal(0), original.business_on, False))
        if amount:
            found.append(
                Revalue(
                    by_line[target],
                    receipt_line,
                    amount,
                    Decimal(0),
                    abs(by_line[target].weight or quantity),
                    by_difference=True,
                    is_booked=False,
                    is_late=is_late,
                    undoes_restatement=month_start(on) != month,
                )
            )
    return tuple(found)


def _mirrored_items(company_id: int, original: Document) -> tuple[tuple[Owed, ...], tuple[Match, ...]]:
    """Give back what the original settled, then let each of its items and its negative settle each other."""
    matches = [
        Match(item, against, -amount)
        for item, against, amount in sql.rows(APPLIED, (company_id, original.pk))
    ]
    owed = [
        Owed(
            kind,
            party,
            -amount,
            due_on,
            settles=((item_id, abs(amount)),),
            is_booked=False,
            on=on if on < original.business_on else None,
        )
        for item_id, kind, party, amount, on, due_on in sql.rows(ITEMS, (company_id, original.pk))
    ]
    return tuple(owed), tuple(matches)
