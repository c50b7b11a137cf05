"""幂等键 (1.1.6) for what writes no document: the same wish sent twice is done once, another under its key is refused."""

from __future__ import annotations

import hashlib
from datetime import datetime

from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.posting import errors
from hengku.posting.models import Key


def is_done(actor: Actor, key: str, wish: str) -> bool:
    """Whether ``wish`` was done under ``key`` before. Refused when the key stands for another wish."""
    found = Key.objects.of_company(actor.company_id).filter(key=key).values_list("body_hash", flat=True).first()
    if found is not None and found != _hash_of(wish):
        raise errors.KeyReused(key=key)
    return found is not None


def mark_done(actor: Actor, key: str, wish: str, now: datetime) -> None:
    """Keep that ``wish`` is done, in the transaction that does it; hold a lock that two of the same wait for."""
    if not key or len(key) > 64:
        raise errors.KeyMissing
    Key.objects.create(
        company_id=actor.company_id,
        key=key,
        body_hash=_hash_of(wish),
        document_ids=sql.array([]),
        answer={"documents": []},
        created_at=now,
    )


def _hash_of(wish: str) -> str:
    return hashlib.sha256(wish.encode()).hexdigest()
