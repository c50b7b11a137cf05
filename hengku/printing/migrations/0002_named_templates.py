from django.db import migrations, models

import hengku.kit.models

NAME = "本账套模板"


class Migration(migrations.Migration):
    """The one template of a type becomes its default under a name."""

    dependencies = [("parties", "0007_price_floor"), ("printing", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="papertemplate", name="printing_template_one_a_type"),
        migrations.AddField(
            model_name="papertemplate",
            name="name",
            field=models.CharField(default=NAME, max_length=40, verbose_name="名称"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="papertemplate",
            name="is_default",
            field=models.BooleanField(default=True, verbose_name="默认"),
        ),
        migrations.AlterField(
            model_name="papertemplate",
            name="is_default",
            field=models.BooleanField(default=False, verbose_name="默认"),
        ),
        migrations.AddField(
            model_name="papertemplate",
            name="is_active",
            field=models.BooleanField(default=True, verbose_name="启用"),
        ),
        migrations.AddField(
            model_name="papertemplate",
            name="was_printed",
            field=models.BooleanField(default=False, verbose_name="打印过"),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("company_id", "type_code"),
                name="printing_template_one_default_a_type",
            ),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True)),
                fields=("company_id", "type_code", "name"),
                name="printing_template_name_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_default", False), ("is_active", True), _connector="OR"),
                name="printing_template_default_is_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="papertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="printing_template_has_name"
            ),
        ),
        migrations.CreateModel(
            name="PartyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("company_id", models.BigIntegerField(verbose_name="账套")),
                ("type_code", models.CharField(max_length=48, verbose_name="单据类型")),
                (
                    "preset",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=16, verbose_name="内置模板"
                    ),
                ),
                (
                    "party",
                    hengku.kit.models.CompanyFK(
                        db_index=False,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="parties.party",
                        verbose_name="往来单位",
                    ),
                ),
                (
                    "template",
                    hengku.kit.models.CompanyFK(
                        db_index=False,
                        null=True,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="printing.papertemplate",
                        verbose_name="模板",
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["company_id", "template"], name="printing_party_by_template")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("company_id", "party", "type_code"), name="printing_party_one_a_type"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("preset__gt", ""), ("template__isnull", True)),
                            models.Q(("preset", ""), ("template__isnull", False)),
                            _connector="OR",
                        ),
                        name="printing_party_names_one_template",
                    ),
                ],
            },
        ),
    ]
