"""How far long work has come: told by who does it, shown by who watches. No business words.

Long work calls ``step`` when it begins a part of itself and ``count`` within it; both may end it when somebody asked
for that, so they are called only where nothing is half done. ``commit`` is the last word: what follows is one
transaction and is not ended any more.
"""

from __future__ import annotations


class Course:
    """Nobody watches: every word is taken and nothing is done with it."""

    def step(self, name: str, total: int = 0) -> None:
        """Begin a part of the work; ``total`` is how many it has to do, 0 where that is not known."""

    def count(self, done: int) -> None:
        """So many of the part's total are done."""

    def commit(self, name: str) -> None:
        """Begin the last part, which is done wholly or not at all."""


UNWATCHED = Course()
