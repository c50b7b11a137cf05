"""数据权限 of customers and suppliers (S2, §6.2): somebody limited to those they, or their department, answer for.

Two sellers, one of them of the same department as the limited one; each customer has the same trade. What belongs to
the others is told apart by name, by number and by a price that stands nowhere else. Everything that can be read is
asked as the limited person, and as somebody with the same rights and no limit, who must be told, or the walk proves
nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from hengku.company.actions_employees import change_employee, create_employee
from hengku.company.actions_scope import (
    NoDepartment,
    NotAnEmployee,
    OwnScope,
    PartiesBeyondOwn,
    limit_to_parties,
)
from hengku.company.models import Department
from hengku.documents.models import Document
from hengku.identity.actions import create_user
from hengku.identity.auth import actor_for
from hengku.identity.models import DataScope, Membership, Role, User
from hengku.identity.roles import PERMISSIONS
from hengku.kit import sight
from hengku.kit.errors import NotFound, Problem
from hengku.parties.models import Party
from hengku.posting.actions import reverse
from hengku.reports.registry import REPORTS
from hengku.settlement.models import Item
from tests.api.caller import Caller, fresh_key, signed_in
from tests.posting.desk import NOW, Desk, Doc, item_line, new_key
from tests.world import Book

#: Prices and names that stand nowhere but with customers and suppliers of others.
SECRET = ("7919.00", "8663.00", "别家商贸", "别家供货")


@dataclass
class Firm:
    """A book, its parties by who answers for them, what was posted with them, and who looks."""

    book: Book
    parties: dict[str, Party] = field(default_factory=dict)
    theirs: dict[str, Doc] = field(default_factory=dict)
    mine: dict[str, Doc] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    employees: dict[str, int] = field(default_factory=dict)
    callers: dict[str, Caller] = field(default_factory=dict)

    def caller(self, who: str) -> Caller:
        if who not in self.callers:
            self.callers[who] = signed_in(self.book, self.people[who])
        return self.callers[who]


def sold_to(desk: Desk, party: Party, price: str, day: int) -> dict[str, Doc]:
    """An order, an issue of it, and a receipt of money on account."""
    header = {"party_id": party.pk, "warehouse_id": desk.book.w1.pk}
    line = item_line(desk.book.cola, "1", price, tax_code_id=desk.book.tax_code("VAT13").pk)
    order = desk.one(desk.paper("sales_order", day, [line], **header))
    line = item_line(desk.book.cola, "1", price, tax_code_id=desk.book.tax_code("VAT13").pk)
    issue = desk.one(desk.paper("sales_issue", day, [line], **header))
    return {"order": order, "issue": issue}


@pytest.fixture(scope="module")
def firm(database: Any) -> Firm:
    book = Book()
    desk, firm = Desk(book), Firm(book)
    desk.opening("100", "200", warehouse=book.w1)
    role = Role.objects.create(
        company_id=book.company_id,
        code="everything",
        name="什么都能做",
        permissions=sorted(PERMISSIONS - {"identity.edit"}),
    )
    south = Department.objects.create(company_id=book.company_id, code="S", name="华南")
    for number, (name, department) in enumerate(
        (("own", south.pk), ("mate", south.pk), ("other", None), ("free", None)), start=11
    ):
        user = create_user(
            actor=book.actor, username=f"{name}-{book.company_id}", display_name=name, password=None
        )
        Membership.objects.create(company_id=book.company_id, user=user, role=role)
        firm.people[name] = user.pk
        made = create_employee(
            actor=book.actor, code=str(number), name=name, username=user.username, department_id=department
        )
        firm.employees[name] = made.pk
    for key, name, who, kind in (
        ("mine", "我的客户", "own", "is_customer"),
        ("mates", "同事的客户", "mate", "is_customer"),
        ("others", "别家商贸", "other", "is_customer"),
        ("nobodys", "别家商贸二部", "", "is_customer"),
        ("supplier", "别家供货", "other", "is_supplier"),
        ("my_supplier", "我的供应商", "own", "is_supplier"),
    ):
        party = book.add_party(f"P-{key}", name, **{"is_customer": False, "is_supplier": False, kind: True})
        Party.objects.filter(pk=party.pk).update(manager_id=firm.employees.get(who))
        firm.parties[key] = party
    firm.mine = sold_to(desk, firm.parties["mine"], "11.00", 5)
    firm.theirs = sold_to(desk, firm.parties["others"], "7919.00", 5)
    line = item_line(book.cola, "1", "8663.00", tax_code_id=book.tax_code("VAT13").pk)
    header = {"party_id": firm.parties["supplier"].pk, "warehouse_id": book.w1.pk}
    firm.theirs["bought"] = desk.one(desk.paper("purchase_receipt", 6, [line], **header))
    limit_to_parties(actor=book.actor, user_id=firm.people["own"], customers="own", suppliers="own")
    limit_to_parties(actor=book.actor, user_id=firm.people["mate"], customers="department", suppliers="")
    return firm


def routes(firm: Firm) -> list[tuple[str, dict[str, Any]]]:
    """Every kind of reading there is; nothing that says a secret itself."""
    book = firm.book
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/documents", {"size": 100}),
        ("/documents", {"type": "sales_issue"}),
        ("/documents", {"party": firm.parties["others"].pk}),
        ("/documents/totals", {}),
        ("/search", {"q": firm.theirs["issue"].number}),
        ("/search", {"q": "P-others"}),
        ("/parties", {"size": 100}),
        ("/lookup/parties", {"q": ""}),
        ("/lookup/parties", {"q": "P-"}),
        ("/home", {}),
        ("/notices", {}),
        ("/drafts", {}),
        ("/stock", {}),
        (f"/products/{book.cola.pk}/page", {}),
        ("/pull", {"to": "sales_issue", "party": firm.parties["others"].pk}),
        ("/pull", {"to": "sales_invoice", "party": firm.parties["others"].pk}),
        ("/prices", {"size": 100}),
    ]
    given = {
        "from": "2026-01-01",
        "to": "2026-01-31",
        "product": book.cola.pk,
        "account": book.account_of("merchandise").pk,
    }
    for name, report in REPORTS.items():
        known = {one.key for one in report.parameters}
        if "voucher" in known or {"ledger.view", "audit.view"} & set(report.needs):
            continue
        needed = {one.key: given[one.key] for one in report.parameters if one.required and one.key in given}
        if any(one.key == "party" and one.required for one in report.parameters):
            whose = ("mine", "others", "supplier")
            asked += [(f"/reports/{name}", {**needed, "party": firm.parties[key].pk}) for key in whose]
            continue
        asked.append((f"/reports/{name}", {key: value for key, value in given.items() if key in known}))
        asked.append((f"/reports/{name}", {**needed, **{k: given[k] for k in ("from", "to") if k in known}}))
    return asked


def test_nothing_of_others_is_read_anywhere(firm: Firm):
    from tests.api.test_scope import questions_in

    numbers = [doc.number for doc in firm.theirs.values()]
    secret = re.compile("|".join(re.escape(one) for one in (*SECRET, *numbers)))
    own, free = firm.caller("own"), firm.caller("free")
    asked, told, wrong, questions = routes(firm), 0, [], []
    for path, query in asked:
        status, answer = own.get(path, **query)
        text = json.dumps(answer, ensure_ascii=False).replace(query.get("q") or "\0", "")
        free_status, everything = free.get(path, **query)
        if "/reports/" not in path or status != 403:
            is_named = query.get("party") is not None
            assert free_status == 200, (path, query)
            assert status == 200 or (is_named and status in (404, 422)), (path, query, answer)
        if secret.search(text):
            wrong.append((path, query, secret.search(text), text[:600]))
        told += bool(secret.search(json.dumps(everything, ensure_ascii=False)))
        questions += questions_in(everything)[:4]
    assert not wrong, "\n".join(str(one) for one in wrong)
    assert told > 15, "who is not limited must be told, or the walk proves nothing"
    for question in questions[:80]:
        _, answer = own.get("/why", **question)
        text = json.dumps(answer, ensure_ascii=False)
        assert not any(one in text for one in (*SECRET[2:], *numbers)), (question, text[:800])


def test_a_paper_and_a_party_of_others_are_not_there(firm: Firm):
    own, others = firm.caller("own"), firm.parties["others"].pk
    for doc in firm.theirs.values():
        for path in ("", "/peek", "/carry?to=sales_issue", "/reversal", "/closing", "/attachments", "/effects"):
            status, answer = own.get(f"/documents/{doc.id}{path}")
            assert status in (404, 422), (path, answer)
        body = {"business_on": "2026-01-31", "reason": "试"}
        assert own.post(f"/documents/{doc.id}/reverse", body, key=fresh_key())[0] == 404
        assert own.post(f"/documents/{doc.id}/copy")[0] == 404
        assert firm.caller("free").get(f"/documents/{doc.id}")[0] == 200
    assert own.post("/prints", {"documents": [str(firm.theirs["issue"].id)]})[0] == 404
    for path in (f"/parties/{others}", f"/parties/{others}/page"):
        assert own.get(path)[0] == 404, path
        assert firm.caller("free").get(path)[0] == 200, path
    body = {"code": "P-others", "name": "改名", "is_customer": True}
    assert own.put(f"/parties/{others}", body)[0] == 404
    assert own.get(f"/parties/{firm.parties['mine'].pk}/page")[0] == 200
    assert own.get(f"/documents/{firm.mine['issue'].id}")[0] == 200


def body_of(firm: Firm, key: str) -> dict[str, Any]:
    book = firm.book
    line = {"product": str(book.cola.pk), "unit": str(book.cola.base_unit_id), "quantity": "1", "price": "3"}
    return {
        "business_on": "2026-01-08",
        "party": str(firm.parties[key].pk),
        "warehouse": str(book.w1.pk),
        "lines": [line],
    }


def test_nothing_is_posted_for_a_customer_of_others(firm: Firm):
    own = firm.caller("own")
    before = Document.objects.of_company(firm.book.company_id).count()
    theirs = body_of(firm, "others")
    for path, body in (("/sales_issue/post", {"documents": [theirs]}), ("/sales_issue/preview", theirs)):
        status, answer = own.post(path, body, key=fresh_key())
        assert (status, answer["code"]) == (403, "PARTY_OUT_OF_SCOPE"), (path, answer)
        assert "自己负责的" in answer["message"]
    status, answer = own.post("/sales_issue", theirs)
    assert status in (403, 404, 422), answer
    assert Document.objects.of_company(firm.book.company_id).count() == before
    status, answer = own.post("/sales_issue/post", {"documents": [body_of(firm, "mine")]}, key=fresh_key())
    assert status == 200, answer


def test_the_engine_asks_too(firm: Firm):
    """Without a request around it, as a job or a command would."""
    actor = actor_for(user_id=firm.people["own"], company_id=firm.book.company_id)
    desk, others = Desk(firm.book), firm.parties["others"].pk
    line = item_line(firm.book.cola, "1", "3")
    paper = desk.paper("sales_issue", 8, [line], warehouse_id=firm.book.w1.pk, party_id=others)
    with pytest.raises(Problem, match="数据权限"):
        desk.post(paper, actor=actor)
    issue = firm.theirs["issue"].id
    with pytest.raises(NotFound):
        reverse(actor=actor, document_id=issue, business_on=None, reason="试", key=new_key(), now=NOW)


def test_a_department_sees_what_its_people_answer_for(firm: Firm):
    names = {one["name"] for one in firm.caller("mate").get("/parties", size=100)[1]["rows"]}
    assert {"我的客户", "同事的客户", "别家供货"} <= names  # suppliers are not limited
    assert not names & {"别家商贸", "别家商贸二部"}
    names = {one["name"] for one in firm.caller("own").get("/parties", size=100)[1]["rows"]}
    assert names == {"我的客户", "我的供应商"}


def test_books_and_evidence_cannot_be_divided(firm: Firm):
    own, free = firm.caller("own"), firm.caller("free")
    divided = {"ledger.view", "audit.view"}
    names = [name for name, report in REPORTS.items() if divided & set(report.needs)]
    assert len(names) > 3
    for name in names:
        status, answer = own.get(f"/reports/{name}")
        assert (status, answer["code"]) == (403, "ONLY_UNDIVIDED"), (name, answer)
    # whether the books agree is asked of all of them, whoever asks; what is wrong is for who sees all
    assert own.get("/audit")[1] == {**free.get("/audit")[1], "findings": []}
    status, answer = own.get("/session")
    assert "ledger.view" not in answer["permissions"]
    assert answer["sees_parties"] == ["own", "own"]
    assert "ledger.view" in free.get("/session")[1]["permissions"]
    report = own.get("/reports/sales_lines")[1]
    assert "一部分客户" in report["notes"][0]["label"]


def test_a_party_that_they_make_is_theirs(firm: Firm):
    own = firm.caller("own")
    status, made = own.post("/parties", {"code": "P-new", "name": "新客户", "is_customer": True})
    assert (status, made["manager"]["id"]) == (201, str(firm.employees["own"])), made
    body = {"code": "P-new", "name": "新客户", "is_customer": True, "manager": str(firm.employees["other"])}
    status, answer = own.put(f"/parties/{made['id']}", body)
    assert (status, answer["code"]) == (403, "MANAGER_OUT_OF_SCOPE"), answer
    assert firm.caller("free").put(f"/parties/{made['id']}", body)[0] == 200  # handed over
    assert own.get(f"/parties/{made['id']}")[0] == 404
    # of one that is there they are told, though they do not see it: two would be one firm
    status, answer = own.post("/parties", {"code": "P-x", "name": "别家商贸", "is_customer": True})
    assert (status, answer["code"]) == (409, "PARTY_EXISTS"), answer
    status, answer = own.post("/parties", {"code": "P-y", "name": "丁", "is_customer": True, "manager": "999999999"})
    assert (status, answer["code"]) == (422, "MANAGER_UNKNOWN"), answer


def test_who_may_limit_whom(firm: Firm):
    book = firm.book
    boss = signed_in(book)
    other = firm.people["other"]
    assert boss.put(f"/users/{other}/parties", {"customers": "own", "suppliers": ""})[0] == 200
    row = next(one for one in boss.get("/users")[1]["rows"] if one["id"] == str(other))
    assert (row["customers"], row["suppliers"], row["warehouse_ids"]) == ("own", "", None)
    assert boss.put(f"/users/{other}/warehouses", {"warehouse_ids": [str(book.w1.pk)]})[0] == 200
    names = {one["name"] for one in firm.caller("other").get("/parties", size=100)[1]["rows"]}
    assert "别家商贸" in names
    assert "我的客户" not in names
    for _ in range(2):  # nothing is left of it, once or twice
        assert boss.put(f"/users/{other}/parties", {"customers": "", "suppliers": ""})[0] == 200
        assert boss.put(f"/users/{other}/warehouses", {"warehouse_ids": None})[0] == 200
    assert not DataScope.objects.of_company(book.company_id).filter(user_id=other).exists()
    nobody = book.actor_with("sales").user_id
    for problem, who, user, reach in (
        (NotAnEmployee, book.actor, nobody, "own"),
        (NoDepartment, book.actor, other, "department"),
        (OwnScope, book.actor, book.actor.user_id, "own"),
    ):
        with pytest.raises(problem):
            limit_to_parties(actor=who, user_id=user, customers=reach, suppliers="")
    Role.objects.of_company(book.company_id).filter(code="everything").update(permissions=sorted(PERMISSIONS))
    limited = actor_for(user_id=firm.people["own"], company_id=book.company_id)
    with pytest.raises(PartiesBeyondOwn):
        limit_to_parties(actor=limited, user_id=other, customers="own", suppliers="")


def test_who_is_no_employee_any_more_sees_nothing(firm: Firm):
    """It fails closed: with nobody to answer for them, no party and no paper of one is left."""
    book = firm.book
    try:
        change_employee(
            actor=book.actor, employee_id=firm.employees["own"], name="own", username="", is_active=True
        )
        assert firm.caller("own").get("/parties")[1]["rows"] == []
        assert firm.caller("own").get(f"/documents/{firm.mine['issue'].id}")[0] == 404
    finally:
        username = User.objects.get(pk=firm.people["own"]).username
        south = Department.objects.of_company(book.company_id).get(code="S").pk
        change_employee(
            actor=book.actor, employee_id=firm.employees["own"], name="own", username=username,
            department_id=south, is_active=True,
        )  # fmt: skip
    assert firm.caller("own").get("/parties")[1]["rows"]


def test_negative_control_without_its_view_a_table_tells(firm: Firm):
    """Items are kept apart by their view alone: read past it, those of others are there."""
    actor = actor_for(user_id=firm.people["own"], company_id=firm.book.company_id)
    others = {firm.parties["others"].pk, firm.parties["supplier"].pk}
    with sight.limited_to(actor.part):
        assert not others & set(Item.objects.of_company(firm.book.company_id).values_list("party_id", flat=True))
        with sight.whole():
            assert others <= set(Item.objects.of_company(firm.book.company_id).values_list("party_id", flat=True))
