"""Saved views: whose they are, what may be in them, and what happens when a list has changed since."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from hengku.audit.models import Event
from hengku.desk.errors import (
    UnknownList,
    ViewChanged,
    ViewContentInvalid,
    ViewNameMissing,
    ViewNameTaken,
    ViewNotFound,
)
from hengku.desk.models import View
from hengku.desk.rules import read_content
from hengku.desk.views import change_view, choose_default, create_view, delete_view, views_of
from hengku.documents.errors import UnknownDocumentType
from hengku.identity.actor import Actor, MissingPermission
from hengku.kit.errors import Problems
from hengku.reports.run import run_report
from tests.world import Book

LIST = "documents:purchase_order"


def condition(field: str, op: str, *value: str) -> dict[str, Any]:
    return {"field": field, "op": op, "value": list(value)}


def content(*conditions: dict[str, Any], match: str = "all", **more: Any) -> dict[str, Any]:
    return {"filter": {"match": match, "conditions": list(conditions)}, **more}


def create(
    actor: Actor, name: str = "大单", *, list_key: str = LIST, is_shared: bool = False, **more: Any
) -> Any:
    given = more.pop("content", content(condition("amount_incl", "at_least", "1000")))
    return create_view(
        actor=actor, list_key=list_key, name=name, is_shared=is_shared, content=given, now=timezone.now()
    )


def change(actor: Actor, view: Any, **more: Any) -> Any:
    told = {"revision": view["revision"], "name": view["name"], "is_shared": view["is_shared"],
            "content": view["content"], **more}  # fmt: skip
    return change_view(actor=actor, view_id=int(view["id"]), now=timezone.now(), **told)


class TestMine:
    def test_is_seen_by_me_only(self, book: Book) -> None:
        made = create(book.purchaser)
        assert [one["name"] for one in views_of(book.purchaser, LIST).views] == ["大单"]
        assert views_of(book.boss, LIST).views == []
        with pytest.raises(ViewNotFound):
            change(book.boss, made)

    def test_is_changed_at_the_revision_that_was_read(self, book: Book) -> None:
        made = create(book.purchaser)
        assert change(book.purchaser, made, name="很大的单")["revision"] == 2
        with pytest.raises(ViewChanged):
            change(book.purchaser, made)

    def test_has_a_name_of_its_own(self, book: Book) -> None:
        create(book.purchaser)
        with pytest.raises(ViewNameTaken):
            create(book.purchaser)
        create(book.boss)  # another person's may be called the same
        with pytest.raises(ViewNameMissing):
            create(book.purchaser, "  ")

    def test_is_seen_first_when_chosen(self, book: Book) -> None:
        made = create(book.purchaser)
        choose_default(actor=book.purchaser, list_key=LIST, view_id=int(made["id"]))
        choose_default(actor=book.purchaser, list_key=LIST, view_id=int(made["id"]))
        assert views_of(book.purchaser, LIST).default_id == int(made["id"])
        delete_view(actor=book.purchaser, view_id=int(made["id"]), now=timezone.now())
        assert views_of(book.purchaser, LIST) == views_of(book.auditor, LIST)

    def test_leaves_evidence(self, book: Book) -> None:
        made = create(book.purchaser)
        change(book.purchaser, made)
        delete_view(actor=book.purchaser, view_id=int(made["id"]), now=timezone.now())
        events = Event.objects.of_company(book.company_id).filter(entity_kind="view").order_by("id")
        assert [one.action for one in events] == [
            "desk.view.created",
            "desk.view.changed",
            "desk.view.deleted",
        ]


class TestShared:
    def test_needs_the_right(self, book: Book) -> None:
        with pytest.raises(MissingPermission):
            create(book.purchaser, is_shared=True)
        mine = create(book.purchaser)
        with pytest.raises(MissingPermission):
            change(book.purchaser, mine, is_shared=True)
        shared = create(book.boss, "全公司", is_shared=True)
        (seen,) = [one for one in views_of(book.purchaser, LIST).views if one["id"] == shared["id"]]
        assert (seen["is_mine"], seen["may_change"], seen["owner_name"]) == (False, False, "boss")
        for refused in (lambda: change(book.purchaser, seen), lambda: delete_view(
            actor=book.purchaser, view_id=int(seen["id"]), now=timezone.now())):  # fmt: skip
            with pytest.raises(MissingPermission):
                refused()

    def test_is_not_seen_first_any_more_when_it_is_taken_back(self, book: Book) -> None:
        shared = create(book.boss, is_shared=True)
        choose_default(actor=book.purchaser, list_key=LIST, view_id=int(shared["id"]))
        change(book.boss, shared, is_shared=False)
        assert views_of(book.purchaser, LIST).default_id is None

    def test_is_not_seen_by_who_may_not_open_the_list(self, book: Book) -> None:
        create(book.boss, list_key="documents:voucher", is_shared=True)
        with pytest.raises(MissingPermission):
            views_of(book.purchaser, "documents:voucher")

    def test_is_not_seen_in_another_company(self, book: Book) -> None:
        other = Book()
        made = create(book.boss, is_shared=True)
        assert views_of(other.boss, LIST).views == []
        with pytest.raises(ViewNotFound):
            delete_view(actor=other.boss, view_id=int(made["id"]), now=timezone.now())


class TestAMissingField:
    def test_hides_no_row_and_is_told(self, book: Book) -> None:
        made = create(book.boss)
        # as an older version, or a custom field that was taken away since, left it
        kept = content(condition("colour", "is", "red"), condition("number", "contains", "PO"),
                       columns=[{"key": "number"}, {"key": "colour"}], sort="-colour")  # fmt: skip
        View.objects.visible_to(book.boss).filter(pk=int(made["id"])).update(content=read_content(kept))
        (seen,) = views_of(book.boss, LIST).views
        assert seen["ignored"] == ["colour"]
        assert [one["field"] for one in seen["content"]["filter"]["conditions"]] == ["number"]
        assert [one["key"] for one in seen["content"]["columns"]] == ["number"]
        assert seen["content"]["sort"] == ""

    def test_where_any_condition_is_enough_every_row_is_shown(self, book: Book) -> None:
        create(book.boss, content=content(condition("colour", "is", "red"), condition("number", "is", "x"),
                                          match="any"))  # fmt: skip
        (seen,) = views_of(book.boss, LIST).views
        assert (seen["content"]["filter"]["conditions"], seen["ignored"]) == ([], ["colour"])

    def test_is_also_one_that_the_reader_may_not_see(self, book: Book) -> None:
        create(book.boss, list_key="documents:stock_adjustment", is_shared=True)
        (keepers,) = views_of(book.keeper, "documents:stock_adjustment").views
        assert keepers["ignored"] == ["amount_incl"]
        (bosses,) = views_of(book.boss, "documents:stock_adjustment").views
        assert bosses["ignored"] == []


class TestAReport:
    LIST = "report:sales_stats"

    def test_keeps_columns_order_and_parameters(self, book: Book) -> None:
        given = {"query": {"by": "party", "preset": "lastMonth"}, "sort": "-net",
                 "columns": [{"key": "net"}, {"key": "quantity", "width": 90}]}  # fmt: skip
        create(book.boss, list_key=self.LIST, content=given, is_shared=True)
        (seen,) = views_of(book.boss, self.LIST).views
        assert {key: seen["content"][key] for key in given} == given
        assert seen["ignored"] == []

    def test_ignores_what_the_report_cannot_be_asked_any_more(self, book: Book) -> None:
        other = Book()
        query = {"by": "colour", "from": "2026-03-01", "to": "2026-02-01", "colour": "red", "group": "colour",
                 "product": str(other.cola.pk), "party": str(book.customer.pk)}  # fmt: skip
        given = {"query": query, "sort": "-colour", "columns": [{"key": "shade"}, {"key": "net"}]}
        create(book.boss, list_key=self.LIST, content=given)
        (seen,) = views_of(book.boss, self.LIST).views
        assert seen["content"]["query"] == {"party": str(book.customer.pk)}
        assert (seen["content"]["sort"], seen["content"]["columns"]) == ("", [{"key": "net"}])
        assert set(seen["ignored"]) == {*query, "shade"} - {"party", "group"}
        run_report(book.boss, "sales_stats", seen["content"]["query"], today=timezone.localdate())
        with pytest.raises(Problems):  # as it was saved it is refused
            run_report(book.boss, "sales_stats", query, today=timezone.localdate())

    def test_is_opened_and_shared_by_its_rights(self, book: Book) -> None:
        with pytest.raises(MissingPermission):
            create(book.cashier, list_key="report:trial_balance")
        with pytest.raises(MissingPermission):
            create(book.keeper, list_key="report:stock", is_shared=True)
        create(book.boss, list_key="report:stock", is_shared=True, content={"columns": [{"key": "amount"}]})
        (seen,) = views_of(book.keeper, "report:stock").views
        assert seen["ignored"] == ["amount"]  # of cost: not the keeper's to see


class TestContent:
    def test_of_other_lists_is_kept_as_it_is(self, book: Book) -> None:
        made = create(
            book.boss, list_key="records:products", content={"columns": [{"key": "brand", "width": 90}]}
        )
        assert made["content"]["columns"] == [{"key": "brand", "width": 90}]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"script": "x"}, "script"),
            ({"columns": [{"key": "number", "width": 5}]}, "columns"),
            ({"columns": [{"key": "number"}, {"key": "number"}]}, "columns"),
            ({"columns": [{"key": "number", "style": "x"}]}, "columns"),
            ({"filter": {"match": "all", "conditions": [{"field": "x"}]}}, "filter"),
            ({"query": {"q": 3}}, "query"),
            ({"query": {"q": "x" * 201}}, "query"),
            ({"sort": "a; drop"}, "sort"),
            ({"frozen": True}, "frozen"),
            ({"density": "huge"}, "density"),
        ],
    )
    def test_with_anything_else_is_refused(self, given: dict[str, Any], field: str) -> None:
        with pytest.raises(ViewContentInvalid) as refused:
            read_content(given)
        assert refused.value.where.field == field

    def test_says_everything_at_once(self) -> None:
        with pytest.raises(Problems):
            read_content({"frozen": -1, "density": "huge"})

    def test_a_view_of_records_tells_what_it_ignores(self, book: Book) -> None:
        content = {"columns": [{"key": "name", "width": 200}, {"key": "colour", "width": 90}]}
        create(book.boss, list_key="records:products", content=content)
        (view,) = views_of(book.boss, "records:products").views
        assert ([one["key"] for one in view["content"]["columns"]], view["ignored"]) == (["name"], ["colour"])

    def test_a_view_of_records_keeps_the_conditions_its_reader_may_ask(self, book: Book) -> None:
        given = content(condition("name", "contains", "可"), condition("reference_cost", "at_least", "1"),
                        condition("colour", "is", "red"))  # fmt: skip
        create(book.boss, list_key="records:products", content=given, is_shared=True)
        for actor, kept in ((book.boss, ["name", "reference_cost"]), (book.keeper, ["name"])):
            (view,) = views_of(actor, "records:products").views
            assert [one["field"] for one in view["content"]["filter"]["conditions"]] == kept
            assert view["ignored"][-1] == "colour"

    @pytest.mark.parametrize(
        "list_key", ["documents:nothing", "records:nothing", "report", "report:nothing", "", "x" * 96]
    )
    def test_of_no_list_is_refused(self, book: Book, list_key: str) -> None:
        with pytest.raises((UnknownList, UnknownDocumentType)):
            create(book.boss, list_key=list_key)
