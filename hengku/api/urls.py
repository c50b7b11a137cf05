"""Where the API is: /api/…, and a JSON answer for what is not there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from hengku.api.app import api
from hengku.api.errors import refuse
from hengku.api.wire import UnknownAddress


@csrf_exempt  # it does nothing
def unknown(request: HttpRequest) -> HttpResponse:
    """No such route, said in the form of every other refusal."""
    return refuse(UnknownAddress(path=request.path[:200]))


urlpatterns: list[URLPattern | URLResolver] = [path("", api().urls), re_path(r"^.*$", unknown)]
