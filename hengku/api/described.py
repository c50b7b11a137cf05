"""What the description of the API says beside its routes: how each operation can refuse, every problem there is, and
an example of each document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.api.bodies import REFERENCE_KINDS
from hengku.api.errors import CsrfFailed, DatabaseBusy, FieldProblem, SignInRequired, status_of_kind
from hengku.api.wire import BODY_BYTES_MAX, BodyTooLarge
from hengku.documents.declaration import DocumentType, Field, registry
from hengku.documents.errors import DocumentNotFound, FieldRequired
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Busy, Forbidden, Invalid, NotFound, Problem, Problems, Refused
from hengku.posting.errors import NegativeStock

KINDS = (Refused, Invalid, Forbidden, NotFound, Busy)
#: Rooms whose problems the API does not answer with.
ELSEWHERE = ("hengku.cli.",)
FIELD_CODES = {
    "FIELD_INVALID": "「{field}」格式不对;句子说明应为怎样",
    "FIELD_MISSING": "「{field}」必须填写",
    "UNKNOWN_FIELD": "「{field}」没有这个字段,请检查字段名",
}
OTHER_CODES = {
    "BAD_REQUEST": (400, "请求不符合 HTTP 的规矩"),
    "INTERNAL": (500, "服务器出错了,未保存任何内容。请重试;若再次出现,请把编号 {number} 告诉管理员。"),
}


def _refusals() -> dict[int, tuple[str, str, Problem]]:
    """Name, meaning and an example of each status that is no success."""
    required = (
        FieldRequired(label="客户").at(document=0, field="party"),
        FieldRequired(label="商品").at(document=0, line_no=2, field="product"),
    )
    short = NegativeStock(
        product="可乐",
        place="主仓",
        asked=Decimal(999),
        available=Decimal(70),
        on_hand=Decimal(70),
        reserved=Decimal(0),
        on=date(2026, 1, 31),
    ).at(document=0, line_no=1, field="quantity")
    return {
        401: ("SignInNeeded", "没有登录,或令牌无效、已过期", SignInRequired()),
        403: ("NotAllowed", "没有这项权限", MissingPermission(permission="sales_issue.post")),
        404: ("NotThere", "找不到,或无权知道它存在", DocumentNotFound(document_id=1024)),
        409: ("NotNow", "账上不允许;换成能做的再发", short),
        413: ("TooLarge", "内容太大或嵌套太深", BodyTooLarge(bytes_max=BODY_BYTES_MAX)),
        422: ("Wrong", "内容有误;所有问题一次说完", Problems(problems=required)),
        503: ("TryAgain", "正忙;过 Retry-After 秒原样重发(同一个 Idempotency-Key)", DatabaseBusy()),
    }


def describe(document: dict[str, Any]) -> None:
    """Add all of it to the OpenAPI document, in place. The same every time it is made."""
    refusals = _refusals()
    components = document["components"]
    components["responses"] = {
        name: _answer(words, problem.as_data()) for name, words, problem in refusals.values()
    }
    anyone = _answer("页面的 CSRF 值不对或已过期", CsrfFailed().as_data())
    components["responses"]["PageExpired"] = anyone
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            names = {status: refusals[status][0] for status in _statuses(path, method, operation)}
            if 403 in names and _is_open(operation):
                names[403] = "PageExpired"
            for status, name in names.items():
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{name}"}
            operation["responses"]["default"] = _answer("未能完成,原因见内容", None)
    for type_code, kind in registry().items():
        _add_examples(document["paths"], type_code, example_of(kind))
    document["x-problems"] = problem_table()


def _answer(words: str, example: dict[str, Any] | None) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}
    if example is not None:
        content["example"] = example
    return {"description": words, "content": {"application/json": content}}


def _is_open(operation: dict[str, Any]) -> bool:
    """Whether it needs nobody signed in."""
    return any("Anyone" in one for one in operation.get("security", []))


def _statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    """How an operation can refuse: who asks, what was asked, what the books say, and whether anybody was in the way."""
    is_open, writes = _is_open(operation), method != "get"
    if not is_open:
        yield 401
    if not is_open or writes:
        yield 403
    if "{" in path or (writes and not is_open):
        yield 404  # the address, or what the body refers to
    if not is_open:
        yield 409  # no company chosen yet, and whatever the books do not allow
    if "requestBody" in operation:
        yield 413
    if operation.get("parameters") or "requestBody" in operation:
        yield 422
    yield 503


# ── every problem ─────────────────────────────────────────────────────────────────────────────────────────


def problem_table() -> dict[str, dict[str, Any]]:
    """code → status, kind, sentence template, names of the fields in ``data``, and what it means (English).

    Where two rooms use one code, its ``fields`` are those of both and its ``text`` is the first one's.
    """
    found: dict[str, dict[str, Any]] = {}
    for kind in sorted(_problems(Problem), key=lambda one: (one.code, one.__module__)):
        told = found.setdefault(kind.code, _told(kind))
        told["fields"] = sorted({*told["fields"], *_told(kind)["fields"]})
    for code, text in FIELD_CODES.items():
        found[code] = {**_told(FieldProblem), "text": text}
    for code, (status, text) in OTHER_CODES.items():
        found[code] = {"status": status, "kind": "", "text": text, "fields": [], "meaning": ""}
    found["INTERNAL"]["fields"] = ["number"]
    del found[FieldProblem.code]  # goes out under its codes above
    return dict(sorted(found.items()))


def _problems(kind: type[Problem]) -> Iterator[type[Problem]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("hengku.") and not one.__module__.startswith(ELSEWHERE):
            if one not in KINDS:
                yield one
            yield from _problems(one)


def _told(kind: type[Problem]) -> dict[str, Any]:
    base = next((one for one in KINDS if issubclass(kind, one)), Invalid)
    known: Any = kind
    return {
        "status": status_of_kind(kind),
        "kind": base.__name__,
        "text": kind.text,
        "fields": [field.name for field in fields(known)] if is_dataclass(known) else [],
        "meaning": " ".join((kind.__doc__ or "").split()),
    }


# ── an example of each document ───────────────────────────────────────────────────────────────────────────

VALUES = {
    "date": "2026-01-31",
    "quantity": "12",
    "price": "3.50",
    "amount": "113.00",
    "rate": "0.13",
    "flag": False,
}
#: What makes an example worth reading although a draft can do without it.
TELLING = frozenset({"business_on", "party", "warehouse", "product", "quantity", "price", "amount"})


def example_of(kind: DocumentType) -> dict[str, Any]:
    """A body for a new document: what posting requires, and what people fill in, each with a value of its kind."""
    header = {field.key: _value(field) for field in kind.header if _is_shown(field)}
    line = {field.key: _value(field) for field in kind.lines if _is_shown(field)}
    return {**header, "lines": [line]}


def _is_shown(field: Field) -> bool:
    return field.required or field.key in TELLING


def _value(field: Field) -> Any:
    if field.kind in REFERENCE_KINDS:
        return "1024"
    if field.kind == "choice" and field.choices:
        return field.default or field.choices[0].code
    return VALUES.get(field.kind, field.label)


def _add_examples(paths: dict[str, Any], type_code: str, example: dict[str, Any]) -> None:
    """The example at creating, saving, previewing and posting documents of a type."""
    bodies = {
        (f"/api/{type_code}", "post"): example,
        (f"/api/{type_code}/{{document_id}}", "put"): {**example, "revision": 1},
        (f"/api/{type_code}/preview", "post"): example,
        (f"/api/{type_code}/post", "post"): {"documents": [example]},
    }
    for (path, method), body in bodies.items():
        paths[path][method]["requestBody"]["content"]["application/json"]["example"] = body
