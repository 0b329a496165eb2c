from django.db import migrations


class Migration(migrations.Migration):
    """Finds a text among all former texts: an import must not take an older version of an article for a new article.

    In SQL because the model is made by pghistory, whose events carry no generated columns.
    """

    dependencies = [("archive", "0002_what_waits")]

    operations = [
        migrations.RunSQL(
            sql="""
                create index textversion_by_digest on archive_textversion
                (md5(title || chr(31) || subtitle || chr(31) || lead || chr(31) || body))
            """,
            reverse_sql="drop index textversion_by_digest",
        )
    ]
