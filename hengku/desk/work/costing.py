"""Changing how goods are costed (C2), or trying it: all that is in stock goes over, product by product."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final, Literal

from hengku.catalog.models import Category
from hengku.company.actions import set_setting
from hengku.desk.errors import UnknownTask
from hengku.desk.work.orders import Job, Kind, Order, Row
from hengku.identity.actor import Actor
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.numbers import ZERO_FEN, exact_text
from hengku.opening.questions import cost_standing
from hengku.posting.once import is_done, mark_done
from hengku.posting.switch import Conversion, choose_method, convert_company

#: With more products than these, trying and changing is work in the background.
PRODUCTS_AT_ONCE: Final = 500
SHOWN_MAX: Final = 500
SETTINGS: Final = {"scope": "cost_scope", "method": "costing_method"}


@dataclass(frozen=True, slots=True)
class CostingDecision:
    """How goods shall be costed from a day on: the company's method or scope, or the method of a category."""

    subject: Literal["method", "scope", "category"]
    value: str
    effective_on: date
    category_id: int = 0

    @classmethod
    def of(cls, kept: Row) -> CostingDecision:
        """As a task kept it."""
        return cls(**{**kept, "effective_on": date.fromisoformat(kept["effective_on"])})

    def as_data(self) -> Row:
        """For a task to keep."""
        return {**asdict(self), "effective_on": self.effective_on.isoformat()}


def decide_costing(
    *, actor: Actor, decision: CostingDecision, is_tried: bool, now: datetime, key: str = "",
    course: Course = UNWATCHED,
) -> Conversion | None:  # fmt: skip
    """Change how goods are costed and bring what is in stock over, in one transaction; with ``is_tried`` nothing stays.

    Needs ``company.settings``. Refused as C2 asks. None when it was done under ``key`` before.
    """
    wish = f"costing {decision}"
    if key and is_done(actor, key, wish):
        return None

    def keep() -> None:
        if key:
            mark_done(actor, key, wish, now)

    on = decision.effective_on
    if decision.subject == "category":
        return choose_method(
            actor=actor, category_id=decision.category_id, method=decision.value, effective_on=on,
            is_tried=is_tried, keep=keep, course=course,
        )  # fmt: skip
    done: list[Conversion] = []

    def convert(actor: Actor, setting: str, value: str, on: date) -> None:
        done.append(convert_company(actor, setting, value, on, course=course))
        keep()

    set_setting(
        actor=actor, key=SETTINGS[decision.subject], value=decision.value, effective_on=on,
        standing=cost_standing, convert=convert, is_tried=is_tried,
    )  # fmt: skip
    return done[0]


def told_of(done: Conversion, *, sees_cost: bool = True) -> Row:
    """A conversion as its page shows it: the first products, how many there are, and the sums of all; amounts None for
    who may not see cost.
    """
    told = {
        "products": [
            {
                "name": one.name,
                "method_before": one.before.method,
                "method_after": one.after.method,
                "scope_before": one.before.scope,
                "scope_after": one.after.scope,
                "quantity": exact_text(one.quantity),
                "amount": exact_text(one.amount, 2),
                "variance": exact_text(one.variance, 2),
                "pools_before": one.pools_before,
                "pools_after": one.pools_after,
            }
            for one in done.products[:SHOWN_MAX]
        ],
        "product_count": len(done.products),
        "amount": exact_text(sum((one.amount for one in done.products), ZERO_FEN), 2),
        "variance": exact_text(sum((one.variance for one in done.products), ZERO_FEN), 2),
    }
    return told if sees_cost else without_cost(told)


def without_cost(told: Row) -> Row:
    """The same for who may not see cost."""
    hidden = {"amount": None, "variance": None}
    return {**told, **hidden, "products": [{**one, **hidden} for one in told["products"]]}


def _of_costing(actor: Actor, order: Order) -> Order:
    if order.detail.get("subject") not in ("method", "scope", "category"):
        raise UnknownTask(kind=order.kind).at(field="costing")
    decision = CostingDecision.of(order.detail)
    found = Category.objects.visible_to(actor).filter(pk=decision.category_id).first()
    return order.named(found.name if found else "")


def _page_of_trial(order: Order) -> str:
    """Where the trial is looked at: the dialog in which it was begun."""
    return f"/settings/costing?of={order.detail['category_id'] or order.detail['subject']}"


def _try(job: Job) -> Row:
    return _decide(job, is_tried=True)


def _change(job: Job) -> Row:
    return _decide(job, is_tried=False)


def _decide(job: Job, *, is_tried: bool) -> Row:
    done = decide_costing(
        actor=job.actor, decision=CostingDecision.of(job.order.detail), is_tried=is_tried, now=job.now,
        key="" if is_tried else job.key, course=job.course,
    )  # fmt: skip
    return {"conversion": told_of(done)} if done else {}


COSTING: Final[dict[str, Kind]] = {
    "costing_trial": Kind(_try, ("company.settings",), _of_costing, _page_of_trial),
    "costing_change": Kind(_change, ("company.settings",), _of_costing, lambda _order: "/settings/costing"),
}
