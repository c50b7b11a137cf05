"""What printing answers."""

from __future__ import annotations

from hengku.api.schemas import Answer, ProblemAnswer


class PaperAnswer(Answer):
    """A paper; millimetres."""

    code: str
    label: str
    label_en: str
    width: int
    height: int


class LayoutAnswer(Answer):
    """A way in which a document can be laid out."""

    code: str
    label: str
    label_en: str


class ColumnAnswer(Answer):
    """A column that a document of the type can have on paper."""

    key: str
    label: str
    label_en: str
    is_price: bool
    is_tax: bool
    is_usual: bool


class ColumnChoiceAnswer(Answer):
    """A chosen column; ``width`` 0 is as wide as it needs."""

    key: str
    width: int


class TemplateAnswer(Answer):
    """What a template says of the paper. ``text_size`` is in hundredths of a point, 0 for as usual."""

    version: int
    paper: str
    layout: str
    title: str
    header: str
    footer: str
    text_size: int
    columns: list[ColumnChoiceAnswer]
    copies: int
    copy_names: list[str]
    signatures: list[str]
    show_price: bool
    show_tax: bool
    show_logo: bool
    show_barcode: bool
    show_qr: bool
    show_capitals: bool
    show_remark: bool


class NamedTemplateAnswer(Answer):
    """A template: ``key`` is its id or that of one that comes with the program, ``left_out`` what is no more."""

    key: str
    name: str
    name_en: str
    is_built_in: bool
    is_default: bool
    party_count: int
    template: TemplateAnswer
    left_out: list[str]


class PrintTypeAnswer(Answer):
    """How papers of a type or letter can be printed; exactly one of the templates is the default."""

    type: str
    label: str
    is_letter: bool
    papers: list[PaperAnswer]
    layouts: list[LayoutAnswer]
    columns: list[ColumnAnswer]
    templates: list[NamedTemplateAnswer]
    has_logo: bool
    may_change: bool


class LetterAnswer(Answer):
    """A letter that has templates as documents have."""

    code: str
    label: str
    label_en: str


class OfferedAnswer(Answer):
    """A template that can be chosen."""

    key: str
    name: str
    name_en: str
    is_default: bool


class PartyPrintAnswer(Answer):
    """The template that a party gets for a type; "" for the default."""

    type: str
    label: str
    label_en: str
    template: str
    templates: list[OfferedAnswer]


class PartyPrintsAnswer(Answer):
    """Everything for a party that can be printed in more than one way."""

    may_change: bool
    types: list[PartyPrintAnswer]


class PagesAnswer(Answer):
    """The first pages as SVG, how many there are (0: not counted, a long document has its first only), what was left
    out, and the key of the template it was set with ("" for one that is not saved).
    """

    pages: list[str]
    page_count: int
    notes: list[str]
    template: str


class PrintAnswer(Answer):
    """How far a print has come: ``working``, ``done``, ``failed`` or ``lost``."""

    token: str
    name: str
    total: int
    done: int
    state: str
    problems: list[ProblemAnswer]
    notes: list[str]
