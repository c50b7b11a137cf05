"""Money and debts that have nothing to do with goods: what was spent, our own money from one account to another, money
lent to staff, and what the accounts stood at when the books began.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import D
from tests.histories.acts_buying import SUPPLIERS
from tests.histories.acts_money import named, open_items
from tests.histories.dice import Dice
from tests.histories.flows import NONE
from tests.histories.shop import FIRST_MONTH, Shop, Step, fen, split
from tests.posting.desk import money_line

#: Where an expense goes by its item, as the list comes with a new company; a line may say otherwise.
ITEMS = {"travel": "admin", "freight": "selling", "bank_fee": "finance"}
#: What is on a train ticket (T5).
TICKET = Fraction(9, 100)
#: D-OPNG: accounts that no list of stock or of open items belongs to, and their side.
OPENED = {"bank": 1, "capital": -1, "payroll": -1, "fixed_asset": 1}
#: Those that 往来期初 and 库存期初 book into.
LISTED = ("ar", "prepay", "other_receivable", "ap", "advance_received", "other_payable", "merchandise")


def think_spend(shop: Shop, dice: Dice) -> Step:
    party = dice.of(SUPPLIERS)
    rows: list[Step] = []
    advances = open_items(shop, "other_receivable", 1, party)
    for item in dice.chance.sample(sorted(ITEMS), dice.chance.choice((1, 1, 2))):
        row: Step = {"item": item, "amount": dice.money(1, 9000), "ticket": dice.likely(4)}
        if dice.likely(3):
            row["to"] = dice.of(("admin", "selling", "finance"))
        if advances and dice.likely(5):
            row["advance"] = dice.of(advances)[0]
        rows.append(row)
    return {"day": dice.day(), "party": party, "cash": dice.likely(5), "rows": rows}


def do_spend(shop: Shop, number: int, step: Step) -> None:
    """D-EXP: 借 费用、进项税额; 贷 1221 as far as an advance was spent, the rest 贷 资金, or 2241 where it is paid later."""
    ticket = shop.book.tax_code("VAT9").pk
    left: dict[int, Fraction] = {}
    lines = []
    for row in step["rows"]:
        data: dict[str, Any] = {"expense_item": row["item"]}
        if row.get("to"):
            data["book_to"] = row["to"]
        if row.get("advance"):
            item = named(shop, row["advance"])
            data["item"] = item.pk
            left.setdefault(item.pk, Fraction(item.residual))
        code = ticket if row["ticket"] else None
        lines.append(PaperLine(amount_incl=D(row["amount"]), tax_code_id=code, data=data))
    header = {"fund_account_id": shop.book.cash.pk} if step["cash"] else {}
    header["department_id"] = shop.book.department.pk
    paper = shop.paper("expense", step["day"], lines, party=step["party"], **header)
    done = shop.post(number, "spend", paper, party=step["party"])
    rest = NONE
    for line, row in zip(lines, step["rows"], strict=True):
        amount = Fraction(row["amount"])
        net, tax = split(amount, True, TICKET) if row["ticket"] else (amount, NONE)
        shop.books(done, row.get("to") or ITEMS[row["item"]], shop.cost(net, tax))
        shop.books(done, "vat_input", shop.input_tax(tax))
        taken = min(amount, left.get(line.data.get("item", 0), NONE))
        if taken:
            left[line.data["item"]] -= taken
        shop.books(done, "other_receivable", -taken, step["party"])
        rest += amount - taken
    if step["cash"]:
        shop.books(done, "cash", -rest)
    else:
        shop.books(done, "other_payable", -rest, step["party"])


def think_lend_money(shop: Shop, dice: Dice) -> Step:
    return {"day": dice.day(), "party": dice.of(SUPPLIERS), "amount": dice.money(100, 9000)}


def do_lend_money(shop: Shop, number: int, step: Step) -> None:
    """员工借款: 借 1221 贷 资金."""
    line = money_line(step["amount"], purpose="lent")
    paper = shop.paper("payment", step["day"], [line], party=step["party"], fund_account_id=shop.book.cash.pk)
    done = shop.post(number, "lend_money", paper, party=step["party"])
    shop.books(done, "other_receivable", Fraction(step["amount"]), step["party"])
    shop.books(done, "cash", -Fraction(step["amount"]))


def think_move_money(shop: Shop, dice: Dice) -> Step:
    amounts = [dice.money(1, 9000) for _ in range(dice.of((1, 1, 2)))]
    fee = dice.money(0, 50) if dice.likely(4) else ""
    return {"day": dice.day(), "from": dice.of(("cash", "bank")), "amounts": amounts, "fee": fee}


def do_move_money(shop: Shop, number: int, step: Step) -> None:
    """D-FTR: 借 转入、手续费, 贷 转出 with both; a fee on every line."""
    funds = {"cash": shop.book.cash, "bank": shop.book.bank}
    here, there = (step["from"], "bank" if step["from"] == "cash" else "cash")
    data: dict[str, Any] = {
        "fund_account_to": funds[there].pk,
        **({"fee": step["fee"]} if step["fee"] else {}),
    }
    lines = [money_line(amount, **data) for amount in step["amounts"]]
    done = shop.post(
        number, "move_money", shop.paper("fund_transfer", step["day"], lines, fund_account_id=funds[here].pk)
    )
    for amount in step["amounts"]:
        shop.books(done, there, Fraction(amount))
        shop.books(done, here, -Fraction(amount))
        shop.books(done, "finance", Fraction(step["fee"] or 0))
        shop.books(done, here, -Fraction(step["fee"] or 0))


def listed(shop: Shop) -> dict[str, Fraction]:
    """What 往来期初 and 库存期初 booked by account so far, debit above zero, and what was taken back of it."""
    found: dict[str, Fraction] = {}
    for done in shop.done.values():
        if done.extra.get("opens") or (done.kind == "reversal" and done.extra.get("undoes_opening")):
            for entry in done.entries:
                found[entry.role] = found.get(entry.role, NONE) + entry.amount
            for flow in done.flows:
                sign = -1 if flow.how == "share" else 1
                amount = flow.amount * sign
                for role in ("merchandise", "opening_equity"):
                    found[role] = found.get(role, NONE) + amount
                    amount = -amount
    return {role: amount for role, amount in found.items() if amount and role in LISTED}


def think_open(shop: Shop, dice: Dice) -> Step:
    """Some accounts, both sides even; with ``all`` what is on lists as well."""
    roles = dice.chance.sample(sorted(OPENED), 2)
    if OPENED[roles[0]] == OPENED[roles[1]]:
        roles[1] = "capital" if OPENED[roles[0]] > 0 else "bank"
    amount = dice.money(100, 90000)
    return {
        "day": dice.chance.randint(1, FIRST_MONTH),
        "roles": roles,
        "amount": amount,
        "all": dice.likely(5),
    }


def do_open(shop: Shop, number: int, step: Step) -> None:
    """D-OPNG: accounts stand at what is said. What is on lists is part of that, and was booked against 期初 equity: that
    goes back to nothing, as far as it is named here what the books began with.
    """
    said = {role: OPENED[role] * Fraction(step["amount"]) for role in step["roles"]}
    lists = listed(shop) if step["all"] else {}
    rest = sum(lists.values(), NONE)
    balancing = next(role for role in step["roles"] if OPENED[role] < 0)
    said[balancing] -= rest
    rows = []
    for role, amount in [*said.items(), *lists.items()]:
        data: dict[str, Any] = {"account": shop.book.account_of(role).pk}
        data["debit" if amount > 0 else "credit"] = fen(abs(amount))
        if role == "bank":
            data["fund_account"] = shop.book.bank.pk
        if amount:
            rows.append(PaperLine(data=data))
    done = shop.post(number, "open_accounts", shop.paper("opening_gl", step["day"], rows))
    opened = {role for one in shop.live("open_accounts") if one is not done for role in one.extra["roles"]}
    assert not opened & {*said, *lists}, f"{opened} were opened before"
    done.extra["roles"] = [*said, *lists]
    for role, amount in said.items():
        shop.books(done, role, amount)
    shop.books(done, "opening_equity", rest)


ACTS = {
    "spend": (think_spend, do_spend, 4),
    "lend_money": (think_lend_money, do_lend_money, 2),
    "move_money": (think_move_money, do_move_money, 2),
    "open_accounts": (think_open, do_open, 2),
}
