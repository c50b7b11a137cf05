"""Finding a document by what somebody has in hand: its number, the end of it, or the number on the other's paper.

Unlike the text of a list this never reads through the documents: every step goes by an index, so that a million
of them answer as a thousand do (docs/algorithms/search.md).
"""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Reverse

from hengku.documents.declaration import registry
from hengku.documents.models import Document
from hengku.documents.queries import COLUMNS, completed, hides_money, may_view
from hengku.identity.actor import Actor
from hengku.kit.models import CompanyQuerySet

Row = dict[str, Any]

#: From this many characters on a text may be the end of a number: people know a document by its last digits.
TAIL_SIZE = 3
#: How many candidates of one step are looked at before those out of sight are left out.
SCAN_MAX = 200


def search_documents(
    actor: Actor, text: str, *, party_ids: tuple[int, ...] = (), limit: int = 8
) -> list[Row]:
    """Documents of the types the actor may view, the closest first, as rows of the list.

    The whole number, then the other's number, then numbers that begin so, numbers that end so, and last the newest of
    ``party_ids``. At most six statements.
    """
    given = "".join(text.split())
    codes = [kind.code for kind in registry().values() if may_view(actor, kind)]
    ids: dict[int, None] = {}
    if given and codes:
        for step in _steps(Document.objects.visible_to(actor), given, party_ids):
            if len(ids) >= limit or (len(ids) == 1 and is_whole_number(given)):
                break
            found = step.values_list("id", "type_code")[:SCAN_MAX]
            ids |= dict.fromkeys([pk for pk, code in found if code in codes][: limit - len(ids)])
    rows = Document.objects.visible_to(actor).filter(pk__in=list(ids)).values(*COLUMNS) if ids else ()
    by_id = {row["id"]: row for row in rows}
    secret = {kind.code for kind in registry().values() if hides_money(actor, kind)}
    return completed([by_id[pk] for pk in ids if pk in by_id], secret)


def is_whole_number(text: str) -> bool:
    """Whether the text can only be the whole number of a document: then nothing else is meant."""
    return text.count("-") >= 2 and len(text) >= 16


def _steps(found: CompanyQuerySet, given: str, party_ids: tuple[int, ...]) -> list[Any]:
    number = given.upper()
    newest = ("-business_on", "-id")
    steps = [
        found.filter(number=number).order_by("id"),
        found.exclude(source_number="").filter(source_number__startswith=given).order_by(*newest),
    ]
    if given.isascii():
        steps.append(found.filter(number__startswith=number).order_by("-number", "-id"))
        if len(given) >= TAIL_SIZE:
            tails = found.alias(tail=Reverse("number")).filter(tail__startswith=number[::-1])
            steps.append(tails.order_by(*newest))
    if party_ids:
        steps.append(found.filter(party_id__in=party_ids).order_by(*newest))
    return steps
