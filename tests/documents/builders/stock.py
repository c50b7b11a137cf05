"""Papers of the warehouse: what comes, goes, moves, is counted and made."""

from __future__ import annotations

from hengku.catalog.actions import create_products
from hengku.catalog.records import ProductRecord
from hengku.documents.paper import PAIRED, Paper, PaperLine
from hengku.kit.numbers import D
from replays.proof import with_proof
from tests.documents.builders.stage import Stage, follow
from tests.posting.desk import NOW


def transfer_direct(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on, ends = stage.day(), {"warehouse_id": stage.book.w1.pk, "warehouse_to_id": stage.book.w2.pk}
    return [Paper("transfer_direct", on, stage.goods(lines, "3"), **ends) for _ in range(documents)]


def stock_adjustment(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on, header = stage.day(), {"reason": "THEFT_LOST", "explanation": "盘点发现缺少,监控确认被盗"}
    papers = [
        Paper(
            "stock_adjustment",
            on,
            stage.goods(lines, "3", data={"direction": "out"}),
            warehouse_id=stage.book.w1.pk,
            department_id=stage.book.department.pk,
            data=dict(header),
        )
        for _ in range(documents)
    ]
    return [with_proof(stage.book.actor, paper, NOW) for paper in papers]


def loss_report(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    data = {"stage": "STORAGE", "reason": "SPOILAGE", "responsible": "张三", "shift": "morning"}
    return [
        Paper("loss_report", on, stage.goods(lines, "3", data=data), warehouse_id=stage.book.w1.pk)
        for _ in range(documents)
    ]


def recall(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Each line another product in a lot, each document another lot of it."""
    records = [
        ProductRecord(code=f"L{n}", name=f"批次商品{n}", base_unit="个", tracking="lot")
        for n in (next(stage._codes) for _ in range(lines))
    ]
    products = list(create_products(actor=stage.book.actor, records=records))

    def rows(number: int, quantity: str) -> list[PaperLine]:
        return [
            PaperLine(product_id=one.pk, quantity=D(quantity), price=D("10"), data={"lot_no": f"LOT{number}"})
            for one in products
        ]

    day = stage.day()
    for number in range(documents):
        stage.desk.one(stage.bought("purchase_receipt", rows(number, "5"), day))
    on = stage.day()
    named = [
        [PaperLine(product_id=one.pk, data={"lot_no": f"LOT{number}"}) for one in products]
        for number in range(documents)
    ]
    return [Paper("recall", on, each, data={"reason": "检出超标"}) for each in named]


def other_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    goods = {"amount_net": D("30.00")}
    return [
        Paper(
            "other_in",
            on,
            stage.goods(lines, "3", **goods),
            warehouse_id=stage.book.w1.pk,
            data={"purpose": "donated"},
        )
        for _ in range(documents)
    ]


def other_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Given away: taxed as if sold at 4.00."""
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "other_out",
            on,
            stage.goods(lines, "3", tax_code_id=stage.book.tax_code("VAT13").pk, data={"fair_price": "4.00"}),
            warehouse_id=stage.book.w1.pk,
            data={"purpose": "donation"},
        )
        for _ in range(documents)
    ]


def internal_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    header = {"warehouse_id": stage.book.w1.pk, "department_id": stage.book.department.pk}
    return [
        Paper("internal_issue", on, stage.goods(lines, "3", data={"purpose": "office"}), **header)
        for _ in range(documents)
    ]


def internal_issue_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    issues = stage.desk.post(*internal_issue(stage, documents, lines))
    on = stage.day()
    return [
        Paper(
            "internal_issue_return",
            on,
            follow(one, "2", data={"purpose": "office"}),
            warehouse_id=stage.book.w1.pk,
            department_id=stage.book.department.pk,
        )
        for one in issues
    ]


def opening_stock(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Of goods that nothing has moved yet (D-OPNS)."""
    products, on = stage.new_products(lines), stage.day()
    return [
        Paper(
            "opening_stock",
            on,
            [
                PaperLine(
                    product_id=product.pk,
                    unit_id=product.base_unit_id,
                    quantity=D("10"),
                    amount_net=D("100.00"),
                )
                for product in products
            ],
            warehouse_id=stage.book.w1.pk,
        )
        for _ in range(documents)
    ]


def transfer_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    ends = {"warehouse_id": stage.book.w1.pk, "warehouse_to_id": stage.book.w2.pk}
    return [Paper("transfer_out", on, stage.goods(lines, "4"), **ends) for _ in range(documents)]


def transfer_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """All of what was sent arrives."""
    sent = stage.desk.post(*transfer_out(stage, documents, lines))
    on = stage.day()
    ends = {"warehouse_id": stage.book.w1.pk, "warehouse_to_id": stage.book.w2.pk}
    papers = [Paper("transfer_in", on, follow(one, "4"), **ends) for one in sent]
    for paper in papers:
        for line in paper.lines:
            line.data = {"outcome": "received"}
    return papers


def _counted(stage: Stage, code: str, documents: int, lines: int, **data: str) -> list[Paper]:
    """What a count makes; by hand it is refused (tests/warehousing)."""
    stage.stock(documents, lines)
    on = stage.day()
    papers = [
        Paper(code, on, stage.goods(lines, "3"), warehouse_id=stage.book.w1.pk, made_by="stock_count")
        for _ in range(documents)
    ]
    for paper in papers:
        for line in paper.lines:
            line.data = dict(data)
    return papers


def count_gain(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _counted(stage, "count_gain", documents, lines)


def count_loss(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _counted(stage, "count_loss", documents, lines, cause="THEFT_LOST", compensation="5.00")


def branch_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """One side of a transfer inside a legal person; the pair is tried in tests/intercompany."""
    stage.stock(documents, lines)
    on, who = stage.day(), {"party_id": stage.book.supplier.pk, "warehouse_id": stage.book.w1.pk}
    return [
        Paper("branch_out", on, stage.goods(lines, "3"), made_by=PAIRED, **who) for _ in range(documents)
    ]


def branch_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """What the other side sent, at what it cost there."""
    on, who = stage.day(), {"party_id": stage.book.supplier.pk, "warehouse_id": stage.book.w1.pk}
    goods = [stage.goods(lines, "3", amount_net=D("30.00")) for _ in range(documents)]
    return [Paper("branch_in", on, one, made_by=PAIRED, **who) for one in goods]


def branch_out_of_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """A part of what came in goes back to the other side."""
    came = stage.desk.post(*branch_in(stage, documents, lines))
    on, who = stage.day(), {"party_id": stage.book.supplier.pk, "warehouse_id": stage.book.w1.pk}
    return [Paper("branch_out", on, follow(one, "1"), made_by=PAIRED, **who) for one in came]


def branch_in_of_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """A part of what went out comes back."""
    went = stage.desk.post(*branch_out(stage, documents, lines))
    on, who = stage.day(), {"party_id": stage.book.supplier.pk, "warehouse_id": stage.book.w1.pk}
    goods = [follow(one, "1", amount_net=D("10.00")) for one in went]
    return [Paper("branch_in", on, one, made_by=PAIRED, **who) for one in goods]


def assembly(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Components of 10.00 a piece become one product that no document has seen, with a fee of the own staff."""
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "assembly",
            on,
            [*_sided(stage.goods(max(lines - 1, 1), "3"), "out"), *_made(stage, 1)],
            warehouse_id=stage.book.w1.pk,
            data={"fee": "5.00", "fee_to": "payroll"},
        )
        for _ in range(documents)
    ]


def disassembly(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """One piece of cola at 10.00 becomes parts that no document has seen."""
    stage.stock(documents, 1)
    on = stage.day()
    return [
        Paper(
            "disassembly",
            on,
            [*_sided(stage.goods(1, "1"), "out"), *_made(stage, max(lines - 1, 1))],
            warehouse_id=stage.book.w1.pk,
            data={"fee": "5.00", "fee_to": "payroll"},
        )
        for _ in range(documents)
    ]


def _sided(rows: list[PaperLine], direction: str) -> list[PaperLine]:
    for row in rows:
        row.data = {"direction": direction}
    return rows


def _made(stage: Stage, number: int) -> list[PaperLine]:
    made = stage.new_products(number)
    rows = [PaperLine(product_id=one.pk, unit_id=one.base_unit_id, quantity=D("2")) for one in made]
    return _sided(rows, "in")


def store_requisition(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """The store W2 asks, for another day each time."""
    on = stage.day()
    return [
        Paper(
            "store_requisition",
            on,
            stage.goods(lines, "10"),
            warehouse_id=stage.book.w2.pk,
            due_on=stage.needed(),
            data={"wave": "first", "cover_days": "2"},
        )
        for _ in range(documents)
    ]
