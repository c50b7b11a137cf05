"""Which table of the set a sheet is, by its columns: names of files say nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from hengku.kit.tables.cells import Row, Sheet

#: What people call the columns. A label counts up to its first bracket or underscore: 销量(千克)_否 is 销量.
WORDS: Final = {
    "日期": "date",
    "销售日期": "date",
    "扫码销售时间": "time",
    "销售时间": "time",
    "时间": "time",
    "单品编码": "code",
    "商品编码": "code",
    "单品名称": "name",
    "商品名称": "name",
    "分类编码": "category_code",
    "小分类编码": "category_code",
    "分类名称": "category",
    "小分类名称": "category",
    "销量": "quantity",
    "销售数量": "quantity",
    "销售单价": "price",
    "销售类型": "sale_type",
    "是否打折销售": "discount",
    "批发价格": "wholesale",
    "批发价": "wholesale",
    "损耗率": "loss",
    "平均损耗率": "loss",
}
KIND_LABELS: Final = {
    "items": "商品表",
    "losses": "损耗率",
    "category_losses": "分类损耗率",
    "wholesale": "批发价格",
    "daily": "日销量",
    "till": "收银流水",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """What a table must have, one of what, and must not have."""

    kind: str
    needs: frozenset[str]
    one_of: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def _signature(kind: str, needs: str, one_of: str = "", never: str = "") -> Signature:
    return Signature(kind, frozenset(needs.split()), frozenset(one_of.split()), frozenset(never.split()))


SIGNATURES: Final = (
    _signature("till", "date quantity price sale_type", "code name"),
    _signature("daily", "date quantity price", "code name", "sale_type"),
    _signature("wholesale", "date wholesale", "code name", "quantity price"),
    _signature("losses", "loss", "code name", "date"),
    _signature("category_losses", "loss", "category_code category", "date code name"),
    _signature("items", "code name", never="date loss price wholesale"),
)
#: The columns of the till, in the order in which its list always has them: for a piece without its heading.
TILL_ORDER: Final = ("date", "time", "code", "quantity", "price", "sale_type", "discount")
_TILL_CELLS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d{4}[-/]\d{1,2}[-/]\d{1,2}",
        r"\d{1,2}:\d{2}:\d{2}(\.\d+)?",
        r"\d+",
        r"-?\d+(\.\d+)?",
        r"-?\d+(\.\d+)?",
        r"销售|退货",
        r"是|否",
    )
)
_LOOK_AT: Final = 50
_LABEL_END: Final = re.compile(r"[(_]")


def columns_of(sheet: Sheet) -> tuple[str, dict[str, int]]:
    """The kind of table and the index of each known column; ("", {}) when the sheet is none of the set.

    A heading that stands twice says of neither column what it is: then the sheet is not read.
    """
    found: list[tuple[str, int]] = []
    for heading in sheet.header:
        label = _LABEL_END.split(unicodedata.normalize("NFKC", heading.label))[0].strip()
        if label in WORDS:
            found.append((WORDS[label], heading.index))
    if not found:
        return _columns_without_heading(sheet)
    columns = dict(found)
    has_twice = any(times > 1 for times in Counter(key for key, _ in found).values())
    for one in SIGNATURES:
        has_one = not one.one_of or one.one_of & columns.keys()
        if one.needs <= columns.keys() and has_one and not one.never & columns.keys():
            return ("", {}) if has_twice else (one.kind, columns)
    return "", {}


def _columns_without_heading(sheet: Sheet) -> tuple[str, dict[str, int]]:
    """A piece cut out of the till's list: most of its rows look like lines of the till."""
    rows = list(sheet.rows[:_LOOK_AT])
    alike = sum(_is_till_line(row) for row in rows)
    if sheet.header_row is not None or not rows or alike * 2 <= len(rows):
        return "", {}
    return "till", {key: index for index, key in enumerate(TILL_ORDER)}


def _is_till_line(row: Row) -> bool:
    texts = [str(cell).strip() for cell in row.cells]
    return len(texts) == len(_TILL_CELLS) and all(
        pattern.match(text) is not None for pattern, text in zip(_TILL_CELLS, texts, strict=True)
    )
