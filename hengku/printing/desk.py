"""One printing of one person: what is the same for all its documents is read once, and how each is set.

What a document says is read through ``Reader``, which the API gives (the detail of the page with names put to accounts
and open items): this room reads no other department's books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hengku.company.queries import company
from hengku.documents.declaration import DocumentType, document_type
from hengku.identity.actor import Actor
from hengku.printing import errors, queries, renderer
from hengku.printing.layouts import sheets_of
from hengku.printing.letters import Letter
from hengku.printing.papers import PAPERS
from hengku.printing.queries import Named
from hengku.printing.sheet import Occasion
from hengku.printing.template import COPIES_MAX, VOUCHER, Template, layouts_of

Row = dict[str, Any]

PREVIEW_PAGES: Final = 6
#: A preview of more lines than this shows the pages of the first only: who looks wants to see how it will be.
LINES_SET, LINES_LOOKED = 90, 60


@dataclass(frozen=True, slots=True)
class Reader:
    """``detail`` of a document as its page shows it, and the ``effects`` of a posted one, asked for only where the
    layout needs its entries. Both take the id and refuse what the actor may not see.
    """

    detail: Callable[[int], Row]
    effects: Callable[[int], Row]


@dataclass(frozen=True, slots=True)
class Order:
    """How to print; what is None is as the template says. ``template`` is a key of ``queries.templates_of``; None: that
    of the party, or the default. ``link`` makes the address behind the QR code.
    """

    link: Callable[[str], str]
    template: str | None = None
    paper: str | None = None
    layout: str | None = None
    copies: int | None = None
    show_price: bool | None = None
    show_tax: bool | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first pages as SVG, how many there are (0 for not counted), what was left out, and the template's key."""

    pages: list[str]
    page_count: int
    notes: list[str]
    template: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The template of one document with what the order says otherwise, and which it is."""

    template: Template
    named: Named


class Desk:
    """One printing of one actor."""

    def __init__(self, actor: Actor, order: Order, read: Reader | None, at: datetime) -> None:
        self.actor, self.at = actor, at
        self._order, self._read = order, read
        self._company = company(actor)
        reached = (("地址:", self._company.address), ("电话:", self._company.phone))
        self._contact = "  ".join(label + text for label, text in reached if text)
        self._templates: dict[str, list[Named]] = {}
        self._of_party: dict[int, dict[str, str]] = {}
        self.pictures = {"logo": queries.logo_picture(actor)}
        self.notes: list[str] = []

    def document(self, document_id: int) -> tuple[DocumentType, Row]:
        """Type and detail of a document; refused as its page would be."""
        assert self._read is not None
        detail = self._read.detail(document_id)
        return document_type(detail["document"]["type_code"]), detail

    def template(self, kind: DocumentType | Letter, party_id: int | None) -> Chosen:
        """The template of the order, of the party or of the type, in this order, with what the order says otherwise;
        refused when the order cannot be met.
        """
        if kind.code not in self._templates:
            self._templates[kind.code] = queries.templates_of(self.actor, kind)
        found = self._templates[kind.code]
        asked = self._order.template
        if asked is not None and asked not in {one.key for one in found}:
            raise errors.TemplateGone(template=asked[:40]).at(field="template")
        if asked is None and party_id is not None:
            if party_id not in self._of_party:
                self._of_party[party_id] = queries.chosen_of(self.actor, party_id)
            asked = self._of_party[party_id].get(kind.code)
        named = queries.template_for(found, asked)
        self.note(f"模板「{named.name}」中的{one}已不存在,已略过" for one in named.read.left_out)
        return Chosen(self.ordered(kind, named.read.template), named)

    def ordered(self, kind: DocumentType | Letter, template: Template) -> Template:
        """``template`` with what the order says otherwise. Showing more than the actor may see is not in it."""
        order = self._order
        if order.paper is not None and order.paper not in PAPERS:
            raise errors.UnknownPaper(paper=order.paper[:32], known=tuple(PAPERS)).at(field="paper")
        if order.layout is not None and order.layout not in layouts_of(kind):
            wrong = errors.UnknownLayout(layout=order.layout[:32], known=layouts_of(kind))
            raise wrong.at(field="layout")
        if order.copies is not None and not 1 <= order.copies <= COPIES_MAX:
            raise errors.OutOfRange(label="份数", least=1, most=COPIES_MAX).at(field="copies")
        said = {
            key: getattr(order, key)
            for key in ("paper", "layout", "copies", "show_price", "show_tax")
            if getattr(order, key) is not None
        }
        return replace(template, **said)

    def sheets(
        self, kind: DocumentType, detail: Row, template: Template, key: str, *, is_preview: bool = False
    ) -> list[Row]:
        """Every sheet of a document, as many copies as the template says."""
        document = detail["document"]
        if template.layout == VOUCHER and "effects" not in detail:
            assert self._read is not None
            detail = {**detail, "effects": self._read.effects(int(document["id"]))}
        occasion = replace(
            self.occasion(party_of(detail), is_preview=is_preview),
            link=self._order.link(str(document["number"])),
        )
        return copies_of(
            template, occasion, lambda told, at: sheets_of(kind, detail, template, told, f"{key}c{at}")
        )

    def occasion(self, party_id: int | None, *, is_preview: bool) -> Occasion:
        """Who prints, when, for which party; without a link."""
        contacts = queries.party_contacts(self.actor, [party_id]) if party_id else {}
        return Occasion(
            company=self._company.name,
            person=self.actor.name,
            at=self.at.strftime("%Y-%m-%d %H:%M"),
            link="",
            is_preview=is_preview,
            party=contacts.get(party_id) if party_id else None,
            contact=self._contact,
        )

    def data(self, sheets: list[Row], title: str) -> Row:
        """What typst is told."""
        return {"title": title, "author": self._company.name, "pictures": self.pictures, "sheets": sheets}

    def note(self, notes: Iterator[str]) -> None:
        """Remember what to tell, once."""
        self.notes += [one for one in dict.fromkeys(notes) if one not in self.notes]

    def missing(self, characters: Sequence[str]) -> None:
        """Characters that no font has."""
        if characters:
            told = "、".join(f"{one}(U+{ord(one):04X})" for one in characters[:12])
            self.note(iter([f"字库中没有这些字,纸上以 〓 代替:{told}"]))


def party_of(detail: Row) -> int | None:
    """The id of the party of a document."""
    party = detail["document"].get("party") or {}
    return int(party["id"]) if party.get("id") else None


def copies_of(
    template: Template, occasion: Occasion, sheets: Callable[[Occasion, int], list[Row]]
) -> list[Row]:
    """The sheets of each copy (联), each told which copy it is."""
    found: list[Row] = []
    for copy in range(template.copies):
        name = template.copy_names[copy] if copy < len(template.copy_names) else ""
        label = f"第 {copy + 1} 联 {name}".strip() if template.copies > 1 else ""
        found += sheets(replace(occasion, copy=label), copy)
    return found


def looked_at(sheets: list[Row]) -> tuple[list[Row], bool]:
    """The sheets of a preview, and whether lines were left out: of a long document the first pages stand for all.
    Widths, columns and sums of a page stay those of the whole document; its end is not shown.
    """
    shown = [
        {**sheet, "lines": sheet["lines"][:LINES_LOOKED], "total": False, "capitals": "", "is_cut": True}
        if sheet["layout"] == "document" and len(sheet["lines"]) > LINES_SET
        else sheet
        for sheet in sheets
    ]
    return shown, any(sheet.get("is_cut") for sheet in shown)


def preview_of(desk: Desk, sheets: list[Row], title: str, template: str) -> Preview:
    """The first pages as pictures. What is cut ends on a page that is not whole, which is left out."""
    shown, is_cut = looked_at(sheets)
    rendered = renderer.compile_pages(desk.data(shown, title), most=PREVIEW_PAGES)
    desk.missing(rendered.missing)
    pages = [one.decode() for one in rendered.blobs]
    if is_cut and len(pages) > 1 and rendered.pages == len(pages):
        pages.pop()
    return Preview(pages, 0 if is_cut else rendered.pages, desk.notes, template)
