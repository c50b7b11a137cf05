"""Reading a question, all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl

from hengku.catalog.models import Category, Product
from hengku.company.models import Department, Employee, Warehouse
from hengku.diagnosis.why.declaration import Asked, Kind, Row, Shown
from hengku.diagnosis.why.errors import KeyMissing, KeyNotFound, KeyUnknown, KeyWrong, UnknownFigure
from hengku.diagnosis.why.kinds import KINDS
from hengku.documents.declaration import registry
from hengku.documents.models import Document, Line
from hengku.identity.models import Membership
from hengku.inventory.models import Lot
from hengku.kit.errors import Problem, raise_all
from hengku.ledger.models import Account, Voucher
from hengku.parties.models import FundAccount, Party
from hengku.reports.registry import REPORTS
from hengku.settlement.models import Item

ID_MAX: Final = 2**63 - 1
#: Stands for an id that is not there: goods in no warehouse (在途), sales of no product.
NONE: Final = "none"
MAY_BE_NONE: Final = frozenset({"product", "warehouse", "party", "handler"})

#: Keys that point at something → the table, and the column that names it.
REFERENCES: Final[dict[str, tuple[Callable[[], Any], str]]] = {
    "product": (Product.objects.all, "name"),
    "warehouse": (Warehouse.objects.all, "name"),
    "category": (Category.objects.all, "name"),
    "own_category": (Category.objects.all, "name"),
    "party": (Party.objects.all, "name"),
    "account": (Account.objects.all, "name"),
    "fund_account": (FundAccount.objects.all, "name"),
    "department": (Department.objects.all, "name"),
    "maker": (Membership.objects.all, "user__display_name"),
    "handler": (Employee.objects.all, "name"),
    "voucher": (Voucher.objects.all, "number"),
    "item": (Item.objects.all, "document_id"),
    "document": (Document.objects.all, "number"),
    "line": (Line.objects.all, "line_no"),
    "origin": (Document.objects.all, "number"),  # what later documents carried on
    "order_line": (Line.objects.all, "line_no"),
    "lot": (Lot.objects.all, "lot_no"),
}
DAYS: Final = ("as_of", "from", "to")
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "by": ("product", "warehouse", "category"),
    "status": (),
    "leaves_only": ("true",),
    "days": ("0", "7", "30", "60", "90", "180", "365"),
}
TEXT_MAX: Final = 200
#: One more key of every kind: the total of a column of a report, ``report.column?parameters``. What tells one row of a
#: report from the others is not asked beside it: the report says which they are.
SHOWN: Final = "shown"
SHOWN_MAX: Final = 2000
OF_ONE_ROW: Final = frozenset({"item", "order_line", "lot"})


def read_question(question: Mapping[str, str], *, company_id: int, today: date) -> Asked:
    """The question with ids, days and names. An empty ``as_of`` means ``today``.

    Refuses unknown kinds and keys, missing and unreadable values, and ids of another company. A statement a key.
    """
    given = {key: str(value).strip() for key, value in question.items() if value not in (None, "")}
    code = given.pop("kind", "")
    kind = KINDS.get(code)
    if kind is None:
        raise UnknownFigure(kind=code[:64])
    shown_text = given.pop(SHOWN, "")
    problems: list[Problem] = [
        KeyUnknown(name=key[:64], known=kind.keys).at(field=key[:64]) for key in given if key not in kind.keys
    ]
    required = [key for key in kind.required if not (shown_text and key in OF_ONE_ROW)]
    problems += [KeyMissing(name=key).at(field=key) for key in required if key not in given]
    if "as_of" in kind.keys:
        given.setdefault("as_of", today.isoformat())
    values: Row = dict.fromkeys(kind.keys)
    names: dict[str, str] = {}
    for key in kind.keys:
        if key not in given:
            continue
        try:
            values[key], names[key] = _read(key, given[key], company_id)
        except (KeyWrong, KeyNotFound) as problem:
            problems.append(problem.at(field=key))
    shown = None
    if shown_text:
        try:
            shown, names[SHOWN], names[f"{SHOWN}_en"] = _read_shown(shown_text)
        except KeyWrong as problem:
            problems.append(problem.at(field=SHOWN))
    raise_all(problems)
    first, last = _span(kind, values)
    unit = ""
    if values.get("product"):
        found = Product.objects.of_company(company_id).filter(pk=values["product"])
        unit = found.values_list("base_unit__name", flat=True)[0]
    question = {"kind": kind.code, **given} | ({SHOWN: shown_text} if shown else {})
    return Asked(kind, company_id, values, question, names, unit, first, last, shown)


def _read_shown(text: str) -> tuple[Shown, str, str]:
    """Whose rows are meant, and the report's name in both languages. Its parameters are read when it is run."""
    place, _, asked = text.partition("?")
    name, _, column = place.partition(".")
    report = REPORTS.get(name)
    if (
        report is None
        or len(text) > SHOWN_MAX
        or column not in {one.key for one in report.columns if one.total}
    ):
        raise KeyWrong(name=SHOWN, value=text[:64], wanted="报表.合计列?条件")
    return Shown(name, column, dict(parse_qsl(asked))), report.label, report.label_en


def _span(kind: Kind, values: Row) -> tuple[date | None, date | None]:
    """First and last day of the rows; None where there is no such end."""
    if kind.span in ("as_of", "now"):
        return None, values.get("as_of") if kind.span == "as_of" else None
    if kind.span == "before":
        return None, values["from"] - timedelta(days=1)
    if kind.span == "until":
        return None, values.get("to") or values.get("as_of")
    return values.get("from"), values.get("to")


def _read(key: str, text: str, company_id: int) -> tuple[Any, str]:
    """The value of a key, and what it is called."""
    if key in DAYS:
        return _read_day(key, text), text
    if key in REFERENCES:
        if text == NONE and key in MAY_BE_NONE:
            return 0, ""
        return _read_reference(key, text, company_id)
    if key in ("seq", "upto"):
        if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20):
            raise KeyWrong(name=key, value=text[:64], wanted="整数")
        return int(text), text
    if key == "type":
        return _read_type(text)
    known = CHOICES.get(key, ())
    if known and text not in known:
        raise KeyWrong(name=key, value=text[:64], wanted="、".join(known) + " 之一")
    if len(text) > TEXT_MAX or "\0" in text:
        raise KeyWrong(name=key, value=text[:64], wanted=f"不超过 {TEXT_MAX} 个字")
    return text, text


def _read_type(text: str) -> tuple[str, str]:
    """A document type, and what it is called."""
    declared = registry().get(text)
    if declared is None:
        raise KeyWrong(name="type", value=text[:64], wanted="单据类型")
    return text, declared.label


def _read_day(key: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or text != day.isoformat() or not 1900 <= day.year <= 9998:
        raise KeyWrong(name=key, value=text[:64], wanted="日期,如 2026-01-31")
    return day


def _read_reference(key: str, text: str, company_id: int) -> tuple[int, str]:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= ID_MAX):
        raise KeyWrong(name=key, value=text[:64], wanted="编号")
    rows, column = REFERENCES[key]
    which = "user_id" if key == "maker" else "pk"  # who wrote a document is a member, known by the user
    found = rows().filter(company_id=company_id, **{which: int(text)}).values_list(column, flat=True).first()
    if found is None:
        raise KeyNotFound(name=key, value=text)
    return int(text), str(found)
