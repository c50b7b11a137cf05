"""Every type of document is told of in a story (tests/scenarios), so that none can be forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from hengku.documents.declaration import registry
from tests.scenarios.story import VERBS

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"


def told(texts: Iterable[str], codes: Iterable[str]) -> set[str]:
    """The types that the strings of these sources name: by their code, or by a word of a story (``deliver 01-05 …``)."""
    found: set[str] = set()
    known = set(codes)
    for text in texts:
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node.value in known:
                found.add(node.value)
            for verb, rest in re.findall(r"^\s*([a-z]+) +(\S+)", node.value, re.MULTILINE):
                found |= {rest} & known if verb == "post" else set()
                found |= {VERBS[verb]} if verb in VERBS else set()
    return found & known


def test_every_type_is_told_of() -> None:
    texts = [path.read_text() for path in sorted(SCENARIOS.glob("test_*.py"))]
    missing = sorted(set(registry()) - told(texts, registry()))
    assert missing == [], "no story in tests/scenarios tells of these types (docs/new-document-type.md)"


def test_negative_control_a_type_without_a_story_is_found() -> None:
    story = (
        'tell("""\n    deliver 01-05 乙 W1 TEA 1 @ 2.00 as s1\n    post gift_issue 01-06 乙 W1 : TEA 1\n""")'
    )
    codes = ("sales_issue", "gift_issue", "payment", "purchase_order")
    assert told([story, "# pay 01-07, purchase_order", 'paper("purchase_order")'], codes) == set(codes) - {
        "payment"
    }
