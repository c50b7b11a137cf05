"""Printing one document or many: read, count, set, join — in slices, so that progress can be told.

What a document says is read through ``Reader``, which the API gives (the detail of the page with names put to accounts
and open items): this room reads no other department's books.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Thread
from typing import Any, Final

from django.db import connection

from hengku.company.queries import company
from hengku.documents.declaration import DocumentType, document_type
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem
from hengku.printing import errors, files, queries, renderer
from hengku.printing.actions import count_prints
from hengku.printing.dunning import Dunning, dunning_sheet
from hengku.printing.labels import LabelOf, labels_data
from hengku.printing.layouts import sheets_of
from hengku.printing.papers import PAPERS, LabelForm
from hengku.printing.sheet import Occasion, say_times
from hengku.printing.statements import Statement, statement_sheet
from hengku.printing.template import COPIES_MAX, Template, layouts_of, template_problems

log = logging.getLogger(__name__)

Row = dict[str, Any]
Reader = Callable[[int], Row]

SLICE: Final = 20
DOCUMENTS_MAX: Final = 500
LABELS_MAX: Final = 2_000
LETTERS_MAX: Final = 200
#: Up to so many documents the answer waits for the file.
AT_ONCE: Final = 5
PREVIEW_PAGES: Final = 6


@dataclass(frozen=True, slots=True)
class Order:
    """How to print; what is None is as the template of the type says. ``link`` makes the address behind the QR code."""

    link: Callable[[str], str]
    paper: str | None = None
    layout: str | None = None
    copies: int | None = None
    show_price: bool | None = None
    show_tax: bool | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first pages as SVG, how many there are, and what was left out."""

    pages: list[str]
    page_count: int
    notes: list[str]


class Desk:
    """One printing of one actor: what is the same for all its documents is read once."""

    def __init__(self, actor: Actor, order: Order, read: Reader, at: datetime) -> None:
        self._actor, self._order, self._read, self.at = actor, order, read, at
        self._company = company(actor)
        reached = (("地址:", self._company.address), ("电话:", self._company.phone))
        self._contact = "  ".join(label + text for label, text in reached if text)
        self._templates: dict[str, tuple[Template, tuple[str, ...]]] = {}
        self.pictures = {"logo": queries.logo_picture(actor)}
        self.notes: list[str] = []

    def document(self, document_id: int) -> tuple[DocumentType, Row]:
        """Type and detail of a document; refused as its page would be."""
        detail = self._read(document_id)
        return document_type(detail["document"]["type_code"]), detail

    def template(self, kind: DocumentType) -> Template:
        """The company's template with what the order says otherwise; refused when the order cannot be met."""
        if kind.code not in self._templates:
            found, _ = queries.template_of(self._actor, kind)
            self._templates[kind.code] = (self.ordered(kind, found.template), found.left_out)
        template, left_out = self._templates[kind.code]
        self.note(f"模板「{kind.label}」中的{one}已不存在,已略过" for one in left_out)
        return template

    def ordered(self, kind: DocumentType, template: Template) -> Template:
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
        party = document.get("party") or {}
        contacts = queries.party_contacts(self._actor, [int(party["id"])]) if party.get("id") else {}
        occasion = Occasion(
            company=self._company.name,
            person=self._actor.name,
            at=self.at.strftime("%Y-%m-%d %H:%M"),
            link=self._order.link(str(document["number"])),
            is_preview=is_preview,
            party=next(iter(contacts.values()), None),
            contact=self._contact,
        )
        found: list[Row] = []
        for copy in range(template.copies):
            name = template.copy_names[copy] if copy < len(template.copy_names) else ""
            label = f"第 {copy + 1} 联 {name}".strip() if template.copies > 1 else ""
            found += sheets_of(kind, detail, template, replace(occasion, copy=label), f"{key}c{copy}")
        return found

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


def preview_document(
    *,
    actor: Actor,
    document_id: int,
    order: Order,
    read: Reader,
    at: datetime,
    template: Template | None = None,
) -> Preview:
    """The pages a document would have. Writes and counts nothing. ``template``: one that is not saved yet."""
    desk = Desk(actor, order, read, at)
    kind, detail = desk.document(document_id)
    if template is not None:
        for problem in template_problems(kind, template):
            raise problem
    chosen = desk.ordered(kind, template) if template is not None else desk.template(kind)
    sheets = desk.sheets(kind, detail, replace(chosen, copies=1), "p", is_preview=True)
    rendered = renderer.compile_pages(
        desk.data(sheets, str(detail["document"]["number"])), most=PREVIEW_PAGES
    )
    desk.missing(rendered.missing)
    return Preview([one.decode() for one in rendered.blobs], rendered.pages, desk.notes)


def print_documents(
    *, actor: Actor, document_ids: Sequence[int], order: Order, read: Reader, at: datetime
) -> files.Progress:
    """Print documents into one file, in the order given. A few are finished on return, many go on in a thread of their
    own and tell their progress. A document that is refused is told of and the others are printed; when all are refused,
    so is the print.
    """
    ids = list(dict.fromkeys(document_ids))
    if not ids:
        raise errors.NothingToPrint().at(field="documents")
    if len(ids) > DOCUMENTS_MAX:
        raise errors.TooMuchToPrint(most=DOCUMENTS_MAX).at(field="documents")
    desk = Desk(actor, order, read, at)
    if len(ids) == 1:  # its refusal is the answer
        _, detail = desk.document(ids[0])
        progress = files.begin(actor, name=str(detail["document"]["number"]), total=1)
    else:
        progress = files.begin(actor, name=f"打印-{at:%Y%m%d-%H%M}-{len(ids)}张", total=len(ids))
    if len(ids) <= AT_ONCE:
        _print(actor, desk, progress, ids)
    else:
        Thread(target=_print_behind, args=(actor, desk, progress, ids), daemon=True).start()
    return progress


def _print_behind(actor: Actor, desk: Desk, progress: files.Progress, ids: list[int]) -> None:
    """The same in a thread: what goes wrong is told by the progress, as nobody waits for an answer."""
    try:
        _print(actor, desk, progress, ids)
    except Problem as problem:
        _fail(actor, progress, problem)
    except Exception:
        log.exception("printing %s documents failed", len(ids))
        _fail(actor, progress, errors.PrintFailed(reason="程序出错"))
        raise
    finally:
        connection.close()


def _fail(actor: Actor, progress: files.Progress, problem: Problem) -> None:
    progress.state = "failed"
    if problem.as_data() not in progress.problems:
        progress.problems.append(problem.as_data())
    files.tell(actor, progress)


def _print(actor: Actor, desk: Desk, progress: files.Progress, ids: list[int]) -> None:
    parts: list[bytes] = []
    refused: list[Problem] = []
    for start in range(0, len(ids), SLICE):
        sheets, told = _sheets(desk, ids[start : start + SLICE], start, refused)
        progress.problems = [problem.as_data() for problem in refused]
        if sheets:
            times = count_prints(actor=actor, documents=told, at=desk.at)
            for document_id, sheet in sheets:
                say_times(sheet, times[document_id])
            rendered = renderer.compile_pdf(desk.data([sheet for _, sheet in sheets], progress.name))
            desk.missing(rendered.missing)
            parts += rendered.blobs
        progress.done = min(start + SLICE, len(ids))
        progress.notes = desk.notes
        files.tell(actor, progress)
    if not parts:
        raise refused[0]
    files.keep(actor, progress, renderer.merge(parts))


def _sheets(
    desk: Desk, ids: list[int], start: int, refused: list[Problem]
) -> tuple[list[tuple[int, Row]], dict[int, Row]]:
    """The sheets of a slice by document, and what is written down of each print."""
    sheets: list[tuple[int, Row]] = []
    told: dict[int, Row] = {}
    for at, document_id in enumerate(ids, start):
        try:
            kind, detail = desk.document(document_id)
            template = desk.template(kind)
            made = desk.sheets(kind, detail, template, f"d{at}")
        except Problem as problem:
            refused.append(problem.at(document=at))
            continue
        sheets += [(document_id, sheet) for sheet in made]
        told[document_id] = {"paper": template.paper, "layout": template.layout, "copies": template.copies}
    return sheets, told


def print_labels(*, actor: Actor, labels: list[LabelOf], form: LabelForm, at: datetime) -> files.Progress:
    """Labels into one file. At most ``LABELS_MAX``."""
    count = _checked_count(labels)
    rendered = renderer.compile_pdf({"title": "标签", "author": "", **labels_data(labels, form)})
    progress = files.begin(actor, name=f"标签-{form.code}-{at:%Y%m%d-%H%M}", total=count)
    files.keep(actor, progress, rendered.blobs[0])
    return progress


def preview_labels(labels: list[LabelOf], form: LabelForm) -> Preview:
    """One label of each product, up to a few; how many there will be."""
    count = _checked_count(labels)
    first = [replace(one, count=1) for one in labels[:PREVIEW_PAGES]]
    data = {"title": "标签", "author": "", **labels_data(first, form)}
    rendered = renderer.compile_pages(data, most=PREVIEW_PAGES)
    return Preview([one.decode() for one in rendered.blobs], count, [])


def preview_statement(*, actor: Actor, told: Statement, paper: str, party_id: int, at: datetime) -> Preview:
    """The first pages of a statement of account. Writes nothing."""
    data = _statement_data(actor, told, paper, party_id, at, is_preview=True)
    rendered = renderer.compile_pages(data, most=PREVIEW_PAGES)
    return Preview([one.decode() for one in rendered.blobs], rendered.pages, [])


def print_statement(
    *, actor: Actor, told: Statement, paper: str, party_id: int, at: datetime
) -> files.Progress:
    """A statement of account as a file, named by the party and its last day."""
    progress = files.begin(actor, name=f"对账单-{told.party[:40]}-{told.last:%Y%m%d}", total=1)
    rendered = renderer.compile_pdf(_statement_data(actor, told, paper, party_id, at))
    files.keep(actor, progress, rendered.blobs[0])
    return progress


def preview_dunning(*, actor: Actor, told: Sequence[Dunning], paper: str, at: datetime) -> Preview:
    """The first pages of letters asking customers to pay. Writes nothing."""
    some = told[:PREVIEW_PAGES]
    rendered = renderer.compile_pages(
        _dunning_data(actor, some, paper, at, is_preview=True), most=PREVIEW_PAGES
    )
    pages = rendered.pages + len(told) - len(some)  # a letter not set has a page at least
    return Preview([one.decode() for one in rendered.blobs], pages, [])


def print_dunning(*, actor: Actor, told: Sequence[Dunning], paper: str, at: datetime) -> files.Progress:
    """A letter to each customer in one file. Refused for none, and above ``LETTERS_MAX``."""
    data = _dunning_data(actor, told, paper, at)
    who = told[0].party[:40] if len(told) == 1 else f"{len(told)}户"
    progress = files.begin(actor, name=f"催款单-{who}-{told[0].as_of:%Y%m%d}", total=len(told))
    files.keep(actor, progress, renderer.compile_pdf(data).blobs[0])
    return progress


def _dunning_data(
    actor: Actor, told: Sequence[Dunning], paper: str, at: datetime, *, is_preview: bool = False
) -> Row:
    if not told:
        raise errors.NothingOverdue().at(field="parties")
    if len(told) > LETTERS_MAX:
        raise errors.TooMuchToPrint(most=LETTERS_MAX).at(field="parties")
    contacts = queries.party_contacts(actor, [one.party_id for one in told])
    base = _occasion(actor, paper, at, is_preview=is_preview)
    sheets = [
        dunning_sheet(one, replace(base, party=contacts.get(one.party_id)), paper, f"d{place}")
        for place, one in enumerate(told)
    ]
    return _letters(actor, "催款单", sheets)


def _statement_data(
    actor: Actor, told: Statement, paper: str, party_id: int, at: datetime, *, is_preview: bool = False
) -> Row:
    base = _occasion(actor, paper, at, is_preview=is_preview)
    occasion = replace(base, party=queries.party_contacts(actor, [party_id]).get(party_id))
    return _letters(actor, f"对账单 {told.party}", [statement_sheet(told, occasion, paper)])


def _occasion(actor: Actor, paper: str, at: datetime, *, is_preview: bool) -> Occasion:
    """Who writes a letter to a party, and when."""
    if paper not in PAPERS:
        raise errors.UnknownPaper(paper=paper[:32], known=tuple(PAPERS)).at(field="paper")
    ours = company(actor)
    reached = (("地址:", ours.address), ("电话:", ours.phone))
    return Occasion(
        company=ours.name,
        person=actor.name,
        at=at.strftime("%Y-%m-%d %H:%M"),
        link="",
        is_preview=is_preview,
        party=None,
        contact="  ".join(label + text for label, text in reached if text),
    )


def _letters(actor: Actor, title: str, sheets: list[Row]) -> Row:
    pictures = {"logo": queries.logo_picture(actor)}
    return {"title": title, "author": company(actor).name, "pictures": pictures, "sheets": sheets}


def _checked_count(labels: list[LabelOf]) -> int:
    count = sum(one.count for one in labels)
    if not count:
        raise errors.NothingToPrint().at(field="labels")
    if count > LABELS_MAX:
        raise errors.TooMuchToPrint(most=LABELS_MAX).at(field="labels")
    return count
