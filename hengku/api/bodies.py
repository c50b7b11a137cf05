"""Bodies of requests: one typed model per document type, made from its declaration, and the way from it to a paper.

Unknown fields are refused (X24): a field nobody reads is a mistake of the caller that should not pass in
silence, and no column can be reached that the declaration does not name.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from hengku.api.values import Amount, Day, Flag, Id, Price, Quantity, Rate, SomeId, Text
from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.declaration import Field as Declared
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.rules import HEADER_COLUMNS, HEADER_REFERENCES, LINE_COLUMNS
from hengku.documents.uploads import FILES_MAX
from hengku.kit.numbers import ZERO, ZERO_FEN, exact_text

LINES_MAX = 5_000
DOCUMENTS_MAX = 500
REFERENCE_KINDS = frozenset(
    {
        "supplier",
        "customer",
        "party",
        "warehouse",
        "department",
        "employee",
        "fund_account",
        "product",
        "unit",
        "tax_code",
        "account",
        "item",
        "line",
    }
)
TYPE_OF_KIND: dict[str, Any] = {
    "date": Day,
    "quantity": Quantity,
    "price": Price,
    "amount": Amount,
    "rate": Rate,
    "flag": Flag,
}
#: Columns of header and line that are ids, by field key → attribute of the paper.
HEADER_IDS = {key: f"{key}_id" for key in HEADER_REFERENCES}
LINE_IDS = {
    "product": "product_id",
    "unit": "unit_id",
    "tax_code": "tax_code_id",
    "source_line": "source_line_id",
}


class Body(BaseModel):
    """What every body has in common: no field but those it names."""

    model_config = ConfigDict(extra="forbid", str_max_length=10_000)


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


def _type_of(field: Declared) -> Any:
    """The wire type of a declared field. Nothing is required here: a draft may be unfinished, posting says
    what is missing.
    """
    if field.kind in REFERENCE_KINDS:
        return Id
    if field.listed:  # posting asks the data dictionary
        return Text
    if field.kind == "choice" and field.choices:
        codes = tuple(choice.code for choice in field.choices)
        return Annotated[Literal[codes] | None, BeforeValidator(_blank_is_none)]
    return TYPE_OF_KIND.get(field.kind, Text)


def _default_of(field: Declared) -> Any:
    if field.kind == "flag":
        return False
    return "" if field.kind not in TYPE_OF_KIND and field.kind not in REFERENCE_KINDS | {"choice"} else None


def _described(field: Declared) -> tuple[Any, Any]:
    required = "(过账时必填)" if field.required else ""
    text = f"{field.label} {field.label_en}{required} {field.help}".strip()
    if field.listed:
        text += f" 编码,见 GET /api/dictionary/words 的 {field.listed}"
    # Titles in OpenAPI are what a person sees; the key stays the name in JSON.
    return _type_of(field), Field(default=_default_of(field), title=field.label, description=text)


def _name(kind: DocumentType) -> str:
    """purchase_receipt → PurchaseReceipt."""
    return "".join(word.capitalize() for word in kind.code.split("_"))


@cache
def line_model(type_code: str) -> type[Body]:
    """The body of one line of a type."""
    kind = document_type(type_code)
    fields: dict[str, Any] = {field.key: _described(field) for field in kind.lines}
    if kind.sources and "source_line" not in fields:
        fields["source_line"] = (Id, Field(default=None, title="上游行", description="上游单据行的编号"))
    model: type[Body] = create_model(
        f"{_name(kind)}Line", __base__=Body, __doc__=f"{kind.label} 明细行", **fields
    )
    return model


@cache
def body_model(type_code: str) -> type[Body]:
    """The body of a document of a type: header fields by key, and its lines."""
    kind = document_type(type_code)
    fields: dict[str, Any] = {field.key: _described(field) for field in kind.header}
    fields.setdefault("remark", (Text, Field(default="", title="备注")))
    fields["source_system"] = (
        Text,
        Field(default="", title="来源系统", description="外部系统的名称", max_length=32),
    )
    fields["source_number"] = (
        Text,
        Field(default="", title="来源单号", description="外部系统的单号", max_length=96),
    )
    proofs = f"本类单据过账须有 {kind.proofs[0]}–{kind.proofs[1]} 个附件。" if kind.proofs else ""
    uploads: Any = list[SomeId]
    fields["uploads"] = (
        uploads,
        Field(
            default_factory=list,
            title="待附的文件",
            description=f"先用 POST /api/uploads 上传,保存或过账时成为附件。{proofs}",
            max_length=FILES_MAX,
        ),
    )
    line: Any = line_model(type_code)
    fields["lines"] = (
        list[line],
        Field(default_factory=list, title="明细", max_length=LINES_MAX),
    )
    model: type[Body] = create_model(
        _name(kind), __base__=Body, __doc__=f"{kind.label} {kind.label_en}", **fields
    )
    return model


@cache
def saving_model(type_code: str) -> type[Body]:
    """The body with the revision it was read at, for saving a draft."""
    kind = document_type(type_code)
    model: type[Body] = create_model(
        f"{_name(kind)}Saving",
        __base__=body_model(type_code),
        __doc__=f"{kind.label} 保存草稿",
        revision=(int, Field(title="版本", ge=1, le=2**31 - 1)),
    )
    return model


@cache
def posting_model(type_code: str) -> type[Body]:
    """The body that may name the draft it was, for preview and posting."""
    kind = document_type(type_code)
    model: type[Body] = create_model(
        f"{_name(kind)}Posting",
        __base__=body_model(type_code),
        __doc__=f"{kind.label} 过账",
        id=(Id, Field(default=None, title="草稿编号", description="由草稿过账时填写")),
    )
    return model


@cache
def posting_list_model(type_code: str) -> type[Body]:
    """Several documents of one type, posted all or none."""
    kind = document_type(type_code)
    document: Any = posting_model(type_code)
    documents: Any = (list[document], Field(min_length=1, max_length=DOCUMENTS_MAX))
    model: type[Body] = create_model(
        f"{_name(kind)}PostingList",
        __base__=Body,
        __doc__=f"过账一张或多张{kind.label}:全部成功,或全部不记",
        documents=documents,
    )
    return model


def to_paper(kind: DocumentType, body: Body, *, today: date, document_id: int | None = None) -> Paper:
    """The paper that a body says. An empty business date means ``today``."""
    given = dict(body)
    paper = Paper(
        type_code=kind.code,
        business_on=given.get("business_on") or today,
        id=document_id or given.get("id"),
        lines=[_paper_line(line, kind) for line in given["lines"]],
        due_on=given.get("due_on"),
        price_mode=given.get("price_mode") or "",
        remark=given.get("remark") or "",
        source_system=given.get("source_system") or "",
        source_number=given.get("source_number") or "",
        uploads=tuple(given["uploads"]),
    )
    for key, attribute in HEADER_IDS.items():
        if key in given:
            setattr(paper, attribute, given[key])
    paper.data = _data(given, [field for field in kind.header if field.key not in HEADER_COLUMNS])
    return paper


def _paper_line(body: Body, kind: DocumentType) -> PaperLine:
    given = dict(body)
    line = PaperLine(
        quantity=given.get("quantity") or ZERO,
        price=given.get("price"),
        discount_amount=given.get("discount_amount") or ZERO_FEN,
        amount_net=given.get("amount_net"),
        amount_tax=given.get("amount_tax"),
        amount_incl=given.get("amount_incl"),
        is_gift=bool(given.get("is_gift")),
        remark=given.get("remark") or "",
    )
    for key, attribute in LINE_IDS.items():
        setattr(line, attribute, given.get(key))
    line.data = _data(given, [field for field in kind.lines if field.key not in LINE_COLUMNS])
    return line


def _data(given: dict[str, Any], fields: list[Declared]) -> dict[str, Any]:
    """What only this type carries, as it is stored: text for numbers and days; what is empty is not there."""
    found: dict[str, Any] = {}
    for field in fields:
        value = given.get(field.key)
        if value is None or value == "":
            continue
        if isinstance(value, Decimal):
            value = exact_text(value, 2 if field.kind == "amount" else 0)
        elif isinstance(value, date):
            value = value.isoformat()
        found[field.key] = value
    return found


class ReasonBody(Body):
    """Why."""

    reason: Text
