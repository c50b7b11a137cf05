"""The pause of the collector ends with the last who asked for it."""

from __future__ import annotations

import gc

import pytest

from hengku.kit.memory import collector_paused


def ask_and_fail() -> None:
    with collector_paused():
        assert not gc.isenabled()
        raise KeyError


class TestPausing:
    def test_ends_with_the_block_whatever_happens(self) -> None:
        assert gc.isenabled()
        with pytest.raises(KeyError):
            ask_and_fail()
        assert gc.isenabled()

    def test_of_two_ends_with_the_last(self) -> None:
        one, other = collector_paused(), collector_paused()
        one.__enter__()
        other.__enter__()
        one.__exit__(None, None, None)
        assert not gc.isenabled()
        other.__exit__(None, None, None)
        assert gc.isenabled()

    def test_leaves_it_off_when_it_was(self) -> None:
        gc.disable()
        try:
            with collector_paused():
                pass
            assert not gc.isenabled()
        finally:
            gc.enable()
