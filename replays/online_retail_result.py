"""What the replay of the giftware wholesaler came to: the books beside the files, refused rows, the audit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.kit.numbers import ZERO_FEN, exact_text
from replays.command import audit_of, beside, ending, row_of
from replays.common import Stage
from replays.online_retail_files import ALLOWANCE, COMES_IN, GIFT, GOES_OUT, RETURN, SALE, SYSTEM, Found


def result_of(stage: Stage, found: Found, played: list[date]) -> dict[str, Any]:
    """Totals of the books beside those of the files, refused rows, and the audit."""
    days = set(played)
    return {
        "rows": found.rows,
        "repeated": found.repeated,
        "days": len(played),
        "books": books_of(stage),
        "files": files_of(found, played),
        "linked_returns": len(found.links),
        "unlinked_returns": dict(sorted(found.unlinked.items())),
        "refused_by_reason": dict(sorted(Counter(one.reason for one in found.refused).items())),
        "refused_amount": exact_text(
            sum((amount for on, amount in found.refused_amount.items() if on in days), ZERO_FEN), 2
        ),
        "refused": [row_of(one) for one in found.refused],
        "lines_added": stage.lines_added,
        "audit": audit_of(stage),
    }


def books_of(stage: Stage) -> dict[str, str]:
    """Sums of posted lines by type, what customers owe and the pieces in stock."""
    from django.db.models import Sum

    from hengku.costing.models import Pool
    from hengku.documents.models import Document, Line
    from hengku.settlement.models import Item

    actor = stage.actor

    def total(code: str, column: str, **more: Any) -> Decimal:
        documents = Document.objects.visible_to(actor).filter(type_code=code, source_system=SYSTEM)
        lines = Line.objects.visible_to(actor).filter(document_id__in=documents.values("pk"), **more)
        return lines.aggregate(total=Sum(column))["total"] or Decimal(0)

    owed = Item.objects.visible_to(actor).filter(kind="ar").aggregate(total=Sum("residual"))["total"]
    stock = Pool.objects.visible_to(actor).aggregate(total=Sum("quantity"))["total"]
    return {
        "sold_quantity": exact_text(total("sales_issue", "quantity_base")),
        "sold_amount": exact_text(total("sales_issue", "amount_net"), 2),
        "returned_quantity": exact_text(total("sales_return", "quantity_base")),
        "returned_amount": exact_text(total("sales_return", "amount_net"), 2),
        "allowed_amount": exact_text(total("sales_allowance", "amount_net"), 2),
        "corrected_in": exact_text(total("stock_adjustment", "quantity_base", data__direction="in")),
        "corrected_out": exact_text(total("stock_adjustment", "quantity_base", data__direction="out")),
        "stock_quantity": exact_text(stock or Decimal(0)),
        "receivable": exact_text(owed or ZERO_FEN, 2),
    }


def files_of(found: Found, played: list[date]) -> dict[str, str]:
    """The same sums, straight from the sound rows of the days played."""
    rows = [one for on in played for one in found.days[on]]

    def quantity(*kinds: str) -> Decimal:
        return sum((one.quantity for one in rows if one.kind in kinds), Decimal(0))

    def amount(kind: str) -> Decimal:
        return sum((one.amount for one in rows if one.kind == kind), ZERO_FEN)

    opened = sum((pieces for pieces, _ in found.opening.values()), Decimal(0))
    came, went = quantity(RETURN, COMES_IN), quantity(SALE, GIFT, GOES_OUT)
    return {
        "sold_quantity": exact_text(quantity(SALE, GIFT)),
        "sold_amount": exact_text(amount(SALE), 2),
        "returned_quantity": exact_text(quantity(RETURN)),
        "returned_amount": exact_text(amount(RETURN), 2),
        "allowed_amount": exact_text(amount(ALLOWANCE), 2),
        "corrected_in": exact_text(quantity(COMES_IN)),
        "corrected_out": exact_text(quantity(GOES_OUT)),
        "stock_quantity": exact_text(opened + came - went),
        "receivable": exact_text(amount(SALE) - amount(RETURN) - amount(ALLOWANCE), 2),
    }


NAMES: Final = {
    "sold_quantity": "售出数量",
    "sold_amount": "售出金额",
    "returned_quantity": "退回数量",
    "returned_amount": "退回金额",
    "allowed_amount": "折让金额",
    "corrected_in": "调增数量",
    "corrected_out": "调减数量",
    "stock_quantity": "结存数量",
    "receivable": "应收余额",
}


def text_of(result: dict[str, Any]) -> list[str]:
    """The same for people."""
    lines = [
        f"文件 {result['rows']} 行(同单重复 {result['repeated']} 行,照实入账)",
        f"过账 {result['days']} 天,新增单据 {result['documents_added']} 张 {result['lines_added']} 行",
    ]
    lines += beside(result, NAMES)
    unlinked = result["unlinked_returns"]
    lines.append(
        f"退货 {result['linked_returns']} 行对上原销售;对不上的:早于其销售 {unlinked.get('before_sale', 0)},"
        f"销售不在文件里 {unlinked.get('no_sale', 0)},散客 {unlinked.get('walk_in', 0)}"
    )
    told = "、".join(f"{reason} {count}" for reason, count in result["refused_by_reason"].items())
    lines.append(f"拒绝的行按原因:{told};其金额 {result['refused_amount']}")
    return lines + ending(result)
