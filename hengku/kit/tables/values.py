"""What a cell means: text, decimal, date, yes or no, one of a choice. Pure; every doubt is a Fault, never a guess.

The cell may come from Excel, typed and with a binary number behind it, or from text somebody wrote by hand.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from hengku.kit.tables.cells import EXACT_DIGITS, Cell, Number
from hengku.kit.tables.mapping import Column, unit_of

Value = str | Decimal | date | bool | None

_SCIENTIFIC: Final = re.compile(r"[-+]?\d+(\.\d+)?[eE][-+]?\d+")
_EXCEL_ERROR: Final = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|公式未计算)"
)
#: Some systems put a mark before a code so that Excel leaves it alone.
_MARKED_CODE: Final = re.compile(r"['`]\d+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER: Final = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[-+]?\.\d+")
_CURRENCY: Final = re.compile(r"^([-+]?)(?:[¥$€£]|RMB|CNY)\s*|\s*元$", re.IGNORECASE)
#: Excel shows 15 digits; what a binary number has beyond them is noise of the computation, not data.
_AS_EXCEL_SHOWS: Final = Context(prec=EXACT_DIGITS, rounding=ROUND_HALF_UP)
_MOST_DIGITS: Final = 20

_DATE_WORDS: Final = re.compile(
    r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[T ]\s*(?P<time>\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?))?"
)
_DATE_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OTHER_ORDER: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})(\s.*)?")
#: Excel counts days from here; earlier than March 1900 its count is wrong by one.
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1950, 2100

_YES: Final = frozenset(["是", "y", "yes", "true", "t", "1", "√", "✓", "✔", "对", "有", "真", "启用", "开启"])
_NO: Final = frozenset(
    ["否", "n", "no", "false", "f", "0", "×", "✗", "✘", "x", "错", "无", "没有", "假", "禁用", "停用", "关闭"]
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value: a code for programs, a sentence for people. A warning does not stop the row."""

    code: str
    text: str
    is_warning: bool = False


def read_value(cell: Cell, column: Column, heading_label: str = "") -> tuple[Value, Fault | None]:
    """The cell's value for this column, and what is wrong with it; None for an empty cell.

    With a Fault that is no warning the value is None. The heading may say the unit: 税率(%).
    """
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            fault = Fault("MISSING", f"“{column.label}”必填,请补上") if column.is_required else None
            return None, fault
        if _EXCEL_ERROR.fullmatch(text):
            return None, Fault("EXCEL_ERROR", f"单元格里的公式出错({text});请改正公式或直接填写内容")
    if column.kind == "decimal":
        return _decimal(cell, column, heading_label)
    return _READERS[column.kind](cell, column)


def _text(cell: Cell, column: Column) -> tuple[Value, Fault | None]:
    if isinstance(cell, Number):
        if cell.has_lost_digits:
            return None, Fault(
                "CODE_DAMAGED",
                f"编码 {cell} 超过 15 位却存成了数字,末尾几位已被 Excel 改成 0;请把该列设为文本后重新填写",
            )
        if cell.is_like_code:
            return str(cell), Fault(
                "CODE_AS_NUMBER",
                f"编码 {cell} 存成了数字,开头若有 0 已经丢失;请核对,必要时改为文本",
                is_warning=True,
            )
    text = str(cell).strip() if isinstance(cell, str) else _date_text(cell)
    if _MARKED_CODE.fullmatch(text):
        text = text[1:]
    if not isinstance(cell, Number) and _SCIENTIFIC.fullmatch(text):
        return None, Fault(
            "CODE_DAMAGED", f"“{text}”是被 Excel 改成科学计数法的编码;请从原系统重新导出,或按文本重新填写"
        )
    if _CONTROL.search(text):
        return None, Fault("CONTROL_CHARACTER", "内容里有看不见的控制字符;请重新输入")
    if column.longest is not None and len(text) > column.longest:
        return None, Fault("TOO_LONG", f"长 {len(text)} 个字,最多 {column.longest} 个;请缩短")
    return text, None


def _date_text(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(" ")
    return moment.isoformat()


def _decimal(cell: Cell, column: Column, heading_label: str) -> tuple[Value, Fault | None]:
    wrong = Fault("NOT_A_NUMBER", f"“{cell}”不是数字;请只填数字,如 1234.50")
    if not isinstance(cell, str):
        return None, Fault("NOT_A_NUMBER", f"这里是日期 {_date_text(cell)},应填数字;请改正单元格格式")
    text = unicodedata.normalize("NFKC", cell).replace("\u2212", "-").strip()
    if _MARKED_CODE.fullmatch(text):
        text = text[1:]
    if not isinstance(cell, Number) and _SCIENTIFIC.fullmatch(text):
        return None, Fault("SCIENTIFIC", f"“{text}”是科学计数法;请写成普通数字")
    negative = text.startswith("(") and text.endswith(")")
    text = _CURRENCY.sub(r"\1", text[1:-1].strip() if negative else text).strip()
    is_percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    if not _NUMBER.fullmatch(text) or (negative and text[0] in "+-"):
        return None, wrong
    number = Decimal(text.replace(",", ""))
    if isinstance(cell, Number):
        number = _AS_EXCEL_SHOWS.plus(number)
    if len(number.as_tuple().digits) > _MOST_DIGITS or number.adjusted() >= _MOST_DIGITS:
        return None, Fault("TOO_MANY_DIGITS", f"“{text}”位数太多;请检查是不是填成了编码")
    number = -number if negative else number
    return _scaled(number, column, is_percent, unit_of(heading_label) == "%")


def _scaled(
    number: Decimal, column: Column, is_percent: bool, is_percent_column: bool
) -> tuple[Value, Fault | None]:
    """Percent to a share, exactly, by moving the point; and no more decimals than the column keeps."""
    if is_percent or (column.is_ratio and is_percent_column):
        number = number.scaleb(-2)
    elif column.is_ratio and abs(number) > 1:
        return None, Fault("RATIO_UNCLEAR", f"“{number}”不知是不是百分数;请写成 {number}% 或小数")
    plain = Decimal(format(number, "f"))
    exponent = plain.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if column.scale is not None and decimals > column.scale:
        return None, Fault(
            "TOO_MANY_DECIMALS",
            f"“{format(plain, 'f')}”有 {decimals} 位小数,最多 {column.scale} 位;请四舍五入后填写",
        )
    return plain, None


def _date(cell: Cell, column: Column) -> tuple[Value, Fault | None]:
    if isinstance(cell, datetime):
        return _plausible(cell.date(), cell)
    if isinstance(cell, date):
        return _plausible(cell, cell)
    text = unicodedata.normalize("NFKC", cell).strip()
    found = _DATE_WORDS.fullmatch(text) or _DATE_DIGITS.fullmatch(text)
    if found:
        try:
            return _plausible(date(int(found[1]), int(found[2]), int(found[3])), text)
        except ValueError:
            return None, Fault("NOT_A_DATE", f"“{text}”不是存在的日期;请改正")
    if re.fullmatch(r"\d{5}(\.0*)?", text):
        return _plausible(_EXCEL_EPOCH + timedelta(days=int(text[:5])), text)
    if _OTHER_ORDER.fullmatch(text):
        return None, Fault("DATE_UNCLEAR", f"“{text}”分不清年月日的先后;请写成 2026-11-21 的样子")
    return None, Fault("NOT_A_DATE", f"“{text}”不是日期;请写成 2026-11-21 的样子")


def _plausible(found: date, cell: object) -> tuple[Value, Fault | None]:
    if _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return found, None
    return None, Fault("NOT_A_DATE", f"“{cell}”的年份 {found.year} 不合理;请改正")


def _bool(cell: Cell, column: Column) -> tuple[Value, Fault | None]:
    text = unicodedata.normalize("NFKC", str(cell)).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES, None
    return None, Fault("NOT_A_BOOL", f"“{cell}”看不出是或否;请填 是 或 否")


def _choice(cell: Cell, column: Column) -> tuple[Value, Fault | None]:
    choices = _plain_choices(column.choices)
    text = unicodedata.normalize("NFKC", str(cell)).strip().casefold()
    if text in choices:
        return choices[text], None
    allowed = "、".join(list(column.choices)[:20])
    return None, Fault("NOT_A_CHOICE", f"“{cell}”不在可选范围内;请填其中之一:{allowed}")


def _plain_choices(choices: Mapping[str, str]) -> dict[str, str]:
    """By what people write and by what is stored, both without case and width."""
    plain = {unicodedata.normalize("NFKC", stored).casefold(): stored for stored in choices.values()}
    return plain | {
        unicodedata.normalize("NFKC", word).strip().casefold(): kept for word, kept in choices.items()
    }


_READERS: Final[dict[str, Callable[[Cell, Column], tuple[Value, Fault | None]]]] = {
    "text": _text,
    "date": _date,
    "bool": _bool,
    "choice": _choice,
}
