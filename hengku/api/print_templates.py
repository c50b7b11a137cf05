"""Templates for paper: those of a type or letter, made, changed, chosen, deleted; and which a party gets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router

from hengku.api.auth import actor_of
from hengku.api.bodies_prints import DefaultBody, NamedLabelBody, NamedTemplateBody, PartyPrintsBody
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.schemas_prints import LetterAnswer, PartyPrintsAnswer, PrintTypeAnswer
from hengku.api.values import ID_MAX
from hengku.api.wire import reply
from hengku.documents.declaration import DocumentType
from hengku.identity.actor import Actor
from hengku.printing import actions_templates, errors, queries, renderer
from hengku.printing.columns import columns_of
from hengku.printing.letters import LETTERS, Letter, needs_of, paper_kind
from hengku.printing.papers import PAPERS
from hengku.printing.queries import Named
from hengku.printing.template import BUILT_IN, LAYOUT_LABELS, layouts_of

router = Router(tags=["打印"])

RecordId = PathEx[int, P(ge=1, le=ID_MAX)]
TypeCode = PathEx[str, P(max_length=48)]


@router.get("/letters", response=list[LetterAnswer], summary="对账单等有模板的信函")
def read_letters(request: HttpRequest) -> HttpResponse:
    """The letters that have templates as documents have, for who may see their figures."""
    actor = actor_of(request)
    return reply(
        [
            {"code": one.code, "label": one.label, "label_en": one.label_en}
            for one in LETTERS.values()
            if all(actor.may(word) for word in one.needs)
        ]
    )


@router.get("/types/{type_code}", response=PrintTypeAnswer, summary="单据的打印方式")
def read_type(request: HttpRequest, type_code: TypeCode) -> HttpResponse:
    """Papers, layouts, columns and templates of a type or letter."""
    renderer.warm()  # who asks this prints next
    actor = actor_of(request)
    kind = paper_kind(type_code)
    for word in needs_of(kind):
        actor.must(word)
    return reply(_type(actor, kind))


@router.post("/types/{type_code}/templates", response={201: DoneAnswer}, summary="新建打印模板")
def create_template(request: HttpRequest, type_code: TypeCode, payload: NamedTemplateBody) -> HttpResponse:
    """A template more; a copy of another is made by sending what that one says. Needs ``company.edit``."""
    return created(request, type_code, payload)


@router.put("/types/{type_code}/default", response=DoneAnswer, summary="设为默认打印模板")
def choose_default(request: HttpRequest, type_code: TypeCode, payload: DefaultBody) -> HttpResponse:
    """What the type is printed with unless somebody says otherwise. Needs ``company.edit``."""
    key = payload.template
    if key != BUILT_IN and not (key.isascii() and key.isdigit()):
        raise errors.TemplateGone(template=key).at(field="template")
    actions_templates.make_default(
        actor=actor_of(request),
        type_code=type_code,
        template_id=None if key == BUILT_IN else int(key),
        at=timezone.localtime(),
    )
    return reply({"id": key})


@router.put("/templates/{template_id}", response=DoneAnswer, summary="修改打印模板")
def save_template(request: HttpRequest, template_id: RecordId, payload: NamedTemplateBody) -> HttpResponse:
    """All of a template and its name. Needs ``company.edit``."""
    return saved(request, template_id, payload)


@router.delete("/templates/{template_id}", response=DoneAnswer, summary="删除打印模板")
def delete_template(request: HttpRequest, template_id: RecordId) -> HttpResponse:
    """Parties that chose it get the default again. Needs ``company.edit``."""
    actions_templates.delete_template(
        actor=actor_of(request), template_id=template_id, at=timezone.localtime()
    )
    return reply({"id": str(template_id)})


@router.get("/parties/{party_id}", response=PartyPrintsAnswer, summary="往来单位的打印模板")
def read_party(request: HttpRequest, party_id: RecordId) -> HttpResponse:
    """Each type and letter that can be printed in more than one way, and which template the party gets; "" for the
    default. Needs ``parties.view``.
    """
    actor = actor_of(request)
    actor.must("parties.view")
    return reply(_party(actor, party_id))


@router.put("/parties/{party_id}", response=PartyPrintsAnswer, summary="设置往来单位的打印模板")
def save_party(request: HttpRequest, party_id: RecordId, payload: PartyPrintsBody) -> HttpResponse:
    """With which templates papers for this party are printed. Needs ``parties.edit``."""
    actor = actor_of(request)
    actions_templates.choose_for_party(
        actor=actor, party_id=party_id, choices=payload.templates, at=timezone.localtime()
    )
    return reply(_party(actor, party_id))


def created(request: HttpRequest, type_code: str, named: NamedTemplateBody | NamedLabelBody) -> HttpResponse:
    """Makes a template of a type, of a letter or of labels, and answers with it."""
    made = actions_templates.create_template(
        actor=actor_of(request),
        type_code=type_code,
        name=named.name,
        template=named.template.template(),
        at=timezone.localtime(),
    )
    return reply({"id": str(made)}, status=201)


def saved(request: HttpRequest, template_id: int, named: NamedTemplateBody | NamedLabelBody) -> HttpResponse:
    """Writes all of a template of any kind, and answers with it."""
    actions_templates.save_template(
        actor=actor_of(request),
        template_id=template_id,
        name=named.name,
        template=named.template.template(),
        at=timezone.localtime(),
    )
    return reply({"id": str(template_id)})


def _type(actor: Actor, kind: DocumentType | Letter) -> dict[str, Any]:
    shown = ("key", "label", "label_en", "is_price", "is_tax")
    return {
        "type": kind.code,
        "label": kind.label,
        "is_letter": isinstance(kind, Letter),
        "papers": [
            {key: getattr(one, key) for key in ("code", "label", "label_en", "width", "height")}
            for one in PAPERS.values()
        ],
        "layouts": [
            {"code": code, "label": LAYOUT_LABELS[code][0], "label_en": LAYOUT_LABELS[code][1]}
            for code in layouts_of(kind)
        ],
        "columns": [
            # what is seldom there stands on its own accord until columns are chosen
            {**{key: getattr(one, key) for key in shown}, "is_usual": one.is_usual and not one.is_seldom}
            for one in columns_of(kind.code)
        ],
        "templates": [_named(one) for one in queries.templates_of(actor, kind, counts_parties=True)],
        "has_logo": queries.logo_of(actor) is not None,
        "may_change": actor.may("company.edit"),
    }


def _named(one: Named) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "name_en": one.name_en,
        "is_built_in": one.id is None,
        "is_default": one.is_default,
        "party_count": one.party_count,
        "template": one.read.template.data(),
        "left_out": list(one.read.left_out),
    }


def _party(actor: Actor, party_id: int) -> dict[str, Any]:
    chosen = queries.chosen_of(actor, party_id)
    shown = ("key", "name", "name_en", "is_default")
    return {
        "may_change": actor.may("parties.edit"),
        "types": [
            {
                "type": kind.code,
                "label": kind.label,
                "label_en": kind.label_en,
                "template": chosen.get(kind.code, ""),
                "templates": [{key: getattr(one, key) for key in shown} for one in found],
            }
            for kind, found in queries.offered_to(actor, party_id)
        ],
    }
