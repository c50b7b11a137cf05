"""Query strings: typed, and refused when they name what nobody reads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError


class QueryBody(Schema):
    """Base of all query models. A misspelt filter is refused: it must not silently show everything."""

    model_config = ConfigDict(populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _known(cls, data: Any, info: Any) -> Any:
        request: HttpRequest | None = (info.context or {}).get("request")
        if request is None:
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = sorted(set(request.GET) - known)
        if unknown:
            raise ValidationError.from_exception_data(
                cls.__name__,
                [
                    InitErrorDetails(
                        type=PydanticCustomError("extra_forbidden", "没有这个参数"),
                        loc=(name[:64],),
                        input=None,
                    )
                    for name in unknown
                ],
            )
        return data


def split(text: str) -> tuple[str, ...]:
    """``a,b`` → ("a", "b"); blanks and empty parts are nothing."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
