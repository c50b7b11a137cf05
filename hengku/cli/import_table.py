"""`hengku import`: a table from a file into a company, looked at first or imported at once.

    hengku import products 商品.xlsx --company demo --preview
    hengku import products 商品.xlsx --company demo --map 原价=售价 --set 单位=个 --good-rows-only
    hengku import products --template 商品模板.xlsx

What is there already is skipped, so a command that was stopped is simply run again.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hengku.cli.output import note, show
from hengku.kit.errors import Invalid, NotFound

if TYPE_CHECKING:
    from hengku.identity.actor import Actor
    from hengku.opening.imports.actions import Checked, Imported

NAME = "import"
HELP = "从 Excel/CSV 导入商品、往来单位、库存期初、往来期初"

KINDS: Final = ("products", "parties", "opening_stock", "opening_arap", "opening_gl", "prices")
_WARNINGS_SHOWN: Final = 20
_SKIPPED_SHOWN: Final = 10


@dataclass(eq=False)
class FileMissing(NotFound):
    """No file was named, or it is not there."""

    file: str
    text = "找不到文件 {file};请检查路径"


@dataclass(eq=False)
class CompanyMissing(NotFound):
    """No company was named, or there is none of that code."""

    company: str
    companies: tuple[str, ...]
    text = "没有代码为“{company}”的账套;请用 --company 指定,可用:{companies}"


@dataclass(eq=False)
class UserMissing(NotFound):
    """No active user of that name."""

    user: str
    text = "没有账号“{user}”,或它已停用"


@dataclass(eq=False)
class NotAPair(Invalid):
    """``--map`` takes a heading and a field, ``--set`` a field and a text."""

    given: str
    text = "“{given}”应写成 列名=字段(--map)或 字段=内容(--set)"


@dataclass(eq=False)
class NotADate(Invalid):
    """``--date`` takes one form only."""

    given: str
    text = "日期“{given}”应写成 2026-01-31 的样子"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Kind, file, company, and how the file is to be read."""
    parser.add_argument(
        "kind",
        choices=KINDS,
        help="products 商品 / parties 往来单位 / opening_stock 库存期初 / opening_arap 往来期初 / opening_gl 科目期初 / prices 价目表",
    )
    parser.add_argument("file", nargs="?", type=Path, help=".xlsx、.xls 或 .csv 文件")
    parser.add_argument("--company", default="", help="账套代码")
    parser.add_argument("--user", default="", help="以哪个账号的权限导入(默认:本机管理员)")
    parser.add_argument(
        "--map",
        nargs="+",
        action="extend",
        default=[],
        metavar="列名=字段",
        help="指定列对应;列名也可用列号(A、B…),留空为不导入该字段",
    )
    parser.add_argument(
        "--set",
        nargs="+",
        action="extend",
        default=[],
        metavar="字段=内容",
        help="文件里没有或空着的,全部填这个内容",
    )
    parser.add_argument("--sheet", default="", help="工作表名(默认第一个有内容的)")
    parser.add_argument(
        "--header-row", type=int, default=None, metavar="行号", help="表头在第几行(默认自动识别)"
    )
    parser.add_argument("--date", default="", help="期初单据的业务日期(默认账套启用日)")
    parser.add_argument("--preview", action="store_true", help="只看结果,不导入")
    parser.add_argument("--good-rows-only", action="store_true", help="有错的行列出来,其余照常导入")
    parser.add_argument("--template", type=Path, default=None, metavar="文件", help="写出空模板 .xlsx,不导入")


def run(options: argparse.Namespace) -> int:
    """0 when all is imported (or would be), 1 when rows are refused."""
    if options.template is not None:
        return _write_template(options)
    if options.file is None or not options.file.is_file():
        raise FileMissing(file=str(options.file or ""))
    choices, on = _choices(options), _date(options.date)
    from hengku.cli.ready import ready

    with ready(NAME):
        from hengku.kit import clock
        from hengku.opening.imports.actions import check_import, run_import
        from hengku.opening.imports.reading import read_file
        from hengku.opening.imports.told import checked_data, imported_data

        actor = _actor(options)
        file = read_file(
            options.file, name=options.file.name, sheet=options.sheet, header_row=options.header_row
        )
        words: dict[str, Any] = {
            "actor": actor, "kind": options.kind, "file": file, "choices": choices, "on": on, "now": clock.now(),
        }  # fmt: skip
        if options.preview:
            checked = check_import(**words)
            show(options, checked_data(checked), _preview_lines(checked))
            return 0 if checked.is_clean else 1
        done = run_import(**words, good_rows_only=options.good_rows_only, progress=_progress)
        show(options, imported_data(done), _done_lines(done))
        return 1 if done.problems else 0


def _write_template(options: argparse.Namespace) -> int:
    from hengku.cli.ready import set_django_up

    set_django_up()
    from hengku.opening.imports.actions import import_kind
    from hengku.opening.imports.template import write_template

    write_template(import_kind(options.kind), options.template)
    show(options, {"template": str(options.template)}, [f"模板已写到 {options.template}"])
    return 0


def _choices(options: argparse.Namespace) -> dict[str, str | None]:
    choices: dict[str, str | None] = {}
    for pair in options.map:
        heading, sign, field = pair.rpartition("=")
        if not sign or not field.strip():
            raise NotAPair(given=pair)
        choices[field.strip()] = heading.strip() or None
    for pair in options.set:
        field, sign, text = pair.partition("=")
        if not sign or not field.strip():
            raise NotAPair(given=pair)
        choices[field.strip()] = f"={text.strip()}"
    return choices


def _date(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise NotADate(given=given) from None


def _actor(options: argparse.Namespace) -> Actor:
    """The named user with their rights; else the machine's own administrator, who may do everything."""
    from hengku.company.models import Company
    from hengku.identity.auth import actor_for, system_actor
    from hengku.identity.models import User

    company = Company.objects.filter(code=options.company).first()
    if company is None:
        codes = tuple(Company.objects.order_by("code").values_list("code", flat=True)[:20])
        raise CompanyMissing(company=options.company, companies=codes)
    if not options.user:
        return system_actor(company.pk, name="命令行")
    user = User.objects.filter(username=options.user, is_active=True).first()
    if user is None:
        raise UserMissing(user=options.user)
    return actor_for(user_id=user.pk, company_id=company.pk, device="命令行")


def _progress(done: int, all_rows: int) -> None:
    note(f"已导入 {done}/{all_rows} 行")


def _preview_lines(checked: Checked) -> Iterator[str]:
    reading, judged = checked.reading, checked.judged
    yield f"{checked.kind.label}:{reading.file.name},工作表“{reading.file.sheet.name}”,{reading.rows_total} 行"
    matched = [
        f"{match.key}←{match.heading.label or match.heading.letter}" for match in reading.mapping.matches
    ]
    yield f"列对应:{'、'.join(matched)}"
    bad = {problem.row_number for problem in checked.problems}
    yield f"将新增 {len(checked.good)} 行,跳过 {len(judged.skipped)} 行,有问题 {len(bad - {0})} 行(未导入任何内容)"
    yield from (f"  · {said.label}" for said in judged.notes)
    for one in judged.skipped[:_SKIPPED_SHOWN]:
        yield f"  跳过 第{one.row_number}行 {one.label}:{one.why}"
    if len(judged.skipped) > _SKIPPED_SHOWN:
        yield f"  跳过的还有 {len(judged.skipped) - _SKIPPED_SHOWN} 行"
    yield from _problem_lines(checked.problems, checked.warnings)


def _done_lines(done: Imported) -> Iterator[str]:
    if done.is_refused:
        yield "有问题,未导入任何内容;改正后再导入,或加 --good-rows-only 只导入正确的行"
    else:
        yield f"已导入 {done.created} 行,跳过 {done.skipped} 行(已存在)"
        if done.documents:
            yield f"  单据:{'、'.join(done.documents[:_SKIPPED_SHOWN])} 等 {len(done.documents)} 张"
    yield from (f"  · {said.label}" for said in done.notes)
    yield from _problem_lines(done.problems, done.warnings)


def _problem_lines(problems: Sequence[Any], warnings: Sequence[Any]) -> Iterator[str]:
    """All errors; of the warnings the first."""
    if problems:
        yield f"问题 {len(problems)} 处:"
        yield from (f"  {problem if problem.row_number else problem.text}" for problem in problems)
    if warnings:
        yield f"提醒 {len(warnings)} 处(不影响导入):"
        yield from (f"  {warning}" for warning in warnings[:_WARNINGS_SHOWN])
        if len(warnings) > _WARNINGS_SHOWN:
            yield f"  还有 {len(warnings) - _WARNINGS_SHOWN} 处,见 --json"
