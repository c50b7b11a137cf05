"""Lots: what there is to pick from, what first to expire first out would take, where a lot came from and went, and
what a scanned code says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import P, PathEx, Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.lookups import hits_of, product_hits
from hengku.api.queries import QueryBody
from hengku.api.schemas import Answer
from hengku.api.values import ID_MAX, Day, Id
from hengku.api.wire import reply
from hengku.catalog.actions_scales import scale_profiles
from hengku.catalog.barcode_rules import (
    BarcodeInvalid,
    Gs1,
    ScaleProfile,
    ScaleScan,
    is_gs1,
    parse_gs1,
    parse_scale,
    profile_of,
    scale_line,
)
from hengku.documents.declaration import document_type
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.inventory.queries_pieces import pieces_in, product_of_piece
from hengku.kit.numbers import D, exact_text
from hengku.posting.lot_proposal import fill_lots, offers
from hengku.reports.trace import find_lots, trace

router = Router(tags=["批次"])

LotId = PathEx[int, P(ge=1, le=ID_MAX)]


class OfferQuery(QueryBody):
    """A product in a warehouse; with a party, what that customer asks of the life left counts, or by documents of
    ``type`` whose goods are those of the party.
    """

    type: str = ""
    product: Id = None
    warehouse: Id = None
    party: Id = None
    on: Day = None


class FindQuery(QueryBody):
    """What was typed."""

    q: str = ""


class PiecesQuery(QueryBody):
    """A product in a warehouse."""

    product: Id = None
    warehouse: Id = None


class PieceQuery(QueryBody):
    """A serial number, and the warehouse where the piece should lie."""

    serial: str = Field(min_length=1, max_length=64)
    warehouse: Id = None


class ScanQuery(QueryBody):
    """A code as the scanner sends it; with a warehouse, what lies there beside the product."""

    code: str = Field(min_length=1, max_length=200)
    warehouse: Id = None


class LotPartAnswer(Answer):
    """What a line that said no lot takes: one part for each lot. A part without a lot is what is not there."""

    line_no: int
    quantity: str
    unit: str | None
    lot_no: str
    produced_on: str | None
    expires_on: str | None
    bin: str
    kit_lots: str  # of the components, where the line is a kit's
    amounts: dict[str, str]  # written on the line and split with it, by field


class OfferAnswer(Answer):
    """A lot at one place of the warehouse, in the order in which they should go."""

    id: str
    lot_no: str
    produced_on: str | None
    expires_on: str | None
    days_left: int | None
    alert: str
    quantity: str  # what of it is held by nobody
    held: str  # what notices hold of it beside that
    status: str
    bin: str
    place: str
    reason: str
    is_first: bool


@router.get("", response=list[OfferAnswer], summary="可选批次")
def read_offers(request: HttpRequest, query: Query[OfferQuery]) -> HttpResponse:
    """The lots of a product in a warehouse, first to expire first; what may not go out comes last, with why."""
    kind = document_type(query.type) if query.type else None
    found = offers(
        actor=actor_of(request),
        product_id=query.product or 0,
        warehouse_id=query.warehouse or 0,
        on=query.on or timezone.localdate(),
        party_id=query.party if kind is None or kind.party == "customer" else None,
        owner_id=kind.owner_of(query.party) if kind else 0,
    )
    return reply(
        [
            {
                "id": str(one.lot_id),
                "lot_no": one.lot_no,
                "produced_on": one.produced_on,
                "expires_on": one.expires_on,
                "days_left": one.days_left,
                "alert": str(one.alert),
                "quantity": exact_text(one.quantity),
                "held": exact_text(one.held),
                "status": one.status,
                "bin": one.bin,
                "place": one.place,
                "reason": one.reason,
                "is_first": one.is_first,
            }
            for one in found
        ]
    )


@router.get("/pieces", response=list[str], summary="可选序列号")
def read_pieces(request: HttpRequest, query: Query[PiecesQuery]) -> HttpResponse:
    """Serial numbers of our pieces of a product that lie in a warehouse and no notice holds; at most 200."""
    actor, warehouse = actor_of(request), query.warehouse or 0
    return reply(pieces_in(actor=actor, product_id=query.product or 0, warehouse_id=warehouse))


@router.get("/piece", response=dict[str, Any], summary="按序列号找商品")
def read_piece(request: HttpRequest, query: Query[PieceQuery]) -> HttpResponse:
    """The product of the piece of ours that lies in a warehouse under a number, as ``scan`` says it; ``hits`` is empty
    where there is none.
    """
    actor, warehouse = actor_of(request), query.warehouse or 0
    product = product_of_piece(actor=actor, serial_no=query.serial.strip(), warehouse_id=warehouse)
    hits = hits_of(actor, [product], warehouse) if product is not None else []
    return reply({"kind": "piece", "serial": query.serial.strip(), "hits": hits})


@router.get("/find", response=list[dict[str, Any]], summary="查找批次")
def read_found(request: HttpRequest, query: Query[FindQuery]) -> HttpResponse:
    """Lots whose number or product contains the text, the newest first."""
    return reply(find_lots(actor_of(request), query.q))


@router.get("/scan", response=dict[str, Any], summary="解析扫码")
def read_scan(request: HttpRequest, query: Query[ScanQuery]) -> HttpResponse:
    """What a scanned code says: GS1-128, DataMatrix, or the label of a shop scale (B3). ``hits`` are the products it
    may mean; a plain barcode has nothing else. A code that fails its check is refused, never guessed at.
    """
    return reply(scanned(actor_of(request), query.code, query.warehouse))


@router.get("/{lot_id}/trace", response=dict[str, Any], summary="批次溯源")
def read_trace(request: HttpRequest, lot_id: LotId) -> HttpResponse:
    """One lot backward and forward: who it came from, what it was made of, who has it, what is left."""
    return reply(trace(actor_of(request), lot_id))


def lot_parts(actor: Actor, paper: Paper) -> list[dict[str, Any]]:
    """The lines for which lots were found, by the number of the line as it was sent."""
    before = {number for number, line in enumerate(paper.lines, 1) if not _lots_of(line)}
    fill_lots(actor=actor, paper=paper)
    filled = {line.line_no for line in paper.lines if _lots_of(line) and line.line_no in before}
    return [
        {
            "line_no": line.line_no,
            "quantity": exact_text(line.quantity),
            "unit": str(line.unit_id) if line.unit_id else None,
            "lot_no": line.lot_no,
            "produced_on": line.produced_on,
            "expires_on": line.expires_on,
            "bin": line.bin,
            "kit_lots": str(line.data.get("kit_lots") or ""),
            "amounts": _amounts(line),
        }
        for line in paper.lines
        if line.line_no in filled
    ]


def _lots_of(line: PaperLine) -> str:
    return line.lot_no or str(line.data.get("kit_lots") or "")


def _amounts(line: PaperLine) -> dict[str, str]:
    """What was written on the line in money, its share of it."""
    keys = ("discount_amount", "amount_net", "amount_tax", "amount_incl")
    return {key: exact_text(amount, 2) for key in keys if (amount := getattr(line, key))}


def scanned(actor: Actor, code: str, warehouse_id: int | None) -> dict[str, Any]:
    """What a code says, and the products it may mean. A number of exactly the length of a scale's label is read as one
    when no product has it as its barcode.
    """
    text = code.strip()
    answer: dict[str, Any] = {"kind": "plain", "hits": product_hits(actor, text, 2, warehouse_id)}
    if answer["hits"] and not is_gs1(text):
        return answer
    if is_gs1(text):
        said = parse_gs1(text, timezone.localdate())
        return {**_gs1_answer(said), "hits": product_hits(actor, said.gtin or text, 2, warehouse_id)}
    scale = parse_scale(text, scale_profiles(actor.company_id)) if text.isdigit() else None
    if scale is None:
        return answer
    hits = _scale_hits(actor, scale, warehouse_id)
    return {"hits": hits, **_scale_answer(scale, hits[:1])}


def _scale_hits(actor: Actor, scale: ScaleScan, warehouse_id: int | None) -> list[dict[str, Any]]:
    """The products a PLU may mean: by code, with or without the zeros before it."""
    hits = product_hits(actor, scale.plu, 2, warehouse_id) or product_hits(
        actor, scale.plu.lstrip("0"), 2, warehouse_id
    )
    return [hit for hit in hits if hit["code"].lstrip("0") == scale.plu.lstrip("0")] or hits


def scale_answer(actor: Actor, code: str, profiles: Sequence[ScaleProfile]) -> dict[str, Any]:
    """What a label says by some layouts, for who tries them; a failed check is refused."""
    profile = profile_of(code, profiles)
    scale = parse_scale(code, profiles)
    if profile is None or scale is None:
        return {"prefix": "", "plu": "", "weight": None, "amount": None, "product": ""}
    hits = _scale_hits(actor, scale, None)[:1]
    said = _scale_answer(scale, hits)
    return {
        "prefix": profile.prefix,
        "plu": scale.plu,
        "weight": said["weight"],
        "amount": said["amount"],
        "product": hits[0]["name"] if hits else "",
    }


def _gs1_answer(said: Gs1) -> dict[str, Any]:
    count = said.count
    return {
        "kind": "gs1",
        "lot_no": said.batch or "",
        "serial": said.serial or "",
        "produced_on": said.production,
        "expires_on": said.lasts_until,
        "weight": exact_text(said.net_weight) if said.net_weight is not None else None,
        "count": str(count) if count is not None else None,
    }


def _scale_answer(scale: ScaleScan, hits: list[dict[str, Any]]) -> dict[str, Any]:
    """Weight and amount; what the label lacks is computed from the price with tax, where that is known (B3.3)."""
    price = hits[0].get("sale_price") if hits else None
    weight, amount = scale.weight, scale.amount
    if price is not None:
        try:
            weight, amount = scale_line(scale, D(str(price)))
        except BarcodeInvalid:
            weight, amount = scale.weight, scale.amount
    return {
        "kind": "scale",
        "weight": exact_text(weight) if weight is not None else None,
        "amount": exact_text(amount, 2) if amount is not None else None,
        "is_amount": scale.amount is not None,
    }
