"""来料检验: what waits, what was found lately, and judging anew. An inspection itself is posted as any document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.documents import posted_answer
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import PostedAnswer
from hengku.api.typed import DocumentId
from hengku.api.values import SomeId, Text
from hengku.api.wire import reply
from hengku.kit.clock import day_of
from hengku.purchasing.actions_inspection import Verdict, inspect_again
from hengku.purchasing.queries_inspection import inspected, waiting

router = Router(tags=["来料检验"])

Key = Header(
    alias="Idempotency-Key", min_length=1, max_length=64, description="每次操作唯一;重发同一请求用同一个键"
)


class WaitingLine(Answer):
    """A line of an arrival, or of a receipt on hold. ``quantity`` is what is left to inspect, in base units."""

    type_code: str
    document_id: str
    number: str
    business_on: str
    party_id: str
    party: str
    warehouse_id: str
    warehouse: str
    line_id: str
    line_no: int
    product_id: str
    code: str
    name: str
    specification: str
    tracking: str
    unit_id: str
    unit: str
    lot_no: str
    expires_on: str
    bin: str
    serials: str
    quantity: str
    order_number: str
    due_on: str
    days_late: int


class InspectedLine(Answer):
    """A line that was inspected, in base units. ``is_held``: its goods lay here already."""

    document_id: str
    number: str
    business_on: str
    state: str
    party: str
    warehouse: str
    line_id: str
    line_no: int
    code: str
    name: str
    unit: str
    quantity: str
    accepted: str
    rejected: str
    conceded: str
    defect: str
    lot_no: str
    is_held: bool
    source_number: str
    source_id: str | None


class InspectionsAnswer(Answer):
    """What waits, the oldest first, and what was inspected, the newest first."""

    waiting: list[WaitingLine]
    inspected: list[InspectedLine]


class VerdictBody(Body):
    """What is found of a line now; quantities in the unit of the line."""

    line: SomeId
    rejected: Text = ""
    concession: Text = ""
    defect: Text = ""
    concession_reason: Text = ""
    checks: Text = ""
    sample_quantity: Text = ""


class AgainBody(Body):
    """Why it is inspected again, and what is found now."""

    reason: Text
    verdicts: list[VerdictBody] = Field(default_factory=list, max_length=500)


@router.get("", response=InspectionsAnswer, summary="待检与已检")
def read_inspections(request: HttpRequest) -> HttpResponse:
    """What waits for its inspection with the day by which, and the latest results."""
    actor = actor_of(request)
    rows = waiting(actor, today=day_of(timezone.localtime()))
    done = inspected(actor)
    ids = ("document_id", "party_id", "warehouse_id", "line_id", "product_id", "unit_id", "source_id")
    for row in (*rows, *done):
        row.update({key: str(row[key]) for key in ids if row.get(key) is not None})
    return reply({"waiting": rows, "inspected": done})


@router.post("/{document_id}/again", response=PostedAnswer, summary="重检")
def create_again(
    request: HttpRequest,
    document_id: DocumentId,
    payload: AgainBody,
    key: str = Key,
) -> HttpResponse:
    """The old inspection is reversed and a new one posted in its place, together."""
    now = timezone.localtime()
    verdicts = [Verdict(one.line, one.model_dump(exclude={"line"})) for one in payload.verdicts]
    done = inspect_again(
        actor=actor_of(request),
        document_id=document_id,
        verdicts=verdicts,
        reason=payload.reason,
        today=day_of(now),
        key=key,
        now=now,
    )
    return reply(posted_answer(done))
