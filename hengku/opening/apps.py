"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `opening`; tables are named `opening_…`."""

    name = "hengku.opening"
    label = "opening"
    default_auto_field = "django.db.models.BigAutoField"
