"""What waits at the counters: days of stores with tickets and no close, and what a close of one would take (D-POSD)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hengku.documents.sources import load_sources
from hengku.identity.actor import Actor
from hengku.kit import sight, sql
from hengku.kit.numbers import ZERO_FEN
from hengku.posting.counter_days import NOT_TAKEN, open_lines, types_of
from hengku.retail.tender import METHODS, REFUND, taken_in, taken_of

CLOSE: Final = "pos_daily_close"
#: Tickets in force with a line that no close has; one row for each store and day, the oldest first.
OPEN_DAYS: Final = f"""
SELECT d.warehouse_id, w.name, d.business_on, count(*),
       sum(CASE WHEN d.type_code = 'pos_refund' THEN -d.amount_incl ELSE d.amount_incl END)
FROM documents_document AS d
JOIN company_warehouse AS w ON w.company_id = d.company_id AND w.id = d.warehouse_id
WHERE d.company_id = %(company)s AND d.type_code = ANY(%(types)s) AND d.state = 'posted'
  AND d.reverses_id IS NULL AND (%(first)s::date IS NULL OR d.business_on >= %(first)s)
  AND (%(last)s::date IS NULL OR d.business_on <= %(last)s)
  AND EXISTS (
      SELECT FROM documents_line AS l
      WHERE l.company_id = d.company_id AND l.document_id = d.id AND {NOT_TAKEN})
GROUP BY d.warehouse_id, w.name, d.business_on
ORDER BY d.business_on, w.name
"""  # noqa: S608 - put together of constants
#: The fund accounts that a store's last close put money into, by the field that names them; those still in use.
LAST_ACCOUNTS: Final = """
SELECT named.field, a.id, a.name
FROM (SELECT d.company_id, d.fund_account_id, d.data FROM documents_document AS d
      WHERE d.company_id = %s AND d.type_code = 'pos_daily_close' AND d.state = 'posted' AND d.reverses_id IS NULL
        AND d.warehouse_id = %s
      ORDER BY d.business_on DESC, d.id DESC LIMIT 1) AS last
CROSS JOIN LATERAL unnest(%s::text[]) AS named(field)
JOIN parties_fundaccount AS a ON a.company_id = last.company_id AND a.is_active AND a.id = CASE named.field
    WHEN 'fund_account' THEN last.fund_account_id ELSE (last.data ->> named.field)::bigint END
"""


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A store's day that is not closed. ``amount`` is what its tickets come to with tax, less refunds."""

    store_id: int
    store: str
    on: date
    tickets: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """What the tickets of a day say was paid in one way, less what was paid back."""

    method: str
    label: str
    label_en: str
    amount: Decimal
    account: str  # the field of the close that says where the money lies, "" for what is owed
    counted: str  # the field of what was found of it
    usual: tuple[int, str] | None = None  # where the store's last close put it: id and name of the fund account


@dataclass(frozen=True, slots=True)
class DayToClose:
    """What a close of a store's day takes: its lines, each whole, and what must be found."""

    lines: tuple[tuple[int, int, Decimal], ...]  # source line, product, base quantity
    tickets: int
    refunds: int
    amount: Decimal
    taken: tuple[Taken, ...]


def open_days(company_id: int, *, first: date | None = None, last: date | None = None) -> list[OpenDay]:
    """Days of stores with tickets and no close, the oldest first. One statement."""
    named = {"company": company_id, "first": first, "last": last, **types_of(CLOSE)}
    return [OpenDay(*row) for row in sql.rows(OPEN_DAYS, named)]


def open_days_of(actor: Actor) -> list[OpenDay]:
    """The same for whom closes days: of the stores they work in. Needs ``pos_daily_close.create``."""
    actor.must(f"{CLOSE}.create")
    with sight.limited_to(actor.part):
        return open_days(actor.company_id)


def day_to_close(actor: Actor, *, store_id: int, on: date) -> DayToClose:
    """What a close of that day would take now. Needs ``pos_daily_close.create``; tickets that the actor may not see are
    not told, and the close is refused for what it lacks.
    """
    actor.must(f"{CLOSE}.create")
    with sight.limited_to(actor.part):
        lines = [row[2] for row in open_lines(actor.company_id, CLOSE, [(store_id, on)])]
        sources = list(load_sources(actor.company_id, lines).values())
    fields = [one.account for one in METHODS if one.account]
    named = sql.rows(LAST_ACCOUNTS, (actor.company_id, store_id, fields)) if sources else []
    usual = {field: (pk, name) for field, pk, name in named}
    tickets = {source.document_id: source for source in sources}.values()
    return DayToClose(
        lines=tuple((one.line_id, one.product_id, one.quantity_base) for one in sources),
        tickets=sum(one.type_code != REFUND for one in tickets),
        refunds=sum(one.type_code == REFUND for one in tickets),
        amount=sum((taken_of(one, one.amount_incl) for one in sources), ZERO_FEN),
        taken=tuple(
            Taken(
                one.code,
                one.label,
                one.label_en,
                sum((taken_in(ticket, one) for ticket in tickets), ZERO_FEN),
                one.account,
                one.counted if one.account else "",
                usual.get(one.account),
            )
            for one in METHODS
        ),
    )
