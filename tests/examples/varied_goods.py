"""Kinds that are played with documents (C2–C17, C19, T7, T10, T11, B4): see ``varied``."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.costing.second_model import NONE, r2
from tests.examples.varied import Case, Chance, Maker, credit, debit, entry, plain, shares, yuan
from tests.examples.varied_costs import cost_ledger, recost
from tests.examples.varied_fees import landed_cost

TODAY = date(2026, 3, 1)
GENERAL = Fraction("0.13")


def _closing(q: Fraction, v: Fraction) -> dict[str, str]:
    return {"qty": plain(q), "amount": yuan(v)}


def monthly_average(chance: Chance) -> tuple[Case, Case]:
    """C12: U of all that came, R2(n × U) each, the last one what is left where nothing stays."""
    q, v = Fraction(chance.randint(1, 200)), chance.fen(0, 300000)
    is_new = chance.random() < 0.2
    q, v = (NONE, NONE) if is_new else (q, v)
    given: Case = {"method": "MONTHLY_AVERAGE", "opening": _closing(q, v), "receipts": [], "issues": []}
    if is_new and chance.random() < 0.5:
        del given["opening"]
    for number in range(1, chance.randint(2 if is_new else 1, 4)):
        n, amount = Fraction(chance.randint(1, 300)), chance.fen(1, 400000)
        row = {"id": f"r{number}", "type": "PURCHASE_RECEIPT", "qty": plain(n), "amount": yuan(amount)}
        given["receipts"].append(row)
        q, v = q + n, v + amount
    unit, left, rows = v / q, q, []
    for number in range(1, chance.randint(2, 6)):
        n = left if chance.random() < 0.2 else Fraction(chance.randint(0, int(left)))
        if n:
            rows.append((f"s{number}", n))
            left -= n
    money, answers = v, []
    for name, n in rows:
        amount = money if not left and name == rows[-1][0] else r2(n * unit)
        money -= amount
        given["issues"].append({"id": name, "type": "ISSUE", "qty": plain(n)})
        answers.append({"id": name, "qty": plain(n), "amount": yuan(amount)})
    return given, {"issues": answers, "closing": _closing(left, money)}


def standard_cost(chance: Chance) -> tuple[Case, Case]:
    """C14: PPV of each receipt, 率 = (期初差异 + 本期差异) / (期初标准 + 收入标准), R2(发出标准 × 率)."""
    cost, q = Fraction(chance.randint(1, 5000), 100), Fraction(chance.randint(1, 100))
    varied = Fraction(chance.randint(-5000, 5000), 100)
    varied = max(varied, -q * cost)
    if chance.random() < 0.2:
        q, varied = NONE, NONE
    given: Case = {"method": "STANDARD", "standard_cost": yuan(cost), "receipts": [], "issues": []}
    given["opening"] = {"qty": plain(q), "variance": yuan(varied)}
    expected: Case = {"receipts": [], "issues": []}
    if chance.random() < 0.4:
        new = Fraction(chance.randint(1, 5000), 100)
        given["new_standard_cost"] = yuan(new)
        rise = q * (new - cost)
        expected["revaluation"] = {"inventory": yuan(rise), "variance_account": yuan(-rise)}
        varied, cost = varied - rise, new
    whole, held = q * cost, q
    for number in range(1, chance.randint(1 if q else 2, 4)):
        n, amount = Fraction(chance.randint(1, 100)), chance.fen(1, 90000)
        given["receipts"].append({"id": f"r{number}", "qty": plain(n), "amount": yuan(amount)})
        ppv = amount - n * cost
        expected["receipts"].append({"id": f"r{number}", "standard": yuan(n * cost), "ppv": yuan(ppv)})
        whole, held, varied = whole + n * cost, held + n, varied + ppv
    rate, left = varied / whole, varied
    for number in range(1, chance.randint(2, 5)):
        n = Fraction(chance.randint(0, int(held) - 1))
        if not n:
            continue
        share, held = r2(n * cost * rate), held - n
        left -= share
        given["issues"].append({"id": f"s{number}", "qty": plain(n), "target": chance.choice(("cogs", "wip"))})
        told = {"standard": yuan(n * cost), "variance": yuan(share), "actual": yuan(n * cost + share)}
        expected["issues"].append({"id": f"s{number}", **told})
    expected["closing"] = {"qty": plain(held), "standard": yuan(held * cost), "variance": yuan(left)}
    return given, expected


def _invoice(estimated: Fraction, net: Fraction, tax: Fraction) -> list[tuple[str, Fraction, Fraction]]:
    """C15 ON_INVOICE: the estimate in red, the invoice in blue."""
    return [
        debit("merchandise", -estimated),
        credit("ap_estimated", -estimated),
        debit("merchandise", net),
        debit("vat_input", tax),
        credit("ap", net + tax),
    ]


def estimate(chance: Chance) -> tuple[Case, Case]:
    """C15: from the beginning while its month is open; else by what is still here of what the invoice is for."""
    n, value = Fraction(chance.randint(1, 120)), chance.fen(1, 200000)
    net = chance.choice((value, chance.fen(1, 250000), r2(value * Fraction(chance.randint(80, 120), 100))))
    tax = r2(net * GENERAL)
    given: Case = {"receipt": {"qty": plain(n), "estimated_amount": yuan(value)}}
    given["invoice"] = {"qty": plain(n), "net": yuan(net), "tax": yuan(tax)}
    if chance.random() < 0.5:
        return _estimate_open(chance, given, n, value, net, tax)
    left = Fraction(chance.randint(0, int(n)))
    worth = r2(value * left / n)
    diff = net - value
    stays = r2(diff * left / n)
    if worth + stays < 0:
        stays = -worth
    gone = diff - stays
    given |= {"mode": "CLOSED_PERIOD", "pool_at_invoice": _closing(left, worth)}
    lines = [*_invoice(value, net, tax), debit("cogs", gone), credit("merchandise", gone)]
    return given, {
        "difference": yuan(diff),
        "to_inventory": yuan(stays),
        "to_cogs": yuan(gone),
        "pool_after": _closing(left, worth + stays),
        "entries": entry(*lines),
    }


def _estimate_open(
    chance: Chance, given: Case, n: Fraction, value: Fraction, net: Fraction, tax: Fraction
) -> tuple[Case, Case]:
    pools, changed, issues, q = [value, net], [], [], n
    for number in range(1, chance.randint(1, 4)):
        part = Fraction(chance.randint(1, int(q))) if q else NONE
        if not part:
            break
        old, new = (r2(pool * part / q) for pool in pools)
        pools, q = [pools[0] - old, pools[1] - new], q - part
        issues.append({"id": f"s{number}", "qty": plain(part)})
        if old != new:
            changed.append({"id": f"s{number}", "old": yuan(old), "new": yuan(new), "delta": yuan(new - old)})
    given |= {"mode": "OPEN_PERIOD", "issues_after_receipt": issues}
    more = sum((Fraction(one["delta"]) for one in changed), NONE)
    return given, {
        "recost": changed,
        "closing": _closing(q, pools[1]),
        "entries_receipt": entry(debit("merchandise", value), credit("ap_estimated", value)),
        "entries_invoice": entry(*_invoice(value, net, tax)),
        "entries_recost": entry(debit("cogs", more), credit("merchandise", more)),
    }


def assembly(chance: Chance) -> tuple[Case, Case]:
    """C17, C4: what its components cost, and the fee."""
    fee, made = chance.choice((NONE, chance.fen(0, 9000))), Fraction(chance.randint(1, 9))
    rows, answers, whole = [], [], fee
    for number in range(chance.randint(1, 5)):
        held, amount = Fraction(chance.randint(1, 90)), chance.fen(1, 90000)
        n = held if chance.random() < 0.2 else Fraction(chance.randint(1, int(held)))
        cost = r2(amount * n / held)
        rows.append({"sku": f"C{number}", "qty": plain(n), "pool": _closing(held, amount)})
        answers.append({"sku": f"C{number}", "amount": yuan(cost)})
        whole += cost
    given: Case = {"type": "ASSEMBLY", "output_qty": plain(made), "components": rows}
    if fee or chance.random() < 0.5:
        given["fee"] = yuan(fee)
    return given, {"components": answers, "output_amount": yuan(whole)}


def disassembly(chance: Chance) -> tuple[Case, Case]:
    """C17: by 数量 × ref_cost; where nobody knows any, by quantity."""
    value, fee = chance.fen(1, 90000), chance.choice((NONE, chance.fen(0, 900)))
    knows = chance.random() < 0.8
    rows = [(Fraction(chance.randint(1, 9)), chance.fen(1, 9000)) for _ in range(chance.randint(1, 5))]
    parts = shares(value + fee, [n * cost if knows else n for n, cost in rows])
    components = [
        {"sku": f"C{number}", "qty": plain(n), **({"ref_cost": yuan(cost)} if knows else {})}
        for number, (n, cost) in enumerate(rows)
    ]
    answers = [{"sku": f"C{number}", "amount": yuan(one)} for number, one in enumerate(parts)]
    given = {"type": "DISASSEMBLY", "parent_amount": yuan(value), "components": components}
    return {**given, **({"fee": yuan(fee)} if fee else {})}, {"components": answers}


def kit_split(chance: Chance) -> tuple[Case, Case]:
    """C17, C1, T2: its price with tax by what each is sold for alone, then tax line by line."""
    price, rate = chance.fen(1, 90000), Fraction(chance.choice(("0.13", "0.09")))
    alone = [(chance.fen(1, 9000), Fraction(chance.choice((1, 1, 2, 3)))) for _ in range(chance.randint(1, 5))]
    nets = [(part, r2(part / (1 + rate))) for part in shares(price, [one * n for one, n in alone])]
    components = [
        {"sku": f"C{number}", "standalone_price_incl": yuan(one), **({"qty": plain(n)} if n > 1 else {})}
        for number, (one, n) in enumerate(alone)
    ]
    answers = [
        {"sku": f"C{n}", "incl": yuan(part), "net": yuan(net), "tax": yuan(part - net)}
        for n, (part, net) in enumerate(nets)
    ]
    net = sum((one for _, one in nets), NONE)
    given = {"kit_price_incl": yuan(price), "tax_rate": plain(rate), "components": components}
    return given, {"lines": answers, "total_net": yuan(net), "total_tax": yuan(price - net)}


def red_invoice(chance: Chance) -> tuple[Case, Case]:
    """T10, C7: net, tax and cost each by instalments, negative on the same side."""
    n, net, cost = Fraction(chance.randint(1, 40)), chance.fen(0, 90000), chance.fen(1, 90000)
    tax, upto, returns = r2(net * GENERAL), NONE, []
    given = [NONE, NONE, NONE]
    answers: list[dict[str, Any]] = []
    while upto < n and len(returns) < 4 and (not returns or chance.random() < 0.7):
        part = Fraction(chance.randint(1, int(n - upto)))
        upto += part
        now = [r2(whole * upto / n) - before for whole, before in zip((net, tax, cost), given, strict=True)]
        given = [before + one for before, one in zip(given, now, strict=True)]
        returns.append({"qty": plain(part)})
        sold = entry(debit("ar", -now[0] - now[1]), credit("revenue", -now[0]), credit("vat_output", -now[1]))
        told = {key: yuan(-one) for key, one in zip(("net", "tax", "cost"), now, strict=True)}
        goods = entry(debit("cogs", -now[2]), credit("merchandise", -now[2]))
        answers.append({**told, "entries": sold, "entries_cost": goods})
    original = {"qty": plain(n), "net": yuan(net), "tax": yuan(tax), "cost": yuan(cost)}
    if len(returns) == 1:
        return {"original": original, "return_qty": returns[0]["qty"]}, answers[0]
    return {"original": original, "returns": returns}, {"returns": answers}


def revenue(chance: Chance) -> tuple[Case, Case]:
    """T11, both taxpayers: on issue, with its tax due or pending; or on invoice, with its goods in 1406 meanwhile."""
    is_small = chance.random() < 0.3
    net, cost = chance.fen(1, 90000), chance.fen(1, 90000)
    tax = r2(net * (Fraction("0.01") if is_small else GENERAL))
    mode, vat = chance.choice(("ON_ISSUE", "ON_INVOICE")), "OUTPUT"
    given = {"mode": mode, "net": yuan(net), "tax": yuan(tax), "cost": yuan(cost)}
    given |= {"taxpayer": "SMALL_SCALE"} if is_small else {}
    if mode == "ON_ISSUE" and not is_small:
        vat = chance.choice(("OUTPUT", "DEFERRED"))
        given["vat_on_issue"] = vat
    role = "vat_small" if is_small else "vat_output"
    sold = [debit("ar", net + tax), credit("revenue", net)]
    if mode == "ON_INVOICE":
        issue = entry(debit("goods_dispatched", cost), credit("merchandise", cost))
        invoice = entry(*sold, credit(role, tax), debit("cogs", cost), credit("goods_dispatched", cost))
        return given, {"entries_issue": issue, "entries_invoice": invoice}
    pending = "vat_pending_output" if vat == "DEFERRED" else role
    issue = entry(*sold, credit(pending, tax), debit("cogs", cost), credit("merchandise", cost))
    later = entry(debit(pending, tax), credit(role, tax)) if pending != role else []
    return given, {"entries_issue": issue, "entries_invoice": later}


def deemed_sale(chance: Chance) -> tuple[Case, Case]:
    """T7: 销项 = R2(公允不含税价 × 税率), an expense with the cost."""
    cost, price, rate = chance.fen(1, 90000), chance.fen(1, 90000), Fraction(chance.choice(("0.13", "0.09", "0.06")))
    vat = r2(price * rate)
    given = {"cost": yuan(cost), "market_price_net": yuan(price), "rate": plain(rate), "purpose": "GIFT_TO_CUSTOMER"}
    lines = entry(debit("selling", cost + vat), credit("merchandise", cost), credit("vat_output", vat))
    return given, {"output_vat": yuan(vat), "entries": lines}


def stock_loss(chance: Chance) -> tuple[Case, Case]:
    """C19, T7: with the input tax that goes out by its profile, less what is made good."""
    cost, cause = chance.fen(1, 90000), chance.choice(("THEFT_LOST", "SPOILAGE", "DAMAGE", "DISASTER", "COUNT_LOSS"))
    profile = chance.choice(("ADDED", "ADDED", "AGRI_DEDUCT", "AGRI_SMALL"))
    rate = Fraction(chance.choice(("0.13", "0.09"))) if profile == "ADDED" else Fraction("0.09")
    out = {
        "ADDED": cost * rate,
        "AGRI_DEDUCT": cost / (1 - rate) * rate,
        "AGRI_SMALL": cost * Fraction(9, 94),
    }[profile]
    vat = r2(out) if cause in ("THEFT_LOST", "SPOILAGE", "DAMAGE") else NONE
    good = Fraction(chance.randint(0, int(cost * 100)), 100) if chance.random() < 0.5 else NONE
    given = {"loss_cost": yuan(cost), "cause": cause, "input_vat_profile": profile, "rate": plain(rate)}
    role = "count_loss_disaster" if cause == "DISASTER" else "count_loss_mgmt"
    whole = cost + vat
    found = entry(debit("suspense", whole), credit("merchandise", cost), credit("vat_input_out", vat))
    lines = (debit("other_receivable", good), debit(role, whole - good), credit("suspense", whole))
    told = {"vat_transfer_out": yuan(vat), "entries_discovery": found, "entries_approval": entry(*lines)}
    return {**given, **({"compensation": yuan(good)} if good else {})}, told


def stock_gain(chance: Chance) -> tuple[Case, Case]:
    """C19: 1901, then 5301 or in red off 6602."""
    cost = chance.fen(1, 90000)
    return {"gain_cost": yuan(cost)}, {
        "entries_discovery": entry(debit("merchandise", cost), credit("suspense", cost)),
        "entries_approval": entry(debit("suspense", cost), credit("count_gain", cost)),
    }


def fefo(chance: Chance) -> tuple[Case, Case]:
    """B4: sound ones that last long enough for the customer, first to expire first, then first made."""
    rows: list[dict[str, Any]] = []
    for number in range(1, chance.randint(2, 8)):
        row = {"batch": f"B{number}", "qty": plain(Fraction(chance.randint(1, 12)))}
        row["expiry"] = (TODAY + timedelta(chance.randint(-5, 40))).isoformat()
        row["production"] = (TODAY - timedelta(60 + number * chance.choice((1, 7)))).isoformat()
        rows.append({**row, "status": chance.choice(("AVAILABLE", "AVAILABLE", "AVAILABLE", "FROZEN", "DEFECT"))})
    days, need = chance.choice((0, 0, 10)), Fraction(chance.randint(1, 30))
    last = TODAY + timedelta(days)
    usable = [row for row in rows if row["status"] == "AVAILABLE" and date.fromisoformat(row["expiry"]) >= last]
    picks, left = [], need
    for row in sorted(usable, key=lambda one: (one["expiry"], one["production"], int(one["batch"][1:]))):
        n = min(left, Fraction(row["qty"]))
        if n:
            picks.append({"batch": row["batch"], "qty": plain(n)})
            left -= n
    given: Case = {"today": TODAY.isoformat(), "need": plain(need), "batches": rows}
    return given | ({"customer_min_remaining_days": days} if days else {}), {"picks": picks}


GOODS: dict[str, Maker] = {
    "cost_ledger": cost_ledger,
    "recost": recost,
    "monthly_average": monthly_average,
    "standard_cost": standard_cost,
    "estimate": estimate,
    "landed_cost": landed_cost,
    "assembly": assembly,
    "disassembly": disassembly,
    "kit_split": kit_split,
    "red_invoice": red_invoice,
    "revenue": revenue,
    "deemed_sale": deemed_sale,
    "stock_loss": stock_loss,
    "stock_gain": stock_gain,
    "fefo": fefo,
}
