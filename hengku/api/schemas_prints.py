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
    """What a company chose for the paper of a type."""

    version: int
    paper: str
    layout: str
    title: str
    footer: str
    columns: list[ColumnChoiceAnswer]
    copies: int
    copy_names: list[str]
    signatures: list[str]
    show_price: bool
    show_tax: bool
    show_logo: bool
    show_codes: bool


class PrintTypeAnswer(Answer):
    """How documents of a type can be printed, and how they are."""

    type: str
    label: str
    papers: list[PaperAnswer]
    layouts: list[LayoutAnswer]
    columns: list[ColumnAnswer]
    template: TemplateAnswer
    is_chosen: bool
    has_logo: bool
    may_change: bool
    left_out: list[str]


class PagesAnswer(Answer):
    """The first pages as SVG, how many there are, and what was left out."""

    pages: list[str]
    page_count: int
    notes: list[str]


class PrintAnswer(Answer):
    """How far a print has come: ``working``, ``done``, ``failed`` or ``lost``."""

    token: str
    name: str
    total: int
    done: int
    state: str
    problems: list[ProblemAnswer]
    notes: list[str]
