"""Papers that change what goods cost."""

from __future__ import annotations

from hengku.catalog.actions_lists import create_category
from hengku.catalog.models import Product
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from tests.documents.builders.stage import Stage


def cost_adjustment(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """More cost for goods that lie in W1."""
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "cost_adjustment",
            on,
            [PaperLine(product_id=one.pk, data={"change": "5.00"}) for one in stage.products(lines)],
            warehouse_id=stage.book.w1.pk,
            data={"other_side": "cogs", "reason": "运费漏记"},
        )
        for _ in range(documents)
    ]


def _costed(stage: Stage, method: str, number: int) -> list[Product]:
    """New products whose category is costed by ``method``."""
    category = create_category(
        actor=stage.book.actor, code=f"M{next(stage._codes)}", name=f"类{next(stage._codes)}"
    )
    category.costing_method = method
    category.save(update_fields=["costing_method"])
    products = stage.new_products(number)
    for product in products:
        product.category = category
        product.save(update_fields=["category"])
    return products


def cost_month(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Goods costed once a month, of which some left between two receipts."""
    products = _costed(stage, "MONTHLY_AVERAGE", documents * lines)

    def goods(quantity: str, price: str) -> list[PaperLine]:
        return [PaperLine(product_id=one.pk, quantity=D(quantity), price=D(price)) for one in products]

    stage.desk.one(stage.bought("purchase_receipt", goods("10", "10"), stage.day()))
    stage.desk.one(stage.sold("sales_issue", goods("4", "20"), stage.day()))
    stage.desk.one(stage.bought("purchase_receipt", goods("10", "20"), stage.day()))
    on = stage.day()
    return [
        Paper(
            "cost_month",
            on,
            [PaperLine(product_id=one.pk) for one in products[first : first + lines]],
        )
        for first in range(0, documents * lines, lines)
    ]


def standard_cost(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """A new standard for goods of which there is stock."""
    products = _costed(stage, "STANDARD", documents * lines)

    def papers(cost: str) -> list[Paper]:
        on = stage.day()
        return [
            Paper(
                "standard_cost",
                on,
                [
                    PaperLine(product_id=one.pk, data={"standard_cost": cost})
                    for one in products[n : n + lines]
                ],
            )
            for n in range(0, documents * lines, lines)
        ]

    stage.desk.post(*papers("10"))
    bought = [PaperLine(product_id=one.pk, quantity=D("10"), price=D("11")) for one in products]
    stage.desk.one(stage.bought("purchase_receipt", bought, stage.day()))
    return papers("10.5")
