"""One book for the whole room: making companies costs more than printing them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from hengku.api.prints import _reader
from hengku.documents.declaration import registry
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import post
from hengku.printing import files, jobs
from hengku.printing.desk import Order, Preview
from tests.documents.builders import BUILDERS
from tests.documents.builders.stage import Stage
from tests.posting.desk import NOW, new_key
from tests.world import Book

LINK = "http://shop.local/doc/by-number/{}?company=1"


class Print:
    """A PDF read back: text and size of each page, millimetres."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = pypdfium2.PdfDocument(content)
        self.pages = [page.get_textpage().get_text_range() for page in self.document]
        self.sizes = [tuple(round(side * 254 / 720, 1) for side in page.get_size()) for page in self.document]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def words(self) -> str:
        """All of it without blanks and line ends: how text breaks is not what is tested."""
        return "".join(self.text.replace("\u200b", "").split())


class Shop:
    """A company with one posted document of every type; ``shop.documents`` holds their ids."""

    def __init__(self) -> None:
        self.book = Book()
        self.actor: Actor = self.book.actor
        self.stage = Stage(self.book)
        # opening stock first: goods that have moved take none
        codes = sorted(registry(), key=lambda code: code != "opening_stock")
        self.documents = {code: self.post(*BUILDERS[code](self.stage, 1, 2)) for code in codes}

    def post(self, paper: Paper) -> int:
        return post(actor=self.actor, documents=[paper], key=new_key(), now=NOW).documents[0].id

    def received(self, *lines: tuple[str, str], remark: str = "") -> int:
        """A receipt of cola: quantity and price of each line."""
        tax_code = self.book.tax_code("VAT13").pk
        goods = [
            PaperLine(
                product_id=self.book.cola.pk, quantity=D(quantity), price=D(price), tax_code_id=tax_code
            )
            for quantity, price in lines
        ]
        return self.post(
            replace(self.stage.bought("purchase_receipt", goods, self.stage.day()), remark=remark)
        )

    def order(self, **said: Any) -> Order:
        return Order(link=LINK.format, **said)

    def print(self, *ids: int, actor: Actor | None = None, **said: Any) -> Print:
        """Print and read back."""
        actor = actor or self.actor
        progress = jobs.print_documents(
            actor=actor, document_ids=ids, order=self.order(**said), read=_reader(actor), at=NOW
        )
        return Print(files.content_of(actor, progress.token))

    def preview(self, document_id: int, actor: Actor | None = None, **said: Any) -> Preview:
        actor = actor or self.actor
        template = said.pop("template", None)
        return jobs.preview_document(
            actor=actor, document_id=document_id, order=self.order(**said), read=_reader(actor), at=NOW,
            template=template,
        )  # fmt: skip


@pytest.fixture(scope="session")
def shop(database: Cluster) -> Shop:
    return Shop()
