"""练习账套: a private company with the demo store's goods and two weeks of its documents, for trying anything."""

from __future__ import annotations

from datetime import date, timedelta
from secrets import token_hex

from hengku.company.actions import archive_practice
from hengku.company.models import Company
from hengku.company.queries import companies_of
from hengku.identity.models import User
from hengku.ledger.jobs import make_vouchers
from hengku.opening.actions_company import Start
from hengku.opening.demo.shop import SEED, open_store
from hengku.opening.demo.trade import Trade

DAYS = 14
PRACTICE_START = Start(is_practice=True)


def make_practice(*, user: User, today: date) -> Company:
    """A fresh practice company of this user alone; the one they had is archived once the new one stands.

    Everything goes through public actions, so a kill half way leaves a company that the next call archives. Two
    seconds or so.
    """
    old = [one.pk for one in companies_of(user.pk) if one.is_practice]
    store = open_store(
        owner=user,
        started_on=today - timedelta(days=DAYS),
        code=f"practice-{token_hex(6)}",
        seed=SEED,
        name="练习账套",
        start=PRACTICE_START,
    )
    trade = Trade(store)
    trade.open()
    for ago in range(DAYS, 0, -1):
        trade.live(today - timedelta(days=ago))
    make_vouchers(company_id=store.company.pk, now=store.now(today))
    for company_id in old:
        archive_practice(user=user, company_id=company_id)
    return store.company
