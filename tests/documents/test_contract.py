"""What every document type must do, registered today or tomorrow: one class, run over the registry.

A new type needs a builder in ``builders.py`` and inherits all of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from hengku.documents.actions import save_draft
from hengku.documents.declaration import document_type, registry
from hengku.documents.errors import DocumentNotFound, FieldRequired, NoLines
from hengku.documents.models import Document
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem, Problems
from hengku.posting.actions import Posted, close_short, post
from hengku.posting.errors import CannotReverse, DraftGone, InTheFuture, KeyReused, PeriodClosed
from tests.conftest import assert_books_agree
from tests.documents.builders import BUILDERS, FROM
from tests.documents.builders.stage import Stage
from tests.posting.books import disagreements, snapshot, written
from tests.posting.desk import NOW, Doc, new_key
from tests.world import Book

TYPES = sorted(registry())
#: By the class: what is asked of one type is asked of one sample where nothing is changed by it.
every_type = pytest.mark.parametrize("code", TYPES, scope="class")

HEADER_IDS = ("party_id", "warehouse_id", "warehouse_to_id", "department_id", "handler_id", "fund_account_id")
LINE_IDS = ("product_id", "unit_id", "tax_code_id", "source_line_id")
DATA_IDS = ("item", "against_item", "account", "fund_account_to", "department")

#: Types whose sample changes what stock costs, so that a month closed for stock is closed to it too (tests/purchasing).
REVALUING = ("purchase_invoice", "landed_cost")

#: Types that change no balance at all: they promise, register or judge.
MOVES_NOTHING = (
    "purchase_requisition",
    "purchase_rfq",
    "purchase_order",
    "goods_arrival",
    "receipt_ack",
    "incoming_inspection",
    "quotation",
    "outsource_order",
    "store_requisition",
    "delivery_notice",  # what the order held is held for it
)

#: Ways of keeping books that change what documents do.
POLICIES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "by default": ({}, {}),
    "the other way": (
        {"standard": "enterprise"},
        {"cost_scope": "WAREHOUSE", "revenue_mode": "ON_INVOICE", "estimate_mode": "DIFF_ONLY"},
    ),
    "small-scale": ({"taxpayer": "small_scale"}, {"vat_on_issue": "DEFERRED"}),
}


def one_paper(stage: Stage, code: str, lines: int = 2) -> Paper:
    """A valid paper of the type, with what it needs in the books."""
    (paper,) = BUILDERS[code](stage, 1, lines)
    return paper


def references(paper: Paper) -> dict[str, Callable[[Paper, Paper], None]]:
    """Every id in the paper by its place, each with a way to put that of another paper in its stead."""

    def on_header(name: str) -> Callable[[Paper, Paper], None]:
        return lambda tried, foreign: setattr(tried, name, getattr(foreign, name))

    def on_line(name: str) -> Callable[[Paper, Paper], None]:
        return lambda tried, foreign: setattr(tried.lines[0], name, getattr(foreign.lines[0], name))

    def in_data(name: str) -> Callable[[Paper, Paper], None]:
        return lambda tried, foreign: tried.lines[0].data.__setitem__(name, foreign.lines[0].data[name])

    line = paper.lines[0]
    found = {name: on_header(name) for name in HEADER_IDS if getattr(paper, name)}
    found |= {f"line {name}": on_line(name) for name in LINE_IDS if getattr(line, name)}
    found |= {f"line data {name}": in_data(name) for name in DATA_IDS if line.data.get(name)}
    return found


def problems_of(refused: Problem) -> list[Problem]:
    """All that is wrong, be it one or many."""
    return list(refused.problems) if isinstance(refused, Problems) else [refused]


def refusal(book: Book, paper: Paper) -> Problem:
    """Why a paper is refused; that nothing was written is asked here."""
    before = written(book), snapshot(book)
    with pytest.raises(Problem) as refused:
        post(actor=book.actor, documents=[paper], key=new_key(), now=NOW)
    assert (written(book), snapshot(book)) == before
    return refused.value


def test_every_type_has_a_builder() -> None:
    assert sorted(BUILDERS) == TYPES


@dataclass(frozen=True)
class Sample:
    """A company of its own for the tests of a class that change nothing, with a paper of the type ready to post."""

    stage: Stage
    paper: Paper

    @property
    def book(self) -> Book:
        return self.stage.book

    def copy(self) -> Paper:
        """The paper, for a test to spoil."""
        return deepcopy(self.paper)


@pytest.fixture(scope="class")
def sample(database: Any, code: str) -> Iterator[Sample]:
    """What was asked of it left the books in agreement."""
    stage = Stage(Book())
    paper = one_paper(stage, code)
    paper.remark = "备注"
    yield Sample(stage, paper)
    assert_books_agree(stage.book.company_id)


@dataclass(frozen=True)
class Once:
    """A sample that was posted: with which key, what came of it, and how many entries there were before."""

    sample: Sample
    key: str
    first: Posted
    entries_before: int


@pytest.fixture(scope="class")
def once(sample: Sample) -> Once:
    key, entries = new_key(), written(sample.book)["ledger_entry"]
    first = post(actor=sample.book.actor, documents=[sample.copy()], key=key, now=NOW)
    return Once(sample, key, first, entries)


@every_type
class TestPosting:
    def test_posts_once(self, once: Once, code: str) -> None:
        book, paper, first = once.sample.book, once.sample.paper, once.first
        kind = document_type(code)
        (done,) = first.documents
        assert done.state == kind.states.posted
        assert done.number == f"{kind.prefix}-{paper.business_on:%Y%m%d}-0001"
        after = written(book), snapshot(book)
        again = post(actor=book.actor, documents=[once.sample.copy()], key=once.key, now=NOW)
        assert (again.documents, again.repeated) == (first.documents, True)
        other = once.sample.copy()
        other.remark = "另一张"
        with pytest.raises(KeyReused):
            post(actor=book.actor, documents=[other], key=once.key, now=NOW)
        assert (written(book), snapshot(book)) == after

    def test_makes_an_entry_or_none_as_it_says(self, once: Once, code: str) -> None:
        book = once.sample.book
        assert (written(book)["ledger_entry"] > once.entries_before) is document_type(code).makes_entry
        assert disagreements(book.company_id) == []

    def test_keeps_what_was_written(self, once: Once, code: str) -> None:
        book, asked = once.sample.book, once.sample.paper
        (done,) = once.first.documents
        kept = Document.objects.visible_to(book.actor).get(pk=done.id)
        assert (kept.type_code, kept.business_on, kept.remark) == (code, asked.business_on, "备注")
        assert (kept.party_id, kept.warehouse_id) == (asked.party_id, asked.warehouse_id)
        assert [line.source_line_id for line in kept.lines.order_by("line_no")] == [
            line.source_line_id for line in asked.lines
        ]

    def test_from_a_draft(self, book: Book, code: str) -> None:
        stage = Stage(book)
        paper = one_paper(stage, code)
        draft = save_draft(actor=book.actor, paper=deepcopy(paper), now=NOW)
        before = snapshot(book)
        assert draft.problems == ()
        paper.id = draft.id
        stage.desk.one(deepcopy(paper))
        document = Document.objects.visible_to(book.actor).get(pk=draft.id)
        assert (document.state, document.lines.count()) == (
            document_type(code).states.posted,
            len(paper.lines),
        )
        assert not document.number.startswith("DRAFT")
        # a voucher of two ordinary accounts changes only accounts, an order without stock to hold nothing at all
        assert snapshot(book) != before or code in MOVES_NOTHING
        with pytest.raises(DraftGone):
            post(actor=book.actor, documents=[paper], key=new_key(), now=NOW)


@every_type
class TestRefusing:
    def test_refuses_an_empty_paper(self, sample: Sample, code: str) -> None:
        paper = sample.copy()
        paper.lines = []
        (found,) = problems_of(refusal(sample.book, paper))
        assert isinstance(found, NoLines)
        assert found.where.document == 0

    def test_reports_every_missing_field_at_once_with_its_place(self, sample: Sample, code: str) -> None:
        kind = document_type(code)
        paper = Paper(code, sample.book.day(10), [PaperLine(), PaperLine()])
        found = problems_of(refusal(sample.book, paper))
        missing = {(one.where.line_no, one.where.field) for one in found}
        wanted = {(None, f.key) for f in kind.header if f.required and f.key != "business_on"}
        wanted |= {(number, f.key) for f in kind.lines if f.required for number in (1, 2)}
        assert wanted <= missing
        assert all(one.where.document == 0 for one in found)
        labels = {f.label for f in (*kind.header, *kind.lines)}
        assert all(one.label in labels for one in found if isinstance(one, FieldRequired))

    def test_refuses_without_permission(self, sample: Sample, code: str) -> None:
        book = sample.book
        before = written(book), snapshot(book)
        everything_else = [f"{other}.post" for other in TYPES if other != code]
        nobody = book.actor_who_may(f"{code}.view", f"{code}.create", f"{code}.reverse", *everything_else)
        with pytest.raises(MissingPermission) as refused:
            post(actor=nobody, documents=[sample.copy()], key=new_key(), now=NOW)
        assert refused.value.permission == f"{code}.post"
        assert (written(book), snapshot(book)) == before

    def test_does_not_see_another_company(self, book: Book, code: str) -> None:
        """Every id of the paper, replaced by the same thing of another company, is refused and nothing is written."""
        stage, other = Stage(book), Stage(Book())
        paper, foreign = one_paper(stage, code), one_paper(other, code)
        ids = references(paper)
        assert ids, "a paper without any reference proves nothing"
        for place, put in ids.items():
            tried = deepcopy(paper)
            put(tried, foreign)
            found = refusal(book, tried)
            assert all(one.message() for one in problems_of(found)), place
        before = written(other.book)
        stage.desk.one(paper)  # negative control: as it was, it posts
        assert written(other.book) == before

    def test_refuses_a_closed_period(self, book: Book, code: str) -> None:
        stage = Stage(book)
        paper = one_paper(stage, code)
        kind = document_type(code)
        parts = ["stock", "arap", "ledger"]
        before, after = parts[: parts.index(kind.period_part)], parts[parts.index(kind.period_part) :]
        earlier = deepcopy(paper)
        stage.desk.close(*before)
        if code not in REVALUING:
            stage.desk.one(earlier)  # what is closed before its own part does not concern it
        stage.desk.close(after[0])
        found = problems_of(refusal(book, paper))
        assert any(isinstance(one, PeriodClosed) and one.where.field == "business_on" for one in found)
        assert "2026-01" in str(found)

    def test_refuses_the_future_and_the_time_before_the_books(self, sample: Sample, code: str) -> None:
        later, early = sample.copy(), sample.copy()
        later.business_on = date(2026, 11, 22)
        found = problems_of(refusal(sample.book, later))
        assert any(isinstance(one, InTheFuture) and one.where.field == "business_on" for one in found)
        early.business_on = date(2025, 12, 31)
        assert any(one.where.field == "business_on" for one in problems_of(refusal(sample.book, early)))


@pytest.mark.parametrize("code", [code for code in TYPES if document_type(code).can_reverse])
@pytest.mark.parametrize("policy", POLICIES)
class TestReversing:
    def test_leaves_every_balance_as_before(self, database: Any, code: str, policy: str) -> None:
        stage = opened(policy)
        book = stage.book
        paper = one_paper(stage, code)
        before = snapshot(book)
        done = stage.desk.one(paper)
        assert snapshot(book) != before or code in MOVES_NOTHING
        red = stage.desk.reverse(done, day=stage.today)
        assert snapshot(book) == before
        assert disagreements(book.company_id) == []
        states = Document.objects.visible_to(book.actor).in_bulk([done.id, red.id])
        assert states[done.id].state == "reversed"
        assert states[red.id].reverses_id == done.id
        after = written(book)
        for once_more in (done, red):
            with pytest.raises(CannotReverse):
                stage.desk.reverse(once_more, day=stage.today)
        assert (written(book), snapshot(book)) == (after, before)

    def test_and_posting_again_is_as_posting_once(self, database: Any, code: str, policy: str) -> None:
        """What a reversed document had carried, settled or cost may be carried, settled and cost again."""
        stage = opened(policy)
        paper = one_paper(stage, code)
        first = stage.desk.one(deepcopy(paper))
        once = snapshot(stage.book)
        stage.desk.reverse(first, day=stage.today)
        stage.desk.one(replace(paper, uploads=()))  # proof of its own
        assert snapshot(stage.book) == once
        assert disagreements(stage.book.company_id) == []


def opened(policy: str) -> Stage:
    """A stage on a book that is kept in one of the ways."""
    opening, decisions = POLICIES[policy]
    stage = Stage(Book(**opening))
    for key, value in decisions.items():
        stage.desk.decide(key, value)
    return stage


class TestReversingRefused:
    @every_type
    def test_without_permission(self, book: Book, code: str) -> None:
        """Whoever may do everything else, this included, learns nothing about what stands in the way."""
        stage = Stage(book)
        done = stage.desk.one(one_paper(stage, code))
        everything_else = [
            f"{other}.{verb}" for other in TYPES for verb in ("view", "create", "post", "close")
        ]
        nobody = book.actor_who_may(
            *everything_else, *(f"{other}.reverse" for other in TYPES if other != code)
        )
        before = written(book), snapshot(book)
        with pytest.raises(MissingPermission) as refused:
            stage.desk.reverse(done, actor=nobody)
        assert refused.value.permission == f"{code}.reverse"
        assert (written(book), snapshot(book)) == before

    @every_type
    def test_of_another_company(self, book: Book, code: str) -> None:
        stage = Stage(book)
        done = stage.desk.one(one_paper(stage, code))
        before = written(book), snapshot(book)
        with pytest.raises(DocumentNotFound):
            stage.desk.reverse(done, actor=Book().actor)
        assert (written(book), snapshot(book)) == before

    @pytest.mark.parametrize("code", [code for code in TYPES if document_type(code).is_order])
    def test_of_an_order_which_is_cancelled_instead(self, book: Book, code: str) -> None:
        stage = Stage(book)
        paper = one_paper(stage, code)
        before = snapshot(book)
        done = stage.desk.one(paper)
        with pytest.raises(CannotReverse):
            stage.desk.reverse(done)
        close_short(actor=book.actor, document_id=done.id, reason="客户不要了", now=NOW)
        assert snapshot(book) == before


#: Source and target types, where the source can be reversed at all.
PAIRS = [
    (source.type_code, code)
    for code in TYPES
    for source in document_type(code).sources
    if document_type(source.type_code).can_reverse
]


@pytest.mark.parametrize(("source", "target"), PAIRS)
class TestDownstream:
    def test_stands_in_the_way_of_a_reversal(self, book: Book, source: str, target: str) -> None:
        stage = Stage(book)
        (paper,) = FROM.get((source, target), BUILDERS[target])(stage, 1, 2)
        above = Document.objects.visible_to(book.actor).get(lines=paper.lines[0].source_line_id)
        assert above.type_code == source
        upstream = Doc(above.pk, above.number, above.state, ())
        done = stage.desk.one(paper)
        before = written(book), snapshot(book)
        with pytest.raises(CannotReverse) as refused:
            stage.desk.reverse(upstream, day=stage.today)
        assert [one["number"] for one in refused.value.blocking] == [done.number]
        assert done.number in refused.value.message()
        assert (written(book), snapshot(book)) == before
        if document_type(target).can_reverse:
            stage.desk.reverse(done, day=stage.today)
        else:
            close_short(actor=book.actor, document_id=done.id, reason="客户不要了", now=NOW)
        stage.desk.reverse(upstream, day=stage.today)  # once what follows is gone, the way is free
