"""A company of one's own from the command line."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from uuid import uuid4

import pytest

from hengku.cli import company as command
from hengku.company.models import Company, Warehouse
from hengku.kit.errors import Problem
from hengku.kit.postgres import Cluster
from tests.world import new_user


def asked(**said: object) -> Namespace:
    usual = {
        "code": f"c{uuid4().hex[:10]}", "name": "张记百货", "standard": "small", "taxpayer": "small_scale",
        "start": date(2026, 1, 1), "owner": "", "warehouse": ["门店", "后仓"], "json": True,
    }  # fmt: skip
    return Namespace(**{**usual, **said})


class TestCompany:
    def test_is_opened_with_its_warehouses(
        self, database: Cluster, capsys: pytest.CaptureFixture[str]
    ) -> None:
        owner = new_user("boss", password="Kaidan-2026-haoyong")
        assert command.run(asked(owner=owner.username)) == 0
        told = json.loads(capsys.readouterr().out)
        made = Company.objects.get(pk=told["id"])
        assert (made.name, made.taxpayer) == ("张记百货", "small_scale")
        assert list(
            Warehouse.objects.of_company(made.pk).order_by("code").values_list("name", flat=True)
        ) == [
            "门店",
            "后仓",
        ]

    def test_of_a_taken_code_is_refused(self, database: Cluster) -> None:
        owner = new_user("boss", password="Kaidan-2026-haoyong")
        first = asked(owner=owner.username)
        assert command.run(first) == 0
        with pytest.raises(Problem):
            command.run(first)

    def test_of_nobody_is_refused(self, database: Cluster) -> None:
        assert command.run(asked(owner="nobody-at-all")) == 1
