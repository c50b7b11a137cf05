"""Customer levels and settlement terms of parties and price lists: names of entries of the data dictionary.

They are kept by name, so that lists, filters and files say what people say; a renamed entry is renamed wherever it
stands, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from hengku.company.actions_dictionary import Follow
from hengku.company.dictionary import Word
from hengku.company.queries_dictionary import words_of
from hengku.identity.actor import Actor
from hengku.kit.errors import Invalid, Problem, Refused
from hengku.parties.models import AgreedPrice, Party
from hengku.parties.records import PartyRecord

LEVEL, TERM = "customer_level", "settlement_term"


@dataclass(eq=False)
class LevelUnknown(Invalid):
    """Levels are chosen from the data dictionary, so that a price list meets its customers."""

    level: str
    known: str
    text = "数据字典里没有启用的客户等级「{level}」,现有:{known}。请选一个,或先在「设置 › 数据字典 › 客户等级」里新增。"


@dataclass(eq=False)
class TermUnknown(Invalid):
    """Terms are chosen from the data dictionary."""

    term: str
    known: str
    text = "数据字典里没有启用的结算方式「{term}」,现有:{known}。请选一个,或先在「设置 › 数据字典 › 结算方式」里新增。"


@dataclass(eq=False)
class TermDaysDiffer(Refused):
    """A term says how many days it is."""

    term: str
    days: int
    given: int
    text = "结算方式「{term}」的账期是 {days} 天,与所填 {given} 天不同。请改结算方式,或清空账期。"


@dataclass(frozen=True, slots=True)
class Known:
    """The entries a record may name, by name. Empty where nothing was named."""

    levels: Mapping[str, Word] = field(default_factory=dict)
    terms: Mapping[str, Word] = field(default_factory=dict)


def known_words(actor: Actor, records: Iterable[PartyRecord]) -> Known:
    """What levels and terms there are; a statement for each that some record names."""
    records = list(records)
    levels = words_of(actor.company_id, LEVEL) if any(one.level for one in records) else []
    terms = words_of(actor.company_id, TERM) if any(one.settlement_term for one in records) else []
    return Known({one.name: one for one in levels}, {one.name: one for one in terms})


def with_term_days(record: PartyRecord, known: Known) -> PartyRecord:
    """The record with the days of its term where it says none itself."""
    term = known.terms.get(record.settlement_term)
    if term is None or not term.days or record.payment_days:
        return record
    return replace(record, payment_days=term.days)


def word_problems(record: PartyRecord, known: Known, kept: tuple[str, str] = ("", "")) -> list[Problem]:
    """A level or term that is not there or stopped, unless the party has it already (``kept``: level, term), and days
    that are not the term's. Pure.
    """
    found: list[Problem] = []
    if not _may_name(record.level, known.levels, kept[0]):
        found.append(LevelUnknown(level=record.level, known=_names(known.levels)).at(field="level"))
    if not _may_name(record.settlement_term, known.terms, kept[1]):
        unknown = TermUnknown(term=record.settlement_term, known=_names(known.terms))
        found.append(unknown.at(field="settlement_term"))
    term = known.terms.get(record.settlement_term)
    if term is not None and term.days is not None and record.payment_days != term.days:
        differ = TermDaysDiffer(term=term.name, days=term.days, given=record.payment_days)
        found.append(differ.at(field="payment_days"))
    return found


def known_levels(actor: Actor) -> dict[str, Word]:
    """Levels of customers by name. One statement."""
    return {one.name: one for one in words_of(actor.company_id, LEVEL)}


def level_problems(known: Mapping[str, Word], level: str, kept: str = "") -> list[Problem]:
    """The same of the level a price is agreed for. Pure."""
    if _may_name(level, known, kept):
        return []
    return [LevelUnknown(level=level, known=_names(known)).at(field="level")]


def _may_name(name: str, known: Mapping[str, Word], kept: str) -> bool:
    return name in ("", kept) or (name in known and known[name].is_active)


def _names(known: Mapping[str, Word]) -> str:
    return "、".join(one.name for one in known.values() if one.is_active) or "(无)"


def _follow_level(actor: Actor, before: Word, after: Word) -> None:
    """Customers and price lists of a renamed level. Locks what it changes."""
    if before.name != after.name:
        Party.objects.visible_to(actor).filter(level=before.name).update(level=after.name)
        AgreedPrice.objects.visible_to(actor).filter(level=before.name).update(level=after.name)


def _follow_term(actor: Actor, before: Word, after: Word) -> None:
    """Parties of a renamed term, or of one with other days: documents that are posted keep their due date."""
    theirs = Party.objects.visible_to(actor).filter(settlement_term=before.name)
    if after.days is not None and after.days != before.days:
        theirs.update(settlement_term=after.name, payment_days=after.days)
    elif before.name != after.name:
        theirs.update(settlement_term=after.name)


#: By list: what follows when one of its entries changes.
FOLLOWS: Final[Mapping[str, Follow]] = {LEVEL: _follow_level, TERM: _follow_term}
