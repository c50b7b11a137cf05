"""docs/api.md cannot lie: its commands are run as they stand, by bash and curl, against a server, in their order.

```sh     is run; variables it exports stay
```text   what the last request answered: the status, then JSON of which every part must be there as it is
`X` = `rows.0.id`   the part of the last answer that later commands call $X
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from django.test.testcases import LiveServerThread

from tests.api.caller import PASSWORD, signed_in
from tests.world import Book

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
ADDRESS = "http://127.0.0.1:8000"
PART = re.compile(r"^```(\w+)\n(.*?)^```$|^`([A-Z]+)` = `([\w.]+)`$", re.MULTILINE | re.DOTALL)
STATUS = "\x1e"
#: curl as the page calls it, followed by the status of its answer; then the variables, for the next command.
SHELL = (
    'set -eu\ncurl() {{ command curl -w "{mark}%{{http_code}}{mark}" "$@"; }}\n{command}\nenv -0 > {kept}\n'
)


@pytest.fixture
def address(book: Book) -> Iterator[str]:
    """A server of this process on a free port."""
    server = LiveServerThread("127.0.0.1", lambda handler: handler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


class Shell:
    """A reader at the command line: what was exported stays, and so does the last answer."""

    def __init__(self, folder: Path, **known: str) -> None:
        self.folder = folder
        self.env = {**os.environ, "TZ": "Asia/Shanghai", **known}
        self.status, self.answer = 0, None

    def run(self, command: str) -> None:
        kept = self.folder / "env"
        script = SHELL.format(mark=STATUS, command=command, kept=kept)
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.env, capture_output=True, timeout=60
        )
        assert done.returncode == 0, (command, done.stderr.decode())
        self.env = dict(one.split("=", 1) for one in kept.read_text().split("\0") if "=" in one)
        *_, body, status, _ = (
            ["", "", *done.stdout.decode().split(STATUS)] if done.stdout else ["", "null", "0", ""]
        )
        self.status, self.answer = int(status), json.loads(body)

    def keep(self, name: str, path: str) -> None:
        steps = path.split(".")
        self.env[name] = str(
            reduce(lambda at, step: at[int(step)] if step.isdigit() else at[step], steps, self.answer)
        )


def differences(said: Any, found: Any, at: str = "") -> list[str]:
    """Where an answer is not what the page says of it; what the page leaves out is free."""
    if isinstance(said, dict) and isinstance(found, dict):
        return [one for key in said for one in differences(said[key], found.get(key), f"{at}.{key}")]
    if isinstance(said, list) and isinstance(found, list) and len(said) <= len(found):
        return [one for no, part in enumerate(said) for one in differences(part, found[no], f"{at}.{no}")]
    return [] if said == found else [f"{at}: {found!r}, the page says {said!r}"]


@pytest.mark.skipif(
    not shutil.which("curl") or not shutil.which("bash"), reason="the page is run with bash and curl"
)
def test_every_request_of_the_page_answers_as_it_says(book: Book, address: str, tmp_path: Path) -> None:
    signed_in(book)  # so that the boss has a password
    shell = Shell(tmp_path, USERNAME=book.boss_user.username, PASSWORD=PASSWORD)
    requests = checked = 0
    for kind, text, name, path in PART.findall(PAGE.read_text()):
        if name:
            shell.keep(name, path)
        elif kind == "sh":
            shell.run(text.replace(ADDRESS, address))
            requests += text.count("curl -s")
            assert shell.status < 500, shell.answer
        else:
            status, said = text.split(" ", 1)
            assert shell.status == int(status), shell.answer
            assert not differences(json.loads(said), shell.answer)
            checked += 1
    assert (requests, checked) >= (25, 20), "the page was not read whole"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {}),
        ([1, 2], [1]),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}),
        ({}, None),
    ],
)
def test_what_differs_is_seen(said: Any, found: Any) -> None:
    assert differences(said, found)
