from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

FORGET_ACCESS = """
    DROP TRIGGER search_follow_rights ON archive_source;
    DROP TRIGGER search_forget_deleted ON archive_article;
    DROP TRIGGER search_follow_decision ON archive_article;
    DROP FUNCTION search_follow_source(), search_forget_article(), search_follow_article(), search_access(text, smallint, smallint);
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("archive", "0001_initial")]

    operations = [
        TrigramExtension(),
        # Compressed tsvectors make ranking three times slower: every candidate is unpacked.
        migrations.RunSQL(
            "ALTER TABLE search_indexentry ALTER COLUMN tsv SET STORAGE EXTERNAL",
            "ALTER TABLE search_indexentry ALTER COLUMN tsv SET STORAGE EXTENDED",
        ),
        migrations.RunSQL(Path(__file__).with_name("access.sql").read_text(), FORGET_ACCESS),
    ]
