"""Filters of lists as they come in an address, and the fields they may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson

from hengku.documents.filter_rules import Filter, FilterField, NotAFilter, read_filter


def filter_from(text: str, fields: Mapping[str, FilterField]) -> Filter:
    """The filter in JSON; empty text is none. Refuses everything that is wrong at once."""
    if not text.strip():
        return Filter()
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise NotAFilter(reason=str(problem)[:100]).at(field="filter") from None
    return read_filter(given, fields)


def field_answer(field: FilterField) -> dict[str, Any]:
    """A field as ``FilterFieldAnswer``."""
    return {**asdict(field), "operators": field.operators}
