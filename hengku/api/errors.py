"""Which refusal has which status, and what every error looks like on the wire."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import psycopg
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from hengku.api.wire import BODY_BYTES_MAX, BodyTooDeep, BodyTooLarge, UnknownAddress, reply
from hengku.kit.errors import Busy, Forbidden, Invalid, NotFound, Problem, Problems, Refused

log = logging.getLogger(__name__)

STATUS: dict[type[Problem], int] = {Invalid: 422, Refused: 409, Forbidden: 403, NotFound: 404, Busy: 503}
TOO_LARGE = 413
#: PostgreSQL: serialization failure, deadlock, lock not available, statement cancelled, too many connections.
BUSY_STATES = frozenset({"40001", "40P01", "55P03", "57014", "53300"})


@dataclass(eq=False)
class SignInRequired(Forbidden):
    """Nobody is signed in, or the session has ended."""

    text = "请先登录。"


@dataclass(eq=False)
class CsrfFailed(Forbidden):
    """An unsafe call without the token of the session's own page (X26)."""

    text = "页面已过期,请刷新后重试。"


@dataclass(eq=False)
class DatabaseBusy(Busy):
    """Somebody else holds the rows that are needed."""

    text = "系统正忙(其他人正在处理同样的数据),请稍后重试。"


@dataclass(eq=False)
class ConstraintHit(Refused):
    """The database refused what no rule foresaw; nothing was written."""

    constraint: str
    text = "数据之间有冲突,未保存({constraint})。请刷新后重试;若再次出现,请把括号里的名字告诉管理员。"


@dataclass(eq=False)
class ValueNotStorable(Invalid):
    """A number or text that no column can hold."""

    text = "有数字或文本超出可保存的范围,未保存。请检查数量、单价和金额。"


@dataclass(eq=False)
class FieldProblem(Invalid):
    """One field of the body does not have the right form; the code says how."""

    reason: str
    text = "{reason}"


def status_of(problem: Problem) -> int:
    """The HTTP status of a problem; of several, that of the gravest."""
    if isinstance(problem, Problems):
        return STATUS[problem.kinds[0]] if problem.kinds else 422
    return status_of_kind(type(problem))


def status_of_kind(kind: type[Problem]) -> int:
    """The HTTP status of every problem of a class."""
    if issubclass(kind, SignInRequired):
        return 401
    if issubclass(kind, (BodyTooLarge, BodyTooDeep)):
        return TOO_LARGE
    return next((status for base, status in STATUS.items() if issubclass(kind, base)), 422)


def refuse(problem: Problem) -> HttpResponse:
    """A problem as an answer."""
    response = reply(problem.as_data(), status_of(problem))
    if isinstance(problem, Busy):
        response["Retry-After"] = "1"
    return response


def problem_of_database(error: Exception) -> Problem | None:
    """What a database error means to the caller; None when it is a fault of ours.

    Django wraps the driver's errors, the engine's own statements raise them as they are: both are understood.
    """
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, psycopg.Error):
        return None
    if (cause.sqlstate or "") in BUSY_STATES:
        return DatabaseBusy()
    if isinstance(cause, psycopg.IntegrityError):
        return ConstraintHit(constraint=str(cause.diag.constraint_name or "?"))
    if isinstance(cause, psycopg.DataError):
        return ValueNotStorable()
    return None


def register(api: NinjaAPI) -> None:
    """Teach the API every kind of error."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Problem: lambda _request, error: refuse(error),
        AuthenticationError: lambda _request, _error: refuse(SignInRequired()),
        HttpError: _http_error,
        ValidationError: lambda _request, error: refuse(problem_of_fields(error.errors)),
        Http404: lambda request, _error: refuse(UnknownAddress(path=request.path[:200])),
        RequestDataTooBig: lambda _request, _error: refuse(BodyTooLarge(bytes_max=BODY_BYTES_MAX)),
        DatabaseError: _database_error,
        psycopg.Error: _database_error,
        Exception: _unforeseen,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Problem):  # what the parser refused, wrapped by ninja
        return refuse(error.__cause__)
    if error.status_code == 403 and "CSRF" in error.message:
        return refuse(CsrfFailed())
    code = "BAD_REQUEST" if error.status_code < 500 else "INTERNAL"
    return reply({"code": code, "message": error.message, "data": {}, "where": {}}, error.status_code)


def _database_error(request: HttpRequest, error: Exception) -> HttpResponse:
    problem = problem_of_database(error)
    if problem is None:
        return _unforeseen(request, error)
    log.warning("%s %s: %s", request.method, request.path, type(error).__name__, exc_info=error)
    return refuse(problem)


def _unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: everything into the log, nothing of it to the caller but the number to find it by."""
    number = token_hex(4)
    log.error("%s %s failed (%s)", request.method, request.path, number, exc_info=error)
    message = f"服务器出错了,未保存任何内容。请重试;若再次出现,请把编号 {number} 告诉管理员。"
    return reply({"code": "INTERNAL", "message": message, "data": {"number": number}, "where": {}}, 500)


# ── what pydantic says, in our words ──────────────────────────────────────────────────────────────────────

WORDS = {
    "missing": "必须填写",
    "extra_forbidden": "没有这个字段,请检查字段名",
    "string_too_long": "太长:最多 {max_length} 个字",
    "too_long": "太多:最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "literal_error": "应为 {expected} 之一",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
}
#: Names that pydantic puts into a place and that no caller wrote.
HOLDERS = frozenset({"body", "query", "path", "header", "form", "file", "cookie", "payload"})
PLACE = re.compile(r"function-.*|nullable|is-instance.*|.*\[.*\]")


def problem_of_fields(errors: list[dict[str, Any]]) -> Problem:
    """Every wrong field with its place: which document of the call, which line, which field."""
    problems = [_field_problem(error) for error in errors[:200]]
    if len(problems) == 1:
        return problems[0]
    return Problems(problems=tuple(problems))


def _field_problem(error: dict[str, Any]) -> Problem:
    kind = str(error.get("type", "value_error"))
    context = {key: str(value) for key, value in (error.get("ctx") or {}).items()}
    words = WORDS.get(kind)
    try:
        reason = words.format_map(context) if words else str(error.get("msg", kind))
    except KeyError:
        reason = str(error.get("msg", kind))
    document, line_no, field = _place(tuple(error.get("loc", ())))
    label = f"「{field}」" if field else "内容"
    problem = FieldProblem(reason=f"{label}{reason}。")
    problem.code = {"extra_forbidden": "UNKNOWN_FIELD", "missing": "FIELD_MISSING"}.get(kind, "FIELD_INVALID")  # type: ignore[misc]
    return problem.at(document=document, line_no=line_no, field=field)


def _place(loc: tuple[str | int, ...]) -> tuple[int | None, int | None, str | None]:
    """("body", "payload", "documents", 0, "lines", 3, "quantity") → (0, 4, "quantity")."""
    document = line_no = None
    parts: list[str] = []
    steps = list(loc)
    while steps and steps[0] in HOLDERS:
        steps.pop(0)
    previous: str | int = ""
    for step in steps:
        if isinstance(step, int):
            if previous == "documents":
                document, parts = step, []
            elif previous == "lines":
                line_no, parts = step + 1, []
            else:
                parts.append(str(step))
        elif not PLACE.fullmatch(step):
            parts.append(step)
        previous = step
    return document, line_no, ".".join(parts) or None
