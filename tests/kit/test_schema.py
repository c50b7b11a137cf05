"""What prepare_schema promises of a database: keys within one company, rights exactly as declared."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

from hengku.kit import schema
from hengku.kit.postgres import PostgresProblem
from hengku.kit.schema_grants import DJANGO_TABLES, parse_grants, wanted_grants
from hengku.kit.schema_keys import wanted_keys

BOOKS = (
    "inventory_move",
    "costing_value",
    "settlement_application",
    "ledger_entry",
    "ledger_entryline",
    "audit_event",
)


def owner_rows(statement: str, *parameters: object) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def owner_does(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def refused(statement: str) -> None:
    """The application is refused by the database, for want of the right."""
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


class TestPrepareSchema:
    def test_does_nothing_the_second_time(self, fresh_database):
        assert schema.is_current()
        assert schema.prepare_schema() is False

    def test_repairs_keys_and_rights_that_somebody_changed(self, fresh_database):
        key = next(key for key in wanted_keys(schema.company_models()) if key.target)
        owner_does(f'ALTER TABLE "{key.table}" DROP CONSTRAINT "{key.name}"')
        owner_does("GRANT UPDATE ON ledger_entry TO hengku_app")
        schema.prepare_schema(force=True)
        assert owner_rows("SELECT 1 FROM pg_constraint WHERE conname = %s", key.name) == [(1,)]
        refused("UPDATE ledger_entry SET summary = ''")

    def test_replaces_a_key_that_may_wait(self, fresh_database):
        key = next(key for key in wanted_keys(schema.company_models()) if key.target)
        owner_does(f'ALTER TABLE "{key.table}" DROP CONSTRAINT "{key.name}"')
        owner_does(f'ALTER TABLE "{key.table}" ADD CONSTRAINT "{key.name}" {key.definition} DEFERRABLE')
        schema.prepare_schema(force=True)
        assert owner_rows("SELECT condeferrable FROM pg_constraint WHERE conname = %s", key.name) == [
            (False,)
        ]

    def test_applies_a_numbered_file_once_and_holds_it_frozen(self, fresh_database, tmp_path, monkeypatch):
        file = tmp_path / "0001_counted.sql"
        file.write_text("CREATE TABLE counted (number integer); INSERT INTO counted VALUES (1)")
        files = [*schema.sql_files(), schema.SqlFile("ledger", file)]
        monkeypatch.setattr(schema, "sql_files", lambda: files)
        schema.prepare_schema()
        schema.prepare_schema(force=True)
        assert owner_rows("SELECT count(*) FROM counted") == [(1,)]
        file.write_text("CREATE TABLE counted (number bigint)")
        with pytest.raises(PostgresProblem, match="0001_counted"):
            schema.prepare_schema()


class TestKeys:
    def test_every_company_table_starts_with_its_company(self, database):
        tables = {model._meta.db_table for model in schema.company_models()}
        rows = owner_rows(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'p' AND conrelid::regclass::text = ANY(%s)",
            sorted(tables),
        )
        assert dict(rows) == dict.fromkeys(tables, "PRIMARY KEY (company_id, id)")

    def test_no_foreign_key_waits_for_commit(self, database):
        assert owner_rows("SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable") == []

    def test_unique_keys_carry_the_company(self, database):
        """Else the tables could not be distributed, and one company would notice the codes of another."""
        rows = owner_rows(
            """
            SELECT index.indexrelid::regclass::text
            FROM pg_index AS index
            JOIN pg_attribute AS a ON a.attrelid = index.indrelid AND a.attname = 'company_id'
            JOIN pg_class AS c ON c.oid = index.indrelid AND c.relnamespace = 'public'::regnamespace
            WHERE index.indisunique AND index.indkey[0] <> a.attnum
            """
        )
        assert rows == []

    def test_a_row_cannot_point_into_another_company(self, database):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO company_warehouse (company_id, code, name, is_active, may_go_negative) "
                "VALUES (900001, 'W1', '主仓', true, false) RETURNING id"
            )
            (warehouse,) = cursor.fetchone()
            insert = (
                "INSERT INTO inventory_place (company_id, role, warehouse_id, name, bin, is_active) "
                "VALUES (%s, 'stock', %s, '主仓', '', true)"
            )
            with pytest.raises(IntegrityError, match="inventory_place_warehouse_same_company"):  # at once
                cursor.execute(insert, [900002, warehouse])
            cursor.execute(insert, [900001, warehouse])  # its own company: taken


class TestRights:
    def test_are_exactly_the_declared_ones(self, database):
        """Over every table of the database, also those that no model declares."""
        rows = owner_rows(
            """
            SELECT c.relname, p.privilege, a.attname
            FROM pg_class AS c
            CROSS JOIN unnest(
                ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']
            ) AS p (privilege)
            LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND p.privilege NOT IN ('DELETE', 'TRUNCATE', 'TRIGGER')
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
              AND CASE WHEN a.attname IS NULL THEN has_table_privilege('hengku_app', c.oid, p.privilege)
                       ELSE has_column_privilege('hengku_app', c.oid, a.attname, p.privilege) END
            """
        )
        declared = set()
        columns = owner_rows(
            "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"
        )
        for table, text in wanted_grants().items():
            for right, named in parse_grants(text):
                of_table = named or tuple(column for name, column in columns if name == table)
                declared |= {
                    (table, right, column) for column in ((None,) if right == "DELETE" else of_table)
                }
        assert set(rows) == declared

    @pytest.mark.parametrize("table", BOOKS)
    def test_a_book_takes_new_rows_and_nothing_else(self, database, table):
        assert parse_grants(wanted_grants()[table]) == [("SELECT", ()), ("INSERT", ())]
        connection.cursor().execute(f"SELECT count(*) FROM {table}")  # control: it may look
        for statement in (
            f"UPDATE {table} SET company_id = 1",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"SELECT * FROM {table} FOR UPDATE",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"ALTER TABLE {table} ADD COLUMN mine integer",
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey",
            f"ALTER TABLE {table} OWNER TO hengku_app",
            f"DROP TABLE {table}",
            f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION tsvector_update_trigger()",
            f"CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
        ):
            refused(statement)
        connection.cursor().execute(
            f"GRANT UPDATE ON {table} TO PUBLIC"
        )  # only a warning, and no right given
        refused(f"UPDATE {table} SET company_id = 1")

    def test_the_owner_could(self, fresh_database):
        """The negative control: the statements above are refused for their role, not for their grammar."""
        owner_does("TRUNCATE ledger_entry")
        owner_does("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        owner_does("UPDATE ledger_entry SET company_id = 1")

    def test_of_an_open_item_only_the_residual_changes(self, database):
        connection.cursor().execute("UPDATE settlement_item SET residual = residual")
        refused("UPDATE settlement_item SET amount = amount")

    def test_what_was_applied_cannot_be_forged(self, database):
        refused("UPDATE kit_schema_state SET fingerprint = ''")
        refused("DELETE FROM django_migrations")

    def test_every_model_declares_them(self):
        silent = [
            model.__name__
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table not in DJANGO_TABLES and not hasattr(model, "app_grants")
        ]
        assert silent == []

    def test_that_cannot_be_read_are_an_error(self):
        for text in ("", "ALL", "SELECT, TRUNCATE", "SELECT; DROP TABLE x", "UPDATE (a"):
            with pytest.raises(ValueError, match="app_grants"):
                parse_grants(text)
        assert parse_grants("SELECT, UPDATE (a, b), INSERT") == [
            ("SELECT", ()),
            ("UPDATE", ("a", "b")),
            ("INSERT", ()),
        ]
