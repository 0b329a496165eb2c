from pathlib import Path

from django.db import migrations

AS_BEFORE = """
    DROP TRIGGER search_forget_deleted ON archive_article;
    CREATE OR REPLACE FUNCTION search_forget_article() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM search_indexentry WHERE article_id = OLD.id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER search_forget_deleted AFTER DELETE ON archive_article
        FOR EACH ROW EXECUTE FUNCTION search_forget_article();
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0012_hidden_entries")]

    operations = [migrations.RunSQL(Path(__file__).with_name("forgetting.sql").read_text(), AS_BEFORE)]
