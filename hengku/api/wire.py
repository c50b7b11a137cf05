"""Reading and writing JSON: exact, and within limits that keep one request from hurting the others (X37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from hengku.kit.errors import Invalid, NotFound
from hengku.kit.numbers import exact_text

BODY_BYTES_MAX = 5 * 1024 * 1024
DEPTH_MAX = 32
VALUES_MAX = 400_000
TEXT_MAX = 10_000


@dataclass(eq=False)
class BodyTooLarge(Invalid):
    """More bytes than one request may carry."""

    bytes_max: int
    text = "请求内容太大:最多 {bytes_max} 字节。请分批提交,或使用批量导入。"


@dataclass(eq=False)
class BodyNotJson(Invalid):
    """Not JSON, or JSON that is not exact: NaN, Infinity, half a character."""

    reason: str
    text = "请求内容不是正确的 JSON:{reason}。"


@dataclass(eq=False)
class BodyTooDeep(Invalid):
    """Nested deeper than anything here is."""

    depth_max: int
    text = "请求内容嵌套太深:最多 {depth_max} 层。"


@dataclass(eq=False)
class FloatInBody(Invalid):
    """A JSON number with a point has no exact value (G1)."""

    value: str
    text = "数字 {value} 请用文本传送(加引号),以免丢失精度。"


@dataclass(eq=False)
class TextNotStorable(Invalid):
    """A NUL character, which no text of the database can hold, or a text too long for any field."""

    text = "文本中含有不可保存的字符,或超过 10000 个字符。"


@dataclass(eq=False)
class UnknownAddress(NotFound):
    """No such route."""

    path: str
    text = "没有这个接口:{path}"


class ExactParser(Parser):
    """JSON bodies and query strings, refused with a reason when they are not what they should be."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as dicts, lists, text, ints, bools and None; never a float."""
        if request.content_type != "application/json":
            raise BodyNotJson(reason="Content-Type 应为 application/json")
        body = request.body
        if len(body) > BODY_BYTES_MAX:
            raise BodyTooLarge(bytes_max=BODY_BYTES_MAX)
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as problem:
            raise BodyNotJson(reason=str(problem)[:200]) from None
        _check(data)
        return data

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Query or form fields, without characters that no column can hold."""
        for values in data.lists():
            for one in (values[0], *values[1]):
                if isinstance(one, str) and ("\0" in one or len(one) > TEXT_MAX):
                    raise TextNotStorable
        return super().parse_querydict(data, list_fields, request)


def _check(data: Any) -> None:
    """Walk without recursion: depth, count, floats, characters."""
    level, count = [data], 0
    for _ in range(DEPTH_MAX + 1):
        if not level:
            return
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.keys())
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, float):
                raise FloatInBody(value=str(value)[:40])
            elif isinstance(value, str) and ("\0" in value or len(value) > TEXT_MAX):
                raise TextNotStorable
        count += len(below)
        if count > VALUES_MAX:
            raise BodyTooLarge(bytes_max=BODY_BYTES_MAX)
        level = below
    if level:
        raise BodyTooDeep(depth_max=DEPTH_MAX)


def _text_of(value: Any) -> Any:
    """What orjson does not know: money keeps two places, other numbers lose idle zeros, moments are local."""
    if isinstance(value, Decimal):
        return exact_text(value, 2) if value.as_tuple().exponent == -2 else exact_text(value)
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return moment.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a {type(value).__name__} cannot be sent")


def to_json(data: Any) -> bytes:
    """``data`` as JSON: Decimal, date and datetime become text."""
    return orjson.dumps(data, default=_text_of, option=orjson.OPT_PASSTHROUGH_DATETIME)


class ExactRenderer(BaseRenderer):
    """What routes return, as JSON."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """See ``to_json``."""
        return to_json(data)


def reply(data: Any, status: int = 200) -> HttpResponse:
    """An answer that is already in its final shape: written once, not validated a second time."""
    return HttpResponse(to_json(data), content_type="application/json; charset=utf-8", status=status)
