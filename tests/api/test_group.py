"""组织间交易 over HTTP: link, trade, list, eliminate, take back; and nothing of a company one does not work in."""

from __future__ import annotations

from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actions import grant_role
from hengku.identity.rules import ALL_ROUNDER
from hengku.kit.numbers import D
from tests.api.caller import fresh_key, signed_in
from tests.conftest import assert_books_agree
from tests.posting.desk import Desk
from tests.world import Book


def test_a_trade_from_link_to_reversal(book: Book) -> None:
    other = Book()
    parties = [one.add_party("G", "集团伙伴") for one in (book, other)]
    Desk(book).receive("100", "2.00", day=2)
    caller = signed_in(book)
    assert caller.get("/group/companies") == (200, [])
    link = {"other_company": str(other.company_id), "party": str(parties[0].pk)}
    link |= {"other_party": str(parties[1].pk), "markup": "0.1"}
    assert caller.put("/group/links", link)[0] == 403
    for code in ("owner", ALL_ROUNDER):
        grant_role(actor=other.actor, user_id=book.boss_user.pk, role_code=code)
    (candidate,) = caller.get("/group/companies")[1]
    assert (candidate["id"], [one["name"] for one in candidate["parties"]]) == (
        str(other.company_id),
        ["集团伙伴"],
    )
    status, links = caller.put("/group/links", link)
    assert (status, links[0]["is_mutual"], links[0]["markup"]) == (200, True, "0.1")
    trade = {
        "buyer_company": str(other.company_id),
        "business_on": book.day(10).isoformat(),
        "warehouse": str(book.w1.pk),
        "buyer_warehouse": str(other.w1.pk),
        "markup": "0.1",
        "with_invoices": True,
        "lines": [{"product": str(book.cola.pk), "quantity": "101"}],
    }
    status, refused = caller.post("/group/trades", trade, key=fresh_key())
    assert (status, refused["code"]) == (409, "NEGATIVE_STOCK")
    assert caller.post("/group/trades/preview", trade)[1]["code"] == "NEGATIVE_STOCK"
    trade["lines"][0]["quantity"] = "40"
    status, told = caller.post("/group/trades/preview", trade)
    assert (status, told["seller"]["company"], told["buyer"]["company"]) == (200, book.company.name, other.company.name)
    assert told["refolded"] == 0  # nothing of these goods comes after that day
    assert (told["seller"]["amount_incl"], told["buyer"]["amount_incl"]) == ("99.44", "99.44")
    assert [side["sentences"][0] for side in (told["seller"], told["buyer"])] == [
        "主仓 可乐 100→60 瓶", "主仓 可乐 0→40 瓶",
    ]  # fmt: skip
    assert caller.get("/group/trades")[1] == []
    key = fresh_key()
    status, done = caller.post("/group/trades", trade, key=key)
    assert (status, len(done["seller"]), len(done["buyer"])) == (200, 2, 2), done
    assert caller.post("/group/trades", trade, key=key)[1] == {**done, "repeated": True}
    (told,) = caller.get("/group/trades")[1]
    assert (told["amount_incl"], told["other"]["number"]) == ("99.44", done["buyer"][0]["number"])
    (held,) = caller.get("/group/elimination", on=book.day(31).isoformat())[1]
    assert (held["balance"], held["margin_rate"], held["unrealised"]) == ("88.00", "0.090909", "8.00")
    stranger = signed_in(other)  # sees their own side, and of the seller's cost nothing
    assert stranger.get("/group/elimination", on=book.day(31).isoformat())[1] == []
    assert stranger.get("/group/trades")[1][0]["other"] is None
    asked = {"business_on": book.day(11).isoformat(), "lines": [{"line_no": 1, "quantity": "10"}]}
    path = f"/group/trades/{done['ict_id']}"
    assert stranger.post(f"{path}/return", asked, key=fresh_key())[0] == 403
    status, back = caller.post(f"{path}/return", asked, key=fresh_key())
    assert (status, [one["type_code"] for one in back["seller"] + back["buyer"]]) == (
        200, ["sales_return", "purchase_return"],
    ), back  # fmt: skip
    (left,) = caller.get(f"{path}/lines")[1]
    assert (left["quantity"], left["left"]) == ("40", "30")
    assert caller.get("/group/trades")[1][0]["returns"] == done["ict_id"]
    undo = {"reason": "录错", "business_on": book.day(12).isoformat()}
    assert caller.post(f"/group/trades/{back['ict_id']}/reverse", undo, key=fresh_key())[0] == 200
    assert stranger.post(f"/group/trades/{done['ict_id']}/reverse", undo, key=fresh_key())[0] == 403
    assert caller.post(f"/group/trades/{done['ict_id']}/reverse", undo, key=fresh_key())[0] == 200
    assert {one["document"]["state"] for one in caller.get("/group/trades")[1]} == {"reversed"}
    assert caller.get("/group/elimination")[1] == []
    assert_books_agree(other.company_id)


def test_what_a_store_of_the_other_company_asks_for_is_sent(book: Book) -> None:
    """D-SREQ: its open lines are shown as our products with what is left; a trade of one takes it off."""
    other = Book()
    parties = [one.add_party("G", "集团伙伴") for one in (book, other)]
    Desk(book).receive("100", "2.00", day=2)
    caller = signed_in(book)
    for code in ("owner", ALL_ROUNDER):
        grant_role(actor=other.actor, user_id=book.boss_user.pk, role_code=code)
    link = {"other_company": str(other.company_id), "party": str(parties[0].pk), "other_party": str(parties[1].pk)}
    assert caller.put("/group/links", link)[0] == 200
    paper = Paper("store_requisition", other.day(9), [PaperLine(other.cola.pk, D("50"))],
                  warehouse_id=other.w1.pk, due_on=other.day(10), data={"wave": "first"})  # fmt: skip
    wish = Desk(other).one(paper)
    asked = {"company": other.company_id, "warehouse": other.w1.pk}
    (line,) = caller.get("/group/wishes", **asked)[1]
    assert (line["number"], line["product"]["id"], line["left"]) == (wish.number, str(book.cola.pk), "50")
    assert caller.get("/group/wishes", **{**asked, "warehouse": other.w2.pk}) == (200, [])
    trade = {
        "buyer_company": str(other.company_id),
        "business_on": book.day(10).isoformat(),
        "warehouse": str(book.w1.pk),
        "buyer_warehouse": str(other.w1.pk),
        "lines": [{"product": line["product"]["id"], "quantity": "20", "wish_line": line["line"]}],
    }
    assert caller.post("/group/trades", trade, key=fresh_key())[0] == 200
    assert caller.get("/group/wishes", **asked)[1][0]["left"] == "30"
    stranger = signed_in(other)  # works in the one company only
    assert stranger.get("/group/wishes", company=book.company_id, warehouse=book.w1.pk)[0] in (403, 404)
