"""What a company chooses for the paper of a document type, and how it is read back. Pure.

Stored as JSON with a schema version. Saving is strict; reading is not: what a stored template names and the type has no
more is left out, said, and the rest is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from hengku.company.record_rules import TextTooLong
from hengku.documents.declaration import DocumentType
from hengku.kit.errors import Problem
from hengku.printing import errors
from hengku.printing.columns import columns_of
from hengku.printing.letters import Letter
from hengku.printing.papers import PAPERS

VERSION: Final = 2
COPIES_MAX: Final = 5
WIDTH_MIN, WIDTH_MAX = 6, 150
TITLE_LENGTH_MAX, FOOTER_LENGTH_MAX, NAME_LENGTH_MAX = 40, 500, 20
HEADER_LENGTH_MAX: Final = 300
SIGNATURES_MAX: Final = 6
#: Letters, hundredths of a point; 0 is as usual on the paper.
TEXT_SIZE_MIN, TEXT_SIZE_MAX = 700, 1400

DOCUMENT, SLIP, VOUCHER = "document", "slip", "voucher"
FLAGS: Final = (
    "show_price", "show_tax", "show_logo", "show_barcode", "show_qr", "show_capitals", "show_remark",
)  # fmt: skip
#: What was one choice in templates of version 1.
SPLIT: Final = {"show_barcode": "show_codes", "show_qr": "show_codes"}
LAYOUT_LABELS: Final = {
    DOCUMENT: ("单据", "Document"),
    SLIP: ("收付款单据", "Slip"),
    VOUCHER: ("记账凭证", "Journal voucher"),
}

#: Who signs, by department; a type may have its own.
SIGNATURES: Final[dict[str, tuple[str, ...]]] = {
    "purchasing": ("制单", "审核", "仓管", "采购"),
    "sales": ("制单", "审核", "仓管", "客户签收"),
    "warehousing": ("制单", "审核", "仓管", "经手"),
    "treasury": ("制单", "审核", "出纳", "经手"),
    "bookkeeping": ("制单", "审核", "记账", "出纳"),
}
SIGNATURES_OF_TYPE: Final[dict[str, tuple[str, ...]]] = {
    "sales_issue": ("制单", "审核", "仓管", "送货", "客户签收"),
    "transfer_direct": ("制单", "审核", "调出仓管", "调入仓管"),
    "transfer_out": ("制单", "审核", "调出仓管", "承运"),
    "transfer_in": ("制单", "审核", "承运", "调入仓管"),
    "receipt": ("制单", "审核", "收款人", "交款人"),
    "payment": ("制单", "审核", "付款人", "领款人"),
}
#: 三联单: what is written on the carbon copies of goods on their way.
FOOTER_OF_TYPE: Final[dict[str, str]] = {
    "sales_issue": "第一联:存根(白)  第二联:客户(红)  第三联:财务(黄)",
    "purchase_receipt": "第一联:存根(白)  第二联:仓库(红)  第三联:财务(黄)",
}
COPY_NAMES: Final = ("存根联", "客户联", "财务联", "仓库联", "备用联")

#: Keys of the templates that come with the program.
BUILT_IN, DELIVERY = "builtin", "delivery"
#: Goods on their way to a customer, who signs for them.
DELIVERED: Final = ("sales_issue", "delivery_notice", "consign_out", "loan_out")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column and how wide it is, millimetres; 0 as wide as it needs."""

    key: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """Everything that can be chosen. ``columns`` empty: the usual ones."""

    paper: str = "a4"
    layout: str = DOCUMENT
    title: str = ""
    header: str = ""
    footer: str = ""
    text_size: int = 0
    columns: tuple[ColumnChoice, ...] = ()
    copies: int = 1
    copy_names: tuple[str, ...] = COPY_NAMES[:3]
    signatures: tuple[str, ...] = ("制单", "审核")
    show_price: bool = True
    show_tax: bool = True
    show_logo: bool = True
    show_barcode: bool = True
    show_qr: bool = True
    show_capitals: bool = True
    show_remark: bool = True

    def data(self) -> dict[str, Any]:
        """As stored."""
        return {"version": VERSION, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Preset:
    """A template that comes with the program."""

    name: str
    name_en: str
    template: Template


@dataclass(frozen=True, slots=True)
class Read:
    """A template as it can be used, and the labels of what had to be left out."""

    template: Template
    left_out: tuple[str, ...] = ()


def layouts_of(kind: DocumentType | Letter) -> tuple[str, ...]:
    """How a document of this type can be laid out; the first is the usual one."""
    if isinstance(kind, Letter):
        return (DOCUMENT,)
    if kind.code == "voucher":
        return (VOUCHER,)
    if kind.code in ("receipt", "payment"):
        return (SLIP, DOCUMENT, VOUCHER)
    return (DOCUMENT, VOUCHER) if kind.makes_entry else (DOCUMENT,)


def usual_template(kind: DocumentType | Letter) -> Template:
    """The built-in template of a type."""
    if isinstance(kind, Letter):
        return Template(footer=kind.request, signatures=kind.signatures)
    return Template(
        layout=layouts_of(kind)[0],
        footer=FOOTER_OF_TYPE.get(kind.code, ""),
        signatures=SIGNATURES_OF_TYPE.get(kind.code, SIGNATURES.get(kind.department, ("制单", "审核"))),
        show_tax=kind.code.startswith(("purchase_invoice", "sales_invoice", "purchase_order", "sales_order")),
    )


def presets_of(kind: DocumentType | Letter) -> dict[str, Preset]:
    """The templates that come with the program, by key; the first is the usual one."""
    found = {BUILT_IN: Preset("内置模板", "Built-in", usual_template(kind))}
    if kind.code in DELIVERED:
        found[DELIVERY] = Preset("送货单", "Delivery note", delivery_note(kind))
    return found


def delivery_note(kind: DocumentType | Letter) -> Template:
    """送货单: three carbon copies for who signs for the goods; it tells no price."""
    return replace(
        usual_template(kind),
        paper="form_140",
        layout=DOCUMENT,
        title="送货单",
        footer="以上货物请当面点清,签收后如有差错请在三日内与我方联系。",
        copies=3,
        copy_names=("存根联", "客户联", "财务联"),
        signatures=("制单", "仓管", "送货", "客户签收"),
        show_price=False,
        show_tax=False,
        show_capitals=False,
    )


def read_template(kind: DocumentType | Letter, stored: Mapping[str, Any] | None) -> Read:
    """The template of ``stored``, whatever is in it; what cannot be used falls back to the usual and is told."""
    usual = usual_template(kind)
    if not stored:
        return Read(usual)
    left_out: list[str] = []
    known = {column.key for column in columns_of(kind.code)}
    columns: list[ColumnChoice] = []
    for one in _rows(stored.get("columns")):
        key = str(one.get("key", ""))
        if key in known and key not in {column.key for column in columns}:
            columns.append(ColumnChoice(key, _whole(one.get("width"), 0, WIDTH_MAX, 0)))
        else:
            left_out.append(f"列 {key[:64]}")
    paper, layout = str(stored.get("paper", "")), str(stored.get("layout", ""))
    if paper not in PAPERS:
        left_out.append(f"纸张 {paper[:32]}")
        paper = usual.paper
    if layout not in layouts_of(kind):
        left_out.append(f"版式 {layout[:32]}")
        layout = usual.layout
    flags: dict[str, bool] = {}
    for name in FLAGS:
        given = stored.get(name, stored.get(SPLIT.get(name, "")))
        flags[name] = given if isinstance(given, bool) else getattr(usual, name)
    left_out += [
        f"设置 {str(key)[:32]}" for key in sorted(set(stored) - set(usual.data()) - {*SPLIT.values()})
    ]
    template = Template(
        paper=paper,
        layout=layout,
        title=str(stored.get("title", ""))[:TITLE_LENGTH_MAX],
        header=str(stored.get("header", ""))[:HEADER_LENGTH_MAX],
        footer=str(stored.get("footer", usual.footer))[:FOOTER_LENGTH_MAX],
        text_size=_whole(stored.get("text_size"), TEXT_SIZE_MIN, TEXT_SIZE_MAX, 0),
        columns=tuple(columns),
        copies=_whole(stored.get("copies"), 1, COPIES_MAX, 1),
        copy_names=_names(stored.get("copy_names"), usual.copy_names, COPIES_MAX),
        signatures=_names(stored.get("signatures"), usual.signatures, SIGNATURES_MAX),
        **flags,
    )
    return Read(template, tuple(left_out))


def template_problems(kind: DocumentType | Letter, given: Template) -> list[Problem]:
    """Everything that is wrong with a template to be saved."""
    problems: list[Problem] = []
    if given.paper not in PAPERS:
        problems.append(errors.UnknownPaper(paper=given.paper[:32], known=tuple(PAPERS)).at(field="paper"))
    if given.layout not in layouts_of(kind):
        wrong = errors.UnknownLayout(layout=given.layout[:32], known=layouts_of(kind))
        problems.append(wrong.at(field="layout"))
    known, seen = {column.key for column in columns_of(kind.code)}, set()
    for column in given.columns:
        if column.key not in known:
            problems.append(errors.UnknownColumn(column=column.key[:64]).at(field="columns"))
        elif column.key in seen:
            problems.append(errors.ColumnTwice(column=column.key).at(field="columns"))
        if column.width and not WIDTH_MIN <= column.width <= WIDTH_MAX:
            narrow = errors.OutOfRange(label="列宽(毫米)", least=WIDTH_MIN, most=WIDTH_MAX)
            problems.append(narrow.at(field="columns"))
        seen.add(column.key)
    if not 1 <= given.copies <= COPIES_MAX:
        problems.append(errors.OutOfRange(label="份数", least=1, most=COPIES_MAX).at(field="copies"))
    if given.text_size and not TEXT_SIZE_MIN <= given.text_size <= TEXT_SIZE_MAX:
        wide = errors.OutOfRange(label="字号(0.01 磅)", least=TEXT_SIZE_MIN, most=TEXT_SIZE_MAX)
        problems.append(wide.at(field="text_size"))
    return problems + _length_problems(given)


def _length_problems(given: Template) -> list[Problem]:
    texts = [
        ("title", "标题", given.title, TITLE_LENGTH_MAX),
        ("header", "页眉", given.header, HEADER_LENGTH_MAX),
        ("footer", "页脚", given.footer, FOOTER_LENGTH_MAX),
    ]
    texts += [("signatures", "签字栏", one, NAME_LENGTH_MAX) for one in given.signatures]
    texts += [("copy_names", "联次名称", one, NAME_LENGTH_MAX) for one in given.copy_names]
    found: list[Problem] = [
        TextTooLong(label=label, length_max=most).at(field=key)
        for key, label, text, most in texts
        if len(text) > most
    ]
    if len(given.signatures) > SIGNATURES_MAX:
        found.append(errors.OutOfRange(label="签字栏", least=0, most=SIGNATURES_MAX).at(field="signatures"))
    if len(given.copy_names) > COPIES_MAX:
        found.append(errors.OutOfRange(label="联次", least=0, most=COPIES_MAX).at(field="copy_names"))
    return found


def _rows(value: Any) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, (list, tuple)) else []


def _whole(value: Any, least: int, most: int, otherwise: int) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return value if is_whole else otherwise


def _names(value: Any, otherwise: tuple[str, ...], most: int) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        return otherwise
    return tuple(str(one)[:NAME_LENGTH_MAX] for one in value[:most])
