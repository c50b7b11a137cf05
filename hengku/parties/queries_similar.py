"""Which parties look like the one somebody is writing down (MD-02): asked while the form is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Func, Q, TextField

from hengku.catalog.search_rules import fold
from hengku.identity.actor import Actor
from hengku.parties.models import Party

SIMILAR_MAX: Final = 5


@dataclass(frozen=True, slots=True)
class SimilarParty:
    """A party and the ``field`` (code, name or tax_number) by which it is the same; ``given`` is what was typed."""

    party_id: int
    code: str
    name: str
    is_active: bool
    field: str
    given: str


class _Folded(Func):
    """A text as ``fold`` spells it, without its spaces."""

    template = r"regexp_replace(lower(normalize(%(expressions)s, NFKC)), '\s+', '', 'g')"
    output_field = TextField()


_SHOWN = ("pk", "code", "name", "is_active")


def similar_parties(
    *, actor: Actor, code: str = "", name: str = "", tax_number: str = "", but: int = 0
) -> list[SimilarParty]:
    """Other parties of the same code, name or tax number, whatever the case, width and spaces; also inactive ones.

    ``but`` is the party itself. Only tells: what may not be saved is refused when it is saved (MD-02). Needs
    ``parties.view``. At most three statements.
    """
    actor.must("parties.view")
    others = Party.objects.visible_to(actor).exclude(pk=but).order_by("code")
    found: list[SimilarParty] = []
    for field, given in (("code", code), ("name", name), ("tax_number", tax_number)):
        key = fold(given).replace(" ", "")
        if key:
            same = others.alias(key=_Folded(field)).filter(Q(key=key)).values_list(*_SHOWN)[:SIMILAR_MAX]
            found += [_told(row, field, given) for row in same]
    return found


def _told(row: Sequence[Any], field: str, given: str) -> SimilarParty:
    pk, code, name, is_active = row
    return SimilarParty(pk, code, name, is_active, field, given)
