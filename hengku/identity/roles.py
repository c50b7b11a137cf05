"""Permission words and the ready-made roles (domain.md §1.2, §6.1).

The matrix of S1 says who may do what; where it says ○ (needs approval) the right is given to the role that does the
work and, until approval flows exist, nobody else. "Purchaser may post an order" is the matrix's 免审批 case.
Permissions are words ``<document type>.<verb>`` or ``<room>.<verb>``; what no role grants is not allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengku.identity.rules import ALL_ROUNDER
from hengku.identity.words import (
    DOCUMENT_TYPES,
    DOCUMENT_VERBS,
    PERMISSIONS,
    PURCHASE_PRICES,
    ROOM_PERMISSIONS,
    VERB_LABELS,
)

__all__ = [
    "DOCUMENT_TYPES",
    "DOCUMENT_VERBS",
    "PERMISSIONS",
    "PURCHASE_PRICES",
    "READY_ROLES",
    "ROOM_PERMISSIONS",
    "VERB_LABELS",
    "ReadyRole",
]


@dataclass(frozen=True, slots=True)
class ReadyRole:
    """A role every new company starts with."""

    code: str
    name: str
    name_en: str
    permissions: tuple[str, ...]


def _grants(**verbs_by_type: str) -> set[str]:
    """``purchase_order="view create"`` → the two words. Verb ``all`` stands for the five of a document."""
    words = set()
    for room, verbs in verbs_by_type.items():
        listed = DOCUMENT_VERBS if verbs == "all" else tuple(verbs.split())
        words |= {f"{room}.{verb}" for verb in listed}
    return words


_VIEW_ALL: Final = {word for word in PERMISSIONS if word.endswith(".view")} - {
    "audit.view",
    "cost.view",
    PURCHASE_PRICES,
}
_MONEY: Final = {"cost.view", PURCHASE_PRICES}
_LOOK_UP: Final = {"catalog.view", "parties.view", "company.view", "reports.view"}

_OWNER: Final = (
    _VIEW_ALL
    | _MONEY
    | {"period.reopen", "desk.share"}
    | _grants(catalog="edit", parties="edit", company="edit settings")
    | _grants(purchase_requisition="post close", purchase_rfq="post close")
    | _grants(store_requisition="create post close", production_order="post close")
    | _grants(purchase_order="post close reverse", sales_order="post close reverse")
    | _grants(sales="below_floor over_credit edit refund", quotation="all")
    | _grants(stock_adjustment="post", loss_report="post", recall="create post reverse")
    | {"import.run", "lots.override", "inspection.concede"}
)
_PURCHASER: Final = (
    _LOOK_UP
    | _grants(catalog="edit", parties="edit", purchase_order="all", purchase_return="view create")
    | _grants(
        purchase_requisition="all", purchase_rfq="all", goods_arrival="view", receipt_ack="all",
        incoming_inspection="view",
        store_requisition="view",
    )
    | _grants(consign_in="view create", consign_in_settle="view create", borrow_in="view create")
    | _grants(consign_in_return="view create")
    | _grants(outsource_order="all", outsource_issue="view create", outsource_return="view", outsource_receipt="view")
    | _grants(purchase_receipt="view", purchase_invoice="view", payment="view create")
    | {"import.run", PURCHASE_PRICES}
)
_SALES: Final = _LOOK_UP | _grants(
    quotation="all",
    sales_order="all",
    delivery_notice="all",
    sales_return="view create",
    sales_allowance="view create",
    sales_issue="view",
    sales_invoice="view",
    consign_out="view create",
    consign_settle="view create",
    consign_return="view create",
    loan_out="view create",
    gift_issue="view create",
    receipt="view",
)
_WH_KEEPER: Final = _LOOK_UP | _grants(
    purchase_requisition="view create",
    purchase_order="view",
    goods_arrival="view create post",
    receipt_ack="view create post",
    incoming_inspection="view create",
    purchase_receipt="view create post",
    purchase_return="view post",
    sales_order="view",
    delivery_notice="view",
    sales_issue="view create post",
    sales_return="view post",
    gift_issue="view post",
    store_requisition="view",
    transfer_direct="view create",
    transfer_out="view create post",
    transfer_in="view create post",
    branch_out="view post",
    branch_in="view post",
    intercompany="view",
    consign_in="view create post",
    consign_in_return="view create post",
    consign_out="view create post",
    consign_return="view create post",
    outsource_order="view",
    outsource_issue="view create post",
    outsource_return="view create post",
    outsource_receipt="view create post",
    pick_list="view create post",
    stock_status_change="view create",
    loan_out="view create post",
    loan_return="view create post",
    borrow_in="view create post",
    borrow_return="view create post",
    stock_adjustment="view create",
    loss_report="view create",
    other_in="view create",
    other_out="view create",
    internal_issue="view create post",
    internal_issue_return="view create post",
    assembly="view create",
    disassembly="view create",
    production_order="view",
    material_issue="view create post",
    material_extra="view post",
    material_return="view create post",
    production_receipt="view create post",
    production_return="view create post",
    stock_count="view create count",
    count_gain="view",
    count_loss="view",
)
_WH_MANAGER: Final = (
    _LOOK_UP
    | _grants(
        purchase_requisition="view create",
        purchase_order="view",
        goods_arrival="view create post reverse",
        receipt_ack="view create post reverse",
        incoming_inspection="view create post reverse",
        purchase_receipt="view create post reverse",
        purchase_return="view create post reverse",
        sales_order="view",
        delivery_notice="view",
        sales_issue="view create post reverse",
        sales_return="view create post reverse",
        gift_issue="view create post reverse",
        store_requisition="view create post close",
        transfer_direct="view create post reverse",
        transfer_out="view create post reverse",
        transfer_in="view create post reverse",
        branch_out="view post reverse",
        branch_in="view post reverse",
        intercompany="view",
        consign_in="view create post reverse",
        consign_in_return="view create post reverse",
        outsource_order="view",
        outsource_issue="view create post reverse",
        outsource_return="view create post reverse",
        outsource_receipt="view create post reverse",
        consign_out="view create post reverse",
        consign_return="view create post reverse",
        pick_list="view create post reverse",
        stock_status_change="view create post reverse",
        loan_out="view create post reverse",
        loan_return="view create post reverse",
        borrow_in="view create post reverse",
        borrow_return="view create post reverse",
        stock_adjustment="view create post reverse",
        loss_report="view create post reverse",
        recall="view create post",
        other_in="view create post reverse",
        other_out="view create post reverse",
        internal_issue="view create post reverse",
        internal_issue_return="view create post reverse",
        assembly="view create post reverse",
        disassembly="view create post reverse",
        production_order="view",
        material_issue="view create post reverse",
        material_extra="view create post reverse",
        material_return="view create post reverse",
        production_receipt="view create post reverse",
        production_return="view create post reverse",
        stock_count="view create approve",
        count_gain="view post reverse",
        count_loss="view post reverse",
        opening_stock="view create post reverse",
    )
    | {"import.run", "stock.release", "inspection.concede", "lots.override"}
)
_QC: Final = (
    _LOOK_UP
    | _grants(
        purchase_order="view",
        goods_arrival="view",
        receipt_ack="view",
        incoming_inspection="view create post reverse",
        purchase_receipt="view",
        purchase_return="view",
        stock_status_change="view create post",
    )
    | {"stock.release"}
)
_CASHIER: Final = {"parties.view", "company.view", "reports.view", PURCHASE_PRICES} | _grants(
    payment="view post",
    receipt="view create post",
    fund_transfer="view create post",
    expense="view post",
    settlement="view",
    purchase_invoice="view",
    sales_invoice="view",
)
_ACCOUNTANT: Final = (
    _VIEW_ALL
    | _MONEY
    | {"period.close", "import.run", "ledger.edit"}
    | _grants(
        purchase_invoice="create post reverse",
        purchase_invoice_red="create post reverse",
        estimate_run="create post reverse",
        landed_cost="create post reverse",
        ap_bill="create post reverse",
        sales_invoice="create post reverse",
        sales_invoice_red="create post reverse",
        sales_allowance="create post reverse",
        consign_settle="create post reverse",
        consign_in_settle="create post reverse",
        ar_bill="create post reverse",
        settlement="create post reverse",
        payment="create",
        fund_transfer="create",
        expense="create post reverse",
        voucher="create",
        cost_adjustment="create",
        cost_month="create post",
        standard_cost="create",
        stock_count="view approve_amount",
        count_gain="view post",
        count_loss="view post",
        opening_arap="create post reverse",
        opening_gl="create post reverse",
        opening_stock="create post reverse",
    )
)
_FIN_MGR: Final = (
    _VIEW_ALL
    | _MONEY
    | {"period.close", "period.reopen", "ledger.edit", "parties.edit", "desk.share", "sales.over_credit"}
    | _grants(
        purchase_invoice="post reverse",
        purchase_invoice_red="post reverse",
        estimate_run="post reverse",
        landed_cost="post reverse",
        ap_bill="post reverse",
        sales_invoice="post reverse",
        sales_invoice_red="post reverse",
        sales_allowance="post reverse",
        consign_settle="post reverse",
        consign_in_settle="post reverse",
        ar_bill="post reverse",
        settlement="post reverse",
        payment="reverse",
        receipt="reverse",
        fund_transfer="post reverse",
        expense="post reverse",
        pos_refund="reverse",
        pos_daily_close="reverse",
        voucher="post reverse",
        cost_adjustment="post reverse",
        cost_month="create post",
        standard_cost="create post",
        stock_adjustment="post",
        loss_report="post",
        stock_count="approve_amount",
        count_gain="post",
        count_loss="post",
    )
)
_STORE_STAFF: Final = _LOOK_UP | _grants(
    goods_arrival="view create post",
    receipt_ack="view create post",
    purchase_receipt="view create post",
    transfer_in="view create post",
    store_requisition="view create",
    stock_count="view count",
    stock_adjustment="view create",
    loss_report="view create",
    pos_ticket="view create post",
    pos_refund="view create",
    pos_daily_close="view create",
)
_STORE_MGR: Final = (
    _LOOK_UP
    | _MONEY
    | _grants(
        purchase_requisition="view create",
        purchase_order="view",
        goods_arrival="view create post",
        receipt_ack="view create post",
        incoming_inspection="view create post",
        purchase_receipt="view create post",
        sales_order="view",
        delivery_notice="view",
        sales_issue="view create post",
        sales_return="view create post",
        gift_issue="view create post",
        store_requisition="view create close",
        transfer_direct="view create",
        transfer_out="view create post",
        transfer_in="view create post",
        stock_status_change="view create post",
        loan_out="view create post",
        loan_return="view create post",
        stock_count="view create count approve",
        count_gain="view post",
        count_loss="view post",
        stock_adjustment="view create post",
        loss_report="view create post",
        internal_issue="view create post",
        internal_issue_return="view create post",
        pos_ticket="view create post reverse",
        pos_refund="view create post",
        pos_daily_close="view create post reverse",
    )
)
_PLANNER: Final = _LOOK_UP | _grants(
    catalog="edit",
    purchase_requisition="view create",
    sales_order="view",
    purchase_order="view",
    production_order="view create post close",
    material_issue="view create",
    material_extra="view create post",
    material_return="view",
    production_receipt="view",
    production_return="view",
)
_WORKSHOP: Final = _LOOK_UP | _grants(
    production_order="view",
    material_issue="view create",
    material_extra="view create",
    material_return="view create",
    production_receipt="view create",
    production_return="view create",
    internal_issue="view create",
)
_AUDITOR: Final = _VIEW_ALL | _MONEY | {"audit.view"}
_SYSADMIN: Final = {"identity.edit", "company.view", "company.edit", "company.settings"}


def _role(code: str, name: str, name_en: str, permissions: set[str]) -> ReadyRole:
    unknown = permissions - PERMISSIONS
    if unknown:
        raise ValueError(f"role {code} grants words that do not exist: {sorted(unknown)}")
    return ReadyRole(code, name, name_en, tuple(sorted(permissions)))


READY_ROLES: Final = (
    _role("owner", "老板", "Owner", _OWNER),
    _role("purchaser", "采购员", "Buyer", _PURCHASER),
    _role("sales", "销售员", "Salesperson", _SALES),
    _role("wh_keeper", "仓管员", "Warehouse keeper", _WH_KEEPER),
    _role("wh_manager", "仓库主管", "Warehouse manager", _WH_MANAGER),
    _role("qc", "质检员", "Quality inspector", _QC),
    _role("cashier", "出纳", "Cashier", _CASHIER),
    _role("accountant", "会计", "Accountant", _ACCOUNTANT),
    _role("fin_mgr", "财务主管", "Finance manager", _FIN_MGR),
    _role("store_mgr", "店长", "Store manager", _STORE_MGR),
    _role("store_staff", "店员(收银)", "Store staff (till)", _STORE_STAFF),
    _role("planner", "计划员", "Planner", _PLANNER),
    _role("workshop", "车间", "Workshop", _WORKSHOP),
    _role("auditor", "审计员", "Auditor", _AUDITOR),
    _role("sysadmin", "系统管理员", "Administrator", _SYSADMIN),
    # S1 小企业模式: up to three people, one person holds every post. Who opens a company starts with it.
    ReadyRole(ALL_ROUNDER, "一人多岗(小企业)", "All-rounder (small firm)", ("*",)),
)
