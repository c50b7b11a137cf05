"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `intercompany`; tables are named `intercompany_…`."""

    name = "hengku.intercompany"
    label = "intercompany"
    default_auto_field = "django.db.models.BigAutoField"
