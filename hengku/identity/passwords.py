"""One-time passwords: easy to read out over the telephone, impossible to guess."""

from __future__ import annotations

import secrets
from typing import Final

#: Without letters and digits that are taken for each other.
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


def one_time_password() -> str:
    """Twelve random signs in three groups: about 59 bits. It has to be changed at the first sign-in."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
