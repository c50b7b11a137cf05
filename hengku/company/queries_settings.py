"""Reading the decisions of a company: what holds today, what held, what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hengku.company.models import Setting
from hengku.company.settings_keys import SETTING_KEYS, SettingKey
from hengku.identity.actor import Actor
from hengku.identity.models import User


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision that was taken. ``by`` is the person's name, "" when the product took it."""

    value: str
    effective_on: date
    set_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A key with its value of a day, since when it holds (None: the default), and every decision, latest day first."""

    key: SettingKey
    value: str
    since: date | None
    decisions: tuple[Decision, ...]


def decided_settings(actor: Actor, *, on: date) -> list[Decided]:
    """Every key in the order of ``SETTING_KEYS``. Needs ``company.view``. Two queries."""
    actor.must("company.view")
    rows = list(Setting.objects.visible_to(actor).order_by("key", "-effective_on"))
    people = User.objects.filter(pk__in={row.set_by for row in rows})
    names = dict(people.values_list("pk", "display_name"))
    found = []
    for key in SETTING_KEYS.values():
        own = [row for row in rows if row.key == key.key]
        now = next((row for row in own if row.effective_on <= on), None)
        found.append(
            Decided(
                key=key,
                value=key.stored(now.value) if now else key.stored(key.default),
                since=now.effective_on if now else None,
                decisions=tuple(
                    Decision(str(row.value), row.effective_on, row.set_at, names.get(row.set_by, ""))
                    for row in own
                ),
            )
        )
    return found
