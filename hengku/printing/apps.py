"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `printing`; tables are named `printing_…`."""

    name = "hengku.printing"
    label = "printing"
    default_auto_field = "django.db.models.BigAutoField"
