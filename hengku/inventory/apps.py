"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `inventory`; tables are named `inventory_…`."""

    name = "hengku.inventory"
    label = "inventory"
    default_auto_field = "django.db.models.BigAutoField"
