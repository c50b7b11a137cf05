"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `documents`; tables are named `documents_…`."""

    name = "hengku.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
