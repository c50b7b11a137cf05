"""``python -m replays.worked_examples FILE [--json]``: the worked examples of the rulebook, played for real.

A case says what is given and what must come of it, exact to the fen (domain.md appendix B). Costs, sales and
estimates are posted as documents in a company of the case and read back from the books, once under each
accounting standard; what has no document type yet goes through the rules themselves ("through": "rules").
There is code per kind of case, none per case. All happens in a database made for the run, which goes with it.

Each case gets a line, PASS or FAIL, and each place where it fails another: what was wanted, what came. A case of a
shape that is not known is a FAIL that says so, and never passes.

Exit codes: 0 all passed, 1 not all, 2 the file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from replays.worked_kinds import Result

STATUS_WORDS: Final = {"passed": "通过", "failed": "不符", "unsupported": "未支持"}
THROUGH_WORDS: Final = {"documents": "单据", "rules": "规则", "": ""}


@dataclass(frozen=True, slots=True)
class UnreadableFile(Exception):
    """The file is not a list of cases."""

    said: str


def read_cases(path: Path) -> list[Any]:
    """The cases of a file: an object with ``cases``, or the list itself. Raises ``UnreadableFile``."""
    try:
        given = json.loads(
            path.read_text("utf-8"), parse_float=Decimal
        )  # 10.50 is exact as it is written (G1)
    except OSError as problem:
        raise UnreadableFile(f"读不了 {path}:{problem.strerror}") from problem
    except ValueError as problem:
        raise UnreadableFile(f"{path} 不是 JSON:{problem}") from problem
    cases = given.get("cases") if isinstance(given, dict) else given
    if not isinstance(cases, list):
        raise UnreadableFile(f"{path} 里没有用例列表 cases")
    return cases


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """The answer for programs."""
    by_status = {
        status: [one for one in results if one.status == status]
        for status in ("passed", "failed", "unsupported")
    }
    return {
        "cases": len(results),
        "passed": len(by_status["passed"]),
        "failed": [
            {
                "id": one.id,
                "kind": one.kind,
                "through": one.through,
                "reason": one.reason,
                "problems": list(one.problems),
            }
            for one in by_status["failed"]
        ],
        "unsupported": [
            {"id": one.id, "kind": one.kind, "reason": one.reason} for one in by_status["unsupported"]
        ],
        "through": {one.id: one.through for one in by_status["passed"]},
    }


def table(results: Sequence[Result]) -> Iterable[str]:
    """The answer for people."""
    for one in results:
        verdict = "PASS" if one.status == "passed" else "FAIL"
        words = (verdict, one.id, one.kind, THROUGH_WORDS[one.through], STATUS_WORDS[one.status], one.reason)
        yield "  ".join(word for word in words if word)
        for problem in one.problems:
            standard = f"[{problem['standard']}] " if problem.get("standard") else ""
            yield f"    {standard}{problem['path']}  应为 {problem['expected']}  实为 {problem['got']}"
    counted = [
        f"{word} {sum(one.status == status for one in results)}" for status, word in STATUS_WORDS.items()
    ]
    yield f"共 {len(results)} 例:{','.join(counted)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases of a file in a database of their own."""
    parser = argparse.ArgumentParser(prog="python -m replays.worked_examples", description="运行规则书的用例")
    parser.add_argument("file", type=Path, metavar="FILE", help="用例文件(JSON)")
    parser.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
    options = parser.parse_args(arguments)
    try:
        cases = read_cases(options.file)
    except UnreadableFile as problem:
        sys.stderr.write(f"{problem.said}\n")
        return 2
    from replays.worked_database import scratch_database

    with scratch_database("核对用例"):
        from replays.worked_kinds import run_cases

        results = run_cases(cases)
    if options.json:
        sys.stdout.write(json.dumps(summary(results), ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in table(results))
    return 0 if all(one.status == "passed" for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
