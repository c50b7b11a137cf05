"""The figure as the page shows it: read through the report that shows it, by the page's own code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hengku.costing.models import Pool
from hengku.diagnosis.why.declaration import Asked, Kind, Part, Question, Row, Shown, Term
from hengku.diagnosis.why.errors import KeyWrong
from hengku.diagnosis.why.kinds import KINDS
from hengku.diagnosis.why.reading import MAY_BE_NONE, SHOWN
from hengku.identity.actor import Actor
from hengku.kit.numbers import divide, quantize
from hengku.reports.declaration import Report, ReportType, Shape
from hengku.reports.run import report_type, run_report

#: Keys by which a row of the report is chosen when the report itself does not ask for them.
PICKS = {"account": "account_id", "item": "item_id", "own_category": "category_id", "product": "product_id",
         "warehouse": "warehouse_id", "origin": "document_id", "order_line": "line_id",
         "lot": "lot_id", "party": "party_id", "handler": "handler_id"}  # fmt: skip
#: By whom the report is asked where the row is that of nobody.
BY_NONE = ("party", "handler")
PLACES = {"price": 8, "rate": 4, "quantity": 4, "amount": 2}


def read_shown(actor: Actor, asked: Asked, *, today: date) -> Row | None:
    """The figures of the row (or the totals) in which the page shows this one, by column; None where no page does.

    A question that asks for less than a row of the report (one document, a moment of a day) has no page of its own.
    """
    kind = asked.kind
    if asked.shown is not None:
        return _totals(actor, asked, asked.shown, today=today)
    if not kind.report:
        return None
    report_name = _report_of(actor, kind)
    known = {parameter.key for parameter in report_type(report_name).parameters}
    parameters: Row = dict(kind.fixed)
    picks: Row = {}
    for key, value in asked.values.items():
        if value is None:
            continue
        is_none = value == 0 and key in MAY_BE_NONE
        if key in known and not is_none:
            parameters[key] = value
        elif key in PICKS and (is_none or key not in BY_NONE):
            picks[PICKS[key]] = None if is_none else value
        elif key != "as_of":
            return None
    by = next((key for key in BY_NONE if asked.values.get(key) == 0), "")
    if asked.values.get("own_category") is not None:
        by = "category"
    if by:
        parameters["by"] = by
    page = None if picks or asked.values.get("product") else 1
    report = run_report(actor, report_name, parameters, today=today, shape=Shape(page=page, size=1))
    weighed = {KINDS[part.weighed].column for part in kind.parts if part.weighed}
    wanted = {kind.column, *(part.column for part in kind.parts), *weighed}
    shown = {column: _figure(report, column, picks, is_page=page is not None) for column in wanted}
    return {key: -figure for key, figure in shown.items() if figure is not None} if kind.mirrored else shown


def _totals(actor: Actor, asked: Asked, shown: Shown, *, today: date) -> Row:
    """The total in question, and those of the parts of it that the report sums up too."""
    report = run_report(actor, shown.report, shown.parameters, today=today, shape=Shape(page=1, size=1))
    columns = [part.column for part in asked.kind.parts]
    parts = {column: report.totals[column] for column in columns if column in report.totals}
    return {**parts, asked.column: report.totals.get(shown.column)}


def rows_shown(actor: Actor, asked: Asked, *, today: date) -> tuple[Question, ...]:
    """The questions behind the figures of the column, row by row: their rows are those of the total. Each must be of
    the kind that was asked, or the total would be of something else. Refuses what the report refuses.
    """
    if asked.shown is None:
        return ()
    report = run_report(actor, asked.shown.report, asked.shown.parameters, today=today)
    found = [row["questions"].get(asked.shown.column) for row in report.rows]
    questions = tuple(question for question in found if question)
    if any(question["kind"] != asked.kind.code for question in questions):
        raise KeyWrong(name="shown", value=asked.shown.column, wanted=f"{asked.kind.label}的一列").at(field="shown")
    return questions


def _report_of(actor: Actor, kind: Kind) -> str:
    """The report the asker may open; when it is neither, the first refuses."""
    if kind.or_report and not all(actor.may(word) for word in report_type(kind.report).needs):
        return kind.or_report
    return kind.report


def rights_of(actor: Actor, kind: Kind, shown: Shown | None = None) -> list[str]:
    """The permissions that the report showing this figure, and its column, ask for."""
    if shown is not None:
        return _rights(report_type(shown.report), shown.column)
    if not kind.report:
        return []
    return _rights(report_type(_report_of(actor, kind)), kind.column)


def _rights(report: ReportType, key: str) -> list[str]:
    needed = list(report.needs)
    for column in report.columns:
        if column.key == key:
            needed += ["cost.view"] if column.shows_cost else []
            needed += [column.needs] if column.needs else []
    return needed


def _figure(report: Report, column: str, picks: Row, *, is_page: bool) -> Decimal | None:
    rows = [row for row in report.rows if all(row.get(key) == value for key, value in picks.items())]
    if column not in {one.key for one in report.columns}:
        return None
    if is_page and column in report.totals and not (rows and rows[0][column] is None):
        total: Decimal | None = report.totals[column]
        return total
    said = [row[column] for row in rows if row[column] is not None]
    is_sum = any(one.key == column and one.total for one in report.columns)
    if not rows and is_sum:
        return Decimal(0)
    if not said:
        return None
    if not is_sum:  # a unit cost that stands in the row of every warehouse
        return said[0] if len(set(said)) == 1 else None
    return sum(said, start=Decimal(0))


def _parts(kind: Kind, shown: Row) -> tuple[Part, ...]:
    """The parts of a figure; what is weighed costs by weight (B2)."""
    return tuple(
        Part(part.sign, part.weighed, KINDS[part.weighed].column)
        if part.weighed and shown.get(KINDS[part.weighed].column)
        else part
        for part in kind.parts
    )


def ratio_of(kind: Kind, shown: Row) -> Decimal | None:
    """The first part over the second (÷), half of both (½), or the sum of all (+ −); None where a part says nothing."""
    if kind.parts[0].sign != "÷":
        said = [(part.sign, shown.get(part.column)) for part in kind.parts]
        if any(figure is None for _, figure in said):
            return None
        whole = sum((-figure if sign == "−" else figure for sign, figure in said if figure is not None), Decimal(0))
        return quantize(whole / 2, PLACES["amount"]) if kind.parts[0].sign == "½" else whole
    over, under = (shown.get(part.column) for part in _parts(kind, shown))
    if over is None or not under:
        return None
    return quantize(divide(over, under), PLACES.get(kind.form, 8))


def terms_of(asked: Asked, shown: Row) -> tuple[Term, ...]:
    """What the figure is made of, where each part can be asked in its turn."""
    parts = _parts(asked.kind, shown)
    questions = [_question(asked, part) for part in parts]
    if not parts or any(question is None for question in questions):
        return ()
    if asked.shown is not None and not all(part.column in shown for part in parts):
        return ()  # the report does not sum them up
    return tuple(
        _term(part, question, shown) for part, question in zip(parts, questions, strict=True) if question
    )


def _term(part: Part, question: Question, shown: Row) -> Term:
    kind = KINDS[part.kind]
    return Term(part.sign, kind.label, kind.label_en, kind.form, shown.get(part.column), question)


def _question(asked: Asked, part: Part) -> Question | None:
    kind = KINDS[part.kind]
    question = {"kind": kind.code, **_kept(asked.question, kind.keys)}
    if asked.shown is not None:
        question[SHOWN] = asked.question[SHOWN].replace(f".{asked.shown.column}?", f".{part.column}?", 1)
        return question
    if kind.code == "unit_cost" and not _has_pool_per_warehouse(asked.company_id):
        question.pop("warehouse", None)  # one cost for all warehouses (C2)
    return question if all(key in question for key in kind.required) else None


def _has_pool_per_warehouse(company_id: int) -> bool:
    return Pool.objects.of_company(company_id).filter(warehouse_id__gt=0).exists()


def _kept(question: Question, keys: Iterable[str]) -> Question:
    return {key: question[key] for key in keys if key in question}
