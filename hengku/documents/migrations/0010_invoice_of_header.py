from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_requisition_once")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                "company_id",
                KeyTextTransform("invoice_number", "data"),
                name="documents_by_invoice",
                condition=models.Q(("data__has_key", "invoice_number")),
            ),
        ),
    ]
