from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_document_handler")]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                "company_id",
                KeyTextTransform("invoice_number", "data"),
                name="documents_line_by_invoice",
                condition=models.Q(("data__has_key", "invoice_number")),
            ),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(
                "company_id",
                KeyTextTransform("bank_serial", "data"),
                name="documents_line_by_bank_serial",
                condition=models.Q(("data__has_key", "bank_serial")),
            ),
        ),
    ]
