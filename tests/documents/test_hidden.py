"""What we buy at is kept from who may not see it, in every purchase type and on every way to it (X23)."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.actions import save_draft
from hengku.documents.declaration import DocumentType, registry
from hengku.documents.hidden import keep_hidden
from hengku.documents.models import Line
from hengku.documents.paper import Paper
from hengku.documents.queries import ListQuery, list_documents, shown_fields
from hengku.documents.queries_detail import document_detail
from hengku.identity.actor import Actor
from hengku.kit.numbers import D
from hengku.posting.actions import post
from hengku.reports.effects import effects_of, open_items
from hengku.reports.run import run_report
from hengku.reports.words import ITEM_LABELS
from tests.documents.builders import BUILDERS
from tests.documents.builders.stage import Stage
from tests.posting.desk import NOW, new_key
from tests.world import Book

PURCHASES = sorted(code for code, kind in registry().items() if kind.shows_purchase_price)


def looker(book: Book, *more: str) -> Actor:
    """Somebody who may look at every document and report, and at nothing else."""
    views = {f"{code}.{verb}" for code in registry() for verb in ("view", "create", "post")}
    return Actor(
        user_id=book.boss_user.pk,
        company_id=book.company.pk,
        name="看",
        permissions=frozenset(
            {*views, "reports.view", "catalog.view", "parties.view", "company.view", *more}
        ),
    )


def money_of(found: Any) -> list[Any]:
    """Every value under a key that tells money, wherever it stands."""
    if isinstance(found, dict):
        keys = (
            "price",
            "amount",
            "amount_net",
            "amount_tax",
            "amount_incl",
            "discount_amount",
            "debit",
            "residual",
        )
        own = [found[key] for key in keys if found.get(key) is not None]
        return own + [one for value in found.values() for one in money_of(value)]
    return [one for value in found for one in money_of(value)] if isinstance(found, list) else []


def test_the_types_of_purchasing_that_tell_money_say_so():
    def tells_money(kind: DocumentType) -> bool:
        fields = {field.kind for field in (*kind.header, *kind.lines)}
        return kind.amounts != "none" or bool(fields & {"price", "amount"})

    bought = {
        code for code, kind in registry().items() if kind.department == "purchasing" and tells_money(kind)
    }
    assert bought <= set(PURCHASES)


@pytest.mark.parametrize("code", PURCHASES)
def test_a_purchase_document_shows_no_money_without_the_right(book: Book, code: str):
    (paper,) = BUILDERS[code](Stage(book), 1, 2)
    (posted,) = post(actor=book.actor, documents=[paper], key=new_key(), now=NOW).documents
    for actor, is_shown in ((looker(book), False), (looker(book, "purchase_price.view"), True)):
        detail = document_detail(actor, posted.id)
        detail["effects"] = effects_of(actor, posted.id, hides_money=not is_shown)
        listed = list_documents(actor, ListQuery(types=(code,)))
        kind = registry()[code]
        fields = {field.kind for field in shown_fields(actor, kind, (*kind.header, *kind.lines))}
        assert bool(money_of(detail)) is is_shown
        assert (listed.rows[0]["amount_incl"] is not None, listed.sums["amount_incl"] is not None) == (
            is_shown,
            is_shown,
        )
        own = {field.kind for field in (*kind.header, *kind.lines)} & {"price", "amount"}
        assert fields & {"price", "amount"} == (own if is_shown else set())


def test_what_is_owed_to_suppliers_is_hidden_too(book: Book):
    stage = Stage(book)
    papers = [*BUILDERS["purchase_invoice"](stage, 1, 1), *BUILDERS["sales_issue"](stage, 1, 1)]
    for paper in papers:
        post(actor=book.actor, documents=[paper], key=new_key(), now=NOW)
    kinds = {
        sees: {item["kind"] for item in open_items(actor, party_id=None, kinds=())}
        for sees, actor in ((False, looker(book)), (True, looker(book, "purchase_price.view")))
    }
    assert kinds[True] > kinds[False] == {"ar"}
    for side in ({}, {"side": "ap"}):
        rows = run_report(looker(book), "open_items", side, today=stage.day()).rows
        assert {row["kind_label"] for row in rows} <= {ITEM_LABELS["ar"]}
    rows = run_report(
        looker(book, "purchase_price.view"), "open_items", {"side": "ap"}, today=stage.day()
    ).rows
    assert rows


def test_a_keeper_posts_a_draft_at_the_price_somebody_else_wrote(book: Book):
    stage = Stage(book)
    paper = Paper(
        type_code="purchase_receipt",
        business_on=stage.day(),
        party_id=book.supplier.pk,
        warehouse_id=book.w1.pk,
        lines=stage.goods(1, "3", "7.77"),
    )
    draft = save_draft(actor=book.actor, paper=paper, now=NOW)
    again = blind(paper, draft.id)
    keep_hidden(book.keeper, registry()["purchase_receipt"], again)
    post(actor=book.keeper, documents=[again], key=new_key(), now=NOW)
    assert Line.objects.visible_to(book.actor).get(document_id=draft.id).price == D("7.77")
    seen = blind(paper, draft.id)
    keep_hidden(book.actor, registry()["purchase_receipt"], seen)
    assert seen.lines[0].price is None  # who sees prices and leaves one out means it


def blind(paper: Paper, draft_id: int) -> Paper:
    """The paper as a page sends it back that showed no money."""
    line = paper.lines[0]
    same = type(line)(product_id=line.product_id, unit_id=line.unit_id, quantity=line.quantity)
    return Paper(
        type_code=paper.type_code,
        business_on=paper.business_on,
        id=draft_id,
        party_id=paper.party_id,
        warehouse_id=paper.warehouse_id,
        lines=[same],
    )
