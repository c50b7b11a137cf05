"""Asking the books and keeping when that was done: the only thing this room writes is evidence of its own work."""

from __future__ import annotations

from datetime import datetime

from hengku.audit.actions import record
from hengku.diagnosis.queries import CHECKED, CHECKED_KIND, AuditReport, audit
from hengku.identity.actor import Actor
from hengku.kit.course import UNWATCHED, Course


def check_up(*, actor: Actor, now: datetime, course: Course = UNWATCHED) -> AuditReport:
    """Ask every invariant of the actor's company, and keep how many do not hold as the company's last check.

    Takes no lock and holds no transaction while it asks, which is seconds in a large company: the evidence is one row
    written at the end. Everybody may ask; what was found is for those who may read it (the caller decides).
    """
    report = audit(actor.company_id, course=course)
    told = {"invariants": report.invariants, "violations": report.violations}
    record(
        actor=actor, at=now, action=CHECKED, entity_kind=CHECKED_KIND, entity_id=actor.company_id, data=told
    )
    return report
