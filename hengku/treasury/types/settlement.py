"""核销单 (D-WOF): lets open items of one party settle each other; an advance becomes payment of what is owed."""

from dataclasses import dataclass

from hengku.documents.declaration import MONEY, DocumentType, Field
from hengku.documents.fields import BUSINESS_ON, LINE_REMARK, PARTY, REMARK
from hengku.documents.fields import MONEY as AMOUNT
from hengku.kit.errors import Invalid, Problem
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import Effects, Facts, Match, OpenItem, Owed
from hengku.posting.errors import ItemNotOpen
from hengku.settlement.rules import OWED_KINDS

#: What an item of a kind may settle beside its own kind: 预收冲应收, 预付冲应付, 应收冲应付.
CROSS = frozenset(
    (one, other)
    for ones, others in (
        (("advance_received",), OWED_KINDS["ar"]),
        (("prepay",), OWED_KINDS["ap"]),
        (OWED_KINDS["ar"], OWED_KINDS["ap"]),
    )
    for one in ones
    for other in others
)


@dataclass(eq=False)
class CannotSettle(Invalid):
    """The two items do not fit."""

    reason: str
    text = "这两笔往来不能互相核销:{reason}。请重新选择。"


def pair(facts: Facts, line_no: int) -> tuple[OpenItem, OpenItem]:
    """The two items of a line."""
    data = facts.lines[line_no - 1].data
    return facts.items[int(data["item"])], facts.items[int(data["against_item"])]


def check(facts: Facts) -> list[Problem]:
    """Same kind with opposite signs, or a pair of kinds that may settle each other; never more than is open."""
    problems: list[Problem] = []
    for line in facts.lines:
        one, other = pair(facts, line.line_no)
        same = one.kind == other.kind and one.residual * other.residual < 0
        crossed = (one.kind, other.kind) in CROSS or (other.kind, one.kind) in CROSS
        if one.id == other.id or not (same or (crossed and one.residual > 0 and other.residual > 0)):
            reason = "须是同类一正一负,或预收对应收、预付对应付、应收对应付"
            problems.append(CannotSettle(reason=reason).at(line_no=line.line_no, field="against_item"))
            continue
        left = min(abs(one.residual), abs(other.residual))
        if (line.amount_incl or ZERO_FEN) > left:
            short = ItemNotOpen(item_id=one.id, asked=line.amount_incl or ZERO_FEN, left=left)
            problems.append(short.at(line_no=line.line_no, field="amount_incl"))
    return problems


def effects(facts: Facts) -> Effects:
    """Items of one kind match without an entry; of two kinds, each is lessened on its other side (借 2203 贷 1122)."""
    matches: list[Match] = []
    owed: list[Owed] = []
    on = facts.paper.business_on
    for line in facts.lines:
        one, other = pair(facts, line.line_no)
        amount = line.amount_incl or ZERO_FEN
        if one.kind == other.kind:
            positive, negative = (one, other) if one.residual > 0 else (other, one)
            matches.append(Match(positive.id, negative.id, amount))
        else:
            owed.extend(
                Owed(item.kind, item.party_id, -amount, on, contra=True, settles=((item.id, amount),))
                for item in (one, other)
            )
    return Effects(owed=tuple(owed), matches=tuple(matches))


SETTLEMENT = DocumentType(
    code="settlement",
    label="核销单",
    label_en="Settlement",
    prefix="WOF",
    department="treasury",
    states=MONEY,
    header=(BUSINESS_ON, PARTY, REMARK),
    lines=(
        Field("item", "往来项", "Item", "item", required=True),
        Field("against_item", "核销对象", "Against", "item", required=True),
        AMOUNT,
        LINE_REMARK,
    ),
    effects=effects,
    check=check,
    party="party",
    amounts="money",
    period_part="arap",
)
