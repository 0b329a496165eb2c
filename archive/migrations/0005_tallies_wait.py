from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0004_tallies"),
    ]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("tallies_wait.sql").read_text(), "DROP FUNCTION archive_hold_articles() CASCADE"
        ),
        migrations.RunSQL("SELECT archive_recount()", migrations.RunSQL.noop),
    ]
