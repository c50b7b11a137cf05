"""Printing one document or many: read, count, set, join — in slices, so that progress can be told."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from threading import Thread
from typing import Any, Final

from django.db import connection

from hengku.identity.actor import Actor
from hengku.kit import sight
from hengku.kit.errors import Problem, raise_all
from hengku.printing import errors, files, renderer
from hengku.printing.actions import count_prints
from hengku.printing.bin_labels import BinLabel, bin_labels_data
from hengku.printing.desk import PREVIEW_PAGES, Desk, Order, Preview, Reader, party_of, preview_of
from hengku.printing.label_template import LabelTemplate
from hengku.printing.labels import LabelOf, first_of_each, labels_data
from hengku.printing.papers import LabelForm
from hengku.printing.sheet import say_times
from hengku.printing.template import BUILT_IN, Template, template_problems

log = logging.getLogger(__name__)

Row = dict[str, Any]

SLICE: Final = 20
DOCUMENTS_MAX: Final = 500
LABELS_MAX: Final = 2_000
#: Up to so many documents the answer waits for the file.
AT_ONCE: Final = 5


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
    key = ""
    if template is not None:
        raise_all(template_problems(kind, template))
        chosen = desk.ordered(kind, template)
    else:
        found = desk.template(kind, party_of(detail))
        chosen, key = found.template, found.named.key
    sheets = desk.sheets(kind, detail, replace(chosen, copies=1), "p", is_preview=True)
    return preview_of(desk, sheets, str(detail["document"]["number"]), key)


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
    """The same in a thread, which sees what its person sees: what goes wrong is told by the progress, as nobody waits
    for an answer.
    """
    try:
        with sight.limited_to(actor.part):
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
            chosen = desk.template(kind, party_of(detail))
            template = chosen.template
            made = desk.sheets(kind, detail, template, f"d{at}")
        except Problem as problem:
            refused.append(problem.at(document=at))
            continue
        sheets += [(document_id, sheet) for sheet in made]
        told[document_id] = {"paper": template.paper, "layout": template.layout, "copies": template.copies}
        if chosen.named.id is not None:
            told[document_id] |= {"template": chosen.named.id, "template_name": chosen.named.name}
        elif chosen.named.key != BUILT_IN:
            told[document_id]["template_name"] = chosen.named.name
    return sheets, told


def print_labels(
    *, actor: Actor, labels: list[LabelOf], template: LabelTemplate, at: datetime
) -> files.Progress:
    """Labels into one file. At most ``LABELS_MAX``."""
    count = _checked_count(labels)
    data, notes = labels_data(labels, template)
    return _kept(actor, data, notes, name=f"标签-{template.form}-{at:%Y%m%d-%H%M}", count=count)


def preview_labels(labels: list[LabelOf], template: LabelTemplate, key: str) -> Preview:
    """One label of each row, up to a few; how many there will be. ``key`` is that of the template."""
    count = _checked_count(labels)
    _, notes = labels_data(first_of_each(labels, len(labels)), template)
    data, _ = labels_data(first_of_each(labels, PREVIEW_PAGES), template)
    return _seen(data, notes, count=count, key=key)


def print_bins(
    *, actor: Actor, bins: Sequence[BinLabel], form: LabelForm, kind: str, at: datetime
) -> files.Progress:
    """Labels of bins into one file, one each; ``kind`` of code as ``bin_labels.CODES``. At most ``LABELS_MAX``."""
    if not bins:
        raise errors.NothingToPrint().at(field="bins")
    if len(bins) > LABELS_MAX:
        raise errors.TooMuchToPrint(most=LABELS_MAX).at(field="bins")
    data, notes = bin_labels_data(bins, form, kind)
    return _kept(actor, data, notes, name=f"库位标签-{form.code}-{at:%Y%m%d-%H%M}", count=len(bins))


def preview_bins(bins: Sequence[BinLabel], form: LabelForm, kind: str) -> Preview:
    """The labels of the first bins; how many there will be."""
    if not bins:
        raise errors.NothingToPrint().at(field="bins")
    _, notes = bin_labels_data(bins, form, kind)
    data, _ = bin_labels_data(bins[:PREVIEW_PAGES], form, kind)
    return _seen(data, notes, count=len(bins), key=kind)


def _kept(actor: Actor, data: Row, notes: list[str], *, name: str, count: int) -> files.Progress:
    """A file of labels."""
    rendered = renderer.compile_pdf({"title": "标签", "author": "", **data})
    progress = files.begin(actor, name=name, total=count)
    progress.notes = notes
    files.keep(actor, progress, rendered.blobs[0])
    return progress


def _seen(data: Row, notes: list[str], *, count: int, key: str) -> Preview:
    """The first labels as pages."""
    rendered = renderer.compile_pages({"title": "标签", "author": "", **data}, most=PREVIEW_PAGES)
    return Preview([one.decode() for one in rendered.blobs], count, notes, key)


def _checked_count(labels: list[LabelOf]) -> int:
    count = sum(one.count for one in labels)
    if not count:
        raise errors.NothingToPrint().at(field="labels")
    if count > LABELS_MAX:
        raise errors.TooMuchToPrint(most=LABELS_MAX).at(field="labels")
    return count
