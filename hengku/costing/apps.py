"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `costing`; tables are named `costing_…`."""

    name = "hengku.costing"
    label = "costing"
    default_auto_field = "django.db.models.BigAutoField"
