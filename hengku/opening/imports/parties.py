"""往来单位导入: customers and suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models.functions import Upper

from hengku.identity.actor import Actor
from hengku.kit.tables.convert import Record
from hengku.kit.tables.mapping import Column
from hengku.opening.imports.blocks import write_blocks
from hengku.opening.imports.declaration import ImportKind, Judged, Note, Planned, Skipped, Work, Written
from hengku.opening.imports.numbering import codes_after
from hengku.opening.imports.reading import Reading
from hengku.parties.actions import PartyTwiceInList, check_parties, create_parties
from hengku.parties.models import Party
from hengku.parties.records import PartyRecord, name_key, name_spellings, tidied

WIDTH: Final = 5
#: Stands for a code that is given once it is known which rows are good; no code can look like it.
_WAITING: Final = "\x01"
_BOTH: Final = "both"
ROLES: Final = {
    "客户": "customer", "供应商": "supplier", "客户和供应商": _BOTH, "客户/供应商": _BOTH, "供应商/客户": _BOTH,
    "客户、供应商": _BOTH, "两者": _BOTH, "客商": _BOTH, "顾客": "customer", "供货商": "supplier",
}  # fmt: skip

COLUMNS: Final = (
    Column("code", "编码", ("单位编码", "客户编码", "供应商编码", "往来单位编码", "客户编号", "供应商编号", "编号"), longest=64),
    Column("name", "名称", ("单位名称", "客户名称", "供应商名称", "往来单位", "往来单位名称", "公司名称", "客户", "供应商",
                          "供货商", "供货商名称"), is_required=True, longest=128),
    Column("role", "类型", ("单位类型", "往来类型", "客户/供应商", "性质", "单位性质"), is_required=True, kind="choice",
           choices=ROLES),
    Column("tax_number", "税号", ("纳税人识别号", "统一社会信用代码", "信用代码", "纳税识别号"), longest=32),
    Column("contact", "联系人", ("联系人姓名", "负责人"), longest=64),
    Column("phone", "电话", ("手机号码", "联系电话", "手机", "手机号", "联系方式", "电话号码"), longest=32),
    Column("address", "地址", ("联系地址", "公司地址", "单位地址", "收货地址", "送货地址"), longest=256),
    Column("bank_name", "开户行", ("开户银行", "银行名称"), longest=128),
    Column("bank_account", "银行账号", ("账号", "银行账户", "银行卡号"), longest=64),
    Column("bank_code", "联行号", ("行号", "开户行行号"), longest=32),
    Column("level", "客户等级", ("客户级别", "等级", "级别"), longest=32),
    Column("settlement_term", "结算方式", ("付款条件", "收款条件", "结算条件"), longest=32),
    Column("credit_limit", "信用额度", ("授信额度", "欠款额度"), kind="decimal", scale=2),
    Column("payment_days", "账期(天)", ("账期", "账期天数", "结算天数", "付款天数", "收款天数"), kind="decimal", scale=0),
    Column("minimum_days_left", "要求剩余效期(天)", ("最低剩余天数", "剩余效期要求", "效期要求"), kind="decimal", scale=0),
    Column("initials", "助记码", ("拼音码", "简码"), longest=128),
    Column("is_active", "启用", ("状态", "是否启用"), kind="bool"),
)  # fmt: skip

_TEXTS: Final = (
    "name", "tax_number", "contact", "phone", "address", "bank_name", "bank_account", "bank_code", "initials",
)  # fmt: skip
_FIELD_KEYS: Final = {"is_customer": "role"}


def judge(actor: Actor, reading: Reading, on: date, now: datetime) -> Judged:
    """Which rows become parties, which are there already, and everything wrong with the others. Writes nothing."""
    judged = Judged(problems=list(reading.problems))
    records = [(row.row_number, _record(row)) for row in reading.records]
    records = _without_known(actor, records, judged)
    said = {(problem.row_number, problem.key) for problem in judged.problems if not problem.is_warning}
    for problem in check_parties(actor=actor, records=[record for _, record in records]):
        row_number, record = records[(problem.where.line_no or 1) - 1]
        key = _FIELD_KEYS.get(problem.where.field or "", problem.where.field or "")
        if (row_number, key) in said:
            continue
        if isinstance(problem, PartyTwiceInList):
            problem.first_line = records[problem.first_line - 1][0]
        value = str(getattr(record, key, "") or "")
        judged.problems.append(reading.of(problem, row_number, key, value))
    bad = {problem.row_number for problem in judged.problems if not problem.is_warning}
    _plan(actor, [pair for pair in records if pair[0] not in bad], reading, judged)
    return judged


def _record(row: Record) -> PartyRecord:
    values: dict[str, Any] = row.values
    role, is_active = values.get("role"), values.get("is_active")
    texts: dict[str, Any] = {key: str(values.get(key) or "") for key in _TEXTS}
    return tidied(
        PartyRecord(
            code=str(values.get("code") or f"{_WAITING}{row.row_number}"),
            is_customer=role in ("customer", _BOTH),
            is_supplier=role in ("supplier", _BOTH),
            level=str(values.get("level") or ""),
            settlement_term=str(values.get("settlement_term") or ""),
            credit_limit=values.get("credit_limit"),
            payment_days=int(values.get("payment_days") or 0),
            minimum_days_left=int(values.get("minimum_days_left") or 0),
            is_active=True if is_active is None else bool(is_active),
            **texts,
        )
    )


def _without_known(
    actor: Actor, records: Sequence[tuple[int, PartyRecord]], judged: Judged
) -> list[tuple[int, PartyRecord]]:
    """Leave out rows that are there: same code and name, or, without a code, the same name."""
    parties = Party.objects.visible_to(actor)
    by_code = {one.code: one for one in parties.filter(code__in=[record.code for _, record in records])}
    spellings = {spelling for _, record in records for spelling in name_spellings(record.name)}
    found = parties.annotate(name_upper=Upper("name")).filter(name_upper__in=spellings)
    by_name = {name_key(one.name): one for one in found}
    left = []
    for row_number, record in records:
        if record.code.startswith(_WAITING):
            known = by_name.get(name_key(record.name))
        else:
            known = by_code.get(record.code)
            if known is not None and name_key(known.name) != name_key(record.name):
                known = None  # the code of another party: refused with both names
        if known is None:
            left.append((row_number, record))
            continue
        judged.skipped.append(Skipped(row_number, f"{known.code} {known.name}", _why(record, known)))
    return left


def _why(record: PartyRecord, known: Party) -> str:
    """There already, and what the file says otherwise."""
    other = []
    if record.is_customer and not known.is_customer:
        other.append("客户")
    if record.is_supplier and not known.is_supplier:
        other.append("供应商")
    if other:
        return f"已有往来单位 {known.code},未改动;它还不是{'、'.join(other)},需要时请在资料上勾选"
    return f"已有往来单位 {known.code},未改动"


def _plan(actor: Actor, good: list[tuple[int, PartyRecord]], reading: Reading, judged: Judged) -> None:
    """Give codes to the good rows that have none: C00001 for customers, S00001 for those that only supply."""
    needs = any(record.code.startswith(_WAITING) for _, record in good)
    taken = list(Party.objects.visible_to(actor).values_list("code", flat=True)) if needs else []
    taken += [str(row.values.get("code") or "") for row in reading.records]
    codes = {prefix: codes_after(taken, prefix, WIDTH) for prefix in ("C", "S")}
    made: list[str] = []
    for row_number, record in good:
        code, note = record.code, ""
        if code.startswith(_WAITING):
            code, note = next(codes["C" if record.is_customer else "S"]), "自动编码"
            made.append(code)
        judged.planned.append(Planned(row_number, f"{code} {record.name}", replace(record, code=code), note))
    if made:
        span, span_en = made[0], made[0]
        if len(made) > 1:
            span, span_en = f"{min(made)} 至 {max(made)}", f"{min(made)} to {max(made)}"
        judged.notes.append(
            Note(
                f"{len(made)} 个往来单位没有编码,将自动编为 {span}",
                f"{len(made)} parties without a code become {span_en}",
            )
        )


def write(work: Work) -> Written:
    """The parties, in blocks."""
    return write_blocks(
        work, "party", lambda block, then: create_parties(actor=work.actor, records=block, then=then)
    )


PARTIES = ImportKind(
    code="parties",
    label="往来单位",
    label_en="Customers and suppliers",
    permissions=("import.run", "parties.edit"),
    columns=COLUMNS,
    judge=judge,
    write=write,
    samples=(
        {
            "code": "C001", "name": "示例客户有限公司", "role": "客户", "tax_number": "91310000MA1XXXXX0X",
            "contact": "王女士", "phone": "021-00000000", "payment_days": Decimal(30),
        },
        {"code": "S001", "name": "示例供应商有限公司", "role": "供应商", "payment_days": Decimal(45)},
    ),
    hints=("类型填 客户、供应商 或 客户和供应商", "客户等级、结算方式填数据字典里有的名称", "没有编码的单位会自动编码"),
)  # fmt: skip
