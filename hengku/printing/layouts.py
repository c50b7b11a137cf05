"""The two layouts beside the general one: 收付款单据 and 记账凭证. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hengku.documents.declaration import DocumentType
from hengku.kit.numbers import ZERO
from hengku.printing import words
from hengku.printing.columns import Column, columns_of
from hengku.printing.errors import NoEntries
from hengku.printing.papers import PAPERS
from hengku.printing.sheet import Occasion, facts, frame, placed, sheet_of
from hengku.printing.template import SLIP, VOUCHER, Template

Row = dict[str, Any]

SLIP_WORDS = {
    "receipt": {"party": "今收到", "account": "收款账户"},
    "payment": {"party": "今付给", "account": "付款账户"},
}


def sheets_of(kind: DocumentType, detail: Row, template: Template, occasion: Occasion, key: str) -> list[Row]:
    """The sheets of one document in the layout of its template: one, or one for each entry of a voucher.

    Refused with ``NoEntries`` when a voucher is asked of what has none.
    """
    if template.layout == SLIP:
        return [slip_of(kind, detail, template, occasion, key)]
    if template.layout == VOUCHER:
        return list(vouchers_of(kind, detail, template, occasion, key))
    return [sheet_of(kind, detail, template, occasion, key)]


def slip_of(kind: DocumentType, detail: Row, template: Template, occasion: Occasion, key: str) -> Row:
    """收据: from whom, how much in words, for what."""
    document = detail["document"]
    columns = {column.key: column for column in columns_of(kind.code)}
    amount = words.number_of(document.get("amount_incl"))
    is_shown = template.show_price and amount is not None
    shows_capitals = is_shown and template.show_capitals
    keep = ("business_on", "remark")
    paper = PAPERS[template.paper]
    labels = {field.label for field in kind.header if field.key in keep} | {"冲销单据", "联系人"}
    return {
        **frame(kind, detail, template, occasion, key),
        "layout": SLIP,
        "facts": placed(
            [
                one
                for one in facts(kind, document, occasion, paper, shows_remark=template.show_remark)
                if one["label"] in labels
            ],
            paper.facts,
        ),
        "words": SLIP_WORDS.get(kind.code, SLIP_WORDS["receipt"]),
        "party": _name(document.get("party")),
        "account": _name(document.get("fund_account")),
        "capitals": words.capitals(amount) if shows_capitals and amount is not None else "",
        "figures": f"¥{words.money(amount)}" if is_shown else "",
        "lines": [
            {
                "what": words.breakable(_what(columns, line)),
                "amount": words.money(words.number_of(line.get("amount_incl"))) if is_shown else "",
            }
            for line in detail["lines"]
        ],
    }


def vouchers_of(
    kind: DocumentType, detail: Row, template: Template, occasion: Occasion, key: str
) -> Iterator[Row]:
    """记账凭证: the lines of a voucher written by hand, or the entries that a posted document made."""
    document = detail["document"]
    entries = detail.get("effects", {}).get("entries") or []
    if kind.code == "voucher" and not entries:
        entries = [_own_entry(detail)]
    if not entries:
        raise NoEntries(number=str(document["number"]))
    title = template.title if template.title and kind.code == "voucher" else "记账凭证"
    for at, entry in enumerate(entries):
        debit = sum((words.number_of(line["debit"]) or ZERO for line in entry["lines"]), ZERO)
        credit = sum((words.number_of(line["credit"]) or ZERO for line in entry["lines"]), ZERO)
        told = [
            {"label": "日期", "value": words.day(entry["business_on"]), "span": 1},
            {"label": "凭证字号", "value": words.plain(entry.get("voucher")) or "未编号", "span": 1},
        ]
        if kind.code != "voucher":
            told.append({"label": "来源单据", "value": f"{kind.label} {document['number']}", "span": 1})
        if entry.get("hidden_line_count"):
            told.append({"label": "说明", "value": "成本分录未显示(无查看成本权限)", "span": 1})
        yield {
            **frame(kind, detail, template, occasion, f"{key}v{at}"),
            "layout": VOUCHER,
            "title": title,
            "facts": told,
            "lines": [
                {
                    "memo": words.breakable(words.plain(line.get("memo") or entry.get("summary"))),
                    "account": words.breakable(_account(line)),
                    "debit": words.money(words.number_of(line["debit"]) or None),
                    "credit": words.money(words.number_of(line["credit"]) or None),
                }
                for line in entry["lines"]
            ],
            "debit": words.money(debit),
            "credit": words.money(credit),
            "capitals": words.capitals(debit) if debit == credit and template.show_capitals else "",
        }


def _own_entry(detail: Row) -> Row:
    """A voucher that is not posted, as the entry it will be."""
    lines = []
    for line in detail["lines"]:
        account = line.get("account") or {}
        lines.append(
            {
                "memo": line.get("remark"),
                "account_code": account.get("code", ""),
                "account_name": account.get("name", ""),
                "debit": line.get("debit"),
                "credit": line.get("credit"),
            }
        )
    document = detail["document"]
    return {
        "business_on": document["business_on"],
        "summary": document.get("remark"),
        "voucher": "",
        "lines": lines,
    }


def _account(line: Row) -> str:
    name = words.plain(f"{line.get('account_code', '')} {line.get('account_name', '')}")
    party = words.plain(line.get("party"))
    return f"{name} — {party}" if party else name


def _name(reference: Any) -> str:
    return words.breakable(words.plain(reference.get("name"))) if isinstance(reference, dict) else ""


def _what(columns: dict[str, Column], line: Row) -> str:
    """What a sum is for: its purpose, what it settles, what was remarked."""
    parts = [words.cell_text(columns[key], line) for key in ("purpose", "item", "remark") if key in columns]
    return " ".join(part for part in parts if part)
