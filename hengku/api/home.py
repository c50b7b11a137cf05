"""The first page, in one answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas_pages import HomeAnswer
from hengku.api.wire import reply
from hengku.reports.home import home_of

router = Router(tags=["首页"])


@router.get("", response=HomeAnswer, summary="首页")
def read(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, what sold and what is stuck, as far as the actor may see it."""
    return reply(home_of(actor_of(request), today=timezone.localdate()))
