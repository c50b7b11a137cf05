"""Reading VAT invoices from whatever files lie in a folder: known by their columns, not by their names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from hengku.kit.numbers import D, NotANumber
from hengku.kit.tables.cells import BadRow, Row
from hengku.kit.tables.limits import MEGABYTE, Limits
from hengku.kit.tables.reader import RowStream, iter_rows
from hengku.kit.tables.refusals import FileRefused
from replays.common import Refusal, RowRefused

SUFFIXES: Final = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".xls")
LIMITS: Final = Limits(
    file_bytes=300 * MEGABYTE,
    unpacked_bytes=2_000 * MEGABYTE,
    rows=10_000_000,
    cells=100_000_000,
    cpu_seconds=600,
    wait_seconds=900,
)
FIRM, NUMBER, DATE, NET, TAX, INCL, STATE = (
    "企业代号",
    "发票号码",
    "开票日期",
    "金额",
    "税额",
    "价税合计",
    "发票状态",
)
COUNTERPARTY: Final = {"销方单位代号": "in", "购方单位代号": "out"}
VALID, VOID = "有效发票", "作废发票"
FEN: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, order=True)
class Invoice:
    """One valid invoice. ``net`` and ``tax`` as on the paper, below zero on a red one; direction in = from a
    supplier.
    """

    on: date
    firm: str
    direction: str
    party: str
    number: str
    net: Decimal
    tax: Decimal

    @property
    def key(self) -> str:
        """What makes it this invoice and no other: a number may come again from another party, or another day."""
        words = f"{self.direction}|{self.party}|{self.number}|{self.on}|{self.net}|{self.tax}"
        return hashlib.sha256(words.encode()).hexdigest()[:24]


@dataclass(slots=True)
class Found:
    """What lies in the folder: valid invoices by firm, names of firms, and every row that is not taken in."""

    invoices: dict[str, list[Invoice]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    noted: list[Refusal] = field(default_factory=list)
    rows: int = 0
    voided: int = 0
    repeated: int = 0


def read_folder(folder: Path, only: frozenset[str] = frozenset()) -> Found:
    """Every invoice of the folder, each once: a whole-row repeat is one invoice, 作废 counts nowhere."""
    found = Found()
    seen: set[tuple[str, ...]] = set()
    for path in sorted(p for p in folder.iterdir() if p.name.lower().endswith(SUFFIXES)):
        try:
            with iter_rows(path, name=path.name, limits=LIMITS) as stream:
                _read_file(path.name, stream, found, seen, only)
        except FileRefused as refused:
            found.refused.append(Refusal(path.name, 0, "FILE_UNREADABLE", str(refused), ""))
    for invoices in found.invoices.values():
        invoices.sort()
    return found


def _read_file(
    name: str, stream: RowStream, found: Found, seen: set[tuple[str, ...]], only: frozenset[str]
) -> None:
    places = {heading.label.strip(): heading.index for heading in stream.header}
    direction = next((way for label, way in COUNTERPARTY.items() if label in places), "")
    if direction and {FIRM, NUMBER, DATE, NET, TAX} <= set(places):
        party = next(label for label in COUNTERPARTY if label in places)
        columns = {**places, "party": places[party]}
        for row in stream:
            _read_invoice(name, row, columns, direction, found, seen, only)
    elif {FIRM, "企业名称"} <= set(places):
        for row in stream:
            if isinstance(row, Row):
                firm = _text(row, places[FIRM])
                if not only or firm in only:
                    found.names[firm] = _text(row, places["企业名称"])


def _text(row: Row, place: int) -> str:
    cell = row.cells[place] if place < len(row.cells) else ""
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _read_invoice(
    name: str,
    row: Row | BadRow,
    columns: dict[str, int],
    direction: str,
    found: Found,
    seen: set[tuple[str, ...]],
    only: frozenset[str],
) -> None:
    found.rows += 1
    if isinstance(row, BadRow):
        found.refused.append(Refusal(name, row.number, "ROW_DAMAGED", row.reason, row.text))
        return
    firm = _text(row, columns[FIRM])
    if only and firm not in only:
        found.rows -= 1
        return
    whole = (direction, *(_text(row, place) for place in range(len(row.cells))))
    try:
        state = _text(row, columns[STATE]) if STATE in columns else VALID
        if state == VOID:
            found.voided += 1
            return
        if state != VALID:
            raise RowRefused("STATE_UNKNOWN", f"发票状态「{state}」无法识别,应为 {VALID} 或 {VOID}")
        if whole in seen:
            found.repeated += 1
            return
        seen.add(whole)
        invoice = _invoice(row, columns, firm, direction)
    except RowRefused as refused:
        found.refused.append(Refusal(name, row.number, refused.reason, refused.text, "|".join(whole[1:])))
        return
    incl = _text(row, columns[INCL]) if INCL in columns else ""
    if incl and _amount(incl, INCL) != invoice.net + invoice.tax:
        text = f"价税合计 {incl} ≠ 金额 {invoice.net} + 税额 {invoice.tax},按金额与税额入账"
        found.noted.append(Refusal(name, row.number, "TOTAL_DISAGREES", text, "|".join(whole[1:])))
    found.invoices.setdefault(firm, []).append(invoice)


def _invoice(row: Row, columns: dict[str, int], firm: str, direction: str) -> Invoice:
    if not firm:
        raise RowRefused("FIRM_MISSING", "没有企业代号")
    party, number = _text(row, columns["party"]), _text(row, columns[NUMBER])
    if not party or not number:
        raise RowRefused("KEY_MISSING", "没有对方单位代号或发票号码")
    net, tax = _amount(_text(row, columns[NET]), NET), _amount(_text(row, columns[TAX]), TAX)
    if not net and not tax:
        raise RowRefused("AMOUNT_ZERO", "金额和税额都是 0")
    if net > 0 > tax or (net < 0 and net + tax > 0):
        raise RowRefused("SIGNS_DISAGREE", f"金额 {net} 与税额 {tax} 的正负号互相矛盾")
    return Invoice(_day(_text(row, columns[DATE])), firm, direction, party, number, net, tax)


def _amount(text: str, label: str) -> Decimal:
    try:
        amount = D(text)
    except NotANumber:
        raise RowRefused("NOT_A_NUMBER", f"{label}「{text}」不是数字") from None
    rounded = amount.quantize(FEN)
    if rounded != amount:
        raise RowRefused("TOO_FINE", f"{label}「{text}」超过两位小数")
    return rounded


def _day(text: str) -> date:
    parts = text.replace("-", "/").split(" ")[0].split("T")[0].split("/")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except (ValueError, IndexError):
        raise RowRefused("DATE_WRONG", f"开票日期「{text}」不是日期") from None


def pairs_of(invoices: list[Invoice]) -> dict[str, str]:
    """Red invoice → the blue one it takes back, by key: same party, same amounts, not later, each blue one once.

    A red invoice without one stays unlinked: its blue invoice is older than the files.
    """
    waiting: dict[tuple[str, str, Decimal, Decimal], list[Invoice]] = {}
    pairs: dict[str, str] = {}
    for invoice in invoices:
        if invoice.net > 0:
            waiting.setdefault((invoice.direction, invoice.party, invoice.net, invoice.tax), []).append(
                invoice
            )
    for invoice in invoices:
        if invoice.net >= 0:
            continue
        blues = waiting.get((invoice.direction, invoice.party, -invoice.net, -invoice.tax), [])
        before = [blue for blue in blues if blue.on <= invoice.on]
        if before:
            blues.remove(before[-1])
            pairs[invoice.key] = before[-1].key
    return pairs


def in_order(invoices: list[Invoice]) -> list[Invoice]:
    """By day, and on a day the blue ones first: a red one may stand before its blue one in the file."""
    return sorted(invoices, key=lambda one: (one.on, one.net < 0))


def batches(invoices: list[Invoice], size: int) -> Iterator[list[Invoice]]:
    """Invoices in order of date, some at a time."""
    for start in range(0, len(invoices), size):
        yield invoices[start : start + size]
