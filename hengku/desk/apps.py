"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `desk`; tables are named `desk_…`."""

    name = "hengku.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
