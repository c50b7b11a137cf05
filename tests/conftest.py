"""A real server for the whole run: our own embedded one, in a temporary folder, durable as in a shop.

    cluster           the server, started at first use and stopped at the end
    database          Django on a prepared database, shared by the whole run; what a test commits stays
    fresh_database    an empty copy for this test alone (about 0.1 s), dropped afterwards
    book              a fresh company in `database` (tests/world.py)

A test that asks for none of them has no database: a connection is refused, so that a test of rules cannot
come to depend on one by accident.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

# A short path: the socket lies in it. Set before Django reads its settings, which collecting tests does.
DATA_DIR = Path(tempfile.mkdtemp(prefix="hk-"))
TEMPLATE, SHARED = "hengku_template", "hengku_test"
for _name in ("DATABASE_URL", "DATABASE_APP_URL", "HENGKU_APP_ROLE", "HOST", "PORT"):
    os.environ.pop(_name, None)
os.environ.update(
    HENGKU_DEMO="0", HENGKU_DATA=str(DATA_DIR), HENGKU_DB=SHARED, DJANGO_SETTINGS_MODULE="hengku.settings"
)

import django  # noqa: E402
import pytest  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402

from hengku.kit.postgres import Cluster, open_cluster  # noqa: E402

django.setup()

WITH_DATABASE = {"database", "fresh_database"}


def pytest_configure(config: pytest.Config) -> None:
    """The marker that lets a test leave a book in disorder."""
    config.addinivalue_line(
        "markers", "books_may_break: breaks its book on purpose; the audit afterwards is left out"
    )


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes go by the name of their parameter: what they hold may hang on the clock, and then the names of the
    same tests would differ from one worker to the other."""
    return argname if isinstance(val, bytes) else None


def pytest_unconfigure() -> None:
    """The data folder goes with the run."""
    shutil.rmtree(DATA_DIR, ignore_errors=True)


def use_database(name: str) -> None:
    """Point both aliases of Django, in every thread, at another database of the cluster."""
    connections.close_all()
    for alias in connections:
        connections.settings[alias]["NAME"] = name
    os.environ["HENGKU_DB"] = name


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The running server."""
    with open_cluster(DATA_DIR) as running:
        yield running


@pytest.fixture(scope="session")
def prepared_template(cluster: Cluster) -> str:
    """A database that is migrated and otherwise empty; nobody stays connected to it, so it can be copied."""
    from hengku.kit.schema import prepare_schema

    cluster.create_database(TEMPLATE)
    use_database(TEMPLATE)
    prepare_schema()
    use_database(SHARED)
    return TEMPLATE


@pytest.fixture(scope="session")
def database(cluster: Cluster, prepared_template: str) -> Iterator[Cluster]:
    """Django on the shared database."""
    cluster.create_database(SHARED, template=prepared_template)
    yield cluster
    connections.close_all()


@pytest.fixture
def fresh_database(cluster: Cluster, prepared_template: str) -> Iterator[str]:
    """Django on a database of this test alone; gives its name."""
    name = f"{SHARED}_fresh"
    cluster.drop_database(name)
    cluster.create_database(name, template=prepared_template)
    use_database(name)
    yield name
    use_database(SHARED)
    cluster.drop_database(name)


@pytest.fixture
def book(request: pytest.FixtureRequest, database: Cluster):  # type: ignore[no-untyped-def]
    """A fresh company with a few named things (tests/world.py); afterwards its books must agree.

    What ships as `hengku audit` is asked of it after every test. Only tests that break books on purpose opt out, with
    the marker `books_may_break`.
    """
    from tests.world import Book

    made = Book()
    yield made
    if request.node.get_closest_marker("books_may_break") is None:
        assert_books_agree(made.company_id)


def assert_books_agree(company_id: int) -> None:
    """Every invariant holds of the company's books, or the test fails with the sentences of what does not."""
    from hengku.diagnosis.queries import audit

    found = [f"{one.invariant} {one.title}: {one.what}" for one in audit(company_id).findings]
    assert found == [], "the books do not agree"


@pytest.fixture(autouse=True)
def only_who_asks_has_a_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse a connection to a test that asked for no database."""
    if WITH_DATABASE & set(request.fixturenames):
        return

    def refuse(_self: BaseDatabaseWrapper) -> None:
        raise AssertionError("this test has no database; let it ask for the fixture database, or book")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
