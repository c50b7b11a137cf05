"""What people change about templates: make, change, choose, delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.record_rules import NameMissing, TextTooLong
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem, raise_all
from hengku.parties.actions import PartyNotFound
from hengku.parties.models import Party
from hengku.printing import errors
from hengku.printing.label_template import LABEL, LabelTemplate, label_problems
from hengku.printing.letters import paper_kind
from hengku.printing.models import TEMPLATE_NAME_LENGTH, PaperTemplate, PartyTemplate
from hengku.printing.template import Template, presets_of, template_problems

#: Own templates of one type.
TEMPLATES_MAX: Final = 30


@transaction.atomic(durable=True)
def create_template(
    *, actor: Actor, type_code: str, name: str, template: Template | LabelTemplate, at: datetime
) -> int:
    """Another template of a type or letter, or another label; its id. Needs ``company.edit``. Locks the templates of
    the type. Refused with everything that is wrong, for a name that is taken and above ``TEMPLATES_MAX``.
    """
    actor.must("company.edit")
    code = _code_of(type_code)
    name = " ".join(name.split())
    raise_all(_name_problems(name) + _template_problems(code, template))
    others = _of_type(actor, code)
    if len(others) >= TEMPLATES_MAX:
        raise errors.TooManyTemplates(most=TEMPLATES_MAX).at(field="name")
    _must_be_free(name, others)
    row = PaperTemplate.objects.create(
        company_id=actor.company_id,
        type_code=code,
        name=name,
        data=template.data(),
        saved_at=at,
        saved_by=actor.user_id,
    )
    _note(actor, at, "created", row.pk, {"type": code, "name": name, **template.data()})
    return int(row.pk)


@transaction.atomic(durable=True)
def save_template(
    *, actor: Actor, template_id: int, name: str, template: Template | LabelTemplate, at: datetime
) -> None:
    """Change a template and its name. Needs ``company.edit``. Locks the templates of its type. Refused with everything
    that is wrong, for a name that is taken and for what was deleted.
    """
    actor.must("company.edit")
    others, row = _found(actor, template_id)
    name = " ".join(name.split())
    raise_all(_name_problems(name) + _template_problems(row.type_code, template))
    _must_be_free(name, [one for one in others if one.pk != row.pk])
    before = {"name": row.name, **row.data}
    row.name, row.data, row.saved_at, row.saved_by = name, template.data(), at, actor.user_id
    row.save(update_fields=["name", "data", "saved_at", "saved_by"])
    now = {"name": name, **row.data}
    changed = {key: value for key, value in now.items() if before.get(key) != value}
    _note(
        actor,
        at,
        "saved",
        row.pk,
        {"type": row.type_code, **changed, "before": {k: before.get(k) for k in changed}},
    )


@transaction.atomic(durable=True)
def make_default(*, actor: Actor, type_code: str, template_id: int | None, at: datetime) -> None:
    """What documents of a type are printed with unless somebody says otherwise; None: the built-in template. Needs
    ``company.edit``. Locks the templates of the type.
    """
    actor.must("company.edit")
    code = _code_of(type_code)
    rows = _of_type(actor, code)
    if template_id is not None and template_id not in {row.pk for row in rows}:
        raise errors.TemplateGone(template=str(template_id))
    before = next((row for row in rows if row.is_default), None)
    if (before.pk if before else None) == template_id:
        return
    mine = PaperTemplate.objects.visible_to(actor).filter(type_code=code)
    mine.filter(is_default=True).update(is_default=False)
    mine.filter(pk=template_id).update(is_default=True)
    told = {"type": code, "name": next((row.name for row in rows if row.pk == template_id), "")}
    _note(actor, at, "chosen", template_id or (before.pk if before else 0), told)


@transaction.atomic(durable=True)
def delete_template(*, actor: Actor, template_id: int, at: datetime) -> None:
    """Take a template away. Needs ``company.edit``. Locks the templates of its type. Parties that chose it get the
    default again. One that was printed with stays out of use, since the history of those prints names it.
    """
    actor.must("company.edit")
    _, row = _found(actor, template_id)
    chose = PartyTemplate.objects.visible_to(actor).filter(template=row)
    told = {
        "type": row.type_code,
        "name": row.name,
        "parties": list(chose.values_list("party_id", flat=True)),
    }
    chose.delete()
    if row.was_printed:
        row.is_active = row.is_default = False
        row.save(update_fields=["is_active", "is_default"])
    else:
        row.delete()
    _note(actor, at, "deleted", template_id, told)


@transaction.atomic(durable=True)
def choose_for_party(*, actor: Actor, party_id: int, choices: Mapping[str, str], at: datetime) -> None:
    """With which templates papers of some types are printed for a party: ``choices`` maps types to keys of templates,
    "" for the default again; types that are not named stay. Needs ``parties.edit``. Locks the party. Refused with
    ``TemplateGone`` when a type has no such template.
    """
    actor.must("parties.edit")
    if not Party.objects.visible_to(actor).select_for_update(no_key=True).filter(pk=party_id).exists():
        raise PartyNotFound(party_id=party_id)
    for type_code, key in sorted(choices.items()):
        kind = paper_kind(type_code)
        mine = PartyTemplate.objects.visible_to(actor).filter(party_id=party_id, type_code=kind.code)
        if not key:
            mine.delete()
            continue
        template_id = _own_id(actor, kind.code, key) if key not in presets_of(kind) else None
        PartyTemplate.objects.update_or_create(
            company_id=actor.company_id,
            party_id=party_id,
            type_code=kind.code,
            defaults={"template_id": template_id, "preset": "" if template_id else key},
        )
    record(
        actor=actor,
        at=at,
        action="parties.party.print_templates",
        entity_kind="party",
        entity_id=party_id,
        data=dict(choices),
    )


def _code_of(type_code: str) -> str:
    """The code of a type, a letter or the labels; ``UnknownDocumentType`` for any other."""
    return LABEL if type_code == LABEL else paper_kind(type_code).code


def _template_problems(type_code: str, given: Template | LabelTemplate) -> list[Problem]:
    """Everything wrong with what is to be kept; a label is none of a document, nor the other way round."""
    if isinstance(given, LabelTemplate):
        return label_problems(given) if type_code == LABEL else [errors.TemplateGone(template=type_code)]
    return (
        [errors.TemplateGone(template=LABEL)]
        if type_code == LABEL
        else template_problems(paper_kind(type_code), given)
    )


def _own_id(actor: Actor, type_code: str, key: str) -> int:
    """The id behind a key, kept from being deleted until the transaction ends."""
    found = (
        PaperTemplate.objects.visible_to(actor)
        .select_for_update()
        .filter(type_code=type_code, is_active=True)
    )
    row = found.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if row is None:
        raise errors.TemplateGone(template=key[:40]).at(field=type_code)
    return int(row.pk)


def _of_type(actor: Actor, type_code: str) -> list[PaperTemplate]:
    """The templates of a type in use, locked in the order of their ids."""
    mine = PaperTemplate.objects.visible_to(actor).filter(type_code=type_code, is_active=True)
    return list(mine.select_for_update().order_by("pk"))


def _found(actor: Actor, template_id: int) -> tuple[list[PaperTemplate], PaperTemplate]:
    """All templates of the type of this one, locked, and it; ``TemplateGone`` when it is not there any more."""
    code = (
        PaperTemplate.objects.visible_to(actor)
        .filter(pk=template_id)
        .values_list("type_code", flat=True)
        .first()
    )
    rows = _of_type(actor, code) if code else []
    row = next((one for one in rows if one.pk == template_id), None)
    if row is None:
        raise errors.TemplateGone(template=str(template_id))
    return rows, row


def _name_problems(name: str) -> list[Problem]:
    if not name:
        return [NameMissing(label="模板名称").at(field="name")]
    if len(name) > TEMPLATE_NAME_LENGTH:
        return [TextTooLong(label="模板名称", length_max=TEMPLATE_NAME_LENGTH).at(field="name")]
    return []


def _must_be_free(name: str, others: list[PaperTemplate]) -> None:
    if name in {one.name for one in others}:
        raise errors.TemplateNameTaken(name=name).at(field="name")


def _note(actor: Actor, at: datetime, deed: str, entity_id: int, data: dict[str, Any]) -> None:
    record(
        actor=actor,
        at=at,
        action=f"printing.template.{deed}",
        entity_kind="print_template",
        entity_id=entity_id,
        data=data,
    )
