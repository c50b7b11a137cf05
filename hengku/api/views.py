"""Saved views of lists."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.values import ID_MAX, Flag, Id, Text
from hengku.api.wire import reply
from hengku.desk import views

router = Router(tags=["列表视图"])

ViewId = PathEx[int, P(ge=1, le=ID_MAX)]


class ViewQuery(QueryBody):
    """Which list: documents:sales_order, documents:all, records:products, report:sales_lines …"""

    list: str = Field(max_length=96)


class ViewBody(Body):
    """A view as it is saved. ``content``: version, query, filter, columns (key, width), sort, frozen, density."""

    name: Text
    is_shared: Flag = False
    content: dict[str, Any] = Field(default_factory=dict)


class NewViewBody(ViewBody):
    """… of which list."""

    list: str = Field(max_length=96)


class ChangedViewBody(ViewBody):
    """… at the revision that was read."""

    revision: int = Field(ge=1, le=2**31 - 1)


class DefaultBody(Body):
    """What is seen first; no view is the plain list."""

    list: str = Field(max_length=96)
    view: Id = None


class ViewAnswer(Answer):
    """A view, its content as far as the list has the fields, and what is ignored of it."""

    id: str
    name: str
    is_mine: bool
    is_shared: bool
    may_change: bool
    owner_name: str
    revision: int
    content: dict[str, Any]
    ignored: list[str]


class ViewsAnswer(Answer):
    """The views of a list that the actor may use."""

    views: list[ViewAnswer]
    default: str | None
    may_share: bool


@router.get("", response=ViewsAnswer, summary="列表的视图")
def read_views(request: HttpRequest, query: Query[ViewQuery]) -> HttpResponse:
    """Mine and the shared ones, by name."""
    actor = actor_of(request)
    found = views.views_of(actor, query.list)
    default = None if found.default_id is None else str(found.default_id)
    return reply({"views": found.views, "default": default, "may_share": actor.may(views.SHARE)})


@router.post("", response={201: ViewAnswer}, summary="新建视图")
def create(request: HttpRequest, payload: NewViewBody) -> HttpResponse:
    """Keep how a list is shown, under a name."""
    made = views.create_view(
        actor=actor_of(request),
        list_key=payload.list,
        name=payload.name,
        is_shared=payload.is_shared,
        content=payload.content,
        now=timezone.localtime(),
    )
    return reply(made, 201)


@router.put("/default", response=DoneAnswer, summary="设为默认视图")
def change_default(request: HttpRequest, payload: DefaultBody) -> HttpResponse:
    """What this person sees first in the list."""
    views.choose_default(actor=actor_of(request), list_key=payload.list, view_id=payload.view)
    return reply({"id": str(payload.view or "")})


@router.put("/{view_id}", response=ViewAnswer, summary="保存视图")
def change(request: HttpRequest, view_id: ViewId, payload: ChangedViewBody) -> HttpResponse:
    """Save a view; refused when somebody saved a newer revision in between."""
    changed = views.change_view(
        actor=actor_of(request),
        view_id=view_id,
        revision=payload.revision,
        name=payload.name,
        is_shared=payload.is_shared,
        content=payload.content,
        now=timezone.localtime(),
    )
    return reply(changed)


@router.delete("/{view_id}", response=DoneAnswer, summary="删除视图")
def delete(request: HttpRequest, view_id: ViewId) -> HttpResponse:
    """Take a view away."""
    views.delete_view(actor=actor_of(request), view_id=view_id, now=timezone.localtime())
    return reply({"id": str(view_id)})
