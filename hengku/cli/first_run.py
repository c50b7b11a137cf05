"""The first user of a new installation: made once, with a random password that is shown once and kept nowhere."""

from __future__ import annotations

import secrets
from typing import Final

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
        "密码只显示这一次,请立即登录并修改;登录后即可新建账套。"
    )


def random_password() -> str:
    """Four groups of four, 80 bits: kx3m-9fhp-…"""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_SIZE)) for _ in range(_GROUPS))
    return "-".join(groups)
