from pathlib import Path

from django.db import migrations

FORGET = """
    DROP TRIGGER search_rights_decided ON archive_source;
    DROP TRIGGER search_deleted ON archive_article;
    DROP TRIGGER search_decided ON archive_article;
    DROP FUNCTION search_count_generation();
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0010_kept_counts")]

    operations = [migrations.RunSQL(Path(__file__).with_name("generation.sql").read_text(), FORGET)]
