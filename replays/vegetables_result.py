"""What the books say after a replay: every figure is read from reports and books, none from the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hengku.kit.numbers import ZERO, to_fen
from replays.command import audit_of
from replays.common import SECOND, Stage
from replays.vegetables_books import SYSTEM
from replays.vegetables_facts import Facts
from replays.vegetables_plan import Plan

Row = dict[str, Any]

REASON_LABELS: Final = {
    "DAMAGED_ROW": "行已损坏",
    "FILE_UNREADABLE": "文件读不出来",
    "NOT_READABLE": "单元格读不出来",
    "NEGATIVE_QUANTITY": "销量为负",
    "ZERO_QUANTITY": "销量为 0",
    "QUANTITY_TOO_FINE": "数量细于 0.001 千克",
    "PRICE_NOT_POSITIVE": "价格不大于 0",
    "LOSS_RATE_WRONG": "损耗率不对",
    "UNKNOWN_ITEM": "未知的单品",
    "SALE_TYPE_UNKNOWN": "销售类型不明",
    "REPEATED": "重复的行(只算一次)",
    "CONTRADICTS": "与先读到的行矛盾",
    "NO_WHOLESALE": "没有批发价格",
    "RETURN_UNSOLD": "退货商品从未进货",
}
NOTE_LABELS: Final = {
    "BINARY_NOISE": "数字带有二进制尾差,已还原",
    "PRICE_ROUNDED": "价格是均价,取 8 位小数",
    "EARLIER_WHOLESALE": "当日无批发价,用此前最近的",
    "CATEGORY_LOSS_RATE": "单品无损耗率,用分类平均",
    "NO_LOSS_RATE": "没有损耗率,按 0",
}
_SHOWN_EACH: Final = 5


def result_of(
    stage: Stage, facts: Facts, plan: Plan, *, since: date, until: date, elapsed_ns: int, is_stopped: bool
) -> Row:
    """The whole answer, as ``--json`` gives it: counts as numbers, money and kg as text."""
    refused = [*facts.refused, *plan.refused]
    return {
        "company": company_of(stage),
        "from": since,
        "to": until,
        "stopped": is_stopped,
        **_counts(stage),
        "documents_added": stage.documents_added,
        "lines_added": stage.lines_added,
        "seconds": str(Decimal(elapsed_ns // (SECOND // 100)).scaleb(-2)),
        "posting_seconds": str(Decimal(stage.posting_ns // (SECOND // 100)).scaleb(-2)),
        "lines_per_second": stage.lines_added * SECOND // max(1, elapsed_ns),
        **_rows(facts, plan),
        "refused": len(refused),
        "refused_by_reason": dict(Counter(one.reason for one in refused).most_common()),
        "notes": dict(plan.notes),
        "files": [asdict(use) for use in facts.files],
        **_figures(stage, since, until),
        "audit": audit_of(stage),
        "refused_rows": [asdict(one) for one in refused],
        "replaced_rows": [
            {"file": row.file, "row": row.row, "on": row.on, "code": row.code} for row in plan.replaced
        ],
    }


def _rows(facts: Facts, plan: Plan) -> Row:
    """Where every row of the files went; ``rows_unaccounted`` is what nobody can say that of, always 0."""
    read = sum(use.rows for use in facts.files)
    sales = len(facts.daily) + len(facts.till)
    lists = sum(use.good for use in facts.files) - sales
    refused = sum(1 for one in facts.refused if one.row) + len(plan.refused)
    kept = plan.rows_posted + len(plan.replaced) + plan.rows_later
    return {
        "rows_read": read,
        "rows_of_lists": lists,
        "rows_of_sales": plan.rows_posted,
        "rows_later": plan.rows_later,
        "replaced": len(plan.replaced),
        "rows_unaccounted": read - lists - refused - kept,
    }


def company_of(stage: Stage) -> Row:
    """Code and name of the company played in."""
    from hengku.company.models import Company

    found = Company.objects.filter(pk=stage.actor.company_id).values("id", "code", "name")[0]
    return dict(found)


def _counts(stage: Stage) -> Row:
    from hengku.documents.models import Document, Line

    papers = Document.objects.visible_to(stage.actor).filter(source_system=SYSTEM)
    traded = papers.filter(type_code__in=("sales_issue", "sales_return"))
    return {
        "days": traded.values("business_on").distinct().count(),
        "documents": papers.count(),
        "lines": Line.objects.visible_to(stage.actor).filter(document__source_system=SYSTEM).count(),
    }


def _figures(stage: Stage, since: date, until: date) -> Row:
    from hengku.reports.run import run_report

    def report(name: str, **parameters: object) -> Any:
        return run_report(stage.actor, name, parameters, today=until)

    days = {"from": since, "to": until}
    profit = report("gross_profit", by="category", **days)
    stock = report("stock", as_of=until)
    owed = report("ap_aging", as_of=until)
    purchase, bought = _of_type(stage, "purchase_receipt")
    issued, issued_kg = _of_type(stage, "sales_issue")
    returned, returned_kg = _of_type(stage, "sales_return")
    loss, lost_kg = _loss(stage)
    estimated = owed.totals["estimated"]
    return {
        "purchase": _money(purchase),
        "purchase_kg": _kg(bought),
        "sales": _money(issued - returned),
        "sales_kg": _kg(issued_kg - returned_kg),
        "returns": _money(returned),
        "returns_kg": _kg(returned_kg),
        "loss": _money(loss),
        "loss_kg": _kg(lost_kg),
        "gross_profit": _money(profit.totals["profit"]),
        "gross_profit_by_category": {row["name"]: _money(row["profit"]) for row in profit.rows},
        "stock_value": _money(stock.totals["amount"]),
        "stock_kg": _kg(stock.totals["on_hand"]),
        "payables": _money(owed.totals["total"] + estimated),
        "payables_not_invoiced": _money(estimated),
        "receivables": _money(report("ar_aging", as_of=until).totals["total"]),
        "cash": _money(_cash(stage)),
    }


def _of_type(stage: Stage, type_code: str) -> tuple[Decimal, Decimal]:
    """Yuan and kg of all documents of a type."""
    from django.db.models import Sum

    from hengku.documents.models import Line

    lines = Line.objects.visible_to(stage.actor).filter(
        document__type_code=type_code, document__source_system=SYSTEM
    )
    found = lines.aggregate(amount=Sum("amount_incl"), quantity=Sum("quantity_base"))
    return found["amount"] or ZERO, found["quantity"] or ZERO


def _loss(stage: Stage) -> tuple[Decimal, Decimal]:
    """Cost and kg of what was written off."""
    from django.db.models import Sum

    from hengku.costing.models import Value
    from hengku.documents.models import Document

    reports = Document.objects.visible_to(stage.actor).filter(type_code="loss_report", source_system=SYSTEM)
    values = Value.objects.visible_to(stage.actor).filter(document_id__in=reports.values("id"))
    found = values.aggregate(amount=Sum("amount"), quantity=Sum("quantity"))
    return -(found["amount"] or ZERO), -(found["quantity"] or ZERO)


def _cash(stage: Stage) -> Decimal:
    """The balance of the account that stands for cash."""
    from django.db.models import F, Sum

    from hengku.ledger.models import EntryLine, RoleAccount

    cash = RoleAccount.objects.visible_to(stage.actor).filter(role="cash").values("account_id")
    lines = EntryLine.objects.visible_to(stage.actor).filter(account_id__in=cash)
    found = lines.aggregate(balance=Sum(F("debit") - F("credit")))["balance"]
    return found if found is not None else ZERO


def _money(amount: Decimal) -> str:
    return f"{to_fen(amount):f}"


def _kg(quantity: Decimal) -> str:
    return f"{quantity:.3f}"


def text_of(result: Row) -> Iterator[str]:
    """The answer in lines for people."""
    company = result["company"]
    yield f"账套 {company['code']} {company['name']}  {result['from']} 至 {result['to']}"
    yield from _text_of_files(result)
    yield (
        f"{result['days']} 天,单据 {result['documents']}(本次新增 {result['documents_added']}),"
        f"行 {result['lines']}(本次新增 {result['lines_added']})"
    )
    yield (
        f"用时 {result['seconds']} 秒(其中过账 {result['posting_seconds']} 秒),"
        f"每秒 {result['lines_per_second']} 行"
    )
    yield f"采购 {result['purchase']} 元,{result['purchase_kg']} 千克"
    yield f"销售 {result['sales']} 元,{result['sales_kg']} 千克;其中退货 {result['returns']} 元"
    yield f"损耗 {result['loss']} 元,{result['loss_kg']} 千克"
    yield f"毛利(已扣损耗){result['gross_profit']} 元"
    yield from (f"  {name} {profit}" for name, profit in result["gross_profit_by_category"].items())
    yield f"库存 {result['stock_value']} 元,{result['stock_kg']} 千克"
    yield f"应付 {result['payables']} 元(其中票未到 {result['payables_not_invoiced']})"
    yield f"应收 {result['receivables']} 元,现金 {result['cash']} 元"
    audit = result["audit"]
    yield f"账簿核对:{audit['invariants']} 项,{audit['violations']} 处不符"
    yield from (f"  {finding['what']}" for finding in audit["findings"])
    if result["stopped"]:
        yield "已按要求提前停止;再次运行即从此处继续。"


def _text_of_files(result: Row) -> Iterator[str]:
    for use in result["files"]:
        yield f"  {use['name']}:" + (f"{use['kind']},{use['rows']} 行" if use["kind"] else use["note"])
    for note, times in result["notes"].items():
        yield f"说明:{NOTE_LABELS[note]},{times} 处"
    yield (
        f"读入 {result['rows_read']} 行:清单与价格 {result['rows_of_lists']},过账 {result['rows_of_sales']},"
        f"被收银流水代替 {result['replaced']},在截止日之后 {result['rows_later']}"
    )
    yield f"拒绝 {result['refused']} 行" + (":" if result["refused"] else "")
    for reason, times in result["refused_by_reason"].items():
        yield f"  {REASON_LABELS[reason]} {times} 行"
        alike = [one for one in result["refused_rows"] if one["reason"] == reason]
        yield from (
            f"    {one['file']} 第{one['row']}行 {one['text']}:{one['raw']}" for one in alike[:_SHOWN_EACH]
        )
        if times > _SHOWN_EACH:
            yield f"    另有 {times - _SHOWN_EACH} 行,用 --refused 文件名 或 --json 列出全部"


def write_refusals(refused: list[Row], path: Path) -> None:
    """All refused rows as a CSV for Excel."""
    from hengku.kit.tables.writer import write_csv

    header = {"file": "文件", "row": "行", "reason": "原因代码", "text": "原因", "raw": "原文"}
    write_csv(path, list(header.values()), ([one[key] for key in header] for one in refused))
