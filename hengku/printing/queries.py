"""Reading what a company chose for its paper, and what stands on labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from hengku.documents.declaration import DocumentType, registry
from hengku.identity.actor import Actor
from hengku.parties.actions import PartyNotFound
from hengku.parties.models import Party
from hengku.printing.images import checked_logo, logo_svg
from hengku.printing.letters import LETTERS, Letter, needs_of
from hengku.printing.models import Logo, PaperTemplate, PartyTemplate
from hengku.printing.template import BUILT_IN, Read, Template, presets_of, read_template

#: Of a template that is only named.
UNREAD: Final = Read(Template())


@dataclass(frozen=True, slots=True)
class Named:
    """A template that can be chosen. ``key`` is its id, or that of one coming with the program, which has no ``id``.
    ``party_count`` is how many parties chose it, 0 where nobody asked.
    """

    key: str
    name: str
    name_en: str
    read: Read = UNREAD
    id: int | None = None
    is_default: bool = False
    party_count: int = 0


def templates_of(actor: Actor, kind: DocumentType | Letter, *, counts_parties: bool = False) -> list[Named]:
    """Every template that documents of a type can be printed with: those that come with the program, then the company's
    own by name. Exactly one is the default. One statement; two more where parties are counted.
    """
    rows = (
        PaperTemplate.objects.visible_to(actor)
        .filter(type_code=kind.code, is_active=True)
        .order_by("name", "pk")
    )
    counts: dict[int, int] = {}
    presets: dict[str, int] = {}
    if counts_parties:
        chose = PartyTemplate.objects.visible_to(actor).filter(type_code=kind.code)
        counts = dict(chose.filter(template__isnull=False).values_list("template_id").annotate(Count("pk")))
        presets = dict(chose.filter(template__isnull=True).values_list("preset").annotate(Count("pk")))
    own = [
        Named(
            key=str(row.pk),
            name=row.name,
            name_en=row.name,
            read=read_template(kind, row.data if isinstance(row.data, dict) else None),
            id=row.pk,
            is_default=row.is_default,
            party_count=counts.get(row.pk, 0),
        )
        for row in rows
    ]
    is_chosen = any(one.is_default for one in own)
    built_in = [
        Named(
            key=key,
            name=preset.name,
            name_en=preset.name_en,
            read=Read(preset.template),
            is_default=key == BUILT_IN and not is_chosen,
            party_count=presets.get(key, 0),
        )
        for key, preset in presets_of(kind).items()
    ]
    return built_in + own


def chosen_of(actor: Actor, party_id: int) -> dict[str, str]:
    """The keys of the templates that a party chose, by type. One statement."""
    rows = PartyTemplate.objects.visible_to(actor).filter(party_id=party_id)
    return {
        code: str(template_id) if template_id else preset
        for code, template_id, preset in rows.values_list("type_code", "template_id", "preset")
    }


def offered_to(actor: Actor, party_id: int) -> list[tuple[DocumentType | Letter, list[Named]]]:
    """What papers for a party can be printed with: each type and letter for its side that has more than one template
    and whose papers the actor may see. Two statements. Refused with ``PartyNotFound``.
    """
    sides = (
        Party.objects.visible_to(actor).filter(pk=party_id).values_list("is_customer", "is_supplier").first()
    )
    if sides is None:
        raise PartyNotFound(party_id=party_id)
    reached = {"party", *(side for side, holds in zip(("customer", "supplier"), sides, strict=True) if holds)}
    own: dict[str, list[Named]] = {}
    rows = PaperTemplate.objects.visible_to(actor).filter(is_active=True).order_by("name", "pk")
    for pk, code, name, is_default in rows.values_list("pk", "type_code", "name", "is_default"):
        own.setdefault(code, []).append(Named(str(pk), name, name, id=pk, is_default=is_default))
    found: list[tuple[DocumentType | Letter, list[Named]]] = []
    kinds: list[DocumentType | Letter] = [*registry().values(), *LETTERS.values()]
    for kind in kinds:
        if kind.party not in reached or not all(actor.may(word) for word in needs_of(kind)):
            continue
        mine = own.get(kind.code, [])
        has_default = any(one.is_default for one in mine)
        presets = [
            Named(key, one.name, one.name_en, is_default=key == BUILT_IN and not has_default)
            for key, one in presets_of(kind).items()
        ]
        if len(presets) + len(mine) > 1:
            found.append((kind, presets + mine))
    return found


def template_for(found: Sequence[Named], chosen: str | None) -> Named:
    """The template of key ``chosen``, or the default of the type when it is not there any more."""
    return next((one for one in found if one.key == chosen), next(one for one in found if one.is_default))


def logo_of(actor: Actor) -> tuple[bytes, str] | None:
    """The logo and its media type."""
    row = Logo.objects.visible_to(actor).values_list("content", "media_type").first()
    return None if row is None else (bytes(row[0]), str(row[1]))


def logo_picture(actor: Actor) -> str:
    """The logo as typst takes it, "" for none."""
    found = logo_of(actor)
    return logo_svg(checked_logo(found[0])) if found else ""


def party_contacts(actor: Actor, party_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Contact, phone and address by party, for who may see parties; one statement."""
    if not party_ids or not actor.may("parties.view"):
        return {}
    rows = (
        Party.objects.visible_to(actor)
        .filter(pk__in=set(party_ids))
        .values("id", "contact", "phone", "address")
    )
    return {row.pop("id"): row for row in rows}
