"""盘点 after the counting: second counts, judging the differences, posting them (D-CNT, S1 ⑤)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from hengku.company.actions import keep_postings_out
from hengku.documents.paper import AUX_QUANTITY, Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.inventory import counting
from hengku.kit import sql
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import Problem, raise_all
from hengku.kit.numbers import D, exact_text, product_to_fen
from hengku.posting.actions import post
from hengku.posting.counting import MAKER
from hengku.posting.load import load_policies
from hengku.posting.once import is_done, mark_done
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import _note, only_one
from hengku.warehousing.count_rules import CLASSES, Part
from hengku.warehousing.goods_of_others import CLAIM_KEY
from hengku.warehousing.models import Count, CountLine, CountMode, CountState
from hengku.warehousing.queries_count import OF_PRODUCT, counted, find_count, keep_what_moved, lock_count
from hengku.warehousing.queries_plan import plan_of
from hengku.warehousing.types.count_result import CAUSES

KEEP_MOVED = """
UPDATE warehousing_countline AS l SET moved_quantity = r.moved, moved_weight = r.weight
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[]) AS r(id, moved, weight)
WHERE l.company_id = %s AND l.count_id = %s AND l.id = r.id
"""
#: What was counted is due again so many days later (D-CNT); a count of an earlier day takes nothing back, one of
#: some bins or lots only brings nothing forward.
COUNTED = """
UPDATE warehousing_countdue AS d
SET last_on = greatest(d.last_on, c.business_on),
    due_on = greatest(d.last_on, c.business_on) + days.days
FROM warehousing_count AS c
CROSS JOIN unnest(%s::text[], %s::int[]) AS days(abc, days)
WHERE c.company_id = %s AND c.id = %s AND d.company_id = c.company_id AND d.warehouse_id = c.warehouse_id
  AND days.abc = d.abc AND NOT c.scope ?| ARRAY['bins', 'lots'] AND EXISTS (
      SELECT FROM warehousing_countline AS l
      WHERE l.company_id = c.company_id AND l.count_id = c.id AND l.product_id = d.product_id
        AND l.first_quantity IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class LineWord:
    """What is said of a difference: why, who answers, what they make good, what found goods are worth."""

    line_id: int
    cause: str = "COUNT_LOSS"
    responsible: str = ""
    compensation: str = "0"
    given_amount: str = ""
    remark: str = ""


@transaction.atomic(durable=True)
def ask_recount(*, actor: Actor, count_id: int, line_ids: Sequence[int] = (), now: datetime) -> int:
    """复盘 of these lines, or of every line with a difference; how many. Locks the count."""
    actor.must("stock_count.approve")
    count = lock_count(actor, count_id, (CountState.REVIEW,), "「待审核」")
    lines = list(CountLine.objects.visible_to(actor).filter(count=count).select_related(*OF_PRODUCT))
    chosen = [one for one in lines if (one.pk in line_ids if line_ids else counted(one).differs)]
    CountLine.objects.visible_to(actor).filter(pk__in=[one.pk for one in chosen]).update(
        must_recount=True, second_quantity=None, second_weight=None, recounted_by=None
    )
    count.reviewed_by = None
    count.save(update_fields=["reviewed_by"])
    _note(actor, count, "recount_asked", now, {"lines": len(chosen)})
    return len(chosen)


@transaction.atomic(durable=True)
def say_of_lines(*, actor: Actor, count_id: int, words: Sequence[LineWord], now: datetime) -> None:
    """Cause, responsible person, compensation, and what found goods are worth where no cost is known (C3).

    The worth needs ``stock_count.approve_amount``. Locks the count.
    """
    if not actor.may("stock_count.approve_amount"):
        actor.must("stock_count.approve")
    count = lock_count(actor, count_id, (CountState.REVIEW,), "「待审核」")
    lines = {one.pk: one for one in CountLine.objects.visible_to(actor).filter(count=count)}
    for word in words:
        line = lines.get(word.line_id)
        if line is None or word.cause not in CAUSES:
            raise errors.CountLineNotFound(line_id=word.line_id)
        if word.given_amount:
            actor.must("stock_count.approve_amount")
            line.given_amount = D(word.given_amount)
        line.cause, line.responsible = word.cause, word.responsible[:64]
        line.compensation, line.remark = D(word.compensation or "0"), word.remark[:200]
    names = ["cause", "responsible", "compensation", "given_amount", "remark"]
    CountLine.objects.bulk_update([lines[one.line_id] for one in words], names, batch_size=1000)
    count.reviewed_by = None
    count.save(update_fields=["reviewed_by"])
    _note(actor, count, "explained", now, {"lines": len(words)})


@transaction.atomic(durable=True)
def approve_count(
    *, actor: Actor, count_id: int, now: datetime, key: str = "", course: Course = UNWATCHED
) -> Count:
    """审核差异: by another person than who counted (S1 ⑤). Differences beyond the company's limit wait for the
    accountant (``stock_count.approve_amount``) after the manager (``stock_count.approve``). Locks the count. With a
    ``key`` the same wish again finds it done.
    """
    if not actor.may("stock_count.approve_amount"):
        actor.must("stock_count.approve")
    wish = f"approve count {count_id}"
    if key and is_done(actor, key, wish):
        return find_count(actor, count_id)
    count = lock_count(actor, count_id, (CountState.REVIEW,), "「待审核」")
    course.step("reading")
    lines = list(CountLine.objects.visible_to(actor).filter(count=count).select_related(*OF_PRODUCT))
    keep_what_moved(actor.company_id, count, lines)
    raise_all(_problems(actor, lines))
    course.commit("keeping")
    count.difference_amount = sum((abs(counted(line).amount) for line in lines), Decimal("0.00"))
    policies = load_policies(actor.company_id, [count.business_on])
    is_large = count.difference_amount > policies[count.business_on].count_approval_amount
    if actor.may("stock_count.approve"):
        count.reviewed_by = actor.user_id
    may_end = actor.may("stock_count.approve_amount") or not is_large
    if may_end and count.reviewed_by is not None:
        count.state, count.approved_by = CountState.APPROVED, actor.user_id
    elif count.reviewed_by is None:
        actor.must("stock_count.approve")  # the manager first
    if count.mode == CountMode.LIVE:
        known = sql.columns((line.pk, line.moved_quantity, line.moved_weight) for line in lines)
        sql.run(KEEP_MOVED, (*known, actor.company_id, count.pk))
    count.save(update_fields=["state", "reviewed_by", "approved_by", "difference_amount"])
    _note(actor, count, "approved", now, {"amount": str(count.difference_amount), "state": count.state})
    if key:
        mark_done(actor, key, wish, now)
    return count


def _problems(actor: Actor, lines: Sequence[CountLine]) -> list[Problem]:
    """All that stands in the way of approving: who counted, what was not recounted, worth and compensation."""
    counters = {one.counted_by for one in lines} | {one.recounted_by for one in lines}
    if actor.user_id in counters and not only_one(actor):
        return [errors.CountedBySamePerson(what="审核差异")]
    problems: list[Problem] = []
    for line in lines:
        seen, name = counted(line), line.product.name
        if line.must_recount and line.second_quantity is None:
            problems.append(errors.NotRecounted(product=name).at(field=str(line.pk)))
        if seen.needs_amount and line.given_amount is None:
            unknown = errors.OwnerClaimMissing if line.owner_id else errors.GainWithoutCost
            problems.append(unknown(product=name).at(field=str(line.pk)))
        lost = product_to_fen(max(-seen.measure, Decimal(0)), line.unit_cost or Decimal(0))
        lost = -seen.amount if line.owner_id else lost
        if line.compensation > lost * 2:  # with the tax that goes out, and never absurd
            too_large = errors.CompensationTooLarge(product=name, compensation=line.compensation, amount=lost)
            problems.append(too_large.at(field=str(line.pk)))
    return problems


def post_count(*, actor: Actor, count_id: int, now: datetime, course: Course = UNWATCHED) -> Count:
    """Post what was approved: 盘盈单 and 盘亏单 in one transaction, each into all books; then the goods may move again.

    Asked twice it answers the same: the documents go under a key of the count. Refused as any posting is.
    """
    count = find_count(actor, count_id)
    if count.state not in (CountState.APPROVED, CountState.POSTED):
        raise errors.CountWrongState(
            number=count.number, state=CountState(count.state).label, wanted="「已审核」"
        )
    course.step("reading")
    papers = _papers(count)
    course.commit("posting")
    made: dict[str, int] = {}
    if papers:
        posted = post(actor=actor, documents=papers, key=f"stock-count-{count.pk}", now=now)
        # those of our own goods come first; a count of nothing but others' goods shows theirs
        made = {one.type_code: one.id for one in reversed(posted.documents)}
    else:
        actor.must("count_gain.post")
    return _end(actor, count_id, made, now)


@transaction.atomic(durable=True)
def _end(actor: Actor, count_id: int, made: dict[str, int], now: datetime) -> Count:
    keep_postings_out(actor.company_id)
    count = lock_count(actor, count_id, (CountState.APPROVED, CountState.POSTED), "「已审核」")
    if count.state == CountState.POSTED:
        return count
    count.state, count.posted_at = CountState.POSTED, now
    count.gain_document_id, count.loss_document_id = made.get("count_gain"), made.get("count_loss")
    count.save(update_fields=["state", "posted_at", "gain_document_id", "loss_document_id"])
    counting.free(actor.company_id, count.warehouse_id, count_id=count.pk)
    plan = plan_of(actor.company_id, count.business_on)
    sql.run(
        COUNTED,
        (sql.array(CLASSES), sql.array([plan.days[one] for one in CLASSES]), count.company_id, count.pk),
    )
    _note(actor, count, "posted", now, {"documents": list(made.values())})
    return count


def _papers(count: Count) -> list[Paper]:
    """One document of all that was found more, one of all that was missing, by owner, our own first; none where nothing
    differs.
    """
    lines = list(
        CountLine.objects.of_company(count.company_id)
        .filter(count=count)
        .select_related(*OF_PRODUCT)
        .order_by("pk")
    )
    bins = counting.bins(count.company_id, [line.place_id for line in lines])
    gains: dict[int, list[PaperLine]] = defaultdict(list)
    losses: dict[int, list[PaperLine]] = defaultdict(list)
    for line in lines:
        for part in counted(line).parts:
            if part.is_gain:
                worth = None if line.owner_id else line.given_amount
                gains[line.owner_id].append(_line(line, part, _where(line, bins), amount_net=worth))
                continue
            data = {
                **_where(line, bins),
                "cause": line.cause,
                "vat_out": "auto",
                "responsible": line.responsible,
            }
            if line.compensation:
                data["compensation"] = str(line.compensation)
            if line.owner_id:
                data[CLAIM_KEY] = str(line.given_amount or 0)
            losses[line.owner_id].append(_line(line, part, data))
    found = []
    for owner in sorted({*gains, *losses}):
        for code, rows in (("count_gain", gains[owner]), ("count_loss", losses[owner])):
            if rows:
                paper = Paper(code, count.business_on, rows, warehouse_id=count.warehouse_id, made_by=MAKER)
                paper.party_id = owner or None
                paper.data = {"count_number": count.number}
                found.append(paper)
    return found


def _where(line: CountLine, bins: dict[int, str]) -> dict[str, object]:
    """Which line of the count it is of, and which of the product's goods it is about."""
    found: dict[str, object] = {"count_line": str(line.pk)}
    if bins.get(line.place_id):
        found["bin"] = bins[line.place_id]
    if line.status != "available":
        found["status"] = line.status
    if line.lot_id:
        found["lot_id"] = line.lot_id
    return found


def _line(
    line: CountLine, part: Part, data: dict[str, object], amount_net: Decimal | None = None
) -> PaperLine:
    if part.weight is not None:
        data[AUX_QUANTITY] = exact_text(abs(part.weight))
    return PaperLine(
        product_id=line.product_id,
        quantity=abs(part.pieces),
        remark=line.remark,
        data=data,
        amount_net=amount_net,
    )
