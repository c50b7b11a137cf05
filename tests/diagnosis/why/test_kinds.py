"""Every kind names reports, columns, parts and statements that exist."""

from __future__ import annotations

import pytest

from hengku.diagnosis.why.declaration import Kind
from hengku.diagnosis.why.flow import SQL
from hengku.diagnosis.why.kinds import KINDS
from hengku.identity.roles import PERMISSIONS
from hengku.reports.registry import REPORTS


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_names_what_there_is(kind: Kind) -> None:
    assert KINDS[kind.code] is kind, "two kinds share a code"
    assert bool(kind.flow) == bool(kind.span), "rows need days, a ratio has neither"
    assert not kind.flow or (SQL / f"{kind.flow}.sql").exists()
    assert set(kind.required) <= set(kind.keys)
    assert set(kind.needs) <= PERMISSIONS
    for name in filter(None, (kind.report, kind.or_report)):
        columns = {column.key for column in REPORTS[name].columns}
        assert {kind.column, *(part.column for part in kind.parts)} <= columns
    for part in kind.parts:
        assert kind.report
        assert part.kind in KINDS
