"""Forty real firms and their VAT invoices, played through the engine: ``python -m replays.invoices DIR [--json]``.

Every firm of the files becomes a company; every valid invoice a purchase or sales invoice without stock. A
whole-row repeat is one invoice, 作废 counts nowhere, and a number may come again from another party. A red
invoice whose blue one is in the files is linked to it and settles it; one whose blue is older than the files
is taken in as an unlinked red invoice. A row whose total disagrees is taken in by its 金额 and 税额 and told; a
row that cannot be right is refused and listed.

Invoices are known by party, number, date and amounts (``source_number``), so a killed run is continued by
running it again, and running it twice adds nothing. The tax rate of an invoice is the one known rate that
fits its amounts within 0.06 yuan.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hengku.kit.numbers import exact_text, to_fen
from replays.command import row_of
from replays.common import Stage, open_stage, say, stopping
from replays.invoices_files import Found, Invoice, batches, in_order, pairs_of, read_folder

SYSTEM: Final = "invoices"
BATCH: Final = 500
SINCE_EVER: Final = date(1994, 1, 1)
#: Rates that VAT had in China since 1994, as fractions; the likelier first.
RATES: Final = tuple(
    Decimal(rate) / 1000 for rate in (170, 160, 130, 110, 100, 90, 60, 50, 40, 30, 20, 15, 10, 5, 0)
)
TOLERANCE: Final = Decimal("0.06")


def main(arguments: list[str] | None = None) -> int:
    """The command. 0 when the books agree, 1 when they do not or nothing was found, 130 when interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m replays.invoices", description="把增值税发票数据集逐户过账"
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="数据目录")
    parser.add_argument("--only", default="", metavar="E1,E2", help="只做这些企业")
    parser.add_argument("--company", default="INV", metavar="CODE", help="账套代码的前段,后段是企业代号")
    parser.add_argument("--json", action="store_true", help="输出 JSON,供程序读取")
    options = parser.parse_args(arguments)
    only = frozenset(word.strip() for word in options.only.split(",") if word.strip())
    say(f"读取 {options.directory} …")
    found = read_folder(options.directory, only)
    if not found.invoices:
        say("目录里没有可用的发票行:需要 企业代号、发票号码、开票日期、销方/购方单位代号、金额、税额 各列。")
        return 1
    from hengku.cli.ready import ready

    with ready("replay"):
        return _play(options, found)


def _play(options: argparse.Namespace, found: Found) -> int:
    from hengku.cli.output import show

    began = time.perf_counter()
    stages: dict[str, Stage] = {}
    with stopping() as stop:
        for number, firm in enumerate(sorted(found.invoices, key=_natural), 1):
            if stop.is_asked:
                break
            stages[firm] = _play_firm(options.company, firm, found)
            say(f"{firm} 完成({number}/{len(found.invoices)}),新增单据 {stages[firm].documents_added}")
    result = _result(found, stages, time.perf_counter() - began)
    show(options, result, _text_of(result))
    if stop.is_asked:
        return 130
    return 1 if result["audit"]["violations"] else 0


def _natural(firm: str) -> tuple[int, str]:
    digits = "".join(letter for letter in firm if letter.isdigit())
    return (int(digits or 0), firm)


def _play_firm(prefix: str, firm: str, found: Found) -> Stage:
    """One firm's invoices in order of date; those already in the books are left out."""
    from hengku.documents.queries_sources import source_numbers

    invoices = in_order(found.invoices[firm])
    stage = open_stage(
        code=f"{prefix}-{firm}"[:32],
        name=f"{firm} {found.names.get(firm, '')}".strip(),
        started_on=invoices[0].on.replace(day=1),
        until=invoices[-1].on,
    )
    tax_codes = _tax_codes(stage)
    parties = _parties(stage, invoices)
    pairs = pairs_of(invoices)
    there = source_numbers(stage.actor, SYSTEM)
    for batch in batches([one for one in invoices if one.key not in there], BATCH):
        blue = [one for one in batch if one.key not in pairs]
        red = [one for one in batch if one.key in pairs]
        _post(stage, blue, parties, tax_codes, {})
        _post(stage, red, parties, tax_codes, pairs)
    return stage


def _tax_codes(stage: Stage) -> dict[Decimal, int]:
    """Tax codes of all rates that ever were, made once: the papers are older than the company's own list."""
    from hengku.catalog.actions_lists import TaxCodeRecord, create_tax_code
    from hengku.catalog.models import TaxCode

    codes = {f"OLD{exact_text(rate * 1000)}": rate for rate in RATES}
    there = dict(TaxCode.objects.visible_to(stage.actor).filter(code__in=codes).values_list("code", "pk"))
    for code, rate in codes.items():
        if code not in there:
            kind = "general" if rate else "exempt"
            row = TaxCodeRecord(code, f"历史税率 {exact_text(rate * 100)}%", rate, kind, SINCE_EVER)
            there[code] = create_tax_code(actor=stage.actor, row=row).pk
    return {rate: there[code] for code, rate in codes.items()}


def _parties(stage: Stage, invoices: list[Invoice]) -> dict[str, int]:
    """Counterparties by their code, made where missing."""
    from hengku.parties.actions import create_parties
    from hengku.parties.models import Party
    from hengku.parties.records import PartyRecord

    there = dict(Party.objects.visible_to(stage.actor).values_list("code", "pk"))
    wanted = {one.party: one.direction for one in invoices if one.party not in there}
    records = [
        PartyRecord(code=code, name=code, is_supplier=way == "in", is_customer=way == "out")
        for code, way in sorted(wanted.items())
    ]
    if records:
        there.update({party.code: party.pk for party in create_parties(actor=stage.actor, records=records)})
    return there


def rate_of(net: Decimal, tax: Decimal) -> Decimal | None:
    """The known rate that fits the amounts best, or None when none fits within the tolerance of T3."""
    best = min(RATES, key=lambda rate: abs(tax - to_fen(net * rate)))
    return best if abs(tax - to_fen(net * best)) <= TOLERANCE else None


def _post(
    stage: Stage,
    invoices: list[Invoice],
    parties: dict[str, int],
    codes: dict[Decimal, int],
    pairs: dict[str, str],
) -> None:
    from hengku.documents.paper import Paper, PaperLine
    from hengku.documents.queries_sources import first_lines

    if not invoices:
        return
    blues = first_lines(stage.actor, SYSTEM, [pairs[one.key] for one in invoices]) if pairs else {}
    papers = []
    for one in invoices:
        rate = rate_of(one.net, one.tax)
        line = PaperLine(
            amount_net=one.net,
            amount_tax=one.tax,
            tax_code_id=codes[rate] if rate is not None else None,
            source_line_id=blues[pairs[one.key]] if pairs else None,
        )
        side = "purchase" if one.direction == "in" else "sales"
        papers.append(
            Paper(
                f"{side}_invoice_red" if one.net < 0 else f"{side}_invoice",
                one.on,
                [line],
                party_id=parties[one.party],
                source_system=SYSTEM,
                source_number=one.key,
                data={"invoice_number": one.number},
            )
        )
    key = f"{SYSTEM}-{invoices[0].key}-{invoices[-1].key[:8]}-{len(invoices)}"
    stage.post_once(key[:64], papers)


def _result(found: Found, stages: dict[str, Stage], seconds: object) -> dict[str, Any]:
    from hengku.diagnosis.queries import audit
    from hengku.reports.invoices import invoice_totals

    totals: list[dict[str, Any]] = []
    by_rate: list[dict[str, Any]] = []
    audits = {"invariants": 0, "violations": 0, "findings": []}
    for firm, stage in stages.items():
        sums: dict[tuple[str, int], list[Decimal]] = {}
        for row in invoice_totals(stage.actor.company_id):
            both = sums.setdefault((row.direction, row.year), [Decimal(0), Decimal(0)])
            both[0] += row.net
            both[1] += row.tax
            rate = exact_text(row.rate) if row.rate is not None else None
            by_rate.append(
                {"firm": firm, "direction": row.direction, "year": row.year, "tax_rate": rate,
                 "invoices": row.invoices, "net": exact_text(row.net, 2), "tax": exact_text(row.tax, 2)}
            )  # fmt: skip
        totals += [
            {
                "firm": firm,
                "direction": way,
                "year": year,
                "net": exact_text(net, 2),
                "tax": exact_text(tax, 2),
            }
            for (way, year), (net, tax) in sorted(sums.items())
        ]
        report = audit(stage.actor.company_id)
        audits["invariants"] = report.invariants
        audits["violations"] += report.violations  # type: ignore[operator]
        audits["findings"] += [str(one) for one in report.findings]  # type: ignore[operator]
    added = sum(stage.documents_added for stage in stages.values())
    posting = sum(stage.posting_ns for stage in stages.values())
    return {
        "firms": len(stages),
        "rows": found.rows,
        "voided": found.voided,
        "repeated": found.repeated,
        "documents": sum(len(found.invoices[firm]) for firm in stages),
        "documents_added": added,
        "lines": added,
        "lines_per_second": added * 10**9 // posting if posting else 0,
        "seconds": str(seconds)[:6],
        "refused": dict(Counter(one.reason for one in found.refused)),
        "refused_rows": [row_of(one) for one in found.refused],
        "noted": [row_of(one) for one in found.noted],
        "totals": totals,
        "totals_by_rate": by_rate,
        "audit": audits,
    }


def _text_of(result: dict[str, Any]) -> list[str]:
    lines = [
        f"企业 {result['firms']} 户,文件 {result['rows']} 行:作废 {result['voided']},整行重复 {result['repeated']}",
        f"拒绝 {sum(result['refused'].values())},有效发票 {result['documents']} 张",
        f"本次新增 {result['documents_added']} 张(每秒 {result['lines_per_second']} 行)",
        "企业    方向  年度          金额            税额",
    ]
    words = {"in": "进项", "out": "销项"}
    lines += [
        f"{row['firm']:<6}  {words[row['direction']]}  {row['year']}  {row['net']:>16}  {row['tax']:>14}"
        for row in result["totals"]
    ]
    lines += [f"拒绝:{one['file']} 第 {one['row']} 行 {one['text']}" for one in result["refused_rows"][:50]]
    lines += [f"提示:{one['file']} 第 {one['row']} 行 {one['text']}" for one in result["noted"][:50]]
    lines.append(f"核对:{result['audit']['invariants']} 项,违反 {result['audit']['violations']} 处")
    return lines


if __name__ == "__main__":
    sys.exit(main())
