from django.db import migrations, models

#: Whose a piece is was told by its moves alone.
OWNERS = """
UPDATE inventory_serial AS s SET owner_id = last.to_owner_id
FROM (
    SELECT DISTINCT ON (k.company_id, k.serial_id) k.company_id, k.serial_id, m.to_owner_id
    FROM inventory_serialmove AS k
    JOIN inventory_move AS m
      ON m.company_id = k.company_id AND m.document_id = k.document_id AND m.line_id = k.line_id
    ORDER BY k.company_id, k.serial_id, k.id DESC, m.seq DESC
) AS last
WHERE last.company_id = s.company_id AND last.serial_id = s.id AND last.to_owner_id <> 0
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0011_counts_of_bins"),
    ]

    operations = [
        migrations.AddField(
            model_name="serial",
            name="owner_id",
            field=models.BigIntegerField(db_default=0, default=0, verbose_name="货主"),
        ),
        migrations.RunSQL(OWNERS, migrations.RunSQL.noop),
    ]
