from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# Numbers like these do not shrink, and unpacking takes time; up to a page they stay in their row.
PLAIN = """
    ALTER TABLE search_occurrences ALTER COLUMN counted SET STORAGE EXTERNAL;
    ALTER TABLE search_occurrences SET (toast_tuple_target = 8160)
"""
MOVE = """
    INSERT INTO search_occurrences (article_id, counted)
    SELECT article_id, occurrences FROM search_indexentry WHERE part = 0 ORDER BY article_id
"""
MOVE_BACK = """
    UPDATE search_indexentry e SET occurrences = o.counted
      FROM search_occurrences o WHERE o.article_id = e.article_id AND e.part = 0
"""
HERE = Path(__file__).parent
FORGET = HERE.joinpath("forgetting_occurrences.sql").read_text()
FORGET_AS_BEFORE = HERE.joinpath("forgetting.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("search", "0013_forgetting"),
    ]

    operations = [
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
                    "counted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="how often each lexeme stands where",
                    ),
                ),
            ],
            options={"verbose_name": "occurrences", "verbose_name_plural": "occurrences"},
        ),
        migrations.RunSQL(PLAIN, ""),
        migrations.RunSQL(MOVE, MOVE_BACK),
        migrations.RemoveField(model_name="indexentry", name="occurrences"),
        migrations.RunSQL(FORGET, FORGET_AS_BEFORE),
    ]
