"""The API: one NinjaAPI, every router, one table of errors."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from hengku.api import (
    account_roles,
    audit,
    batches,
    beside,
    bills,
    checks,
    company,
    costing,
    count_sheets,
    counter,
    counts,
    dictionary,
    documents,
    drafts,
    errors,
    exchanges,
    group,
    group_returns,
    group_wishes,
    home,
    imports,
    inspections,
    kitting,
    lookups,
    lots,
    notices,
    orders,
    pages,
    periods,
    phone,
    print_labels,
    print_templates,
    prints,
    promises,
    pulls,
    record_lists,
    records,
    reports,
    requisitions,
    scales,
    search,
    session,
    setup,
    similar,
    statements,
    tasks,
    tokens,
    typed,
    types,
    uploads,
    users,
    views,
    why,
)
from hengku.api.auth import ActorOfCompany, ActorOfToken, Anyone
from hengku.api.described import describe
from hengku.api.version import VERSION
from hengku.api.wire import ExactParser, ExactRenderer, reply

DESCRIPTION = """衡库的全部接口。JSON;数字、编号、日期都是文本。

- 程序用个人令牌:`Authorization: Bearer hk_…`,不需要 cookie。网页用会话 cookie,所有写操作须带 `X-CSRFToken`(值取自 CSRF cookie)。
- 过账、红冲须带 `Idempotency-Key`:同键同内容返回首次结果,同键异内容 409。
- 错误:`{"code","message","data","where":{"document","line_no","field"}}`;多处问题时 `code` 为 `PROBLEMS`,
  每一处在 `data.problems` 中。全部 `code` 见本文件的 `x-problems`。状态码:422 内容有误,409 账上不允许,403 无权限,404 找不到,503 稍后重试,401 未登录。
"""


class DescribedAPI(NinjaAPI):
    """A NinjaAPI whose description says of every operation how it refuses."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The OpenAPI document, with refusals, problems and examples (``described``)."""
        document = super().get_openapi_schema(**options)
        describe(document)
        return document


@cache
def api() -> NinjaAPI:
    """The API with all its routes, made once."""
    made = DescribedAPI(
        title="衡库 Hengku",
        version=VERSION,
        description=DESCRIPTION,
        auth=[ActorOfToken(), ActorOfCompany()],
        parser=ExactParser(),
        renderer=ExactRenderer(),
        openapi_url="/openapi.json",
        docs_url=None,
        urls_namespace="api",
    )
    errors.register(made)
    made.get("/health", auth=Anyone(), tags=["系统"], summary="是否在运行")(read_health)
    made.add_router("/session", session.router)
    made.add_router("/types", types.router)
    for router in (documents.router, beside.router, orders.router, exchanges.router, kitting.router):
        made.add_router("/documents", router)
    made.add_router("/views", views.router)
    for path, router in (("/batches", batches.router), ("/tasks", tasks.router), ("/drafts", drafts.router)):
        made.add_router(path, router)
    made.add_router("/uploads", uploads.router)
    made.add_router("/checks", checks.router)
    made.add_router("/pull", pulls.router)
    made.add_router("/promises", promises.router)
    for path, router in (("/search", search.router), ("/lookup", lookups.router), ("/phone", phone.router)):
        made.add_router(path, router)
    made.add_router("/lots", lots.router)
    made.add_router("/scales", scales.router)
    made.add_router("/similar", similar.router)
    made.add_router("/home", home.router)
    made.add_router("/products", pages.products)
    made.add_router("/parties", pages.parties)
    made.add_router("/bills", bills.router)
    made.add_router("/periods", periods.router)
    made.add_router("/products", records.products)
    made.add_router("/parties", records.parties)
    counting = (("/counts", count_sheets.router), ("/counts", counts.router))
    for path, router in (*record_lists.routers(), *typed.routers(), *counting):
        made.add_router(path, router)
    made.add_router("/stock", reports.stock_router)
    made.add_router("/reports", reports.router)
    made.add_router("/audit", audit.router)
    made.add_router("/why", why.router)
    made.add_router("/dictionary", dictionary.router)
    made.add_router("/company", company.router)
    made.add_router("/costing", costing.router)
    made.add_router("/account-roles", account_roles.router)
    together = (("/group", one.router) for one in (group, group_returns, group_wishes))
    more = (("/inspections", inspections.router), ("/requisitions", requisitions.router), ("/counter", counter.router))
    for path, router in (*together, *more, ("/notices", notices.router)):
        made.add_router(path, router)
    for path, router in (("/users", users.users), ("/tokens", tokens.router), ("/roles", users.roles)):
        made.add_router(path, router)
    letters = (("/prints/statement", statements.router), ("/prints/dunning", statements.letters))
    papers = (("/prints", one.router) for one in (print_templates, print_labels, prints))
    for path, router in (*letters, *papers, ("/imports", imports.router), ("/setup", setup.router)):
        made.add_router(path, router)
    return made


def read_health(request: HttpRequest) -> HttpResponse:
    """Whether the web server and its database answer. Says nothing else to whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return reply({"ok": True})


def schema() -> dict[str, Any]:
    """The OpenAPI document."""
    return dict(api().get_openapi_schema(path_prefix="/api/"))
