"""Fields whose choices are a list of the data dictionary: which a paper names, and what a company offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from hengku.company.dictionary import WORD_LISTS, Word
from hengku.company.queries_dictionary import ask_words
from hengku.documents.declaration import Field, document_type
from hengku.documents.paper import Paper

Words = Mapping[str, list[Word]]


@cache
def _choosing(type_code: str) -> tuple[dict[str, str], dict[str, str]]:
    """Key → list of the fields of header and lines that must name an entry."""
    kind = document_type(type_code)
    return _keys(kind.header), _keys(kind.lines)


def _keys(fields: Iterable[Field]) -> dict[str, str]:
    return {field.key: field.listed for field in fields if field.listed and field.kind == "choice"}


def lists_named(papers: Iterable[Paper]) -> set[str]:
    """The lists whose entries ``papers`` name. Most name none."""
    found: set[str] = set()
    for paper in papers:
        if not paper.type_code:
            continue
        header, lines = _choosing(paper.type_code)
        found.update(header[key] for key in paper.data if key in header)
        if lines:
            found.update(lines[key] for line in paper.lines if line.data for key in line.data if key in lines)
    return found


def load_words(company_id: int, papers: Iterable[Paper], into: dict[str, list[Word]]) -> None:
    """Fill ``into`` with the entries of the lists that papers name: one statement, none where nothing is named."""
    if named := lists_named(papers):
        ask_words(company_id, sorted(named), into)


def offered(field: Field, words: Words) -> list[Word]:
    """The entries a field may have, in the company's order, stopped ones too. Of a closed list a field may declare
    a part, under names of its own.
    """
    found = words.get(field.listed, [])
    if not WORD_LISTS[field.listed].is_closed:
        return found
    declared = {choice.code for choice in field.choices}
    return [word for word in found if word.code in declared]


def names_of(values: dict[str, Any], fields: Iterable[Field], words: Words) -> None:
    """Put the names of entries where ``values``, of header or line, have their codes: what is printed."""
    for field in fields:
        if not field.listed or not values.get(field.key) or WORD_LISTS[field.listed].is_closed:
            continue
        said = values[field.key]
        values[field.key] = next((one.name for one in offered(field, words) if one.code == said), said)
