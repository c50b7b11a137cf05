"""对账单 and 催款单 on paper: what reports say of a party, as pages and as a file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.bodies_prints import TemplateBody
from hengku.api.schemas_prints import PagesAnswer, PrintAnswer
from hengku.api.values import Day, SomeId
from hengku.api.wire import reply
from hengku.identity.actor import Actor
from hengku.printing import jobs_letters
from hengku.printing.dunning import Dunning
from hengku.printing.statements import AGES, Statement
from hengku.reports.run import run_report
from hengku.reports.words import ITEM_LABELS

router = Router(tags=["打印"])
letters = Router(tags=["打印"])

#: The report says kinds in words.
ITEM_KINDS = {label: kind for kind, label in ITEM_LABELS.items()}
AGEING = {"ar": "ar_aging", "ap": "ap_aging"}


class StatementBody(Body):
    """Whose statement, of which side and days, by which template and paper. Days as in the report ``statement``."""

    party: SomeId
    side: Literal["ar", "ap"] = "ar"
    first: Day = Field(default=None, alias="from")
    last: Day = Field(default=None, alias="to")
    with_estimated: bool = False
    template: str | None = Field(default=None, max_length=20)
    paper: str | None = None
    draft: TemplateBody | None = None


class DunningBody(Body):
    """Which customers are asked to pay what is overdue on a day; no day is today."""

    parties: list[SomeId] = Field(default_factory=list, max_length=jobs_letters.LETTERS_MAX)
    as_of: Day = None
    template: str | None = Field(default=None, max_length=20)
    paper: str | None = None
    draft: TemplateBody | None = None


@letters.post("/preview", response=PagesAnswer, summary="预览催款单")
def create_dunning_preview(request: HttpRequest, payload: DunningBody) -> HttpResponse:
    """The first pages as SVG."""
    return reply(asdict(jobs_letters.preview_dunning(**_overdue(actor_of(request), payload))))


@letters.post("", response=PrintAnswer, summary="打印催款单")
def create_dunning_print(request: HttpRequest, payload: DunningBody) -> HttpResponse:
    """A letter to each customer that owes anything overdue, in one PDF, to be fetched as that of any print."""
    return reply(jobs_letters.print_dunning(**_overdue(actor_of(request), payload)).data())


def _overdue(actor: Actor, body: DunningBody) -> dict[str, Any]:
    """The open items as their report gives them, by customer in the order asked for; two statements for any number."""
    asked = {"side": "ar", **({"as_of": body.as_of} if body.as_of else {})}
    found = run_report(actor, "open_items", asked, today=timezone.localdate())
    items: dict[int, list[dict[str, Any]]] = {party: [] for party in body.parties}
    for row in found.rows:
        if row["party_id"] in items:
            items[row["party_id"]].append({**row, "kind": ITEM_KINDS[row["kind_label"]]})
    told = [
        Dunning(party, rows[0]["party"], found.parameters["as_of"], rows)
        for party, rows in items.items()
        if rows
    ]
    return {
        "actor": actor,
        "told": [one for one in told if one.overdue],
        "order": _order(body),
        "at": timezone.localtime(),
    }


@router.post("/preview", response=PagesAnswer, summary="预览对账单")
def create_preview(request: HttpRequest, payload: StatementBody) -> HttpResponse:
    """The first pages as SVG."""
    return reply(asdict(jobs_letters.preview_statement(**_asked(actor_of(request), payload))))


@router.post("", response=PrintAnswer, summary="打印对账单")
def create_print(request: HttpRequest, payload: StatementBody) -> HttpResponse:
    """A PDF, to be fetched as that of any print."""
    return reply(jobs_letters.print_statement(**_asked(actor_of(request), payload)).data())


def _order(body: StatementBody | DunningBody) -> jobs_letters.LetterOrder:
    draft = body.draft.template() if body.draft else None
    return jobs_letters.LetterOrder(template=body.template, paper=body.paper, draft=draft)


def _asked(actor: Actor, body: StatementBody) -> dict[str, Any]:
    """The statement as its report gives it: the same rights, the same refusals, the same figures."""
    today = timezone.localdate()
    flags = {"with_estimated": "true"} if body.with_estimated else {}
    days = {key: day for key, day in (("from", body.first), ("to", body.last)) if day}
    found = run_report(
        actor, "statement", {"party": body.party, "side": body.side, **days, **flags}, today=today
    )
    last = found.parameters["to"]
    ageing = run_report(actor, AGEING[body.side], {"party": body.party, "as_of": last}, today=today)
    ages = ageing.rows[0] if ageing.rows else {}
    told = Statement(
        side=body.side,
        party=found.names["party"],
        first=found.parameters["from"],
        last=last,
        lines=found.rows,
        ages={key: ages.get(key) for key, _ in AGES if key != "estimated" or body.with_estimated},
    )
    return {
        "actor": actor,
        "told": told,
        "order": _order(body),
        "party_id": body.party,
        "at": timezone.localtime(),
    }
