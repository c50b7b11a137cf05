"""PostgreSQL as Django knows it, except that foreign keys are checked at once.

Django makes them DEFERRABLE INITIALLY DEFERRED: a wrong key is then reported at COMMIT, far from the statement
that wrote it, and on a sharded server as a general error without a name. Nothing here needs the delay.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql import base, features, operations

from hengku.kit import sight


class DatabaseOperations(operations.DatabaseOperations):
    """Writes constraints."""

    def deferrable_sql(self) -> str:
        """What Django appends to every foreign key it makes: nothing."""
        return ""


class DatabaseFeatures(features.DatabaseFeatures):
    """Tells Django to delete children before parents, since the check does not wait."""

    can_defer_constraint_checks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend that settings name: hengku.kit.db_backend."""

    ops_class = DatabaseOperations
    features_class = DatabaseFeatures

    def init_connection_state(self) -> None:
        """A new connection sees no more than the one before it: what is wanted is said before anything is asked."""
        super().init_connection_state()
        self.sight_part = None
        if self.alias == DEFAULT_DB_ALIAS:
            sight.apply_to(self)
