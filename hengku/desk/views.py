"""Saved views: mine, and those that somebody with the right shared with everybody who may open the list.

Every action records evidence; a view is told by its list, its owner and its name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from hengku.audit.actions import record
from hengku.desk.errors import (
    TooManyViews,
    UnknownList,
    ViewChanged,
    ViewNameMissing,
    ViewNameTaken,
    ViewNotFound,
)
from hengku.desk.models import DefaultView, View
from hengku.desk.rules import NAME_MAX, VIEWS_MAX, read_content, usable
from hengku.documents.declaration import document_type, registry
from hengku.documents.list_columns import columns_for
from hengku.documents.queries import filter_fields, may_view
from hengku.documents.queries_order import SORTS
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.reports.lists import LISTS, fields_of
from hengku.reports.lists import filter_fields as record_filters
from hengku.reports.parameters import readable
from hengku.reports.registry import REPORTS
from hengku.reports.run import columns_for as report_columns

Row = dict[str, Any]

SHARE = "desk.share"
#: Pages with a table of their own, with the right to open each.
OTHER_LISTS = {"stock": "reports.view"}
#: What a view of a report keeps beside its parameters: subtotals, and days by name ("last month").
REPORT_SHAPE = ("group", "preset")


@dataclass(frozen=True, slots=True)
class Views:
    """The views of one list that the actor may use, and which they start with."""

    views: list[Row]
    default_id: int | None


def views_of(actor: Actor, list_key: str) -> Views:
    """Mine and the shared ones by name, with the content as far as it can be used today and what is ignored of it."""
    types = _must_open(actor, list_key)
    found = list(
        View.objects.visible_to(actor)
        .filter(Q(owner_id=actor.user_id) | Q(is_shared=True), list_key=list_key)
        .order_by("name", "id")
    )
    names = names_of([one.owner_id for one in found])
    default = DefaultView.objects.visible_to(actor).filter(user_id=actor.user_id, list_key=list_key).first()
    known = {one.pk for one in found}
    return Views(
        [_row(actor, one, types, names.get(one.owner_id, "")) for one in found],
        default.view_id if default is not None and default.view_id in known else None,
    )


@transaction.atomic(durable=True)
def create_view(
    *, actor: Actor, list_key: str, name: str, is_shared: bool, content: Any, now: datetime
) -> Row:
    """A new view of a list the actor may open. Sharing needs ``desk.share``. Refused when the name is taken."""
    types = _must_open(actor, list_key)
    if is_shared:
        actor.must(SHARE)
    read = read_content(content)
    given = _name(name)
    if View.objects.visible_to(actor).filter(list_key=list_key, owner_id=actor.user_id).count() >= VIEWS_MAX:
        raise TooManyViews(count_max=VIEWS_MAX)
    view = View(
        company_id=actor.company_id, list_key=list_key, name=given, owner_id=actor.user_id, is_shared=is_shared,
        content=read, changed_at=now,
    )  # fmt: skip
    _keep(view)
    _note(actor, now, "desk.view.created", view)
    return _row(actor, view, types, actor.name)


@transaction.atomic(durable=True)
def change_view(
    *, actor: Actor, view_id: int, revision: int, name: str, is_shared: bool, content: Any, now: datetime
) -> Row:
    """Save one's own view, or a shared one with ``desk.share``. Locks it; refused at an older ``revision``."""
    view = _mine_or_shared(actor, view_id)
    types = _must_open(actor, view.list_key)
    if is_shared or view.is_shared:
        actor.must(SHARE)
    if view.revision != revision:
        raise ViewChanged(name=view.name)
    view.name, view.is_shared, view.content = _name(name), is_shared, read_content(content)
    view.revision, view.changed_at = revision + 1, now
    if not is_shared:  # nobody starts with what they cannot see any more
        DefaultView.objects.visible_to(actor).filter(view_id=view.pk).exclude(user_id=view.owner_id).delete()
    _keep(view)
    _note(actor, now, "desk.view.changed", view)
    return _row(actor, view, types, names_of([view.owner_id]).get(view.owner_id, ""))


@transaction.atomic(durable=True)
def delete_view(*, actor: Actor, view_id: int, now: datetime) -> None:
    """Take away one's own view, or a shared one with ``desk.share``; who started with it sees the plain list."""
    view = _mine_or_shared(actor, view_id)
    if view.is_shared:
        actor.must(SHARE)
    DefaultView.objects.visible_to(actor).filter(view_id=view.pk).delete()
    _note(actor, now, "desk.view.deleted", view)
    view.delete()


@transaction.atomic(durable=True)
def choose_default(*, actor: Actor, list_key: str, view_id: int | None) -> None:
    """What the actor sees first in a list; None is the plain list. Only for themselves, so no evidence is kept."""
    _must_open(actor, list_key)
    mine = DefaultView.objects.visible_to(actor).filter(user_id=actor.user_id, list_key=list_key)
    if view_id is None:
        mine.delete()
        return
    view = _mine_or_shared(actor, view_id)
    if view.list_key != list_key:
        raise ViewNotFound(view_id=view_id)
    if not mine.update(view_id=view.pk):
        DefaultView.objects.create(
            company_id=actor.company_id, list_key=list_key, user_id=actor.user_id, view_id=view.pk
        )


def types_of(list_key: str) -> tuple[str, ...]:
    """The document types of a list: empty for all. ``UnknownList`` when it is no list of documents."""
    room, _, name = list_key.partition(":")
    if room != "documents":
        raise UnknownList(list_key=list_key[:96])
    return () if name == "all" else (document_type(name).code,)


def _must_open(actor: Actor, list_key: str) -> tuple[str, ...] | None:
    """Refuse lists that are not there or not theirs; the types of a list of documents, None for any other."""
    room, _, name = list_key.partition(":")
    if room == "documents":
        types = types_of(list_key)
        for code in types:
            actor.must(f"{code}.view")
        return types
    if room == "records" and name in LISTS:
        actor.must(LISTS[name].needs)
    elif room == "report" and name in REPORTS:
        for word in REPORTS[name].needs:
            actor.must(word)
    elif list_key in OTHER_LISTS:
        actor.must(OTHER_LISTS[list_key])
    else:
        raise UnknownList(list_key=list_key[:96])
    return None


def _mine_or_shared(actor: Actor, view_id: int) -> View:
    found = (
        View.objects.visible_to(actor)
        .select_for_update()
        .filter(Q(owner_id=actor.user_id) | Q(is_shared=True), pk=view_id)
        .first()
    )
    if found is None:
        raise ViewNotFound(view_id=view_id)
    return found


def _name(name: str) -> str:
    given = name.strip()
    if not given or len(given) > NAME_MAX:
        raise ViewNameMissing(length_max=NAME_MAX).at(field="name")
    return given


def _keep(view: View) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as refused:
        if "desk_view_name_unique" not in str(refused):
            raise
        raise ViewNameTaken(name=view.name).at(field="name") from None


def _row(actor: Actor, view: View, types: Collection[str] | None, owner_name: str) -> Row:
    content, ignored = dict(view.content), list[str]()
    if types is not None:
        kinds = [document_type(code) for code in types] or [
            kind for kind in registry().values() if may_view(actor, kind)
        ]
        content, ignored = usable(view.content, filter_fields(actor, types), columns_for(kinds), SORTS)
    elif view.list_key.startswith("records:"):
        fields = fields_of(actor, view.list_key.partition(":")[2])
        content, ignored = usable(
            view.content, record_filters(actor, view.list_key.partition(":")[2]), fields, ()
        )
    elif view.list_key.startswith("report:"):
        content, ignored = _of_report(actor, view)
    is_mine = view.owner_id == actor.user_id
    return {
        "id": str(view.pk),
        "name": view.name,
        "is_mine": is_mine,
        "is_shared": view.is_shared,
        "may_change": actor.may(SHARE) if view.is_shared else is_mine,
        "owner_name": owner_name,
        "revision": view.revision,
        "content": content,
        "ignored": ignored,
    }


def _of_report(actor: Actor, view: View) -> tuple[dict[str, Any], list[str]]:
    """What of a view the report can still be asked: its columns, order, subtotals and parameters."""
    report = REPORTS[view.list_key.partition(":")[2]]
    columns = report_columns(actor, report)
    sorts = [column.key for column in columns if column.can_sort] if report.can_sort else []
    content, ignored = usable(view.content, {}, [column.key for column in columns], sorts)
    shape = {key: text for key, text in content["query"].items() if key in REPORT_SHAPE}
    asked = {key: text for key, text in content["query"].items() if key not in REPORT_SHAPE}
    kept, unreadable = readable(report, asked, company_id=actor.company_id)
    if shape.get("group", "") not in ("", *report.groups):
        ignored.append(shape.pop("group"))
    return {**content, "query": {**kept, **shape}}, list(dict.fromkeys([*ignored, *unreadable]))


def _note(actor: Actor, now: datetime, action: str, view: View) -> None:
    told = {"list": view.list_key, "name": view.name, "is_shared": view.is_shared}
    record(actor=actor, at=now, action=action, entity_kind="view", entity_id=view.pk, data=told)
