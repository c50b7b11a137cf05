import django.db.models.fields.json
from django.db import migrations, models

NOT_IN_FORCE = models.Q(("state__in", ["draft", "cancelled", "reversed"]), _negated=True)


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_invoice_of_header")]

    operations = [
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("company_id"),
                models.F("warehouse"),
                django.db.models.fields.json.KeyTextTransform("terminal", "data"),
                django.db.models.fields.json.KeyTextTransform("local_seq", "data"),
                models.F("type_code"),
                condition=models.Q(
                    ("reverses_id__isnull", True), ("type_code__in", ["pos_ticket", "pos_refund"]), NOT_IN_FORCE
                ),
                name="documents_ticket_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("company_id"),
                models.F("warehouse"),
                models.F("business_on"),
                condition=models.Q(("reverses_id__isnull", True), ("type_code", "pos_daily_close"), NOT_IN_FORCE),
                name="documents_day_closed_once",
            ),
        ),
    ]
