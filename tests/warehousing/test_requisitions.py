"""门店要货 (D-SREQ): forecast, proposal, giving out what is short, and what becomes of it in the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from hengku.documents.errors import WarehouseOutOfScope
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import MissingPermission
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.posting.asked_once import AskedAlready
from hengku.reports.run import run_report
from hengku.warehousing.actions_factors import (
    FactorDaysWrong,
    FactorNameMissing,
    FactorRateWrong,
    FactorTwice,
    factor_problems,
    factors_of,
    save_factors,
)
from hengku.warehousing.actions_requisition import Ask, AskedLine, Given, WishGone, ask_for_goods, distribute
from hengku.warehousing.forecast_rules import (
    Factor,
    Stand,
    Wish,
    forecast,
    holiday_of,
    propose,
    safety_stock,
    same_weekdays,
    share_out,
)
from hengku.warehousing.queries_distribution import distribution, progress
from hengku.warehousing.queries_requisition import Question, proposed, reckoned
from tests.posting.desk import NOW, Desk, new_key
from tests.world import Book

TODAY, SATURDAY = date(2026, 2, 5), date(2026, 2, 7)
SOLD = {date(2026, 1, 31): D("12"), date(2026, 1, 24): D("10"), date(2026, 1, 17): D("8"), date(2026, 1, 10): D("9")}
FEAST = Factor("holiday", "春节", D("1.2"), date(2026, 2, 7), date(2026, 2, 20))
SEASON = Factor("holiday", "寒假", D("1.05"), date(2026, 1, 20), date(2026, 3, 1))
RAIN = Factor("weather", "雨", D("0.9"))


class TestForecast:
    def test_weighs_four_same_weekdays(self) -> None:
        """.4×12 + .3×10 + .2×8 + .1×9 = 10.3; × 1.2 × 0.9 = 11.124."""
        found = forecast(SOLD, SATURDAY, TODAY, since=date(2025, 1, 1), holiday=FEAST, weather=RAIN)
        assert (found.base, found.daily, found.is_short) == (D("10.3000"), D("11.1240"), False)
        assert [day for day, _ in found.days] == sorted(SOLD, reverse=True)

    def test_counts_a_day_without_sales_as_nothing(self) -> None:
        sold = {day: quantity for day, quantity in SOLD.items() if day.day != 24}
        assert forecast(sold, SATURDAY, TODAY, since=date(2025, 1, 1)).base == D("7.3000")

    @pytest.mark.parametrize(
        ("since", "base", "count"),
        [
            (date(2026, 1, 20), "11.1429", 2),  # (.4×12 + .3×10) ÷ .7
            (date(2026, 1, 31), "12.0000", 1),
            (date(2026, 2, 1), "0.0000", 0),
            (None, "0.0000", 0),
        ],
        ids=["two weeks", "one week", "not on such a day", "never"],
    )
    def test_weighs_what_there_is_where_history_is_short(self, since: date | None, base: str, count: int) -> None:
        found = forecast(SOLD, SATURDAY, TODAY, since=since)
        assert (found.base, len(found.days), found.is_short) == (D(base), count, True)

    def test_is_never_below_zero(self) -> None:
        assert forecast({date(2026, 1, 31): D("-3")}, SATURDAY, TODAY, since=date(2025, 1, 1)).base == 0

    def test_takes_days_that_are_over(self) -> None:
        """Asked two weeks ahead, the Saturday in between is not over."""
        assert same_weekdays(date(2026, 2, 14), TODAY)[0] == date(2026, 1, 31)
        assert same_weekdays(TODAY, TODAY)[0] == date(2026, 1, 29)

    def test_takes_the_feast_within_a_season(self) -> None:
        assert holiday_of(SATURDAY, [SEASON, FEAST, RAIN]) == FEAST
        assert holiday_of(date(2026, 1, 20), [SEASON, FEAST]) == SEASON
        assert holiday_of(date(2026, 4, 1), [SEASON, FEAST]) is None


class TestProposal:
    def test_is_worked_out_as_by_hand(self) -> None:
        """σ = √(389/28 − (39/28)²) = 3.4573; 1.65 × σ × √2 = 8.07; 2×11.124 + 8.07 − 5 − 3 = 22.318 → 2 boxes of 12."""
        safety = safety_stock(SOLD, TODAY, since=date(2025, 1, 1), lead_days=2)
        assert safety == D("8.07")
        one = forecast(SOLD, SATURDAY, TODAY, since=date(2025, 1, 1), holiday=FEAST, weather=RAIN)
        stand = Stand(available=D("5"), in_transit=D("1"), on_order=D("1"), asked=D("1"))
        found = propose(one, stand, cover_days=2, safety=safety, size=D("12"))
        assert (found.cover, found.wanted, found.packages, found.suggested) == (
            D("22.2480"), D("22.3180"), D("2"), D("24"),
        )  # fmt: skip
        loose = propose(one, stand, cover_days=2, safety=safety, size=D("1"), is_packed=False)
        assert (loose.packages, loose.suggested) == (D("23"), D("23"))

    def test_is_nothing_where_there_is_enough(self) -> None:
        one = forecast(SOLD, SATURDAY, TODAY, since=date(2025, 1, 1))
        assert propose(one, Stand(available=D("99")), cover_days=1, safety=D("0"), size=D("12")).suggested == 0

    def test_keeps_nothing_in_reserve_for_what_is_new(self) -> None:
        assert safety_stock({}, TODAY, since=None, lead_days=1) == 0
        assert safety_stock(SOLD, TODAY, since=TODAY - timedelta(days=1), lead_days=1) == 0


class TestShares:
    @pytest.mark.parametrize(
        ("here", "step", "given"),
        [
            ("40", "1", ["10", "20", "10"]),
            ("99", "1", ["10", "20", "10"]),
            ("20", "1", ["5", "10", "5"]),
            ("17", "1", ["4", "9", "4"]),  # 4.25, 8.5, 4.25
            ("20", "4", ["4", "12", "4"]),  # 5, 10, 5 in whole fours
            ("3", "4", ["0", "0", "0"]),
            ("0", "1", ["0", "0", "0"]),
            ("-5", "1", ["0", "0", "0"]),
        ],
    )
    def test_are_by_what_was_asked(self, here: str, step: str, given: list[str]) -> None:
        wishes = [Wish(number, D(left)) for number, left in enumerate(("10", "20", "10"))]
        found = share_out(wishes, D(here), D(step))
        assert list(found.values()) == [D(one) for one in given]


def sells(desk: Desk, on: int, quantity: str) -> Any:
    """The store W2 sells cola."""
    book = desk.book
    line = PaperLine(product_id=book.cola.pk, quantity=D(quantity), price=D("5"))
    return desk.one(Paper("sales_issue", book.day(on), [line], book.customer.pk, book.w2.pk))


def asks(book: Book, quantity: str, wave: str = "first", **more: Any) -> Ask:
    question = Question(book.w2.pk, book.day(38), **more)
    return Ask(question, wave, (AskedLine(book.cola.pk, D(quantity)),))


def test_from_the_books_and_back_into_them(book: Book) -> None:
    """The store's own sales, returns and reversals off, other warehouses' not; what comes is not asked for twice; what is
    kept with the line is what was forecast; what is short is shared; what is sent and received is told.
    """
    desk, today = Desk(book), book.day(36)
    assert (today, book.day(38)) == (TODAY, SATURDAY)
    desk.opening("500", "500.00", warehouse=book.w1, day=1)
    desk.opening("100", "100.00", warehouse=book.w2, day=1)
    for day, quantity in ((10, "9"), (17, "8"), (24, "10"), (31, "14")):
        sells(desk, day, quantity)
    wrong = sells(desk, 31, "50")
    desk.reverse(wrong, day=31)
    back = sells(desk, 31, "2")
    desk.take_back("2", 32, issue=back.line, product=book.cola, warehouse=book.w2)
    desk.one(Paper("sales_issue", book.day(31), [PaperLine(book.cola.pk, D("70"), price=D("5"))], book.customer.pk,
                   book.w1.pk))  # fmt: skip
    save_factors(actor=book.actor, factors=[FEAST, RAIN], now=NOW)
    with pytest.raises(FactorTwice):
        save_factors(actor=book.actor, factors=[RAIN, RAIN], now=NOW)
    assert factors_of(book.company_id) == [FEAST, RAIN]
    question = Question(book.w2.pk, SATURDAY, cover_days=2, weather="雨")
    (line,) = proposed(book.actor, question, today=today)
    # 31 Jan sold 14 + 2, the return came a day later: .4×16 + 3 + 1.6 + .9 = 11.9; × 1.08 = 12.852
    assert line.proposal.forecast.daily == D("12.8520")
    assert line.proposal.stand.available == D("59")
    assert "近4个周六 16、10、8、9" in reckoned(line, question)
    assert "×春节 1.2 ×雨 0.9" in reckoned(line, question)
    assert "last 4 Saturdays 16, 10, 8, 9" in reckoned(line, question, "en")

    draft = ask_for_goods(actor=book.actor, ask=replace(asks(book, "30"), question=question), today=today, now=NOW)
    with pytest.raises(AskedAlready) as twice:
        ask_for_goods(actor=book.actor, ask=asks(book, "1"), today=today, now=NOW)
    assert twice.value.number == draft.number
    kept = Line.objects.visible_to(book.actor).get(document_id=draft.id)
    assert kept.data["forecast"] == "25.704"
    paper = Paper("store_requisition", today, [PaperLine(book.cola.pk, D("30"), data=kept.data)], id=draft.id,
                  warehouse_id=book.w2.pk, due_on=SATURDAY, data={"wave": "first", "cover_days": "2"})  # fmt: skip
    asked = desk.one(paper)
    (line,) = proposed(book.actor, question, today=today)
    assert line.proposal.stand.asked == D("30")

    (product,) = distribution(book.actor, warehouse_id=book.w1.pk, today=today)
    assert (product.here, product.is_short, product.lines[0].given) == (D("430"), False, D("30"))
    posted = distribute(actor=book.actor, warehouse_id=book.w1.pk, given=[Given(asked.line, D("20"))], on=today,
                        key=new_key(), today=today, now=NOW)  # fmt: skip
    (sent,) = posted.documents
    (line,) = proposed(book.actor, question, today=today)
    assert (line.proposal.stand.in_transit, line.proposal.stand.asked) == (D("20"), D("10"))
    carried = Line.objects.visible_to(book.actor).get(document_id=sent.id)
    ends = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk, "data": {"rest_stays": "true"}}
    came = [PaperLine(source_line_id=carried.pk, quantity=D("15"), data={"outcome": "received"}),
            PaperLine(source_line_id=carried.pk, quantity=D("1"), data={"outcome": "lost"})]  # fmt: skip
    desk.one(Paper("transfer_in", today, came, **ends))
    (told,) = progress(book.actor, asked.id)
    assert (told.asked, told.sent, told.received, told.lost, told.short) == (
        D("30"), D("20"), D("15"), D("1"), D("15"),
    )  # fmt: skip
    assert Document.objects.visible_to(book.actor).get(pk=asked.id).state == "partial"
    with pytest.raises(WishGone):
        distribute(actor=book.actor, warehouse_id=book.w1.pk, given=[Given(0, D("1"))], on=today, key=new_key(),
                   today=today, now=NOW)  # fmt: skip


def test_a_part_of_a_package_is_better_than_nothing(book: Book) -> None:
    """Two boxes of 12 are asked for: of 11 all are offered, of 20 one box."""
    desk, box = Desk(book), book.unit("箱").pk
    for quantity, given in (("11", "11"), ("9", "12")):
        desk.receive(quantity, "1.00", day=2)
        if quantity == "11":
            line = PaperLine(book.cola.pk, D("2"), box)
            desk.one(Paper("store_requisition", book.day(3), [line], warehouse_id=book.w2.pk, due_on=book.day(4),
                           data={"wave": "first"}))  # fmt: skip
        (product,) = distribution(book.actor, warehouse_id=book.w1.pk, today=book.day(5))
        assert (product.is_short, product.lines[0].given) == (True, D(given))


def test_r_36_is_what_was_asked_sent_and_sold(book: Book) -> None:
    """要货/配送准确率 against sums of its own: Saturdays forecast 10 and 14, sold 8 and 20: MAPE = (2 + 6) ÷ 28."""
    desk = Desk(book)
    desk.opening("500", "500.00", warehouse=book.w1, day=1)
    desk.opening("100", "100.00", warehouse=book.w2, day=1)

    def wished(day: int, wave: str, forecast: str, quantity: str, cover: str = "1") -> Any:
        line = PaperLine(book.cola.pk, D(quantity), data={"forecast": forecast, "suggested": quantity})
        data = {"wave": wave, "cover_days": cover}
        return desk.one(Paper("store_requisition", book.day(day - 1), [line], warehouse_id=book.w2.pk,
                              due_on=book.day(day), data=data))  # fmt: skip

    ends = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
    first, second = wished(10, "first", "99", "12"), wished(10, "second", "10", "4")
    third = wished(17, "first", "28", "20", cover="2")  # 14 a day, of which the Sunday is not over
    sent = desk.one(Paper("transfer_out", book.day(9), [PaperLine(source_line_id=first.line, quantity=D("12"))], **ends))
    came = [PaperLine(source_line_id=sent.line, quantity=D("11"), data={"outcome": "received"}),
            PaperLine(source_line_id=sent.line, quantity=D("1"), data={"outcome": "lost"})]  # fmt: skip
    desk.one(Paper("transfer_in", book.day(10), came, **ends))
    goods = [PaperLine(source_line_id=third.line, quantity=D("8"))]
    sent = desk.one(Paper("transfer_out", book.day(16), goods, **ends))
    back = [PaperLine(source_line_id=sent.line, quantity=D("3"), data={"outcome": "returned"})]
    back = desk.one(Paper("transfer_in", book.day(17), back, **{**ends, "data": {"rest_stays": "true"}}))
    (told,) = progress(book.actor, third.id)
    (wish,) = distribution(book.actor, warehouse_id=book.w1.pk, today=book.day(17), needed_on=book.day(17))
    assert [one.left for one in wish.lines] == [D("15")]
    assert (told.sent, told.returned, told.short) == (D("5"), D("3"), D("20"))  # 8 went, 3 came back on their way
    desk.reverse(back, day=17)
    assert progress(book.actor, third.id)[0].sent == D("8")  # negative control: nothing came back
    back = [PaperLine(source_line_id=sent.line, quantity=D("3"), data={"outcome": "returned"})]
    desk.one(Paper("transfer_in", book.day(17), back, **{**ends, "data": {"rest_stays": "true"}}))
    for day, quantity in ((10, "8"), (11, "77"), (17, "20")):
        sells(desk, day, quantity)
    bounds = {"from": book.day(1), "to": book.day(31)}
    report = run_report(book.actor, "store_delivery", bounds, today=book.day(18))
    (row,) = report.rows
    assert [row[key] for key in ("asked", "sent", "received", "lacking", "forecast", "actual", "error")] == [
        D("36"), D("17"), D("11"), D("25"), D("24"), D("28"), D("8"),
    ]  # fmt: skip
    assert (row["mape"], report.totals["mape"], row["rate"]) == (D("0.2857"), D("0.2857"), D("0.3056"))
    by_day = run_report(book.actor, "store_delivery", {**bounds, "by": "day"}, today=book.day(18)).rows
    assert [(one["begins_on"].day, one["asked"], one["mape"]) for one in by_day] == [
        (10, D("16"), D("0.25")), (17, D("20"), D("0.3")),
    ]  # fmt: skip
    lines = run_report(book.actor, "store_delivery_lines", bounds, today=book.day(18))
    told = [one for wish in (first, second, third) for one in progress(book.actor, wish.id)]
    for key, of in (("asked", "asked"), ("sent", "sent"), ("received", "received")):
        assert lines.totals[key] == report.totals[key] == sum(getattr(one, of) for one in told)
    for by in ("week", "month"):
        split = run_report(book.actor, "store_delivery", {**bounds, "by": by}, today=book.day(18))
        assert {key: split.totals[key] for key in ("asked", "sent", "received", "error", "actual")} == {
            key: report.totals[key] for key in ("asked", "sent", "received", "error", "actual")
        }


def test_who_may(book: Book) -> None:
    """A store manager asks for the own store only and approves nothing; who may not see requisitions sees no proposal."""
    own = replace(book.actor, permissions=frozenset({"store_requisition.view", "store_requisition.create"}),
                  warehouses=frozenset({book.w1.pk}))  # fmt: skip
    with pytest.raises(WarehouseOutOfScope):
        ask_for_goods(actor=own, ask=asks(book, "1"), today=book.day(36), now=NOW)
    mine = replace(own, warehouses=frozenset({book.w2.pk}))
    draft = ask_for_goods(actor=mine, ask=asks(book, "1"), today=book.day(36), now=NOW)
    with pytest.raises(MissingPermission):
        Desk(book).post(Paper("store_requisition", book.day(36), id=draft.id), actor=mine)
    with pytest.raises(MissingPermission):
        proposed(replace(mine, permissions=frozenset()), asks(book, "1").question, today=book.day(36))
    with pytest.raises(MissingPermission):
        save_factors(actor=mine, factors=[], now=NOW)


@pytest.mark.parametrize(
    ("factors", "problem"),
    [
        ([replace(RAIN, name="")], FactorNameMissing),
        ([RAIN, replace(RAIN, rate=D("1"))], FactorTwice),
        ([replace(RAIN, first=SATURDAY, last=SATURDAY)], FactorDaysWrong),
        ([replace(FEAST, last=TODAY)], FactorDaysWrong),
        ([replace(FEAST, first=None)], FactorDaysWrong),
        ([replace(RAIN, rate=D("0"))], FactorRateWrong),
        ([replace(RAIN, rate=D("10.1"))], FactorRateWrong),
        ([replace(RAIN, rate=D("1.00001"))], FactorRateWrong),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else "",
)
def test_tables_that_make_no_sense(factors: list[Factor], problem: type[Problem]) -> None:
    assert [type(one) for one in factor_problems(factors)] == [problem]
