"""What a saved view may hold, and what of it can still be used."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from hengku.desk.errors import ViewContentInvalid
from hengku.documents.filter_rules import FilterField, read_leniently
from hengku.kit.errors import Problem, raise_all

VERSION = 1
COLUMNS_MAX, FROZEN_MAX, QUERY_MAX, TEXT_MAX, CONDITIONS_MAX = 60, 10, 20, 200, 30
WIDTH_MIN, WIDTH_MAX = 40, 800
NAME_MAX, VIEWS_MAX = 64, 50
DENSITIES = ("", "compact", "roomy")
KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
SORT = re.compile(r"-?[a-z][a-z0-9_]{0,63}")
PARTS = ("version", "query", "filter", "columns", "sort", "frozen", "density")


def read_content(given: Any) -> dict[str, Any]:
    """The content of a view in its full form. Refuses whatever it has no place for, everything at once.

    ``query`` holds what stands in the address beside the filter (state, q …), ``columns`` key and width in their order,
    empty for the list's own. Whether fields exist is not asked: they may come and go.
    """
    if not isinstance(given, dict):
        raise ViewContentInvalid(reason="应为对象")
    problems: list[Problem] = [
        ViewContentInvalid(reason=f"不认识 {str(key)[:64]}").at(field=str(key)[:64])
        for key in set(given) - set(PARTS)
    ]
    content = {
        "version": VERSION,
        "query": given.get("query", {}),
        "filter": given.get("filter") or {"match": "all", "conditions": []},
        "columns": given.get("columns", []),
        "sort": given.get("sort", ""),
        "frozen": given.get("frozen", 0),
        "density": given.get("density", ""),
    }
    checks = {
        "query": (_is_query(content["query"]), "应为文本到文本"),
        "filter": (_is_filter(content["filter"]), "筛选的格式不正确"),
        "columns": (_are_columns(content["columns"]), f"每列应为 key 和 width({WIDTH_MIN}–{WIDTH_MAX})"),
        "sort": (content["sort"] == "" or _matches(SORT, content["sort"]), "排序列不正确"),
        "frozen": (_is_whole(content["frozen"], 0, FROZEN_MAX), f"冻结列数应为 0–{FROZEN_MAX}"),
        "density": (content["density"] in DENSITIES, "没有这种行高"),
    }
    problems += [
        ViewContentInvalid(reason=reason).at(field=key)
        for key, (is_good, reason) in checks.items()
        if not is_good
    ]
    raise_all(problems)
    return content


def usable(
    content: Mapping[str, Any],
    fields: Mapping[str, FilterField],
    columns: Collection[str],
    sorts: Collection[str],
) -> tuple[dict[str, Any], list[str]]:
    """The content as far as the list has its fields today, and what had to be ignored. No row is hidden by what is
    ignored.
    """
    lenient = read_leniently(content["filter"], fields)
    kept = [one for one in content["columns"] if one["key"] in columns]
    ignored = [*lenient.ignored, *(one["key"] for one in content["columns"] if one["key"] not in columns)]
    sort = content["sort"]
    if sort and sort.removeprefix("-") not in sorts:
        ignored.append(sort.removeprefix("-"))
        sort = ""
    return {**content, "filter": lenient.kept, "columns": kept, "sort": sort}, list(dict.fromkeys(ignored))


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_query(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= QUERY_MAX
        and all(
            _matches(KEY, key) and isinstance(one, str) and len(one) <= TEXT_MAX for key, one in value.items()
        )
    )


def _is_filter(value: Any) -> bool:
    if (
        not isinstance(value, dict)
        or set(value) != {"match", "conditions"}
        or value["match"] not in ("all", "any")
    ):
        return False
    conditions = value["conditions"]
    return (
        isinstance(conditions, list)
        and len(conditions) <= CONDITIONS_MAX
        and all(map(_is_condition, conditions))
    )


def _is_condition(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and set(one) == {"field", "op", "value"}
        and _matches(KEY, one["field"])
        and _matches(KEY, one["op"])
        and isinstance(one["value"], list)
        and len(one["value"]) <= TEXT_MAX
        and all(isinstance(text, str) and len(text) <= TEXT_MAX for text in one["value"])
    )


def _are_columns(value: Any) -> bool:
    if not isinstance(value, list) or len(value) > COLUMNS_MAX:
        return False
    keys = [one.get("key") for one in value if isinstance(one, dict)]
    return len(keys) == len(value) == len(set(map(str, keys))) and all(
        set(one) <= {"key", "width"}
        and _matches(KEY, one["key"])
        and (one.get("width") is None or _is_whole(one["width"], WIDTH_MIN, WIDTH_MAX))
        for one in value
    )
