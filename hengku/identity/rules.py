"""Who may be called what, which passwords are good, how long a lock lasts, which roles exclude each other. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from hengku.kit.errors import Invalid, Problem, Refused

PASSWORD_LENGTH_MIN: Final = 8
#: Longer ones are refused, so that hashing cannot be used to tire the server out.
PASSWORD_LENGTH_MAX: Final = 128
FAILURES_BEFORE_LOCK: Final = 5
LOCK_FIRST: Final = timedelta(minutes=15)
LOCK_LONGEST: Final = timedelta(hours=4)

#: Letters of any script, digits and . _ @ - : no blanks that nobody sees.
_USERNAME: Final = re.compile(r"[\w.@-]{2,64}")


@dataclass(eq=False)
class UsernameInvalid(Invalid):
    """The sign-in name has the wrong length or characters."""

    username: str
    text = "账号“{username}”不可用:请用 2 到 64 个字母、数字、汉字或 . _ @ - ,不要有空格。"


@dataclass(eq=False)
class PasswordTooShort(Invalid):
    """Fewer characters than the policy asks."""

    length_min: int
    text = "密码太短:至少 {length_min} 位。建议用几个不相干的词连起来。"


@dataclass(eq=False)
class PasswordTooLong(Invalid):
    """More characters than are hashed."""

    length_max: int
    text = "密码太长:最多 {length_max} 位。"


@dataclass(eq=False)
class PasswordTooCommon(Invalid):
    """It is among the first that anyone tries."""

    text = "这个密码太常见,很容易被猜到。请换一个。"


@dataclass(eq=False)
class PasswordNamesUser(Invalid):
    """It contains the sign-in name."""

    text = "密码不能包含账号。请换一个。"


@dataclass(eq=False)
class ConflictingRoles(Refused):
    """Two roles that one person must not hold together (S1 hard exclusions ② and ⑦)."""

    role: str
    other_role: str
    text = "岗位“{role}”与“{other_role}”不能由同一人担任(职责分离)。请先取消其中一个,或指派给另一位同事。"


#: The first guesses of anyone; repeated and running characters are found by rule.
_COMMON: Final = (
    "password passwort passw0rd p@ssw0rd p@ssword iloveyou woaini woaini1314 5201314 1314520 admin admin123 "
    "administrator root root123 qwertyui qwerty123 qwer1234 1q2w3e4r 1qaz2wsx qazwsxedc asdfghjk zxcvbnm "
    "abc12345 abcd1234 a1234567 a12345678 a123456789 aa123456 q1w2e3r4 welcome1 letmein1 changeme hengku "
    "hengku123 jinxiaocun caiwu123 kuaiji123 guanliyuan 88888888 66666666 12344321 11223344 147258369 "
    "123qweasd qwe123456 zhang123 wang1234 test1234 guest123 user1234 login123 12345678a 123456789a"
)
COMMON_PASSWORDS: Final = frozenset(_COMMON.split())
_RUNS: Final = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)


def normalised_username(given: str) -> str:
    """The one spelling of a sign-in name: NFKC, no blanks around it, lower case. Refuses what cannot be a name."""
    username = unicodedata.normalize("NFKC", given).strip().casefold()
    if not _USERNAME.fullmatch(username):
        raise UsernameInvalid(username=given[:64])
    return username


def password_problems(password: str, username: str) -> list[Problem]:
    """Everything that is wrong with a new password; ``[]`` when it is good."""
    problems: list[Problem] = []
    if len(password) < PASSWORD_LENGTH_MIN:
        problems.append(PasswordTooShort(length_min=PASSWORD_LENGTH_MIN))
    if len(password) > PASSWORD_LENGTH_MAX:
        problems.append(PasswordTooLong(length_max=PASSWORD_LENGTH_MAX))
    plain = password.strip().casefold()
    if plain in COMMON_PASSWORDS or len(set(plain)) <= 2 or any(plain in run for run in _RUNS):
        problems.append(PasswordTooCommon())
    if username and username.casefold() in plain:
        problems.append(PasswordNamesUser())
    return [problem.at(field="password") for problem in problems]


def lock_after(failure_count: int) -> timedelta | None:
    """How long an account stays locked after that many failures in a row: none up to 4, then 15 min, doubling to 4 h.

    Attempts during a lock are not counted, so nobody is kept out for ever by somebody else's guesses.
    """
    if failure_count < FAILURES_BEFORE_LOCK:
        return None
    doublings = min(failure_count - FAILURES_BEFORE_LOCK, 10)
    return min(LOCK_FIRST * 2**doublings, LOCK_LONGEST)


#: S1 ⑦: who keeps the system or audits it does no business; ② who handles money does not book it.
_ALONE: Final = frozenset({"sysadmin", "auditor"})
_APART: Final = (frozenset({"cashier", "accountant"}), frozenset({"cashier", "fin_mgr"}))
#: The mode of S1 for firms of up to three people: one person holds every post.
ALL_ROUNDER: Final = "all_rounder"
#: Who holds one of these runs the firm, and may open another.
OWNING_ROLES: Final = ("owner", ALL_ROUNDER)


def role_conflict(role: str, held: Collection[str]) -> ConflictingRoles | None:
    """Why ``role`` cannot be added to the roles someone holds, or None (S1). Own roles of a firm are not judged."""
    if role == ALL_ROUNDER or ALL_ROUNDER in held:
        return None
    for other in held:
        if other == role:
            continue
        if role in _ALONE or other in _ALONE or frozenset({role, other}) in _APART:
            return ConflictingRoles(role=role, other_role=other)
    return None
