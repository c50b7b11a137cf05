"""A list as a workbook: the columns that are shown, in their order, under the words that are shown, all matching rows,
and below a list of one type the sums that the page shows.

Numbers are numbers, dates are dates, and text stays text whatever it begins with (kit.tables). Rows are read some
thousand at a time, so memory does not grow with them; the file waits a day in the data folder. Whoever fetches it must
still have every right, and see every warehouse, that it was made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hengku.audit.actions import record
from hengku.desk.errors import ExportGone, FewerRights, NothingChosen, TooManyRows, WrongColumns
from hengku.desk.models import Batch
from hengku.desk.report_books import WORDS, sum_row
from hengku.documents.declaration import document_type, registry
from hengku.documents.filter_rules import read_filter
from hengku.documents.list_columns import ListColumn, columns_for
from hengku.documents.queries import ListQuery, document_totals, each_document, filter_fields, may_view
from hengku.documents.queries_order import read_order
from hengku.identity.actor import Actor
from hengku.kit.clock import now as clock
from hengku.kit.tables.writer import ColumnOut, Out, SheetOut, write_xlsx

Row = dict[str, Any]

ROWS_MAX = 1_000_000  # a worksheet has 1,048,576
KEPT = timedelta(days=1)
KINDS: dict[str, Any] = {"date": "date", "moment": "moment", "amount": "number"}


@dataclass(frozen=True, slots=True)
class Export:
    """What leaves: a question in the form it is kept, columns as (key, label), and the language of states and types."""

    query: Row
    columns: tuple[tuple[str, str], ...]
    language: str
    title: str

    def as_data(self) -> Row:
        """For the table of batches."""
        return {
            "query": self.query,
            "columns": list(self.columns),
            "language": self.language,
            "title": self.title,
        }

    @classmethod
    def of(cls, kept: Row) -> Export:
        """As it was kept."""
        columns = tuple((key, label) for key, label in kept["columns"])
        return cls(kept["query"], columns, kept["language"], kept["title"])

    def question(self, actor: Actor) -> ListQuery:
        """The question, its filter read against what the actor may ask today."""
        asked = dict(self.query)
        types = tuple(asked.pop("types"))
        for key in ("first", "last"):
            asked[key] = date.fromisoformat(asked[key]) if asked[key] else None
        given = read_filter(asked.pop("filter"), filter_fields(actor, types))
        return ListQuery(types=types, states=tuple(asked.pop("states")), filter=given, **asked)


def check(actor: Actor, wanted: Export) -> None:
    """Refuse an export before it is begun: types, filter, order or columns that the actor may not have."""
    known = _columns(actor, wanted)
    wrong = tuple(key for key, _ in wanted.columns if key not in known)
    if wrong:
        raise WrongColumns(columns=wrong).at(field="columns")
    if not wanted.columns:
        raise NothingChosen().at(field="columns")
    question = wanted.question(actor)
    hides = "amount_incl" not in filter_fields(actor, question.types)
    read_order(question.sort, hides_amounts=hides)


def run(actor: Actor, wanted: Export, batch: Batch, *, keep: Callable[..., bool]) -> int:
    """Write the file and leave evidence; how many rows. ``keep`` tells how far it is and says whether to go on."""
    check(actor, wanted)
    question = wanted.question(actor)
    totals = document_totals(actor, question)
    if totals.total > ROWS_MAX:
        raise TooManyRows(rows_max=ROWS_MAX)
    keep(batch, total=totals.total)
    columns = [(key, label, _columns(actor, wanted)[key]) for key, label in wanted.columns]
    cells = [_cell(column, wanted.language) for _, _, column in columns]
    counted = [0]
    sums = _sums_of(question, [column for _, _, column in columns])

    def rows() -> Iterator[list[Out]]:
        for part in each_document(actor, question, [key for key, _ in wanted.columns]):
            yield from ([cell(row) for cell in cells] for row in part)
            counted[0] += len(part)
            for key in sums:
                sums[key] = _added(sums[key], part, key)
            if counted[0] > ROWS_MAX:
                raise TooManyRows(rows_max=ROWS_MAX)
            if not keep(batch, done_count=counted[0]):
                return
        if counted[0] and any(value is not None for value in sums.values()):
            yield sum_row(sums, [column for _, _, column in columns], WORDS[wanted.language]["total"])

    path = path_of(batch)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = path.with_suffix(".part")
    places = [ColumnOut(label, KINDS.get(column.kind, "text"), 2 if column.kind == "amount" else None)
              for _, label, column in columns]  # fmt: skip
    write_xlsx(making, [SheetOut(wanted.title, places, rows())])
    making.replace(path)
    with transaction.atomic():
        told = {"title": wanted.title, "rows": counted[0], "columns": [key for key, _ in wanted.columns]}
        record(actor=actor, at=clock(), action="desk.list.exported", entity_kind="batch", entity_id=batch.pk,
               data=told)  # fmt: skip
    return counted[0]


def path_of(batch: Batch) -> Path:
    """Where the file of an export lies."""
    return Path(settings.DATA_DIR) / "exports" / f"{batch.company_id}-{batch.pk}.xlsx"


def file_of(actor: Actor, batch_id: int, kind: str = "export") -> tuple[Path, str]:
    """The file of one's own export and its name for people; refused when it is not (or no longer) there, and with
    ``FewerRights`` when the actor could not make it any more.
    """
    batch = Batch.objects.visible_to(actor).filter(pk=batch_id, user_id=actor.user_id, kind=kind).first()
    if batch is None or batch.state != "done" or not path_of(batch).exists():
        raise ExportGone
    if not _has_still(actor, batch.result):
        raise FewerRights
    made_on = timezone.localtime(batch.created_at).date().isoformat()
    return path_of(batch), f"{batch.result.get('file') or batch.arguments['title']}-{made_on}.xlsx"


def rights_of(actor: Actor) -> Row:
    """What a file is made with, to be kept beside it; of who sees some customers only, not what they have in name."""
    seen = actor.warehouses
    return {
        "rights": sorted(actor.shown_permissions()),
        "warehouses": None if seen is None else sorted(seen),
        "parties": [actor.customers, actor.suppliers],
    }


def _has_still(actor: Actor, made: Row) -> bool:
    if actor.warehouses is not None:
        seen = made.get("warehouses", ())
        if seen is None or not actor.works_in(*seen):
            return False
    if actor.sees_some_parties and made.get("parties") != [actor.customers, actor.suppliers]:
        return False
    return all(actor.may(right) for right in made.get("rights", ()))


def clear_away(now: datetime) -> None:
    """Remove files of more than a day ago."""
    folder = Path(settings.DATA_DIR) / "exports"
    if not folder.exists():
        return
    for path in folder.glob("*.*"):
        if path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)


def _columns(actor: Actor, wanted: Export) -> dict[str, ListColumn]:
    types = tuple(wanted.query["types"])
    kinds = [document_type(code) for code in types] or [k for k in registry().values() if may_view(actor, k)]
    return columns_for(kinds)


def _sums_of(question: ListQuery, columns: Sequence[ListColumn]) -> dict[str, Decimal | None]:
    """Where the sums of the rows are to be gathered: none below documents of several types, which do not add up."""
    return {one.key: None for one in columns if one.kind == "amount" and len(question.types) == 1}


def _added(sum_before: Decimal | None, rows: list[Row], key: str) -> Decimal | None:
    """The sum with those of ``rows``; None as long as every row keeps its money to itself."""
    shown = [row[key] for row in rows if row[key] is not None]
    return sum(shown, sum_before or Decimal(0)) if shown else sum_before


def _cell(column: ListColumn, language: str) -> Callable[[Row], Out]:
    """How a cell of this column is made of a row: decided once, not for each of a hundred thousand."""
    key, is_english = column.key, language == "en"
    value_of = itemgetter(key)
    if column.kind == "reference":
        return lambda row: row[key] and str(row[key]["name"])
    if column.kind == "type":
        types = {kind.code: kind.label_en if is_english else kind.label for kind in registry().values()}
        return lambda row: types[row["type_code"]]
    if column.kind == "state":
        states = {
            (kind.code, state): labels[is_english]
            for kind in registry().values()
            for state, labels in kind.states.labels.items()
        }
        return lambda row: states.get((row["type_code"], row[key]), row[key])
    if column.kind == "moment":
        zone = timezone.get_current_timezone()
        return lambda row: row[key] and row[key].astimezone(zone).replace(tzinfo=None, microsecond=0)
    return value_of
