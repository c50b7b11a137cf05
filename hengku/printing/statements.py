"""对账单 on paper: what a party was charged and paid in a period, what is left, how old it is, and where both sides
put their stamp. Pure: the figures are those of the report ``statement`` and of the ageing, which the API gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final

from hengku.kit.numbers import ZERO, exact_text
from hengku.printing import codes, words
from hengku.printing.columns import STATEMENT_COLUMNS, Column
from hengku.printing.papers import PAPERS
from hengku.printing.sheet import Occasion, column_of, fit, placed, said_lines
from hengku.printing.template import Template

Row = dict[str, Any]

TITLES: Final = {"ar": "客户对账单", "ap": "供应商对账单"}
BALANCES: Final = {"ar": ("贵方欠我方", "我方欠贵方"), "ap": ("我方欠贵方", "贵方欠我方")}
AGES: Final = (
    ("not_due", "未到期"),
    ("days_1_30", "逾期 1–30 天"),
    ("days_31_60", "31–60 天"),
    ("days_61_90", "61–90 天"),
    ("days_over_90", "90 天以上"),
    ("unapplied", "未核销的收付款及红字"),
    ("advance", "预收预付"),
    ("estimated", "暂估(票未到)"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands on the paper. ``lines`` begin with the opening balance; ``ages`` are of the last day, by column of
    the ageing report, empty when not to be told. Amounts above zero are what is owed on this ``side`` (ar, ap).
    """

    side: str
    party: str
    first: date
    last: date
    lines: Sequence[Row]
    ages: Mapping[str, Decimal | None]


def statement_sheet(told: Statement, occasion: Occasion, template: Template, key: str = "s") -> Row:
    """The sheet in the layout of any document."""
    lines = [{**one, "row_number": at or ""} for at, one in enumerate(told.lines)]
    left = words.capitals(abs(closing(told))), f"{_who(told)} ¥{words.money(abs(closing(told)))}"
    return {
        **_frame(told, occasion, template, key),
        **table(STATEMENT_COLUMNS, lines, _facts(told, occasion), template),
        **summed_up(template, *left),
    }


def summed_up(template: Template, capitals: str, figures: str) -> Row:
    """What is owed, in words and figures, where the template wants it."""
    return {
        "capitals": capitals if template.show_capitals else "",
        "figures": figures if template.show_capitals else "",
    }


def table(known: Sequence[Column], lines: Sequence[Row], facts: list[Row], template: Template) -> Row:
    """Facts, columns, lines and totals of a letter to a party: the columns of ``known`` that the template chose, or all
    that hold something, fitted to its paper.
    """
    paper = PAPERS[template.paper]
    by_key = {column.key: column for column in known}
    chosen = [by_key[one.key] for one in template.columns if one.key in by_key]
    columns = chosen or [c for c in known if not c.is_seldom or any(line.get(c.key) for line in lines)]
    cells = [[words.cell_text(column, line) for column in columns] for line in lines]
    wanted = {one.key: one.width for one in template.columns}
    size, widths = fit(paper, columns, cells, wanted, template.text_size)
    for row in cells:
        for at, (_, fr) in enumerate(widths):
            row[at] = words.breakable(row[at]) if fr else row[at]
    numbers = {
        c.key: [words.number_of(line.get(c.key)) or ZERO for line in lines] for c in columns if c.is_summed
    }
    return {
        "paper": paper.data(),
        "size": str(Decimal(size) / 100),
        "facts": placed(facts, paper.facts),
        "columns": [column_of(c, *widths[at], numbers.get(c.key, ())) for at, c in enumerate(columns)],
        "lines": cells,
        "running": {
            name: [exact_text(one) for one in accumulate(column, initial=ZERO)]
            for name, column in numbers.items()
        },
        "totals": {
            c.key: words.number_text(c.kind, sum(numbers[c.key], ZERO)) for c in columns if c.is_summed
        },
        "total": True,
    }


def letter_facts(found: Sequence[tuple[str, str]]) -> list[Row]:
    """What stands above the table; what is empty is left out."""
    return [
        {"label": label, "value": words.breakable(words.plain(value)), "span": 1}
        for label, value in found
        if value
    ]


def closing(told: Statement) -> Decimal:
    """The balance after the last line."""
    return words.number_of(told.lines[-1]["balance"]) or ZERO if told.lines else ZERO


def _who(told: Statement) -> str:
    left = closing(told)
    return BALANCES[told.side][0 if left > 0 else 1] if left else "期末余额"


def frame(
    occasion: Occasion, template: Template, *, key: str, title: str, number: str, notes: Sequence[str] = ()
) -> Row:
    """What is on every letter to a party but its table: whose it is, and who signs. The clerk signs last, by name.
    ``notes`` stand before what the template says at its foot.
    """
    printed = f"打印:{occasion.person} {occasion.at}" + (" 预览" if occasion.is_preview else "")
    return {
        "key": key,
        "layout": "document",
        "company": words.plain(occasion.company),
        "contact": words.plain(occasion.contact),
        "title": words.plain(template.title or title),
        "header": said_lines(template.header),
        "copy": occasion.copy,
        "number": number,
        "barcode": "",
        "qr": codes.qr(occasion.link) if occasion.link and template.show_qr else "",
        "times": "",
        "mark": "",
        "printed": words.plain(printed),
        "signatures": [
            *({"label": words.plain(label), "name": ""} for label in template.signatures),
            {"label": "经办", "name": words.plain(occasion.person)},
        ],
        "show_logo": template.show_logo,
        "notes": [*notes, *said_lines(template.footer)],
        "missing": "",
    }


def _frame(told: Statement, occasion: Occasion, template: Template, key: str) -> Row:
    ages = [
        f"{label} {words.money(words.number_of(told.ages.get(name)))}"
        for name, label in AGES
        if words.number_of(told.ages.get(name))
    ]
    return frame(
        occasion,
        template,
        key=key,
        title=TITLES[told.side],
        number=f"{told.first:%Y%m%d}-{told.last:%Y%m%d}",
        notes=[f"账龄(截至 {told.last:%Y-%m-%d}):{';'.join(ages)}。"] if ages else [],
    )


def _facts(told: Statement, occasion: Occasion) -> list[Row]:
    reached = occasion.party or {}
    charged, settled = (
        sum((words.number_of(line.get(name)) or ZERO for line in told.lines), ZERO)
        for name in ("charged", "settled")
    )
    opening = words.number_of(told.lines[0]["balance"]) or ZERO if told.lines else ZERO
    found = [
        ("致", told.party),
        ("期间", f"{told.first:%Y-%m-%d} 至 {told.last:%Y-%m-%d}"),
        ("联系人", " ".join(filter(None, (reached.get("contact"), reached.get("phone"))))),
        ("期初余额", words.money(opening)),
        ("本期增加", words.money(charged)),
        ("本期减少", words.money(settled)),
        ("期末余额", words.money(closing(told))),
    ]
    return letter_facts(found)
