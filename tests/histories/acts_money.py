"""Money, debts, cost without goods, and taking a document back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hengku.company.actions import reopen_period
from hengku.diagnosis.closing import close_month
from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.posting.month_costs import cost_month
from hengku.settlement.models import Item
from tests.costing.second_model import r2
from tests.histories.acts_buying import CUSTOMERS, SUPPLIERS
from tests.histories.acts_versions import order_again
from tests.histories.company import RATE
from tests.histories.dice import Dice
from tests.histories.flows import Flow, Money, Spot
from tests.histories.shop import FIRST_MONTH, Done, Shop, Step, fen
from tests.posting.desk import NOW, Doc, money_line, new_key

OPEN = "SELECT document_id, residual FROM settlement_item WHERE company_id = %s AND kind = %s ORDER BY id"


#: What an opening item is, debit above zero; what a bill's purposes book beside what is owed.
OPENS = {"ar": 1, "prepay": 1, "other_receivable": 1, "ap": -1, "advance_received": -1, "other_payable": -1}
ASKS = {
    "deposit": "other_revenue",
    "penalty": "nonop_income",
    "rebate": "other_revenue",
    "compensation": "suspense",
}
BEARS = ("admin", "selling", "finance", "overhead", "fixed_asset")


def think_owe(shop: Shop, dice: Dice) -> Step:
    kind = dice.of((*OPENS, "ap_bill", "ar_bill", "ap_bill", "ar_bill"))
    party = "丙" if kind in ("ar", "ap") else dice.of(CUSTOMERS if OPENS.get(kind, 0) > 0 else SUPPLIERS)
    party = dice.of(CUSTOMERS) if kind in ("ar_bill", "advance_received") else party
    step = {"day": dice.day(), "kind": kind, "party": party, "amount": dice.money(1, 20000)}
    if kind == "ap_bill":
        step |= {"purpose": dice.of(BEARS), "as": dice.of(("ap", "other_payable")), "taxed": dice.likely(4)}
    elif kind == "ar_bill":
        step |= {"purpose": dice.of(sorted(ASKS)), "as": dice.of(("ar", "other_receivable"))}
    return step


def do_owe(shop: Shop, number: int, step: Step) -> None:
    """往来期初, 其他应收 (D-ARB: 1122 or 1221), 其他应付 (D-APB: 220201 or 2241, its tax deducted as T5 says)."""
    kind, party, amount = step["kind"], step["party"], Fraction(step["amount"])
    if kind == "ap_bill":
        tax = r2(amount * RATE) if step.get("taxed") else Fraction(0)
        line = PaperLine(
            amount_net=D(step["amount"]),
            amount_tax=D(fen(tax)),
            tax_code_id=shop.tax_id if tax else None,
            data={"purpose": step.get("purpose", "admin")},
        )
        paper = shop.paper(
            "ap_bill", step["day"], [line], party=party, data={"owed_as": step.get("as", "ap")}
        )
        done = shop.post(number, "owe", paper, party=party)
        shop.books(done, step.get("purpose", "admin"), shop.cost(amount, tax))
        shop.books(done, "vat_input", shop.input_tax(tax))
        shop.books(done, step.get("as", "ap"), -amount - tax, party)
    elif kind == "ar_bill":
        owed = step.get("as", "other_receivable")
        line = PaperLine(amount_incl=D(step["amount"]), data={"purpose": step.get("purpose", "penalty")})
        paper = shop.paper("ar_bill", step["day"], [line], party=party, data={"owed_as": owed})
        done = shop.post(number, "owe", paper, party=party)
        shop.books(done, owed, amount, party)
        shop.books(done, ASKS[step.get("purpose", "penalty")], -amount)
    else:
        line = PaperLine(amount_incl=D(step["amount"]), data={"kind": kind})
        done = shop.post(
            number, "owe", shop.paper("opening_arap", step["day"], [line], party=party), party=party
        )
        done.extra["opens"] = True
        shop.books(done, kind, OPENS[kind] * amount, party)
        shop.books(done, "opening_equity", -OPENS[kind] * amount)


def open_items(shop: Shop, kind: str, sign: int = 1, party: str = "") -> list[tuple[list[Any], Fraction]]:
    """Open items by the step that made them: ([step, number], what is open)."""
    items: dict[int, list[Fraction]] = {}
    for document_id, residual in sql.rows(OPEN, (shop.book.company_id, kind)):
        items.setdefault(document_id, []).append(Fraction(residual))
    found = []
    for done in shop.done.values():
        if done.is_live and (not party or done.party == party):
            for number, left in enumerate(items.get(done.doc.id, ())):
                if left * sign > 0:
                    found.append(([done.step, kind, number], left))
    return found[-8:]


def named(shop: Shop, name: list[Any]) -> Item:
    """The open item that ``open_items`` named."""
    step, kind, number = name
    items = Item.objects.filter(company_id=shop.book.company_id, document_id=shop.done[step].doc.id)
    return items.filter(kind=kind).order_by("id")[number]


def think_pay(shop: Shop, dice: Dice) -> Step:
    comes_in = dice.likely(5)
    step: Step = {"day": dice.day(), "in": comes_in, "fee": dice.money(0, 50) if dice.likely(2) else ""}
    step["amount"] = dice.money(100, 20000)
    kinds = ("ar", "other_receivable") if comes_in else ("ap", "other_payable")
    items = [one for kind in kinds for one in open_items(shop, kind)]
    if items and dice.likely(7):
        name, left = dice.of(items)
        done = shop.done[name[0]]
        whole = left if dice.likely(5) else left / 2
        return {**step, "item": name, "party": done.party, "amount": str(D(int(whole * 100)) / 100)}
    return {**step, "party": dice.of(CUSTOMERS if comes_in else SUPPLIERS), "before": dice.likely(6)}


def do_pay(shop: Shop, number: int, step: Step) -> None:
    """收款、付款: what is owed falls, or it is kept before; the fee is 财务费用."""
    comes_in, party, amount = step["in"], step["party"], Fraction(step["amount"])
    data: dict[str, Any] = {"purpose": "before"} if step.get("before") else {}
    if "item" in step:
        data["item"] = named(shop, step["item"]).pk
    header: dict[str, Any] = {
        "fund_account_id": shop.book.cash.pk,
        "data": {"fee": step["fee"]} if step["fee"] else {},
    }
    code = "receipt" if comes_in else "payment"
    paper = shop.paper(code, step["day"], [money_line(step["amount"], **data)], party=party, **header)
    done = shop.post(number, "pay", paper, party=party)
    fee = Fraction(step["fee"] or 0)
    kinds = ("ar", "advance_received") if comes_in else ("ap", "prepay")
    sign = -1 if comes_in else 1
    owed = step["item"][1] if "item" in step else kinds[0]
    shop.books(done, kinds[1] if step.get("before") else owed, sign * amount, party)
    shop.books(done, "cash", -sign * amount - fee)
    shop.books(done, "finance", fee)


def think_settle(shop: Shop, dice: Dice) -> Step | None:
    party = dice.of(("甲", "乙", "丙"))
    one, other = dice.of(
        (
            *(
                ("advance_received", "ar"),
                ("prepay", "ap"),
                ("ar", "ap"),
                ("ar", "ar"),
                ("ap_estimated",) * 2,
            ),
            *(
                ("advance_received", "other_receivable"),
                ("prepay", "other_payable"),
                ("other_receivable", "ap"),
            ),
            *(("ar", "other_payable"), ("other_receivable", "other_payable")),
        )
    )
    first = open_items(shop, one, 1, party)
    second = open_items(shop, other, -1 if one == other else 1, party)
    if not first or not second:
        return None
    (name, left), (against, owed) = dice.of(first), dice.of(second)
    amount = min(left, abs(owed))
    return {
        "day": dice.day(),
        "party": party,
        "item": name,
        "against": against,
        "amount": str(D(int(amount * 100)) / 100),
    }


def do_settle(shop: Shop, number: int, step: Step) -> None:
    """核销: nothing between items of one kind, both sides less between two."""
    item, against = named(shop, step["item"]), named(shop, step["against"])
    line = money_line(step["amount"], item=item.pk, against_item=against.pk)
    paper = shop.paper("settlement", step["day"], [line], party=step["party"])
    done = shop.post(number, "settle", paper, party=step["party"])
    if item.kind != against.kind:
        for kind in (item.kind, against.kind):
            sign = 1 if kind in ("ap", "advance_received", "other_payable") else -1
            shop.books(done, kind, sign * Fraction(step["amount"]), step["party"])


def think_recost(shop: Shop, dice: Dice) -> Step:
    sign = dice.of(("", "", "-"))
    row = dice.goods(shop, codes="ABCM")
    return {"day": dice.day(), "place": dice.place(shop), **row, "amount": sign + dice.money(1, 900)}


def do_recost(shop: Shop, number: int, step: Step) -> None:
    """D-CADJ, C10: money into what is there, else into cost of sales."""
    lot = {"lot_no": step["lot"]} if step.get("lot") else {}
    line = PaperLine(product_id=shop.products[step["product"]].pk, data={"change": step["amount"], **lot})
    data = {"other_side": "nonop_income", "reason": "运费漏记"}
    done = shop.post(
        number, "recost", shop.paper("cost_adjustment", step["day"], [line], place=step["place"], data=data)
    )
    amount = Fraction(step["amount"])
    money = Money(
        step["day"], step["product"], Spot(step["place"], lot=step.get("lot", "")), amount, (number, 0)
    )
    done.monies.append(shop.note.adjusts(money))
    shop.books(done, "nonop_income", -amount)


def think_voucher(shop: Shop, dice: Dice) -> Step:
    return {"day": dice.day(), "amount": dice.money(1, 9000)}


def do_voucher(shop: Shop, number: int, step: Step) -> None:
    admin, bank = shop.book.account_of("admin").pk, shop.book.account_of("bank").pk
    rows = [{"account": admin, "debit": step["amount"]}, {"account": bank, "credit": step["amount"]}]
    done = shop.post(
        number, "voucher", shop.paper("voucher", step["day"], [PaperLine(data=row) for row in rows])
    )
    shop.books(done, "admin", Fraction(step["amount"]))
    shop.books(done, "bank", -Fraction(step["amount"]))


def think_reverse(shop: Shop, dice: Dice) -> Step | None:
    found = [one for one in shop.done.values() if one.is_live and one.kind != "reversal"]
    if not found:
        return None
    done = dice.of(found[-15:])
    return {"of": [done.step, 0], "day": dice.day(done.day)}


def do_reverse(shop: Shop, number: int, step: Step) -> None:
    """红冲: everything the document did, in red; its goods at what they cost in the end (R5, G9)."""
    old = shop.done[step["of"][0]]
    doc = shop.desk.reverse(old.doc, step["day"])
    shop.must_be_open(Document.objects.get(pk=doc.id).type_code, step["day"])
    undo(shop, old, doc, number, step["day"])


def undo(shop: Shop, old: Done, doc: Doc, number: int, day: int) -> None:
    """Everything a document told the notebook, the other way round."""
    done = Done(number, "reversal", day, doc, old.party, is_live=False)
    shop.done[number] = done
    old.is_live = False
    done.extra["undoes_opening"] = old.extra.get("opens", False)
    shop.is_costed = False
    kept = shop.note.told().kept
    for flow in old.flows:
        done.flows.append(shop.note.goes(opposite(flow, number, day)))
    for money in old.monies:
        back = replace(
            money, on=day, amount=-money.amount, kept=-kept[money.line], line=(number, money.line[1])
        )
        done.monies.append(shop.note.adjusts(back))
    for entry in old.entries:
        shop.books(done, entry.role, -entry.amount, entry.party)
    for flow, change, n, is_late, is_fee in old.changes:
        shop.costs_more(done, flow, -change, n, is_late=is_late, is_fee=is_fee)
    for told, kind, n in old.takes:
        told.taken[kind] -= n
        if kind == "sent":
            told.taken["let go"] += n
        assert kind not in ("carried", "asked") or told.taken[kind] <= told.n, f"{told.line} was carried too far"
    order_again(shop, number, day, old)


def opposite(flow: Flow, number: int, day: int) -> Flow:
    """The same goods back the way they came."""
    undone = flow.source if flow.how in ("share", "agreed") else None
    back = replace(
        flow,
        line=(number, flow.line[1]),
        on=day,
        here=flow.there,
        there=flow.here,
        how="share",
        source=flow.line,
        undoes=undone,
        made=None,
        more=Fraction(0),
        fees=Fraction(0),
        later=[],
        mores=[],
    )
    if flow.owed is not None:
        back.owed = -flow.owed
    if flow.tax is not None:
        back.tax = (*flow.tax[:2], -flow.tax[2])
    return back


def think_close(shop: Shop, dice: Dice) -> Step | None:
    """The parts of the first month one after the other (P1), or the last that was closed is opened again (P5)."""
    if not shop.company.closes or len(shop.done) < 25:
        return None
    parts = ("stock", "arap", "ledger")
    if shop.closed and dice.likely(4):
        return {"day": 1, "part": shop.closed[-1], "again": True}
    return {"day": 1, "part": parts[len(shop.closed)]} if len(shop.closed) < len(parts) else None


def do_close(shop: Shop, number: int, step: Step) -> None:
    """P1, P2, P5: after every check; nothing of it is changed by anything until it is opened again (P7)."""
    month = shop.book.day(step["day"])
    if step.get("again"):
        reopen_period(actor=shop.book.actor, month=month, part=step["part"], reason="漏记单据")
        shop.closed.remove(step["part"])
    else:
        close_month(actor=shop.book.actor, month=month, part=step["part"], now=NOW)
        shop.closed.append(step["part"])


def think_cost(shop: Shop, dice: Dice) -> Step | None:
    return {"day": 1} if shop.company.waits else None


def do_cost(shop: Shop, number: int, step: Step) -> None:
    """P2 ④: both months are costed, again where goods of one went into another (C12, C17)."""
    for day in (1, FIRST_MONTH + 1):
        again = 0
        while cost_month(actor=shop.book.actor, month=shop.book.day(day), key=new_key(), now=NOW).documents:
            again += 1
            assert again < 6, f"the costs of day {day}'s month never come to rest"
    shop.is_costed = True


ACTS = {
    "owe": (think_owe, do_owe, 3),
    "pay": (think_pay, do_pay, 6),
    "settle": (think_settle, do_settle, 3),
    "recost": (think_recost, do_recost, 2),
    "voucher": (think_voucher, do_voucher, 1),
    "reverse": (think_reverse, do_reverse, 9),
    "close": (think_close, do_close, 4),
    "cost": (think_cost, do_cost, 4),
}
