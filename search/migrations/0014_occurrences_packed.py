from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# Numbers like these do not shrink, and unpacking takes time; up to a page they stay in their row.
PLAIN = """
    ALTER TABLE search_occurrences
        ALTER COLUMN keys SET STORAGE EXTERNAL, ALTER COLUMN codes SET STORAGE EXTERNAL, ALTER COLUMN often SET STORAGE EXTERNAL;
    ALTER TABLE search_occurrences SET (toast_tuple_target = 8160)
"""
HERE = Path(__file__).parent
FORGET = HERE.joinpath("forgetting_occurrences.sql").read_text()
FORGET_AS_BEFORE = HERE.joinpath("forgetting.sql").read_text()


class Migration(migrations.Migration):
    """What is kept is made anew by the next `manage.py index`, for every entry is then of an older layout."""

    dependencies = [
        ("archive", "0001_initial"),
        ("search", "0013_forgetting"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "DROP TABLE IF EXISTS search_occurrences; ALTER TABLE search_indexentry DROP COLUMN IF EXISTS occurrences",
                    "ALTER TABLE search_indexentry ADD COLUMN occurrences bigint[] NOT NULL DEFAULT '{}'",
                )
            ],
            [migrations.RemoveField(model_name="indexentry", name="occurrences")],
        ),
        migrations.CreateModel(
            name="Occurrences",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="archive.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None, verbose_name="keys of the lexemes"
                    ),
                ),
                ("codes", models.BinaryField(default=bytes, verbose_name="how often each stands where")),
                (
                    "often",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="of those beyond the codes",
                    ),
                ),
            ],
            options={"verbose_name": "occurrences", "verbose_name_plural": "occurrences"},
        ),
        migrations.RunSQL(PLAIN, ""),
        migrations.RunSQL(FORGET, FORGET_AS_BEFORE),
    ]
