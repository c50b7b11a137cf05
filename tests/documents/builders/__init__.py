"""For every document type a builder of valid minimal papers, with whatever must be in the books before them.

A builder is asked for a number of papers and of lines; it posts what they need in one call on the stage's day and gives
papers for the day after, so that nothing is back-dated. A type without a builder fails the contract test.
"""

from __future__ import annotations

from collections.abc import Callable

from hengku.documents.paper import Paper
from tests.documents.builders.buying import (
    ap_bill,
    estimate_run,
    goods_arrival,
    incoming_inspection,
    incoming_inspection_of_receipt,
    landed_cost,
    purchase_invoice,
    purchase_invoice_red,
    purchase_invoice_red_of_invoice,
    purchase_order,
    purchase_receipt,
    purchase_receipt_of_arrival,
    purchase_receipt_of_inspection,
    purchase_receipt_of_return,
    purchase_requisition,
    purchase_return,
    purchase_rfq,
)
from tests.documents.builders.costs import cost_adjustment, cost_month, standard_cost
from tests.documents.builders.custody import (
    borrow_in,
    borrow_return,
    consign_in,
    consign_in_settle,
    consign_in_settle_of_loan,
    consign_out,
    consign_return,
    consign_settle,
    loan_out,
    loan_return,
    pick_list,
    pick_list_of_notice,
    purchase_invoice_of_custody,
    sales_issue_of_loan,
    stock_status_change,
)
from tests.documents.builders.money import opening_arap, payment, receipt, settlement, voucher
from tests.documents.builders.selling import (
    ar_bill,
    delivery_notice,
    gift_issue,
    quotation,
    sales_allowance,
    sales_invoice,
    sales_invoice_of_order,
    sales_invoice_red,
    sales_invoice_red_of_invoice,
    sales_issue,
    sales_issue_of_invoice,
    sales_issue_of_order,
    sales_order,
    sales_order_of_quotation,
    sales_return,
)
from tests.documents.builders.stage import Stage
from tests.documents.builders.stock import (
    assembly,
    branch_in,
    branch_out,
    count_gain,
    count_loss,
    disassembly,
    internal_issue,
    internal_issue_return,
    loss_report,
    opening_stock,
    other_in,
    other_out,
    recall,
    stock_adjustment,
    transfer_direct,
    transfer_in,
    transfer_out,
)

Builder = Callable[[Stage, int, int], list[Paper]]

BUILDERS: dict[str, Builder] = {
    one.__name__: one
    for one in (
        purchase_requisition,
        purchase_rfq,
        purchase_order,
        goods_arrival,
        incoming_inspection,
        purchase_receipt,
        purchase_return,
        purchase_invoice,
        purchase_invoice_red,
        estimate_run,
        landed_cost,
        ap_bill,
        quotation,
        sales_order,
        delivery_notice,
        sales_issue,
        sales_return,
        sales_allowance,
        sales_invoice,
        sales_invoice_red,
        gift_issue,
        transfer_direct,
        stock_adjustment,
        loss_report,
        recall,
        other_in,
        other_out,
        internal_issue,
        internal_issue_return,
        transfer_out,
        transfer_in,
        branch_out,
        branch_in,
        count_gain,
        count_loss,
        assembly,
        disassembly,
        consign_in,
        consign_in_settle,
        consign_out,
        consign_settle,
        consign_return,
        pick_list,
        stock_status_change,
        loan_out,
        loan_return,
        borrow_in,
        borrow_return,
        opening_stock,
        opening_arap,
        payment,
        receipt,
        ar_bill,
        settlement,
        voucher,
        cost_adjustment,
        cost_month,
        standard_cost,
    )
}

#: Builders of papers that follow another source than those above.
FROM: dict[tuple[str, str], Builder] = {
    ("delivery_notice", "pick_list"): pick_list_of_notice,
    ("loan_out", "sales_issue"): sales_issue_of_loan,
    ("borrow_in", "consign_in_settle"): consign_in_settle_of_loan,
    ("consign_in_settle", "purchase_invoice"): purchase_invoice_of_custody,
    ("quotation", "sales_order"): sales_order_of_quotation,
    ("sales_order", "sales_issue"): sales_issue_of_order,
    ("sales_order", "sales_invoice"): sales_invoice_of_order,
    ("sales_invoice", "sales_issue"): sales_issue_of_invoice,
    ("purchase_receipt", "incoming_inspection"): incoming_inspection_of_receipt,
    ("goods_arrival", "purchase_receipt"): purchase_receipt_of_arrival,
    ("purchase_return", "purchase_receipt"): purchase_receipt_of_return,
    ("incoming_inspection", "purchase_receipt"): purchase_receipt_of_inspection,
    ("purchase_invoice", "purchase_invoice_red"): purchase_invoice_red_of_invoice,
    ("sales_invoice", "sales_invoice_red"): sales_invoice_red_of_invoice,
}
