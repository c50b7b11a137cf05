"""两步调拨 (D-TRO, D-TRI): goods leave one warehouse, are on their way, and arrive in another, seen by somebody else.

On the way they lie in the company's transit place, which has a cost pool of its own where pools are per warehouse (C2);
what arrives, is lost or comes back is worth what was sent (MA-10).
"""

from dataclasses import dataclass, replace

from hengku.documents.declaration import STOCK, Choice, DocumentType, Field, From
from hengku.documents.errors import FieldRequired
from hengku.documents.fields import (
    BUSINESS_ON,
    GOODS_OF,
    LINE_REMARK,
    PRODUCT,
    QUANTITY,
    REMARK,
    UNIT,
    WAREHOUSE_TO,
)
from hengku.documents.paper import PaperLine
from hengku.documents.sources import Source
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.kit.numbers import exact_text
from hengku.posting.effects import (
    LOSS,
    AtPoolCost,
    AtSourceCost,
    Cost,
    Effects,
    End,
    Facts,
    Goods,
    stock,
)
from hengku.warehousing.goods_of_others import CLAIM, check_claims, owed_for
from hengku.warehousing.reasons import BY_CODE
from hengku.warehousing.types.transfer_direct import SameWarehouse

TRANSIT = End("transit")
FROM_WAREHOUSE = Field("warehouse", "调出仓库", "From warehouse", "warehouse", required=True)
EXPECTED_ON = Field("due_on", "预计到达日", "Expected", "date")


@dataclass(eq=False)
class OtherRoute(Invalid):
    """Goods arrive where they were sent."""

    source_number: str
    text = "“{source_number}”不是从这个调出仓库发往这个调入仓库的。请改正仓库,或分开收货。"


@dataclass(eq=False)
class OtherOwner(Invalid):
    """Goods arrive as whose they were sent."""

    source_number: str
    text = "“{source_number}”调出的货,货主与本单不同。请把表头的货主改得和它一致(本公司的货不填),或分开收货。"


@dataclass(eq=False)
class SentBySamePerson(Refused):
    """D-TRI: who sent the goods does not confirm that they arrived."""

    source_number: str
    text = "“{source_number}”是您本人调出的,须由调入仓的另一位同事收货过账。"


@dataclass(eq=False)
class ShortNotDecided(Invalid):
    """D-TRI: what did not arrive is lost, comes back, or is still on its way: somebody has to say which."""

    product: str
    left: str
    source_number: str
    text = (
        "“{source_number}”的「{product}」还有 {left} 未处理。少收的请另加一行写明「运输损耗」或「退回调出仓」,"
        "确实还在路上的请勾选「其余仍在途」。"
    )


@dataclass(eq=False)
class OtherStore(Invalid):
    """D-SREQ: goods go to the store that asked for them."""

    source_number: str
    text = "“{source_number}”是另一家门店要的货。请把调入仓库改为要货的门店,或分开调拨。"


def check_out(facts: Facts) -> list[Problem]:
    """Two different warehouses, the second that of the store that asked."""
    paper, problems = facts.paper, list[Problem]()
    if paper.warehouse_id == paper.warehouse_to_id:
        problems.append(SameWarehouse().at(field="warehouse_to"))
    for line, source in _sources(facts):
        if source.warehouse_id != paper.warehouse_to_id:
            problems.append(OtherStore(source.number).at(line_no=line.line_no, field="source_line"))
    return problems


def out_effects(facts: Facts) -> Effects:
    """Goods go on their way; nothing is booked, the account stays the same."""
    here, owner = stock(facts.paper.warehouse_id), facts.paper.party_id or 0
    return Effects(
        goods=tuple(
            Goods(x, here, TRANSIT, x.quantity_base, AtPoolCost(), against="transfer", owner_id=owner)
            for x in facts.lines
        )
    )


def _sources(facts: Facts) -> list[tuple[PaperLine, Source]]:
    return [
        (line, facts.sources[line.source_line_id])
        for line in facts.lines
        if line.source_line_id in facts.sources
    ]


def check_in(facts: Facts) -> list[Problem]:
    """D-TRI: the same route, another person, and every shortage decided."""
    problems: list[Problem] = []
    paper, actor = facts.paper, facts.actor
    decided: set[int] = set()
    stays = paper.data.get("rest_stays") in (True, "true", "1")
    for line in facts.lines:
        if line.source_line_id is None:
            problems.append(FieldRequired(label="调拨出库单行").at(line_no=line.line_no, field="source_line"))
        if line.data.get("answers") == "party" and not str(line.data.get("responsible") or "").strip():
            problems.append(FieldRequired(label="责任人").at(line_no=line.line_no, field="responsible"))
    for line, source in _sources(facts):
        if (source.warehouse_id, source.warehouse_to_id) != (paper.warehouse_id, paper.warehouse_to_id):
            problems.append(
                OtherRoute(source_number=source.number).at(line_no=line.line_no, field="source_line")
            )
        if bool(source.party_id) != bool(paper.party_id):
            problems.append(OtherOwner(source_number=source.number).at(line_no=line.line_no, field="source_line"))
        is_alone = (
            actor is not None and "*" in actor.permissions
        )  # S1 小企业模式: one person holds every post
        if actor is not None and source.posted_by == actor.user_id and not is_alone:
            problems.append(SentBySamePerson(source_number=source.number).at(line_no=line.line_no))
        left = source.quantity_base - source.carried_quantity("transfer_in")
        if left > 0 and not stays and source.line_id not in decided:
            product = facts.products[source.product_id].name
            short = ShortNotDecided(product=product, left=exact_text(left), source_number=source.number)
            problems.append(short.at(line_no=line.line_no, field="quantity"))
        decided.add(source.line_id)
    return problems + check_claims(facts, [line for line in facts.lines if _outcome(line) == "lost"])


def _outcome(line: PaperLine) -> str:
    return str(line.data.get("outcome") or "received")


def _lost_to(line: PaperLine, facts: Facts) -> str:
    """Who bears what was lost: whoever carried it, or an expense (§1.8 05)."""
    is_answered = line.data.get("answers") == "party"
    return "other_receivable" if is_answered else BY_CODE["RECEIPT_VARIANCE"].against(facts.policy.standard)


def in_effects(facts: Facts) -> Effects:
    """Into the warehouse, back to the sender, or lost: to whoever answers for it, or an expense. Goods of others
    that are lost cost what their owner is to get.
    """
    paper, policy = facts.paper, facts.policy
    by_source = policy.cost_scope == "WAREHOUSE" and policy.costing_method == "MOVING_AVERAGE"
    ends = {"received": stock(paper.warehouse_to_id), "returned": stock(paper.warehouse_id), "lost": LOSS}
    owner = paper.party_id or 0

    def goods(line: PaperLine, outcome: str) -> Goods:
        cost: Cost = AtSourceCost(line.source_line_id or 0) if by_source else AtPoolCost()
        against = _lost_to(line, facts) if outcome == "lost" else "transfer"
        return Goods(line, TRANSIT, ends[outcome], line.quantity_base, cost, against, owner_id=owner)

    lost = [(line, _lost_to(line, facts), "") for line in facts.lines if _outcome(line) == "lost"]
    owed = owed_for(facts, lost if owner else [])
    return replace(owed, goods=tuple(goods(line, _outcome(line)) for line in facts.lines))


OUTCOMES = (
    Choice("received", "收到", "Received"),
    Choice("lost", "运输损耗", "Lost on the way"),
    Choice("returned", "退回调出仓", "Sent back"),
)
ANSWERS = (
    Choice("company", "公司承担", "The company"),
    Choice("party", "责任方赔偿(其他应收款)", "Who carried them"),
)

TRANSFER_OUT = DocumentType(
    code="transfer_out",
    label="调拨出库单",
    label_en="Transfer out",
    prefix="TRO",
    department="warehousing",
    states=STOCK,
    header=(BUSINESS_ON, FROM_WAREHOUSE, WAREHOUSE_TO, GOODS_OF, EXPECTED_ON, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, LINE_REMARK),
    effects=out_effects,
    check=check_out,
    sources=(
        From(
            "store_requisition",
            tolerance="over_issue_pct",
            less=("purchase_order", "purchase_receipt", "branch_in"),
            fulfils=True,
            passes=True,
            to_store=True,
            sent_back_by="transfer_in",
        ),
    ),
    party="party",
    names_owner=True,
    goods="to_transit",
    weighs=True,
    makes_entry=False,
)

TRANSFER_IN = DocumentType(
    code="transfer_in",
    label="调拨入库单",
    label_en="Transfer in",
    prefix="TRI",
    department="warehousing",
    states=STOCK,
    header=(
        BUSINESS_ON,
        FROM_WAREHOUSE,
        WAREHOUSE_TO,
        GOODS_OF,
        Field("rest_stays", "其余仍在途", "The rest is still on its way", "flag"),
        REMARK,
    ),
    lines=(
        PRODUCT,
        UNIT,
        QUANTITY,
        Field("outcome", "处理", "Outcome", "choice", required=True, choices=OUTCOMES, default="received"),
        Field("answers", "损耗由谁承担", "Loss borne by", "choice", choices=ANSWERS, default="company"),
        Field("responsible", "责任人", "Responsible", "text"),
        CLAIM,
        LINE_REMARK,
    ),
    effects=in_effects,
    check=check_in,
    sources=(From("transfer_out", fulfils=True),),
    party="party",
    names_owner=True,
    goods="from_transit",
    weighs=True,
    makes_entry=False,
)
