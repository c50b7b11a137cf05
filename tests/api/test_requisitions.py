"""门店要货 over HTTP (D-SREQ): the tables of factors, a proposal, and asking once."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.api.caller import Caller, signed_in
from tests.posting.desk import Desk
from tests.world import Book


def test_a_store_asks_once(book: Book) -> None:
    desk, today = Desk(book), timezone.localdate()
    desk.receive("10", "2.00", day=2)
    boss: Caller = signed_in(book)
    rain = {"kind": "weather", "name": "雨", "rate": "0.8", "first_on": None, "last_on": None}
    assert boss.put("/requisitions/factors", {"rows": [rain]})[1] == {"rows": [rain], "may_change": True}
    status, refused = boss.put("/requisitions/factors", {"rows": [{**rain, "rate": "0"}]})
    assert (status, refused["code"]) == (422, "FACTOR_RATE_WRONG")

    store, cola, day = str(book.w2.pk), str(book.cola.pk), (today + timedelta(days=1)).isoformat()
    asked = f"/requisitions/proposal?warehouse={store}&needed_on={day}&wave=first&product={cola}"
    status, proposal = boss.get(asked)
    (line,) = proposal["lines"]
    assert (status, line["suggested"], line["days"], proposal["standing"]) == (200, "0", [], None)
    assert [one["name"] for one in proposal["weathers"]] == ["雨"]

    wish = {"warehouse": store, "needed_on": day, "lines": [{"product": cola, "quantity": "4"}]}
    status, draft = boss.post("/requisitions", wish)
    assert (status, draft["state"]) == (200, "draft")
    status, twice = boss.post("/requisitions", wish)
    assert (status, twice["code"], twice["data"]["number"]) == (409, "ASKED_ALREADY", draft["number"])
    assert boss.get(asked)[1]["standing"]["number"] == draft["number"]
    detail = boss.get(f"/documents/{draft['id']}")[1]
    assert "可用 0" in detail["lines"][0]["reckoned"]
