"""What stands on a label, as a company chooses it: its size, its code, its facts. Pure.

Kept beside the templates of documents, under the type ``label``. Saving is strict; reading is not: what a stored
template names and nobody knows any more is left out, and said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from hengku.kit.errors import Problem
from hengku.printing import errors
from hengku.printing.papers import LABEL_FORMS

VERSION: Final = 1
LABEL: Final = "label"

PRODUCT_CODE, GS1_BARS, GS1_MATRIX, NO_CODE = "product", "gs1_bars", "gs1_matrix", "none"
CODES: Final[dict[str, tuple[str, str]]] = {
    PRODUCT_CODE: ("商品条码", "Barcode of the product"),
    GS1_BARS: ("GS1-128(含批号、到期、序列号、重量)", "GS1-128 (with lot, expiry, serial, weight)"),
    GS1_MATRIX: (
        "GS1 Data Matrix(含批号、到期、序列号、重量)",
        "GS1 Data Matrix (with lot, expiry, serial, weight)",
    ),
    NO_CODE: ("不印", "None"),
}
#: What can stand on a label beside the name, in the order in which it stands.
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "company": ("公司名称", "Company"),
    "specification": ("规格", "Specification"),
    "code": ("商品编码", "Product code"),
    "contents": ("组成", "Contents"),
    "lot": ("批号", "Lot"),
    "produced": ("生产日期", "Produced on"),
    "expires": ("到期日", "Expires on"),
    "serial": ("序列号", "Serial number"),
    "weight": ("净重", "Net weight"),
    "amount": ("金额", "Amount"),
    "unit": ("单位", "Unit"),
    "price": ("售价", "Price"),
}


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A size, which code, and which facts; the name of the goods stands on every label."""

    form: str = "60x40"
    code: str = PRODUCT_CODE
    fields: tuple[str, ...] = ("specification", "code", "unit", "price")

    def data(self) -> dict[str, Any]:
        """As stored."""
        return {"version": VERSION, **asdict(self)}


@dataclass(frozen=True, slots=True)
class LabelPreset:
    """A label that comes with the program."""

    name: str
    name_en: str
    template: LabelTemplate


#: By key; the first is the default until a company chooses another.
PRESETS: Final[dict[str, LabelPreset]] = {
    "builtin": LabelPreset("价签", "Price label", LabelTemplate()),
    "tracked": LabelPreset(
        "批次标签",
        "Lot label",
        LabelTemplate(
            code=GS1_MATRIX,
            fields=("specification", "code", "lot", "produced", "expires", "serial", "weight", "amount"),
        ),
    ),
    "kit": LabelPreset(
        "套装标签",
        "Kit label",
        LabelTemplate(fields=("specification", "code", "contents", "unit", "price")),
    ),
}


def read_label(stored: Mapping[str, Any] | None) -> tuple[LabelTemplate, tuple[str, ...]]:
    """The template of ``stored``, whatever is in it, and the labels of what had to be left out."""
    usual = LabelTemplate()
    if not stored:
        return usual, ()
    left_out: list[str] = []
    form, code = str(stored.get("form", "")), str(stored.get("code", ""))
    if form not in LABEL_FORMS:
        left_out.append(f"标签 {form[:32]}")
        form = usual.form
    if code not in CODES:
        left_out.append(f"条码 {code[:32]}")
        code = usual.code
    given = stored.get("fields")
    said = [str(one) for one in given] if isinstance(given, (list, tuple)) else list(usual.fields)
    left_out += [f"内容 {one[:32]}" for one in said if one not in FIELDS]
    return LabelTemplate(form, code, tuple(one for one in FIELDS if one in said)), tuple(left_out)


def label_problems(given: LabelTemplate) -> list[Problem]:
    """Everything that is wrong with a template to be saved."""
    found: list[Problem] = []
    if given.form not in LABEL_FORMS:
        found.append(errors.UnknownPaper(paper=given.form[:32], known=tuple(LABEL_FORMS)).at(field="form"))
    if given.code not in CODES:
        found.append(errors.UnknownLayout(layout=given.code[:32], known=tuple(CODES)).at(field="code"))
    found += [
        errors.UnknownColumn(column=one[:64]).at(field="fields") for one in given.fields if one not in FIELDS
    ]
    return found
