"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `parties`; tables are named `parties_…`."""

    name = "hengku.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
