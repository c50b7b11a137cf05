"""What a company decides is asked in plain words, in both languages: hengku/company/settings_words.py."""

from __future__ import annotations

from hengku.company.settings_keys import SETTING_KEYS
from hengku.company.settings_words import GROUPS, SETTING_WORDS


def test_every_decision_has_words_and_every_choice_a_name():
    assert set(SETTING_WORDS) == set(SETTING_KEYS)
    groups = {one.code for one in GROUPS}
    for key, words in SETTING_WORDS.items():
        assert words.help, key
        assert words.help_en, key
        assert words.group in groups, key
        assert set(SETTING_KEYS[key].choices) <= set(words.choices), key
