"""其他应收单 (D-ARB): what somebody owes us without a sale: penalties, compensation, rebates, rent of packaging."""

from hengku.documents.declaration import MONEY, Choice, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, DUE_ON, LINE_REMARK, PARTY, REMARK
from hengku.documents.fields import MONEY as AMOUNT
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Book, Effects, Facts, Owed

PURPOSES = (
    Choice("deposit", "没收押金、包装物租金", "Forfeited deposit or rent"),
    Choice("penalty", "违约金", "Penalty"),
    Choice("compensation", "责任赔款", "Compensation"),
    Choice("rebate", "返利应收", "Rebate"),
)
CREDIT = {
    "deposit": "other_revenue",
    "penalty": "nonop_income",
    "compensation": "suspense",  # the loss lies there until somebody pays for it
    "rebate": "other_revenue",
}

OWED_AS = Field(
    "owed_as",
    "往来科目",
    "Account",
    "choice",
    choices=(
        Choice("other_receivable", "其他应收款", "Other receivable"),
        Choice("ar", "应收账款", "Receivable"),
    ),
    default="other_receivable",
    help="押金、赔款、违约金、返利记其他应收款;随销售收的记应收账款",
    help_en="Deposits, penalties, compensation and rebates are other receivables",
)


def effects(facts: Facts) -> Effects:
    """借 其他应收款, or 应收账款 where it belongs to the trade; 贷 the account of each line's purpose."""
    party = facts.paper.party_id or 0
    kind = str(facts.paper.data.get("owed_as") or "other_receivable")
    return Effects(
        owed=(Owed(kind, party, facts.paper.amount_incl, facts.due_on),),
        book=tuple(
            Book(CREDIT[line.data["purpose"]], credit=line.amount_incl or ZERO_FEN) for line in facts.lines
        ),
    )


AR_BILL = DocumentType(
    code="ar_bill",
    label="其他应收单",
    label_en="Other receivable",
    prefix="ARB",
    department="treasury",
    states=MONEY,
    header=(BUSINESS_ON, PARTY, OWED_AS, DUE_ON, REMARK),
    lines=(
        Field("purpose", "性质", "Purpose", "choice", required=True, choices=PURPOSES),
        AMOUNT,
        LINE_REMARK,
    ),
    effects=effects,
    party="party",
    amounts="money",
    period_part="arap",
)
