"""Search keys of a name: pinyin initials and full pinyin (助记码), so that kkkl finds 可口可乐.

The keys are stored beside the name when it is saved; a person may write other initials, and then those
stay. Pure: the reading of a character comes from the dictionaries of pypinyin, by phrase (可乐 → kele,
音乐 → yinyue).
"""

import re
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from pypinyin import lazy_pinyin

#: The sizes of the columns that hold the keys; a longer name is found by its beginning.
INITIALS_SIZE: Final = 128
PINYIN_SIZE: Final = 512

_RUNS: Final = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """Lower case letters and digits only."""

    initials: str
    pinyin: str


def search_keys(name: str, *, initials: str = "") -> SearchKeys:
    """The keys of a name. `initials`, where given, replace those computed (a product may be known by its own).

    Letters and digits of the name stay, in both keys; everything else falls away.
    """
    short, full = "", ""
    for run in _RUNS.findall(fold(name)):
        # A run of letters and digits is its own reading; what has none in a run of others is dropped.
        syllables = list(run) if run.isascii() else lazy_pinyin(run, errors="ignore")
        short += "".join(syllable[:1] for syllable in syllables)
        full += "".join(syllables)
    own = "".join(run for run in _RUNS.findall(fold(initials)) if run.isascii())
    return SearchKeys(initials=(own or short)[:INITIALS_SIZE], pinyin=full[:PINYIN_SIZE])


def fold(text: str) -> str:
    """A name or a query in the one spelling that is compared: half width, lower case, single spaces."""
    return " ".join(normalize("NFKC", text).lower().split())
