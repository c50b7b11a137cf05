"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `identity`; tables are named `identity_…`."""

    name = "hengku.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
