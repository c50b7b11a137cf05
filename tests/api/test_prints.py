"""Printing over HTTP: what is told, who may, and how the file comes."""

from __future__ import annotations

import io
from typing import Any

import pytest

from hengku.audit.models import Event
from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.documents.paper import PaperLine
from hengku.identity.actions import create_role
from hengku.inventory.actions_bins import create_bin
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.printing import jobs
from tests.api.caller import Caller, signed_in
from tests.posting.desk import Desk
from tests.printing.conftest import Print
from tests.printing.test_prints import barcodes
from tests.printing.test_rules import png
from tests.world import Book


class Office:
    """A book with a draft order, and the boss signed in."""

    def __init__(self) -> None:
        self.book = Book()
        self.boss = signed_in(self.book)
        self.order = self.draft("10")

    def draft(self, price: str) -> str:
        body = {
            "business_on": "2026-01-05", "party": str(self.book.customer.pk), "warehouse": str(self.book.w1.pk),
            "lines": [{"product": str(self.book.cola.pk), "quantity": "2", "price": price}],
        }  # fmt: skip
        status, saved = self.boss.post("/sales_order", body)
        assert status == 201, saved
        return str(saved["id"])


@pytest.fixture(scope="module")
def office(database: Cluster) -> Office:
    return Office()


class TestPrint:
    def test_gives_a_file_named_by_its_document(self, office: Office) -> None:
        status, done = office.boss.post("/prints", {"documents": [office.order]})
        assert (status, done["state"], done["total"]) == (200, "done", 1)
        _, detail = office.boss.get(f"/documents/{office.order}")
        number = detail["document"]["number"]
        assert done["name"] == number
        status, content = office.boss.get(f"/prints/files/{done['token']}/pdf")
        assert status == 200
        assert number in Print(content).text
        headers = office.boss.response.headers
        assert headers["Content-Type"] == "application/pdf"
        assert headers["Content-Disposition"].startswith("inline;")
        office.boss.get(f"/prints/files/{done['token']}/pdf", download="true")
        assert (
            f"UTF-8''{number.replace('草稿', '%E8%8D%89%E7%A8%BF')}.pdf"
            in (office.boss.response.headers["Content-Disposition"])
        )
        _, again = office.boss.get(f"/documents/{office.order}")
        assert [event["action"].rsplit(".")[-1] for event in again["history"]].count("printed") == 1

    def test_may_stand_in_a_frame_of_our_own_only(self, office: Office) -> None:
        """The exception is that one address; everything else stays as it was."""
        from hengku.wsgi import application

        def headers(path: str) -> dict[str, str]:
            told: dict[str, str] = {}
            environ: dict[str, Any] = {
                "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
                "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "QUERY_STRING": "",
            }  # fmt: skip
            b"".join(application(environ, lambda _status, given, *_rest: told.update(given)))
            return told

        token = "0" * 32
        framed = headers(f"/api/prints/files/{token}/pdf")
        assert framed["X-Frame-Options"] == "SAMEORIGIN"
        assert framed["Content-Security-Policy"] == "frame-ancestors 'self'; script-src 'none'"
        assert framed["X-Content-Type-Options"] == "nosniff"
        for path in (
            f"/api/prints/files/{token}",
            f"/api/prints/files/{token}/pdf/x",
            "/api/prints/logo",
            "/",
        ):
            assert headers(path)["X-Frame-Options"] == "DENY", path
            assert "frame-ancestors 'none'" in headers(path)["Content-Security-Policy"]

    def test_takes_everything_a_list_finds(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        office.draft("11"), office.draft("12")
        query = {"type": "sales_order", "state": "draft", "sort": "-business_on"}
        count = office.boss.get("/documents", **query)[1]["total"]
        status, done = office.boss.post("/prints", {"query": query})
        assert (status, done["total"]) == (200, count)
        assert office.boss.post("/prints", {"query": {**query, "q": "nothing is called so"}})[0] == 422
        monkeypatch.setattr(jobs, "DOCUMENTS_MAX", count - 1)
        assert office.boss.post("/prints", {"query": query})[1]["code"] == "TOO_MUCH_TO_PRINT"

    def test_needs_documents(self, office: Office) -> None:
        status, answer = office.boss.post("/prints", {"documents": []})
        assert (status, answer["code"]) == (422, "NOTHING_TO_PRINT")
        status, answer = office.boss.post("/prints", {"documents": ["999999999"]})
        assert status == 404

    def test_needs_the_right_to_view(self, office: Office) -> None:
        cashier = signed_in(office.book, office.book.cashier.user_id)
        status, answer = cashier.post("/prints", {"documents": [office.order]})
        assert (status, answer["code"]) == (403, "MISSING_PERMISSION")

    def test_is_previewed_as_pictures(self, office: Office) -> None:
        status, pages = office.boss.post("/prints/preview", {"document": office.order, "paper": "form_93"})
        assert (status, pages["page_count"], len(pages["pages"])) == (200, 1, 1)
        assert pages["pages"][0].startswith("<svg")
        status, answer = office.boss.post("/prints/preview", {"document": office.order, "paper": "letter"})
        assert (status, answer["code"], answer["where"]) == (422, "UNKNOWN_PAPER", {"field": "paper"})


class TestTemplate:
    def test_is_made_chosen_changed_and_deleted(self, office: Office) -> None:
        boss = office.boss
        _, about = boss.get("/prints/types/sales_order")
        (usual,) = about["templates"]
        assert (usual["key"], usual["is_default"], usual["template"]["paper"]) == ("builtin", True, "a4")
        assert about["may_change"]
        assert "product.name" in [column["key"] for column in about["columns"]]
        body = {
            "name": "订货 三等分",
            "template": {**usual["template"], "paper": "form_93", "title": "订货单"},
        }
        status, made = boss.post("/prints/types/sales_order/templates", body)
        assert status == 201, made
        assert boss.post("/prints/types/sales_order/templates", body)[1]["code"] == "TEMPLATE_NAME_TAKEN"
        assert boss.put("/prints/types/sales_order/default", {"template": made["id"]})[0] == 200
        body["template"]["title"] = "确认单"
        assert boss.put(f"/prints/templates/{made['id']}", body)[0] == 200
        _, about = boss.get("/prints/types/sales_order")
        assert [(one["name"], one["is_default"], one["template"]["title"]) for one in about["templates"]] == [
            ("内置模板", False, ""), ("订货 三等分", True, "确认单"),
        ]  # fmt: skip
        _, seen = boss.post("/prints/preview", {"document": office.order})
        assert seen["template"] == made["id"]
        assert (
            boss.post("/prints/preview", {"document": office.order, "template": "0"})[1]["code"]
            == "TEMPLATE_GONE"
        )
        assert boss.put("/prints/types/sales_order/default", {"template": "builtin"})[0] == 200
        assert boss.put("/prints/types/sales_order/default", {"template": "x"})[0] == 404
        assert boss.delete(f"/prints/templates/{made['id']}")[0] == 200
        assert boss.delete(f"/prints/templates/{made['id']}")[0] == 404
        deeds = Event.objects.filter(
            company_id=office.book.company_id, action__startswith="printing.template."
        )
        assert [one.action.rsplit(".")[-1] for one in deeds.order_by("id")] == [
            "created", "chosen", "saved", "chosen", "deleted",
        ]  # fmt: skip

    def test_is_refused_with_all_reasons(self, office: Office) -> None:
        wrong = {"name": "", "template": {"paper": "letter", "copies": 9, "text_size": 300}}
        status, answer = office.boss.post("/prints/types/sales_order/templates", wrong)
        assert (status, [one["code"] for one in answer["data"]["problems"]]) == (
            422,
            ["NAME_MISSING", "UNKNOWN_PAPER", "OUT_OF_RANGE", "OUT_OF_RANGE"],
        )
        keeper = signed_in(office.book, office.book.seller.user_id)
        assert keeper.post("/prints/types/sales_order/templates", {"name": "x", "template": {}})[0] == 403

    def test_is_that_of_a_party(self, office: Office) -> None:
        """What a customer gets: only what can be printed in more than one way is offered."""
        customer = office.book.customer.pk
        _, offered = office.boss.get(f"/prints/parties/{customer}")
        assert "sales_issue" in [one["type"] for one in offered["types"]]
        assert "receipt" not in [one["type"] for one in offered["types"]]
        status, chosen = office.boss.put(
            f"/prints/parties/{customer}", {"templates": {"sales_issue": "delivery"}}
        )
        (issue,) = [one for one in chosen["types"] if one["type"] == "sales_issue"]
        assert (status, issue["template"]) == (200, "delivery")
        _, about = office.boss.get("/prints/types/sales_issue")
        assert [(one["key"], one["party_count"]) for one in about["templates"]] == [
            ("builtin", 0),
            ("delivery", 1),
        ]
        assert office.boss.put(f"/prints/parties/{customer}", {"templates": {"sales_issue": "77"}})[0] == 404
        assert office.boss.get(f"/prints/parties/{Book().customer.pk}")[0] == 404

    def test_has_a_logo(self, office: Office) -> None:
        assert office.boss.get("/prints/logo")[0] == 404
        assert self.upload(office.boss, png(60, 20)) == 200
        status, content = office.boss.get("/prints/logo")
        assert (status, content[:4]) == (200, b"\x89PNG")
        assert self.upload(office.boss, b"GIF89a") == 422
        assert office.boss.delete("/prints/logo")[0] == 200

    @staticmethod
    def upload(caller: Caller, content: bytes) -> int:
        file = io.BytesIO(content)
        file.name = "标志.png"
        sent = caller.client.post("/api/prints/logo", {"file": file}, headers={"X-CSRFToken": caller.token})
        return sent.status_code


class TestLabels:
    def test_are_printed_and_previewed(self, office: Office) -> None:
        cola = str(office.book.cola.pk)
        body = {"form": "40x30", "labels": [{"product": cola, "count": 3}]}
        status, pages = office.boss.post("/prints/labels/preview", body)
        assert (status, pages["page_count"], len(pages["pages"])) == (200, 3, 1)
        status, done = office.boss.post("/prints/labels", body)
        _, content = office.boss.get(f"/prints/files/{done['token']}/pdf")
        assert Print(content).sizes == [(40, 30)] * 3
        tracked = {
            "template": "tracked",
            "labels": [{"product": cola, "serials": ["S1", "S2"], "lot_no": "L1"}],
        }
        status, pages = office.boss.post("/prints/labels/preview", tracked)
        assert (status, pages["page_count"], pages["template"], pages["notes"]) == (200, 2, "tracked", [])
        status, answer = office.boss.post("/prints/labels", {**body, "form": "9x9"})
        assert (status, answer["code"]) == (422, "UNKNOWN_PAPER")
        status, answer = office.boss.post("/prints/labels", {"labels": [{"product": "99999"}]})
        assert (status, answer["code"]) == (404, "GOODS_NOT_FOUND")
        many = [{"product": cola, "count": 2000, "serials": ["S1", "S2"]}]
        assert office.boss.post("/prints/labels", {"labels": many})[1]["code"] == "TOO_MUCH_TO_PRINT"

    def test_of_bins_are_scanned_back(self, office: Office) -> None:
        """Bars and QR, both sizes; a code that bars cannot say is printed as QR, and said."""
        wh = office.book.w1.pk
        bins = [create_bin(actor=office.book.actor, warehouse_id=wh, code=code).pk for code in ("A-01-3", "冷柜2")]
        body = {"bins": [str(one) for one in bins], "form": "40x30"}
        for code, kinds in (("bars", ["Code 128", "QR Code"]), ("qr", ["QR Code", "QR Code"])):
            for form, size in (("40x30", (40, 30)), ("60x40", (60, 40))):
                status, done = office.boss.post("/prints/bins", {**body, "code": code, "form": form})
                printed = Print(office.boss.get(f"/prints/files/{done['token']}/pdf")[1])
                assert (status, printed.sizes) == (200, [size, size])
                assert [barcodes(printed, page) for page in (0, 1)] == [{kinds[0]: "A-01-3"}, {kinds[1]: "冷柜2"}]
                assert office.book.w1.name in printed.words
                assert bool(done["notes"]) == (code == "bars")
        status, pages = office.boss.post("/prints/bins/preview", body)
        assert (status, pages["page_count"], len(pages["pages"])) == (200, 2, 2)
        assert office.boss.post("/prints/bins", {"bins": ["99999"]})[1]["code"] == "BIN_GONE"
        assert office.boss.post("/prints/bins", {**body, "form": "9x9"})[1]["code"] == "UNKNOWN_PAPER"
        assert office.boss.post("/prints/bins", {"bins": []})[1]["code"] == "NOTHING_TO_PRINT"

    def test_of_kits_say_what_is_in_them(self, office: Office) -> None:
        book = office.book
        lines = (BillLineRecord(book.cola.pk, D("2")), BillLineRecord(book.rice.pk, D("0.5")))
        gift = book.add_product("GIFT", "早餐组合", "套")
        save_bill(actor=book.actor, bill_id=None, record=BillRecord(gift.pk, "kit", lines), has_stock=lambda *_: False)
        (goods,) = office.boss.post("/prints/labels/goods", {"products": [str(gift.pk)]})[1]
        assert goods["is_kit"]
        wanted = {"template": "kit", "form": "40x30", "labels": [{"product": str(gift.pk)}]}
        status, done = office.boss.post("/prints/labels", wanted)
        printed = Print(office.boss.get(f"/prints/files/{done['token']}/pdf")[1])
        assert (status, barcodes(printed)) == (200, {"Code 128": "GIFT"})
        assert "组成可乐2瓶、" in printed.words

    def test_are_made_by_who_may_change_the_company(self, office: Office) -> None:
        cola = str(office.book.cola.pk)
        (goods,) = office.boss.post("/prints/labels/goods", {"products": [cola]})[1]
        assert [(one["name"], one["times"]) for one in goods["units"]] == [("瓶", "1"), ("箱", "12")]
        body = {"name": "冷柜", "template": {"form": "40x30", "code": "gs1_bars", "fields": ["lot"]}}
        status, made = office.boss.post("/prints/labels/templates", body)
        assert status == 201
        assert office.boss.put("/prints/types/label/default", {"template": made["id"]})[0] == 200
        body["template"]["fields"] = ["lot", "expires"]
        assert office.boss.put(f"/prints/labels/templates/{made['id']}", body)[0] == 200
        _, about = office.boss.get("/prints/labels/about")
        assert [(one["key"], one["is_default"], one["template"]["form"]) for one in about["templates"]] == [
            ("builtin", False, "60x40"), ("tracked", False, "60x40"), ("kit", False, "60x40"),
            (made["id"], True, "40x30"),
        ]  # fmt: skip
        assert about["templates"][3]["template"]["fields"] == ["lot", "expires"]
        assert office.boss.delete(f"/prints/templates/{made['id']}")[0] == 200


@pytest.fixture(scope="module")
def traded(database: Cluster) -> Book:
    book = Book()
    desk = Desk(book)
    desk.opening("100", "200")
    for day, quantity in ((5, "10"), (40, "20")):
        issue = desk.issue(quantity, day)
        line = PaperLine(source_line_id=issue.line, quantity=D(quantity))
        desk.one(desk.paper("sales_invoice", day, [line], party_id=book.customer.pk))
    return book


class TestStatement:
    """对账单: the figures of the report on paper, with ages and a place for both stamps."""

    def test_says_what_the_report_says(self, traded: Book) -> None:
        boss = signed_in(traded)
        asked = {"party": str(traded.customer.pk), "side": "ar", "from": "2026-02-01", "to": "2026-02-28"}
        report = boss.get("/reports/statement", **asked)[1]
        opening, closing = report["rows"][0]["balance"], report["rows"][-1]["balance"]
        assert (opening, closing) == ("113.00", "339.00")
        status, done = boss.post("/prints/statement", asked)
        assert (status, done["state"]) == (200, "done"), done
        paper = Print(boss.get(f"/prints/files/{done['token']}/pdf")[1])
        for said in ("客户对账单", "致:乙", "2026-02-01至2026-02-28", "期初余额:113.00", "本期增加:226.00",
                     "人民币叁佰叁拾玖元整", "贵方欠我方¥339.00", "账龄(截至2026-02-28)", "对方确认(盖章)"):  # fmt: skip
            assert said in paper.words, said
        status, seen = boss.post("/prints/statement/preview", {**asked, "paper": "a4_landscape"})
        assert (status, seen["page_count"], seen["pages"][0][:4]) == (200, 1, "<svg")

    def test_has_templates_as_documents_have(self, traded: Book) -> None:
        boss = signed_in(traded)
        assert [one["code"] for one in boss.get("/prints/letters")[1]] == [
            "statement_ar",
            "statement_ap",
            "dunning",
        ]
        _, about = boss.get("/prints/types/statement_ar")
        (usual,) = about["templates"]
        assert about["is_letter"]
        assert "请核对以上往来" in usual["template"]["footer"]
        columns = [
            {"key": key, "width": 0} for key in ("business_on", "number", "charged", "settled", "balance")
        ]
        said = {
            "title": "往来对账函",
            "footer": "五日内未回复视为无误",
            "paper": "form_140",
            "columns": columns,
        }
        made = boss.post(
            "/prints/types/statement_ar/templates",
            {"name": "函", "template": {**usual["template"], **said, "copies": 2}},
        )[1]["id"]
        asked = {"party": str(traded.customer.pk), "side": "ar", "from": "2026-02-01", "to": "2026-02-28"}
        done = boss.post("/prints/statement", {**asked, "template": made})[1]
        paper = Print(boss.get(f"/prints/files/{done['token']}/pdf")[1])
        assert paper.sizes == [(241, 140)] * 2
        for said_too in ("往来对账函", "五日内未回复视为无误", "226.00", "¥339.00", "第2联客户联"):
            assert said_too in paper.words, said_too
        assert "单据类型" not in paper.words
        draft = {**usual["template"], "title": "草拟"}
        status, seen = boss.post("/prints/statement/preview", {**asked, "draft": draft})
        assert (status, seen["template"], seen["page_count"]) == (200, "", 1)
        boss.put(f"/prints/parties/{traded.customer.pk}", {"templates": {"statement_ar": made}})
        assert boss.post("/prints/statement/preview", asked)[1]["template"] == made
        assert boss.delete(f"/prints/templates/{made}")[0] == 200

    def test_without_a_movement_still_says_what_is_owed(self, traded: Book) -> None:
        boss = signed_in(traded)
        asked = {
            "party": str(traded.customer.pk),
            "from": "2026-03-01",
            "to": "2026-03-31",
            "paper": "form_140",
        }
        done = boss.post("/prints/statement", asked)[1]
        assert "¥339.00" in Print(boss.get(f"/prints/files/{done['token']}/pdf")[1]).words

    def test_is_refused_as_the_report_is(self, traded: Book) -> None:
        boss, keeper = signed_in(traded), signed_in(traded, traded.keeper.user_id)
        asked = {"party": str(traded.supplier.pk), "side": "ap"}
        assert keeper.post("/prints/statement", asked)[0] == 403
        assert boss.post("/prints/statement", {**asked, "paper": "a3"})[1]["code"] == "UNKNOWN_PAPER"
        assert boss.post("/prints/statement", {**asked, "party": str(Book().supplier.pk)})[0] in (404, 422)


class TestDunning:
    """催款单 (R-32): what is overdue, the figure of the ageing (R-31), and nothing else."""

    def test_asks_for_what_the_ageing_calls_overdue(self, traded: Book) -> None:
        boss = signed_in(traded)
        party = str(traded.customer.pk)
        aged = boss.get("/reports/ar_aging", party=party, as_of="2026-04-10")[1]["rows"][0]
        late = sum(D(aged[key]) for key in ("days_1_30", "days_31_60", "days_61_90", "days_over_90"))
        assert (late, aged["not_due"]) == (D("339.00"), "0.00")
        asked = {"parties": [party, str(traded.supplier.pk)], "as_of": "2026-04-10"}
        status, done = boss.post("/prints/dunning", asked)
        assert (status, done["state"], done["total"]) == (200, "done", 1), done
        paper = Print(boss.get(f"/prints/files/{done['token']}/pdf")[1])
        for said in (
            "催款单",
            "致:乙",
            "截至:2026-04-10",
            "逾期合计:339.00",
            "人民币叁佰叁拾玖元整",
            "逾期应付¥339.00",
        ):
            assert said in paper.words, said
        status, seen = boss.post("/prints/dunning/preview", {**asked, "paper": "form_140"})
        assert (status, seen["page_count"], seen["pages"][0][:4]) == (200, 1, "<svg")

    def test_is_refused_where_nothing_is_overdue(self, traded: Book) -> None:
        boss = signed_in(traded)
        create_role(actor=traded.actor, code="narrow", name="窄", permissions=["parties.view"])
        stranger = signed_in(traded, traded.actor_with("narrow").user_id)
        asked = {"parties": [str(traded.customer.pk)], "as_of": "2026-01-05"}
        for body in (asked, {**asked, "parties": []}, {**asked, "parties": [str(Book().customer.pk)]}):
            status, refused = boss.post("/prints/dunning", body)
            assert (status, refused["code"], refused["where"]) == (
                422,
                "NOTHING_OVERDUE",
                {"field": "parties"},
            )
        assert (
            boss.post("/prints/dunning", {**asked, "as_of": "2026-04-10", "paper": "a3"})[1]["code"]
            == "UNKNOWN_PAPER"
        )
        assert stranger.post("/prints/dunning", {**asked, "as_of": "2026-04-10"})[0] == 403
