"""The first user of a new installation: made once, with a random password that is shown once and kept nowhere."""

from __future__ import annotations

import os
import secrets
from typing import Final

from hengku.cli.output import note

FIRST_USERNAME: Final = "boss"

#: Without 0 O 1 l I, which look alike on paper.
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_SIZE = 4, 4


def first_run() -> str:
    """What the person at the terminal must be told: name and password of the first user; "" when there are users.

    Needs Django set up and the schema prepared. There is no default account and no default password (S5).
    """
    from hengku.identity.actions import create_user
    from hengku.identity.auth import system_actor
    from hengku.identity.models import User

    if User.objects.exists():
        return ""
    password = random_password()
    create_user(
        actor=system_actor(name="首次启动"), username=FIRST_USERNAME, display_name="老板", password=password
    )
    return (
        f"已建立第一个账号:{FIRST_USERNAME}  密码:{password}\n"
        "密码只显示这一次,请立即登录并修改;自己的账套用 hengku company --code 代码 --name 名称 新建。"
    )


def first_company() -> str:
    """Make the demo company when there is none yet, for the first user; says so, or "" when there was nothing to do.

    ``HENGKU_DEMO=0`` leaves it out. Half a demo, left by a kill, is taken from the user's list and made anew.
    """
    from django.utils import timezone

    from hengku.company.models import Company
    from hengku.identity.models import Membership, User
    from hengku.opening.demo import DEMO_CODE, make_demo

    if os.environ.get("HENGKU_DEMO") == "0" or Company.objects.filter(code=DEMO_CODE).exists():
        return ""
    half = Company.objects.filter(code__startswith=f"{DEMO_CODE}-half-")
    if Company.objects.exclude(pk__in=half).exists():
        return ""  # somebody works here already and has no use for a demo
    owner = User.objects.order_by("pk").first()
    if owner is None:
        return ""
    Membership.objects.filter(company_id__in=list(half.values_list("pk", flat=True))).delete()
    note("正在准备演示账套(约十几秒)…")
    company = make_demo(
        owner=owner, until=timezone.localdate(), code=f"{DEMO_CODE}-half-{secrets.token_hex(4)}"
    )
    Company.objects.filter(pk=company.pk).update(code=DEMO_CODE)
    return f"已建立演示账套:{company.name}"


def random_password() -> str:
    """Four groups of four, 80 bits: kx3m-9fhp-…"""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_SIZE)) for _ in range(_GROUPS))
    return "-".join(groups)
