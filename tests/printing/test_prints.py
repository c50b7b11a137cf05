"""What comes out on paper, read back from the PDF."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import zxingcpp
from django.db import connection

from hengku.audit.models import Event
from hengku.catalog.barcode_rules import parse_gs1
from hengku.catalog.queries_scan import read_codes
from hengku.documents.actions import save_draft
from hengku.documents.declaration import document_type, registry
from hengku.documents.errors import DocumentNotFound
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.kit.numbers import D
from hengku.posting.actions import reverse
from hengku.printing import actions, actions_templates, files, jobs, renderer
from hengku.printing.desk import Desk, Reader
from hengku.printing.errors import (
    NoEntries,
    NothingToPrint,
    PrintGone,
    TemplateGone,
    TooMuchToPrint,
    UnknownPaper,
)
from hengku.printing.label_template import GS1_BARS, LABEL, PRESETS, LabelTemplate
from hengku.printing.labels import LabelOf
from hengku.printing.papers import LABEL_FORMS, PAPERS
from hengku.printing.queries_labels import Wanted, label_template, label_templates, labels_of
from hengku.printing.template import Template, usual_template
from hengku.printing.words import capitals, money
from tests.posting.desk import NOW, new_key
from tests.printing.conftest import LINK, Print, Shop
from tests.work import worked
from tests.world import Book


def barcodes(print_: Print, page: int = 0) -> dict[str, str]:
    """What a scanner reads on a page, by kind of code."""
    picture = print_.document[page].render(scale=4).to_pil()
    return {str(found.format): found.text for found in zxingcpp.read_barcodes(picture)}


class TestEveryType:
    @pytest.mark.parametrize("code", sorted(registry()))
    def test_prints_on_every_paper(self, shop: Shop, code: str) -> None:
        document = Document.objects.get(company_id=shop.book.company_id, pk=shop.documents[code])
        lines = Line.objects.filter(company_id=shop.book.company_id, document_id=document.pk)
        kind = document_type(code)
        for paper in PAPERS.values():
            printed = shop.print(document.pk, paper=paper.code, show_tax=True)
            assert set(printed.sizes) == {(paper.width, paper.height)}
            words = printed.words
            assert document.number in words
            assert kind.label in words
            assert shop.book.company.name.replace(" ", "") in words
            assert "第1页/共1页" in words
            assert "制单:boss" in words
            for line in lines:
                assert line.product is None or line.product.name in words
                assert not line.amount_incl or money(line.amount_incl) in words
            if document.amount_incl and code not in ("stock_adjustment", "opening_stock"):
                assert capitals(document.amount_incl) in words
                assert money(document.amount_incl) in words

    def test_is_opened_by_its_codes(self, shop: Shop) -> None:
        document = Document.objects.get(company_id=shop.book.company_id, pk=shop.documents["sales_issue"])
        for paper in PAPERS:
            read = barcodes(shop.print(document.pk, paper=paper))
            assert read == {"Code 128": document.number, "QR Code": LINK.format(document.number)}

    def test_of_a_posted_document_has_its_voucher(self, shop: Shop) -> None:
        words = shop.print(shop.documents["sales_issue"], layout="voucher").words
        for part in ("记账凭证", "会计科目", "借方金额", "应收账款—乙", "主营业务收入", "未编号"):
            assert part in words

    def test_without_entries_has_no_voucher(self, shop: Shop) -> None:
        keeper = replace(shop.actor, permissions=frozenset({"sales_issue.view"}))
        with pytest.raises(NoEntries):
            shop.print(shop.documents["sales_issue"], layout="voucher", actor=keeper)


class TestPages:
    def test_add_up_each_and_all(self, shop: Shop) -> None:
        """Page sums are of what stands on the page, and sum to the total."""
        document = shop.received(*[(str(n), "1.13") for n in range(1, 61)])
        printed = shop.print(document, paper="form_140", show_tax=True)
        assert len(printed.pages) > 2
        sums = []
        for page in printed.pages:
            (row,) = [one for one in page.splitlines() if one.startswith("本页小计")]
            sums.append([D(one.replace(",", "")) for one in row.split()[1:]])
        assert sum(one[0] for one in sums) == 1830
        stored = Document.objects.get(company_id=shop.book.company_id, pk=document)
        assert [sum(column) for column in zip(*sums, strict=True)][1:] == [
            stored.amount_net, stored.amount_tax, stored.amount_incl,
        ]  # fmt: skip
        for at, page in enumerate(printed.pages, 1):
            assert f"第{at}页/共{len(printed.pages)}页" in "".join(page.split())
            assert "商品名称" in page
            assert stored.number in page
        assert "合计" in printed.pages[-1]

    def test_of_one_sheet_are_not_summed_twice(self, shop: Shop) -> None:
        assert "本页小计" not in shop.print(shop.documents["sales_issue"]).text

    def test_hold_three_thousand_lines(self, shop: Shop) -> None:
        detail = self.long_detail(3000)
        before = self.worked()
        desk = Desk(shop.actor, shop.order(), None, NOW)
        kind = document_type("sales_issue")
        sheets = desk.sheets(kind, detail, usual_template(kind), "d")
        assert len(Print(renderer.compile_pdf(desk.data(sheets, "x")).blobs[0]).pages) > 50
        assert self.worked() - before < 30  # measured 3–5 s

    @staticmethod
    def worked() -> float:
        """Here and in the child, whether it is kept or was let go."""
        return worked(os.getpid()) + sum(worked(one._process.pid) for one in renderer._renderer._free)

    def test_of_a_long_document_are_looked_at_without_its_end(self, shop: Shop) -> None:
        """The first pages stand for all; columns, widths and the sums of a page are those of the whole document."""
        detail = self.long_detail(400)
        preview = jobs.preview_document(
            actor=shop.actor, document_id=1, order=shop.order(), read=Reader(lambda _: detail, dict), at=NOW
        )
        assert (len(preview.pages), preview.page_count) == (1, 0)
        short = jobs.preview_document(
            actor=shop.actor, document_id=1, order=shop.order(), at=NOW,
            read=Reader(lambda _: self.long_detail(80), dict),
        )  # fmt: skip
        assert (len(short.pages), short.page_count) == (2, 2)

    @staticmethod
    def long_detail(count: int) -> dict[str, Any]:
        from tests.printing.test_rules import detail, line

        made = detail(*[line(n) for n in range(1, count + 1)])
        return {
            **made,
            "document": {**made["document"], "id": "1", "party": None, "type_code": "sales_issue"},
        }

    def test_come_in_copies(self, shop: Shop) -> None:
        printed = shop.print(shop.documents["sales_issue"], paper="form_93", copies=3)
        assert len(printed.pages) == 3
        found = ["".join(page.split()) for page in printed.pages]
        assert [
            name in page
            for name, page in zip(("第1联存根联", "第2联客户联", "第3联财务联"), found, strict=True)
        ] == [True] * 3
        assert all("第1页/共1页" in page for page in found)


class TestHostileText:
    TEXTS = (
        '#import "x.typ"',
        "#sys.inputs",
        "$x^2$ $",
        "@ref <label> *bold* _it_ `raw` // no comment",
        "\\ \\u{41} ] } ) #panic()",
        "=heading\n- list\n/ term: x",
        "x" * 120,
        "\u202e反过来\u202c",
        "<script>alert(1)</script>",
    )

    def test_stands_as_it_was_written(self, shop: Shop) -> None:
        book = shop.book
        for number, text in enumerate(self.TEXTS):
            product = book.add_product(f"H{number}-{id(text)}", text[:120])
            party = book.add_party(f"H{number}-{id(text)}", f"{number} {text}"[:120])
            paper = Paper(
                "sales_order", book.day(40), party_id=party.pk, warehouse_id=book.w1.pk, remark=text,
                lines=[PaperLine(product_id=product.pk, quantity=D(1), price=D(1), remark=text[:120])],
            )  # fmt: skip
            printed = shop.print(shop.post(paper), paper="form_140")
            for said in (product.name, party.name, text):
                wanted = "".join(one for one in said if one.isprintable()).replace(" ", "")
                assert wanted in printed.words, text

    def test_says_which_characters_no_font_has(self, shop: Shop) -> None:
        """𠮷 is in neither font: a geta stands for it, and paper and answer say so; 䶮 and 〇 are in both."""
        product = shop.book.add_product("RARE", "𠮷野家 䶮〇")
        paper = Paper(
            "sales_order", shop.book.day(40), party_id=shop.book.customer.pk, warehouse_id=shop.book.w1.pk,
            lines=[PaperLine(product_id=product.pk, quantity=D(1), price=D(1))],
        )  # fmt: skip
        document = shop.post(paper)
        words = shop.print(document).words
        assert "〓野家䶮〇" in words
        assert "字库中没有:U+20BB7" in words
        assert ["𠮷(U+20BB7)" in note for note in shop.preview(document).notes] == [True]
        assert "字库" not in shop.print(shop.documents["sales_issue"]).words


class TestRights:
    def test_keep_who_may_not_look_out(self, shop: Shop) -> None:
        nobody = replace(shop.actor, permissions=frozenset({"purchase_order.view"}))
        with pytest.raises(MissingPermission):
            shop.print(shop.documents["sales_issue"], actor=nobody)

    def test_keep_other_companies_out(self, shop: Shop) -> None:
        stranger = Book()
        with pytest.raises(DocumentNotFound):
            shop.print(shop.documents["sales_issue"], actor=stranger.actor)

    def test_hide_cost_on_paper_too(self, shop: Shop) -> None:
        keeper = replace(shop.actor, permissions=frozenset({"opening_stock.view"}))
        pk = shop.documents["opening_stock"]
        assert "成本金额" in shop.print(pk).words
        assert "成本金额" not in shop.print(pk, actor=keeper, show_price=True).words

    def test_keep_files_for_who_ordered_them(self, shop: Shop) -> None:
        progress = jobs.print_labels(
            actor=shop.actor,
            labels=[LabelOf("A", "甲", "", "", "个", None, 1)],
            template=LabelTemplate("40x30"),
            at=NOW,
        )
        assert files.content_of(shop.actor, progress.token).startswith(b"%PDF")
        for other in (
            replace(shop.actor, user_id=shop.actor.user_id + 1),
            replace(shop.actor, company_id=shop.actor.company_id + 1),
        ):
            with pytest.raises(PrintGone):
                files.content_of(other, progress.token)
        with pytest.raises(PrintGone):
            files.content_of(shop.actor, "../" * 10 + "etc/passwd")


class TestCount:
    def prints(self, shop: Shop, pk: int) -> list[Any]:
        found = Event.objects.filter(company_id=shop.book.company_id, entity_kind="document", entity_id=pk)
        return list(found.filter(action=actions.PRINTED).order_by("id").values_list("data", flat=True))

    def test_is_kept_and_told_from_the_second_on(self, shop: Shop) -> None:
        pk = shop.received(("1", "1"))
        assert "次打印" not in shop.print(pk).words
        assert "第2次打印" in shop.print(pk, paper="form_93", copies=2).words
        assert self.prints(shop, pk) == [
            {"paper": "a4", "layout": "document", "copies": 1, "printed": 1},
            {"paper": "form_93", "layout": "document", "copies": 2, "printed": 2},
        ]

    def test_is_not_made_by_looking(self, shop: Shop) -> None:
        pk = shop.received(("1", "1"))
        shop.preview(pk)
        assert self.prints(shop, pk) == []

    def test_gives_no_number_twice(self, shop: Shop) -> None:
        pk = shop.received(("1", "1"))

        def count(_: int) -> int:
            try:
                return actions.count_prints(actor=shop.actor, documents={pk: {}}, at=NOW)[pk]
            finally:
                connection.close()

        with ThreadPoolExecutor(6) as threads:
            assert sorted(threads.map(count, range(12))) == list(range(1, 13))


class TestMarks:
    def test_say_draft(self, shop: Shop) -> None:
        paper = Paper(
            "sales_order", shop.book.day(40), party_id=shop.book.customer.pk, warehouse_id=shop.book.w1.pk,
            lines=[PaperLine(product_id=shop.book.cola.pk, quantity=D(1), price=D(1))],
        )  # fmt: skip
        draft = save_draft(actor=shop.actor, paper=paper, now=NOW)
        assert "草稿" in shop.print(draft.id).words

    def test_say_reversed_and_what_reverses(self, shop: Shop) -> None:
        pk = shop.received(("2", "5"))
        number = Document.objects.get(company_id=shop.book.company_id, pk=pk).number
        done = reverse(
            actor=shop.actor, document_id=pk, business_on=None, reason="错", key=new_key(), now=NOW
        )
        assert "已红冲" in shop.print(pk).words
        red = shop.print(done.documents[0].id)
        assert f"冲销单据:{number}" in red.words
        assert "(红字)" in red.words
        assert "人民币负" in red.words


class TestMany:
    def test_are_one_file(self, shop: Shop) -> None:
        ids = list(shop.documents.values())
        order = shop.order()
        from hengku.api.prints import _reader

        progress = jobs.print_documents(
            actor=shop.actor, document_ids=ids, order=order, read=_reader(shop.actor), at=NOW
        )
        until = time.monotonic() + 60
        while files.progress_of(shop.actor, progress.token).state == "working" and time.monotonic() < until:
            time.sleep(0.05)
        done = files.progress_of(shop.actor, progress.token)
        assert (done.state, done.done, done.problems) == ("done", len(ids), [])
        printed = Print(files.content_of(shop.actor, progress.token))
        assert len(printed.pages) == len(ids)
        numbers = Document.objects.filter(company_id=shop.book.company_id).in_bulk(ids)
        for pk, page in zip(ids, printed.pages, strict=True):
            assert numbers[pk].number in page

    def test_print_without_the_one_that_is_refused(self, shop: Shop) -> None:
        order, issue = shop.documents["sales_order"], shop.documents["sales_issue"]
        seller = replace(shop.actor, permissions=frozenset({"sales_order.view"}))
        from hengku.api.prints import _reader

        progress = jobs.print_documents(
            actor=seller, document_ids=[order, issue], order=shop.order(), read=_reader(seller), at=NOW
        )
        assert len(Print(files.content_of(seller, progress.token)).pages) == 1
        (problem,) = progress.problems
        assert (problem["code"], problem["where"]) == ("MISSING_PERMISSION", {"document": 1})

    def test_have_a_limit(self, shop: Shop) -> None:
        for ids, refusal in (([], NothingToPrint), (list(range(1, 502)), TooMuchToPrint)):
            with pytest.raises(refusal):
                shop.print(*ids)

    def test_on_no_paper_are_refused(self, shop: Shop) -> None:
        with pytest.raises(UnknownPaper):
            shop.print(shop.documents["sales_issue"], paper="letter")


class TestLabels:
    def test_are_of_their_size_and_can_be_scanned(self, shop: Shop) -> None:
        cola = shop.book.cola
        case = shop.book.unit("箱").pk
        wanted = [Wanted(cola.pk, None, 2), Wanted(cola.pk, case, 1), Wanted(shop.book.rice.pk, None, 1)]
        labels = labels_of(shop.actor, wanted, shows_price=True)
        for form in LABEL_FORMS.values():
            progress = jobs.print_labels(
                actor=shop.actor, labels=labels, template=LabelTemplate(form.code), at=NOW
            )
            printed = Print(files.content_of(shop.actor, progress.token))
            assert printed.sizes == [(form.width, form.height)] * 4
            read = [barcodes(printed, page) for page in range(4)]
            assert read == [{"EAN-13": "6901234567892"}] * 2 + [
                {"Code 128": "16901234567899"},
                {"Code 128": "RICE"},
            ]
            for part in ("可乐", "300ml", "COLA", "单位:瓶", "¥3.50", "6901234567892"):
                assert part in printed.pages[0].replace(" ", "").replace("\r\n", "")
            assert "¥42.00" in printed.pages[2]
            assert "¥" not in printed.pages[3]

    def test_hold_long_names(self, shop: Shop) -> None:
        label = LabelOf("C" * 64, "特级初榨" * 25, "规格" * 40, "", "箱", Decimal("12345678.99"), 1)
        progress = jobs.print_labels(
            actor=shop.actor, labels=[label], template=LabelTemplate("40x30"), at=NOW
        )
        assert len(Print(files.content_of(shop.actor, progress.token)).pages) == 1

    def test_say_lot_dates_serial_and_weight_to_who_scans_them(self, shop: Shop) -> None:
        """Read back from the paper: by a scanner's reader, by the server, and as the reader of the phone parts them."""
        cola = shop.book.cola
        label = replace(
            labels_of(shop.actor, [Wanted(cola.pk, None, 1, "L2026/11-A")], shows_price=True)[0],
            produced_on=date(2026, 11, 7), expires_on=date(2027, 5, 6), serial="SN-0012", count=2,
            weight=D("2.485"), weight_unit="千克", kilograms=D("2.485"), amount=D("81.51"),
        )  # fmt: skip
        whole = "(01)06901234567892(3103)002485(11)261107(17)270506(10)L2026/11-A(21)SN-0012"
        bars = "(01)06901234567892(17)270506(10)1107"  # no more has room in bars
        tracked = PRESETS["tracked"].template
        for one, template, kind, text in (
            (label, tracked, "Data Matrix", whole),
            (label, replace(tracked, form="40x30"), "Data Matrix", whole),
            (replace(label, lot_no="1107"), LabelTemplate("60x40", GS1_BARS, ("lot", "expires")), "Code 128", bars),
        ):  # fmt: skip
            progress = jobs.print_labels(actor=shop.actor, labels=[one], template=template, at=NOW)
            printed = Print(files.content_of(shop.actor, progress.token))
            assert len(printed.pages) == 2
            assert barcodes(printed) == {kind: text}
            for part in (f"批号{one.lot_no}", "到期日2027-05-06"):
                assert part in printed.words
            read = parse_gs1(text, date(2026, 11, 22))
            assert (read.batch, read.expiry) == (one.lot_no, date(2027, 5, 6))
            ((said,),) = read_codes(shop.actor, [text], date(2026, 11, 22)).values()
            assert (said.product_id, said.lot_no) == (cola.pk, one.lot_no)

    def test_are_one_for_each_serial_number(self, shop: Shop) -> None:
        wanted = Wanted(shop.book.cola.pk, None, 2, serials=("S1", "S2", "S3"))
        labels = labels_of(shop.actor, [wanted], shows_price=False)
        assert [(one.serial, one.count, one.price) for one in labels] == [
            ("S1", 2, None),
            ("S2", 2, None),
            ("S3", 2, None),
        ]

    def test_without_an_article_number_say_so(self, shop: Shop) -> None:
        """Rice has no barcode: its own code in bars, and a note instead of a code that names nothing."""
        labels = labels_of(shop.actor, [Wanted(shop.book.rice.pk, None, 1, "L1")], shows_price=True)
        preview = jobs.preview_labels(labels, PRESETS["tracked"].template, "tracked")
        assert preview.notes == [f"{shop.book.rice.name}:没有 GTIN 条码,标签上改印商品条码"]

    def test_of_a_company_are_kept_beside_its_other_templates(self, shop: Shop) -> None:
        kept = LabelTemplate("40x30", GS1_BARS, ("lot",))

        def make(code: str, template: Template | LabelTemplate) -> int:
            return actions_templates.create_template(
                actor=shop.actor, type_code=code, name="冷柜", template=template, at=NOW
            )

        made = make(LABEL, kept)
        actions_templates.make_default(actor=shop.actor, type_code=LABEL, template_id=made, at=NOW)
        assert label_template(shop.actor, None).template == kept
        for code, wrong in ((LABEL, Template()), ("sales_order", kept)):  # a paper is no label
            with pytest.raises(TemplateGone):
                make(code, wrong)
        other = Book().actor
        assert {one.key for one in label_templates(other)} == set(PRESETS)
        actions_templates.delete_template(actor=shop.actor, template_id=made, at=NOW)
        assert label_template(shop.actor, None).key == "builtin"

    def test_need_the_right_to_see_goods(self, shop: Shop) -> None:
        nobody = replace(shop.actor, permissions=frozenset())
        with pytest.raises(MissingPermission):
            labels_of(nobody, [Wanted(shop.book.cola.pk, None, 1)], shows_price=True)


def test_the_pool_is_closed_at_the_end(shop: Shop) -> None:
    """Children end when they are told to, and the next job starts another."""
    renderer._renderer.close()
    assert shop.print(shop.documents["receipt"]).pages
