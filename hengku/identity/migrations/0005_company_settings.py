from django.db import migrations

# What a company decides about itself became a right of its own: who could change it keeps it.
GRANT = """
UPDATE identity_role SET permissions = array_append(permissions, 'company.settings')
WHERE permissions @> ARRAY['company.edit']::varchar[]
  AND NOT permissions && ARRAY['*', 'company.settings']::varchar[]
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_api_tokens")]

    operations = [migrations.RunSQL(GRANT, migrations.RunSQL.noop)]
