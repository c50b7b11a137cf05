"""What a history tells: fields from what to what, savings of one sitting as one, names as they were."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hengku.documents.actions import cancel_draft, save_draft
from hengku.documents.history_rules import Change, Told, changes_between, merged
from hengku.documents.queries_detail import document_detail
from hengku.identity.actor import Actor
from hengku.kit.numbers import D
from tests.documents.builders.stage import Stage
from tests.documents.test_contract import one_paper
from tests.posting.desk import NOW
from tests.world import Book

A, B, C = {"product": 1, "quantity": "1"}, {"product": 2, "quantity": "2"}, {"product": 3, "quantity": "3"}


class TestChanges:
    @pytest.mark.parametrize(
        ("before", "after", "found"),
        [
            ([A, B], [A, B], []),
            ([A, B], [C, A, B], [("added", 1, "product", None, 3)]),
            ([A, B], [B], [("removed", 1, "product", 1, None)]),
            ([A, B], [A, {**B, "quantity": "5"}], [("changed", 2, "quantity", "2", "5")]),
            ([A], [C], [("changed", 1, "product", 1, 3), ("changed", 1, "quantity", "1", "3")]),
            ([], [A], [("added", 1, "product", None, 1)]),
        ],
    )
    def test_of_lines(self, before: Any, after: Any, found: Any) -> None:
        assert changes_between({}, {}, before, after) == [Change(*one) for one in found]

    def test_of_the_header(self) -> None:
        found = changes_between({"remark": "", "party": 1}, {"remark": "急", "party": 1}, [], [])
        assert found == [Change("changed", None, "remark", "", "急")]


def told(minute: int, verb: str = "draft", *changes: Change, user: int = 1) -> Told:
    at = datetime(2026, 1, 5, 8, tzinfo=UTC) + timedelta(minutes=minute)
    return Told(at, user, f"u{user}", verb, "", {}, changes)


def remark(old: str, new: str) -> Change:
    return Change("changed", None, "remark", old, new)


class TestSittings:
    def test_are_one(self) -> None:
        (one,) = merged([told(0, "draft", remark("", "a")), told(1, "draft", remark("a", "b"))])
        assert one.changes == (remark("", "b"),)

    def test_that_changed_nothing_in_the_end_are_none(self) -> None:
        assert merged([told(0, "draft", remark("", "a")), told(1, "draft", remark("a", ""))]) == []

    def test_of_two_people_or_far_apart_are_two(self) -> None:
        change = remark("", "a")
        assert len(merged([told(0, "draft", change), told(1, "draft", change, user=2)])) == 2
        assert len(merged([told(0, "draft", change), told(30, "draft", change)])) == 2

    def test_belong_to_the_making(self) -> None:
        found = merged([told(0, "create"), told(1, "draft", remark("", "a")), told(2, "post")])
        assert [one.verb for one in found] == ["create", "post"]


class TestHistory:
    def test_tells_what_somebody_changed(self, book: Book) -> None:
        stage = Stage(book)
        paper = one_paper(stage, "purchase_order")
        draft = save_draft(actor=book.actor, paper=deepcopy(paper), now=NOW)
        other = book.add_party("S02", "丙")
        paper.id, paper.party_id, paper.remark = draft.id, other.pk, "急"
        paper.lines[0].quantity = D("7")
        paper.lines = paper.lines[:1]
        later = NOW + timedelta(hours=1)
        save_draft(actor=book.purchaser, paper=deepcopy(paper), now=later)
        save_draft(actor=book.purchaser, paper=deepcopy(paper), now=later)  # changes nothing: told by nobody
        cancel_draft(actor=book.actor, document_id=draft.id, now=later)
        history = document_detail(book.actor, draft.id)["history"]
        assert [one["action"] for one in history] == [
            f"purchase_order.{verb}" for verb in ("create", "draft", "cancel")
        ]
        assert history[1]["user_name"] == "purchaser"
        said = {(x["line_no"], x["key"], x["what"], x["old"], x["new"]) for x in history[1]["changes"]}
        assert (None, "party", "changed", "甲", "丙") in said
        assert (None, "remark", "changed", "", "急") in said
        assert (1, "quantity", "changed", "10", "7") in said
        assert (2, "product", "removed", "商品1", "") in said

    def test_tells_of_its_reversal(self, book: Book) -> None:
        stage = Stage(book)
        done = stage.desk.one(one_paper(stage, "opening_stock"))
        red = stage.desk.reverse(done)
        last = document_detail(book.actor, done.id)["history"][-1]
        assert (last["action"], last["data"]["number"]) == ("opening_stock.reversed", red.number)
        assert [one["action"] for one in document_detail(book.actor, red.id)["history"]] == [
            "opening_stock.reverse"
        ]

    def test_hides_what_costs(self, book: Book) -> None:
        paper = one_paper(Stage(book), "opening_stock")
        draft = save_draft(actor=book.actor, paper=deepcopy(paper), now=NOW)
        paper.id, paper.lines[0].amount_net, paper.remark = draft.id, D("990"), "重估"
        save_draft(actor=book.actor, paper=paper, now=NOW + timedelta(hours=1))

        def keys(actor: Actor) -> set[str]:
            return {one["key"] for one in document_detail(actor, draft.id)["history"][-1]["changes"]}

        assert keys(book.actor) == {"amount_net", "remark"}
        assert keys(book.manager) == {"remark"}
