"""Labels for goods: what they can say, previews, files, and the labels a company has made for itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.bodies_prints import LabelTemplateBody, NamedLabelBody
from hengku.api.print_templates import created, saved
from hengku.api.schemas import Answer
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.schemas_prints import PagesAnswer, PrintAnswer
from hengku.api.values import ID_MAX, Day, Id, Quantity, SomeId, Text
from hengku.api.wire import reply
from hengku.identity.actor import Actor
from hengku.kit.errors import raise_all
from hengku.kit.numbers import exact_text
from hengku.printing import errors, jobs, renderer
from hengku.printing.bin_labels import BinLabel
from hengku.printing.label_template import CODES, FIELDS, LABEL, LabelTemplate, label_problems
from hengku.printing.labels import LabelOf
from hengku.printing.papers import LABEL_FORMS, LabelForm
from hengku.printing.queries_labels import (
    Wanted,
    bins_to_label,
    label_template,
    label_templates,
    labelled_goods,
    labels_of,
)

router = Router(tags=["打印"])

RecordId = PathEx[int, P(ge=1, le=ID_MAX)]
PRICES = ("price", "amount")


class LabelBody(Body):
    """So many labels of a product, in one of its units; with serial numbers so many for each of them."""

    product: Id
    unit: Id = None
    count: int = Field(default=1, ge=1, le=2_000)
    lot_no: Text = Field(default="", max_length=64)
    produced_on: Day = None
    expires_on: Day = None
    serials: list[Text] = Field(default_factory=list, max_length=2_000)
    weight: Quantity = None


class LabelsBody(Body):
    """Labels of a template, another size or without prices where it is said, or of one that is not saved yet."""

    template: str | None = Field(default=None, max_length=20, examples=["tracked"])
    form: str | None = None
    show_price: bool = True
    draft: LabelTemplateBody | None = None
    labels: list[LabelBody] = Field(max_length=2_000)


class BinsBody(Body):
    """Labels of bins, one each, of a size, with their code in bars or as a QR code."""

    bins: list[SomeId] = Field(max_length=2_000, examples=[["17"]])
    form: str = Field(default="60x40", examples=["40x30"])
    code: Literal["bars", "qr"] = "bars"


class GoodsBody(Body):
    """Products."""

    products: list[SomeId] = Field(max_length=2_000)


class LabelWordAnswer(Answer):
    """Something to choose."""

    code: str
    label: str
    label_en: str


class LabelTemplateAnswer(Answer):
    """What a label says beside the name of the goods."""

    version: int
    form: str
    code: str
    fields: list[str]


class NamedLabelAnswer(Answer):
    """A label: ``key`` is its id or that of one that comes with the program, ``left_out`` what is no more."""

    key: str
    name: str
    name_en: str
    is_built_in: bool
    is_default: bool
    left_out: list[str]
    template: LabelTemplateAnswer


class LabelsAboutAnswer(Answer):
    """How labels can be made."""

    forms: list[str]
    codes: list[LabelWordAnswer]
    fields: list[LabelWordAnswer]
    templates: list[NamedLabelAnswer]
    may_change: bool


class LabelUnitAnswer(Answer):
    """A unit of goods; ``times`` base units are in it."""

    id: str
    name: str
    times: str


class LabelGoodsAnswer(Answer):
    """Goods: in which units they can be labelled, how they are told apart, in what they are weighed ("" for not)."""

    id: str
    name: str
    tracking: str
    weight_unit: str
    is_kit: bool
    units: list[LabelUnitAnswer]


@router.get("/labels/about", response=LabelsAboutAnswer, summary="标签的内容与模板")
def read_about(request: HttpRequest) -> HttpResponse:
    """Sizes, codes, contents and templates of labels. Needs ``catalog.view``."""
    renderer.warm()
    actor = actor_of(request)
    actor.must("catalog.view")
    return reply(
        {
            "forms": list(LABEL_FORMS),
            "codes": _words(CODES),
            "fields": _words(FIELDS),
            "templates": [
                {
                    "key": one.key,
                    "name": one.name,
                    "name_en": one.name_en,
                    "is_built_in": one.id is None,
                    "is_default": one.is_default,
                    "left_out": list(one.left_out),
                    "template": one.template.data(),
                }
                for one in label_templates(actor)
            ],
            "may_change": actor.may("company.edit"),
        }
    )


@router.post("/labels/goods", response=list[LabelGoodsAnswer], summary="商品可以按什么印标签")
def read_goods(request: HttpRequest, payload: GoodsBody) -> HttpResponse:
    """In which units goods can be labelled. Needs ``catalog.view``."""
    return reply(
        [
            {
                "id": str(one.product_id),
                "name": one.name,
                "tracking": one.tracking,
                "weight_unit": one.weight_unit,
                "is_kit": one.is_kit,
                "units": [
                    {"id": str(pk), "name": name, "times": exact_text(times)} for pk, name, times in one.units
                ],
            }
            for one in labelled_goods(actor_of(request), payload.products)
        ]
    )


@router.post("/labels", response=PrintAnswer, summary="打印商品标签")
def create_labels(request: HttpRequest, payload: LabelsBody) -> HttpResponse:
    """Labels of products, one a page."""
    actor = actor_of(request)
    labels, template, _ = _labels(actor, payload)
    progress = jobs.print_labels(actor=actor, labels=labels, template=template, at=timezone.localtime())
    return reply(progress.data())


@router.post("/labels/preview", response=PagesAnswer, summary="预览商品标签")
def create_labels_preview(request: HttpRequest, payload: LabelsBody) -> HttpResponse:
    """One label of each of the first rows."""
    return reply(asdict(jobs.preview_labels(*_labels(actor_of(request), payload))))


@router.post("/bins", response=PrintAnswer, summary="打印库位标签")
def create_bin_labels(request: HttpRequest, payload: BinsBody) -> HttpResponse:
    """Labels of bins, one a page. Needs ``reports.view``."""
    actor = actor_of(request)
    bins, form = _bins(actor, payload)
    progress = jobs.print_bins(actor=actor, bins=bins, form=form, kind=payload.code, at=timezone.localtime())
    return reply(progress.data())


@router.post("/bins/preview", response=PagesAnswer, summary="预览库位标签")
def create_bin_labels_preview(request: HttpRequest, payload: BinsBody) -> HttpResponse:
    """The labels of the first bins."""
    return reply(asdict(jobs.preview_bins(*_bins(actor_of(request), payload), payload.code)))


@router.post("/labels/templates", response={201: DoneAnswer}, summary="新建标签模板")
def create_template(request: HttpRequest, payload: NamedLabelBody) -> HttpResponse:
    """A label more. Needs ``company.edit``. It is chosen as the default and deleted as any other template is."""
    return created(request, LABEL, payload)


@router.put("/labels/templates/{template_id}", response=DoneAnswer, summary="修改标签模板")
def save_template(request: HttpRequest, template_id: RecordId, payload: NamedLabelBody) -> HttpResponse:
    """All of a label and its name. Needs ``company.edit``."""
    return saved(request, template_id, payload)


def _labels(actor: Actor, body: LabelsBody) -> tuple[list[LabelOf], LabelTemplate, str]:
    """What is to be printed, how, and the key of the template; refused with all that is wrong with it."""
    if body.draft is not None:
        template, key = body.draft.template(), ""
    else:
        named = label_template(actor, body.template)
        template, key = named.template, named.key
    form = template.form if body.form is None else body.form
    fields = tuple(one for one in template.fields if body.show_price or one not in PRICES)
    template = LabelTemplate(form, template.code, fields)
    raise_all(label_problems(template))
    wanted = [
        Wanted(
            one.product,
            one.unit,
            one.count,
            lot_no=one.lot_no,
            produced_on=one.produced_on,
            expires_on=one.expires_on,
            serials=tuple(serial for serial in one.serials if serial),
            weight=one.weight if one.weight and one.weight > 0 else None,
        )
        for one in body.labels
        if one.product is not None
    ]
    if sum(one.count * (len(one.serials) or 1) for one in wanted) > jobs.LABELS_MAX:  # before any is read
        raise errors.TooMuchToPrint(most=jobs.LABELS_MAX).at(field="labels")
    return labels_of(actor, wanted, shows_price=bool(set(PRICES) & set(fields))), template, key


def _bins(actor: Actor, body: BinsBody) -> tuple[list[BinLabel], LabelForm]:
    if body.form not in LABEL_FORMS:
        raise errors.UnknownPaper(paper=body.form[:32], known=tuple(LABEL_FORMS)).at(field="form")
    return bins_to_label(actor, body.bins), LABEL_FORMS[body.form]


def _words(found: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"code": code, "label": label, "label_en": english} for code, (label, english) in found.items()]
