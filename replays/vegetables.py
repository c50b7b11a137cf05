"""A vegetable counter of a supermarket, day by day, from the files of CUMCM 2023 problem C.

    python -m replays.vegetables DIR [--json] [--until 2020-07-31] [--company CODE] [--refused FILE.csv]

Files are known by their columns, not by their names; each may be missing, or cover other days:
    商品表    单品编码 单品名称 分类编码 分类名称. Without it names come from the loss rates, then the sales.
    日销量    日期, item by name or code, 销售单价, 销量, and 批发价格 and 损耗率 when they are there.
    收银流水  销售日期, time, item, 销量, 销售单价, 销售类型. A piece without heading is known by its cells.
    批发价格  日期, item, 批发价格
    损耗率    item, 损耗率 in percent; on a sheet of its own category, 平均损耗率

What the shop does, a day at a time:
    buys        per category one receipt: of each item what sells that day / (1 − loss rate), rounded up to
                0.001 kg, at the day's wholesale price. A daily row's own price and rate come first, then the
                price list of the day and the rate of the item; then the last earlier price, the rate of the
                category, no loss. Each of these last three is counted in the answer. Without any price the
                sale is refused.
    sells       one issue for the daily rows; each line of the till as a ticket (document) of its own.
                On a day that has both, the till's lines replace the daily rows of the items they name, so
                that nothing is counted twice; items that the till does not name keep their daily row.
                Replaced rows are counted and listed. (Of a day whose till lines are only a piece, the items
                in that piece are therefore sold in those quantities.)
    takes back  退货 lines of the till, as sales returns, at the pool's cost.
    writes off  what is left, as 售卖损耗: what came in less what was sold, and what came back. No stock stays
                overnight.
    is paid     the walk-in customer pays in cash the same day, refunds taken out of the takings.
    pays        one supplier a category sends an invoice on Sunday for the week and is paid in cash that day.
                The last week stays payable, not invoiced, unless its Sunday lies within the days replayed.

Prices carry no tax: vegetables are exempt from VAT in wholesale and retail (财税〔2011〕137号, whose list has the
edible fungi too), so the products have the tax code 免税; nothing is deducted.
11.475999999999999 is 11.476 written by a binary computer: noise of up to 1e-9 is taken off and counted; a
finer quantity is refused. Prices that are averages keep 8 decimals.

Rows that cannot be right are refused with a reason and listed: damaged, unreadable, unknown item, negative or
zero quantity, price not above 0, repeated (the same line in two files is one line; twice in one file is two
sales), contradicting an earlier row. A row is posted whole or not at all, and ``rows_unaccounted`` is 0.

The company's code is that of --company and a fingerprint of the files' contents, so other contents are
another company. Every document has a number of its source, every posting a key of day and kind: a run that was killed
goes on when it is run again, and a complete one adds nothing. Ctrl C stops after the current day.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hengku.kit.errors import Problem
from hengku.kit.postgres import PostgresProblem
from replays.common import Progress, open_stage, say, stopping
from replays.vegetables_facts import Facts
from replays.vegetables_files import read_set
from replays.vegetables_plan import Plan, plan_of


@dataclass(eq=False)
class NothingToReplay(Exception):
    """The directory holds no sales."""

    directory: Path

    def __str__(self) -> str:
        return f"目录 {self.directory} 里没有可用的日销量或收银流水。请检查目录,或放宽 --until。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay one directory. Exit codes: 0 done and the books agree, 1 refused or they do not, 130 stopped."""
    options = _parser().parse_args(arguments)
    if not options.directory.is_dir():
        say(f"目录 {options.directory} 不存在。")
        return 1
    try:
        return _run(options)
    except (NothingToReplay, PostgresProblem, Problem) as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("已中断;再次运行即从中断处继续。")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m replays.vegetables", description="把蔬菜超市数据集逐日过账"
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="数据目录")
    parser.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
    parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="只做到这一天(含)")
    parser.add_argument("--company", default="VEG", metavar="CODE", help="账套代码的前段,后段是数据指纹")
    parser.add_argument("--refused", type=Path, metavar="FILE.csv", help="把全部被拒绝的行写到文件")
    return parser


def _run(options: argparse.Namespace) -> int:
    say(f"读取 {options.directory} …")
    facts = read_set(options.directory)
    plan = plan_of(facts, options.until)
    if not plan.days:
        raise NothingToReplay(options.directory)
    from hengku.cli.ready import ready

    with ready("replay"):
        return _play(options, facts, plan)


def _play(options: argparse.Namespace, facts: Facts, plan: Plan) -> int:
    from hengku.cli.output import show
    from replays.vegetables_books import play, set_up_shop
    from replays.vegetables_result import result_of, text_of, write_refusals

    since, until = plan.days[0].on, plan.days[-1].on
    with stopping() as stop:
        stage = open_stage(
            code=f"{options.company}-{facts.fingerprint}"[-32:],
            name=f"蔬菜超市 {facts.fingerprint}",
            started_on=since,
            until=until,
        )
        progress = Progress(len(plan.days))
        play(set_up_shop(stage, facts), plan, progress, stop)
        elapsed_ns = progress.elapsed_ns
    result = result_of(
        stage, facts, plan, since=since, until=until, elapsed_ns=elapsed_ns, is_stopped=stop.is_asked
    )
    if options.refused:
        write_refusals(result["refused_rows"], options.refused)
    with suppress(BrokenPipeError):
        show(options, result, text_of(result))
    if stop.is_asked:
        return 130
    return 1 if result["audit"]["violations"] else 0


if __name__ == "__main__":
    sys.exit(main())
