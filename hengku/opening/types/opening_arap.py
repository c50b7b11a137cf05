"""往来期初 (D-OPNA): what customers and suppliers owed before the books began, item by item with its due date."""

from hengku.documents.declaration import MONEY, Choice, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, DUE_ON, LINE_REMARK, PARTY, REMARK
from hengku.documents.fields import MONEY as AMOUNT
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Book, Effects, Facts, Owed

KINDS = (
    Choice("ar", "应收账款", "Receivable"),
    Choice("ap", "应付账款", "Payable"),
    Choice("advance_received", "预收账款", "Advance received"),
    Choice("prepay", "预付账款", "Prepayment"),
    Choice("other_receivable", "其他应收款", "Other receivable"),
    Choice("other_payable", "其他应付款", "Other payable"),
)
DEBITS = ("ar", "prepay", "other_receivable")


def effects(facts: Facts) -> Effects:
    """Each line is an open item, against 期初 equity."""
    party = facts.paper.party_id or 0
    owed = tuple(Owed(x.data["kind"], party, x.amount_incl or ZERO_FEN, facts.due_on) for x in facts.lines)
    book = tuple(
        Book("opening_equity", credit=x.amount_incl or ZERO_FEN)
        if x.data["kind"] in DEBITS
        else Book("opening_equity", debit=x.amount_incl or ZERO_FEN)
        for x in facts.lines
    )
    return Effects(owed=owed, book=book)


OPENING_ARAP = DocumentType(
    code="opening_arap",
    label="往来期初",
    label_en="Opening balances",
    prefix="OPNA",
    department="opening",
    states=MONEY,
    header=(BUSINESS_ON, PARTY, DUE_ON, REMARK),
    lines=(
        Field("kind", "往来性质", "Kind", "choice", required=True, choices=KINDS),
        AMOUNT,
        LINE_REMARK,
    ),
    effects=effects,
    party="party",
    amounts="money",
    period_part="arap",
)
