"""Imports in the background: started once, worked on in slices, gone on with after any kill, kept as a list.

A run is a row. Whoever works takes it, judges the file anew under the import lock and writes what is left; every slice
is a transaction of its own that also notes what it made. So there is nothing to repair after a kill: what is there is
skipped, and counted as made by this run because the note says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from hengku.audit.actions import record
from hengku.identity.actor import Actor
from hengku.identity.auth import actor_for
from hengku.kit import sight, sql
from hengku.kit.errors import NotFound, Problem
from hengku.kit.tables.cells import Heading
from hengku.opening.imports.actions import ImportRunning, alone, check_import, import_kind, write_checked
from hengku.opening.imports.papers import key_start
from hengku.opening.imports.reading import digest_of, labels_of, read_file
from hengku.opening.imports.told import imported_data
from hengku.opening.imports.uploads import Upload, find
from hengku.opening.models import ALIVE, ImportMade, ImportRun, RunState

#: What rows of a file of each kind become.
_MAIN: Final = {"products": "product", "parties": "party", "prices": "price"}
POSTED: Final = "SELECT unnest(document_ids) FROM posting_key WHERE company_id = %s AND key LIKE %s"
LINES: Final = """
SELECT count(*) FROM documents_line WHERE company_id = %s AND document_id IN (
  SELECT made_id FROM opening_importmade WHERE company_id = %s AND run_id = %s AND kind = 'document')
"""


@dataclass(eq=False)
class RunNotFound(NotFound):
    """No such import in this company."""

    text = "找不到这次导入。"


def header_digest(header: Sequence[Heading]) -> str:
    """A fingerprint of the headings: the same table of next month has the same."""
    return hashlib.sha256(json.dumps(labels_of(header), ensure_ascii=False).encode()).hexdigest()


def remembered_mapping(actor: Actor, kind: str, header: Sequence[Heading]) -> dict[str, str | None]:
    """Where the columns came from when a file with these headings was last imported; {} when none was."""
    runs = ImportRun.objects.visible_to(actor).filter(kind=kind, header_digest=header_digest(header))
    found = runs.exclude(state=RunState.STOPPED).order_by("-pk").values_list("mapping", flat=True).first()
    return dict(found or {})


def earlier_run(actor: Actor, digest: str, *, but_token: str = "") -> ImportRun | None:
    """The last import of exactly this file that has not been undone, or None."""
    runs = (
        ImportRun.objects.visible_to(actor)
        .filter(digest=digest, state=RunState.DONE)
        .exclude(token=but_token)
    )
    return runs.order_by("-pk").first()


def start_run(*, actor: Actor, upload: Upload, good_rows_only: bool, now: datetime) -> ImportRun:
    """Put an import of a waiting file on the list, to be done in the background. Needs the rights of its kind.

    The same file again gives the run there is; while another import of the company is under way, ``ImportRunning``.
    """
    kind = import_kind(upload.kind)
    for permission in kind.permissions:
        actor.must(permission)
    known = ImportRun.objects.visible_to(actor).filter(token=upload.token).first()
    if known is not None and known.state != RunState.STOPPED:
        return known
    try:
        with transaction.atomic(durable=True):
            if known is not None:  # stopped by its problems, which have been dealt with since
                known.state, known.good_rows_only, known.result = RunState.WAITING, good_rows_only, {}
                known.mapping, known.ended_at = upload.said.mapping, None
                known.save()
                return known
            run: ImportRun = ImportRun.objects.create(
                company_id=actor.company_id,
                kind=kind.code,
                user_id=actor.user_id,
                user_name=actor.name,
                file_name=upload.name,
                digest=digest_of(upload.path),
                token=upload.token,
                header_digest="",
                mapping=upload.said.mapping,
                good_rows_only=good_rows_only,
                created_at=now,
            )
            _note(actor, "opening.import.started", run, {"file": upload.name, "kind": kind.code}, now)
            return run
    except IntegrityError:
        again = ImportRun.objects.visible_to(actor).filter(token=upload.token).first()
        if again is not None:
            return again
        raise ImportRunning from None


def work_on_runs(now: datetime) -> int:
    """Do every import that waits or was left half done, company by company; how many were finished."""
    waiting = list(ImportRun.objects.filter(state__in=ALIVE).order_by("pk").values_list("company_id", "pk"))
    return sum(work_on(company_id, run_id, now) for company_id, run_id in waiting)


def work_on(company_id: int, run_id: int, now: datetime) -> bool:
    """Do one run to its end. False when another process is at it, or it has ended already.

    Its owner's rights are asked anew. What cannot go on is told in the run's result, never raised: nobody would see it.
    """
    try:
        with alone(company_id):
            run = ImportRun.objects.of_company(company_id).filter(pk=run_id, state__in=ALIVE).first()
            if run is None:
                return False
            try:
                _work(run, now)
            except Problem as problem:
                _stop(run, problem.message(), now)
            return True
    except ImportRunning:
        return False


def _work(run: ImportRun, now: datetime) -> None:
    actor = actor_for(user_id=run.user_id, company_id=run.company_id)
    with sight.limited_to(actor.part):
        _work_as(actor, run, now)


def _work_as(actor: Actor, run: ImportRun, now: datetime) -> None:
    upload = find(run.company_id, run.user_id, run.token)
    _find_posted(run)
    before = _made_rows(run)
    file = read_file(upload.path, name=upload.name, sheet=upload.sheet, header_row=upload.header_row)
    said = upload.said
    checked = check_import(
        actor=actor, kind=run.kind, file=file, now=now, choices=said.mapping, on=said.on, edits=said.edits
    )
    run.state, run.rows_done, run.rows_all = RunState.RUNNING, before, before + len(checked.good)
    run.header_digest = header_digest(checked.reading.mapping.header)
    run.save(update_fields=["state", "rows_done", "rows_all", "header_digest"])

    def progress(done: int, _all: int) -> None:
        ImportRun.objects.of_company(run.company_id).filter(pk=run.pk).update(rows_done=before + done)

    done = write_checked(
        checked,
        actor=actor,
        now=now,
        on=said.on,
        good_rows_only=run.good_rows_only,
        progress=progress,
        made=lambda kind, ids: _keep(run, kind, ids),
        run_id=run.pk,
    )
    run.rows_done = _made_rows(run)
    run.skipped = max(0, done.skipped - before)
    is_short = done.is_refused or run.rows_done < run.rows_all
    run.state = RunState.STOPPED if is_short else RunState.DONE
    run.result = {**imported_data(done), "documents": _numbers(run), "created": run.rows_done}
    run.ended_at = now
    run.save()
    _note(actor, "opening.import.ended", run, {"state": run.state, "rows": run.rows_done}, now)


def _stop(run: ImportRun, why: str, now: datetime) -> None:
    run.state, run.ended_at, run.rows_done = RunState.STOPPED, now, _made_rows(run)
    run.result = {"error": why, "created": run.rows_done, "documents": _numbers(run)}
    run.save()


def _keep(run: ImportRun, kind: str, made_ids: Sequence[int]) -> None:
    ImportMade.objects.bulk_create(
        [ImportMade(company_id=run.company_id, run=run, kind=kind, made_id=one) for one in made_ids],
        ignore_conflicts=True,
    )


def _find_posted(run: ImportRun) -> None:
    """Documents that were posted just before a kill, before anybody could note them: their keys name the run."""
    if run.state == RunState.RUNNING:
        found = sql.rows(POSTED, (run.company_id, f"{key_start(run.pk)}%"))
        _keep(run, "document", [row[0] for row in found])


def _made_rows(run: ImportRun) -> int:
    """How many rows of the file this run has written so far."""
    main = _MAIN.get(run.kind)
    if main is None:
        return int(sql.rows(LINES, (run.company_id, run.company_id, run.pk))[0][0])
    return ImportMade.objects.of_company(run.company_id).filter(run=run, kind=main).count()


def _numbers(run: ImportRun) -> list[str]:
    statement = "SELECT number FROM documents_document WHERE company_id = %s AND id = ANY(%s) ORDER BY id"
    made = ImportMade.objects.of_company(run.company_id).filter(run=run, kind="document")
    ids = list(made.values_list("made_id", flat=True))
    return [row[0] for row in sql.rows(statement, (run.company_id, ids))]


def runs_of(actor: Actor, *, size: int = 50) -> list[ImportRun]:
    """The company's imports, the latest first. Needs ``import.run``."""
    actor.must("import.run")
    return list(ImportRun.objects.visible_to(actor).order_by("-pk")[:size])


def run_of(actor: Actor, run_id: int) -> ImportRun:
    """One of them; ``RunNotFound``. Needs ``import.run``."""
    actor.must("import.run")
    run = ImportRun.objects.visible_to(actor).filter(pk=run_id).first()
    if run is None:
        raise RunNotFound
    return run


def _note(actor: Actor, action: str, run: ImportRun, data: dict[str, Any], now: datetime) -> None:
    record(actor=actor, at=now, action=action, entity_kind="import", entity_id=run.pk, data=data)
