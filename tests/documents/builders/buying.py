"""Papers of purchasing."""

from __future__ import annotations

from hengku.catalog.models import Product
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from tests.documents.builders.money import _red_without_goods
from tests.documents.builders.stage import Stage, follow
from tests.posting.desk import Doc


def requested(stage: Stage) -> tuple[Doc, Doc]:
    """A requisition of 10, and an order for all of it at 10."""
    (request,) = stage.desk.post(*purchase_requisition(stage, 1, 1))
    lines = follow(request, "10", price=D("10"), tax_code_id=stage.book.tax_code("VAT13").pk)
    (order,) = stage.desk.post(stage.bought("purchase_order", lines, stage.day()))
    return request, order


def purchase_requisition(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [
        Paper(
            "purchase_requisition",
            on,
            stage.goods(lines, "10"),
            department_id=stage.book.department.pk,
            due_on=stage.book.day(40),
        )
        for _ in range(documents)
    ]


def purchase_rfq(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """The first supplier's offers for what was requested."""
    asked = stage.desk.post(*purchase_requisition(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    return [
        Paper(
            "purchase_rfq",
            on,
            [
                PaperLine(
                    quantity=D("10"),
                    price=D("9.50"),
                    tax_code_id=tax_code,
                    source_line_id=line,
                    data={"supplier": str(stage.book.supplier.pk)},
                )
                for line in one.lines
            ],
            warehouse_id=stage.book.w1.pk,
            price_mode="EXCL",
        )
        for one in asked
    ]


def goods_arrival(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*purchase_order(stage, documents, lines))
    on = stage.day()
    return [stage.bought("goods_arrival", follow(one, "10"), on) for one in orders]


def receipt_ack(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Signed for by the porter, by a courier's paper of its own."""
    orders = stage.desk.post(*purchase_order(stage, documents, lines))
    on, party = stage.day(), stage.book.supplier.pk
    told = [{"express_no": f"SF{one.id}", "signed_by": "门卫"} for one in orders]
    return [
        Paper("receipt_ack", on, follow(one, "10"), party_id=party, data=data)
        for one, data in zip(orders, told, strict=True)
    ]


def purchase_invoice_of_ack(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """What was signed for, at the order's price."""
    signed = stage.desk.post(*receipt_ack(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("100.00"), "amount_tax": D("13.00")}
    return [
        Paper("purchase_invoice", on, follow(one, "10", **figures), party_id=stage.book.supplier.pk)
        for one in signed
    ]


def incoming_inspection(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Two of ten are rejected."""
    arrivals = stage.desk.post(*goods_arrival(stage, documents, lines))
    on = stage.day()
    data = {"rejected": "2", "defect": "appearance"}
    papers = [stage.bought("incoming_inspection", follow(one, "10"), on) for one in arrivals]
    for paper in papers:
        for line in paper.lines:
            line.data = dict(data)
    return papers


def incoming_inspection_of_receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """先入后检: what came in on hold; two of ten are rejected."""
    products = {line.product_id for line in stage.goods(lines, "10")}
    Product.objects.visible_to(stage.book.actor).filter(pk__in=products).update(
        must_inspect=True, inspection_mode="AFTER"
    )
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    papers = [stage.bought("incoming_inspection", follow(one, "10"), on) for one in receipts]
    for paper in papers:
        for line in paper.lines:
            line.data = {"rejected": "2", "defect": "appearance"}
    return papers


def purchase_receipt_of_arrival(stage: Stage, documents: int, lines: int) -> list[Paper]:
    arrivals = stage.desk.post(*goods_arrival(stage, documents, lines))
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "10"), on) for one in arrivals]


def purchase_receipt_of_inspection(stage: Stage, documents: int, lines: int) -> list[Paper]:
    inspected = stage.desk.post(*incoming_inspection(stage, documents, lines))
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "8"), on) for one in inspected]


def purchase_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [stage.bought("purchase_order", stage.priced(lines, "10", "10"), on) for _ in range(documents)]


def purchase_receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*purchase_order(stage, documents, lines))
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "10"), on) for one in orders]


def purchase_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    papers = [stage.bought("purchase_return", follow(one, "4"), on) for one in receipts]
    for paper in papers:
        paper.data = {"reason": "quality"}
    return papers


def purchase_receipt_of_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """What the supplier sends in place of goods that were sent back to be exchanged."""
    papers = purchase_return(stage, documents, lines)
    for paper in papers:
        paper.data = {"reason": "quality", "way": "EXCHANGE"}
    returns = stage.desk.post(*papers)
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "4"), on) for one in returns]


def purchase_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """At another price than the goods came in at, so that the receipt is revalued."""
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("105.00"), "amount_tax": D("13.65")}
    return [
        Paper("purchase_invoice", on, follow(one, "10", **figures), party_id=stage.book.supplier.pk)
        for one in receipts
    ]


def estimate_run(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """The reversal on the first of what came in, for a company that reverses its estimates so."""
    stage.desk.decide("estimate_mode", "MONTH_BEGIN", day=stage.today + 1)
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    return [Paper("estimate_run", on, follow(one, "10"), data={"run": "REVERSE"}) for one in receipts]


def landed_cost(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Freight into the cost of what came in."""
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    fee = {"cost_type": "freight", "fee_net": "100.00", "fee_tax": "9.00", "basis": "AMOUNT"}
    return [
        Paper(
            "landed_cost",
            on,
            follow(one, "10"),
            party_id=stage.book.supplier.pk,
            data={**fee, "treatment": "CAPITALIZE"},
        )
        for one in receipts
    ]


def ap_bill(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on, tax_code = stage.day(), stage.book.tax_code("VAT6").pk
    figures = {"amount_net": D("100.00"), "amount_tax": D("6.00"), "tax_code_id": tax_code}
    return [
        Paper(
            "ap_bill",
            on,
            [PaperLine(data={"purpose": "admin"}, **figures) for _ in range(lines)],
            party_id=stage.book.supplier.pk,
        )
        for _ in range(documents)
    ]


def purchase_invoice_red(stage: Stage, documents: int, lines: int) -> list[Paper]:
    returns = stage.desk.post(*purchase_return(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("-40.00"), "amount_tax": D("-5.20")}
    papers = [Paper("purchase_invoice_red", on, follow(one, "-4", **figures)) for one in returns]
    for paper in papers:
        paper.party_id = stage.book.supplier.pk
    return papers


def purchase_invoice_red_of_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _red_without_goods(stage, "purchase_invoice", stage.book.supplier.pk, documents, lines)
