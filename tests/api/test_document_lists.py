"""Lists of documents over HTTP: pages, sums, filters, chosen fields; every type has a schema of its own."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.api.schemas_documents import (
    DocumentDetailAnswer,
    DocumentListAnswer,
)
from hengku.documents.declaration import registry
from hengku.kit.postgres import Cluster
from tests.api.caller import Caller, signed_in
from tests.api.papers import days_ago, issue, posted, receipt
from tests.world import Book


@pytest.fixture
def boss(book: Book) -> Caller:
    return signed_in(book)


class TestList:
    def test_rows_totals_and_sums(self, book: Book, boss: Caller) -> None:
        for day, quantity in ((5, "1"), (4, "2"), (3, "3")):
            posted(boss, "purchase_receipt", receipt(book, quantity, on=day))
        status, answer = boss.get("/documents", type="purchase_receipt", size=2)
        assert status == 200
        DocumentListAnswer.model_validate(answer)
        assert answer["total"] == 3
        assert answer["sums"] == {"amount_net": "12.00", "amount_tax": "1.56", "amount_incl": "13.56"}
        assert [row["business_on"] for row in answer["rows"]] == [days_ago(3), days_ago(4)]
        assert [
            row["business_on"]
            for row in boss.get("/documents", type="purchase_receipt", size=2, page=2)[1]["rows"]
        ] == [days_ago(5)]

    def test_pages_of_many_types_are_the_same_as_one_long_list(self, book: Book, boss: Caller) -> None:
        for day in range(9, 3, -1):
            posted(boss, "purchase_receipt", receipt(book, "5", on=day))
            posted(boss, "sales_issue", issue(book, "1", on=day))
        whole = boss.get("/documents", size=500)[1]["rows"]
        pages = [row for page in range(1, 6) for row in boss.get("/documents", size=3, page=page)[1]["rows"]]
        assert pages == whole
        assert len(whole) == 12
        ascending = boss.get("/documents", size=500, sort="business_on")[1]["rows"]
        assert [row["business_on"] for row in ascending] == sorted(row["business_on"] for row in whole)

    def test_filters(self, book: Book, boss: Caller) -> None:
        (received,) = posted(boss, "purchase_receipt", receipt(book, on=9, remark="加急"))
        (issued,) = posted(boss, "sales_issue", issue(book, on=2))
        boss.post("/sales_order", issue(book))

        def numbers(**query: Any) -> set[str]:
            return {row["number"] for row in boss.get("/documents", **query)[1]["rows"]}

        assert numbers(type="sales_issue,purchase_receipt") == {received["number"], issued["number"]}
        assert numbers(party=str(book.supplier.pk)) == {received["number"]}
        assert numbers(q="加急") == {received["number"]}
        assert numbers(q=issued["number"].lower()) == {issued["number"]}
        assert numbers(q="甲") == {received["number"]}
        assert numbers(**{"from": days_ago(3)}) >= {issued["number"]}
        assert received["number"] not in numbers(**{"from": days_ago(3)})
        assert numbers(to=days_ago(3), state="posted") == {received["number"]}
        assert len(numbers(state="draft")) == 1

    def test_types_out_of_sight_are_not_counted_either(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        seller = signed_in(book, book.seller.user_id)
        assert seller.get("/documents")[1]["total"] == 0
        assert seller.get("/documents", type="purchase_receipt")[0] == 403

    def test_search_finds_documents_products_and_parties(self, book: Book, boss: Caller) -> None:
        (received,) = posted(boss, "purchase_receipt", receipt(book))
        hits = boss.get("/search", q=received["number"])[1]["hits"]
        assert [(hit["kind"], hit["label"]) for hit in hits] == [("document", received["number"])]
        assert {hit["kind"] for hit in boss.get("/search", q="可乐")[1]["hits"]} == {"product"}
        assert {hit["kind"] for hit in boss.get("/search", q="乙")[1]["hits"]} == {"party"}


def test_every_type_has_a_schema_of_its_own(database: Cluster) -> None:
    from hengku.api.app import schema

    document = schema()
    for code, kind in registry().items():
        body = document["paths"][f"/api/{code}"]["post"]["requestBody"]["content"]["application/json"][
            "schema"
        ]
        name = body["$ref"].rsplit("/", 1)[1]
        model = document["components"]["schemas"][name]
        assert set(model["properties"]) >= {field.key for field in kind.header} | {"lines"}
        assert model["additionalProperties"] is False
        assert document["paths"][f"/api/{code}/post"]["post"]["operationId"] == f"{code}_post"
        assert "ProblemAnswer" in str(document["paths"][f"/api/{code}/post"]["post"]["responses"]["default"])
    assert "where" in document["components"]["schemas"]["ProblemAnswer"]["properties"]


class TestFieldSelection:
    def test_a_list_has_only_what_was_asked_for(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        status, answer = boss.get("/documents", fields="number,party, amount_incl,number", totals="none")
        assert (status, list(answer["rows"][0])) == (200, ["number", "party", "amount_incl"])
        assert answer["rows"][0]["amount_incl"] == "22.60"
        whole = boss.get("/documents", fields="")[1]
        DocumentListAnswer.model_validate(whole)

    def test_pages_go_on_whatever_is_shown(self, book: Book, boss: Caller) -> None:
        made = posted(boss, "purchase_receipt", receipt(book), receipt(book))
        first = boss.get("/documents", fields="id", size=1)[1]
        second = boss.get("/documents", fields="id", size=1, cursor=first["next"])[1]
        assert [first["rows"], second["rows"]] == [[{"id": one["id"]}] for one in reversed(made)]

    def test_a_detail_has_only_what_was_asked_for(self, book: Book, boss: Caller) -> None:
        (made,) = posted(boss, "purchase_receipt", receipt(book))
        status, answer = boss.get(f"/documents/{made['id']}", fields="effects,document")
        assert (status, set(answer)) == (200, {"document", "effects"})
        whole = boss.get(f"/documents/{made['id']}")[1]
        DocumentDetailAnswer.model_validate(whole)
        assert answer == {name: whole[name] for name in answer}

    def test_unknown_ones_are_refused_all_at_once(self, book: Book, boss: Caller) -> None:
        status, answer = boss.get("/documents", fields="numbr,number,cost")
        assert (status, answer["code"]) == (422, "PROBLEMS")
        assert [one["data"]["name"] for one in answer["data"]["problems"]] == ["numbr", "cost"]
        assert {one["where"]["field"] for one in answer["data"]["problems"]} == {"fields"}
        (made,) = posted(boss, "purchase_receipt", receipt(book))
        status, answer = boss.get(f"/documents/{made['id']}", fields="line")
        assert (status, answer["code"]) == (422, "UNKNOWN_ANSWER_FIELD")
        assert boss.get("/documents/totals", fields="number")[0] == 422  # totals have none to choose from

    def test_what_is_hidden_stays_hidden(self, book: Book, boss: Caller) -> None:
        posted(boss, "purchase_receipt", receipt(book))
        keeper = signed_in(book, book.keeper.user_id)
        status, answer = keeper.get("/documents", type="purchase_receipt", fields="amount_incl")
        assert (status, answer["rows"]) == (200, [{"amount_incl": None}])
