"""Django backend: PostgreSQL with immediate foreign keys (docs/decisions/2026-11-21-company-scoped-keys.md)."""
