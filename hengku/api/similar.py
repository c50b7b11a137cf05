"""What a form of master data asks while somebody fills it in: is there one like it already (MD-02)."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.queries import QueryBody, split
from hengku.api.schemas import Answer
from hengku.api.values import Id
from hengku.api.wire import reply
from hengku.catalog.queries_similar import similar_products
from hengku.parties.queries_similar import similar_parties

router = Router(tags=["选择"])


class SimilarQuery(QueryBody):
    """What was typed so far; ``but`` is the record that is being changed."""

    code: str = Field(default="", max_length=64)
    name: str = Field(default="", max_length=128)
    but: Id = None


class SimilarProductQuery(SimilarQuery):
    """Several barcodes with commas."""

    barcodes: str = Field(default="", max_length=2_000)


class SimilarPartyQuery(SimilarQuery):
    """The tax number as well."""

    tax_number: str = Field(default="", max_length=32)


class SimilarAnswer(Answer):
    """A record that is there already, by which field it is the same, and what was typed in that field."""

    id: str
    code: str
    name: str
    specification: str = ""
    is_active: bool
    field: Literal["code", "name", "barcodes", "tax_number"]
    given: str


@router.get("/products", response=list[SimilarAnswer], summary="相近商品")
def read_similar_products(request: HttpRequest, query: Query[SimilarProductQuery]) -> HttpResponse:
    """Other products of the same code, name or barcode, ignoring case, width and spaces."""
    found = similar_products(
        actor=actor_of(request),
        code=query.code,
        name=query.name,
        barcodes=split(query.barcodes),
        but=query.but or 0,
    )
    return reply(
        [
            {
                "id": str(one.product_id),
                "code": one.code,
                "name": one.name,
                "specification": one.specification,
                "is_active": one.is_active,
                "field": one.field,
                "given": one.given,
            }
            for one in found
        ]
    )


@router.get("/parties", response=list[SimilarAnswer], summary="相近往来单位")
def read_similar_parties(request: HttpRequest, query: Query[SimilarPartyQuery]) -> HttpResponse:
    """Other parties of the same code, name or tax number, ignoring case, width and spaces."""
    found = similar_parties(
        actor=actor_of(request),
        code=query.code,
        name=query.name,
        tax_number=query.tax_number,
        but=query.but or 0,
    )
    return reply(
        [
            {
                "id": str(one.party_id),
                "code": one.code,
                "name": one.name,
                "specification": "",
                "is_active": one.is_active,
                "field": one.field,
                "given": one.given,
            }
            for one in found
        ]
    )
