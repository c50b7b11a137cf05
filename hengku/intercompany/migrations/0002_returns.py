from django.db import migrations, models


class Migration(migrations.Migration):
    """Trades that bring back a part of another."""

    dependencies = [("intercompany", "0001_trades")]

    operations = [
        migrations.AddField(
            model_name="trade",
            name="returns_ict_id",
            field=models.BigIntegerField(null=True, verbose_name="退回的交易"),
        ),
    ]
