"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `catalog`; tables are named `catalog_…`."""

    name = "hengku.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"
