"""Templates that a company makes for its paper, read back from the PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image

from hengku.audit.models import Event
from hengku.company.record_rules import NameMissing
from hengku.documents.declaration import document_type
from hengku.identity.actor import MissingPermission
from hengku.parties.actions import PartyNotFound
from hengku.printing import actions, actions_templates
from hengku.printing.errors import (
    LogoRefused,
    TemplateGone,
    TemplateNameTaken,
)
from hengku.printing.models import PaperTemplate
from hengku.printing.queries import templates_of
from hengku.printing.template import ColumnChoice, usual_template
from tests.posting.desk import NOW
from tests.printing.conftest import Print, Shop
from tests.printing.test_prints import barcodes
from tests.printing.test_rules import png
from tests.world import Book


class TestTemplate:
    """打印模板: several for a type, by name; the default, that of the party, that of the moment."""

    def make(self, shop: Shop, code: str, name: str, **said: Any) -> int:
        chosen = replace(usual_template(document_type(code)), **said)
        return actions_templates.create_template(
            actor=shop.actor, type_code=code, name=name, template=chosen, at=NOW
        )

    def choose(self, shop: Shop, code: str, template_id: int | None) -> None:
        actions_templates.make_default(actor=shop.actor, type_code=code, template_id=template_id, at=NOW)

    def test_is_what_the_company_chose(self, shop: Shop) -> None:
        made = self.make(
            shop, "gift_issue", "赠送", paper="form_93", title="赠送单", header="服务电话 0571-8888",
            footer="感谢惠顾\n\n请当面点清", columns=(ColumnChoice("product.name"), ColumnChoice("quantity", 30)),
            signatures=("发货", "收货"), show_barcode=False, show_qr=False, text_size=1200,
        )  # fmt: skip
        pk = shop.documents["gift_issue"]
        assert shop.print(pk).sizes == [(210, 297)]  # made is not chosen yet
        self.choose(shop, "gift_issue", made)
        printed = shop.print(pk)
        assert printed.sizes == [(241, 93)]
        for part in ("赠送单", "服务电话0571-8888", "感谢惠顾", "请当面点清", "发货:", "收货:"):
            assert part in printed.words
        assert "商品编码" not in printed.words
        assert barcodes(printed) == {}
        assert self.letter_heights(printed, "可乐") == {12}
        assert shop.print(pk, template="builtin").sizes == [(210, 297)]
        self.choose(shop, "gift_issue", None)
        assert shop.print(pk).sizes == [(210, 297)]

    @staticmethod
    def letter_heights(printed: Print, word: str) -> set[int]:
        """Sizes in which a word stands on the first page, whole points."""
        page = printed.document[0].get_textpage()
        searched = page.search(word)
        found = set()
        while (at := searched.get_next()) is not None:
            found.add(round(pdfium_c.FPDFText_GetFontSize(page, at[0])))
        return found

    def test_leaves_out_the_parts_that_are_not_wanted(self, shop: Shop) -> None:
        pk = shop.received(("2", "5"), remark="急用")
        whole = shop.print(pk)
        assert "人民币壹拾壹元叁角整" in whole.words
        assert {"Code 128", "QR Code"} == set(barcodes(whole))
        made = self.make(
            shop,
            "purchase_receipt",
            "简",
            show_capitals=False,
            show_qr=False,
            show_remark=False,
            signatures=(),
        )
        plain = shop.print(pk, template=str(made))
        assert set(barcodes(plain)) == {"Code 128"}
        for gone in ("人民币", "急用", "制单:", "仓管:"):
            assert gone in whole.words
            assert gone not in plain.words

    def test_of_a_delivery_note_comes_with_the_program(self, shop: Shop) -> None:
        """送货单: three copies to sign, without a price."""
        pk = shop.documents["sales_issue"]
        printed = shop.print(pk, template="delivery")
        assert printed.sizes == [(241, 140)] * 3
        for page, copy in zip(printed.pages, ("存根联", "客户联", "财务联"), strict=True):
            words = "".join(page.split())
            assert all(said in words for said in ("送货单", copy, "客户签收"))
        assert "人民币" not in printed.words
        assert "价税合计" not in printed.words
        with pytest.raises(TemplateGone):
            shop.print(shop.documents["purchase_receipt"], template="delivery")

    def test_is_that_of_the_party(self, shop: Shop) -> None:
        made = self.make(shop, "sales_order", "大客户", paper="form_140", title="订货确认")
        pk, customer = shop.documents["sales_order"], shop.book.customer.pk

        def choose(key: str) -> None:
            actions_templates.choose_for_party(
                actor=shop.actor, party_id=customer, choices={"sales_order": key}, at=NOW
            )

        choose(str(made))
        assert "订货确认" in shop.print(pk).words
        assert shop.preview(pk).template == str(made)
        assert "订货确认" not in shop.print(pk, template="builtin").words  # the moment says otherwise
        other = self.make(shop, "purchase_order", "别的单据")
        with pytest.raises(TemplateGone):
            choose(str(other))
        with pytest.raises(PartyNotFound):
            actions_templates.choose_for_party(
                actor=shop.actor, party_id=Book().customer.pk, choices={"sales_order": "builtin"}, at=NOW
            )
        choose("")
        assert "订货确认" not in shop.print(pk).words

    def test_is_kept_when_it_was_printed_with(self, shop: Shop) -> None:
        printed = self.make(shop, "sales_return", "印过")
        never = self.make(shop, "sales_return", "没印过")
        self.choose(shop, "sales_return", printed)
        customer = shop.book.customer.pk
        actions_templates.choose_for_party(
            actor=shop.actor, party_id=customer, choices={"sales_return": str(printed)}, at=NOW
        )
        shop.preview(shop.documents["sales_return"])
        assert not PaperTemplate.objects.get(company_id=shop.book.company_id, pk=printed).was_printed
        shop.print(shop.documents["sales_return"])
        told = Event.objects.filter(company_id=shop.book.company_id, action=actions.PRINTED).latest("id").data
        assert (told["template"], told["template_name"]) == (printed, "印过")
        for pk in (printed, never):
            actions_templates.delete_template(actor=shop.actor, template_id=pk, at=NOW)
        left = PaperTemplate.objects.filter(company_id=shop.book.company_id, type_code="sales_return")
        assert list(left.values_list("pk", "is_active", "is_default")) == [(printed, False, False)]
        assert shop.preview(shop.documents["sales_return"]).template == "builtin"
        with pytest.raises(TemplateGone):
            actions_templates.delete_template(actor=shop.actor, template_id=printed, at=NOW)
        self.make(shop, "sales_return", "印过")  # its name is free again

    def test_has_a_name_of_its_own(self, shop: Shop) -> None:
        first = self.make(shop, "quotation", "报价")
        second = self.make(shop, "quotation", "报价 二")
        usual = usual_template(document_type("quotation"))

        def rename(pk: int, name: str) -> None:
            actions_templates.save_template(
                actor=shop.actor, template_id=pk, name=name, template=usual, at=NOW
            )

        with pytest.raises(TemplateNameTaken):
            rename(second, " 报价 ")
        with pytest.raises(NameMissing):
            rename(second, "  ")
        with pytest.raises(TemplateGone):
            actions_templates.save_template(
                actor=Book().actor, template_id=first, name="x", template=usual, at=NOW
            )
        rename(second, "含税报价")
        assert [one.name for one in templates_of(shop.actor, document_type("quotation"))] == [
            "内置模板", "含税报价", "报价",
        ]  # fmt: skip

    def test_that_names_what_is_gone_prints_and_says_so(self, shop: Shop) -> None:
        stored = usual_template(document_type("loss_report")).data()
        stored["columns"] = [{"key": "colour", "width": 0}, {"key": "product.name", "width": 0}]
        made = self.make(shop, "loss_report", "旧")
        PaperTemplate.objects.filter(company_id=shop.book.company_id, pk=made).update(data=stored)
        self.choose(shop, "loss_report", made)
        preview = shop.preview(shop.documents["loss_report"])
        assert preview.notes == ["模板「旧」中的列 colour已不存在,已略过"]
        assert "可乐" in shop.print(shop.documents["loss_report"]).words

    def test_is_changed_by_who_may(self, shop: Shop) -> None:
        seller = replace(shop.actor, permissions=frozenset({"sales_issue.view", "parties.view"}))
        usual, made = usual_template(document_type("sales_issue")), self.make(shop, "sales_issue", "乙方")
        for deed in (
            lambda: actions_templates.create_template(
                actor=seller, type_code="sales_issue", name="x", template=usual, at=NOW
            ),
            lambda: actions_templates.save_template(
                actor=seller, template_id=made, name="x", template=usual, at=NOW
            ),
            lambda: actions_templates.make_default(
                actor=seller, type_code="sales_issue", template_id=made, at=NOW
            ),
            lambda: actions_templates.delete_template(actor=seller, template_id=made, at=NOW),
            lambda: actions_templates.choose_for_party(
                actor=seller, party_id=shop.book.customer.pk, choices={}, at=NOW
            ),
            lambda: actions.save_logo(actor=seller, content=png(10, 10), at=NOW),
        ):
            with pytest.raises(MissingPermission):
                deed()

    def test_can_be_looked_at_before_it_is_saved(self, shop: Shop) -> None:
        chosen = replace(usual_template(document_type("sales_issue")), paper="form_93")
        preview = shop.preview(shop.documents["sales_issue"], template=chosen)
        assert (len(preview.pages), preview.page_count) == (1, 1)
        assert preview.pages[0].startswith("<svg")
        assert shop.print(shop.documents["sales_issue"]).sizes == [(210, 297)]

    def test_has_a_logo(self, shop: Shop) -> None:
        before = len(shop.print(shop.documents["sales_order"]).content)
        picture = io.BytesIO()
        Image.effect_noise((300, 100), 80).convert("RGB").save(picture, "JPEG")
        actions.save_logo(actor=shop.actor, content=picture.getvalue(), at=NOW)
        assert len(shop.print(shop.documents["sales_order"]).content) > before + 5_000
        actions.remove_logo(actor=shop.actor, at=NOW)
        with pytest.raises(LogoRefused):  # the first bytes are those of a picture, the rest is not
            actions.save_logo(actor=shop.actor, content=png(10, 10)[:50] + b"\0" * 90, at=NOW)
