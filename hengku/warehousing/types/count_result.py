"""盘盈单 and 盘亏单 (D-CGN, D-CLS): what a count found more or less, through 待处理财产损溢 (C19). Only a count makes them."""

from dataclasses import replace

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field
from hengku.documents.fields import (
    BUSINESS_ON,
    COST,
    GOODS_OF,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE,
)
from hengku.documents.paper import PaperLine
from hengku.inventory.rules import AVAILABLE
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, D
from hengku.posting.counting import MAKER
from hengku.posting.effects import ADJUSTMENT, AtPoolCost, Book, Effects, Facts, Given, Goods, stock
from hengku.posting.errors import NotByHand
from hengku.warehousing.goods_of_others import CLAIM, check_claims, owed_for
from hengku.warehousing.reasons import BY_CODE, VAT_OUT_CHOICES, vat_out_rate

#: Why goods are missing: each decides where the loss goes and whether input tax goes out with it (§1.8).
CAUSES = ("COUNT_LOSS", "THEFT_LOST", "DAMAGE", "SPOILAGE", "DISASTER")
CAUSE = Field(
    "cause",
    "原因",
    "Cause",
    "choice",
    required=True,
    choices=tuple(Choice(code, BY_CODE[code].label, BY_CODE[code].label_en) for code in CAUSES),
    default="COUNT_LOSS",
)


def _only_by_count(label: str, facts: Facts) -> list[Problem]:
    return [] if facts.paper.made_by == MAKER else [NotByHand(label=label, maker="盘点")]


def check_gain(facts: Facts) -> list[Problem]:
    """D-CGN: never by hand."""
    return _only_by_count("盘盈单", facts)


def check_loss(facts: Facts) -> list[Problem]:
    """D-CLS: never by hand."""
    return _only_by_count("盘亏单", facts) + check_claims(facts, facts.lines)


def _status(line: PaperLine) -> str:
    return str(line.data.get("status") or AVAILABLE)


def _lot(line: PaperLine) -> int | None:
    return int(line.data["lot_id"]) if line.data.get("lot_id") else None


def gain_effects(facts: Facts) -> Effects:
    """借 存货 贷 1901, approved: 借 1901 贷 营业外收入|管理费用, at the pool's own cost or at the amount given
    (C3). Goods of others are noted, not booked.
    """
    reason, here = BY_CODE["COUNT_GAIN"], stock(facts.paper.warehouse_id)
    owner = facts.paper.party_id or 0

    def goods(line: PaperLine) -> Goods:
        cost = Given(line.amount_net) if line.amount_net else AtPoolCost()
        against = reason.against(facts.policy.standard)
        return Goods(
            line,
            ADJUSTMENT,
            here,
            line.quantity_base,
            cost,
            against,
            via="suspense",
            status=_status(line),
            lot_id=_lot(line),
            owner_id=owner,
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


def loss_effects(facts: Facts) -> Effects:
    """借 1901 贷 存货 and 进项税额转出, approved: 借 1221 what is made good, 借 the loss, 贷 1901 (C19, T7).
    Goods of others never cost us anything: 贷 2241 what their owner gets, by way of 1901.
    """
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0
    goods, booked, lost = [], [], []
    for line in facts.lines:
        reason = BY_CODE[line.data["cause"]]
        against = reason.against(facts.policy.standard)
        rate = ZERO if owner else vat_out_rate(line, reason, facts, line.data.get("vat_out"))
        lost.append((line, against, "suspense"))
        goods.append(
            Goods(
                line,
                here,
                ADJUSTMENT,
                line.quantity_base,
                AtPoolCost(),
                against,
                via="suspense",
                vat_out_rate=rate,
                status=_status(line),
                lot_id=_lot(line),
                owner_id=owner,
            )
        )
        made_good = D(str(line.data.get("compensation") or 0))
        if made_good:
            booked += [Book("other_receivable", debit=made_good), Book(against, debit=-made_good)]
    owed = owed_for(facts, lost if owner else [])
    return replace(owed, goods=tuple(goods), book=(*owed.book, *booked))


COUNT_NUMBER = Field("count_number", "盘点单号", "Count", "text")

COUNT_GAIN = DocumentType(
    code="count_gain",
    label="盘盈单",
    label_en="Count gain",
    prefix="CGN",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, GOODS_OF, COUNT_NUMBER, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, COST, LINE_REMARK),
    effects=gain_effects,
    check=check_gain,
    party="party",
    names_owner=True,
    amounts="cost",
    goods="in",
    weighs=True,
    weighs_alone=True,
    made_by=MAKER,
)

COUNT_LOSS = DocumentType(
    code="count_loss",
    label="盘亏单",
    label_en="Count loss",
    prefix="CLS",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, GOODS_OF, COUNT_NUMBER, REMARK),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        CAUSE,
        Field(
            "compensation",
            "责任人赔偿",
            "Made good",
            "amount",
            help="记入其他应收款",
            help_en="Booked to other receivables",
        ),
        Field("responsible", "责任人", "Responsible", "text"),
        Field("vat_out", "进项税转出", "Input tax", "choice", choices=VAT_OUT_CHOICES, default="auto"),
        CLAIM,
        LINE_REMARK,
    ),
    effects=loss_effects,
    check=check_loss,
    party="party",
    names_owner=True,
    goods="out",
    weighs=True,
    weighs_alone=True,
    made_by=MAKER,
)
