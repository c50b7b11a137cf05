"""为什么: one address that answers for every figure the pages show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.reports import text_of
from hengku.api.schemas import Answer as Schema
from hengku.api.wire import reply
from hengku.diagnosis.why.declaration import Answer, Asked, Step, Term
from hengku.diagnosis.why.errors import KeyWrong
from hengku.diagnosis.why.queries import SIZE_MAX, explain

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
