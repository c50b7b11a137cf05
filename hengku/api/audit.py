"""Whether the books agree, asked now (the same statements as ``hengku audit``)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import AuditAnswer
from hengku.api.wire import reply
from hengku.diagnosis.queries import Finding, audit

router = Router(tags=["系统"])

#: Who may read what is wrong: findings name amounts and people of the whole company.
READERS = ("audit.view", "ledger.view")


@router.get("", response=AuditAnswer, summary="账账核对")
def read(request: HttpRequest) -> HttpResponse:
    """Every invariant over the actor's company. Everybody learns whether all is well; the findings are for readers."""
    actor = actor_of(request)
    found = audit(actor.company_id)
    may_read = any(actor.may(word) for word in READERS)
    return reply(
        {
            "invariants": found.invariants,
            "violations": found.violations,
            "findings": [_finding(one) for one in found.findings] if may_read else [],
        }
    )


def _finding(finding: Finding) -> dict[str, Any]:
    told = asdict(finding)
    documents = [{**one, "id": str(one["id"])} for one in told.pop("documents")]
    return {
        **told,
        "message": told.pop("what"),
        "documents": documents,
        "document": documents[0] if documents else None,
    }
