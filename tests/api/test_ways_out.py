"""数据权限 on every way out (S2, §6.2): files, tokens, the phone, paper, attachments, search, 为什么, the bell.

One trade is in warehouse W2 with a customer of somebody else. Two people may do everything, but one is limited to
warehouse W1 and one to customers of their own; a third is not limited. Each way is asked by all three: nothing of that
trade may leave to the first two, and the third must be told of it, or the question proves nothing.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone

from hengku.api.app import api
from hengku.company.actions_employees import create_employee
from hengku.company.actions_scope import limit_to_parties, limit_to_warehouses
from hengku.desk.tasks import work_on
from hengku.identity.actions import create_user
from hengku.identity.auth import actor_for
from hengku.identity.models import Membership, Role
from hengku.identity.roles import PERMISSIONS
from hengku.kit import sight
from hengku.parties.models import Party
from hengku.printing import jobs
from hengku.printing.desk import Order, Reader
from hengku.reports.registry import REPORTS
from tests.api.caller import Caller, fresh_key, signed_in
from tests.api.test_beside import picture, upload
from tests.api.test_scope import questions_in
from tests.desk.working import wait_for
from tests.posting.desk import NOW, Desk, Doc, item_line
from tests.printing.conftest import Print
from tests.world import Book

LIMITED: Final = ("keeper", "seller")
PARTY, REMARK, QUANTITY = "别家商贸", "只写在那张单上", "9173"
#: What of the trade is out of sight beside its numbers: names are no warehouse's, and stock is no customer's.
SECRETS: Final = {"keeper": (REMARK, QUANTITY), "seller": (REMARK, PARTY), "free": (REMARK, QUANTITY, PARTY)}
FILLED: Final = re.compile(r"{(\w+)}")


@dataclass
class Firm:
    """A book, what is out of sight in it, and who asks."""

    book: Book
    there: dict[str, Doc] = field(default_factory=dict)
    here: list[Doc] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)
    attachment: str = ""

    def secret(self, who: str) -> re.Pattern[str]:
        said = (*SECRETS[who], *(doc.number for doc in self.there.values()))
        return re.compile("|".join(re.escape(one) for one in said))

    def asked(self, path: str, **query: Any) -> dict[str, tuple[int, Any]]:
        return {who: caller.get(path, **query) for who, caller in self.callers.items()}


@pytest.fixture(scope="module")
def firm(database: Any) -> Firm:
    book = Book()
    firm, desk = Firm(book), Desk(book)
    book.add_product("MILK", "鲜奶", tracking="lot")
    tax = book.tax_code("VAT13").pk
    role = Role.objects.create(
        company_id=book.company_id, code="all", name="什么都能做", permissions=sorted(PERMISSIONS - {"identity.edit"})
    )  # fmt: skip
    for number, who in enumerate(("free", *LIMITED), start=11):
        user = create_user(actor=book.actor, username=f"{who}-{book.company_id}", display_name=who, password=None)
        Membership.objects.create(company_id=book.company_id, user=user, role=role)
        firm.people[who] = user.pk
        made = create_employee(actor=book.actor, code=str(number), name=who, username=user.username)
        if who == "seller":
            Party.objects.filter(pk=book.customer.pk).update(manager_id=made.pk)
    others = book.add_party("P-9", PARTY, is_customer=True, is_supplier=True)
    milk = book.product("MILK").pk
    desk.opening("100", "200", warehouse=book.w1)
    there = {"warehouse_id": book.w2.pk, "party_id": others.pk, "remark": REMARK}
    line = item_line(book.cola, "91", "3", tax_code_id=tax)
    lot = item_line(book.cola, QUANTITY, "2", tax_code_id=tax)
    lot.product_id, lot.data = milk, {"lot_no": "LOT-A", "produced_on": "2026-01-01", "expires_on": "2026-12-31"}
    firm.there["receipt"] = desk.one(desk.paper("purchase_receipt", 4, [line, lot], **there))
    here = {"warehouse_id": book.w1.pk, "party_id": book.customer.pk}
    for type_code, day, quantity in (("sales_order", 5, "7"), ("sales_issue", 6, "5")):
        line = item_line(book.cola, quantity, "9", tax_code_id=tax)
        firm.there[type_code] = desk.one(desk.paper(type_code, day, [line], **there))
    for day in range(7, 13):
        firm.here.append(desk.one(desk.paper("sales_issue", day, [item_line(book.cola, "1", "9")], **here)))
    limit_to_warehouses(actor=book.actor, user_id=firm.people["keeper"], warehouse_ids=[book.w1.pk])
    limit_to_parties(actor=book.actor, user_id=firm.people["seller"], customers="own", suppliers="own")
    firm.callers = {who: signed_in(book, user) for who, user in firm.people.items()}
    status, kept = upload(firm.callers["free"], str(firm.there["sales_issue"].id), picture())
    assert status == 200, kept
    (one,) = kept["attachments"]
    firm.attachment = one["id"]
    return firm


def text_of(answer: Any) -> str:
    """What an answer says, of a workbook its cells, of a PDF its words."""
    if not isinstance(answer, bytes):
        return json.dumps(answer, ensure_ascii=False)
    if answer.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return Print(answer).text if answer.startswith(b"%PDF") else answer.decode(errors="replace")


def fetched(caller: Caller, path: str) -> tuple[int, bytes]:
    """A file that is sent piece by piece."""
    found = caller.client.get(f"/api{path}")
    return found.status_code, b"".join(found.streaming_content) if found.streaming else found.content


def told(firm: Firm, answers: dict[str, tuple[int, Any]], said: str = "\0") -> set[str]:
    """Who was told of the trade; ``said`` is what the question says itself."""
    return {
        who for who, (_, answer) in answers.items() if firm.secret(who).search(text_of(answer).replace(said, ""))
    }


def routes(firm: Firm) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every reading route of the API, its ids those of the trade, with what it must be asked."""
    book, issue = firm.book, firm.there["sales_issue"]
    known = {
        "document_id": issue.id, "attachment_id": firm.attachment, "product_id": book.product("MILK").pk,
        "party_id": Party.objects.get(company_id=book.company_id, code="P-9").pk, "type_code": "sales_issue",
        "month": "2026-01", "lot_id": 0, "ict_id": 0, "to": "sales_return", "type": "sales_issue", "q": issue.number,
        "product": book.cola.pk, "warehouse": book.w2.pk, "warehouse_id": book.w2.pk, "from": "2026-01-01",
        "needed_on": "2026-01-09", "due_on": "2026-01-09", "code": "C01", "text": "C01",
        "number": issue.number, "serial_no": "X",
    }  # fmt: skip
    for path, ways in sorted(api().get_openapi_schema()["paths"].items()):
        if "get" not in ways or path.startswith("/api/reports/"):
            continue
        names = FILLED.findall(path)
        wanted = [one["name"] for one in ways["get"].get("parameters", ()) if one.get("in") == "query"]
        if all(name in known for name in names):
            filled = path.removeprefix("/api").format(**known)
            said = {name: known[name] for name in wanted if name in known}
            if not said or "q" in said:
                yield filled, {}
            if said:
                yield filled, said
    for who in ("parties", "customers", "suppliers", "items"):
        yield f"/lookup/{who}", {"q": "P-9", "party": known["party_id"]}


class TestEveryReadingRoute:
    def test_tells_nothing_of_it(self, firm: Firm) -> None:
        asked, heard, wrong = 0, set[str](), []
        for path, query in routes(firm):
            answers, asked = firm.asked(path, **query), asked + 1
            who = told(firm, answers, str(query.get("q") or "\0"))
            if "free" in who:
                heard.add(path)
            wrong += [(path, query, one, text_of(answers[one][1])[:300]) for one in who & set(LIMITED)]
        assert not wrong, "\n".join(str(one) for one in wrong)
        assert asked > 100
        assert len(heard) > 15, "who is not limited must be told, or the walk proves nothing"


class TestFiles:
    def test_of_reports(self, firm: Firm) -> None:
        given = {"from": "2026-01-01", "to": "2026-01-31", "product": firm.book.product("MILK").pk}
        heard = 0
        for name in ("purchase_lines", "movement_lines", "stock_ledger", "lots", "sales_lines", "stock"):
            known = {one.key for one in REPORTS[name].parameters}
            answers = firm.asked(f"/reports/{name}/export", **{key: one for key, one in given.items() if key in known})
            assert {status for status, _ in answers.values()} == {200}, name
            assert not told(firm, answers) & set(LIMITED) - ({"seller"} if name in ("lots", "stock") else set()), name
            heard += "free" in told(firm, answers)
        assert heard >= 3

    def test_of_reports_in_the_background(self, firm: Firm) -> None:
        """The worker works for somebody, not for everybody; and nobody fetches another's."""
        answers, report = {}, {"parameters": {"from": "2026-01-01", "to": "2026-01-31"}}
        for who, caller in firm.callers.items():
            body = {"kind": "report_export", "subject": "purchase_lines", "report": report}
            status, task = caller.post("/tasks", body, key=fresh_key())
            assert status == 201, task
            wait_for(lambda task=task: work_on(firm.book.company_id, int(task["id"])))
            answers[who] = fetched(caller, f"/tasks/{task['id']}/file")
        assert {status for status, _ in answers.values()} == {200}
        assert told(firm, answers) == {"free"}
        assert firm.callers["keeper"].get(f"/tasks/{int(task['id']) - 2}/file")[0] == 404

    def test_of_lists(self, firm: Firm) -> None:
        answers = {}
        for who, caller in firm.callers.items():
            columns = [{"key": key, "label": key} for key in ("number", "party", "remark")]
            body = {"query": {"type": "sales_issue"}, "columns": columns, "title": "销售出库"}
            status, batch = caller.post("/batches/exports", body, key=fresh_key())
            assert status == 201, batch
            while caller.post(f"/batches/{batch['id']}/run")[1]["state"] == "running":
                pass
            answers[who] = fetched(caller, f"/batches/{batch['id']}/file")
        assert {status for status, _ in answers.values()} == {200}
        assert told(firm, answers) == {"free"}
        assert firm.here[0].number in text_of(answers["keeper"][1])

    def test_of_a_figure(self, firm: Firm) -> None:
        """为什么, on the page, around it, and as a workbook, asked with the questions somebody else was given."""
        given = {"from": "2026-01-01", "to": "2026-01-31"}
        questions = [
            one
            for path in ("/reports/purchase_lines", "/reports/stock_summary", "/reports/sales_lines")
            for one in questions_in(firm.callers["free"].get(path, **given)[1])[:2]
        ]
        heard = set[str]()
        for question in questions:
            for path in ("/why", "/why/around", "/why/export"):
                answers = firm.asked(path, **question)
                who = told(firm, answers)
                assert not who & set(LIMITED), (path, question)
                heard |= {path} if who else set()
        assert {"/why", "/why/export"} <= heard


class TestPrograms:
    @pytest.mark.parametrize("who", ["free", *LIMITED])
    def test_see_what_their_person_sees(self, firm: Firm, who: str) -> None:
        """A token has no more than its person: lists, search, the document itself and what is attached to it."""
        ends = (timezone.localdate() + timedelta(days=9)).isoformat()
        body = {"name": "同步", "scopes": ["sales_issue.view", "purchase_receipt.view"], "expires_on": ends}
        status, made = firm.callers[who].post("/tokens", body)
        assert status == 200, made
        program = Client(raise_request_exception=False)
        number = firm.there["sales_issue"].number
        for path, query in (
            ("/documents", {"type": "sales_issue"}),
            ("/search", {"q": number}),
            (f"/documents/{firm.there['sales_issue'].id}", {}),
            (f"/documents/{firm.there['sales_issue'].id}/attachments/{firm.attachment}", {}),
        ):
            answer = program.get(f"/api{path}", query, headers={"Authorization": f"Bearer {made['secret']}"})
            if "/attachments/" in path:
                assert answer.status_code == (200 if who == "free" else 404)
            else:
                text = answer.content.decode()
                assert (number in text) is (who == "free"), (path, text[:500])


class TestPaper:
    def test_of_the_whole_list_is_of_what_is_seen(self, firm: Firm) -> None:
        """Seven at once are printed in a thread of their own: it sees what its person sees."""
        answers = {}
        for who, caller in firm.callers.items():
            status, printing = caller.post("/prints", {"query": {"type": "sales_issue"}, "documents": []})
            assert status == 200, printing
            token = printing["token"]
            wait_for(lambda: caller.get(f"/prints/files/{token}")[1]["state"] != "working", 60)  # noqa: B023
            answers[who] = caller.get(f"/prints/files/{token}/pdf")
            for other in {"free", *LIMITED} - {who}:
                assert firm.callers[other].get(f"/prints/files/{token}/pdf")[0] == 404
        assert told(firm, answers) == {"free"}
        assert firm.here[0].number in text_of(answers["keeper"][1])

    def test_made_in_a_thread_reads_as_its_person(self, firm: Firm) -> None:
        seen: list[bool] = []
        actor = actor_for(user_id=firm.people["keeper"], company_id=firm.book.company_id)

        def read(document_id: int) -> dict[str, Any]:
            seen.append(sight.is_limited())
            raise jobs.errors.PrintGone

        ids = [doc.id for doc in firm.here]
        reader = Reader(detail=read, effects=read)
        jobs.print_documents(
            actor=actor, document_ids=ids, order=Order(link=lambda number: number), read=reader, at=NOW
        )
        wait_for(lambda: len(seen) == len(ids))
        assert set(seen) == {True}

    def test_of_one_that_is_not_theirs_is_not_there(self, firm: Firm) -> None:
        issue = str(firm.there["sales_issue"].id)
        for path, body in (("/prints", {"documents": [issue]}), ("/prints/preview", {"document": issue})):
            status = {who: caller.post(path, body)[0] for who, caller in firm.callers.items()}
            assert status == {"free": 200, "keeper": 404, "seller": 404}, path

    def test_to_a_party_is_for_who_answers_for_it(self, firm: Firm) -> None:
        party = Party.objects.get(company_id=firm.book.company_id, code="P-9").pk
        body = {"party": str(party), "side": "ap", "from": "2026-01-01", "to": "2026-01-31", "with_estimated": "true"}
        status = {who: firm.callers[who].post("/prints/statement", body)[0] for who in ("free", "seller")}
        assert status["free"] == 200
        assert status["seller"] in (404, 422)


class TestAttachments:
    @pytest.mark.parametrize("part", ["", "/thumbnail"])
    def test_are_seen_with_their_document(self, firm: Firm, part: str) -> None:
        path = f"/attachments/{firm.attachment}{part}"
        for doc, expected in ((firm.there["sales_issue"], 200), (firm.here[0], 404)):
            status = {who: one[0] for who, one in firm.asked(f"/documents/{doc.id}{path}").items()}
            assert status == {"free": expected, "keeper": 404, "seller": 404}


class TestBell:
    def test_tells_of_what_is_seen(self, firm: Firm) -> None:
        """A draft in their name that was made before they were limited is told to nobody who does not see it."""
        for path in ("/notices", "/notices/finished", "/home", "/drafts", "/batches", "/tasks"):
            answers = firm.asked(path)
            assert {status for status, _ in answers.values()} == {200}, path
            assert not told(firm, answers) & set(LIMITED), path
        assert "free" in told(firm, firm.asked("/search", q=PARTY), PARTY)
