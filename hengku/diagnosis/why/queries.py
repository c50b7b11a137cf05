"""Answering a question: the figure, and the rows that sum to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hengku.diagnosis.why.declaration import Answer, Asked, Month, Row, Step
from hengku.diagnosis.why.errors import KeyWrong
from hengku.diagnosis.why.flow import Day, Page, bound_of, read_days, read_page
from hengku.diagnosis.why.kinds import KINDS
from hengku.diagnosis.why.reading import read_question
from hengku.diagnosis.why.shown import ratio_of, read_shown, rights_of, rows_shown, terms_of
from hengku.documents.declaration import registry
from hengku.documents.models import Line
from hengku.documents.queries import hides_money, may_view
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.reports.statements import snapshot

ZERO = Decimal(0)
SIZE_MAX = 500
#: Areas whose rows are amounts of documents: those of types whose money is kept from the asker are summed unseen.
MONEY_AREAS = frozenset({"ar", "ap", "item", "papers"})


def ask(actor: Actor, question: Mapping[str, str], *, today: date) -> Asked:
    """Read a question and check that the actor may see its figure, as the report that shows it does. Refuses what is
    unknown, missing or wrong.
    """
    asked = read_question(question, company_id=actor.company_id, today=today)
    for word in (*asked.kind.needs, *rights_of(actor, asked.kind, asked.shown)):
        actor.must(word)
    if asked.kind.area == "papers":
        for code in asked.kind.bind["types"]:
            if hides_money(actor, registry()[code]):
                actor.must("cost.view")
    return asked


def explain(
    actor: Actor, question: Mapping[str, str], *, today: date, size: int = 50, cursor: str = ""
) -> Answer:
    """The figure of ``question`` and a page of the documents that make it, newest first, all of one moment.

    ``total`` is the sum of all rows, not of the page; ``agrees`` tells whether it is the figure the page shows.
    ``cursor`` is ``next`` of an earlier answer. Refuses as ``ask`` does.
    """
    asked = ask(actor, question, today=today)
    hidden = hidden_types(actor, asked)
    size = max(1, min(size, SIZE_MAX))
    with snapshot():
        asked = replace(asked, rows=rows_shown(actor, asked, today=today))
        if not asked.kind.flow:
            shown = read_shown(actor, asked, today=today)
            return _ratio(asked, _parts_summed(asked) if shown is None else shown)
        bound = bound_of(asked)
        days = read_days(asked, bound, hidden)
        answer = _summed(asked, days, today)
        answer = _with_page(answer, days, bound, hidden, size, cursor)
        shown = read_shown(actor, asked, today=today)
    figure = shown.get(asked.column) if shown else None
    return _compared(answer, figure, shown or {})


def _ratio(asked: Asked, shown: Row) -> Answer:
    """A figure without rows of its own: one over the other."""
    figure, total = shown.get(asked.column), ratio_of(asked.kind, shown)
    agrees = figure is None or total is None or figure == total
    return Answer(asked, total if figure is None else figure, total, agrees, terms=terms_of(asked, shown))


def _parts_summed(asked: Asked) -> Row:
    """Each part from its own rows, where no page shows the whole: a ratio of one document."""
    found: Row = {}
    for part in asked.kind.parts:
        for code in filter(None, (part.kind, part.weighed)):
            kind = KINDS[code]
            values = {key: asked.values.get(key) for key in kind.keys}
            of_part = replace(asked, kind=kind, values=values)
            column = part.column if code == part.kind else kind.column
            found[column] = sum((day.change for day in read_days(of_part, bound_of(of_part), ())), ZERO)
    return found


def _compared(answer: Answer, figure: Decimal | None, shown: Row) -> Answer:
    """The answer beside the figure of the page. A side of a balance is never below zero, its rows may be."""
    total = answer.total or ZERO
    if figure is None:
        figure = max(total, ZERO) if answer.asked.kind.floor else total
    agrees = figure == (max(total, ZERO) if answer.asked.kind.floor else total)
    return replace(answer, figure=figure, agrees=agrees, terms=terms_of(answer.asked, shown))


def hidden_types(actor: Actor, asked: Asked) -> list[str]:
    """The document types that the asker may not see behind this figure."""
    kinds = registry().values()
    hidden = {kind.code for kind in kinds if not may_view(actor, kind)}
    if asked.kind.area in MONEY_AREAS:
        hidden |= {kind.code for kind in kinds if hides_money(actor, kind)}
    return sorted(hidden)


def _summed(asked: Asked, days: Sequence[Day], today: date) -> Answer:
    """Totals, and the subtotals of months, newest first."""
    last = asked.last or (days[-1].on if days else today)
    since = asked.first or last.replace(day=1)
    months: list[Month] = []
    balance = ZERO
    for day in days:
        balance += day.change
        key = day.on.isoformat()[:7]
        so_far = months.pop() if months and months[-1].month == key else Month(key, ZERO, ZERO, ZERO, ZERO, 0)
        months.append(
            Month(
                key,
                so_far.plus + day.plus,
                so_far.minus + day.minus,
                so_far.change + day.change,
                balance,
                so_far.documents + day.documents,
            )
        )
    later = [day for day in days if day.on >= since]
    return Answer(
        asked,
        None,
        balance,
        agrees=True,
        since=since,
        opening=sum((day.change for day in days if day.on < since), ZERO),
        plus=sum((day.plus for day in later), ZERO),
        minus=sum((day.minus for day in later), ZERO),
        documents=sum(day.documents for day in days),
        months=tuple(reversed(months)),
        hidden=sum((day.hidden for day in days), ZERO),
        hidden_documents=sum(day.hidden_documents for day in days),
    )


def _with_page(
    answer: Answer, days: Sequence[Day], bound: Row, hidden: Sequence[str], size: int, cursor: str
) -> Answer:
    """Add the steps after ``cursor``: as many of the newest days as fill a page are read, no others."""
    page = _page_of(days, size, cursor)
    if page is None:
        return answer
    before = sum((day.change for day in days if day.on < page.first), ZERO)
    rows = read_page(answer.asked, bound, page, opening=before, hidden_types=hidden)
    shown = rows[:size]
    following = ""
    if shown and (len(rows) > size or page.first > days[0].on):
        edge = shown[-1]["business_on"]
        passed = page.skip if edge == page.last else 0
        following = f"{edge.isoformat()}.{passed + sum(1 for row in shown if row['business_on'] == edge)}"
    at_edge = shown[-1]["balance"] - shown[-1]["change"] if shown else before
    return replace(
        answer,
        steps=_steps(answer.asked, shown),
        next=following,
        earlier=at_edge if following else ZERO,
        earlier_documents=_left(days, shown, page) if following else 0,
    )


def _left(days: Sequence[Day], shown: Sequence[Row], page: Page) -> int:
    """About how many documents come before the last one shown."""
    edge = shown[-1]["business_on"]
    passed = (page.skip if edge == page.last else 0) + sum(1 for row in shown if row["business_on"] == edge)
    older = sum(day.documents for day in days if day.on < edge)
    return older + max(0, sum(day.documents for day in days if day.on == edge) - passed)


def _page_of(days: Sequence[Day], size: int, cursor: str) -> Page | None:
    """The days that hold the next ``size`` rows, or None when there are none left."""
    last, skip = None, 0
    if cursor:
        day_text, _, count = cursor.partition(".")
        try:
            last, skip = date.fromisoformat(day_text), int(count)
        except ValueError:
            raise KeyWrong(name="cursor", value=cursor[:64], wanted="上一页给出的 next").at(
                field="cursor"
            ) from None
    reached = [day for day in days if last is None or day.on <= last]
    if not reached:
        return None
    first, room = reached[-1].on, skip + size + 1
    for day in reversed(reached):
        first = day.on
        room -= max(day.documents - day.hidden_documents, 0)
        if room <= 0:
            break
    return Page(first, reached[-1].on, skip if last == reached[-1].on else 0, size)


def _steps(asked: Asked, rows: Sequence[Row]) -> tuple[Step, ...]:
    """Rows with names: people, line numbers. Two statements."""
    people = names_of([row["posted_by"] for row in rows if row["posted_by"]])
    line_ids = {one for row in rows for one in row["line_ids"] or ()}
    found = Line.objects.of_company(asked.company_id).filter(pk__in=line_ids)
    lines = {pk: (document, no) for pk, document, no in found.values_list("pk", "document_id", "line_no")}
    return tuple(
        Step(
            row["business_on"],
            _mention(row),
            tuple(
                sorted(
                    lines[one][1]
                    for one in row["line_ids"] or ()
                    if one in lines and lines[one][0] == row["document_id"]
                )
            ),
            people.get(row["posted_by"], ""),
            row["device"] or "",
            row["posted_at"],
            row["party"] or "",
            row["note"],
            row["change"],
            row["balance"],
        )
        for row in rows
    )  # fmt: skip


def _mention(row: Row) -> Row | None:
    """The document of a row; None for what no document did."""
    if row["number"] is None:
        return None
    return {"id": row["document_id"], "number": row["number"], "type_code": row["type_code"]}
