"""往来期初导入 (D-OPNA): what customers and suppliers owed before the books began, item by item with its due date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models.functions import Upper

from hengku.documents.models import Line
from hengku.documents.paper import Paper
from hengku.documents.rules import add_days
from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO, exact_text, total
from hengku.kit.tables.convert import Record
from hengku.kit.tables.mapping import Column
from hengku.opening.imports.declaration import ImportKind, Judged, Note, Planned, Skipped, Work, Written
from hengku.opening.imports.goods import Miss
from hengku.opening.imports.papers import DraftLine, ask_engine, post_all, sheaves
from hengku.opening.imports.reading import Reading
from hengku.opening.types.opening_arap import KINDS
from hengku.parties.models import Party
from hengku.parties.records import name_key, name_spellings

TYPE: Final = "opening_arap"
_SELLING: Final = ("ar", "advance_received", "other_receivable")
#: What a party below zero belongs to.
_OPPOSITE: Final = {
    "ar": "advance_received", "ap": "prepay", "advance_received": "ar", "prepay": "ap",
    "other_receivable": "other_payable", "other_payable": "other_receivable",
}  # fmt: skip
_LABELS: Final = {choice.code: choice.label for choice in KINDS}
_LABELS_EN: Final = {choice.code: choice.label_en for choice in KINDS}
_KIND_WORDS: Final = {
    **{choice.label: choice.code for choice in KINDS},
    "应收": "ar", "应付": "ap", "预收": "advance_received", "预付": "prepay", "应收款": "ar", "应付款": "ap",
    "预收款": "advance_received", "预付款": "prepay", "期初应收": "ar", "期初应付": "ap",
    "其他应收": "other_receivable", "其他应付": "other_payable",
}  # fmt: skip

COLUMNS: Final = (
    Column("party", "往来单位", ("单位名称", "往来单位编码", "客户", "供应商", "客户名称", "供应商名称", "单位编码",
                               "客户编码", "供应商编码", "单位", "名称"), is_required=True),
    Column("kind", "性质", ("往来性质", "类型", "款项类型", "往来类型", "科目"), is_required=True, kind="choice",
           choices=_KIND_WORDS),
    Column("amount", "金额", ("未结金额", "期初金额", "余额", "欠款", "欠款金额", "未付金额", "未收金额", "期初应收",
                            "期初应付", "期初余额"), is_required=True, kind="decimal", scale=2),
    Column("due_on", "到期日", ("到期日期", "应收日期", "应付日期", "付款日期", "收款日期", "截止日期"), kind="date"),
    Column("number", "单号", ("单据号", "原单号", "发票号", "发票号码", "单据编号"), longest=96),
    Column("remark", "备注", ("行备注", "说明", "摘要"), longest=90),
)  # fmt: skip

_KEYS: Final = {"amount_incl": "amount", "party": "party", "kind": "kind", "due_on": "due_on"}

#: One item: party, due date, kind, amount, remark with its number. Two that are equal cannot be told apart.
_Item = tuple[int, date, str, Decimal, str]


def judge(actor: Actor, reading: Reading, on: date, now: datetime) -> Judged:
    """Which rows become items, which are there already, and everything wrong with the others. Writes nothing."""
    judged = Judged(problems=list(reading.problems))
    by_code, by_name = _parties(actor, reading.records)
    left = _opened(actor)
    first_rows: dict[_Item, int] = {}
    for row in reading.records:
        said = str(row.values.get("party") or "").strip()
        party = _party(said, by_code, by_name)
        if isinstance(party, Miss):
            if said:
                judged.problems.append(
                    reading.problem(row.row_number, "party", party.code, party.text, value=said)
                )
            continue
        _judge_row(row, party, reading, judged, on, left, first_rows)
    bad = {problem.row_number for problem in judged.problems if not problem.is_warning}
    good = [one for one in judged.planned if one.row_number not in bad]
    made = sheaves(good, lambda group: _header(group, on, reading))
    judged.problems += ask_engine(actor, made, reading, now, _KEYS)
    _note(good, made_count=len(made), judged=judged, on=on)
    return judged


def _judge_row(
    row: Record,
    party: Party,
    reading: Reading,
    judged: Judged,
    on: date,
    left: Counter[_Item],
    first_rows: dict[_Item, int],
) -> None:
    values: dict[str, Any] = row.values
    kind, amount = values.get("kind"), values.get("amount")
    if kind is None or amount is None:
        return
    label = f"{party.code} {party.name} {_LABELS[kind]} {exact_text(amount, 2)}"
    if amount == 0:
        judged.skipped.append(Skipped(row.row_number, label, "金额为 0,没有期初"))
        return
    if amount < 0:
        other = _LABELS[_OPPOSITE[kind]]
        text = f"金额 {exact_text(amount, 2)} 小于 0;请把性质改为{other},金额写正数"
        judged.problems.append(
            reading.problem(row.row_number, "amount", "AMOUNT_NEGATIVE", text, value=str(amount))
        )
        return
    due_on = values.get("due_on") or add_days(on, party.payment_days)
    remark = _remark(values)
    item: _Item = (party.pk, due_on, kind, amount, remark)
    if left[item] > 0:
        left[item] -= 1
        judged.skipped.append(Skipped(row.row_number, label, "已有相同的往来期初,未重复导入"))
        return
    first = first_rows.setdefault(item, row.row_number)
    if first != row.row_number:
        text = f"与第 {first} 行完全相同;如确是两笔,请填上各自的单号"
        judged.problems.append(
            reading.problem(row.row_number, "amount", "ITEM_TWICE", text, value=str(amount), is_warning=True)
        )
    if not (party.is_customer if kind in _SELLING else party.is_supplier):
        role = "客户" if kind in _SELLING else "供应商"
        text = f"{party.name} 不是{role},却有{_LABELS[kind]};请核对性质"
        judged.problems.append(
            reading.problem(row.row_number, "kind", "PARTY_OF_OTHER_KIND", text, is_warning=True)
        )
    line = {"amount_incl": amount, "remark": remark, "data": {"kind": kind}}
    judged.planned.append(Planned(row.row_number, label, DraftLine((party.pk, due_on), line)))


def _remark(values: dict[str, Any]) -> str:
    number, remark = str(values.get("number") or ""), str(values.get("remark") or "")
    return " ".join(filter(None, (f"单号 {number}" if number else "", remark)))


def _parties(actor: Actor, rows: Sequence[Record]) -> tuple[dict[str, Party], dict[str, Party]]:
    """The parties that the rows name, by code and by name."""
    said = {str(row.values["party"]).strip() for row in rows if row.values.get("party")}
    parties = Party.objects.visible_to(actor)
    by_code = {one.code: one for one in parties.filter(code__in=said)}
    spellings = {spelling for one in said for spelling in name_spellings(one)}
    found = parties.annotate(name_upper=Upper("name")).filter(name_upper__in=spellings)
    return by_code, {name_key(one.name): one for one in found}


def _party(said: str, by_code: dict[str, Party], by_name: dict[str, Party]) -> Party | Miss:
    coded, named = by_code.get(said), by_name.get(name_key(said))
    if coded is not None and named is not None and coded.pk != named.pk:
        text = f"“{said}”是 {coded.name} 的编码,又是 {named.code} 的名称;请改填另一个"
        return Miss("party", "PARTY_UNCLEAR", text)
    found = coded or named
    if found is None:
        return Miss("party", "PARTY_NOT_FOUND", f"没有往来单位“{said}”;请先导入往来单位,或改正名称、编码")
    return found


def _opened(actor: Actor) -> Counter[_Item]:
    """The items in the books that came from opening balances, with how often each is there."""
    lines = Line.objects.visible_to(actor).filter(
        document__type_code=TYPE, document__state="posted", document__reverses_id=None
    )
    found = lines.values_list("document__party_id", "document__due_on", "data", "amount_incl", "remark")
    return Counter(
        (party, due_on, str(data.get("kind")), amount, remark)
        for party, due_on, data, amount, remark in found
    )


def _header(group: Any, on: date, reading: Reading) -> Paper:
    party_id, due_on = group
    remark = f"从 {reading.file.name} 导入"[:500]
    return Paper(TYPE, on, party_id=party_id, due_on=due_on, remark=remark)


def _note(good: Sequence[Planned], *, made_count: int, judged: Judged, on: date) -> None:
    if not good:
        return
    groups: dict[Hashable, list[Decimal]] = {}
    for one in good:
        values = one.item.values
        groups.setdefault(values["data"]["kind"], []).append(values["amount_incl"] or ZERO)
    judged.notes += [
        Note(
            f"{_LABELS[str(kind)]}:{len(amounts)} 笔,合计 {exact_text(total(amounts), 2)}",
            f"{_LABELS_EN[str(kind)]}: {len(amounts)} items, total {exact_text(total(amounts), 2)}",
        )
        for kind, amounts in groups.items()
    ]
    judged.notes.append(
        Note(
            f"按往来单位和到期日分成 {made_count} 张单据,业务日期 {on:%Y-%m-%d}",
            f"{made_count} documents by party and due date, dated {on:%Y-%m-%d}",
        )
    )


def write(work: Work) -> Written:
    """A document per party and due date, posted a hundred at a time."""
    return post_all(work, lambda group: _header(group, work.on, work.reading), TYPE, _KEYS)


OPENING_ARAP = ImportKind(
    code=TYPE,
    label="往来期初",
    label_en="Opening balances",
    permissions=("import.run", "opening_arap.create", "opening_arap.post"),
    columns=COLUMNS,
    judge=judge,
    write=write,
    samples=(
        {
            "party": "示例客户有限公司", "kind": "应收账款", "amount": Decimal("1130.00"), "due_on": date(2026, 1, 31),
            "number": "XS-0001",
        },
    ),
    hints=("往来单位填编码或名称", "没有到期日时按往来单位的账期计算", "一笔一行,填上单号可分清相同的两笔"),
)  # fmt: skip
