"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `settlement`; tables are named `settlement_…`."""

    name = "hengku.settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"
