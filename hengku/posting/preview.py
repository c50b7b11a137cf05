"""预览: the same fold without writing, told in words and figures (architecture §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal

from django.db import transaction

from hengku.documents.declaration import document_type
from hengku.documents.paper import KIT, Paper
from hengku.identity.actor import Actor
from hengku.inventory.models import Status
from hengku.inventory.rules import AVAILABLE, Key
from hengku.kit import sight, sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO_FEN, D, divide, exact_text
from hengku.posting.batches import batch_of
from hengku.posting.decide import Batch, decide
from hengku.posting.explain import explain
from hengku.posting.rows import Job
from hengku.posting.scope import refuse_out_of_sight
from hengku.posting.write import pretend_ids
from hengku.settlement.models import ItemKind

ZERO = Decimal(0)
STATUS_LABELS: dict[str, str] = {str(code): str(label) for code, label in Status.choices}
ACCOUNTS = "SELECT id, code, name FROM ledger_account WHERE company_id = %s AND id = ANY(%s)"
PARTIES = "SELECT id, name FROM parties_party WHERE company_id = %s AND id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class StockChange:
    """One balance before and after, in base units."""

    product: str
    unit: str
    place: str
    before: Decimal
    after: Decimal
    available: Decimal


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What will be owed more, or less."""

    kind: str
    kind_label: str
    party: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class EntryLinePreview:
    """A line of the entry to come."""

    account_code: str
    account_name: str
    debit: Decimal
    credit: Decimal
    party: str


@dataclass(frozen=True, slots=True)
class LinePreview:
    """A line with its amounts completed."""

    line_no: int
    amount_net: Decimal
    amount_tax: Decimal
    amount_incl: Decimal
    available: Decimal | None


@dataclass(slots=True)
class Preview:
    """What posting would do. Nothing was written. ``refolded``: how many later events of the same goods are costed
    again, the document being dated before them.
    """

    sentences: list[str] = field(default_factory=list)
    stock: list[StockChange] = field(default_factory=list)
    items: list[ItemChange] = field(default_factory=list)
    entries: list[EntryLinePreview] = field(default_factory=list)
    lines: list[LinePreview] = field(default_factory=list)
    totals: dict[str, Decimal] = field(default_factory=dict)
    refolded: int = 0


@sight.whole()
@transaction.atomic
def preview(*, actor: Actor, documents: list[Paper], now: datetime) -> Preview:
    """Decide these documents as ``post`` would and say what would happen. Takes no lock on stock; refuses as
    ``post`` does.
    """
    for type_code in {paper.type_code for paper in documents}:
        actor.must(f"{document_type(type_code).code}.create")
    sql.by_key()
    batch = batch_of(actor, documents)
    try:
        decide(batch, now=now, give_ids=pretend_ids, locking=False)
    except Problem as problem:
        raise explain(problem, batch) from None
    refuse_out_of_sight(batch)
    return tell(batch)


def tell(batch: Batch) -> Preview:
    """The decided batch in words and figures."""
    told = Preview(refolded=len(batch.refold.past))
    _tell_stock(batch, told)
    _tell_items(batch, told)
    _tell_entries(batch, told)
    for job in batch.jobs:
        told.lines.extend(_lines_of(batch, job))
    for key in ("amount_net", "amount_tax", "amount_incl"):
        told.totals[key] = sum((getattr(job.paper, key) for job in batch.jobs), ZERO_FEN)
    return told


def _lines_of(batch: Batch, job: Job) -> list[LinePreview]:
    """The lines as they were written: a kit is the sum of its components, and there is as much of it as of the one
    there is least of.
    """
    place = batch.places.by_end.get(("stock", job.paper.warehouse_id or 0, ""), 0)
    found: dict[int, LinePreview] = {}
    for line in job.paper.lines:
        keys = batch.piles.get((line.product_id or 0, place))
        hands = [batch.hands[key] for key in keys] if keys else []
        available = sum((hand.quantity - hand.reserved for hand in hands), ZERO) if hands else None
        number = job.written.get(line.line_no, line.line_no)
        net, tax = line.amount_net or ZERO_FEN, line.amount_tax or ZERO_FEN
        before = found.get(number)
        if number in job.written.values() and line.data.get(KIT) and available is not None:
            per = D(line.data[KIT]["per"])
            available = max(divide(available, per), ZERO).to_integral_value(ROUND_FLOOR)
        if before is not None:
            net, tax = net + before.amount_net, tax + before.amount_tax
            known = [one for one in (available, before.available) if one is not None]
            available = min(known, default=None)
        found[number] = LinePreview(number, net, tax, net + tax, available)
    return list(found.values())


def _tell_stock(batch: Batch, told: Preview) -> None:
    for key, (moved, _, _) in batch.outcome.hand_changes.items():
        if key.place_id not in batch.places.real or not (moved or key in batch.outcome.weight_changes):
            continue
        product, hand = batch.reference.products[key.product_id], batch.hands[key]
        name = place_name(batch, key)
        change = StockChange(
            product.name,
            product.base_unit_name,
            name,
            hand.quantity,
            hand.quantity + moved,
            hand.quantity - hand.reserved,
        )
        told.stock.append(change)
        weighs = ""
        if product.is_weighed:
            after = hand.weight + batch.outcome.weight_changes.get(key, ZERO)
            weighs = f",{exact_text(hand.weight)}→{exact_text(after)} {product.aux_unit_name}"
        said = f"{exact_text(change.before)}→{exact_text(change.after)} {product.base_unit_name}{weighs}"
        told.sentences.append(f"{name} {product.name} {said}")
    for hold in batch.outcome.holds:
        held = batch.reference.products.get(hold.product_id)
        if held is not None and any(job.effects.holds for job in batch.jobs):
            told.sentences.append(f"预留 {held.name} {exact_text(hold.quantity)} {held.base_unit_name}")


def place_name(batch: Batch, key: Key) -> str:
    """Where goods lie, with what makes them other than sound goods of our own."""
    said = [batch.places.names.get(key.place_id, "")]
    if key.status != AVAILABLE and key.status not in ("consigned", "outsourced"):
        said.append(STATUS_LABELS[key.status])
    if key.owner_id:
        owner = batch.reference.parties.get(key.owner_id)
        said.append(f"{owner.name}的货" if owner else "他人的货")
    return "·".join(said)


def _tell_items(batch: Batch, told: Preview) -> None:
    labels = dict(ItemKind.choices)
    for item in batch.outcome.items:
        party = batch.reference.parties.get(item.party_id)
        label = str(labels[item.kind])
        told.items.append(ItemChange(item.kind, label, party.name if party else "", item.amount))
        sign = "+" if item.amount > 0 else ""
        told.sentences.append(
            f"{label} {sign}{exact_text(item.amount, 2)}" + (f"({party.name})" if party else "")
        )


def _tell_entries(batch: Batch, told: Preview) -> None:
    lines = [line for entry in batch.outcome.entries for line in entry.lines]
    if not lines:
        return
    by_role = batch.role_accounts
    ids = {line.account_id or by_role.get(line.role, 0) for line in lines}
    names = {row[0]: (row[1], row[2]) for row in sql.rows(ACCOUNTS, (batch.company_id, list(ids)))}
    parties: dict[int, str] = dict(
        sql.rows(PARTIES, (batch.company_id, list({line.party_id for line in lines})))
    )
    for line in lines:
        code, name = names.get(line.account_id or by_role.get(line.role, 0), ("", line.role))
        party = str(parties.get(line.party_id, ""))
        told.entries.append(EntryLinePreview(code, name, line.debit, line.credit, party))
    said = [
        " ".join(
            (
                "借" if line.debit else "贷",
                line.account_code,
                line.account_name,
                exact_text(line.debit or line.credit, 2),
            )
        )
        for line in told.entries
    ]
    told.sentences.append("凭证 " + " ".join(said))
