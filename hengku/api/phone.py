"""手机: what a phone keeps to go on scanning where there is no line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from hengku.api.auth import actor_of
from hengku.api.schemas import Answer
from hengku.api.wire import reply
from hengku.reports.phone import goods_for_phone

router = Router(tags=["手机"])


class UnitAnswer(Answer):
    """A unit."""

    id: str
    name: str


class PhoneProductAnswer(Answer):
    """A product; prices are null where there is none, or none that may be seen; ``weight_unit`` of what is weighed."""

    id: str
    code: str
    name: str
    specification: str
    unit: UnitAnswer
    precision: int
    tracking: str
    sale_price: str | None
    purchase_price: str | None
    weight_unit: UnitAnswer | None
    weight_precision: int


class PhoneBarcodeAnswer(Answer):
    """What a barcode means: one ``unit`` of a product, which is numerator/denominator base units."""

    code: str
    product: str
    unit: UnitAnswer
    numerator: str
    denominator: str


class PhoneStockAnswer(Answer):
    """What lies in one warehouse, in base units; what is weighed also by its weight, others weigh 0."""

    product: str
    warehouse: UnitAnswer
    on_hand: str
    available: str
    weight: str


class PhoneLotAnswer(Answer):
    """A lot in one warehouse, in base units; the first to expire comes first."""

    product: str
    warehouse: str
    lot_no: str
    expires_on: str | None
    quantity: str
    weight: str


class PhoneGoodsAnswer(Answer):
    """Everything as of ``at``; ``is_whole`` is false where there are more products than a phone keeps."""

    at: str
    is_whole: bool
    products: list[PhoneProductAnswer]
    barcodes: list[PhoneBarcodeAnswer]
    stock: list[PhoneStockAnswer]
    lots: list[PhoneLotAnswer]


@router.get("/goods", response=PhoneGoodsAnswer, summary="手机离线用的商品、条码和库存")
def read_goods(request: HttpRequest) -> HttpResponse:
    """Products with barcodes, stock and lots as of now, to be kept in the phone and shown with their age."""
    found = goods_for_phone(actor_of(request), today=timezone.localdate())
    return reply({"at": timezone.localtime(), **found})
