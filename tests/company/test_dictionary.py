"""The small lists of the data dictionary: added to, renamed, stopped and ordered, and what follows from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.audit.models import Event
from hengku.company.actions_dictionary import (
    EntryNameTaken,
    EntryRecord,
    LastEntry,
    ListClosed,
    OrderIncomplete,
    add_entry,
    change_entry,
    order_entries,
)
from hengku.company.dictionary import WORD_LISTS
from hengku.company.queries_dictionary import words_of
from hengku.documents.declaration import registry
from hengku.documents.errors import BadField
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problems
from hengku.parties.actions import change_party, create_party
from hengku.parties.actions_prices import PriceRecord, save_price
from hengku.parties.models import AgreedPrice, Party
from hengku.parties.records import PartyRecord
from hengku.parties.words import FOLLOWS, LevelUnknown, TermDaysDiffer
from tests.api.caller import signed_in
from tests.posting.desk import Desk, item_line
from tests.world import Book


def changed(book: Book, list_code: str, code: str, **given: Any) -> Any:
    return change_entry(
        actor=book.actor,
        list_code=list_code,
        code=code,
        given=EntryRecord(**given),
        follow=FOLLOWS.get(list_code),
    )


def test_fields_name_lists_that_are_there() -> None:
    for kind in registry().values():
        for field in (*kind.header, *kind.lines):
            if field.listed:
                ready = {word.code for word in WORD_LISTS[field.listed].ready}
                assert {choice.code for choice in field.choices} <= ready, (kind.code, field.key)


class TestWriting:
    def test_an_entry_is_added_renamed_stopped_and_ordered_with_evidence(self, book: Book) -> None:
        add_entry(actor=book.actor, list_code="shift", given=EntryRecord("通宵班", "Overnight"))
        changed(book, "shift", "night", name="晚夜班", name_en="Late", is_active=False)
        codes = ["通宵班", "morning", "evening", "noon", "night"]
        order_entries(actor=book.actor, list_code="shift", codes=codes)
        words = words_of(book.company_id, "shift")
        assert [word.code for word in words] == codes
        assert [
            (word.name, word.is_active, word.is_ready) for word in words if word.code in ("night", "通宵班")
        ] == [
            ("通宵班", True, False),
            ("晚夜班", False, True),
        ]
        assert len(words_of(Book().company_id, "shift")) == 4  # another company keeps its own
        said = list(
            Event.objects.filter(company_id=book.company_id).order_by("-id").values_list("action", "data")[:3]
        )
        assert [action for action, _ in said] == [
            "company.entries.ordered", "company.entry.changed", "company.entry.created",
        ]  # fmt: skip
        assert (said[1][1]["before"]["name"], said[1][1]["after"]["name"]) == ("夜班", "晚夜班")

    def test_what_makes_no_sense_is_refused_all_at_once(self, book: Book) -> None:
        with pytest.raises(EntryNameTaken):
            add_entry(actor=book.actor, list_code="shift", given=EntryRecord(" 早班 "))
        with pytest.raises(Problems) as refused:
            add_entry(actor=book.actor, list_code="shift", given=EntryRecord(" ", "x" * 65, days=3))
        assert {one.where.field for one in refused.value.problems} == {"name", "name_en", "days"}
        with pytest.raises(OrderIncomplete):
            order_entries(actor=book.actor, list_code="shift", codes=["morning"])
        for code in ("morning", "noon", "evening"):
            word = next(one for one in words_of(book.company_id, "shift") if one.code == code)
            changed(book, "shift", code, name=word.name, is_active=False)
        with pytest.raises(LastEntry):
            changed(book, "shift", "night", name="夜班", is_active=False)

    def test_the_standard_reasons_are_a_closed_list(self, book: Book) -> None:
        with pytest.raises(ListClosed):
            add_entry(actor=book.actor, list_code="adjust_reason", given=EntryRecord("其他"))
        with pytest.raises(ListClosed):
            changed(book, "adjust_reason", "DAMAGE", name="其他")
        changed(book, "adjust_reason", "DAMAGE", name="破损、残次降级", name_en="Damage", is_active=False)

    def test_needs_the_right_of_the_list(self, book: Book) -> None:
        for actor in (book.keeper, book.actor_who_may("company.view", "parties.edit")):
            with pytest.raises(MissingPermission):
                add_entry(actor=actor, list_code="shift", given=EntryRecord("通宵班"))
        may = book.actor_who_may("parties.edit")
        add_entry(actor=may, list_code="customer_level", given=EntryRecord("内部"))


class TestDocuments:
    def adjust(self, book: Book, shift: str, reason: str = "SPOILAGE") -> Any:
        desk = Desk(book)
        data = {"stage": "STORAGE", "reason": reason, "responsible": "王", "shift": shift}
        line = item_line(book.cola, 1, data=data)
        return desk.one(desk.paper("loss_report", 6, [line], warehouse_id=book.w1.pk))

    def test_an_own_entry_is_taken_and_a_stopped_one_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("100", "2")
        with pytest.raises(BadField):
            self.adjust(book, "通宵班")
        add_entry(actor=book.actor, list_code="shift", given=EntryRecord("通宵班"))
        posted = self.adjust(book, "通宵班")
        changed(book, "shift", "通宵班", name="大夜班", is_active=False)
        with pytest.raises(BadField) as refused:
            self.adjust(book, "通宵班")
        assert "大夜班" not in str(refused.value)
        changed(book, "adjust_reason", "DAMAGE", name="破损、残次降级", name_en="Damage", is_active=False)
        with pytest.raises(BadField):
            self.adjust(book, "morning", "DAMAGE")
        # what was posted under it stays, is told by its new name, and can be taken back
        boss = signed_in(book)
        types = {one["code"]: one for one in boss.get("/types")[1]}
        (field,) = [one for one in types["loss_report"]["lines"] if one["key"] == "shift"]
        assert {"code": "通宵班", "label": "大夜班", "label_en": "大夜班", "is_active": False} in field[
            "choices"
        ]
        assert desk.reverse(posted).state == "posted"


class TestParties:
    def test_levels_and_terms_are_of_the_dictionary_and_follow_it(self, book: Book) -> None:
        wrong = PartyRecord("C9", "丙", is_customer=True, level="金牌")
        with pytest.raises(LevelUnknown):
            create_party(actor=book.actor, record=wrong)
        differs = PartyRecord("C9", "丙", is_customer=True, settlement_term="账期 30 天", payment_days=45)
        with pytest.raises(TermDaysDiffer):
            create_party(actor=book.actor, record=differs)
        record = PartyRecord("C9", "丙", is_customer=True, level="批发", settlement_term="账期 30 天")
        made = create_party(actor=book.actor, record=record)
        assert made.payment_days == 30
        save_price(
            actor=book.actor, price_id=None, record=PriceRecord(book.cola.pk, Decimal(3), level="批发")
        )
        changed(book, "customer_level", "wholesale", name="经销", name_en="Dealer")
        changed(book, "settlement_term", "net_30", name="月结 35 天", days=35)
        kept = Party.objects.get(pk=made.pk)
        assert (kept.level, kept.settlement_term, kept.payment_days) == ("经销", "月结 35 天", 35)
        assert AgreedPrice.objects.get(company_id=book.company_id).level == "经销"
        # a stopped level stays with who has it, and nobody else gets it
        changed(book, "customer_level", "wholesale", name="经销", is_active=False)
        same = PartyRecord(
            "C9",
            "丙",
            is_customer=True,
            level="经销",
            settlement_term="月结 35 天",
            payment_days=35,
            phone="1",
        )
        change_party(actor=book.actor, party_id=made.pk, record=same)
        with pytest.raises(LevelUnknown):
            create_party(actor=book.actor, record=PartyRecord("C8", "丁", is_customer=True, level="经销"))


def test_over_http(book: Book) -> None:
    boss = signed_in(book)
    lists = {one["code"]: one for one in boss.get("/dictionary/words")[1]}
    assert set(lists) == set(WORD_LISTS)
    assert lists["shift"]["may_edit"]
    status, made = boss.post("/dictionary/words/shift", {"name": "通宵班", "name_en": "Overnight"})
    assert (status, made["code"]) == (201, "通宵班")
    status, kept = boss.put("/dictionary/words/shift/通宵班", {"name": "大夜班"})
    assert (status, kept["name"]) == (200, "大夜班")
    assert boss.get("/dictionary/words/shift")[1][0]["id"] == "通宵班"
    codes = [one["code"] for one in lists["shift"]["entries"]]
    assert boss.put("/dictionary/words/shift", {"codes": ["通宵班", *codes]})[0] == 200
    assert boss.get("/dictionary/words/nothing")[1]["code"] == "WORD_LIST_UNKNOWN"
    keeper = signed_in(book, book.keeper.user_id)
    assert keeper.post("/dictionary/words/shift", {"name": "x"})[0] == 403
    assert not next(one for one in keeper.get("/dictionary/words")[1] if one["code"] == "shift")["may_edit"]
