"""Which address is answered by what: /api by the API, everything else by the built interface.

The interface is one page whose own router knows the rest of the path, so an unknown path gets that page too.
Its files with a name of content (assets/…) are served by whitenoise before a request comes here.
"""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import never_cache


@never_cache
def page(_request: HttpRequest) -> HttpResponseBase:
    """The interface; a plain sentence when it was not built."""
    index = settings.WEB_DIST / "index.html"
    if not index.exists():
        return HttpResponse("网页还没有构建,请运行 make install。", "text/plain; charset=utf-8", status=503)
    return FileResponse(index.open("rb"), content_type="text/html; charset=utf-8")


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("hengku.api.urls")),
    re_path(r"^(?!api/|assets/).*$", page),
]
