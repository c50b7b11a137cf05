"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `ledger`; tables are named `ledger_…`."""

    name = "hengku.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
