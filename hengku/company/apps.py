"""Django application of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `company`; tables are named `company_…`."""

    name = "hengku.company"
    label = "company"
    default_auto_field = "django.db.models.BigAutoField"
