"""One document as what typst is told: heading, facts, columns, lines, sums. Pure.

``detail`` is what ``documents.queries_detail`` gave the actor, with names put to its references: what the actor may not
see is None in it, and a column or total of None is left out, so a slip never shows what the page does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from hengku.documents.declaration import DocumentType
from hengku.kit.numbers import ZERO, exact_text
from hengku.printing import codes, words
from hengku.printing.columns import Column, columns_of
from hengku.printing.papers import PAPERS, Paper
from hengku.printing.sets import in_sets
from hengku.printing.template import Template

Row = dict[str, Any]

#: Header fields that say nothing on paper, or stand elsewhere on it.
NOT_FACTS: Final = ("price_mode", "vat_out", "is_tolerance_confirmed", "fee")
LONG_FACT = 26  # ems from which a fact has a row of its own
FIXED_EM_MAX = 9  # text columns up to this width are as wide as they need
#: What takes the rest of the paper when every column is short.
TAKES_REST: Final = ("product.name", "account", "item", "remark", "kind")
LEAST_SIZE = 600
NARROW_EM = Decimal(4)  # how narrow a column of words may get before figures do
PADDING_MM = Decimal("2.8")
MM_PER_POINT = Decimal("0.3528")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The printing itself: for whom, by whom and when, with which link behind the QR code."""

    company: str
    person: str
    at: str
    link: str
    is_preview: bool = False
    copy: str = ""
    party: Mapping[str, str] | None = None  # contact, phone, address
    contact: str = ""  # how to reach the company, beneath its name


def sheet_of(kind: DocumentType, detail: Row, template: Template, occasion: Occasion, key: str) -> Row:
    """The sheet in the layout of any document."""
    document = detail["document"]
    lines = in_sets(kind, document, detail["lines"])
    paper = PAPERS[template.paper]
    columns = shown_columns(kind, lines, template)
    cells = [[words.cell_text(column, line) for column in columns] for line in lines]
    wanted = {one.key: one.width for one in template.columns}
    summed = [column for column in columns if column.is_summed]
    numbers = {c.key: [words.number_of(words.cell_value(c, line)) or ZERO for line in lines] for c in summed}
    totals = {c.key: words.number_text(c.kind, sum(numbers[c.key], ZERO)) for c in summed}
    # the sum of a column is longer than its parts
    measured = [*cells, [totals.get(column.key, "") for column in columns]]
    size, widths = fit(paper, columns, measured, wanted, template.text_size)
    breaking = [at for at, (_, fr) in enumerate(widths) if fr]
    for row in cells:
        for at in breaking:
            row[at] = words.breakable(row[at])
    return {
        **frame(kind, detail, template, occasion, key),
        "layout": "document",
        "size": str(Decimal(size) / 100),
        "facts": facts(kind, document, occasion, paper, shows_remark=template.show_remark),
        "columns": [column_of(c, *widths[at], numbers.get(c.key, ())) for at, c in enumerate(columns)],
        "lines": cells,
        "running": {
            key: [exact_text(one) for one in accumulate(column, initial=ZERO)]
            for key, column in numbers.items()
        },
        "totals": totals,
        "total": bool(lines),
        **_capitals(document, template, columns),
    }


def say_times(sheet: Row, times: int) -> None:
    """Say on the sheet that it is not the first print of this document."""
    sheet["times"] = f"第 {times} 次打印" if times > 1 else ""


def frame(kind: DocumentType, detail: Row, template: Template, occasion: Occasion, key: str) -> Row:
    """What every layout has: paper, company, title, number with its codes, who signs, who printed."""
    document = detail["document"]
    number = str(document["number"])
    title = template.title or kind.label
    version = int(document.get("version") or 1)
    title += f"(第 {version} 版)" if version > 1 else ""
    people = {"制单": document.get("created_by_name") or ""}
    return {
        "key": key,
        "paper": PAPERS[template.paper].data(),
        "size": str(Decimal(template.text_size or 900) / 100),
        "header": said_lines(template.header),
        "company": words.plain(occasion.company),
        "contact": words.plain(occasion.contact),
        "title": words.plain(title) + ("(红字)" if document.get("is_red") and "红" not in title else ""),
        "copy": occasion.copy,
        "number": number,
        "barcode": codes.code128(number) if template.show_barcode else "",
        "qr": codes.qr(occasion.link) if template.show_qr and occasion.link else "",
        "times": "",
        "mark": words.STATE_MARKS.get(str(document["state"]), ""),
        "printed": words.plain(
            f"打印:{occasion.person} {occasion.at}" + (" 预览" if occasion.is_preview else "")
        ),
        "signatures": [
            {"label": words.plain(one), "name": words.plain(people.get(one, ""))}
            for one in template.signatures
        ],
        "show_logo": template.show_logo,
        "notes": said_lines(template.footer),
        "missing": "",
    }


def said_lines(text: str) -> list[str]:
    """The lines of a text of the template, as they stand on paper; empty ones are none."""
    return [words.breakable(words.plain(one)) for one in text.splitlines() if one.strip()]


def facts(
    kind: DocumentType, document: Row, occasion: Occasion, paper: Paper, *, shows_remark: bool = True
) -> list[Row]:
    """The header fields that hold something, the party with how to reach it, and what it reverses."""
    found: list[Row] = []
    for field in kind.header:
        if field.key in NOT_FACTS or (field.key == "remark" and not shows_remark):
            continue
        choices = tuple((choice.code, choice.label) for choice in field.choices)
        _add(found, field.label, words.value_text(field.kind, choices, document.get(field.key)), paper)
        if field.key == "party" and occasion.party:
            _add(
                found,
                "联系人",
                " ".join(filter(None, (occasion.party.get("contact"), occasion.party.get("phone")))),
                paper,
            )
            _add(found, "地址", occasion.party.get("address", ""), paper)
    if document.get("reverses"):
        _add(found, "冲销单据", str(document["reverses"]["number"]), paper)
    return placed(found, paper.facts)


def placed(found: list[Row], columns: int) -> list[Row]:
    """Facts that need the whole width begin a row: what is left of the one before stays empty."""
    rows: list[Row] = []
    at = 0
    for one in found:
        if at + one["span"] > columns:
            rows += [{"label": "", "value": "", "span": 1}] * (columns - at)
            at = 0
        rows.append(one)
        at = (at + one["span"]) % columns
    return rows


def _add(found: list[Row], label: str, text: str, paper: Paper) -> None:
    text = words.plain(text)
    if text:
        span = paper.facts if words.width_em(text) > LONG_FACT else 1
        found.append({"label": label, "value": words.breakable(text), "span": span})


def shown_columns(kind: DocumentType, lines: Sequence[Row], template: Template) -> list[Column]:
    """The chosen columns, or the usual ones that hold something; never one whose values are not to be seen."""
    known = {column.key: column for column in columns_of(kind.code)}
    chosen = [known[one.key] for one in template.columns if one.key in known]
    columns = chosen or [
        one
        for one in known.values()
        if one.is_usual and (_holds(one, lines) or (not lines and not one.is_seldom))
    ]
    hidden = not template.show_price, not template.show_tax
    return [
        column
        for column in columns
        if not (hidden[0] and column.is_price)
        and not (hidden[1] and column.is_tax)
        and not _is_kept_back(column, lines)
    ] or [known["line_no"]]


def _holds(column: Column, lines: Sequence[Row]) -> bool:
    if column.kind in ("index", "quantity") and not column.is_seldom:
        return True
    texts = {words.cell_text(column, line) for line in lines} - {""}
    return bool(texts - {"0.00"}) if column.key == "discount_amount" else bool(texts)


def _is_kept_back(column: Column, lines: Sequence[Row]) -> bool:
    """Whether it is money of which every value is None: the actor may not see it."""
    return column.is_price and bool(lines) and all(words.cell_value(column, line) is None for line in lines)


def column_of(column: Column, width: Decimal, fr: Decimal, numbers: Sequence[Decimal]) -> Row:
    """A column as typst is told: its width in millimetres or its share of what is left, and whether it is summed."""
    places = 2 if column.kind == "amount" else 0
    align = "right" if column.is_number else "center" if column.kind in ("index", "flag") else "left"
    return {
        "key": column.key,
        "label": column.label,
        "align": align,
        "width": str(width),
        "fr": str(fr),
        "sums": column.is_summed and bool(numbers),
        "places": places,
    }


def fit(
    paper: Paper,
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    wanted: Mapping[str, int],
    text_size: int = 0,
) -> tuple[int, list[tuple[Decimal, Decimal]]]:
    """Text size in hundredths of a point, and ``(millimetres, share)`` of each column, of which one is 0.

    Figures and short texts get what they need, long texts share the rest; where that does not fit, text gets smaller
    than ``text_size``, which is what was chosen, or 0 for as usual on the paper.
    """
    natural = [
        max([words.width_em(column.label) + Decimal("0.3"), *(words.width_em(row[at]) for row in cells)])
        for at, column in enumerate(columns)
    ]
    for at, column in enumerate(columns):
        if column.is_summed:  # sums stand in bold
            natural[at] += Decimal("0.6")
    is_shared = [
        not c.is_number and c.kind != "index" and natural[at] > FIXED_EM_MAX and not wanted.get(c.key)
        for at, c in enumerate(columns)
    ]
    if not any(is_shared):
        free = [at for at, c in enumerate(columns) if not wanted.get(c.key)]
        names = [at for at in free if columns[at].key in TAKES_REST] or free or [len(columns) - 1]
        is_shared[names[0]] = True
    room = Decimal(paper.width - 2 * paper.side)
    size = text_size or paper.text_size
    while True:
        em = Decimal(size) / 100 * MM_PER_POINT
        fixed = [
            Decimal(0) if is_shared[at] else Decimal(wanted.get(c.key) or 0) or natural[at] * em + PADDING_MM
            for at, c in enumerate(columns)
        ]
        least = sum(
            (min(natural[at], Decimal(8)) * em + PADDING_MM for at, one in enumerate(is_shared) if one), ZERO
        )
        if sum(fixed) + least <= room or size <= LEAST_SIZE:
            break
        size -= 25
    narrow = [
        (min(em_of, NARROW_EM) if one else em_of) * em + PADDING_MM
        for em_of, one in zip(natural, is_shared, strict=True)
    ]
    if sum(fixed) + sum(wide for wide, one in zip(narrow, is_shared, strict=True) if one) > room:
        # too many columns even so: all share the paper, and words give way to figures first
        return size, [(ZERO, wide.quantize(Decimal("0.01"))) for wide in narrow]
    share = [min(natural[at], Decimal(40)).quantize(Decimal("0.01")) for at in range(len(columns))]
    return size, [
        (ZERO, share[at]) if one else (fixed[at].quantize(Decimal("0.01")), ZERO)
        for at, one in enumerate(is_shared)
    ]


def _capitals(document: Row, template: Template, columns: Sequence[Column]) -> Row:
    """The amount in words, where there is one to be seen."""
    amount = words.number_of(document.get("amount_incl"))
    is_shown = (
        template.show_price
        and template.show_capitals
        and any(column.is_summed and column.is_price for column in columns)
    )
    if not is_shown or not amount:
        return {"capitals": "", "figures": ""}
    return {"capitals": words.capitals(amount), "figures": f"¥{words.money(amount)}"}
