"""A history: steps thought up from a seed, played on a fresh company, compared with the model after every step."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field

from hengku.diagnosis.queries import audit
from hengku.kit.errors import Problem
from tests.histories import (
    acts_ahead,
    acts_apart,
    acts_bins,
    acts_buying,
    acts_coming,
    acts_counter,
    acts_custody,
    acts_estimates,
    acts_first,
    acts_funds,
    acts_lots,
    acts_making,
    acts_money,
    acts_others,
    acts_outside,
    acts_papers,
    acts_selling,
    acts_standards,
    acts_stock,
    acts_trading,
    acts_versions,
    acts_weighed,
)
from tests.histories.books import differences
from tests.histories.company import Company
from tests.histories.dice import Dice
from tests.histories.monthly import NobodyKnows
from tests.histories.shop import Shop, Step
from tests.posting.books import disagreements

Think = Callable[[Shop, Dice], Step | None]
Do = Callable[[Shop, int, Step], None]
ROOMS = (
    acts_buying,
    acts_coming,
    acts_selling,
    acts_stock,
    acts_custody,
    acts_money,
    acts_apart,
    acts_ahead,
    acts_versions,
    acts_weighed,
    acts_funds,
    acts_lots,
    acts_making,
    acts_others,
    acts_outside,
    acts_first,
    acts_bins,
    acts_counter,
    acts_estimates,
    acts_papers,
    acts_trading,
    acts_lots,
    acts_standards,
)
ACTS: dict[str, tuple[Think, Do, int]] = {name: act for room in ROOMS for name, act in room.ACTS.items()}  # type: ignore[misc]
#: Whether a kind of company does them at all.
SUITS: dict[str, Callable[[Company], bool]] = {
    name: room.suits for room in ROOMS if hasattr(room, "suits") for name in room.ACTS
}
#: Steps with goods that are told apart are counted beside their acts.
APART = {"of weighed goods": '"kg"', "of pieces with numbers": '"pieces"'}
COMPANIES = (
    *(
        Company(method, scope, standard, may_go_negative)
        for method in ("MOVING_AVERAGE", "FIFO", "STANDARD")
        for scope in ("ORG", "WAREHOUSE")
        for standard, may_go_negative in (("small", False), ("enterprise", True))
    ),
    Company("MONTHLY_AVERAGE", taxpayer="small_scale"),
    Company("MONTHLY_AVERAGE", standard="enterprise", taxpayer="small_scale"),
    Company(closes=True),
    Company("FIFO", "WAREHOUSE", "enterprise", may_go_negative=True, closes=True),
    Company("STANDARD", closes=True),
    Company(scope="WAREHOUSE", may_go_negative=True, closes=True),
    Company("FIFO", revenue="ON_INVOICE", closes=True),
    Company(taxpayer="small_scale", may_go_negative=True),
    Company("FIFO", "WAREHOUSE", taxpayer="small_scale", revenue="ON_INVOICE"),
    Company(standard="enterprise", revenue="ON_INVOICE"),
    Company("STANDARD", "WAREHOUSE", revenue="ON_INVOICE", may_go_negative=True),
    Company("FIFO", revenue="DEFERRED"),
    Company(scope="WAREHOUSE", standard="enterprise", revenue="DEFERRED", may_go_negative=True),
    Company("STANDARD", costs_months=True),
    Company("STANDARD", standard="enterprise", taxpayer="small_scale", costs_months=True),
    Company("SPECIFIC"),
    Company("SPECIFIC", "WAREHOUSE", standard="enterprise", closes=True),
    Company("SPECIFIC", revenue="ON_INVOICE", taxpayer="small_scale"),
    Company(bins=True),
    Company("FIFO", "WAREHOUSE", "enterprise", bins=True),
    Company(inspects=True),
    Company(counter=True, closes=True),
    Company("FIFO", "WAREHOUSE", "enterprise", may_go_negative=True, counter=True),
    Company("STANDARD", taxpayer="small_scale", counter=True),
    Company("SPECIFIC", standard="enterprise", counter=True),
    Company("MONTHLY_AVERAGE", counter=True),
    Company("FIFO", revenue="ON_INVOICE", counter=True),
    Company(suspends=True),
    Company("FIFO", "WAREHOUSE", "enterprise", taxpayer="small_scale", suspends=True, closes=True),
    Company("STANDARD", suspends=True),
    Company(holds=True),
    Company("FIFO", "WAREHOUSE", "enterprise", holds=True, closes=True),
    Company("SPECIFIC", holds=True),
    Company(group="sells"),
    Company("FIFO", "WAREHOUSE", "enterprise", may_go_negative=True, group="sells"),
    Company("STANDARD", group="inside"),
    Company("SPECIFIC", group="inside"),
)


@dataclass
class Told:
    """How a history ended."""

    company: Company
    seed: str
    steps: list[Step] = field(default_factory=list)  # those that were posted
    wrong: list[str] = field(default_factory=list)  # what differs after the last of them
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def text(self) -> str:
        """For people, and for playing it again."""
        rows = [json.dumps(one, ensure_ascii=False) for one in self.steps]
        kind = json.dumps(asdict(self.company))
        return "\n".join([f"seed {self.seed} {kind}", *rows, *self.wrong])


def live(company: Company, seed: str, steps: int, every: int = 1, more_of: Collection[str] = ()) -> Told:
    """So many attempts, compared after every ``every``-th that was posted, and audited at the end; ten times as much of
    the acts ``more_of`` as a shop would do.
    """
    shops, told = acts_trading.shops_of(company), Told(company, seed)
    names = list(ACTS)
    weights = [
        weight * (10 if name in more_of else 1) if name not in SUITS or SUITS[name](company) else 0
        for name, (_, _, weight) in ACTS.items()
    ]
    for number in range(1, steps + 1):
        dice = Dice(f"{seed}/{number}")
        at = dice.of(range(len(shops))) if len(shops) > 1 else 0
        shop = shops[at]
        if number <= 10:
            step = acts_first.think_open_stock(shop, dice) if number in (2, 4) and dice.likely(5) else None
            name = "open_stock" if step else "receive"
            step = step or acts_apart.think_first(shop, dice, number)
        else:
            (name,) = dice.chance.choices(names, weights)
            step = ACTS[name][0](shop, dice)
        name = step.get("do", name) if step else name
        if step is None or (company.waits and asks_the_day(name, step)):
            told.refused["nothing to do it with"] += 1
            continue
        step = {"do": name, "number": number, **({"at": at} if at else {}), **step}
        try:
            refused = play(shops, step)
        except Exception as wrong:  # noqa: BLE001 — a fault of the engine is found as much as a wrong figure
            told.steps.append(step)
            told.wrong = [f"{type(wrong).__name__}: {wrong}"]
            return told
        if refused:
            told.refused[refused] += 1
        else:
            told.steps.append(step)
            told.done[name] += 1
            text = json.dumps(step)
            told.done.update(kind for kind, word in APART.items() if word in text)
        if number % every == 0 or number == steps:
            told.wrong = _compare(shops)
            if told.wrong:
                return told
    if company.waits:
        told.steps.append({"do": "cost", "number": steps + 1, "day": 1})
        told.wrong = again_on(shops, told.steps[-1:])
    told.wrong = told.wrong or audited(shops)
    return told


def asks_the_day(name: str, step: Step) -> bool:
    """Whether a step is worth what its day's stock is worth: that is for the books to say where months are costed at
    their end (C12). Neither does goods going round, made and taken apart in one month, have a cost of its own.
    """
    comes_in = step.get("found") or step.get("in") is True or name == "take_back"
    return (
        name in ("consign", "consign_ends")
        or step.get("code") == "disassembly"
        or (name in ("take_back", "send_back") and "rows" in step)
        or (name in ("count", "other", "fix") and bool(comes_in) and not step.get("amount"))
    )


def again(company: Company, steps: list[Step], *, with_audit: bool = False) -> list[str]:
    """Play steps that were thought up before, leaving out what is refused now; what differs after the first that differs."""
    shops = acts_trading.shops_of(company)
    found = again_on(shops, steps)
    return found or (audited(shops) if with_audit else [])


def again_on(shops: list[Shop], steps: list[Step]) -> list[str]:
    """The same on the shop of a company, or on both of a group; what differs after the first step that differs."""
    for step in steps:
        try:
            play(shops, step)
        except Exception as wrong:  # noqa: BLE001 — as above
            return [f"{type(wrong).__name__}: {wrong}"]
        found = _compare(shops)
        if found:
            return found
    return []


def shorter(company: Company, steps: list[Step]) -> list[Step]:
    """A shorter history that still goes wrong: parts are left out, ever smaller ones."""
    with_audit = not again(company, steps)  # the model agrees, so it is a law of the books that does not hold
    part = max(len(steps) // 2, 1)
    while True:
        first = 0
        while first < len(steps):
            fewer = steps[:first] + steps[first + part :]
            if fewer and again(company, fewer, with_audit=with_audit):
                steps = fewer
            else:
                first += part
        if part == 1:
            return steps
        part = max(part // 2, 1)


def play(shops: list[Shop], step: Step) -> str:
    """One step of the shop ``at`` which it happens; the name of the refusal, or ""."""
    _, do, _ = ACTS[step["do"]]
    shop = shops[step.get("at", 0)]
    try:
        do(shop, step["number"], step)
    except Problem as refused:
        return type(refused).__name__
    except (KeyError, IndexError):
        if step["number"] in shop.done:
            raise
        return "its source never came to be"
    if shop.company.suspends:
        acts_estimates.follow(shop, step["day"])
    return ""


def _compare(shops: list[Shop]) -> list[str]:
    found: list[str] = []
    for shop in shops:
        if shop.company.waits and not shop.is_costed:
            continue
        try:
            found += differences(shop, shop.note.told(shop.may_be_short))
        except NobodyKnows:
            continue
    return found


def audited(shops: list[Shop]) -> list[str]:
    """What the laws of the books and ``hengku audit`` find."""
    ids = [shop.book.company_id for shop in shops]
    found = [f"{one.invariant} {one.title}: {one.what}" for id_ in ids for one in audit(id_).findings]
    return found + [line for id_ in ids for line in disagreements(id_)]
