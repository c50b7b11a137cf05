"""Any document in one line of a story: its type, day, header, and after the colon its lines, parted by bars.

post landed_cost 01-12 甲 fee_net=105.00 basis=AMOUNT : r1.1 100 | r1.2 100 as fee

甲                 a party                      W1, W1>W2        the warehouse, and the one the goods go to
key=value          a field of the header; cash, bank, department, and ``made_by`` are known, others go into its data
TEA 5, r1 5, r1.2 5    a product, or the first or second line of a remembered document, and how many
@ 12.00  = 60.00  + 7.80  ~ 67.80      price, net, tax, amount with tax          tax=VAT13  its tax code
key=value          a field of the line; ``supplier``, fund accounts and ``item`` (an open item: ``s1/ar``) are looked up
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.documents.declaration import document_type
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from hengku.parties.models import Party
from tests.documents.builders.money import items_of
from tests.posting.desk import Desk, Doc
from tests.world import Book

AMOUNTS = {"@": "price", "=": "amount_net", "+": "amount_tax", "~": "amount_incl"}


def paper_of(book: Book, known: Mapping[str, Doc], code: str, day: int, words: tuple[str, ...]) -> Paper:
    """The paper that a line of a story tells."""
    said = " ".join(words)
    header, _, rows = said.partition(":")
    lines = [line_of(book, known, row.split()) for row in rows.split("|")]
    paper = Desk(book).paper(code, day, lines, price_mode=document_type(code).price_mode)
    for word in header.split():
        _header(book, paper, word)
    return paper


def _header(book: Book, paper: Paper, word: str) -> None:
    key, is_field, value = word.partition("=")
    if not is_field:
        places = word.split(">")
        party = Party.objects.visible_to(book.actor).filter(name=word).first()
        if party is not None:
            paper.party_id = party.pk
        elif word in ("cash", "bank"):
            paper.fund_account_id = getattr(book, word).pk
        elif word == "department":
            paper.department_id = book.department.pk
        elif word in ("EXCL", "INCL"):
            paper.price_mode = word
        else:
            paper.warehouse_id = book.warehouse(places[0]).pk
            paper.warehouse_to_id = book.warehouse(places[1]).pk if len(places) > 1 else None
    elif key == "due_on":
        paper.due_on = book.company.started_on.replace(month=int(value[:2]), day=int(value[3:]))
    elif key.startswith("fund_account_"):
        paper.data[key] = str(getattr(book, value).pk)
    elif key == "made_by":
        paper.made_by = value
    else:
        paper.data[key] = value


def line_of(book: Book, known: Mapping[str, Doc], words: list[str]) -> PaperLine:
    """One line: what goods, how many, for how much, and its fields."""
    line = PaperLine()
    what = ""
    for number, word in enumerate(words):
        key, is_field, value = word.partition("=")
        if what:
            setattr(line, AMOUNTS[what], D(word))
            what = ""
        elif word in AMOUNTS:
            what = word
        elif is_field:
            _field(book, known, line, key, value)
        elif number == 0 and word.partition(".")[0] in known:
            name, _, which = word.partition(".")
            line.source_line_id = known[name].lines[int(which or 1) - 1]
        elif number == 0 and not word.lstrip("-").replace(".", "").isdigit():
            line.product_id = book.product(word).pk
        else:
            line.quantity = D(word)
    return line


def _field(book: Book, known: Mapping[str, Doc], line: PaperLine, key: str, value: str) -> None:
    given: Any = value
    if key == "tax":
        line.tax_code_id = book.tax_code(value).pk
        return
    if key == "supplier":
        given = str(book.party(value).pk)
    elif key in ("fund_account", "fund_account_to"):
        given = getattr(book, value).pk
    elif key == "account":
        given = book.account(value).pk
    elif key in ("item", "against_item"):
        name, _, kind = value.partition("/")
        given = items_of(known[name], kind)[0]
    line.data[key] = given
