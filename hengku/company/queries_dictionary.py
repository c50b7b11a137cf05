"""Reading the small lists of the data dictionary: what is ready-made with what the company says of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from hengku.company.dictionary import WORD_LISTS, Word, merged, word_list
from hengku.company.models import Entry
from hengku.identity.actor import Actor
from hengku.kit import sql

_COLUMNS = ("code", "name", "name_en", "position", "is_active", "days", "role")
_SELECT = (
    "SELECT list_code, code, name, name_en, position, is_active, days, role FROM company_entry "
    "WHERE company_id = %s AND list_code = ANY(%s)"
)


def words_of(company_id: int, list_code: str) -> list[Word]:
    """Every entry of a list, stopped ones too, in the company's order. One statement."""
    rows = Entry.objects.of_company(company_id).filter(list_code=list_code).values_list(*_COLUMNS)
    return merged(word_list(list_code), (Word(*row) for row in rows))


def shown_words(actor: Actor, list_code: str) -> list[Word]:
    """``words_of`` for who may see the list."""
    actor.must(word_list(list_code).needs)
    return words_of(actor.company_id, list_code)


def all_words(company_id: int) -> dict[str, list[Word]]:
    """Every list with its entries. One statement."""
    rows = sql.rows(_SELECT, (company_id, sql.array([*WORD_LISTS])))
    return _by_list(WORD_LISTS, rows)


def ask_words(company_id: int, lists: Collection[str], into: dict[str, list[Word]]) -> None:
    """Fill ``into`` with the entries of ``lists``. One statement; inside ``sql.together`` at the end of the block."""
    sql.ask(_SELECT, (company_id, sql.array([*lists])), lambda rows: into.update(_by_list(lists, rows)))


def _by_list(lists: Iterable[str], rows: Iterable[Any]) -> dict[str, list[Word]]:
    own: dict[str, list[Word]] = {code: [] for code in lists}
    for list_code, *values in rows:
        own[list_code].append(Word(*values))
    return {code: merged(word_list(code), words) for code, words in own.items()}
