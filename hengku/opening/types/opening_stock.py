"""库存期初 (D-OPNS): stock that was there before the books began, with its cost; it builds the cost pools."""

from dataclasses import replace

from hengku.documents.declaration import STOCK, DocumentType
from hengku.documents.fields import BUSINESS_ON, COST, LINE_REMARK, PRODUCT, QUANTITY, REMARK, UNIT, WAREHOUSE
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.effects import OPENING, Effects, Facts, Given, Goods, stock


def effects(facts: Facts) -> Effects:
    """Inventory against 期初 equity: a company's opening balances are an entry like any other, so nothing
    stands outside.
    """

    def goods(line: PaperLine) -> Goods:
        cost = Given(line.amount_net or ZERO_FEN, "opening")
        return Goods(
            line, OPENING, stock(facts.paper.warehouse_id), line.quantity_base, cost, "opening_equity"
        )

    return Effects(goods=tuple(goods(line) for line in facts.lines))


OPENING_STOCK = DocumentType(
    code="opening_stock",
    label="库存期初",
    label_en="Opening stock",
    prefix="OPNS",
    department="opening",
    states=STOCK,
    header=(BUSINESS_ON, WAREHOUSE, REMARK),
    lines=(PRODUCT, UNIT, QUANTITY, replace(COST, required=True), LINE_REMARK),
    effects=effects,
    amounts="cost",
    goods="in",
    opens_stock=True,
    weighs=True,
)
