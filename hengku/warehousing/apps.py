"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `warehousing`; tables are named `warehousing_…`."""

    name = "hengku.warehousing"
    label = "warehousing"
    default_auto_field = "django.db.models.BigAutoField"
