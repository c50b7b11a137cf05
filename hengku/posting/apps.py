"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `posting`; tables are named `posting_…`."""

    name = "hengku.posting"
    label = "posting"
    default_auto_field = "django.db.models.BigAutoField"
