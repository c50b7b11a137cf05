"""`hengku company`: open a company of one's own, or list those there are."""

from __future__ import annotations

import argparse
from datetime import date

NAME = "company"
HELP = "新建账套,或列出已有账套"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without --code the companies are listed."""
    parser.add_argument("--code", help="新账套的代码,例如 shop1")
    parser.add_argument("--name", default="", help="名称,例如 张记百货")
    parser.add_argument(
        "--standard",
        choices=("small", "enterprise"),
        default="small",
        help="会计准则:小企业 small,企业 enterprise",
    )
    parser.add_argument(
        "--taxpayer",
        choices=("general", "small_scale"),
        default="general",
        help="一般纳税人 general,小规模 small_scale",
    )
    parser.add_argument(
        "--start", type=date.fromisoformat, metavar="YYYY-MM-DD", help="启用日期,默认本月一日"
    )
    parser.add_argument("--owner", default="", help="老板的账号,默认第一个账号")
    parser.add_argument("--warehouse", action="append", default=[], metavar="名称", help="仓库,可写多次")


def run(options: argparse.Namespace) -> int:
    """Opens it in one transaction; all that is wrong is said at once. 1 when the owner is unknown."""
    from hengku.cli.ready import ready

    with ready(NAME):
        return _open(options) if options.code else _list(options)


def _list(options: argparse.Namespace) -> int:
    from hengku.cli.output import show
    from hengku.company.models import Company

    rows = list(
        Company.objects.order_by("pk").values("code", "name", "standard", "taxpayer", "started_on", "is_demo")
    )
    told = [{**row, "started_on": str(row["started_on"])} for row in rows]
    show(options, told, [f"{row['code']:<16}{row['name']}({row['started_on']} 启用)" for row in rows])
    return 0


def _open(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from hengku.cli.output import note, show
    from hengku.identity.models import User
    from hengku.opening.actions_company import NewWarehouse, open_company

    users = User.objects.filter(is_active=True).order_by("pk")
    owner = users.filter(username__iexact=options.owner).first() if options.owner else users.first()
    if owner is None:
        note(f"没有账号 {options.owner or ''}。请先运行一次 hengku up 建立第一个账号。")
        return 1
    names = options.warehouse or ["主仓"]
    company = open_company(
        code=options.code,
        name=options.name or options.code,
        standard=options.standard,
        taxpayer=options.taxpayer,
        started_on=options.start or timezone.localdate().replace(day=1),
        owner=owner,
        warehouses=[NewWarehouse(f"W{number}", name) for number, name in enumerate(names, 1)],
    )
    told = {"id": company.pk, "code": company.code, "name": company.name, "owner": owner.username}
    show(
        options,
        told,
        [f"已建立账套 {company.code} {company.name},{owner.username} 登录后即可在左上角切换进入。"],
    )
    return 0
