"""Whether the books agree, asked now (the same statements as ``hengku audit``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import Answer, AuditAnswer
from hengku.api.wire import reply
from hengku.diagnosis.actions import check_up
from hengku.diagnosis.queries import READERS, audit, last_check
from hengku.identity.actor import Actor

router = Router(tags=["系统"])


class LastCheckAnswer(Answer):
    """最近一次核对. ``checked_at`` is null where the books were not asked yet."""

    checked_at: str | None
    invariants: int
    violations: int


@router.get("", response=AuditAnswer, summary="账账核对")
def read(request: HttpRequest) -> HttpResponse:
    """Every invariant over the actor's company. Everybody learns whether all is well; the findings are for readers."""
    actor = actor_of(request)
    return reply(report_data(audit(actor.company_id).as_data(), actor))


@router.post("", response=AuditAnswer, summary="账账核对并记下结果")
def check(request: HttpRequest) -> HttpResponse:
    """The same, kept as the company's last check: when it was, and how many do not hold."""
    actor = actor_of(request)
    return reply(report_data(check_up(actor=actor, now=timezone.now()).as_data(), actor))


@router.get("/last", response=LastCheckAnswer, summary="最近一次核对")
def read_last(request: HttpRequest) -> HttpResponse:
    """What the last check found (`hengku work` asks daily, and whoever opens 健康). Asks nothing anew."""
    return reply(asdict(last_check(actor_of(request).company_id)))


def report_data(report: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """A report as the actor may read it: everybody learns how much is wrong, readers what it is."""
    may_read = any(actor.may(word) for word in READERS)
    return {
        "invariants": report["invariants"],
        "violations": report["violations"],
        "findings": [_finding(one) for one in report["findings"]] if may_read else [],
    }


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(finding)
    documents = [{**one, "id": str(one["id"])} for one in told.pop("documents")]
    return {
        **told,
        "message": told.pop("what"),
        "documents": documents,
        "document": documents[0] if documents else None,
    }
