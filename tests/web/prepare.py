"""Run in a process of its own: a company and a person who may do everything, told as JSON on standard output."""

from __future__ import annotations

import json
import sys
from datetime import date

from hengku.cli.ready import ready


def main() -> None:
    """Make them in the database that HENGKU_DATA names, whose server runs already."""
    with ready("tests"):
        from tests.world import Book

        book = Book(started_on=date.fromisoformat(sys.argv[1]))
        from hengku.identity.auth import set_password

        set_password(user_id=book.boss_user.pk, password=sys.argv[2], must_change=False)
        told = {
            "username": book.boss_user.username,
            "company": book.company.code,
            "company_id": book.company_id,
        }
        sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
