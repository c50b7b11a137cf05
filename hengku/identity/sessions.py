"""Where people are signed in: a row beside each session, so that it can be listed and ended (ORG-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.identity.models import UserSession
from hengku.kit import clock
from hengku.kit.errors import NotFound

#: A session is not written to more often than this while it is used.
SEEN_EVERY = timedelta(minutes=5)


@dataclass(eq=False)
class SessionNotFound(NotFound):
    """It has ended already, or is somebody else's."""

    session_id: int
    text = "这个登录已经结束,请刷新列表。"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a user is signed in."""

    id: int
    started_at: datetime
    seen_at: datetime
    device: str
    address: str
    is_here: bool


def remember_session(*, user_id: int, session_key: str, at: datetime, device: str, address: str) -> None:
    """Note a session that begins, or goes on under a new key; one that is known and was seen lately is left alone."""
    if UserSession.objects.filter(session_key=session_key, seen_at__gte=at - SEEN_EVERY).exists():
        return
    UserSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user_id": user_id, "seen_at": at, "device": device[:64], "address": address[:64]},
        create_defaults={
            "user_id": user_id,
            "session_key": session_key,
            "started_at": at,
            "seen_at": at,
            "device": device[:64],
            "address": address[:64],
        },
    )


def touch_session(*, session_key: str, at: datetime) -> None:
    """The session is in use. At most one row in five minutes is written."""
    stale = UserSession.objects.filter(session_key=session_key, seen_at__lt=at - SEEN_EVERY)
    stale.update(seen_at=at)


def places_of(user_id: int, *, here: str = "", at: datetime) -> list[Place]:
    """Where a user is signed in now, the latest first. Sessions that ran out or were ended are left out."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    found = UserSession.objects.filter(Exists(alive), user_id=user_id).order_by("-seen_at", "-id")
    return [
        Place(one.pk, one.started_at, one.seen_at, one.device, one.address, one.session_key == here)
        for one in found
    ]


@transaction.atomic(durable=True)
def end_sessions(*, actor: Actor, user_id: int, session_id: int | None = None, but: str = "") -> int:
    """End one session of a user, or all but the one with key ``but``; how many. The next request there is refused.

    The caller has judged whether the actor may. ``SessionNotFound`` when the one named is not theirs.
    """
    found = UserSession.objects.filter(user_id=user_id).exclude(session_key=but)
    if session_id is not None:
        found = found.filter(pk=session_id)
    keys = list(found.order_by("pk").select_for_update().values_list("session_key", flat=True))
    if session_id is not None and not keys:
        raise SessionNotFound(session_id=session_id)
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    if keys:
        record(
            actor=actor,
            at=clock.now(),
            action="identity.session.ended",
            entity_kind="user",
            entity_id=user_id,
            data={"count": len(keys)},
        )
    return len(keys)
