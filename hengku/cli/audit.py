"""`hengku audit`: do all books agree? Every invariant over one company or all, beside a running shop."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hengku.cli.output import show
from hengku.kit.errors import NotFound

if TYPE_CHECKING:
    from hengku.diagnosis.queries import AuditReport

NAME = "audit"
HELP = "核对全部账簿:库存、成本、往来、总账、单据是否处处相符"


@dataclass(eq=False)
class CompanyCodeUnknown(NotFound):
    """Nobody keeps books under that code."""

    company_code: str
    known: str
    text = "没有编码为 {company_code} 的账套。现有账套:{known}。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which company; all of them when none is named."""
    parser.add_argument("--company", metavar="编码", help="只核对这个账套(默认全部)")


def run(options: argparse.Namespace) -> int:
    """0 when everything agrees, 1 when something does not."""
    from hengku.cli.ready import ready

    with ready(NAME):
        from hengku.diagnosis.queries import audit

        report = audit(company_of(options.company) if options.company else None)
    show(options, report.as_data(), lines_of(report))
    return 1 if report.violations else 0


def company_of(code: str) -> int:
    """The company's id; refused, naming those there are, when there is none of that code."""
    from hengku.company.models import Company

    codes = dict(Company.objects.order_by("code").values_list("code", "pk"))
    if code not in codes:
        raise CompanyCodeUnknown(company_code=code, known="、".join(codes) or "(无)")
    return int(codes[code])


def lines_of(report: AuditReport) -> Iterator[str]:
    """The report for people: a line per finding under its invariant, and the sum."""
    told = ""
    for one in report.findings:
        if one.invariant != told:
            told = one.invariant
            yield f"[{one.severity}] {told} {one.title}(共 {report.counts[told]} 处)"
        yield f"    {one.company}  {one.what}" if one.company else f"    {one.what}"
    more = report.violations - len(report.findings)
    if more:
        yield f"    …… 另有 {more} 处未列出"
    if report.violations:
        yield f"核对 {report.invariants} 项,发现 {report.violations} 处不符。"
    else:
        yield f"核对 {report.invariants} 项,全部相符。"
