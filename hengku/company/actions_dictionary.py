"""Adding, renaming, stopping and ordering entries of the data dictionary's small lists (ORG-07)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from django.db import transaction

from hengku.audit.actions import record
from hengku.company.dictionary import ENTRIES_MAX, EXPENSE_ROLES, Word, WordList, word_list
from hengku.company.models import Company, Entry
from hengku.company.queries_dictionary import words_of
from hengku.company.record_rules import CodeTaken, missing, too_long
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.kit.errors import Invalid, NotFound, Problem, Refused, raise_all

DAYS_MAX = 3650


@dataclass(eq=False)
class EntryNotFound(NotFound):
    """No such entry in this list."""

    list_label: str
    given: str
    text = "「{list_label}」里没有「{given}」。它可能已被别人改名,请刷新后重试。"


@dataclass(eq=False)
class EntryNameTaken(Refused):
    """Two entries of one name cannot be told apart."""

    list_label: str
    name: str
    is_active: bool
    text = "「{list_label}」已有「{name}」。若它已停用,请把它重新启用。"


@dataclass(eq=False)
class ListClosed(Refused):
    """Each reason decides which accounts are booked (§1.8): the list is the rulebook's."""

    list_label: str
    text = "「{list_label}」是标准原因,每一条决定记哪个科目,不能新增或改名;可以停用和调整次序。"


@dataclass(eq=False)
class ListFull(Refused):
    """A list one chooses from stays short."""

    list_label: str
    most: int
    text = "「{list_label}」最多 {most} 条。请停用或改用已有的条目。"


@dataclass(eq=False)
class LastEntry(Refused):
    """A field that must be filled in needs something to choose."""

    list_label: str
    text = "「{list_label}」至少保留一条启用的条目。请先新增或启用另一条。"


@dataclass(eq=False)
class TermDaysInvalid(Invalid):
    """Days until payment."""

    most: int
    text = "账期须是 0 到 {most} 之间的整数天数;不限定天数时留空。"


@dataclass(eq=False)
class RoleOfItemUnknown(Invalid):
    """Where an expense is booked is decided once, with the item, and not by everybody who reimburses it."""

    name: str
    text = "请选择「{name}」记入哪个科目:管理费用、销售费用或财务费用。"


@dataclass(eq=False)
class OrderIncomplete(Invalid):
    """An order names every entry once."""

    list_label: str
    text = "「{list_label}」的次序须把每一条恰好列一次。请刷新后重试。"


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """What somebody writes of an entry. ``code`` "" takes the name; it is fixed once the entry is there."""

    name: str
    name_en: str = ""
    code: str = ""
    is_active: bool = True
    days: int | None = None
    role: str = ""


#: What rooms that keep names of entries do when one changes: (actor, before, after), in the same transaction.
Follow = Callable[[Actor, Word, Word], None]


@transaction.atomic(durable=True)
def add_entry(*, actor: Actor, list_code: str, given: EntryRecord) -> Word:
    """A new entry at the end of a list. Needs the list's right; locks the company's row, so that no two add it.

    Refused, all at once: a closed or full list, no name, texts too long, a name or code that is there, wrong days.
    """
    listed, words = _locked(actor, list_code)
    if listed.is_closed:
        raise ListClosed(list_label=listed.label)
    code = (given.code.strip() or given.name.strip()).replace("/", "-")  # it stands in addresses
    problems = _problems(listed, given, words)
    problems += too_long({"code": ("编码", code, 32)})
    if any(word.code == code for word in words):
        problems.append(CodeTaken(label=listed.label, given=code).at(field="code"))
    if len(words) >= ENTRIES_MAX:
        problems.append(ListFull(list_label=listed.label, most=ENTRIES_MAX))
    raise_all(problems)
    position = max((word.position for word in words), default=0) + 1
    word = Word(code, given.name.strip(), given.name_en.strip(), position, True, given.days, given.role, is_ready=False)
    kept = _write(actor, listed, word)
    _note(actor, "company.entry.created", kept, {"list": list_code, "after": _said(word)})
    return word


@transaction.atomic(durable=True)
def change_entry(
    *, actor: Actor, list_code: str, code: str, given: EntryRecord, follow: Follow | None = None
) -> Word:
    """Rename an entry, stop or start it, change its days or account; its code stays. Needs the list's right; locks
    the company's row, then what ``follow`` does. Refused: as ``add_entry``, another name in a closed list, stopping
    the last one.
    """
    listed, words = _locked(actor, list_code)
    before = next((word for word in words if word.code == code), None)
    if before is None:
        raise EntryNotFound(list_label=listed.label, given=code[:40])
    others = [word for word in words if word.code != code]
    problems = _problems(listed, replace(given, role=given.role or before.role), others)
    after = replace(
        before,
        name=given.name.strip(),
        name_en=given.name_en.strip(),
        is_active=given.is_active,
        days=given.days,
        role=given.role or before.role,
    )
    if listed.is_closed and (after.name, after.name_en) != (before.name, before.name_en):
        problems.append(ListClosed(list_label=listed.label).at(field="name"))
    needs_one = not listed.is_open and listed.needs == "company.view"
    if needs_one and not after.is_active and not any(word.is_active for word in others):
        problems.append(LastEntry(list_label=listed.label).at(field="is_active"))
    raise_all(problems)
    if after == before:
        return after
    kept = _write(actor, listed, after)
    _note(
        actor,
        "company.entry.changed",
        kept,
        {"list": list_code, "before": _said(before), "after": _said(after)},
    )
    if follow is not None:
        follow(actor, before, after)
    return after


@transaction.atomic(durable=True)
def order_entries(*, actor: Actor, list_code: str, codes: Sequence[str]) -> list[Word]:
    """Put a list in the order of ``codes``, which name every entry once. Needs the list's right; locks the company's
    row.
    """
    listed, words = _locked(actor, list_code)
    if sorted(codes) != sorted(word.code for word in words):
        raise OrderIncomplete(list_label=listed.label).at(field="codes")
    by_code = {word.code: word for word in words}
    ordered = [replace(by_code[code], position=place) for place, code in enumerate(codes, 1)]
    Entry.objects.bulk_create(
        [_row(actor, listed, word) for word in ordered],
        update_conflicts=True,
        unique_fields=["company_id", "list_code", "code"],
        update_fields=["position"],
    )
    data = {"list": list_code, "before": [word.code for word in words], "after": list(codes)}
    record(
        actor=actor,
        at=clock.now(),
        action="company.entries.ordered",
        entity_kind="entry_list",
        entity_id=0,
        data=data,
    )
    return ordered


def _locked(actor: Actor, list_code: str) -> tuple[WordList, list[Word]]:
    listed = word_list(list_code)
    actor.must(listed.right)
    Company.objects.select_for_update(no_key=True).get(pk=actor.company_id)
    return listed, words_of(actor.company_id, list_code)


def _problems(listed: WordList, given: EntryRecord, others: Sequence[Word]) -> list[Problem]:
    name = given.name.strip()
    problems = missing("名称", "name", name)
    problems += too_long({"name": ("名称", name, 32), "name_en": ("英文名称", given.name_en.strip(), 64)})
    taken = next((word for word in others if word.name.casefold() == name.casefold()), None)
    if taken is not None:
        clash = EntryNameTaken(list_label=listed.label, name=taken.name, is_active=taken.is_active)
        problems.append(clash.at(field="name"))
    if given.days is not None and not (listed.has_days and 0 <= given.days <= DAYS_MAX):
        problems.append(TermDaysInvalid(most=DAYS_MAX).at(field="days"))
    if given.role not in (EXPENSE_ROLES if listed.has_role else ("",)):
        problems.append(RoleOfItemUnknown(name=name).at(field="role"))
    return problems


def _row(actor: Actor, listed: WordList, word: Word) -> Entry:
    return Entry(
        company_id=actor.company_id,
        list_code=listed.code,
        code=word.code,
        name=word.name,
        name_en=word.name_en,
        position=word.position,
        is_active=word.is_active,
        days=word.days,
        role=word.role,
    )


def _write(actor: Actor, listed: WordList, word: Word) -> Entry:
    """The row of a word, made or brought up to date."""
    said = asdict(word)
    key = {"company_id": actor.company_id, "list_code": listed.code, "code": said.pop("code")}
    del said["is_ready"]
    kept: Entry = Entry.objects.update_or_create(defaults=said, **key)[0]
    return kept


def _said(word: Word) -> dict[str, object]:
    said = asdict(word)
    del said["is_ready"]
    return said


def _note(actor: Actor, action: str, kept: Entry, data: dict[str, object]) -> None:
    record(actor=actor, at=clock.now(), action=action, entity_kind="entry", entity_id=kept.pk, data=data)
