"""Workbooks as answers of the API."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from hengku.desk.report_books import write_workbook
from hengku.reports.declaration import Report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(report: Report, **how: Any) -> bytes:
    """The report as .xlsx, as ``write_workbook`` makes it."""
    target = BytesIO()
    write_workbook(target, report, **how)
    return target.getvalue()


def file_answer(content: bytes, title: str) -> HttpResponse:
    """A workbook to be saved under ``title``."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title + '.xlsx', safe='')}"
    return response
