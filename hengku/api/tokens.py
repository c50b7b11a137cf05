"""Personal tokens for programs. They are made and withdrawn in a session, never by a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router, Schema
from pydantic import Field

from hengku.api.auth import ActorOfCompany, actor_of
from hengku.api.bodies import Body
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.values import ID_MAX, Day, Text
from hengku.api.wire import reply
from hengku.identity.actor import Actor
from hengku.identity.grant_rules import spelled_out
from hengku.identity.models import ApiToken
from hengku.identity.tokens import NEVER, create_token, revoke_token, tokens_of
from hengku.kit.clock import day_of

router = Router(tags=["令牌"], auth=ActorOfCompany())

TokenId = PathEx[int, P(ge=1, le=ID_MAX)]


class TokenBody(Body):
    """What a program is called, what it may do, and until when."""

    name: Text
    scopes: list[str] = Field(
        max_length=1_000, description="权限词,如 sales_order.view;全部只读见 GET 的 available"
    )
    expires_on: Day = Field(description="最后有效的一天,一年以内")


class TokenAnswer(Schema):
    """A token as it may be shown: never its secret."""

    id: str
    name: str
    owner: str
    is_mine: bool
    tail: str
    scopes: list[str]
    created_at: str
    expires_on: str
    last_used_at: str | None
    is_expired: bool


class TokenListAnswer(Schema):
    """Tokens, and the rights one may give to one."""

    items: list[TokenAnswer]
    available: list[str]


class NewTokenAnswer(TokenAnswer):
    """… and its secret, this once."""

    secret: str


def _told(token: ApiToken, actor: Actor) -> dict[str, Any]:
    return {
        "id": str(token.pk),
        "name": token.name,
        "owner": token.user.display_name,
        "is_mine": token.user_id == actor.user_id,
        "tail": token.tail,
        "scopes": list(token.scopes),
        "created_at": token.created_at.isoformat(),
        "expires_on": token.expires_on.isoformat(),
        "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
        "is_expired": token.expires_on < day_of(timezone.now()),
    }


@router.get("", response=TokenListAnswer, summary="个人令牌列表")
def read_tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and everybody's for who manages users."""
    actor = actor_of(request)
    given = sorted(one for one in spelled_out(actor.permissions) if one.partition(".")[0] not in NEVER)
    return reply({"items": [_told(one, actor) for one in tokens_of(actor)], "available": given})


@router.post("", response=NewTokenAnswer, summary="新建个人令牌")
def create(request: HttpRequest, payload: TokenBody) -> HttpResponse:
    """A token; its secret is in this answer and nowhere else."""
    actor, now = actor_of(request), timezone.localtime()
    token, secret = create_token(
        actor=actor,
        name=payload.name,
        scopes=payload.scopes,
        expires_on=payload.expires_on or day_of(now),
        now=now,
    )
    return reply({**_told(token, actor), "secret": secret})


@router.delete("/{token_id}", response=DoneAnswer, summary="停用个人令牌")
def revoke(request: HttpRequest, token_id: TokenId) -> HttpResponse:
    """Switch a token off for good."""
    revoke_token(actor=actor_of(request), token_id=token_id, now=timezone.localtime())
    return reply({"id": str(token_id)})
