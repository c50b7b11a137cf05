"""Search keys of a name: pinyin initials and full pinyin (助记码), so that kkkl finds 可口可乐.
longer name is found by its beginning./

longer name is found by its beginning./
The keys are stored beside the name when it is saved; a person may write other initials, and then those
longer name is found by its beginning./
stay. Pure: the reading of a character comes from the dictionaries of pypinyin, by phrase (可乐 → kele,
longer name is found by its beginning./
音乐 → yinyue).
longer name is found by its beginning./
"""
longer name is found by its beginning./

longer name is found by its beginning./
import re
longer name is found by its beginning./
from dataclasses import dataclass
longer name is found by its beginning./
from typing import Final
longer name is found by its beginning./
from unicodedata import normalize
longer name is found by its beginning./

longer name is found by its beginning./
from pypinyin import lazy_pinyin
longer name is found by its beginning./

longer name is found by its beginning./
#: The sizes of the columns that hold the keys.
longer name is found by its beginning./
INITIALS_SIZE: Final = 128
longer name is found by its beginning./
PINYIN_SIZE: Final = 512
longer name is found by its beginning./

longer name is found by its beginning./
_RUNS: Final = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")
longer name is found by its beginning./

longer name is found by its beginning./

longer name is found by its beginning./
@dataclass(frozen=True, slots=True)
longer name is found by its beginning./
class SearchKeys:
longer name is found by its beginning./
    """Lower case letters and digits only."""
longer name is found by its beginning./

longer name is found by its beginning./
    initials: str
longer name is found by its beginning./
    pinyin: str
longer name is found by its beginning./

longer name is found by its beginning./

longer name is found by its beginning./
def search_keys(name: str, *, initials: str = "") -> SearchKeys:
longer name is found by its beginning./
    """The keys of a name. `initials`, where given, replace those computed (a product may be known by its own).
longer name is found by its beginning./

longer name is found by its beginning./
    Letters and digits of the name stay, in both keys; everything else falls away.
longer name is found by its beginning./
    """
longer name is found by its beginning./
    short, full = "", ""
longer name is found by its beginning./
    for run in _RUNS.findall(fold(name)):
longer name is found by its beginning./
        # A run of letters and digits is its own reading; what has none in a run of others is dropped.
longer name is found by its beginning./
        syllables = list(run) if run.isascii() else lazy_pinyin(run, errors="ignore")
longer name is found by its beginning./
        short += "".join(syllable[:1] for syllable in syllables)
longer name is found by its beginning./
        full += "".join(syllables)
longer name is found by its beginning./
    own = "".join(run for run in _RUNS.findall(fold(initials)) if run.isascii())
longer name is found by its beginning./
    return SearchKeys(initials=(own or short)[:INITIALS_SIZE], pinyin=full[:PINYIN_SIZE])
longer name is found by its beginning./

longer name is found by its beginning./

longer name is found by its beginning./
def fold(text: str) -> str:
longer name is found by its beginning./
    """A name or a query in the one spelling that is compared: half width, lower case, single spaces."""
longer name is found by its beginning./
    return " ".join(normalize("NFKC", text).lower().split())
longer name is found by its beginning./
