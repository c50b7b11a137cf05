"""What a phone asks of the server: its goods, counting once under a key, and nothing under a wrong name."""

from __future__ import annotations

from hengku.kit.numbers import D
from hengku.reports.phone import goods_for_phone
from tests.api.caller import Caller, fresh_key, signed_in
from tests.posting.desk import Desk
from tests.world import Book

COLA = "6901234567892"


def test_what_a_phone_keeps(book: Book) -> None:
    Desk(book).opening("100", "1000.00")
    boss, keeper = signed_in(book), signed_in(book, book.keeper.user_id)
    status, goods = boss.get("/phone/goods")
    assert (status, goods["is_whole"], goods["products"][0]["code"]) == (200, True, "COLA")  # in stock comes first
    (here,) = [one for one in goods["stock"] if one["product"] == str(book.cola.pk)]
    assert (here["warehouse"]["id"], here["on_hand"], here["available"]) == (str(book.w1.pk), "100", "100")
    by_code = {one["code"]: one for one in goods["barcodes"]}  # as GTIN-14
    assert by_code[f"0{COLA}"]["product"] == str(book.cola.pk)
    assert (by_code[f"0{COLA}"]["numerator"], by_code[f"0{COLA}"]["denominator"]) == ("1", "1")
    assert all(one["purchase_price"] is None for one in keeper.get("/phone/goods")[1]["products"])
    few = goods_for_phone(book.actor, today=book.day(1), limit=1)
    assert (few["is_whole"], len(few["products"])) == (False, 1)


def test_a_phone_knows_what_is_weighed(book: Book) -> None:
    """B2: the second unit and what lies there by it, so that a label tells its weight without a line."""
    ham = book.add_product("HAM", "火腿", "条", tracking="lot", aux_unit="千克", aux_standard=D("5.2"))
    got = [{"product": str(ham.pk), "quantity": "10", "price": "20", "lot_no": "L1", "aux_quantity": "51.5"}]
    boss = signed_in(book)
    body = {"party": str(book.supplier.pk), "warehouse": str(book.w1.pk), "business_on": "2026-01-05", "lines": got}
    assert boss.post("/purchase_receipt/post", {"documents": [body]}, fresh_key())[0] == 200
    goods = boss.get("/phone/goods")[1]
    told = {one["code"]: one["weight_unit"] and one["weight_unit"]["name"] for one in goods["products"]}
    assert (told["HAM"], told["COLA"]) == ("千克", None)
    kept = [one["weight"] for what in ("stock", "lots") for one in goods[what] if one["product"] == str(ham.pk)]
    assert kept == ["51.5", "51.5"]


def test_a_count_sent_twice_is_counted_once(book: Book) -> None:
    Desk(book).opening("100", "1000.00")
    boss: Caller = signed_in(book)
    count = boss.post("/counts", {"warehouse": str(book.w1.pk), "business_on": "2026-01-05"})[1]
    at, key = f"/counts/{count['id']}", fresh_key()
    found = {"entries": [{"code": COLA, "quantity": "40", "adds": True}]}

    def counted() -> str:
        quantity: str = boss.get(f"{at}/lines")[1]["rows"][0]["found"]
        return quantity

    assert len(boss.post(f"{at}/entries", found, key)[1]["lines"]) == 1
    assert boss.post(f"{at}/entries", found, key) == (200, {"lines": []})
    assert counted() == "40"
    other = {"entries": [{"code": COLA, "quantity": "41", "adds": True}]}
    assert boss.post(f"{at}/entries", other, key)[1]["code"] == "KEY_REUSED"
    assert boss.post(f"{at}/entries", found, fresh_key())[0] == 200
    assert counted() == "80"  # another shelf: without the key the same would have been added again
    assert boss.post(f"{at}/hand-in", {})[0] == 200
    assert boss.post(f"{at}/entries", found, key)[0] == 200  # an answer that was lost, asked for after the count ended
    assert boss.post(f"{at}/entries", found, fresh_key())[0] == 409


def test_nothing_is_done_for_another(book: Book) -> None:
    """What was scanned by one person stays theirs, whoever is signed in when it is sent."""
    Desk(book).opening("100", "1000.00")
    boss: Caller = signed_in(book)
    count = boss.post("/counts", {"warehouse": str(book.w1.pk), "business_on": "2026-01-05"})[1]
    found = {"entries": [{"code": COLA, "quantity": "40"}]}
    at = f"/counts/{count['id']}/entries"
    mine = f"{book.boss_user.pk}.{book.company_id}"
    for other in (f"{book.keeper.user_id}.{book.company_id}", f"{book.boss_user.pk}.{book.company_id + 1}"):
        assert boss.post(at, found, fresh_key(), **{"Hengku-For": other})[1]["code"] == "OTHER_SESSION"
    assert boss.get(f"/counts/{count['id']}")[1]["counted_count"] == 0
    assert boss.post(at, found, fresh_key(), **{"Hengku-For": mine})[0] == 200
