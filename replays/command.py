"""The command every replay is: read a directory, play it into a company, show the books beside the files."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from replays.common import Refusal, Stage, Stopping, open_stage, say, stopping

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Replay(Generic[Found]):
    """A replay: its words, and the steps that differ. ``days`` are the first and last day, None when nothing was found;
    ``play`` gives the result, with ``books`` and ``files`` that must be equal wherever files say something.
    """

    name: str
    about: str
    company: str
    company_name: str
    part: tuple[str, str]  # the option that takes only the first of something, and what it says
    nothing: str
    read: Callable[[Path, int], Found]
    days: Callable[[Found], tuple[date, date] | None]
    play: Callable[[Stage, Found, Stopping], dict[str, Any]]
    text_of: Callable[[dict[str, Any]], list[str]]


def run(replay: Replay[Any], arguments: list[str] | None = None) -> int:
    """0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    parser = argparse.ArgumentParser(prog=f"python -m replays.{replay.name}", description=replay.about)
    parser.add_argument("directory", type=Path, metavar="DIR", help="数据目录")
    option, words = replay.part
    parser.add_argument(f"--{option}", dest="part", type=int, default=0, metavar="N", help=words)
    parser.add_argument("--company", default=replay.company, metavar="CODE", help="账套代码")
    parser.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
    options = parser.parse_args(arguments)
    say(f"读取 {options.directory} …")
    found = replay.read(options.directory, options.part)
    days = replay.days(found)
    if days is None:
        say(replay.nothing)
        return 1
    from hengku.cli.ready import ready

    with ready("replay"):
        return _play(replay, options, found, days)


def _play(replay: Replay[Any], options: argparse.Namespace, found: Any, days: tuple[date, date]) -> int:
    from hengku.cli.output import show

    began = time.perf_counter()
    with stopping() as stop:
        stage = open_stage(
            code=options.company, name=replay.company_name, started_on=days[0].replace(day=1), until=days[1]
        )
        result = replay.play(stage, found, stop)
    result |= {"documents_added": stage.documents_added, "seconds": round(time.perf_counter() - began, 1)}
    show(options, result, replay.text_of(result))
    if stop.is_asked:
        return 130
    return 0 if agrees(result) else 1


def agrees(result: dict[str, Any]) -> bool:
    """Whether the books say what the files say, and hold together."""
    books = result["books"]
    return not result["audit"]["violations"] and all(
        books[key] == said for key, said in result["files"].items()
    )


def audit_of(stage: Stage) -> dict[str, Any]:
    """Every invariant of the company's books: how many were asked, how many places do not hold, and which."""
    from hengku.diagnosis.queries import audit

    return audit(stage.actor.company_id).as_data()


def row_of(one: Refusal) -> dict[str, Any]:
    """A refused row for the answer."""
    return {"file": one.file, "row": one.row, "reason": one.reason, "text": one.text, "raw": one.raw}


def beside(result: dict[str, Any], names: dict[str, str]) -> list[str]:
    """Figures of the books beside those of the files, those that differ marked."""
    lines = []
    for key, said in result["files"].items():
        if key in names:
            books = result["books"][key]
            lines.append(
                f"{names[key]} 账上 {books:>14}  文件 {said:>14}{'' if books == said else '  不一致'}"
            )
    return lines


def some_of_each(refused: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """So many of the refused rows, in their order: of every reason the first, then whatever comes first."""
    of_reason: dict[str, int] = {}
    for number, one in enumerate(refused):
        of_reason.setdefault(one["reason"], number)
    firsts = list(of_reason.values())[:most]
    rest = [number for number in range(len(refused)) if number not in firsts]
    return [refused[number] for number in sorted([*firsts, *rest[: most - len(firsts)]])]


def ending(result: dict[str, Any], most: int = 20) -> list[str]:
    """Refused rows, rows worth a word, and the audit."""
    refused = result["refused"]
    lines = [f"拒绝的行 {len(refused)}"]
    lines += [f"  {one['file']} 第 {one['row']} 行:{one['text']}" for one in some_of_each(refused, most)]
    if len(refused) > most:
        lines.append(f"  另有 {len(refused) - most} 行,用 --json 列出全部")
    lines += [f"提示:{one['file']} 第 {one['row']} 行:{one['text']}" for one in result.get("noted", [])]
    return [*lines, f"核对:{result['audit']['invariants']} 项,违反 {result['audit']['violations']} 处"]
