"""Bought services of goods received (C16), into cost or into expense: see ``varied``."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.costing.second_model import NONE, r2
from tests.examples.varied import Case, Chance, credit, debit, entry, plain, shares, yuan

#: How a case may name the fee; with one name its tax is none.
NAMES = (("freight_net", "freight_tax"), ("fee_net", "fee_tax"), ("net", "tax"), ("total", "tax"))


def landed_cost(chance: Chance) -> tuple[Case, Case]:
    """C16: EXPENSE 借 销售费用 and no pool changes; CAPITALIZE by C1 into the goods, as C15 does with an invoice."""
    if chance.random() < 0.3:
        return _expense(chance)
    net, tax = chance.fen(1, 90000), chance.fen(0, 5000)
    is_small = chance.random() < 0.2
    given: Case = {"policy": "CAPITALIZE", **({"taxpayer": "SMALL_SCALE"} if is_small else {})}
    if chance.random() < 0.2:
        del given["policy"]
        given |= chance.choice(({"standard": "ASBE", "industry": "WHOLESALE_RETAIL"}, {"standard": "SBE"}))
    names = chance.choice(NAMES)
    given |= {names[0]: yuan(net), names[1]: yuan(tax)} if tax else {names[0]: yuan(net)}
    whole = net + tax if is_small else net
    is_closed = chance.random() < 0.5
    if is_closed or chance.random() < 0.5:
        given["mode"] = "CLOSED_PERIOD" if is_closed else "OPEN_PERIOD"
    rows, weights = _goods(chance, given)
    parts = shares(whole, weights)
    told: Case = {"amounts": [yuan(one) for one in parts], "difference": yuan(whole)}
    answers = _closed if is_closed else _open
    gone, pools = answers(chance, given, rows, parts, told)
    told |= {"to_inventory": yuan(whole - gone), "to_cogs": yuan(gone), "pool_change": yuan(whole - gone)}
    told["pool_after"] = pools if "receipts" in given else next(iter(pools.values()))
    paid = [debit("merchandise", whole), debit("vat_input", whole and net + tax - whole), credit("ap", net + tax)]
    if is_closed:
        paid += [debit("cogs", gone), credit("merchandise", gone)]
    else:
        told["entries_recost"] = entry(debit("cogs", gone), credit("merchandise", gone))
    return given, {**told, "entries": entry(*paid)}


def _expense(chance: Chance) -> tuple[Case, Case]:
    net, tax = chance.fen(1, 90000), chance.fen(0, 5000)
    given = {"policy": "EXPENSE", "freight_net": yuan(net), "freight_tax": yuan(tax)}
    if chance.random() < 0.5:
        given |= {"standard": chance.choice(("SBE", "ASBE")), "industry": "WHOLESALE_RETAIL"}
    lines = entry(debit("selling", net), debit("vat_input", tax), credit("ap", net + tax))
    return given, {"pool_change": "0.00", "entries": lines}


Row = dict[str, Any]


def _goods(chance: Chance, given: Case) -> tuple[list[Row], list[Fraction]]:
    """What was received, and by what the fee is shared out."""
    rows = [
        {"id": f"r{number}", "sku": f"P{number}", "n": Fraction(chance.randint(1, 60)), "v": chance.fen(1, 90000)}
        for number in range(1, chance.randint(2, 4))
    ]
    basis = chance.choice(("AMOUNT", "QTY", "WEIGHT", "VOLUME"))
    is_one = len(rows) == 1 and chance.random() < 0.7
    told = []
    for row in rows:
        one = {"id": row["id"], "sku": row["sku"], "qty": plain(row["n"]), "amount": yuan(row["v"])}
        row["by"] = {"AMOUNT": row["v"], "QTY": row["n"]}.get(basis, Fraction(chance.randint(1, 900), 10))
        if basis in ("WEIGHT", "VOLUME"):
            one[basis.lower()] = plain(row["by"])
        told.append(one)
    if is_one:
        given["receipt"] = {key: value for key, value in told[0].items() if key != "sku"}
        rows[0]["sku"] = ""
    else:
        given["receipts"] = told
    if basis != "AMOUNT" or chance.random() < 0.5:
        given["basis"] = basis
    return rows, [row["by"] for row in rows]


def _open(
    chance: Chance, given: Case, rows: list[Row], parts: list[Fraction], told: Case
) -> tuple[Fraction, dict[str, Case]]:
    """From the beginning: what was sold of the goods bears its part (C9)."""
    gone, pools, issues, changed = NONE, {}, [], []
    for row, part in zip(rows, parts, strict=True):
        q, old, new = row["n"], row["v"], row["v"] + part
        for _ in range(chance.randint(0, 2)):
            n = Fraction(chance.randint(1, int(q))) if q else NONE
            if not n:
                break
            was, now = r2(old * n / q), r2(new * n / q)
            q, old, new = q - n, old - was, new - now
            one = {"id": f"s{len(issues) + 1}", "qty": plain(n), **({"sku": row["sku"]} if row["sku"] else {})}
            issues.append(one)
            gone += now - was
            if was != now:
                changed.append({"id": one["id"], "old": yuan(was), "new": yuan(now), "delta": yuan(now - was)})
        pools[row["sku"] or row["id"]] = {"qty": plain(q), "amount": yuan(new)}
    if issues:
        given["issues_after_receipt"] = issues
    told["recost"] = changed
    return gone, pools


def _closed(
    chance: Chance, given: Case, rows: list[Row], parts: list[Fraction], told: Case
) -> tuple[Fraction, dict[str, Case]]:
    """On the day of the fee: by what is still here of what it is for."""
    gone, pools = NONE, {}
    for number, (row, part) in enumerate(zip(rows, parts, strict=True)):
        left = Fraction(chance.randint(0, int(row["n"])))
        worth = r2(row["v"] * left / row["n"])
        stays = r2(part * left / row["n"])
        gone += part - stays
        said = {"qty": plain(left), "amount": yuan(worth)}
        (given["receipts"][number] if "receipts" in given else given)["pool_at_invoice"] = said
        pools[row["sku"] or row["id"]] = {"qty": plain(left), "amount": yuan(worth + stays)}
    return gone, pools
