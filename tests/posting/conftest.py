"""After every test with a book, the books are asked whether they agree."""

from tests.posting.books import books_agree

__all__ = ["books_agree"]
