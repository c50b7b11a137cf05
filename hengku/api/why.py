"""为什么: one address that answers for every figure the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.report_files import file_answer
from hengku.api.reports import text_of
from hengku.api.schemas import Answer as Schema
from hengku.api.wire import reply
from hengku.diagnosis.invariants import ORANGE, RED, YELLOW
from hengku.diagnosis.why.declaration import Answer, Asked, Doubt, Step, Term, Waiting
from hengku.diagnosis.why.errors import KeyWrong
from hengku.diagnosis.why.pending import waiting
from hengku.diagnosis.why.queries import SIZE_MAX, ask, explain
from hengku.diagnosis.why.suspicious import doubts
from hengku.documents.declaration import registry
from hengku.identity.actor import Actor
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_xlsx

router = Router(tags=["为什么"])


class WhyDocument(Schema):
    """The document that made a row."""

    id: str
    number: str
    type_code: str


class WhyTerm(Schema):
    """One term of the figure; ``question`` explains it in its turn."""

    sign: str
    label: str
    label_en: str
    form: str
    figure: str | None
    question: dict[str, str]


class WhyMonth(Schema):
    """The rows of one month, and the figure at its end."""

    month: str
    plus: str
    minus: str
    change: str
    balance: str
    documents: int


class WhyStep(Schema):
    """What one document did to the figure on one day, and the figure after it."""

    business_on: str
    document: WhyDocument | None
    line_nos: list[int]
    person: str
    device: str
    posted_at: str | None
    party: str
    note: str
    change: str
    balance: str


class WhyAnswer(Schema):
    """``figure`` is what the page shows, ``total`` the sum of all rows; ``agrees`` that both are equal."""

    question: dict[str, str]
    names: dict[str, str]
    label: str
    label_en: str
    form: str
    unit: str
    span: str
    figure: str | None
    total: str | None
    agrees: bool
    since: str | None
    opening: str
    plus: str
    minus: str
    documents: int
    terms: list[WhyTerm]
    months: list[WhyMonth]
    steps: list[WhyStep]
    earlier: str
    earlier_documents: int
    next: str
    hidden: str
    hidden_documents: int


class WaitingAnswer(Schema):
    """Something that is not in the figure yet; ``effect`` is what it would add, null where that cannot be told."""

    why: str
    document: WhyDocument
    business_on: str
    party: str
    effect: str | None


class DoubtAnswer(Schema):
    """Something that looks wrong, and what to do. ``severity``: red, orange or yellow; ``code`` and ``data`` are for
    readers of other languages.
    """

    code: str
    severity: str
    text: str
    documents: list[WhyDocument]
    data: dict[str, str]


class AroundAnswer(Schema):
    """What surrounds a figure: 还在路上 and 可疑."""

    form: str
    unit: str
    waiting: list[WaitingAnswer]
    doubts: list[DoubtAnswer]


SEVERITIES = {RED: "red", ORANGE: "orange", YELLOW: "yellow"}
#: A page of the file; all pages are written, up to this many rows.
EXPORT_ROWS_MAX = 100_000


@router.get("", response=WhyAnswer, summary="一个数字为什么是这样")
def read(request: HttpRequest) -> HttpResponse:
    """The rows that sum to one figure exactly, document by document, newest first.

    The query is the question beside the figure (`why` in rows of reports and stock): `kind` and its keys. `size` and
    `cursor` (the answer's `next`) turn the page. Documents the asker may not see are summed in `hidden`.
    """
    question = request.GET.dict()
    size, cursor = _size(question.pop("size", "50")), question.pop("cursor", "")
    answer = explain(actor_of(request), question, today=timezone.localdate(), size=size, cursor=cursor)
    return reply(answer_of(answer))


@router.get("/around", response=AroundAnswer, summary="还在路上与可疑")
def read_around(request: HttpRequest) -> HttpResponse:
    """What is not in the figure yet and would change it, and what behind it looks wrong.

    The query is the question, as above; `seen_at` (the moment the page showed it, ISO 8601) asks what came since.
    """
    actor, today = actor_of(request), timezone.localdate()
    question = request.GET.dict()
    seen_at = _moment(question.pop("seen_at", ""))
    found = waiting(actor, question, today=today)
    form = ask(actor, question, today=today)
    doubted = doubts(actor, question, today=today, seen_at=seen_at)
    subject = _subject(form)
    return reply(
        {
            "form": subject["form"],
            "unit": subject["unit"],
            "waiting": [_waiting(one, subject["form"]) for one in found],
            "doubts": [_doubt(one) for one in doubted],
        }
    )


@router.get("/export", summary="导出明细(xlsx)")
def export(request: HttpRequest) -> HttpResponse:
    """All rows behind a figure as a workbook, the sum below them. The query is the question."""
    actor, question = actor_of(request), request.GET.dict()
    answer = explain(actor, question, today=timezone.localdate(), size=SIZE_MAX)
    file = BytesIO()
    columns = [
        ColumnOut(label)
        for label in ("日期", "单号", "单据类型", "往来单位", "过账人", "设备", "变动", "余额")
    ]
    write_xlsx(file, [SheetOut(answer.asked.kind.label, columns, _table(actor, question, answer))])
    return file_answer(file.getvalue(), f"{answer.asked.kind.label} 明细")


def _table(actor: Actor, question: dict[str, str], answer: Answer) -> Iterator[list[Out]]:
    types = registry()
    written = 0
    first = answer
    while True:
        for step in answer.steps:
            document = step.document
            label = (
                types[document["type_code"]].label
                if document and document["type_code"] in types
                else step.note
            )
            number = document["number"] if document else ""
            row = [step.business_on, number, label, step.party, step.person, step.device]
            yield [*row, step.change, step.balance]
        written += len(answer.steps)
        if not answer.next or written >= EXPORT_ROWS_MAX:
            break
        answer = explain(actor, question, today=timezone.localdate(), size=SIZE_MAX, cursor=answer.next)
    if answer.earlier_documents:
        yield [
            None,
            "",
            f"此前 {answer.earlier_documents} 张单据",
            "",
            "",
            "",
            answer.earlier,
            answer.earlier,
        ]
    if first.hidden_documents:
        yield [None, "", f"其他 {first.hidden_documents} 张单据(无权查看)", "", "", "", first.hidden, None]
    yield [None, "", "合计", "", "", "", first.total, None]


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise KeyWrong(
            name="seen_at", value=text[:64], wanted="带时区的时刻,如 2026-01-31T08:00:00+08:00"
        ).at(field="seen_at")
    return moment


def _waiting(one: Waiting, form: str) -> dict[str, Any]:
    return {
        "why": one.why,
        "document": {**one.document, "id": str(one.document["id"])},
        "business_on": one.business_on.isoformat(),
        "party": one.party,
        "effect": text_of(one.effect, form),
    }


def _doubt(one: Doubt) -> dict[str, Any]:
    documents = [{**document, "id": str(document["id"])} for document in one.documents]
    return {
        "code": one.code,
        "severity": SEVERITIES.get(one.severity, "yellow"),
        "text": one.text,
        "documents": documents,
        "data": dict(one.data),
    }


def _size(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= SIZE_MAX):
        raise KeyWrong(name="size", value=text[:64], wanted=f"1 到 {SIZE_MAX}").at(field="size")
    return int(text)


def answer_of(answer: Answer) -> dict[str, Any]:
    """An answer as ``WhyAnswer``."""
    asked = answer.asked
    form = asked.kind.form

    def figure(value: Any) -> str | None:
        return text_of(value, form)

    return {
        **_subject(asked),
        "figure": figure(answer.figure),
        "total": figure(answer.total),
        "agrees": answer.agrees,
        "since": text_of(answer.since),
        "opening": figure(answer.opening),
        "plus": figure(answer.plus),
        "minus": figure(answer.minus),
        "documents": answer.documents,
        "terms": [_term(term) for term in answer.terms],
        "months": [
            {
                "month": one.month,
                **{key: figure(getattr(one, key)) for key in ("plus", "minus", "change", "balance")},
                "documents": one.documents,
            }
            for one in answer.months
        ],
        "steps": [_step(step, form) for step in answer.steps],
        "earlier": figure(answer.earlier),
        "earlier_documents": answer.earlier_documents,
        "next": answer.next,
        "hidden": figure(answer.hidden),
        "hidden_documents": answer.hidden_documents,
    }


def _subject(asked: Asked) -> dict[str, Any]:
    return {
        "question": asked.question,
        "names": asked.names,
        "label": asked.kind.label,
        "label_en": asked.kind.label_en,
        "form": asked.kind.form,
        "unit": asked.unit if asked.kind.form == "quantity" else "",
        "span": asked.kind.span,
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "sign": term.sign,
        "label": term.label,
        "label_en": term.label_en,
        "form": term.form,
        "figure": text_of(term.figure, term.form),
        "question": term.question,
    }


def _step(step: Step, form: str) -> dict[str, Any]:
    return {
        "business_on": text_of(step.business_on),
        "document": {**step.document, "id": str(step.document["id"])} if step.document else None,
        "line_nos": list(step.line_nos),
        "person": step.person,
        "device": step.device,
        "posted_at": timezone.localtime(step.posted_at).isoformat() if step.posted_at else None,
        "party": step.party,
        "note": step.note,
        "change": text_of(step.change, form),
        "balance": text_of(step.balance, form),
    }
