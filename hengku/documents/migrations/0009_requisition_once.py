import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_said_once")]

    operations = [
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("company_id"),
                models.F("warehouse"),
                models.F("due_on"),
                django.db.models.fields.json.KeyTextTransform("wave", "data"),
                condition=models.Q(
                    ("type_code", "store_requisition"),
                    models.Q(("state__in", ["draft", "cancelled"]), _negated=True),
                ),
                name="documents_requisition_once",
            ),
        ),
    ]
