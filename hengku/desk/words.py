"""What saved views hold of the data dictionary: conditions that name an entry, which follow it when it is renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hengku.company.actions_dictionary import Follow
from hengku.company.dictionary import Word
from hengku.desk.models import View
from hengku.identity.actor import Actor
from hengku.parties import words

#: Where conditions name entries, by list of the dictionary: the list of the view, and the field.
NAMED_IN: Final[Mapping[str, tuple[str, str]]] = {
    words.LEVEL: ("records:parties", "level"),
    words.TERM: ("records:parties", "settlement_term"),
}


def follow_of(list_code: str) -> Follow | None:
    """What follows in the same transaction when an entry of this list changes: parties and prices, then saved views."""
    follow, named = words.FOLLOWS.get(list_code), NAMED_IN.get(list_code)
    if follow is None or named is None:
        return follow

    def both(actor: Actor, before: Word, after: Word) -> None:
        follow(actor, before, after)
        if before.name != after.name:
            _rename(actor, *named, before.name, after.name)

    return both


def _rename(actor: Actor, list_key: str, field: str, before: str, after: str) -> None:
    """Everybody's views of the list. Locks those that name it, by id; somebody who has one open must read it anew."""
    asked = {"filter": {"conditions": [{"field": field, "value": [before]}]}}
    found = View.objects.visible_to(actor).filter(list_key=list_key, content__contains=asked)
    for view in found.select_for_update().order_by("id"):
        told = view.content["filter"]
        conditions = [_renamed(one, field, before, after) for one in told["conditions"]]
        view.content = {**view.content, "filter": {**told, "conditions": conditions}}
        view.revision += 1
        view.save(update_fields=["content", "revision"])


def _renamed(condition: dict[str, Any], field: str, before: str, after: str) -> dict[str, Any]:
    """The condition with the new name where it holds the old one whole; a part of a name is no entry."""
    if condition["field"] != field:
        return condition
    return {**condition, "value": [after if one == before else one for one in condition["value"]]}
