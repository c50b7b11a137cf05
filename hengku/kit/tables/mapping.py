"""Which column of a file is which wanted column. Pure: proposed here, confirmed by a person, then used.

    mapping = propose(columns, sheet.header)
    mapping.missing        required columns nothing was found for
    mapping.to_confirm     matches that are only likely
    mapping = mapping.with_match("price", 4)      # what the person said instead

A name is first compared as it stands, then without spaces, case, width of letters and punctuation, then without
a unit in brackets, then by the column's synonyms, at last by the share of two-letter pieces in common.
"""

import re
import unicodedata
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from hengku.kit.tables.cells import Heading

Kind = Literal["text", "decimal", "date", "bool", "choice"]
How = Literal["exact", "normalised", "without_unit", "synonym", "fuzzy", "chosen"]

#: From this share of common pieces (in percent) on two names are worth a question. 期初应收 and 期初应付, or 商品编码
#: and 商品条码, have 60: to propose the wrong one is worse than to propose none.
_LIKELY: Final = 64
_POINTS: Final[dict[How, int]] = {"exact": 100, "normalised": 98, "without_unit": 94, "synonym": 90}
_PUNCTUATION: Final = re.compile(r"[\s\-_/\\.,、。:;*#'\"]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|\{[^{}]*\}|<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is wanted. `key` is for code, `label` and `synonyms` are what people call it.

    `scale` is the most decimals a decimal may have; `is_ratio` says that it is stored as a share of one, so
    that 13% is 0.13. `choices` goes from what people write to what is stored. `longest` counts characters.
    """

    key: str
    label: str
    synonyms: Sequence[str] = ()
    is_required: bool = False
    kind: Kind = "text"
    scale: int | None = None
    is_ratio: bool = False
    choices: Dict[str, str] = field(default_factory=dict)
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Column `key` is found under `heading`; `points` of 100 say how surely."""

    key: str
    heading: Heading
    how: How
    points: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """The proposal: what matches, which required columns are missing, which headings are not used."""

    columns: tuple[Column, ...]
    header: tuple[Heading, ...]
    matches: tuple[Match, ...]

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns without a match."""
        found = {match.key for match in self.matches}
        return tuple(column for column in self.columns if column.is_required and column.key not in found)

    @property
    def unused(self) -> tuple[Heading, ...]:
        """Headings of the file that nothing was found for; what stands under them is not imported."""
        used = {match.heading.index for match in self.matches}
        return tuple(heading for heading in self.header if heading.index not in used and heading.label)

    @property
    def to_confirm(self) -> tuple[Match, ...]:
        """Matches that are only likely, and those whose heading stands in the file more than once."""
        names = [normalised(heading.label) for heading in self.header]
        return tuple(
            match
            for match in self.matches
            if match.how == "fuzzy"
            or (match.how != "chosen" and names.count(normalised(match.heading.label)) > 1)
        )

    def with_match(self, key: str, index: int | None) -> "Mapping":
        """The mapping after a person said that column `key` is heading number `index`, or none at all."""
        if key not in {column.key for column in self.columns}:
            raise LookupError(f"no column {key} is wanted")
        kept = [match for match in self.matches if match.key != key and match.heading.index != index]
        if index is not None:
            heading = next(heading for heading in self.header if heading.index == index)
            kept.append(Match(key, heading, "chosen", 100))
        return replace(self, matches=_in_order(self.columns, kept))


def propose(columns: Sequence[Column], header: Sequence[Heading]) -> Mapping:
    """Match columns to headings, each at most once, the surest first; ties go to the order of the columns."""
    found = [
        (match.points, -order, -heading.index, match)
        for order, column in enumerate(columns)
        for heading in header
        if heading.label and (match := compare(column, heading)) is not None
    ]
    used_keys: set[str] = set()
    used_headings: set[int] = set()
    matches: list[Match] = []
    for *_, match in sorted(found, key=lambda entry: entry[:3], reverse=True):
        if match.key not in used_keys and match.heading.index not in used_headings:
            used_keys.add(match.key)
            used_headings.add(match.heading.index)
            matches.append(match)
    return Mapping(tuple(columns), tuple(header), _in_order(columns, matches))


def _in_order(columns: Sequence[Column], matches: Sequence[Match]) -> tuple[Match, ...]:
    order = {column.key: place for place, column in enumerate(columns)}
    return tuple(sorted(matches, key=lambda match: order[match.key]))


def compare(column: Column, heading: Heading) -> Match | None:
    """How surely this heading is this column, None when it is not likely at all."""
    label = heading.label.strip()
    plain, bare = normalised(label), without_unit(label)
    grouped = normalised(heading.group + label) if heading.group else plain
    names = (column.label, *column.synonyms)
    how: How | None = None
    if label in (column.label, column.key):
        how = "exact"
    elif plain in (normalised(column.label), normalised(column.key)):
        how = "normalised"
    elif without_unit(column.label) == bare and bare:
        how = "without_unit"
    elif any(normalised(name) in (plain, grouped) or without_unit(name) == bare for name in column.synonyms):
        how = "synonym"
    if how is not None:
        return Match(column.key, heading, how, _POINTS[how])
    likeness = max(_likeness(without_unit(name) or normalised(name), bare or plain) for name in names)
    return Match(column.key, heading, "fuzzy", likeness * 8 // 10) if likeness >= _LIKELY else None


def normalised(label: str) -> str:
    """Half-width, small letters, no spaces and no punctuation: ＡＢ (元) → ab(元)."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", label).casefold())


def without_unit(label: str) -> str:
    """Normalised, and without what stands in brackets: 单价（元/千克） → 单价. "" when nothing else stands."""
    return normalised(_BRACKETS.sub("", unicodedata.normalize("NFKC", label)))


def unit_of(label: str) -> str:
    """What stands in the last brackets of a heading, half-width: 税率（％） → %."""
    found = _BRACKETS.findall(unicodedata.normalize("NFKC", label))
    return found[-1][1:-1].strip() if found else ""


def _likeness(one: str, other: str) -> int:
    """The share of two-letter pieces in common, in percent (Dice); of letters when one is a single letter.

    The ends count as pieces of their own: 商品编码 and 编码 share how they end.
    """
    pieces, others = _pieces(one), _pieces(other)
    common = 0
    for piece in pieces:
        if piece in others:
            others.remove(piece)
            common += 1
    return 200 * common // max(1, len(_pieces(one)) + len(_pieces(other)))


def _pieces(text: str) -> list[str]:
    framed = f"\x02{text}\x03"
    return [framed[at : at + 2] for at in range(len(framed) - 1)] if text else []
