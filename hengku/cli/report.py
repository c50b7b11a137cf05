"""`hengku report NAME --company CODE --param key=value`: any report of the product in the terminal."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from hengku.cli.output import show

if TYPE_CHECKING:
    from hengku.reports.declaration import Report

NAME = "report"
HELP = "在终端查看报表(不带名称时列出全部报表)"

WIDTH_OF_FILE = 240
RIGHT = frozenset({"quantity", "price", "amount", "rate", "count"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which report, of which company, with which parameters."""
    parser.add_argument(
        "name", nargs="?", default="", metavar="报表", help="报表名称,如 stock、trial_balance"
    )
    parser.add_argument("--company", default="", metavar="代码", help="账套代码;只有一个账套时可省略")
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="键=值",
        help="报表参数,可重复;商品、仓库、类别、往来单位、科目写编码",
    )


def run(options: argparse.Namespace) -> int:
    """0 when the report was shown. Refusals are said by the entry point."""
    from hengku.cli.ready import ready

    with ready(NAME):
        if not options.name:
            _show_names(options)
            return 0
        from hengku.api.reports import report_answer

        report = _report(options)
        if options.json:
            show(options, report_answer(report), [])
        else:
            _print_table(report)
    return 0


def _show_names(options: argparse.Namespace) -> None:
    from hengku.reports.registry import REPORTS

    known = [
        {"name": one.name, "label": one.label, "parameters": [p.key for p in one.parameters]}
        for one in REPORTS.values()
    ]
    show(
        options,
        known,
        [f"{one['name']:<16}{one['label']}  参数:{'、'.join(one['parameters'])}" for one in known],
    )


def _report(options: argparse.Namespace) -> Report:
    from django.utils import timezone

    from hengku.identity.auth import system_actor
    from hengku.reports.run import run_report

    company_id = _company_id(options.company)
    parameters = _parameters(options.name, options.param, company_id)
    actor = system_actor(company_id, name="命令行")
    return run_report(actor, options.name, parameters, today=timezone.localdate())


def _company_id(code: str) -> int:
    """The company of that code, or the only one there is."""
    from hengku.company.models import Company
    from hengku.reports.errors import ReferenceNotFound

    found = Company.objects.filter(code=code) if code else Company.objects.all()
    ids = list(found.order_by("pk").values_list("pk", "code")[:50])
    if len(ids) == 1:
        return int(ids[0][0])
    codes = "、".join(one[1] for one in ids)
    if code or not ids:
        raise ReferenceNotFound(label="账套", reference=code or "(没有账套)")
    raise ReferenceNotFound(label="账套(有多个,请用 --company 指定其中一个)", reference=codes)


def _parameters(name: str, given: list[str], company_id: int) -> dict[str, Any]:
    """``key=value`` pairs; codes of products and the like become ids, which is what a report takes."""
    from hengku.reports.errors import ParameterWrong, ReferenceNotFound
    from hengku.reports.parameters import REFERENCES
    from hengku.reports.run import report_type

    kinds = {parameter.key: parameter for parameter in report_type(name).parameters}
    values: dict[str, Any] = {}
    for pair in given:
        key, sign, text = pair.partition("=")
        if not sign:
            raise ParameterWrong(label="--param", value=pair[:64], wanted="键=值,如 to=2026-01-31")
        values[key] = text
        parameter = kinds.get(key)
        if parameter is None or parameter.kind not in REFERENCES or parameter.kind == "voucher":
            continue
        row = REFERENCES[parameter.kind]().filter(company_id=company_id, code=text).first()
        if row is None:
            raise ReferenceNotFound(label=parameter.label, reference=text[:64])
        values[key] = row.pk
    return values


def _print_table(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    from hengku.api.reports import text_of

    said = "  ".join(
        f"{key} {text_of(value)}" for key, value in report.parameters.items() if value is not None
    )
    table = Table(title=f"{report.type.label}  {said}", show_footer=bool(report.totals))
    for number, column in enumerate(report.columns):
        total = text_of(report.totals.get(column.key), column.kind) or ""
        footer = "合计" if number == 0 and not total else total
        table.add_column(column.label, footer, justify="right" if column.kind in RIGHT else "left")
    for row in report.rows:
        table.add_row(*(text_of(row[column.key], column.kind) or "" for column in report.columns))
    # into a file or a pipe nothing has to fit a screen
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH_OF_FILE)
    console.print(table)
    for note in (one.label for one in report.notes):
        console.print(note)
