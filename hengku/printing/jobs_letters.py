"""Letters to parties as pages and as a file: 对账单 and 催款单, by the templates of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from hengku.identity.actor import Actor
from hengku.kit.errors import raise_all
from hengku.printing import errors, files, queries, renderer
from hengku.printing.desk import PREVIEW_PAGES, Desk, Order, Preview, copies_of, preview_of
from hengku.printing.dunning import Dunning, dunning_sheet
from hengku.printing.letters import LETTERS
from hengku.printing.sheet import Occasion
from hengku.printing.statements import Statement, statement_sheet
from hengku.printing.template import Template, template_problems

Row = dict[str, Any]

LETTERS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """How a letter is printed: by the template of this key (None: that of the party, or the default), or by one that is
    not saved yet (``draft``), on this paper if another is wanted.
    """

    template: str | None = None
    paper: str | None = None
    draft: Template | None = None


def preview_statement(
    *, actor: Actor, told: Statement, order: LetterOrder, party_id: int, at: datetime
) -> Preview:
    """The first pages of a statement of account. Writes nothing."""
    desk = _desk(actor, order, at)
    sheets, key = _statement(desk, told, order, party_id, is_preview=True)
    return preview_of(desk, sheets, f"对账单 {told.party}", key)


def print_statement(
    *, actor: Actor, told: Statement, order: LetterOrder, party_id: int, at: datetime
) -> files.Progress:
    """A statement of account as a file, named by the party and its last day."""
    desk = _desk(actor, order, at)
    sheets, _ = _statement(desk, told, order, party_id)
    rendered = renderer.compile_pdf(desk.data(sheets, f"对账单 {told.party}"))
    progress = files.begin(actor, name=f"对账单-{told.party[:40]}-{told.last:%Y%m%d}", total=1)
    files.keep(actor, progress, rendered.blobs[0])
    return progress


def preview_dunning(*, actor: Actor, told: Sequence[Dunning], order: LetterOrder, at: datetime) -> Preview:
    """The first pages of letters asking customers to pay. Writes nothing."""
    some = told[:PREVIEW_PAGES]
    desk = _desk(actor, order, at)
    sheets, key = _dunning(desk, some, order, is_preview=True)
    preview = preview_of(desk, sheets, "催款单", key)
    # a letter that is not set has a page at least
    count = preview.page_count + len(told) - len(some) if preview.page_count else 0
    return replace(preview, page_count=count)


def print_dunning(
    *, actor: Actor, told: Sequence[Dunning], order: LetterOrder, at: datetime
) -> files.Progress:
    """A letter to each customer in one file. Refused for none, and above ``LETTERS_MAX``."""
    desk = _desk(actor, order, at)
    data = desk.data(_dunning(desk, told, order)[0], "催款单")
    who = told[0].party[:40] if len(told) == 1 else f"{len(told)}户"
    progress = files.begin(actor, name=f"催款单-{who}-{told[0].as_of:%Y%m%d}", total=len(told))
    files.keep(actor, progress, renderer.compile_pdf(data).blobs[0])
    return progress


def _desk(actor: Actor, order: LetterOrder, at: datetime) -> Desk:
    return Desk(actor, Order(link=lambda _: "", template=order.template, paper=order.paper), None, at)


def _template(desk: Desk, code: str, order: LetterOrder, party_id: int) -> tuple[Template, str]:
    kind = LETTERS[code]
    if order.draft is not None:
        raise_all(template_problems(kind, order.draft))
        return desk.ordered(kind, order.draft), ""
    found = desk.template(kind, party_id)
    return found.template, found.named.key


def _statement(
    desk: Desk, told: Statement, order: LetterOrder, party_id: int, *, is_preview: bool = False
) -> tuple[list[Row], str]:
    template, key = _template(desk, f"statement_{told.side}", order, party_id)
    template = replace(template, copies=1) if is_preview else template
    occasion = desk.occasion(party_id, is_preview=is_preview)
    return copies_of(
        template, occasion, lambda one, at: [statement_sheet(told, one, template, f"s{at}")]
    ), key


def _dunning(
    desk: Desk, told: Sequence[Dunning], order: LetterOrder, *, is_preview: bool = False
) -> tuple[list[Row], str]:
    if not told:
        raise errors.NothingOverdue().at(field="parties")
    if len(told) > LETTERS_MAX:
        raise errors.TooMuchToPrint(most=LETTERS_MAX).at(field="parties")
    contacts = queries.party_contacts(desk.actor, [one.party_id for one in told])
    base = desk.occasion(None, is_preview=is_preview)
    sheets: list[Row] = []
    keys: list[str] = []
    for place, one in enumerate(told):
        template, key = _template(desk, "dunning", order, one.party_id)
        template = replace(template, copies=1) if is_preview else template
        occasion = replace(base, party=contacts.get(one.party_id))
        keys.append(key)
        sheets += copies_of(template, occasion, partial(_dunning_copy, one, template, place))
    return sheets, keys[0]


def _dunning_copy(told: Dunning, template: Template, place: int, occasion: Occasion, copy: int) -> list[Row]:
    return [dunning_sheet(told, occasion, template, f"d{place}c{copy}")]
