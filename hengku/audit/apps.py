"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `audit`; tables are named `audit_…`."""

    name = "hengku.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
