"""小票 and 门店退单 (D-POS): a counter sells for money at once. Goods leave, or come back, with the ticket; what was taken
becomes revenue and money when the day is closed (D-POSD), and until then the goods' cost lies in 发出商品.
"""

from dataclasses import dataclass, replace

from hengku.documents.declaration import STOCK, DocumentType, Field, From
from hengku.documents.fields import (
    APPROVAL_REASON,
    BUSINESS_ON,
    CUSTOMER,
    DOCUMENT_DISCOUNT,
    LABEL_AMOUNT,
    PRICED_LINE,
    RECIPE_CHANGES,
    REMARK,
    WAREHOUSE,
    from_list,
)
from hengku.documents.paper import DISH_OF, STAYS, WASTE, PaperLine
from hengku.documents.sources import without_source
from hengku.kit.errors import Problem, Refused
from hengku.posting.effects import CUSTOMER as AT_CUSTOMER
from hengku.posting.effects import LOSS, AtPoolCost, AtSourceCost, Effects, Facts, Goods, stock
from hengku.posting.floor_prices import floor_problems
from hengku.retail.tender import check_payments, payment_fields

STORE = replace(WAREHOUSE, label="门店", label_en="Store")
TERMINAL = Field(
    "terminal",
    "终端",
    "Terminal",
    "text",
    required=True,
    help="收银机的编号",
    help_en="The number of the till",
)
LOCAL_SEQ = Field(
    "local_seq",
    "流水号",
    "Ticket no.",
    "text",
    required=True,
    help="收银机自己的票号;同一门店、终端、票号只记一次",
    help_en="The till's own number; of a store and terminal a number is booked once",
)
BUYER = replace(CUSTOMER, required=False)


@dataclass(eq=False)
class IngredientAlone(Refused):
    """D-POS: what a dish took comes back with the dish."""

    product: str
    text = "「{product}」是菜品的原料,不能单独退。请退菜品那一行,原料由系统带出。"


def check(facts: Facts) -> list[Problem]:
    """Paid as much as it comes to, and not below the floor price (D-SO)."""
    return [*check_payments(facts), *floor_problems(facts)]


def effects(facts: Facts) -> Effects:
    """借 发出商品 贷 存货, at the cost of the day; of a dish its ingredients."""
    store = stock(facts.paper.warehouse_id)
    return Effects(
        goods=tuple(
            Goods(line, store, AT_CUSTOMER, line.quantity_base, AtPoolCost(), "goods_dispatched")
            for line in facts.lines
            if STAYS not in line.data
        )
    )


def check_refund(facts: Facts) -> list[Problem]:
    """Of a ticket, and paid back as much as it comes to."""
    given = [line for line in facts.lines if WASTE not in line.data]
    problems = without_source(given, "小票行")
    for line in given:
        source = facts.source_of(line)
        if source is not None and DISH_OF in source.data and DISH_OF not in line.data:
            alone = IngredientAlone(product=facts.products[source.product_id].name)
            problems.append(alone.at(line_no=line.line_no, field="source_line"))
    return [*problems, *check_payments(facts)]


def effects_of_refund(facts: Facts) -> Effects:
    """What the ticket booked, red, at what the goods cost; what is thrown away leaves again as 销售费用 (LOS SELLING)."""
    store = stock(facts.paper.warehouse_id)

    def goods(line: PaperLine) -> Goods:
        if WASTE in line.data:
            return Goods(line, store, LOSS, line.quantity_base, AtPoolCost(), "selling")
        cost = AtSourceCost(line.source_line_id or 0)
        return Goods(line, AT_CUSTOMER, store, line.quantity_base, cost, "goods_dispatched", red=True)

    return Effects(goods=tuple(goods(line) for line in facts.lines if STAYS not in line.data))


POS_TICKET = DocumentType(
    code="pos_ticket",
    label="小票",
    label_en="Till ticket",
    prefix="POS",
    department="retail",
    states=STOCK,
    header=(
        BUSINESS_ON,
        STORE,
        TERMINAL,
        LOCAL_SEQ,
        BUYER,
        *payment_fields(),
        DOCUMENT_DISCOUNT,
        APPROVAL_REASON,
        REMARK,
    ),
    lines=(*PRICED_LINE, RECIPE_CHANGES, LABEL_AMOUNT),
    effects=effects,
    check=check,
    party="customer",
    amounts="priced",
    goods="out",
    weighs=True,
    explodes_kits=True,
    cooks=True,
    picks_lots=True,
    takes_credit=True,
    credit_in="paid_credit",
    once_for=("warehouse", "terminal", "local_seq"),
    day_closed_by="pos_daily_close",
)

POS_REFUND = DocumentType(
    code="pos_refund",
    label="门店退单",
    label_en="Till refund",
    prefix="POSR",
    department="retail",
    states=STOCK,
    header=(
        BUSINESS_ON,
        STORE,
        TERMINAL,
        LOCAL_SEQ,
        BUYER,
        from_list("sales_return_reason", "reason", "退货原因", "Reason", required=True),
        *payment_fields(is_refund=True),
        REMARK,
    ),
    lines=(
        *PRICED_LINE,
        Field(
            "wasted",
            "不退料",
            "Thrown away",
            "flag",
            help="退回来不能再卖(如已制作的菜品):不回库存,成本记销售费用;没有做的菜品不勾,原料回库",
            help_en="Cannot be sold again (food that was made): not put back, its cost is a selling expense. A dish "
            "not made yet: leave it empty, and its ingredients come back",
        ),
    ),
    effects=effects_of_refund,
    check=check_refund,
    sources=(From("pos_ticket"),),
    party="customer",
    amounts="source",
    goods="in",
    weighs=True,
    explodes_kits=True,
    cooks=True,
    once_for=("warehouse", "terminal", "local_seq"),
    day_closed_by="pos_daily_close",
    throws_away=True,
)
