"""Text in a CSV that no spreadsheet runs, and back again (reliability.md X32).

A CSV has no types: a cell that begins like a formula is one when the file is opened. Such text gets an
apostrophe in front, which spreadsheets take for "this is text"; so does text that already looks that way, so
that exactly one text leads to what is written.
"""

import re
import unicodedata
from typing import Final

#: What makes a spreadsheet compute, fetch or start something; NFKC makes ＝＋－＠｜ these.
_RUNS: Final = ("=", "+", "-", "@", "|", "\t", "\r", "\n")
_BEFORE: Final = " \u3000\xa0\ufeff\0"
_PLAIN_NUMBER: Final = re.compile(r"[-+]?\d+(\.\d+)?%?")


def neutral(text: str) -> str:
    """The text as it may stand in a CSV; a plain number, also a negative one, stays as it is."""
    return f"'{text}" if _is_live(text.lstrip("'")) else text


def original(text: str) -> str:
    """What neutral() was given. Text from elsewhere loses an apostrophe only where neutral() puts one."""
    return text[1:] if text.startswith("'") and _is_live(text.lstrip("'")) else text


def _is_live(text: str) -> bool:
    if not text or _PLAIN_NUMBER.fullmatch(text):
        return False
    start = unicodedata.normalize("NFKC", text.lstrip(_BEFORE)[:1])
    return start.startswith(_RUNS) or text.startswith(_RUNS)
