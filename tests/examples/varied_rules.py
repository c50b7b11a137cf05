"""Kinds that a rule answers by itself (C1, T2–T9, C18, P6, Q4): see ``varied``."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.costing.second_model import NONE, r2
from tests.examples.varied import Case, Chance, Maker, credit, debit, entry, plain, shares, yuan

FIRST = date(2026, 3, 1)


def allocation(chance: Chance) -> tuple[Case, Case]:
    """C1: by weight; all weights nothing: by quantity, then equally; either sign."""
    count = chance.randint(1, 7)
    weights = [chance.choice((NONE, chance.number(6, 3000), Fraction(1))) for _ in range(count)]
    if chance.random() < 0.2:
        weights = [NONE] * count
    total = chance.fen(0, 100000) * chance.choice((1, 1, -1))
    lines: list[dict[str, Any]] = [{"id": f"l{n}", "weight": plain(one)} for n, one in enumerate(weights, 1)]
    if chance.random() < 0.4:
        quantities = [chance.pieces() for _ in range(count)]
        for line, one in zip(lines, quantities, strict=True):
            line["qty"] = plain(one)
        weights = weights if any(weights) else quantities
    basis = chance.choice(("AMOUNT", "QTY", "WEIGHT", "VOLUME"))
    given = {"basis": basis, "total": yuan(total), "lines": lines}
    return given, {"amounts": [yuan(one) for one in shares(total, weights)]}


def taxed(mode: str, whole: Fraction, rate: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """T2: net, tax and both, of an amount with or without tax."""
    if mode == "INCL":
        net = r2(whole / (1 + rate))
        return net, whole - net, whole
    tax = r2(whole * rate)
    return whole, tax, whole + tax


def told(amounts: tuple[Fraction, Fraction, Fraction]) -> dict[str, str]:
    return dict(zip(("net", "tax", "incl"), map(yuan, amounts), strict=True))


def summed(rows: list[tuple[Fraction, Fraction, Fraction]]) -> dict[str, str]:
    net, tax, both = (sum(column, NONE) for column in zip(*rows, strict=True))
    return told((net, tax, both))


def _lines(chance: Chance) -> tuple[list[dict[str, Any]], list[tuple[Fraction, Fraction]]]:
    """Lines of goods, and the amount and rate of each."""
    lines, amounts = [], []
    for _ in range(chance.randint(1, 6)):
        n, price, rate = chance.pieces(2000), chance.number(8, 500), chance.rate()
        if chance.random() < 0.1:
            price = NONE
        lines.append({"qty": plain(n), "price": plain(price), "rate": plain(rate)})
        amounts.append((r2(n * price), rate))
    return lines, amounts


def tax_lines(chance: Chance) -> tuple[Case, Case]:
    """T2, with a discount on some lines."""
    mode = chance.choice(("INCL", "EXCL"))
    lines, amounts = _lines(chance)
    for number, line in enumerate(lines):
        amount, rate = amounts[number]
        if chance.random() < 0.3 and amount:
            off = Fraction(chance.randint(0, int(amount * 100)), 100)
            line["discount"] = yuan(off)
            amounts[number] = amount - off, rate
    rows = [taxed(mode, amount, rate) for amount, rate in amounts]
    return {"price_mode": mode, "lines": lines}, {"lines": [told(row) for row in rows], **summed(rows)}


def tax_rounding(chance: Chance) -> tuple[Case, Case]:
    """T3: line by line, and tax split off what all lines of a rate come to."""
    lines, amounts = _lines(chance)
    rows = [taxed("INCL", amount, rate) for amount, rate in amounts]
    whole = [
        taxed("INCL", sum((amount for amount, one in amounts if one == rate), NONE), rate)
        for rate in {rate for _, rate in amounts}
    ]
    document = summed(whole)
    return {"price_mode": "INCL", "lines": lines}, {
        "per_line": {"lines": [told(row) for row in rows], **summed(rows)},
        "per_document": {"net": document["net"], "tax": document["tax"]},
    }


def tax_discount(chance: Chance) -> tuple[Case, Case]:
    """T4: the document's discount by C1 over what lines come to, gifts bear none, then T2."""
    mode = chance.choice(("INCL", "EXCL"))
    lines, amounts = _lines(chance)
    weights = [amount for amount, _ in amounts]
    for number in range(1, len(lines)):
        if chance.random() < 0.2:
            lines[number]["gift"], weights[number] = True, NONE
    off = Fraction(chance.randint(0, int(sum(weights, NONE) * 100)), 100)
    parts = shares(off, weights) if off else [NONE] * len(lines)
    rows = [taxed(mode, amount - part, rate) for (amount, rate), part in zip(amounts, parts, strict=True)]
    answers = [{**told(row), "discount": yuan(part)} for row, part in zip(rows, parts, strict=True)]
    given = {"price_mode": mode, "document_discount": yuan(off), "lines": lines}
    return given, {"lines": answers, **summed(rows)}


def pos_close(chance: Chance) -> tuple[Case, Case]:
    """T3 DOCUMENT: split off the total of each rate."""
    rates = chance.sample(("0.13", "0.09", "0.06", "0.03", "0.01", "0"), chance.randint(1, 4))
    takings = [(rate, chance.fen(0, 900000)) for rate in rates]
    groups = [{"rate": rate, "incl": yuan(amount)} for rate, amount in takings]
    rows = [taxed("INCL", amount, Fraction(rate)) for rate, amount in takings]
    answers = [{"rate": rate, **told(row)} for rate, row in zip(rates, rows, strict=True)]
    return {"mode": "PER_DOCUMENT", "groups": groups}, {"groups": answers}


def invoice_check(chance: Chance) -> tuple[Case, Case]:
    """T3: a line within 0.06 of its net times its rate, a document within 1.27."""
    lines, answers, whole = [], [], NONE
    for _ in range(chance.choice((1, 3, 60))):
        net, rate = Fraction(chance.randint(1, 9000)), Fraction(chance.choice(("0.13", "0.09", "0.06")))
        off = Fraction(chance.randint(-8, 8) if chance.random() < 0.2 else chance.randint(0, 4), 100)
        lines.append({"net": yuan(net), "rate": plain(rate), "tax": yuan(net * rate + off)})
        answers.append({"diff": yuan(abs(off)), "ok": abs(off) <= Fraction("0.06")})
        whole += off
    is_ok = all(one["ok"] for one in answers) and abs(whole) <= Fraction("1.27")
    tolerance = {"line_tax": "0.06", "document_tax": "1.27", "line_amount": "0.01"}
    given = {"lines": lines, **({"tolerance": tolerance} if chance.random() < 0.5 else {})}
    return given, {"lines": [{"ok": one["ok"]} for one in answers], "document_ok": is_ok}


def agri(chance: Chance) -> tuple[Case, Case]:
    """T5: by the paper farm goods came with."""
    source = chance.choice(("FARMER_PURCHASE_INVOICE", "SMALL_SCALE_SPECIAL_INVOICE", "EXEMPT_ORDINARY_INVOICE"))
    paid, rate = chance.fen(1, 2000000), Fraction(chance.choice(("0.09", "0.10")))
    given = {"source": source, "deduct_rate": plain(rate)}
    if source == "SMALL_SCALE_SPECIAL_INVOICE":
        tax = r2(paid * Fraction("0.03"))
        given |= {"net": yuan(paid), "levy_rate": "0.03"}
        paid, vat = paid + tax, r2(paid * rate)
    else:
        given["purchase_price"] = yuan(paid)
        vat = r2(paid * rate) if source == "FARMER_PURCHASE_INVOICE" else NONE
    if source == "EXEMPT_ORDINARY_INVOICE":
        del given["deduct_rate"]
    lines = entry(debit("raw_material", paid - vat), debit("vat_input", vat), credit("ap", paid))
    return given, {"input_vat": yuan(vat), "inventory_cost": yuan(paid - vat), "entries": lines}


def agri_extra(chance: Chance) -> tuple[Case, Case]:
    """T5: R2(已按 9% 抵扣税额 ÷ 9% × 1%)."""
    deducted = chance.fen(0, 900000)
    more = r2(deducted / 9)
    lines = entry(debit("vat_input", more), credit("wip", more))
    given = {"event": "ISSUE_TO_13PCT_PRODUCTION", "deducted_at_9pct_in_issue": yuan(deducted)}
    return given, {"extra_input_vat": yuan(more), "entries": lines}


def imported(chance: Chance) -> tuple[Case, Case]:
    """T5: 组成计税价格 = (关税计税价格 + 关税) / (1 − 消费税率)."""
    value, duty_rate = Fraction(chance.randint(1, 5000) * 100), Fraction(chance.choice(("0", "0.05", "0.1", "0.25")))
    consumed, rate = Fraction(chance.choice(("0", "0", "0.2", "0.5"))), Fraction(chance.choice(("0.13", "0.09")))
    duty = value * duty_rate
    price = (value + duty) / (1 - consumed)
    given = {"dutiable_value": yuan(value), "duty_rate": plain(duty_rate), "consumption_rate": plain(consumed)}
    if not consumed and chance.random() < 0.5:
        del given["consumption_rate"]
    return {**given, "vat_rate": plain(rate)}, {
        "duty": yuan(duty),
        "consumption_tax": yuan(price * consumed),
        "vat": yuan(r2(price * rate)),
        "inventory_cost": yuan(price),
    }


def small_scale(chance: Chance) -> tuple[Case, Case]:
    """T6: accrued on all; below the threshold what special invoices did not say is income."""
    rate, threshold = Fraction(chance.choice(("0.01", "0.03"))), Fraction(chance.choice((100000, 300000)))
    incl = chance.choice((threshold * (1 + rate), chance.fen(100, 60000000), chance.fen(100, 20000000)))
    net = r2(incl / (1 + rate))
    vat = incl - net
    special = Fraction(chance.randint(0, int(net) // 2)) if chance.random() < 0.5 else NONE
    inclusive = chance.random() < 0.2
    is_free = net <= threshold if inclusive else net < threshold
    exempt = vat - r2(special * rate) if is_free else NONE
    given: Case = {"period": "QUARTER" if threshold == 300000 else "MONTH", "sales_incl": yuan(incl)}
    given |= {"taxpayer": "SMALL_SCALE", "rate": plain(rate), "threshold": yuan(threshold)}
    given |= {"special_invoice_net": yuan(special), **({"threshold_inclusive": True} if inclusive else {})}
    return given, {
        "net": yuan(net),
        "vat": yuan(vat),
        "exempt_vat": yuan(exempt),
        "payable_vat": yuan(vat - exempt),
        "entries_sale": entry(debit("ar", incl), credit("revenue", net), credit("vat_small", vat)),
        "entries_exempt": entry(debit("vat_small", exempt), credit("vat_exempt_income", exempt)),
    }


def vat_close(chance: Chance) -> tuple[Case, Case]:
    """T8, T9: 应缴 = 销项 − (进项 − 转出) − 期初留抵 − 已交; below nothing it is carried on."""
    output, bought, out = chance.fen(0, 2000000), chance.fen(0, 1500000), chance.fen(0, 20000)
    before = chance.choice((NONE, chance.fen(0, 200000)))
    due = output - (bought - out) - before
    prepaid = chance.fen(0, 100000) if due > 0 and chance.random() < 0.3 else NONE
    payable, over = max(due - prepaid, NONE), max(prepaid - max(due, NONE), NONE)
    rates = {"city": Fraction(chance.choice(("0.07", "0.05", "0.01"))), "edu": Fraction("0.03")}
    rates["local_edu"] = Fraction("0.02")
    given: Case = {"output": yuan(output), "input": yuan(bought), "input_transfer_out": yuan(out)}
    given |= {"opening_credit": yuan(before), "prepaid": yuan(prepaid)}
    lines = entry(debit("vat_transfer_unpaid", payable), credit("vat_unpaid", payable))
    lines += entry(debit("vat_unpaid", over), credit("vat_transfer_overpaid", over))
    expected: Case = {"payable": yuan(payable), "closing_credit": yuan(max(-due, NONE)), "entries_vat": lines}
    if not prepaid:
        given["surcharge"] = {key: plain(rate) for key, rate in rates.items()}
        parts = [(f"{key}_tax", r2(payable * rate)) for key, rate in rates.items()]
        whole = sum((amount for _, amount in parts), NONE)
        surcharge = entry(debit("tax_surcharge", whole), *(credit(role, amount) for role, amount in parts))
        expected["entries_surcharge"] = surcharge
    return given, expected


def production(chance: Chance) -> tuple[Case, Case]:
    """C18: what is finished gets R2(cost × finished / equivalent), what is in process the rest."""
    made, wip = chance.pieces(200), chance.choice((NONE, chance.pieces(100)))
    costs = {key: chance.fen(0, 500000) for key in ("material", "labor", "overhead")}
    beside = chance.fen(0, int(costs["material"] * 100)) if chance.random() < 0.4 else NONE
    beside = min(beside, costs["material"])
    pct, material_pct = Fraction(chance.randint(0, 100), 100), chance.choice((Fraction(1), Fraction(1), Fraction("0.8")))
    given = {key: yuan(amount) for key, amount in costs.items()}
    given |= {"completed": plain(made), "wip": plain(wip), "wip_conversion_pct": plain(pct)}
    if material_pct != 1 or chance.random() < 0.5:
        given["wip_material_pct"] = plain(material_pct)
    if beside or chance.random() < 0.5:
        given["byproduct_value"] = yuan(beside)
    done, left = {}, {}
    for key, amount in costs.items():
        amount -= beside if key == "material" else NONE
        done[key] = r2(amount * made / (made + wip * (material_pct if key == "material" else pct)))
        left[key] = amount - done[key]
    whole = sum(done.values(), NONE)
    finished = {key: yuan(amount) for key, amount in done.items()}
    expected = {"completed": {**finished, "total": yuan(whole)}, "wip": {key: yuan(one) for key, one in left.items()}}
    return given, expected


def coproduct(chance: Chance) -> tuple[Case, Case]:
    """C18: by quantity × reference cost (C1); where nobody knows any, by quantity."""
    total, rows = chance.fen(0, 500000), [(chance.pieces(), chance.number(4, 90)) for _ in range(chance.randint(1, 5))]
    knows = chance.random() < 0.85
    outputs = [{"sku": f"P{n}", "qty": plain(q), **({"ref_cost": plain(cost)} if knows else {})}
               for n, (q, cost) in enumerate(rows)]  # fmt: skip
    parts = shares(total, [q * cost if knows else q for q, cost in rows])
    answers = [{"sku": f"P{n}", "amount": yuan(one)} for n, one in enumerate(parts)]
    return {"total_cost": yuan(total), "outputs": outputs}, {"outputs": answers}


def outsourcing(chance: Chance) -> tuple[Case, Case]:
    """C18, C1: the material by what came back of what was ordered, and each fee."""
    issued, ordered = chance.fen(1, 300000), Fraction(chance.randint(1, 90))
    rows, answers, upto, given, fees, taxes = [], [], NONE, NONE, NONE, NONE
    for _ in range(chance.randint(1, 4)):
        n = Fraction(chance.randint(1, max(int(ordered) // 2, 1)))
        if upto + n > ordered:
            break
        fee, upto = chance.fen(0, 30000), upto + n
        tax = r2(fee * Fraction("0.13"))
        material = r2(issued * upto / ordered) - given
        given, fees, taxes = given + material, fees + fee, taxes + tax
        rows.append({"qty": plain(n), "fee_net": yuan(fee), "fee_tax": yuan(tax)})
        answers.append({"material": yuan(material), "fee": yuan(fee), "amount": yuan(material + fee)})
    into = given + fees
    return {"material_issued": yuan(issued), "order_qty": plain(ordered), "receipts": rows}, {
        "receipts": answers,
        "entries_issue": entry(debit("outsourced_material", issued), credit("raw_material", issued)),
        "entries_fee": entry(debit("outsourced_material", fees), debit("vat_input", taxes), credit("ap", fees + taxes)),
        "entries_receipt": entry(debit("merchandise", into), credit("outsourced_material", into)),
    }


def fx_reval(chance: Chance) -> tuple[Case, Case]:
    """P6: at the rate of the period's end; what is received or paid in goods keeps its rate."""
    side = chance.choice(("AR", "BANK", "OTHER_RECEIVABLE", "AP", "OTHER_PAYABLE", "PREPAY", "ADVANCE_RECEIVED"))
    amount = chance.fen(0, 9000000)
    first, last = (Fraction(chance.randint(10000, 9999999), 1000000) for _ in range(2))
    last = first if chance.random() < 0.1 else last
    keeps = side in ("PREPAY", "ADVANCE_RECEIVED")
    book, now = r2(amount * first), r2(amount * (first if keeps else last))
    is_owed = side in ("AP", "OTHER_PAYABLE")
    gain, role = (book - now if is_owed else now - book), side.lower()
    up, size = now - book, abs(now - book)
    other = "fx_gain" if gain > 0 else "fx_loss"
    lines = (credit(role, size), debit(other, size)) if is_owed == (up > 0) else (debit(role, size), credit(other, size))
    given = {"side": side, "currency": chance.choice(("USD", "EUR", "JPY")), "amount": yuan(amount)}
    entries = entry(*lines) if size else []
    expected = {"book": yuan(book), "revalued": yuan(now), "gain": yuan(gain), "entries": entries}
    return {**given, "book_rate": plain(first), "period_end_rate": plain(last)}, expected


def atp(chance: Chance) -> tuple[Case, Case]:
    """Q4: the least of any day from the one asked about, never below nothing."""
    now = Fraction(chance.randint(0, 60))
    plan = {key: [(FIRST + timedelta(chance.randint(0, 30)), Fraction(chance.randint(1, 50)))
                  for _ in range(chance.randint(0, 5))] for key in ("supplies", "demands")}  # fmt: skip
    asked = sorted({FIRST + timedelta(chance.randint(0, 35)) for _ in range(4)})

    def left(day: date) -> Fraction:
        came = sum((q for on, q in plan["supplies"] if on <= day), NONE)
        return now + came - sum((q for on, q in plan["demands"] if on <= day), NONE)

    days = [FIRST + timedelta(n) for n in range(40)]
    given = {key: [{"date": on.isoformat(), "qty": plain(q)} for on, q in rows] for key, rows in plan.items()}
    if chance.random() < 0.3:
        plan["demands"].append((FIRST, Fraction(3)))
        given["demands"].append({"qty": "3"})
    if chance.random() < 0.3:
        given["supplies"].append({"qty": "9"})
    answers = {one.isoformat(): plain(max(NONE, min(left(day) for day in days if day >= one))) for one in asked}
    return {"available_now": plain(now), **given, "query_dates": [one.isoformat() for one in asked]}, {"atp": answers}


RULES: dict[str, Maker] = {
    "allocation": allocation,
    "tax_lines": tax_lines,
    "tax_rounding": tax_rounding,
    "tax_discount": tax_discount,
    "pos_close": pos_close,
    "invoice_check": invoice_check,
    "agri": agri,
    "agri_extra": agri_extra,
    "import": imported,
    "small_scale": small_scale,
    "vat_close": vat_close,
    "production": production,
    "coproduct": coproduct,
    "outsourcing": outsourcing,
    "fx_reval": fx_reval,
    "atp": atp,
}
