"""What every replay says at its end."""

from __future__ import annotations

from typing import Any

from replays.command import ending, some_of_each


def row(number: int, reason: str) -> dict[str, Any]:
    return {"file": "a.csv", "row": number, "reason": reason, "text": f"{reason} {number}", "raw": ""}


ROWS = [*(row(number, "pending") for number in range(1, 31)), row(31, "negative"), row(32, "pending")]


def test_rows_of_every_reason_are_shown() -> None:
    assert [one["row"] for one in some_of_each(ROWS, 3)] == [1, 2, 31]
    assert some_of_each(ROWS[:2], 3) == ROWS[:2]
    assert [one["row"] for one in some_of_each(ROWS, 1)] == [1]


def test_what_is_not_shown_is_said() -> None:
    said = ending({"refused": ROWS, "audit": {"invariants": 48, "violations": 0}})
    assert said[0] == "拒绝的行 32"
    assert "  a.csv 第 31 行:negative 31" in said
    assert said[-2:] == ["  另有 12 行,用 --json 列出全部", "核对:48 项,违反 0 处"]
