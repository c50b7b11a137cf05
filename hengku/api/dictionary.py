"""The data dictionary: its small lists of words (reasons, levels, terms), and what is told of entries beside what they
are.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import P, PathEx, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.schemas import Answer
from hengku.api.values import Flag, Text
from hengku.api.wire import UnknownAddress, reply
from hengku.company.actions_dictionary import DAYS_MAX, EntryRecord, add_entry, change_entry, order_entries
from hengku.company.dictionary import ENTRIES_MAX, WORD_LISTS, Word
from hengku.company.queries_dictionary import all_words
from hengku.desk.words import follow_of
from hengku.reports.dictionary import facts_of, word_facts
from hengku.reports.lists import LISTS

router = Router(tags=["数据字典"])
ListCode = PathEx[str, P(max_length=32)]
EntryCode = PathEx[str, P(max_length=32)]


class EntryFactsAnswer(Answer):
    """How many use an entry, and who changed it last."""

    id: str
    used: int
    changed_at: str | None
    changed_by: str


class DictionaryEntryAnswer(Answer):
    """An entry of a small list. Documents keep ``code``, parties and price lists ``name``; settlement terms have
    ``days``, expense items the account role they are booked to.
    """

    code: str
    name: str
    name_en: str
    is_active: bool
    is_ready: bool
    days: int | None
    role: str


class WordListAnswer(Answer):
    """A small list in its order. Nothing is added to one that ``is_closed``; ``is_open`` only proposes."""

    code: str
    label: str
    label_en: str
    is_closed: bool
    is_open: bool
    has_days: bool
    has_role: bool
    may_edit: bool
    may_view: bool
    entries: list[DictionaryEntryAnswer]


class DictionaryEntryBody(Body):
    """An entry; ``days`` and ``role`` (admin, selling, finance) only where the list has them.
    ``code``, of the name when it is left out, stays.
    """

    name: Text
    name_en: Text = ""
    code: Text = ""
    is_active: Flag = True
    days: int | None = Field(default=None, ge=0, le=DAYS_MAX)
    role: Text = ""


class DictionaryOrderBody(Body):
    """Every code of the list, once, in the order they shall stand in."""

    codes: list[Annotated[str, Field(max_length=32)]] = Field(max_length=ENTRIES_MAX)


@router.get("/words", response=list[WordListAnswer], summary="数据字典:原因、等级、结算方式等小列表")
def read_words(request: HttpRequest) -> HttpResponse:
    """Every small list with its entries, stopped ones too: what entry, forms and dialogs offer to anyone."""
    actor = actor_of(request)
    found = all_words(actor.company_id)
    return reply(
        [
            {
                **{
                    key: getattr(one, key)
                    for key in ("code", "label", "label_en", "is_closed", "is_open", "has_days", "has_role")
                },
                "may_edit": actor.may(one.right),
                "may_view": actor.may(one.needs),
                "entries": [_entry(word) for word in found[one.code]],
            }
            for one in WORD_LISTS.values()
        ]
    )


@router.get(
    "/words/{list_code}", response=list[EntryFactsAnswer], summary="数据字典:小列表条目的使用次数和最后修改"
)
def read_word_facts(request: HttpRequest, list_code: ListCode) -> HttpResponse:
    """Entries that parties use or that were changed; ``id`` is the code. Uses by documents are not counted."""
    return reply(word_facts(actor_of(request), list_code))


@router.post("/words/{list_code}", response={201: DictionaryEntryAnswer}, summary="数据字典:新增条目")
def create_word(request: HttpRequest, list_code: ListCode, payload: DictionaryEntryBody) -> HttpResponse:
    """A new entry at the end of the list."""
    made = add_entry(actor=actor_of(request), list_code=list_code, given=_record(payload))
    return reply(_entry(made), 201)


@router.put("/words/{list_code}", response=list[DictionaryEntryAnswer], summary="数据字典:调整次序")
def order_words(request: HttpRequest, list_code: ListCode, payload: DictionaryOrderBody) -> HttpResponse:
    """Put the list in another order."""
    ordered = order_entries(actor=actor_of(request), list_code=list_code, codes=payload.codes)
    return reply([_entry(word) for word in ordered])


@router.put("/words/{list_code}/{code}", response=DictionaryEntryAnswer, summary="数据字典:修改条目")
def save_word(
    request: HttpRequest, list_code: ListCode, code: EntryCode, payload: DictionaryEntryBody
) -> HttpResponse:
    """Rename, stop or start an entry, or change its days. Parties, price lists and saved views that name it follow."""
    changed = change_entry(
        actor=actor_of(request),
        list_code=list_code,
        code=code,
        given=_record(payload),
        follow=follow_of(list_code),
    )
    return reply(_entry(changed))


@router.get("/{name}", response=list[EntryFactsAnswer], summary="数据字典:使用次数和最后修改")
def read(request: HttpRequest, name: str) -> HttpResponse:
    """Entries of a short list that are used or were changed."""
    if name not in LISTS or name in ("products", "parties"):
        raise UnknownAddress(path=f"/api/dictionary/{name[:40]}")
    return reply(facts_of(actor_of(request), name))


def _record(body: DictionaryEntryBody) -> EntryRecord:
    return EntryRecord(**dict(body))


def _entry(word: Word) -> dict[str, Any]:
    return {key: getattr(word, key) for key in ("code", "name", "name_en", "is_active", "is_ready", "days", "role")}
