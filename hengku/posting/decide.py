"""The ten steps between a batch of papers and what is written: complete, check, load, fold (architecture §5).

``decide`` is what post and preview share; with ``locking`` it locks what it reads. It raises every reason
for refusal of every document at once, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from hengku.catalog.queries_bills import versions_in_use
from hengku.company.rules import PART_LABELS, Policy, month_start
from hengku.documents.paper import AHEAD, Paper
from hengku.documents.reference import Reference, load_reference
from hengku.documents.rules import add_days, complete
from hengku.documents.sources import Source, load_sources, lock_documents
from hengku.documents.uploads import Files, load_files
from hengku.identity.actor import Actor
from hengku.inventory.rules import Hand, Key, Pile, Short
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.errors import Problem, raise_all
from hengku.posting import errors, load
from hengku.posting.asked_once import check_once
from hengku.posting.backflush import take_components
from hengku.posting.booking import book_items, entry_of, memo_entry_of, summary_of
from hengku.posting.counter_days import check_days, closes_days, lock_days
from hengku.posting.counting import check_counting
from hengku.posting.credit import check_credit
from hengku.posting.dishes import cook
from hengku.posting.dispatched import load_lying, rebalance_closed, rebalance_dispatched
from hengku.posting.drawn import draw_materials, lines_to_draw
from hengku.posting.effects import AccountFact, Facts, OpenItem
from hengku.posting.ends import bins_of_papers, load_ends, unknown_bins
from hengku.posting.first_out import pick_first_out
from hengku.posting.history import load_line_costs
from hengku.posting.holds import hold_keys, plan_holds, plan_releases
from hengku.posting.kits import as_written, take_kits_apart
from hengku.posting.ledger_openings import Opened, check_opened, load_opened
from hengku.posting.links import carry_amounts, give_back_of, make_links, order_states, overdrawn, wants_costs
from hengku.posting.lots import settle_lots
from hengku.posting.named import before_sources, check_items
from hengku.posting.openings import check_openings
from hengku.posting.promise import check_promises
from hengku.posting.recalls import release_frozen
from hengku.posting.refold import Refold, load_refold, lock_refold, new_standards
from hengku.posting.reserved import Reserved
from hengku.posting.restate import restate_estimates
from hengku.posting.rows import Ids, Job, Outcome
from hengku.posting.sent_back import check_not_sent_again, count_sent_back
from hengku.posting.serials import settle_pieces
from hengku.posting.shortages import batch_shortages
from hengku.posting.specific import pool_key, settle_specific, specific_products
from hengku.posting.standards import meet_standards
from hengku.posting.stockroom import Plan, change_hands, check_stock, make_moves, plan_flows
from hengku.posting.taken import check_taken
from hengku.posting.unmade import bring_components_back, lines_made_with
from hengku.posting.valuation import Fresh, evaluate, fresh_event
from hengku.posting.wasted import throw_away
from hengku.posting.weights import settle_weights
from hengku.posting.write_lots import LotWork

ZERO = Decimal(0)


@dataclass(slots=True)
class Batch:
    """A batch on its way: the papers, what was loaded for them, and what was decided."""

    actor: Actor
    jobs: list[Job]
    reference: Reference = field(default_factory=Reference)
    sources: dict[int, Source] = field(default_factory=dict)
    items: dict[int, OpenItem] = field(default_factory=dict)
    policies: dict[date, Policy] = field(default_factory=dict)
    places: load.Places = field(default_factory=load.Places)
    hands: dict[Key, Hand] = field(default_factory=dict)
    piles: dict[Pile, list[Key]] = field(default_factory=dict)
    accounts: dict[int, AccountFact] = field(default_factory=dict)
    role_accounts: dict[str, int] = field(default_factory=dict)
    periods: dict[date, load.Period] = field(default_factory=dict)
    reservations: dict[int, list[Reserved]] = field(default_factory=dict)
    refold: Refold = field(default_factory=Refold)
    ids: Ids = field(default_factory=Ids)
    plan: Plan = field(default_factory=Plan)
    outcome: Outcome = field(default_factory=Outcome)
    shorts: list[Short] = field(default_factory=list)
    files: Files = field(default_factory=Files)
    lots: LotWork = field(default_factory=LotWork)
    opened: Opened | None = None  # where accounts are opened (D-OPNG)
    bills: dict[int, list[str]] = field(default_factory=dict)  # versions in use, where a type asks for them (D-MO)
    specific: frozenset[int] = frozenset()  # products costed by lot or piece (C13)

    @property
    def company_id(self) -> int:
        """The company whose books are posted."""
        return self.actor.company_id

    def role_of(self, product_id: int) -> tuple[str, int]:
        """Inventory account role and category of a product."""
        product = self.reference.products[product_id]
        return product.inventory_role, product.category_id

    def dated(self, wanted: date | None, on: date) -> date:
        """The day an item is dated: the one wanted where its month is open for stock, or else the document's."""
        period = self.periods.get(month_start(wanted)) if wanted else None
        return wanted if wanted and period is not None and not period.is_stock_closed else on


def decide(batch: Batch, *, now: datetime, give_ids: Callable[[Batch], Ids], locking: bool) -> None:
    """Fill ``batch.outcome``, or raise all problems of all documents.

    Locks, with ``locking``: documents, items, periods, parties, on-hand, pools, in this order (posting.load). Ids and
    sequence numbers are given after the locks, so that of two postings on one pool the later has the greater
    numbers (G6).
    """
    load_papers(batch, locking=locking)
    check_papers(batch, today=day_of(now))
    check_taken(batch, locking=locking)
    check_opened(batch)
    check_once(batch)
    check_days(batch)
    check_credit(batch, locking=locking)
    sound = [job for job in batch.jobs if not job.problems]
    settle_lots(batch, sound, locking=locking)
    load_ends(batch, sound)
    sound = settle_pieces(batch, sound, locking=locking)
    sound = settle_specific(batch, sound, locking=locking)
    for job in sound:
        job.worth = [ZERO] * len(job.effects.goods)
    with sql.together():
        lock_stock(batch, sound, locking=locking)
        batch.ids = give_ids(batch)
    settle_weights(batch, sound)
    check_promises(batch, today=day_of(now))
    check_closed_stock(batch)
    check_openings(batch)
    check_counting(batch.company_id, sound, batch.reference.warehouses, batch.places)
    load_past(batch, sound, locking=locking)
    name_rows(batch)
    plan_releases(batch, sound)
    release_frozen(batch)
    plan_holds(batch, sound)
    batch.shorts = check_stock(batch.plan, batch.hands, batch.piles)
    raise_problems(batch)
    fold_stock(batch)
    fold_money(batch)
    raise_problems(batch)


def load_papers(batch: Batch, *, locking: bool) -> None:
    """Lock and read what the papers name: documents and sources, master data, policy, open items."""
    company_id, papers = batch.company_id, [job.paper for job in batch.jobs]
    source_lines = {line.source_line_id for paper in papers for line in paper.lines if line.source_line_id}
    source_lines |= {line.order_line_id for paper in papers if paper.reverses_id for line in paper.lines} - {
        0
    }
    drawn, beside = lines_to_draw(batch), lines_made_with(batch)
    source_lines |= {one for lines in (*drawn.values(), *beside.values()) for one in lines}
    drafts = {paper.id for paper in papers if paper.id}
    reversed_documents = {paper.reverses_id for paper in papers if paper.reverses_id}
    if locking:
        lock_days(batch)
        lock_documents(company_id, drafts | reversed_documents, source_lines)
    batch.files = load_files(batch.actor, papers, locking=locking)
    batch.sources = load_sources(company_id, source_lines)
    if wants_costs({job.kind.code: job.kind for job in batch.jobs}.values(), batch.sources):
        costs = load_line_costs(company_id, {line_id: None for line_id in batch.sources})  # noqa: C420
        for line_id, source in batch.sources.items():
            source.cost = costs[line_id].amount - costs[line_id].back_amount
            source.posted_cost = costs[line_id].posted
            source.carry_amount("sales_invoice", costs[line_id].dispatched)
    if any(closes_days(job.kind.code) for job in batch.jobs):
        load_lying(company_id, batch.sources)
    documents = {source.document_id for source in batch.sources.values()}
    documents |= {int(source.data[AHEAD]) for source in batch.sources.values() if AHEAD in source.data}
    with sql.together():
        _load_master_data(batch, papers)
        items = _named(papers, "item", "against_item")
        batch.items = load.lock_items(company_id, items, documents | reversed_documents)
        days = {job.on for job in batch.jobs} | {source.business_on for source in batch.sources.values()}
        batch.periods = load.lock_periods(company_id, days)
    take_kits_apart(batch)
    cook(batch)
    pick_first_out(batch, locking=locking)
    take_components(batch)
    batch.opened = load_opened(batch, locking=locking)
    draw_materials(batch, drawn)
    throw_away(batch)
    bring_components_back(batch, beside)
    policy = batch.policies[papers[0].business_on]
    batch.specific = specific_products(batch.reference, policy)
    batch.reference.tolerances = {
        "over_receipt_pct": policy.over_receipt_pct,
        "over_issue_pct": policy.over_issue_pct,
    }


def _load_master_data(batch: Batch, papers: list[Paper]) -> None:
    """What is not locked: products, parties, policy, accounts, and the places of the warehouses named."""
    company_id = batch.company_id
    products = {source.product_id for source in batch.sources.values() if source.product_id}
    batch.reference = load_reference(company_id, papers, products)
    batch.policies = load.load_policies(company_id, {paper.business_on for paper in papers})
    batch.accounts = load.load_accounts(company_id, _named(papers, "account"))
    batch.role_accounts = load.load_role_accounts(company_id)
    if any(job.kind.made_by_bill for job in batch.jobs):
        named = (line.product_id for paper in papers for line in paper.lines)
        batch.bills = versions_in_use(company_id, named)
    warehouses = {one for paper in papers for one in (paper.warehouse_id, paper.warehouse_to_id) if one}
    if any(job.kind.backflushes or job.kind.unmakes for job in batch.jobs):  # components: the order's warehouse
        warehouses |= {source.warehouse_to_id for source in batch.sources.values() if source.warehouse_to_id}
    batch.places = load.load_places(company_id, warehouses, bins_of_papers(papers))


def _named(papers: list[Paper], *keys: str) -> set[int]:
    """Ids that lines name in their data under any of these keys."""
    data = (line.data for paper in papers for line in paper.lines if line.data)
    return {int(one[key]) for one in data for key in keys if one.get(key)}


def check_papers(batch: Batch, *, today: date) -> None:
    """Complete every paper, collect what is wrong with it, and ask its type for its effects, one after another:
    each paper sees what those before it carry. Reversals were made from the books and need none of it.
    """
    remade = any(not job.paper.reverses_id for job in batch.jobs)
    for job in batch.jobs:
        paper, kind = job.paper, job.kind
        if paper.reverses_id and (remade or kind.overdrawn):
            give_back_of(job, batch.sources)
        if not paper.reverses_id:
            job.problems.extend(complete(paper, kind, batch.reference, batch.sources))
        count_sent_back(job, batch.sources)
        policy = batch.policies[job.on]
        period = batch.periods.get(month_start(job.on))
        if period is None:
            job.problems.append(errors.NoPeriod(on=job.on).at(field="business_on"))
        elif period.closed(kind.period_part):
            closed = errors.PeriodClosed(month=f"{job.on:%Y-%m}", part=PART_LABELS[kind.period_part])
            job.problems.append(closed.at(field="business_on"))
        if job.on > add_days(today, policy.allow_future_days):
            job.problems.append(errors.InTheFuture(on=job.on, today=today).at(field="business_on"))
        check_items(job, batch.items)
        fund = batch.reference.fund_accounts.get(paper.fund_account_id or 0)
        job.facts = Facts(
            paper=paper,
            policy=policy,
            lines=paper.lines,
            sources=batch.sources,
            items=batch.items,
            products=batch.reference.products,
            party=batch.reference.parties.get(paper.party_id or 0),
            fund_account_role=fund.role if fund else "",
            taxes=batch.reference.taxes,
            accounts=batch.accounts,
            may=batch.actor.may,
            funds=batch.reference.fund_accounts,
            words=batch.reference.words,
            opened=batch.opened,
            bills=batch.bills,
            actor=batch.actor,
        )
        job.problems.extend(unknown_bins(job, batch.places))
        if kind.check is not None and not job.problems and not paper.reverses_id:
            job.problems.extend(kind.check(job.facts))
        if paper.uploads or kind.proofs:
            job.problems.extend(batch.files.check(paper, kind, is_posted=True))
        if not job.problems and not paper.reverses_id:
            job.effects = kind.effects(job.facts)
            carry_amounts(job, batch.sources)
            job.problems.extend(before_sources(job, batch.sources))
    judged: set[int] = set()
    for job in reversed(batch.jobs):  # of one that is done again, at the new paper
        job.problems.extend(check_not_sent_again(job, batch.sources, batch.reference.tolerances))
        job.problems.extend(overdrawn(job, batch.sources, judged))


def lock_stock(batch: Batch, jobs: list[Job], *, locking: bool) -> None:
    """Lock on-hand rows and then pools of all goods and reservations, each in key order."""
    company_id = batch.company_id
    moves = any(job.effects.goods or job.effects.holds for job in jobs)
    if not moves and not any(job.effects.revalues or job.effects.costs for job in jobs):
        return
    if moves:
        batch.plan = plan_flows(jobs, batch.places)
        reserved = {Key(row.product_id, row.place_id) for rows in batch.reservations.values() for row in rows}
        keys = sorted({*batch.plan.flows, *hold_keys(jobs, batch.places), *reserved})
        batch.hands, batch.piles = load.lock_hands(
            company_id, keys, batch.places, batch.reference, locking=locking
        )
    policy = batch.policies[jobs[0].on]
    books = (batch.places, batch.periods, policy, batch.reference, batch.specific)
    batch.refold = lock_refold(company_id, jobs, *books, locking=locking)


def check_closed_stock(batch: Batch) -> None:
    """P1, P7: what costs of a closed receipt change by falls into the document's month, so its stock must be open."""
    for one in batch.refold.differences:
        on = one.job.on
        period = batch.periods.get(month_start(on))
        if not one.is_open and period is not None and period.is_stock_closed:
            closed = errors.PeriodClosed(month=f"{on:%Y-%m}", part=PART_LABELS["stock"])
            one.job.problems.append(closed.at(field="business_on"))


def load_past(batch: Batch, jobs: list[Job], *, locking: bool) -> None:
    """Read what lies behind the locked balances and pools, where a business date goes back in time."""
    load.load_later_days(batch.company_id, _back_dated(batch), batch.hands)
    if locking:
        meet_standards(batch.company_id, batch.refold)
    load_refold(batch.company_id, jobs, batch.refold, batch.reference, locking=locking)


def _back_dated(batch: Batch) -> dict[Key, date]:
    """Balances that something moved on later than the batch's business date, with that date (Q7)."""
    since = {}
    for key, on in batch.plan.first_on.items():
        hand = batch.hands[key]
        if hand.last_moved_on is not None and on < hand.last_moved_on and not hand.may_go_negative:
            since[key] = on
    return since


def raise_problems(batch: Batch) -> None:
    """Raise everything found so far, each problem with its document, line and field."""
    found: list[Problem] = []
    for job in batch.jobs:
        found.extend(problem.at(document=job.index) for problem in job.problems)
    found.extend(batch_shortages(batch))
    raise_all(as_written(batch, found))


def name_rows(batch: Batch) -> None:
    """Give documents, lines and events their ids and sequence numbers."""
    ids = batch.ids
    for job in batch.jobs:
        job.document_id = job.paper.id or next(ids.documents)
        for line in job.paper.lines:
            line.id = next(ids.lines)
        effects = job.effects
        job.seqs = [next(ids.seqs) for _ in (*effects.goods, *effects.revalues, *effects.costs)]


def fold_stock(batch: Batch) -> None:
    """Make the moves and value them."""
    jobs, outcome, refold = batch.jobs, batch.outcome, batch.refold
    moves = make_moves(jobs, batch.places, batch.ids.moves, outcome)
    change_hands(batch.plan, batch.hands, batch.piles, outcome)
    scope = batch.policies[jobs[0].on].cost_scope
    key_of = partial(pool_key, scope=scope, places=batch.places, specific=batch.specific)
    fresh: list[Fresh] = []
    for job in jobs:
        for number, move in enumerate(moves[job.index]):
            product = batch.reference.products[move.source.product_id]
            event = fresh_event(job, number, move, key_of, batch.places, product)
            if event is not None:
                fresh.append(event)
    fresh.extend(refold.fresh_differences(batch.reference))
    fresh.extend(refold.fresh_costs(jobs, scope, batch.reference))
    outcome.standards = new_standards(jobs)
    if not fresh and not refold.past:
        return
    valuation = evaluate(fresh, refold.past, refold.states, refold.lines, batch.role_of, refold.cause)
    outcome.values = refold.given_differences() + valuation.values
    outcome.layers = valuation.layers
    for recost in valuation.recosts:
        outcome.entries.append(recost)


def fold_money(batch: Batch) -> None:
    """Open items, entries, links, and the states of orders that were fulfilled."""
    outcome = batch.outcome
    restate_estimates(batch.refold.differences, outcome, batch.ids.items, batch.role_of)
    for job in batch.jobs:
        job.problems.extend(book_items(job, batch.items, outcome, batch.ids.items, batch.dated))
        summary = summary_of(job, batch.reference)
        found = (entry_of(job, batch.role_of, summary), memo_entry_of(job, batch.role_of, summary))
        outcome.entries.extend(entry for entry in found if entry is not None)
    make_links(batch.jobs, batch.sources, outcome)
    rebalance_dispatched(batch.company_id, batch.jobs, batch.refold.lines, outcome)
    rebalance_closed(batch.company_id, batch.jobs, outcome)
    outcome.states.update(order_states(batch.company_id, batch.jobs, batch.sources, outcome))
