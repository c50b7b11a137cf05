"""Search keys: initials and full pinyin of names."""

import pytest

from hengku.catalog.search_rules import INITIALS_SIZE, PINYIN_SIZE, fold, search_keys


class TestSearchKeys:
    @pytest.mark.parametrize(
        ("name", "initials", "pinyin"),
        [
            ("可口可乐", "kkkl", "kekoukele"),
            # a character is read by its phrase
            ("音乐盒", "yyh", "yinyuehe"),
            ("重庆小面", "cqxm", "chongqingxiaomian"),
            ("长沙臭豆腐", "cscdf", "changshachoudoufu"),
            # ü is typed as v
            ("绿茶", "lc", "lvcha"),
            # letters and digits stay, in half width and lower case; signs fall away
            ("可口可乐330ml*24瓶", "kkkl330ml24p", "kekoukele330ml24ping"),
            ("AD钙奶(大)", "adgnd", "adgainaida"),
            ("ABC 1", "abc1", "abc1"),
            ("★ 特价", "tj", "tejia"),
            ("", "", ""),
            ("()", "", ""),
        ],
    )
    def test_of_a_name(self, name: str, initials: str, pinyin: str) -> None:
        keys = search_keys(name)
        assert (keys.initials, keys.pinyin) == (initials, pinyin)

    def test_initials_may_be_ones_own(self) -> None:
        assert search_keys("可口可乐", initials=" K-L 1 ").initials == "kl1"
        assert search_keys("可口可乐", initials=" K-L 1 ").pinyin == "kekoukele"
        # nothing that can be typed is no initials
        assert search_keys("可口可乐", initials="*").initials == "kkkl"

    def test_fit_their_columns(self) -> None:
        keys = search_keys("窗" * 200)
        assert (len(keys.initials), len(keys.pinyin)) == (INITIALS_SIZE, PINYIN_SIZE)

    def test_query_is_folded_like_a_name(self) -> None:
        assert fold("  KKKL\t可 乐 ") == "kkkl 可 乐"
