from django.db import migrations

# Seeing what we buy at became a right of its own: roles that work with it keep it, keepers of goods do not.
GRANT = """
UPDATE identity_role SET permissions = array_append(permissions, 'purchase_price.view')
WHERE permissions && ARRAY['cost.view', 'purchase_order.create', 'purchase_invoice.view', 'payment.post']::varchar[]
  AND NOT permissions && ARRAY['*', 'purchase_price.view']::varchar[]
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_sessions")]

    operations = [migrations.RunSQL(GRANT, migrations.RunSQL.noop)]
