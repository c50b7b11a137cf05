"""个人令牌: what a program of a person may do in one company, with no more rights than the person has (INT-01).

The secret is shown once and kept as a hash; what a token may do is what it was given and what the person still may, at
every call. Tokens manage no people, no roles and no tokens.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.identity.auth import NoRoleInCompany, actor_for
from hengku.identity.grant_rules import EVERYTHING, spelled_out
from hengku.identity.models import ApiToken
from hengku.identity.roles import PERMISSIONS
from hengku.kit.clock import day_of
from hengku.kit.errors import Forbidden, Invalid, NotFound, Problem, Refused, raise_all

PREFIX = "hk_"
LONGEST = timedelta(days=366)
TOKENS_MAX = 20
SEEN_EVERY = timedelta(minutes=5)
NEVER = frozenset({"identity"})  # rooms no token opens


@dataclass(eq=False)
class TokenNameMissing(Invalid):
    """Who reads the list must know what it is for."""

    text = "请填写令牌名称,写明用在哪里(如「库存同步脚本」)。"


@dataclass(eq=False)
class ScopeNotHeld(Forbidden):
    """Nobody gives a program what they do not have, or the rights over people."""

    scope: str
    text = "不能把权限「{scope}」给令牌:您自己没有,或它属于人员管理。请从列表中去掉它。"


@dataclass(eq=False)
class ScopesMissing(Invalid):
    """A token that may do nothing is a mistake."""

    text = "请至少选择一项权限。"


@dataclass(eq=False)
class ExpiryInvalid(Invalid):
    """Not past, and at most a year."""

    expires_on: date
    text = "有效期 {expires_on} 不正确:应在今天之后、一年以内。"


@dataclass(eq=False)
class TooManyTokens(Refused):
    """Old ones are withdrawn first."""

    most: int
    text = "每人每个账套最多 {most} 个有效令牌。请先停用不再使用的。"


@dataclass(eq=False)
class TokenNotFound(NotFound):
    """Not there, or somebody else's."""

    token_id: int
    text = "没有这个令牌,或它已停用。请刷新列表。"


@transaction.atomic(durable=True)
def create_token(
    *, actor: Actor, name: str, scopes: Collection[str], expires_on: date, now: datetime
) -> tuple[ApiToken, str]:
    """A token for oneself and its secret, which is shown this once.

    Refused, all reasons at once: no name, no scope, a scope one does not hold, a bad expiry; more than 20 in use.
    """
    today, wanted = day_of(now), sorted(set(scopes))
    problems: list[Problem] = [] if name.strip() else [TokenNameMissing().at(field="name")]
    if not wanted:
        problems.append(ScopesMissing().at(field="scopes"))
    problems += [ScopeNotHeld(scope=one).at(field="scopes") for one in wanted if not _may_give(actor, one)]
    if not today < expires_on <= today + LONGEST:
        problems.append(ExpiryInvalid(expires_on=expires_on).at(field="expires_on"))
    raise_all(problems)
    mine = ApiToken.objects.visible_to(actor).filter(
        user_id=actor.user_id, revoked_at=None, expires_on__gte=today
    )
    if mine.count() >= TOKENS_MAX:
        raise TooManyTokens(most=TOKENS_MAX)
    secret = f"{PREFIX}{actor.company_id}_{secrets.token_urlsafe(32)}"
    token: ApiToken = ApiToken.objects.create(
        company_id=actor.company_id,
        user_id=actor.user_id,
        name=name.strip()[:64],
        digest=_digest(secret),
        tail=secret[-4:],
        scopes=wanted,
        created_at=now,
        expires_on=expires_on,
    )
    _note(actor, now, "identity.token.created", token, {"name": token.name, "scopes": wanted})
    return token, secret


@transaction.atomic(durable=True)
def revoke_token(*, actor: Actor, token_id: int, now: datetime) -> None:
    """Switch a token off for good: one's own, or anybody's with ``identity.edit``. Locks the token."""
    visible = ApiToken.objects.visible_to(actor).select_for_update().filter(pk=token_id, revoked_at=None)
    token = (visible if actor.may("identity.edit") else visible.filter(user_id=actor.user_id)).first()
    if token is None:
        raise TokenNotFound(token_id=token_id)
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    _note(actor, now, "identity.token.revoked", token, {"name": token.name})


def tokens_of(actor: Actor) -> list[ApiToken]:
    """Tokens in use or expired, newest first: one's own, with ``identity.edit`` those of everybody in the company."""
    found = ApiToken.objects.visible_to(actor).filter(revoked_at=None).select_related("user").order_by("-pk")
    return list(found if actor.may("identity.edit") else found.filter(user_id=actor.user_id))


def actor_of_token(secret: str, *, now: datetime) -> Actor | None:
    """Who calls with this secret: the person, with what token and roles both allow; None when it opens nothing.

    Writes the moment of use, at most every five minutes.
    """
    company = secret.removeprefix(PREFIX).partition("_")[0]
    if not (secret.startswith(PREFIX) and company.isascii() and company.isdigit() and len(company) < 19):
        return None
    kept = ApiToken.objects.of_company(int(company)).select_related("user")
    token = kept.filter(digest=_digest(secret), revoked_at=None).first()
    if (
        token is None
        or token.expires_on < day_of(now)
        or not token.user.is_active
        or token.user.must_change_password
    ):
        return None
    try:
        person = actor_for(user_id=token.user_id, company_id=token.company_id)
    except NoRoleInCompany:
        return None
    if token.last_used_at is None or token.last_used_at < now - SEEN_EVERY:
        ApiToken.objects.of_company(token.company_id).filter(pk=token.pk).update(last_used_at=now)
    allowed = both(person.permissions, token.scopes)
    return replace(person, permissions=allowed, device=f"API · {token.name}"[:64])


def both(held: Collection[str], scopes: Collection[str]) -> frozenset[str]:
    """The rights that roles and scopes both grant, spelled out; none over people."""
    words = spelled_out(held) & spelled_out(scopes)
    return frozenset(one for one in words if one.partition(".")[0] not in NEVER)


def _may_give(actor: Actor, scope: str) -> bool:
    words = spelled_out([scope]) if scope != EVERYTHING else frozenset()
    is_open = bool(words) and words <= PERMISSIONS and scope.partition(".")[0] not in NEVER
    return is_open and all(actor.may(word) for word in words)


def _digest(secret: str) -> str:
    # the secret is 256 random bits: a fast hash hides it as well as a slow one
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(actor: Actor, at: datetime, action: str, token: ApiToken, data: dict[str, object]) -> None:
    record(actor=actor, at=at, action=action, entity_kind="token", entity_id=token.pk, data=data)
