from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0012_owners_of_pieces"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshotday", name="moves", field=models.IntegerField(db_default=0, default=0)
        ),
        migrations.AddField(
            model_name="snapshotday", name="rows", field=models.IntegerField(db_default=0, default=0)
        ),
    ]
