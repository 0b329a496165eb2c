from pathlib import Path

from django.db import migrations

HERE = Path(__file__)
START, END = "CREATE FUNCTION archive_tally_articles", "END $$;"
# As tallies.sql has it.
BY_JOIN = "CREATE OR REPLACE FUNCTION archive_tally_articles" + (
    HERE.with_name("tallies.sql").read_text().split(START)[1].split(END)[0] + END
)


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0016_roles_remember"),
    ]

    operations = [
        migrations.RunSQL(HERE.with_name("tallies_of_many.sql").read_text(), BY_JOIN),
    ]
