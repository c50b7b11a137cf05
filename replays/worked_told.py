"""What is said of the movements of a cost case after they happened (appendix B: cost_ledger, recost)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import ZERO_FEN, price_from_amount
from hengku.posting.errors import NegativeStock
from replays.worked_compare import WHOLE, Either, Layers, Pools, names_of_pool
from replays.worked_movements import OUTWARD, REASONS, CostCase, Movement, Standing, Taken
from replays.worked_reading import count, money


def merged(case: CostCase, states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is said of each product, as one: movements in their order, pools of all."""
    order = {one.id: number for number, one in enumerate(case.everything)}
    told = sorted((row for state in states for row in state["movements"]), key=lambda row: order[row["id"]])
    closing, layers = Pools(), Layers()
    for state in states:
        closing.update(state["closing"])
        layers.update(state.get("closing_layers", {}))
    refused = [row for row in told if "refused" in row]
    return {
        "movements": told,
        "closing": closing,
        "flags": flags_of(told),
        "rejected": [row["id"] for row in refused],
        "errors": [{key: row[key] for key in ("id", "error")} for row in refused],
        "error": refused[0]["error"] if refused else None,
        **({"closing_layers": layers} if case.method == "FIFO" else {}),
    }


def flags_of(told: Sequence[dict[str, Any]]) -> list[str]:
    """Every flag that some movement carries."""
    return sorted({flag for row in told for flag in row.get("flags", [])})


def result_of(
    case: CostCase,
    movement: Movement,
    amount: Decimal,
    here: Standing,
    there: Standing | None,
    adjustments: Sequence[tuple[str, Decimal]],
    taken: Sequence[Taken] = (),
) -> dict[str, Any]:
    """What is said of a movement: its amount, its pool after it, what it set off; unit costs of 8 places. ``taken`` are
    the layers its goods came from.
    """
    told: dict[str, Any] = {
        "id": movement.id,
        "amount": _amount(case, movement, amount, adjustments),
        "pool": _named(case, movement.warehouse, movement.batch),
        "sku": movement.sku,
        **_told(here, "pool"),
        "cost_adjustments": [
            {"reason": REASONS[kind], "cogs_delta": money(delta)} for kind, delta in adjustments if delta
        ],
        "flags": ["NO_COST"] if _has_no_cost(case, movement, here) else [],
    }
    if case.is_specific:
        told["batch"] = movement.batch
    if case.method == "FIFO" and movement.event in OUTWARD:
        # goods that are missing are of no layer yet; a case may name them as the movement's own
        there_already = [one.told() for one in taken if one.layer != movement.id]
        told["layers"] = Either((there_already, [one.told() for one in taken]))
    if there is not None:
        told |= {
            "to_pool": _named(case, movement.warehouse_to, movement.batch),
            **_told(there, "to_pool"),
        }
    return told


def _named(case: CostCase, warehouse: str, batch: str) -> Either:
    """A pool's name, however the case writes it: with its product or without."""
    pool = case.pool(warehouse, batch)
    usual = "/".join(part for part in pool if part != WHOLE) or WHOLE
    others = names_of_pool(pool) | names_of_pool(tuple(part for part in pool if part != case.sku))
    return Either((usual, *sorted(others - {usual})))


def _amount(
    case: CostCase, movement: Movement, amount: Decimal, adjustments: Sequence[tuple[str, Decimal]]
) -> str | Either:
    """C8, C11: of a return from layers both what the supplier pays and what the layers gave may be called its cost."""
    difference = sum((delta for kind, delta in adjustments if kind == "return_difference"), ZERO_FEN)
    return Either((money(amount), money(amount + difference))) if difference else money(amount)


def first_form(value: Any) -> Any:
    """An answer as we write it."""
    return value.forms[0] if isinstance(value, Either) else value


def _told(pool: Standing, name: str) -> dict[str, Any]:
    unit_cost = f"{price_from_amount(pool.amount, pool.quantity):f}" if pool.quantity else None
    return {
        f"{name}_qty": count(pool.quantity),
        f"{name}_amount": money(pool.amount),
        f"{name}_unit_cost": unit_cost,
    }


def _has_no_cost(case: CostCase, movement: Movement, pool: Standing) -> bool:
    """C5 ①: issued without stock, without a last cost and without a reference cost."""
    is_unknown = not pool.was_stocked and case.reference_cost(movement.sku) is None
    return movement.event == "out" and pool.quantity < 0 and not pool.amount and is_unknown


def refusal_of(movement: Movement, problem: Problem) -> dict[str, Any]:
    """A movement that the product refuses: why, in place of what would be said of it."""
    first = problem.problems[0] if isinstance(problem, Problems) else problem
    code = dict.fromkeys(("error", "error_code", "code"), first.code)
    told = {"id": movement.id, "refused": str(problem), "rejected": True, "status": "REJECTED", **code}
    if isinstance(first, NegativeStock):
        told |= {key: count(first.asked - first.on_hand) for key in ("shortage", "gap")}
    return told


def deltas(case: CostCase, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The movements of before whose amount is another after (C9), each with both and the difference."""
    now = {one["id"]: one for one in after}
    found = []
    for movement in case.movements:
        old = next(one for one in before if one["id"] == movement.id)
        new = now[movement.id]
        was, now_is = first_form(old.get("amount")), first_form(new.get("amount"))
        if was is not None and now_is is not None and was != now_is:
            delta = Decimal(now_is) - Decimal(was)
            found.append({"id": movement.id, "old": was, "new": now_is, "delta": money(delta)})
    return found
