"""盘点 of goods that are weighed (B2): differences by weight, labels of scales, all pieces of a line weighed or none."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.catalog.barcode_rules import BarcodeInvalid, check_digit
from hengku.kit.numbers import D
from hengku.warehousing import count_errors as errors
from hengku.warehousing.actions_count import Entry, Scope, enter_counts
from hengku.warehousing.actions_count_review import LineWord, say_of_lines
from hengku.warehousing.count_rules import Counted, Part, Weighed
from hengku.warehousing.models import Count
from hengku.warehousing.queries_count import summaries
from tests.posting.books import pool, weighed
from tests.posting.desk import NOW
from tests.warehousing.test_counts import Floor
from tests.world import Book


def scale(head: str, value: str) -> str:
    """A label of a shop scale, with its check digit."""
    return head + value + check_digit(head + value)


@pytest.fixture
def floor(book: Book) -> Floor:
    return Floor(book)


class TestWeighed:
    """B2: ducks by the piece and by the kilogram. 10 of 52.00 kg at 20.00 lie in W1."""

    @pytest.fixture
    def duck(self, floor: Floor) -> Any:
        kilogram = {"aux_unit": "千克", "aux_standard": D("5.2"), "sale_price": D("30")}
        duck = floor.book.add_product("00123", "白条鸭", "个", **kilogram)
        floor.desk.opening("10", "1040.00", product=duck, data={"aux_quantity": "52"})
        floor.desk.decide("count_approval_amount", "100000")
        return duck

    def count(self, floor: Floor, duck: Any, *found: Entry, **options: Any) -> Count:
        count = floor.start(scope=Scope(products=(duck.pk,)), **options)
        enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=found, now=NOW)
        return floor.hand_in(count)

    @pytest.mark.parametrize(
        ("found", "weight", "amount", "left", "gain", "loss"),
        [
            ("9", "46.9", "-102.00", ("9", "46.9", "938.00"), 0, 1),  # one duck of 5.1 kg is missing
            ("9", "", "-104.00", ("9", "46.8", "936.00"), 0, 1),  # not weighed: at the average
            ("10", "51.5", "-10.00", ("10", "51.5", "1030.00"), 0, 1),  # all there, half a kilo less
            ("11", "51.9", "-2.00", ("11", "51.9", "1038.00"), 1, 1),  # one more, and lighter in all
            ("9", "52.3", "6.00", ("9", "52.3", "1046.00"), 1, 1),
            ("0", "", "-1040.00", ("0", "0", "0.00"), 0, 1),
            ("10", "52", "0.00", ("10", "52", "1040.00"), 0, 0),
        ],
    )
    def test_gains_and_losses_are_by_weight(
        self, floor: Floor, duck: Any, found: str, weight: str, amount: str, left: Any, gain: int, loss: int
    ) -> None:
        count = self.count(floor, duck, Entry(found, code="00123", weight=weight))
        ((_, facts),) = summaries(floor.book.company_id, [count.pk]).items()
        assert facts["gain_amount"] + facts["loss_amount"] == D(amount)
        assert facts["difference_count"] == (1 if gain or loss else 0)
        assert count.difference_amount == abs(D(amount))
        floor.approve(count)
        done = floor.post(count)
        assert (*weighed(floor.book, duck, floor.book.w1), pool(floor.book, duck)[1]) == tuple(map(D, left))
        assert (bool(done.gain_document_id), bool(done.loss_document_id)) == (bool(gain), bool(loss))

    def test_while_goods_move(self, floor: Floor, duck: Any) -> None:
        """52 kg less one duck of 5.1 that was sold: 46.4 kg found are half a kilo missing, worth 10.00."""
        count = floor.start(scope=Scope(products=(duck.pk,)), mode="live")
        floor.desk.issue("1", day=5, product=duck, data={"aux_quantity": "5.1"})
        floor.enter(count, **{"00123": "1"})
        enter_counts(
            actor=floor.book.keeper,
            count_id=count.pk,
            entries=[Entry("9", code="00123", weight="46.4")],
            now=NOW,
        )
        floor.hand_in(count)
        line = floor.line(count, duck)
        assert (line.moved_quantity, line.moved_weight) == (D("-1"), D("-5.1"))
        floor.approve(count)
        floor.post(count)
        assert weighed(floor.book, duck, floor.book.w1) == (D("9"), D("46.4"))

    def test_labels_of_scales_fill_piece_and_weight(self, floor: Floor, duck: Any) -> None:
        """The rulebook's layouts W13 (5.150 kg), A13 (154.50 at 30.00) and D18; GS1 with 3103."""
        gtin = (
            "06901234567892"  # cola's: a code that says a weight of goods that are not weighed counts pieces
        )
        labels = [scale("2100123", "05150"), scale("2200123", "15450"), scale("2800123", "1545005150")]
        count = floor.start()
        entries = [Entry("1", code=one, adds=True) for one in (*labels, f"(01){gtin}(3103)001250")]
        enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=entries, now=NOW)
        line = floor.line(count, duck)
        assert (line.first_quantity, line.first_weight) == (D("3"), D("15.45"))
        assert floor.line(count, floor.book.cola).first_quantity == D("1")
        broken = labels[0][:-1] + str((int(labels[0][-1]) + 1) % 10)
        with pytest.raises(BarcodeInvalid):
            enter_counts(
                actor=floor.book.keeper, count_id=count.pk, entries=[Entry("1", code=broken)], now=NOW
            )

    def test_all_pieces_of_a_line_are_weighed_or_none(self, floor: Floor, duck: Any) -> None:
        count = floor.start(scope=Scope(products=(duck.pk,)))

        def enter(*entries: Entry) -> None:
            enter_counts(actor=floor.book.keeper, count_id=count.pk, entries=entries, now=NOW)

        enter(Entry("2", code="00123", weight="10.3"))
        with pytest.raises(errors.HalfWeighed):
            enter(Entry("1", code="00123", adds=True))
        with pytest.raises(errors.HalfWeighed):
            enter(
                Entry("1", code="00123", adds=True, weight="5"),
                Entry("1", code="00123", adds=True, weight=""),
            )
        with pytest.raises(errors.WeightWithoutPieces):
            enter(Entry("0", code="00123", weight="1"))
        with pytest.raises(errors.PiecesWithoutWeight):
            enter(Entry("1", code="00123", weight="0"))
        with pytest.raises(errors.CountTooFine):
            enter(Entry("1", code="00123", weight="5.0001"))
        enter(Entry("1", code="00123", adds=True, weight="5.2"))
        assert floor.line(count, duck).first_weight == D("15.5")
        enter(Entry("7", code="00123"))  # written anew, without the scales
        assert floor.line(count, duck).first_weight is None

    def test_the_rest_of_a_weight_is_counted_away(self, floor: Floor, duck: Any) -> None:
        floor.desk.issue("10", day=3, product=duck, data={"aux_quantity": "51.8"})
        count = self.count(floor, duck, Entry("0", code="00123"))
        floor.approve(count)
        floor.post(count)
        assert (weighed(floor.book, duck, floor.book.w1), pool(floor.book, duck)[1]) == ((D(0), D(0)), D(0))

    def test_found_where_no_cost_is_known(self, floor: Floor, duck: Any) -> None:
        goose = floor.book.add_product("GOOSE", "鹅", "个", aux_unit="千克", aux_standard=D("4"))
        count = self.count(floor, goose, Entry("2", code="GOOSE", weight="8.1"))
        with pytest.raises(errors.GainWithoutCost):
            floor.approve(count)
        word = LineWord(floor.line(count, goose).pk, given_amount="162.00")
        say_of_lines(actor=floor.book.accountant, count_id=count.pk, words=[word], now=NOW)
        floor.approve(count)
        floor.post(count)
        assert pool(floor.book, goose) == (D("8.1"), D("162.00"))


class TestWhatDiffers:
    @pytest.mark.parametrize(
        ("found", "weight", "parts"),
        [
            ("9", "46.9", [Part(D("-1"), D("-5.1"))]),
            ("9", None, [Part(D("-1"))]),
            ("10", "51.5", [Part(D("0"), D("-0.5"))]),
            ("11", "51.9", [Part(D("1"), D("5.2")), Part(D("0"), D("-5.3"))]),
            ("9", "52.3", [Part(D("-1"), D("-5.2")), Part(D("0"), D("5.5"))]),
            ("11", "52", [Part(D("1"), D("5.2")), Part(D("0"), D("-5.2"))]),
            ("10", "52", []),
        ],
    )
    def test_pieces_and_weight_that_part_are_two_lines(
        self, found: str, weight: str | None, parts: Any
    ) -> None:
        scales = Weighed(D("52"), D("0"), D(weight) if weight else None, None, D("5.2"))
        seen = Counted(D("10"), D("0"), D(found), None, weighed=scales)
        assert list(seen.parts) == parts
        assert sum(one.pieces for one in parts) == seen.difference
        if weight:
            assert sum(one.weight for one in parts) == seen.weight_difference
