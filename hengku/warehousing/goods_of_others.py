"""Goods of others that are lost while we keep them (D-BOR, D-CIN): they never cost us anything, so what is booked is
what their owner is to get for them, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.documents.declaration import Field
from hengku.documents.errors import FieldRequired
from hengku.documents.paper import PaperLine
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN, D
from hengku.posting.effects import Book, Effects, Facts, Owed

CLAIM_KEY: Final = "owner_claim"
CLAIM: Final = Field(
    CLAIM_KEY,
    "应赔货主",
    "Owed to owner",
    "amount",
    help="代销、借入的货丢了要赔给货主的金额;货主自己承担的填 0",
    help_en="What the owner of goods held or borrowed gets for those that are lost; 0 where the owner bears it",
)


@dataclass(eq=False)
class ClaimOnOwnGoods(Invalid):
    """Nobody is owed anything for goods of our own."""

    text = "这是本公司自己的货,没有货主要赔。请清空「应赔货主」,或在表头填写货主。"


def claim_of(line: PaperLine) -> Decimal:
    """What the owner gets for the goods of a line, ≥ 0."""
    return D(str(line.data.get(CLAIM_KEY) or "0.00"))


def check_claims(facts: Facts, lost: list[PaperLine]) -> list[Problem]:
    """Of goods of others it is said what their owner gets for each line that is lost; of our own nothing is."""
    owner = facts.paper.party_id
    problems: list[Problem] = []
    for line in facts.lines:
        said = line.data.get(CLAIM_KEY) not in (None, "")
        if owner and line in lost and not said:
            problems.append(FieldRequired(label=CLAIM.label).at(line_no=line.line_no, field=CLAIM_KEY))
        elif said and claim_of(line) and (not owner or line not in lost):
            problems.append(ClaimOnOwnGoods().at(line_no=line.line_no, field=CLAIM_KEY))
    return problems


def owed_for(facts: Facts, lost: list[tuple[PaperLine, str, str]]) -> Effects:
    """借 the account that each line's loss goes to, 贷 其他应付款(货主), by way of the last where one is named (1901)."""
    book: list[Book] = []
    for line, account, via in lost:
        claim = claim_of(line)
        book += [Book(via, debit=claim), Book(via, credit=claim)] if via else []
        book.append(Book(account, debit=claim, department_id=facts.paper.department_id or 0))
    whole = sum((claim_of(line) for line, _, _ in lost), ZERO_FEN)
    owed = (Owed("other_payable", facts.paper.party_id or 0, whole, facts.due_on),) if whole else ()
    return Effects(owed=owed, book=tuple(book) if whole else ())
